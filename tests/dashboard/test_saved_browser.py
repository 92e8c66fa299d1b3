"""One user on SQLite, in a browser: a closed window, a killed server, a page loaded again, and two windows at once."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import free_port
from tests.dashboard.test_accessibility import axe_faults
from tests.login.test_two_users import add_own, choose, press, rename
from tests.serve.served import serving
from tests.settled import go_to_page, wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def toggle(page: Page, measure: str) -> None:
    page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(measure)} ")).first.click()


def kept(data: Path) -> int:
    """Return how many sessions' work the store holds."""
    with sqlite3.connect(data / "pakketten.sqlite") as connection:
        return int(connection.execute("SELECT count(*) FROM work").fetchone()[0])


def until(done: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.long
def test_work_outlives_window_and_server(browser: Browser, tmp_path: Path) -> None:
    """Nobody saved it; it is offered, goes on, is saved, and its history is there after another kill."""
    port, data = free_port(), tmp_path / "data"
    with serving(tmp_path, port=port, BMH_DATA=str(data)) as served:
        window = browser.new_page(locale="nl-NL")
        window.goto(served.url)
        toggle(window, "4.7")
        toggle(window, "4.8")
        until(lambda: kept(data) == 1)
        window.close()
        served.process.kill()
        served.process.wait()
    with serving(tmp_path, port=port, BMH_DATA=str(data)) as served:
        window = browser.new_page(locale="nl-NL")
        window.goto(f"{served.url}/opgeslagen")
        window.get_by_role("button", name="Ga verder").click()
        box = window.get_by_role("checkbox", name=re.compile(r"^4\.7 ")).first
        box.wait_for()
        until(box.is_checked)
        go_to_page(window, "Opgeslagen")
        window.get_by_role("button", name="Bewaar als nieuw pakket").click()
        window.get_by_text("is bewaard als nieuw pakket").wait_for()
        until(lambda: kept(data) == 0)
        assert axe_faults(window) == []
        window.reload()
        window.get_by_role("button", name="Bewaar als versie na versie 1").wait_for()
        served.process.kill()
        served.process.wait()
        window.close()
    with serving(tmp_path, port=port, BMH_DATA=str(data)) as served:
        window = browser.new_page(locale="nl-NL")
        window.goto(f"{served.url}/opgeslagen")
        window.get_by_role("row").filter(has_text="lokale gebruiker").wait_for()
        window.close()


@pytest.mark.long
def test_one_user_in_two_windows_chooses_between_them(browser: Browser, tmp_path: Path) -> None:
    """Both rename the same version: the later one sees both names and chooses; after a kill the history compares."""
    port, data = free_port(), tmp_path / "data"
    with serving(tmp_path, port=port, BMH_DATA=str(data)) as served:
        first, second = (browser.new_page(locale="nl-NL") for _ in range(2))
        first.goto(served.url)
        toggle(first, "4.7")
        wait_until_settled(first)
        go_to_page(first, "Opgeslagen")
        press(first, "Bewaar als nieuw pakket")
        first.get_by_text("is bewaard als nieuw pakket").wait_for()
        second.goto(f"{served.url}/opgeslagen")
        choose(second, "Kies een bewaard pakket", "Pakket 1")
        press(second, "Open deze versie")
        rename(second, "Tweede venster")
        rename(first, "Eerste venster")
        go_to_page(second, "Opgeslagen")
        press(second, "Bewaar als versie na versie 1")
        second.get_by_text("is bewaard als versie 2").wait_for()
        go_to_page(first, "Opgeslagen")
        press(first, "Bewaar als versie na versie 1")
        first.get_by_text("lokale gebruiker bewaarde intussen versie 2").wait_for()
        first.get_by_text("lokale gebruiker: “Tweede venster”").click()
        press(first, "Bewaar samengevoegd")
        first.get_by_text("Bewaard als versie 3, samengevoegd").wait_for()
        add_own(first, "Bewaar als versie na versie 3", "is bewaard als versie 4")
        served.process.kill()
        served.process.wait()
        second.close()
    with serving(tmp_path, port=port, BMH_DATA=str(data)) as served:
        first.goto(f"{served.url}/opgeslagen")
        choose(first, "Kies een bewaard pakket", "Tweede venster")
        choose(first, re.compile(r"\bVan$"), r"^1 ")
        row = first.get_by_role("row").filter(has_text="“Tweede venster”")
        row.wait_for()
        assert "Naam" in row.inner_text()
        choose(first, "Versie", r"^1 ")
        press(first, "Zet versie 1 terug")
        first.get_by_text("Versie 1 is teruggezet als versie 5").wait_for()
        first.close()
