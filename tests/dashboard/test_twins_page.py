"""
The same measure in other lists, on the pages.

1. A fiche shows it from either list, with both rows, how sure it is and that the two are never added; else nothing.
2. The page of lists has all pairs in one table, drawn when it is asked for.
"""

from __future__ import annotations

import pytest

from budget.catalogue import installed_twins
from dashboard.package.twins import twins_block, twins_table
from dashboard.serving import open_catalogue
from dashboard.words import in_language
from tests.dashboard.countries import said, text_of
from tests.dashboard.tools import page_of

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
