"""Two officers on one PostgreSQL, in two browsers: save, share, edit both, merge, choose, and a killed server."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.sync_api import TimeoutError, expect

from tests.login.conftest import LOGIN, sign_in
from tests.serve.served import serving
from tests.settled import go_to_page, wait_until_settled
from tests.store.conftest import running_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Page

Window = Callable[[], "Page"]
TRIES = 3


def press(page: Page, name: str) -> None:
    wait_until_settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, label: str | re.Pattern[str], option: str) -> None:
    wait_until_settled(page)  # a page that is still being drawn closes the list again
    box, wanted = page.get_by_role("combobox", name=label), page.get_by_role("option", name=re.compile(option)).first
    for _ in range(TRIES):
        box.click()
        with suppress(TimeoutError):
            wanted.click(timeout=3000)
            return
        page.keyboard.press("Escape")
    wanted.click(timeout=1000)


def toggle(page: Page, measure: str) -> None:
    """Switch a measure on or off on the page of the package."""
    wait_until_settled(page)
    page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(measure)} ")).first.click()
    wait_until_settled(page)


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
            change_the_same(anna, bram)
            add_own(anna, "Bewaar als versie na versie 5", "is bewaard als versie 6")
            see_own(bram)
            served.process.kill()
            served.process.wait()
        with serving(tmp_path, port=port, **settings) as served:
            anna.goto(f"{served.url}/?pakket={link}")
            go_to_page(anna, "Opgeslagen")
            anna.get_by_role("heading", name="Geschiedenis van").wait_for()
            assert anna.get_by_role("row").filter(has_text="bram").count() >= 1
            compare(anna)
            choose(anna, "Versie", r"^1 ")
            press(anna, "Zet versie 1 terug")
            anna.get_by_text("Versie 1 is teruggezet als versie 7").wait_for()


def work_together(anna: Page, bram: Page) -> str:
    """Save, share, edit both, merge without a question and with one; return the id of the package."""
    toggle(anna, "4.7")
    go_to_page(anna, "Opgeslagen")
    press(anna, "Bewaar als nieuw pakket")
    anna.get_by_text("is bewaard als nieuw pakket").wait_for()
    anna.get_by_text("Delen", exact=True).click()
    choose(anna, "Persoon", "bram")
    anna.get_by_role("radio", name="bewerker").click()
    press(anna, "Deel")
    anna.get_by_text("Het delen is aangepast.").wait_for()
    go_to_page(bram, "Opgeslagen")
    choose(bram, "Kies een bewaard pakket", "Pakket 1")
    press(bram, "Open deze versie")
    bram.get_by_role("heading", level=1, name="Pakket 1").wait_for()
    toggle(bram, "4.8")
    go_to_page(bram, "Opgeslagen")
    press(bram, "Bewaar als versie na versie 1")
    bram.get_by_text("is bewaard als versie 2").wait_for()
    go_to_page(anna, "Pakket")
    toggle(anna, "4.11")
    go_to_page(anna, "Opgeslagen")
    press(anna, "Bewaar als versie na versie 1")
    anna.get_by_text("samengevoegd met wat intussen werd bewaard").wait_for()
    anna.get_by_text("Overgenomen: 4.8").wait_for()
    return re.search(r"bewaard=([A-Za-z0-9_-]+)\.3", anna.url)[1]  # type: ignore[index]  # the address names it


def rename(page: Page, name: str) -> None:
    """Give the open package a name, on the page of the package."""
    go_to_page(page, "Pakket")
    wait_until_settled(page)  # a button that is still moving can be missed
    opener = page.get_by_role("button", name="Pakket: naam, bestand, link")
    box = page.get_by_role("textbox", name="Naam", exact=True)
    opener.click()
    with suppress(TimeoutError):
        box.wait_for(timeout=5000)
    if not box.is_visible():  # a run that began with the click drew the panel anew, closed
        opener.click()
    box.fill(name)
    box.press("Enter")
    page.get_by_role("heading", level=1, name=name).wait_for()
    page.keyboard.press("Escape")


def change_the_same(anna: Page, bram: Page) -> None:
    """Both rename version 3: who saves later sees what the other made of it, and chooses; nothing is kept before."""
    bram.reload()
    go_to_page(bram, "Opgeslagen")
    choose(bram, "Kies een bewaard pakket", "Pakket 1")
    press(bram, "Open deze versie")
    bram.get_by_role("button", name="Pakket: naam, bestand, link").wait_for()
    rename(bram, "Naam van Bram")
    rename(anna, "Naam van Anna")
    go_to_page(bram, "Opgeslagen")
    press(bram, "Bewaar als versie na versie 3")
    bram.get_by_text("is bewaard als versie 4").wait_for()
    go_to_page(anna, "Opgeslagen")
    press(anna, "Bewaar als versie na versie 3")
    anna.get_by_text("bram bewaarde intussen versie 4. U veranderde allebei hetzelfde: kies.").wait_for()
    anna.get_by_text("bram: “Naam van Bram”").wait_for()
    anna.get_by_text("u: “Naam van Anna”").click()
    press(anna, "Bewaar samengevoegd")
    anna.get_by_text("Bewaard als versie 5, samengevoegd").wait_for()


def add_own(page: Page, button: str, told: str) -> None:
    """Add a measure of one's own, find it marked on the page and in the workbook, and save."""
    page.get_by_role("link", name="Pakket", exact=True).click()
    page.get_by_role("button", name="Pakket: naam, bestand, link").wait_for()
    wait_until_settled(page)
    page.get_by_text("Eigen maatregelen en schattingen").click()
    press(page, "Eigen maatregel toevoegen")
    page.get_by_label("Naam van de maatregel").fill("Minder plekken")
    page.keyboard.press("Tab")
    choose(page, "Begrotingsregel", "JenV 37")
    page.get_by_label("Waarom dit bedrag").fill("Raming")
    page.get_by_label("struc.").first.fill("-12,5 mln")
    page.keyboard.press("Tab")
    press(page, "Voeg eigen maatregel toe")
    expect(page.locator(".headline tr.own")).to_contain_text("−12,50")
    wait_until_settled(page)
    with page.expect_download() as loaded:
        page.get_by_role("button", name="Download Excel").click()
    book = load_workbook(BytesIO(loaded.value.path().read_bytes()), read_only=True)
    texts = [str(cell) for row in book["Eigen cijfers"].iter_rows(values_only=True) for cell in row]
    assert "Minder plekken" in texts
    go_to_page(page, "Opgeslagen")
    press(page, button)
    page.get_by_text(told).wait_for()


def see_own(page: Page) -> None:
    """The other opens the last version: what is of one's own is told there too."""
    page.reload()
    go_to_page(page, "Opgeslagen")
    choose(page, "Kies een bewaard pakket", "Naam van Anna")
    press(page, "Open deze versie")
    expect(page.locator(".headline tr.own")).to_contain_text("−12,50")


def compare(anna: Page) -> None:
    """The history tells what changed from the first version to the last, piece by piece and as a bridge."""
    anna.get_by_role("heading", name="Wat veranderde", exact=True).wait_for()
    choose(anna, re.compile(r"\bVan$"), r"^1 ")
    rows = anna.get_by_role("row")
    expect(rows.filter(has_text="niet gekozen")).to_have_count(3)  # 4.8 of Bram, 4.11 and her own of Anna
    expect(rows.filter(has_text="“Naam van Anna”")).to_have_count(1)
    anna.get_by_role("heading", name="Brug van 1").or_(anna.get_by_text("Brug van 1")).first.wait_for()
