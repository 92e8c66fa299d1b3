"""
Journeys in a real browser: what an officer does from opening the page to the export.

Invariants: 1. the screen shows the engine's figures; 2. what is saved or shared opens as it was.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Shots = Callable[[str], Path]
REPORT = "Rapport: JenV −20%"


def totals(page: Page) -> list[str]:
    """Return the six totals on screen."""
    return [cell.strip() for cell in page.locator("tr.total td.big").all_inner_texts()]


def open_app(page: Page, url: str, path: str = "") -> None:
    page.goto(f"{url}/{path}")
    page.locator("tr.total td.big").first.wait_for()


def load_ready(page: Page, title: str) -> None:
    page.get_by_role("combobox", name="Kant-en-klaar pakket").click()
    page.get_by_role("option", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def open_panel(page: Page) -> None:
    """Open the panel with name, file and link."""
    saver = page.get_by_role("button", name="Bewaar als bestand")
    wait_until_settled(page)  # a click on a page that is still being drawn can be lost
    page.get_by_role("button", name="Pakket: naam, bestand, link").click()
    expect(saver).to_be_visible()


def toggle(page: Page, id_: str) -> None:
    page.locator(f'input[data-id="{id_}"]').click()


def verdicts(page: Page, target: str) -> list[str]:
    """Return the words of a target's row by column."""
    row = page.locator("table.head tr", has=page.get_by_role("rowheader", name=target))
    return [text.strip() for text in row.locator(".verdict").all_inner_texts()]


def test_officer_builds_the_report_package_reads_the_verdict_and_exports(
    page: Page, app_url: str, shots: Shots
) -> None:
    """In the report's JenV −20% package overlap decides 2024; a toggle moves the totals; the export opens."""
    open_app(page, app_url)
    assert totals(page) == ["0,00"] * 6
    load_ready(page, REPORT)
    assert totals(page) == ["−38,70", "−155,95", "−211,20", "−237,50", "−236,90", "−236,40"]
    words = verdicts(page, "JenV −20% doel −237,40")
    assert words[3].endswith("niet te bepalen: overlap")
    assert "niet gehaald" in words[5]
    shots("report-package")
    toggle(page, "4.7")
    expect(page.locator("tr.total td.big").last).to_have_text("−231,40")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "Keuze" in book.sheetnames


@pytest.mark.long
def test_exclusive_measures_are_explained_and_one_click_keeps_either(page: Page, app_url: str, shots: Shots) -> None:
    """Two options of 4.9 exclude each other; a target that neither counts towards keeps its verdict."""
    open_app(page, app_url)
    toggle(page, "4.9-1A")
    toggle(page, "4.9-2")
    expect(page.get_by_text("Sluit elkaar uit; doelen waarvoor zij tellen, hebben geen oordeel.")).to_be_visible()
    assert all("niet gehaald" in word for word in verdicts(page, "JenV −20%"))  # neither option counts towards it
    shots("conflict")
    page.get_by_role("button", name="houd deze: 4.9-2").click()
    expect(page.locator('input[data-id="4.9-1A"]')).not_to_be_checked()
    expect(page.get_by_role("button", name="Houd 4.9-1A")).to_have_count(0)
    toggle(page, "4.9-1A")
    page.get_by_role("button", name="Houd 4.9-1A").wait_for()
    wait_until_settled(page)  # what is drawn above a button moves it away from under the pointer
    page.get_by_role("button", name="Houd 4.9-1A").click()
    expect(page.locator('input[data-id="4.9-2"]')).not_to_be_checked()
    expect(page.locator('input[data-id="4.9-1A"]')).to_be_checked()


