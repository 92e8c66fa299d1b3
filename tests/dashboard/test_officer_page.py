"""
What an officer found wrong while using the pages, and how it should be.

1. A closed package can be opened again, with its steps.
2. An empty package is not judged; a measure without an amount is told beside the overlaps.
3. Every page has one heading of the first rank and a title of its own.
4. Beside who pays stands which measure moves money between budgets, of which the balance shows nothing.
5. In the system's own colours a pressed button, a chosen measure and the gauge can be told apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.core import Cover, Settings
from budget.engine import compose_package
from budget.share import Draft, SharedState, make_link
from dashboard.package.conflicts import NOTES_OPEN
from dashboard.pages import PAGES
from dashboard.paper import payers_section
from dashboard.session import Slot, Workspace
from dashboard.words import in_language
from tests.dashboard.tools import html_of, run
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from streamlit.testing.v1 import AppTest


# 1


def test_a_closed_package_comes_back_with_its_steps() -> None:
    """Beside the others, as it was; one without measures is not kept."""
    space = Workspace([Slot(Draft("A", "", ("4.7",))), Slot(Draft("B", "", ("4.8",)))], 0)
    space.step(Draft("A", "", ("4.7", "4.6")))
    space.close()
    assert [slot.draft.name for slot in space.slots] == ["B"]
    revision = space.revision
    space.reopen()
    assert [slot.draft.name for slot in space.slots] == ["B", "A"]
    assert (space.active, space.revision == revision) == (1, False)
    space.undo()
    assert space.slot.draft.measures == ("4.7",)
    assert not space.can_reopen()


def test_a_package_is_opened_again_in_place_of_an_empty_one() -> None:
    """The last package that was closed leaves an empty one, whose place it takes."""
    space = Workspace([Slot(Draft("A", "", ("4.7",)))])
    space.close()
    assert space.slot.draft == Draft()
    space.close()
    assert len(space.closed) == 1
    space.reopen()
    assert [slot.draft.name for slot in space.slots] == ["A"]


def test_what_is_closed_waits_for_room() -> None:
    """With as many packages open as there may be, nothing is opened and nothing lost."""
    space = Workspace([Slot(Draft(str(n), "", ("4.7",))) for n in range(4)])
    space.close()
    space.open(Draft("new", "", ("4.8",)))
    if space.can_open():
        space.open(Draft("newer", "", ("4.8",)))
    assert space.can_reopen() == space.can_open()
    before = [slot.draft.name for slot in space.slots]
    if not space.can_open():
        space.reopen()
        assert [slot.draft.name for slot in space.slots] == before
        assert len(space.closed) == 1


@pytest.mark.slow
def test_the_panel_offers_the_closed_package() -> None:
    """By its name."""
    app = run("package", Draft("Eerste", "", ("4.7",)), package_panel=True)
    app.button(key="do-Sluit pakket").click().run()
    assert "4.7" not in str(app.session_state["workspace"].slot.draft)
    button = app.button(key="reopen-1")
    assert button.label == "Heropen Eerste"
    button.click().run()
    assert app.session_state["workspace"].slot.draft == Draft("Eerste", "", ("4.7",))


# 2


def test_an_empty_package_is_not_judged() -> None:
    """Its targets stand with their goal and no verdict; with a measure they have one."""
    assert 'class="verdict' not in html_of(run("charts", Draft())) + html_of(run("package", Draft()))
    assert 'class="verdict' in html_of(run("package", Draft("", "", ("4.7",))))


def notes_of(app: AppTest) -> str:
    """Return the notes beside the name."""
    found = re.search(r'<span class="notes">(.*?)</span>', html_of(app))
    assert found is not None
    return found[1]


def test_the_headline_says_how_many_overlaps_there_are_and_what_has_no_amount(catalogue: Catalogue) -> None:
    """Also where nothing overlaps; not of an empty package, nor where a page has no panel that explains them."""
    assert catalogue.open_columns(catalogue.measures["4.4"])
    assert notes_of(run("package", Draft("", "", ("4.4",)))).startswith("1 maatregel · geen overlap · open (")
    assert notes_of(run("package", Draft("", "", ("6.1", "6.2b")))) == "2 maatregelen · 1 keer overlap"
    assert notes_of(run("package", Draft("", "", ("3.1.4", "6.1", "6.2b")))).startswith(
        "3 maatregelen · 2 keer overlap"
    )
    assert "overlap" not in notes_of(run("package", Draft()))
    assert "overlap" not in notes_of(run("charts", Draft("", "", ("6.1", "6.2b"))))


def test_overlaps_are_explained_in_a_panel_that_is_open() -> None:
    """Closed it draws no more with each toggle."""
    draft = Draft("", "", ("6.1", "6.2b"))
    opened, closed = (run("package", draft, **{NOTES_OPEN: is_open}) for is_open in (True, False))
    for app, count in ((opened, 1), (closed, 0)):
        (panel,) = [panel for panel in app.expander if panel.label == "Overlap en open posten"]
        assert len([one for one in panel.markdown if "6.1, 6.2b" in one.value]) == count


# 3 and 4


@pytest.mark.browser
@pytest.mark.long
def test_every_page_has_its_own_title_and_one_heading(page: Page, app_url: str) -> None:
    """So that a bookmark and a screen reader tell which page it is."""
    for entry in PAGES:
        page.goto(f"{app_url}/{entry.url_path}")
        with in_language("nl"):
            expect(page).to_have_title(f"{entry.title()} – Rekenmodel BMH migratieketen")
        expect(page.locator("h1")).to_have_count(1)


@pytest.mark.browser
@pytest.mark.long
def test_in_forced_colours_what_is_chosen_can_be_told_apart(page: Page, app_url: str) -> None:
    """A pressed filter, a chosen measure and a pressed choice look other than the ones beside them."""
    page.emulate_media(forced_colors="active")
    page.goto(app_url)
    wait_until_settled(page)
    page.locator('input[type="checkbox"][data-id="4.7"], tr[data-row="4.7"] input').first.check()
    wait_until_settled(page)
    chosen = page.locator("tr.on th.row").first.evaluate("e => getComputedStyle(e).borderLeftWidth")
    other = page.locator("tr[data-row]:not(.on) th.row").first.evaluate("e => getComputedStyle(e).borderLeftWidth")
    assert (chosen, other) == ("4px", "0px")
    look = "e => getComputedStyle(e).backgroundColor"
    chip = page.locator('.chips button[aria-pressed="false"]').first
    before = chip.evaluate(look)
    chip.click()
    wait_until_settled(page)
    assert page.locator('.chips button[aria-pressed="true"]').first.evaluate(look) != before


@pytest.mark.browser
@pytest.mark.long
def test_the_platforms_own_words_are_said_in_the_language_of_the_page(page: Page, app_url: str) -> None:
    """Of each word for a screen reader or on hover that is known; at the switch they are English again."""
    labels = "() => [...document.querySelectorAll('[aria-label]')].map((node) => node.getAttribute('aria-label'))"
    page.goto(f"{app_url}/zoeken")
    wait_until_settled(page)
    page.wait_for_function(f"() => ({labels})().includes('Uitleg bij Besluitjaar')")
    found = page.evaluate(labels)
    assert not any(one == "Open" or one.startswith(("Help for", "Remove ", "Clear all")) for one in found), found
    page.get_by_role("radio", name="English").click()
    left = "/^(Uitleg|Verwijder |Alles wissen|Zijbalk)/"
    page.wait_for_function(f"() => ({labels})().includes('Help for Decision year')")
    page.wait_for_function(f"() => !({labels})().some((one) => {left}.test(one))")


@pytest.mark.browser
@pytest.mark.long
def test_the_panel_of_overlaps_stays_open(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Once opened it explains what overlaps after each toggle (2); the headline says how many."""
    page.goto(f"{app_url}/?p={make_link(catalogue, SharedState((Draft('', '', ('6.1', '6.2b')),)))}")
    wait_until_settled(page)
    panel = page.get_by_test_id("stExpander").filter(has_text="Overlap en open posten")
    panel.locator("summary").click()
    expect(panel).to_contain_text("(6.1, 6.2b)")
    page.locator('input[data-id="3.1.4"]').click()
    expect(panel).to_contain_text("3.1.4, 6.1, 6.2b")
    wait_until_settled(page)
    expect(panel.locator("details")).to_have_attribute("open", "")
    panel.locator("summary").press("Enter")
    expect(panel).not_to_contain_text("(6.1, 6.2b)")
    expect(page.locator(".headline .notes")).to_contain_text("2 keer overlap")
    page.locator('input[data-id="6.1"]').click()
    expect(page.locator(".headline .notes")).to_contain_text("1 keer overlap")
    wait_until_settled(page)
    expect(panel.locator("details")).not_to_have_attribute("open", "")


def test_money_that_moves_between_budgets_is_told_beside_who_pays(catalogue: Catalogue) -> None:
    """4.9-1B is nothing on the balance: what JenV pays, ODA covers, or JenV itself; a saving needs no word."""
    with in_language("nl"):
        told = payers_section(compose_package(catalogue, ["4.9-1B", "4.7"])).table
        covered = payers_section(compose_package(catalogue, ["4.9-1B"], Settings(cover=Cover.OWN))).table
        plain = payers_section(compose_package(catalogue, ["4.7", "4.9-1A"])).table
    assert told is not None
    assert covered is not None
    assert plain is not None
    (note,) = (note for note in told.notes if "verschuift geld" in note)
    moved = "4.9-1B telt op het saldo op tot nul en verschuift geld, structureel: JenV 37 +68,00; ODA −68,00."
    assert note.startswith(moved)
    assert any("JenV 37 +68,00; JenV 37 −68,00" in note for note in covered.notes)
    assert not any("verschuift geld" in note for note in plain.notes)
