"""
What may stand in a formula, for every formula of every sheet of lists unlike each other.

1. A number is 0, 1, 100 or 1000, or has a name. 2. A text is a sign, a key or the name of a sheet, no word that a
reader sees. 3. Along a row the formula is the same. 4. It is short, but for as many of a kind as are listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import pytest

from budget.catalogue import Catalogue, find_catalogue, load_catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from budget.export.sheet import Sheet
from tests.export.formula_rules import LONGEST, Found, constants, formulas, words

SMALL: Final = ("full", "toy2", "toy_ranges", "toy_both")
LISTS: Final = [*SMALL, *(pytest.param(name, marks=pytest.mark.long) for name in ("catalogue", "ombuigingslijst-2021"))]

SIGNS: Final = re.compile(r'" "|"!"|",\s?"|";"|"[<>]0"|"<>"|":[a-z-]+"|"@?[a-z]+:[a-z-]+"')
"""The texts that may stand in a formula: what joins and compares, and the keys of dials."""

STATUS: Final = r"Melding_fout"
GUARD: Final = r"ISREF\("
BOUND: Final = r"^INDEX\(Grens"
RANGE: Final = r"Teken_bandbreedte"
END: Final = r"Kant_onbekend|ISNUMBER\(ODA_"
SHIFT: Final = r"CHOOSE\(Nummer_"
VERDICT: Final = r"Oordeel_"
SHARE: Final = r"Eerstejaarsaandeel"
CEILING: Final = r"Plafond|Regime_geldt"
WIDTHS: Final = r"^IFERROR\(COLUMNS"
LONG: Final = {
    STATUS: "each sheet works its status out by itself: a helper cell could be typed over",
    GUARD: "what a guard's helper holds would need a guard of its own",
    BOUND: "open cells are counted by sign, under three conditions; helpers would double Posten",
    RANGE: "a sum has no number where a range is in it; a helper for each posting, column and end would double Posten",
    END: "an end of an amount is known or not: both cases",
    SHIFT: "years are found by name, one by one, so that a column may be put in between",
    VERDICT: "a verdict has a case for each end that is known, and one for what is not asked",
    SHARE: "a first-year share is one's own, a named one or the standard: three cases of one setting",
    CEILING: "what a ceiling leaves has a case for each setting, by the names of its parts",
    WIDTHS: "the widths of all sets are one sum, so that the guard needs one row",
}
"""What formulas may be longer, with the reason why no helper column carries them."""

LEFT: Final[dict[str, dict[str, int]]] = {
    "full": {STATUS: 19, GUARD: 2, BOUND: 8, SHARE: 5},
    "toy2": {STATUS: 14, GUARD: 2},
    "toy_ranges": {STATUS: 17, GUARD: 2, RANGE: 66, END: 122, VERDICT: 40},
    "toy_both": {STATUS: 19, GUARD: 2, RANGE: 1653, END: 197, SHIFT: 34, VERDICT: 60, SHARE: 5},
    "catalogue": {STATUS: 19, GUARD: 2, BOUND: 15, SHARE: 7, CEILING: 1},
    "ombuigingslijst-2021": {STATUS: 14, GUARD: 2, RANGE: 14, WIDTHS: 1},
}
"""How many longer ones of each kind a list has: none comes unseen."""

UNEVEN: Final = {
    "Keuze": "a decision that is later takes from the columns up to its own; the structural one does not move",
    "Posten": "the same for postings that have amounts of their own",
    "Eigen cijfers": "the same for which columns of a figure are one's own",
    "Verloop": "the first year has no change, and what is added up has no structural amount",
}
"""The sheets of which a row may differ from column to column, with the reason."""


def catalogue_of(request: pytest.FixtureRequest, name: str) -> Catalogue:
    if "-" in name:
        return load_catalogue(find_catalogue(name))
    found: Catalogue = request.getfixturevalue(name)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_every_formula_keeps_to_the_rules(request: pytest.FixtureRequest, name: str) -> None:
    """Constants, texts and length."""
    catalogue = catalogue_of(request, name)
    found = list(formulas(write_workbook(compose_package(catalogue, list(catalogue.measures)[::2]))))
    assert len(found) > 1000
    assert {(one.sheet, number) for one in found for number in constants(one)} == set()
    sheets = {f'"{one.sheet}!"' for one in found}
    said = {(one.sheet, text) for one in found for text in words(one)}
    assert {(sheet, text) for sheet, text in said if text not in sheets and not SIGNS.fullmatch(text)} == set()
    assert Counter(kind_of(one) for one in found if len(one.text) > LONGEST) == LEFT[name]


def kind_of(found: Found) -> str:
    """Return the kind of a longer formula; one of no kind tells itself."""
    return next((kind for kind in LONG if re.search(kind, found.text)), f"{found.sheet}: {found.text}")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.slow
def test_a_row_has_one_formula(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """In relative terms, a column called by its own name; a sheet that may differ is listed with its reason."""
    uneven, even = Counter[str](), Counter[str]()
    across = Sheet.across

    def watched(
        sheet: Sheet, row: int, column: int, formula: Callable[[int], str], values: Sequence[Any], style: str
    ) -> None:
        kinds = {
            re.sub(rf"_{key}(?!\w)", "_", Found(sheet.name, column + c + 1, row + 1, formula(c)).relative)
            for c, key in enumerate(sheet.book.keys)
        }
        (uneven if len(kinds) > 1 else even)[sheet.name] += 1
        across(sheet, row, column, formula, values, style)

    monkeypatch.setattr(Sheet, "across", watched)
    catalogue = catalogue_of(request, name)
    write_workbook(compose_package(catalogue, list(catalogue.measures)[::2]))
    assert even.total() > 30
    assert set(uneven) <= set(UNEVEN)


def test_the_rules_see_what_breaks_them() -> None:
    """A number, a word, and a formula that differs in relative terms."""
    one = Found("Keuze", 3, 5, 'IF(B5>12.5,"te veel",$A5)')
    assert (constants(one), words(one)) == (["12.5"], ['"te veel"'])
    assert Found("Keuze", 4, 5, "C5+Post_2021").relative == Found("Keuze", 5, 5, "D5+Post_2021").relative
    assert Found("Keuze", 4, 5, "C5").relative != Found("Keuze", 5, 5, "C5").relative
