"""
The list of measures as one looks at it, in the browser.

1. Words are found whole in title, summary, executor and law; signs of minus are one.
2. Every column puts the list in order; facts stand in the place of the figures.
3. What is shown can be dropped in one step, which can be undone.
4. How the list is looked at, the targets in view and a comparison outlive another page, a reload and a link.
5. A toggle leaves no step of the browser: Back goes to the page before.
6. How many measures a filter leaves stands beside it and is said once; a part of the list goes by its number or title.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue, LegalLevel, find_catalogue, load_catalogue
from budget.core import Settings, certain_keur
from budget.share import Draft, SharedState, make_link
from dashboard.package.list_facts import fact_columns, filter_values, found_by, list_filters
from dashboard.package.measure_list import rows_text
from dashboard.words import in_language, terms
from tests.settled import WATCH_REPORTS, wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROWS = """() => {
  const found = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) look(node.shadowRoot);
    for (const row of root.querySelectorAll("tr[data-row]")) if (!row.hidden) found.push(row.dataset.row);
  };
  look(document);
  return found;
}"""


NOTE = """(node) => {
  window.told = [];
  new MutationObserver(() => told.push(node.textContent)).observe(node, { childList: true });
}"""


@pytest.fixture
def opened(page: Page, app_url: str, catalogue: Catalogue) -> Page:
    """The page Pakket with the report's package."""
    ready = catalogue.packages["jenv-20"]
    code = make_link(catalogue, SharedState((Draft(ready.title.nl, "", ready.measures),)))
    page.goto(f"{app_url}/?p={code}")
    page.locator("tr.total td.big").first.wait_for()
    wait_until_settled(page)
    return page


def rows(page: Page) -> list[str]:
    found: list[str] = page.evaluate(ROWS)
    return found


def facts_button(page: Page) -> None:
    page.get_by_role("button", name="Toon uitvoering, regels en bewijs").click()


def total(page: Page, text: str) -> None:
    expect(page.locator("tr.total td.big").last).to_have_text(text)


def test_filters_and_columns_are_those_that_the_list_has_data_for(catalogue: Catalogue, toy2: Catalogue) -> None:
    """Body, level of law and grade of evidence for each measure of the report, which is found by its summary too."""
    with in_language("nl"):
        assert [one["key"] for one in list_filters(catalogue)] == ["body", "law", "grade"]
        assert [key for key, _ in fact_columns(catalogue)] == ["body", "law", "grade"]
        for country in (catalogue, toy2):
            for one in list_filters(country):
                offered = {value for value, _ in one["options"]}
                for measure in country.measures.values():
                    value = filter_values(measure)[one["key"]]
                    assert set([value] if isinstance(value, str) else value) <= offered | {""}
    measure = catalogue.measures["4.7"]
    assert measure.summary is not None
    assert measure.summary.nl in found_by(catalogue, measure, "nl")


@pytest.mark.slow
def test_a_measure_is_found_by_every_name_of_its_chapter() -> None:
    """By its number and words, and by its usual short name and its English one, in either language (1)."""
    savings = find_catalogue("ombuigingslijst-2021")
    assert savings is not None
    found = load_catalogue(savings)
    for lang in ("nl", "en"):
        rows = [row for group in json.loads(rows_text(found, Settings(), lang)) for row in group["rows"]]
        for word, count in (("JenV", 43), ("Justitie", 43), ("Justice", 43), ("BHOS", 36), ("OCW", 131)):
            assert len([row for row in rows if re.search(rf"\b{word}\b", f"{row['budget']} {row['words']}")]) >= count


@pytest.mark.long
@pytest.mark.browser
def test_what_touches_a_body_is_found_and_dropped_in_one_step(opened: Page, catalogue: Catalogue) -> None:
    """The word IND is not in kinderen; what it finds goes at once, and comes back at once."""
    search = opened.get_by_role("searchbox")
    search.fill("IND")
    touched = {id_ for id_, measure in catalogue.measures.items() if "IND" in measure.executed_by}
    found = set(rows(opened))
    assert touched <= found
    assert "3.1.2" not in found
    opened.get_by_role("button", name="Verwijder getoonde").click()
    left = [id_ for id_ in catalogue.packages["jenv-20"].measures if id_ not in found]
    expect(opened.locator(".headline .notes")).to_contain_text(f"{len(left)} maatregelen")
    opened.get_by_role("button", name="Ongedaan maken").click()
    total(opened, "−236,40")


