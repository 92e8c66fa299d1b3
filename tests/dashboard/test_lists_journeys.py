"""
What an officer does with a long list, and with a list of their own, in a real browser.

1. From the list of 681: a chapter in order of structural saving, five measures, a target of two billion and its gap, a
search for the rest, how far overlaps were judged, the workbook and back.
2. A form with three faults is mended by what the page says of it, opened, and composed from; its link waits for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.core import certain_keur
from budget.engine import compose_package
from budget.lists import open_own_list
from dashboard.serving import open_catalogue
from dashboard.words import in_language, numbers
from tests.dashboard.test_journeys import open_app, open_panel, toggle, totals
from tests.lists.forms import MEASURES, filled
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LIST, CHAPTER = "ombuigingslijst-2021", "XV"
GOAL_MEUR = -2000
ORDER = "Grootste besparing eerst"


def shown_ids(page: Page) -> list[str]:
    """The measures in sight, from top to bottom."""
    script = "rows => rows.map((row) => row.dataset.row)"
    found: list[str] = page.locator("tr[data-row]:not([hidden])").evaluate_all(script)
    return found


def wanted_totals(catalogue: Catalogue, ids: tuple[str, ...]) -> list[str]:
    with in_language("nl"):
        package = compose_package(catalogue, ids)
        return [numbers.total(total, numbers.places(catalogue)) for total in package.totals.values()]


def in_chapter(page: Page) -> None:
    page.get_by_role("group", name="Variant").get_by_role("button", name=CHAPTER, exact=True).click()


def set_target(page: Page) -> None:
    """Ask two billion structurally, as a target of one's own."""
    page.get_by_role("link", name="Doelen", exact=True).first.click()
    page.get_by_role("button", name="Eigen doel toevoegen").click()
    amount = page.get_by_label("Bedrag met of zonder −, mln. euro")
    amount.fill(str(GOAL_MEUR))
    amount.press("Enter")
    wait_until_settled(page)
    page.get_by_role("button", name="Voeg doel toe").click()
    expect(page.get_by_role("button", name="Voeg doel toe")).to_have_count(0)


@pytest.mark.long
def test_measures_stand_in_order_of_their_structural_amount(page: Page, app_url: str) -> None:
    """By keyboard; the order is there on return to the page, and the source's order comes back."""
    savings = open_catalogue(LIST)
    chapter = [id_ for id_ in savings.measures if savings.variant_of[id_] == CHAPTER]
    open_app(page, app_url, f"?lijst={LIST}")
    expect(page.locator("tr[data-row]")).to_have_count(len(savings.measures))
    in_chapter(page)
    assert shown_ids(page) == chapter
    box = page.get_by_label("Volgorde")
    box.focus()
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("saving")
    expect(page.get_by_role("columnheader", name="struc.").nth(1)).to_have_attribute("aria-sort", "ascending")
    ordered = shown_ids(page)
    assert sorted(ordered) == sorted(chapter)
    amounts = [certain_keur(savings.measures[id_].effects[-1]) for id_ in ordered]
    assert amounts[:50] == sorted(amounts)[:50]
    page.get_by_role("link", name="Maatregelen", exact=True).first.click()
    page.get_by_role("link", name="Pakket", exact=True).first.click()
    expect(page.locator("tr[data-row]")).to_have_count(len(savings.measures))
    assert page.get_by_label("Volgorde").input_value() == "saving"
    in_chapter(page)
    assert shown_ids(page) == ordered
    page.get_by_label("Volgorde").select_option("source")
    assert shown_ids(page) == chapter


