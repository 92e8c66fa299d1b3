"""Two officers on one PostgreSQL, in two browsers: save, share, edit both, merge, and a server that is killed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.login.conftest import LOGIN, sign_in
from tests.serve.served import serving
from tests.store.conftest import running_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Page

Window = Callable[[], "Page"]


def open_page(page: Page, name: str) -> None:
    """Go to a page by the navigation, which keeps the session."""
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=re.compile(option)).first.click()


def toggle(page: Page, measure: str) -> None:
    """Switch a measure on or off on the page of the package."""
    page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(measure)} ")).first.click()


@pytest.mark.long
@pytest.mark.postgres
def test_two_officers_work_together(oidc: tuple[int, int], window: Window, tmp_path: Path) -> None:
    """Every step is seen by both; nothing is lost when the server is killed in between."""
    provider, port = oidc
    login = tmp_path / "login.toml"
    login.write_text(LOGIN.format(port=port, provider=provider))
    with running_postgres("-c fsync=off") as database:
        url = database.make("together").render_as_string(hide_password=False)
        settings = {"LOGIN": str(login), "BMH_DATABASE_URL": url}
        with serving(tmp_path, port=port, **settings) as served:
            bram = window()
            sign_in(bram, served.url, "bram")
            anna = window()
            sign_in(anna, served.url, "anna")
            link = work_together(anna, bram)
            served.process.kill()
            served.process.wait()
        with serving(tmp_path, port=port, **settings) as served:
            anna.goto(f"{served.url}/?pakket={link}")
            open_page(anna, "Opgeslagen")
            anna.get_by_role("heading", name="Geschiedenis van").wait_for()
            assert anna.get_by_role("row").filter(has_text="bram").count() >= 1
            choose(anna, "Versie", r"^1 ")
            press(anna, "Zet versie 1 terug")
            anna.get_by_text("Versie 1 is teruggezet als versie 4").wait_for()


def work_together(anna: Page, bram: Page) -> str:
    """Save, share, edit both, merge without a question and with one; return the id of the package."""
    toggle(anna, "4.7")
    open_page(anna, "Opgeslagen")
    press(anna, "Bewaar als nieuw pakket")
    anna.get_by_text("is bewaard als nieuw pakket").wait_for()
    anna.get_by_text("Delen", exact=True).click()
    choose(anna, "Persoon", "bram")
    anna.get_by_role("radio", name="bewerker").click()
    press(anna, "Deel")
    anna.get_by_text("Het delen is aangepast.").wait_for()
    open_page(bram, "Opgeslagen")
    choose(bram, "Kies een bewaard pakket", "Pakket 1")
    press(bram, "Open deze versie")
    bram.get_by_role("checkbox", name=re.compile(r"^4\.8 ")).first.click()
    open_page(bram, "Opgeslagen")
    press(bram, "Bewaar als versie na versie 1")
    bram.get_by_text("is bewaard als versie 2").wait_for()
    open_page(anna, "Pakket")
    toggle(anna, "4.11")
    open_page(anna, "Opgeslagen")
    press(anna, "Bewaar als versie na versie 1")
    anna.get_by_text("samengevoegd met wat intussen werd bewaard").wait_for()
    anna.get_by_text("Overgenomen: 4.8").wait_for()
    return re.search(r"bewaard=([A-Za-z0-9_-]+)\.3", anna.url)[1]  # type: ignore[index]  # the address names it