@pytest.mark.browser
@pytest.mark.long
def test_words_are_whole_or_begin_so_where_no_measure_has_them(opened: Page) -> None:
    """A typed minus finds the printed one; half a word finds what begins so; of several words each is needed."""
    search = opened.get_by_role("searchbox")
    for text, wanted in (("-20", ["2C.3.1", "2C.3.2"]), ("4.12", ["4.12a", "4.12b", "4.12c"]), ("coa 4.7", ["4.7"])):
        search.fill(text)
        assert rows(opened) == wanted
    search.fill("opvan")
    assert "4.7" in rows(opened)


@pytest.mark.browser
@pytest.mark.long
def test_every_column_puts_the_list_in_order_and_facts_take_the_place_of_figures(
    opened: Page, catalogue: Catalogue
) -> None:
    """Largest saving in 2023 first, then the largest cost, then the source's order; EU law by its filter."""
    place = catalogue.columns.place["2023"]
    amounts = {id_: certain_keur(measure.effects[place]) for id_, measure in catalogue.measures.items()}
    head = opened.locator("thead .sort", has_text="2023")
    head.click()
    found = [amounts[id_] for id_ in rows(opened)]
    assert found[0] == min(amounts.values())
    assert found[:40] == sorted(found[:40])
    head.click()
    assert amounts[rows(opened)[0]] == max(amounts.values())
    head.click()
    assert rows(opened) == list(catalogue.measures)
    opened.get_by_label("Wijziging van regels", exact=True).select_option(label="EU-recht")
    facts_button(opened)
    levels = {id_: measure.legal_change for id_, measure in catalogue.measures.items()}
    assert rows(opened) == [id_ for id_, law in levels.items() if law is not None and law.level is LegalLevel.EU_LAW]
    expect(opened.get_by_role("cell", name="EU-recht").first).to_be_visible()
    expect(opened.locator("td.num.neg:visible")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.long
def test_the_view_outlives_a_page_a_reload_and_a_link(opened: Page, browser: Browser) -> None:
    """The filter, the order, the targets in view."""
    opened.get_by_label("Uitvoering", exact=True).select_option(label="COA")
    opened.locator("thead .sort", has_text="struc.").click()
    opened.get_by_test_id("stButtonGroup").get_by_role("button", name="BHOS −20%").click()
    expect(opened.locator("tr.goal")).to_have_count(1)
    wait_until_settled(opened)
    shown = rows(opened)
    opened.get_by_role("link", name="ODA").click()
    expect(opened).to_have_title(re.compile("^ODA"))
    opened.get_by_role("link", name="Pakket", exact=True).click()
    wait_until_settled(opened)
    for again in (lambda: None, opened.reload):
        again()
        wait_until_settled(opened)
        expect(opened.locator("tr.goal")).to_have_count(1)
        assert rows(opened) == shown
    context = browser.new_context(locale="nl-NL")
    context.add_init_script(WATCH_REPORTS)
    other = context.new_page()
    other.goto(opened.url)
    wait_until_settled(other)
    assert rows(other) == shown
    expect(other.locator("tr.goal")).to_have_count(1)
    context.close()


@pytest.mark.browser
@pytest.mark.long
def test_a_comparison_with_a_ready_made_package_is_shared_by_its_address(opened: Page, browser: Browser) -> None:
    opened.get_by_role("link", name="Vergelijken").click()
    wait_until_settled(opened)
    opened.get_by_role("combobox", name="Pakketten (twee tot vier)").click()
    opened.get_by_role("option", name="Rapport: deel van 104").click()
    opened.keyboard.press("Escape")
    expect(opened.get_by_text("−104,4").first).to_be_visible()
    wait_until_settled(opened)
    context = browser.new_context(locale="nl-NL")
    other = context.new_page()
    other.goto(opened.url)
    expect(other.get_by_text("−104,4").first).to_be_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.long
def test_back_goes_to_the_page_before_and_not_through_toggles(opened: Page) -> None:
    """After three toggles one step back is the page before; a step forward shows the package as it is now."""
    opened.get_by_role("link", name="ODA").click()
    expect(opened).to_have_title(re.compile("^ODA"))
    opened.get_by_role("link", name="Pakket", exact=True).click()
    wait_until_settled(opened)
    steps = opened.evaluate("history.length")
    for id_ in ("1.3", "1.2", "4.7"):
        opened.locator(f'input[data-id="{id_}"]').click()
        wait_until_settled(opened)
    assert opened.evaluate("history.length") == steps
    after = opened.locator("tr.total td.big").last.inner_text()
    opened.go_back()
    expect(opened).to_have_title(re.compile("^ODA"))
    wait_until_settled(opened)
    opened.go_forward()
    expect(opened).to_have_title(re.compile("^Pakket"))
    total(opened, after)


# 6


def test_a_part_goes_by_its_number_or_else_by_its_title(catalogue: Catalogue) -> None:
    """2A and B-C are numbers that a document uses too; a word that names a folder is shown to nobody."""
    longer = load_catalogue(find_catalogue("ombuigingslijst-2021"))
    with in_language("nl"):
        groups = {group["id"]: group for group in json.loads(rows_text(longer, Settings(), "nl"))}
        assert groups["generieke-maatregelen"]["short"] == "Generieke maatregelen"
        assert groups["generieke-maatregelen"]["heading"] == "Generieke maatregelen"
        assert groups["B-C"]["heading"] == "B-C · Gemeente- en Provinciefonds"
        assert terms.variant(longer, "nationaal-groeifonds") == longer.variants["nationaal-groeifonds"].title.nl
        assert terms.variant(catalogue, "2A").startswith("Variant 2A: ")


@pytest.mark.long
@pytest.mark.browser
def test_how_many_of_a_long_list_are_left_stands_there_and_is_said_once(page: Page, app_url: str) -> None:
    """Nothing is said as the page opens; of a word that is typed letter by letter the outcome alone."""
    page.goto(f"{app_url}/?lijst=ombuigingslijst-2021")
    found, said = page.locator(".bar .found"), page.locator(".root > .sr[role=status]")
    expect(found).to_have_text("681 van 681 maatregelen")
    expect(said).to_have_text("")
    said.evaluate(NOTE)
    search = page.get_by_role("searchbox")
    search.press_sequentially("defensie", delay=30)
    left = len(rows(page))
    assert 0 < left < 681
    expect(found).to_have_text(f"{left} van 681 maatregelen")
    expect(said).to_have_text(f"{left} van 681 maatregelen")
    search.press_sequentially(" xyzzy", delay=30)
    expect(said).to_have_text("Geen maatregel voldoet aan dit filter.")
    expect(found).to_have_text("0 van 681 maatregelen")
    told = [f"{left} van 681 maatregelen", "Geen maatregel voldoet aan dit filter."]
    assert page.evaluate("told") == told
    expect(page.get_by_role("button", name="Generieke maatregelen", exact=True)).to_be_visible()
    expect(page.get_by_text("generieke-maatregelen")).to_have_count(0)


@pytest.mark.long
@pytest.mark.browser
def test_a_heading_says_how_many_of_the_chosen_a_filter_shows(opened: Page, catalogue: Catalogue) -> None:
    """Where it hides none of them, how many are chosen (6)."""
    heading = opened.locator("th.group", has_text="Differentiatie asielinstroom")
    expect(heading).to_contain_text("3 gekozen")
    expect(heading).not_to_contain_text("getoond")
    opened.get_by_role("searchbox").fill("3.1.1")
    expect(heading).to_contain_text("3 gekozen, 1 getoond")
    assert catalogue.measures
