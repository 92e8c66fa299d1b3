"""One user on SQLite, in a browser: a closed window, a server that is killed, and a page that is loaded again."""

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
from tests.serve.served import serving

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
        window.get_by_role("link", name="Opgeslagen", exact=True).click()
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