@pytest.mark.long
def test_package_saved_to_a_file_opens_as_it_was(page: Page, app_url: str, tmp_path: Path) -> None:
    """A saved package opens with its measures and name; a broken file says what is wrong and changes nothing."""
    open_app(page, app_url)
    load_ready(page, REPORT)
    open_panel(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").click()
    saved = tmp_path / "pakket.yaml"
    download.value.save_as(saved)
    page.goto(app_url)
    page.locator("tr.total td.big").first.wait_for()
    assert totals(page) == ["0,00"] * 6
    open_panel(page)
    page.locator('input[type="file"]').set_input_files(saved)
    expect(page.locator("tr.total td.big").last).to_have_text("−236,40")
    expect(page.get_by_text("pakket.yaml is geopend")).to_be_visible()  # the next uploader has taken its place
    broken = tmp_path / "kapot.yaml"
    broken.write_text(saved.read_text(encoding="utf-8").replace("4.12a", "4.12x"), encoding="utf-8")
    expect(page.locator('input[type="file"]')).to_have_count(1)
    page.locator('input[type="file"]').set_input_files(broken)
    expect(page.get_by_text('Verwacht het nummer van een maatregel, gevonden "4.12x"')).to_be_visible()
    expect(page.locator("tr.total td.big").last).to_have_text("−236,40")


@pytest.mark.long
def test_link_restores_packages_and_settings_in_a_fresh_session(
    page: Page, app_url: str, browser: Browser, catalogue: Catalogue
) -> None:
    """The address bar holds the state: a reload keeps it, another browser opens it, a damaged one explains itself."""
    open_app(page, app_url)
    load_ready(page, REPORT)
    toggle(page, "1.3")
    expect(page.locator("tr.total td.big").last).to_have_text("−231,40")
    wait_until_settled(page)  # the address follows the figures
    page.reload()
    expect(page.locator("tr.total td.big").last).to_have_text("−231,40")
    wait_until_settled(page)
    link = page.url
    context = browser.new_context(locale="nl-NL")
    other = context.new_page()
    other.goto(link)
    expect(other.locator("tr.total td.big").last).to_have_text("−231,40")
    code = make_link(catalogue, SharedState((Draft("x", "", ("4.7",)),)))
    other.goto(f"{app_url}/?p={code[:-3]}AAA")
    expect(other.get_by_text("De link kon niet worden geopend")).to_be_visible()
    expect(other.locator("tr.total td.big")).to_have_text(["0,00"] * 6)
    context.close()


@pytest.mark.long
def test_officer_turns_a_dial_and_the_link_carries_it(page: Page, app_url: str, browser: Browser, shots: Shots) -> None:
    """A moved dial marks the measure as an own assumption, moves the total and travels with the link."""
    open_app(page, app_url)
    toggle(page, "3.1.4")
    expect(page.locator("tr.total td.big").last).to_have_text("−16,00")
    page.get_by_role("button", name="Fiche 3.1.4").click()
    people = page.get_by_role("textbox", name="Nareizigers per jaar (mensen)")
    people.fill("2.300,5")
    people.press("Enter")
    expect(page.get_by_text("Verwacht een geheel getal")).to_be_visible()
    people.fill("2,300")
    people.press("Enter")
    expect(page.get_by_text("Gelezen als 2.300.")).to_be_visible()
    expect(page.get_by_text("Eigen aanname: dit bedrag is niet dat van de bron.")).to_be_visible()
    shots("dial")
    page.get_by_role("button", name="Sluiten").click()
    expect(page.locator("tr.total td.big").last).to_have_text("−16,77")
    wait_until_settled(page)
    context = browser.new_context(locale="nl-NL")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("tr.total td.big").last).to_have_text("−16,77")
    expect(other.get_by_text("eigen aanname: 3.1.4")).to_be_visible()
    context.close()


@pytest.mark.long
def test_language_switch_turns_the_page_english(page: Page, app_url: str, shots: Shots) -> None:
    """At the switch texts and numbers are English and the page says so to screen readers."""
    open_app(page, app_url)
    load_ready(page, REPORT)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_role("radio", name="English").click()
    expect(page.locator("tr.total td.big").last).to_have_text("−236.40")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("not met").first).to_be_visible()
    shots("english")


