"""
The same measure in other lists, on the pages.

1. A fiche shows it from either list, with both rows, how sure it is and that the two are never added; else nothing.
2. The page of lists has all pairs in one table, drawn when it is asked for.
3. A fiche takes its measure into the package and out; a measure of another list offers to open that list with it.
"""

from __future__ import annotations

import pytest

from budget.catalogue import installed_twins
from budget.share import Draft
from dashboard import page
from dashboard.package.twins import ASK_FICHE, twins_block, twins_table
from dashboard.pages.list_search import ASKED
from dashboard.serving import open_catalogue
from dashboard.words import in_language
from tests.dashboard.countries import said, text_of
from tests.dashboard.tools import opened_by, page_of

LIST = "ombuigingslijst-2021"


def block(list_: str, id_: str, language: str = "nl") -> str:
    catalogue = open_catalogue(list_)
    with in_language(language):
        found = twins_block(catalogue, catalogue.measures[id_])
    return "" if found is None else text_of(str(found))


@pytest.mark.parametrize(("list_", "id_", "other"), [("bmh-14", "4.6", "2.4-25"), (LIST, "2.4-25", "4.6")])
def test_a_fiche_shows_where_else_a_measure_stands(list_: str, id_: str, other: str) -> None:
    """Both ids, the place that says so, how the years differ, and the warning; in English too."""
    text = block(list_, id_)
    for words in (other, "Ombuigingslijst 2021, p. 17", "een jaar", "Tel de bedragen nooit bij elkaar op", "−6"):
        assert words in text
    assert ("later" if list_ == "bmh-14" else "eerder") in text
    assert "Never add the amounts" in block(list_, id_, "en")


def test_options_and_sums_are_told_apart() -> None:
    """Three options of one measure, and one measure that is a sum."""
    assert "4.9-1A / 4.9-1B / 4.9-1C" in block(LIST, "3.3-4")
    assert "2C.3.1 + 2C.3.2 + 2C.3.3" in block(LIST, "2.3-20b")
    assert "naar de titels" in block(LIST, "3.4-3")


def test_a_measure_of_one_list_alone_says_nothing() -> None:
    """No heading without a pair."""
    assert block("bmh-14", "1.1") == ""


@pytest.mark.slow
def test_all_pairs_stand_in_a_table_when_asked() -> None:
    """Closed there is no table; it holds a row for each pair."""
    assert "naar de titels" not in said(page_of("lists").run())
    with in_language("nl"):
        assert str(twins_table()).count("<tr>") == len(installed_twins()) + 1


def test_a_fiche_takes_its_measure_in_and_out() -> None:
    """One step to undo each, in either list; a click on a package that is gone changes nothing and is told."""
    app = page_of("measures", Draft("A", "", ("4.7",)))
    app.session_state["fiche_measure"] = "4.6"
    app.run()
    button = app.button(key="take-4.6")
    assert button.label == "Neem 4.6 op"
    button.click().run()
    slot = app.session_state["workspace"].slot
    assert (slot.draft.measures, len(slot.past)) == (("4.6", "4.7"), 1)
    assert app.button(key="take-4.6").label == "Haal 4.6 eruit"
    app.button(key="take-4.6").click().run()
    assert app.session_state["workspace"].slot.draft.measures == ("4.7",)
    stale = app.button(key="take-4.6")
    app.session_state["workspace"].open(Draft("B", "", ("4.8",)))
    stale.click().run()
    space = app.session_state["workspace"]
    assert (space.slot.draft.measures, [one.id for one in space.refusals]) == (("4.8",), ["4.6"])


@pytest.mark.slow
def test_a_number_in_the_table_opens_its_fiche_or_its_list() -> None:
    """Of the open list its fiche, with the button; of another on offer what it is, and the way there."""
    with in_language("nl"):
        table = str(twins_table())
    assert f'data-ask="{ASK_FICHE}:bmh-14:4.6"' in table
    assert f'data-ask="{ASK_FICHE}:{LIST}:2.4-25"' in table
    held = Draft("A", "", ("4.7",))
    assert "Kenmerken" in opened_by(f"{ASK_FICHE}:bmh-14:4.6", held)
    assert "Ombuigingslijst 2021" in opened_by(f"{ASK_FICHE}:{LIST}:2.4-25", held)
    for other in ("fiche:bmh-14:x", f"fiche:{LIST}:x", "fiche:x:4.6", "fiche:"):
        assert opened_by(other, held) == "", other


@pytest.mark.slow
def test_found_words_lead_to_the_fiche_or_the_list() -> None:
    """On the page of lists: a measure of the open list has its fiche there, another's its list with it."""
    app = page_of("lists", Draft("A", "", ("4.7",))).run()
    app.text_input(key=ASKED).set_value("2.4-25").run()
    assert app.button(key=f"found-{LIST}-2.4-25").label == "Open Ombuigingslijst 2021 met 2.4-25"
    app.text_input(key=ASKED).set_value("4.6").run()
    assert app.button(key="found-bmh-14-4.6").label == "Fiche 4.6"
    app.button(key="found-bmh-14-4.6").click().run()
    assert app.session_state[page.ASKED] == f"{ASK_FICHE}:bmh-14:4.6"