@pytest.mark.long
def test_two_billion_from_the_list_of_savings(
    page: Page, app_url: str, tmp_path: Path, shots: Callable[[str], Path]
) -> None:
    """Filter, sort, choose five, set a target, see the gap, search the rest, read of overlaps, reopen."""
    savings = open_catalogue(LIST)
    open_app(page, app_url, f"?lijst={LIST}")
    expect(page.locator("tr[data-row]")).to_have_count(len(savings.measures))
    page.get_by_label("Volgorde").select_option(label=ORDER)
    in_chapter(page)
    five = [id_ for id_ in shown_ids(page) if -300_000 <= certain_keur(savings.measures[id_].effects[-1]) < 0][:5]
    for id_ in five:
        toggle(page, id_)
        expect(page.locator(f'input[data-id="{id_}"]')).to_be_checked()
    chosen = savings.sorted_selection(five)
    expect(page.locator("tr.total td.big")).to_have_text(wanted_totals(savings, chosen))
    shots("list-five-chosen")
    set_target(page)
    gap = certain_keur(compose_package(savings, chosen).totals["structural"]) - GOAL_MEUR * 1000
    with in_language("nl"):
        missing = numbers.on_page(savings, gap, sign=True)
    page.get_by_text("Tabel bij deze grafiek").first.click()
    expect(page.get_by_role("row", name="Verschil met het doel").get_by_role("cell").last).to_have_text(missing)
    shots("list-gap")
    page.get_by_role("link", name="Zoeken", exact=True).first.click()
    page.get_by_role("combobox", name="Zoek pakketten die dit halen").click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    for id_ in five:
        page.get_by_role("combobox", name="in elk geval met deze maatregelen").fill(id_)
        page.get_by_role("option", name=f"{id_} ").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Zoek", exact=True).click()
    adopt = page.get_by_role("button", name="Neem dit pakket over").first
    adopt.wait_for(timeout=60_000)
    expect(page.get_by_text("Overlap niet volledig beoordeeld").first).to_be_visible()
    shots("list-search")
    adopt.click()
    page.get_by_role("link", name="Pakket", exact=True).first.click()
    expect(page.locator("tr.total td.big").last).to_be_visible()
    expect(page.locator("tr.total td.big").last).not_to_have_text(wanted_totals(savings, chosen)[-1])
    found = totals(page)
    assert float(found[-1].replace("−", "-").replace(".", "").replace(",", ".")) <= GOAL_MEUR
    expect(page.locator(".headline .notes")).to_contain_text("overlap niet volledig beoordeeld")
    expect(page.locator("tr[data-row]")).to_have_count(len(savings.measures))
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Download Excel").click()
    path = tmp_path / "pakket.xlsx"
    download.value.save_as(path)
    open_app(page, app_url, f"?lijst={LIST}")
    open_panel(page)
    page.locator('input[type="file"]').set_input_files(path)
    expect(page.locator("tr.total td.big")).to_have_text(found)


@pytest.mark.long
def test_a_list_of_ones_own_is_mended_and_composed(
    page: Page, app_url: str, tmp_path: Path, shots: Callable[[str], Path]
) -> None:
    """Three faults in one reading, each at its cell; mended it opens, and a reload asks for the list again."""
    faulty, sound = tmp_path / "lijst.xlsx", tmp_path / "beter.xlsx"
    rows = [
        MEASURES[0] | {"effects:2028": "veel"},
        MEASURES[1] | {"tax": "misschien"},
        MEASURES[2] | {"page": "twaalf"},
    ]
    faulty.write_bytes(filled(measures=rows))
    sound.write_bytes(filled())
    own = open_own_list(sound.read_bytes(), sound.name, ()).catalogue
    open_app(page, app_url)
    page.get_by_role("link", name="Eigen lijst").first.click()
    page.locator('input[type="file"]').set_input_files(faulty)
    expect(page.get_by_text("lijst.xlsx is nog geen lijst: 3 fouten.")).to_be_visible()
    table = page.get_by_role("table", name="Fouten in het formulier")
    for row, column in (("3", "I 2028"), ("4", "F tax"), ("5", "N page")):
        expect(table.get_by_role("row").filter(has_text=column).get_by_role("cell").nth(1)).to_have_text(row)
    shots("own-list-faults")
    expect(page.locator('input[type="file"]')).to_have_count(1)
    page.locator('input[type="file"]').set_input_files(sound)
    page.get_by_role("button", name="Open Options").click()
    expect(page.locator("tr[data-row]")).to_have_count(len(own.measures))
    ids = ("1.10", "1.2")
    for id_ in ids:
        toggle(page, id_)
        expect(page.locator(f'input[data-id="{id_}"]')).to_be_checked()
    expect(page.locator("tr.total td.big")).to_have_text(wanted_totals(own, ids))
    shots("own-list-package")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Download Excel").click()
    workbook = tmp_path / "pakket.xlsx"
    download.value.save_as(workbook)
    page.reload()
    expect(page.get_by_text("lever het in op de pagina Eigen lijst")).to_be_visible()
    page.get_by_role("link", name="Eigen lijst").first.click()
    page.locator('input[type="file"]').set_input_files(sound)
    page.get_by_role("button", name="Open Options").click()
    expect(page.locator("tr.total td.big")).to_have_text(wanted_totals(own, ids))
    toggle(page, "1.2")
    expect(page.locator('input[data-id="1.2"]')).not_to_be_checked()
    open_panel(page)
    page.locator('input[type="file"]').set_input_files(workbook)
    expect(page.locator("tr.total td.big")).to_have_text(wanted_totals(own, ids))