@pytest.mark.parametrize(
    "path", ["", "doelen", "oda", "maatregelen", "bron", "vergelijken", "grafieken", "hervestiging"]
)
@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_with_a_package_in_both_themes(
    page: Page, app_url: str, catalogue: Catalogue, shots: Shots, path: str, scheme: str
) -> None:
    """Each page draws without an error, with the report's package, in the light and the dark theme."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that Playwright names
    code = make_link(catalogue, SharedState((Draft(REPORT, "", catalogue.packages["jenv-20"].measures),)))
    page.goto(f"{app_url}/{path}?p={code}")
    expect(page.get_by_text(f"Catalogus {catalogue.info.version} van ").first).to_be_visible()
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    shots(f"page-{path or 'pakket'}-{scheme}")


def shared(catalogue: Catalogue, *names: str) -> str:
    """Return the address part that opens ready-made packages by their ids."""
    drafts = tuple(Draft(catalogue.packages[n].title.nl, "", catalogue.packages[n].measures) for n in names)
    return f"?p={make_link(catalogue, SharedState(drafts, 0, tuple(range(len(drafts)))))}"


@pytest.mark.long
def test_two_packages_are_compared_with_a_bridge_that_adds_up(
    page: Page, app_url: str, catalogue: Catalogue, shots: Shots
) -> None:
    """The comparison shows both totals and the bridge from one to the other."""
    page.goto(f"{app_url}/vergelijken{shared(catalogue, 'jenv-20', 'jenv-20-104')}")
    expect(page.get_by_text("−104,4").first).to_be_visible()
    expect(page.get_by_text("−236,4").first).to_be_visible()
    shots("compare")


@pytest.mark.long
def test_meeting_mode_toggles_by_keyboard_with_the_totals_in_view(
    page: Page, app_url: str, catalogue: Catalogue, shots: Shots
) -> None:
    """A running meeting hides the controls; a digit toggles a measure and the totals follow."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{app_url}/vergadering{shared(catalogue, 'jenv-20-412')}")
    page.get_by_role("button", name="Start vergadering").click()
    expect(page.get_by_text("−132").first).to_be_visible()
    expect(page.locator('[data-testid="stSidebar"]')).to_be_hidden()
    shots("meeting")
    page.locator('input[type="checkbox"]').first.focus()
    page.keyboard.press("1")
    expect(page.get_by_text("−82").first).to_be_visible()


@pytest.mark.long
def test_print_view_fits_three_pages(page: Page, app_url: str, catalogue: Catalogue, tmp_path: Path) -> None:
    """The report's package prints on two A4 pages with its figures and the version, and one of what it piles up."""
    page.goto(f"{app_url}/afdruk{shared(catalogue, 'jenv-20')}")
    expect(page.get_by_text("−236,4").first).to_be_visible()
    wait_until_settled(page)
    data = page.pdf(path=tmp_path / "afdruk.pdf", format="A4", prefer_css_page_size=True)
    assert 1 <= data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") + data.count(b"/Type/Page/") <= 3


@pytest.mark.long
def test_search_finds_a_package_and_proves_when_none_exists(page: Page, app_url: str, shots: Shots) -> None:
    """JenV −20% without variant 4 has no answer: the page says so, what comes nearest, and what would help."""
    page.goto(f"{app_url}/zoeken")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("button", name="Neem dit pakket over").first).to_be_visible(timeout=30_000)
    shots("search-found")
    without = page.get_by_role("combobox", name="zonder deze varianten")
    without.scroll_into_view_if_needed()  # a list of options closes when the page scrolls
    wait_until_settled(page)
    without.click()
    page.get_by_role("option", name="4 ").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_text("Geen enkel pakket haalt dit.")).to_be_visible(timeout=30_000)
    shots("search-infeasible")
    page.get_by_role("button", name="Neem dit pakket over").first.click()
    page.get_by_role("link", name="Pakket", exact=True).click()
    expect(page.locator("tr.total td.big").last).not_to_have_text("0,00")


@pytest.mark.long
def test_an_edited_workbook_opens_in_the_app(page: Page, app_url: str, catalogue: Catalogue, tmp_path: Path) -> None:
    """A toggle flipped in the exported workbook is flipped in the app when the workbook is opened there."""
    page.goto(f"{app_url}/{shared(catalogue, 'jenv-20-412')}")
    expect(page.locator("tr.total td.big").last).to_have_text("−132,00")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()
    path = tmp_path / "pakket.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    flipped = 0
    for row in book["Keuze"].iter_rows():
        values = [cell.value for cell in row]
        if "4.12c" in values and 1 in values:
            row[values.index(1)].value = 0
            flipped += 1
            break
    assert flipped == 1
    book.save(path)
    page.goto(app_url)
    page.locator("tr.total td.big").first.wait_for()
    open_panel(page)
    page.locator('input[type="file"]').set_input_files(path)
    expect(page.locator("tr.total td.big").last).to_have_text("−115,00")
