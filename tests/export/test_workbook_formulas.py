"""
What may stand in a formula, for every formula of every sheet of lists unlike each other.

1. A number is 0, 1, 100 or 1000, or has a name. 2. A text is a sign, a key or the name of a sheet, no word that a
reader sees. 3. Along a row the formula is the same. 4. It is short, but for those that are listed with their reason.
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

SIGNS: Final = re.compile(r'" "|"!"|",\s?"|";"|"[<>]0"|":[a-z-]+"|"@?[a-z]+:[a-z-]+"')
"""The texts that may stand in a formula: what joins and compares, and the keys of dials."""

LONG: Final = {
    r"Melding_fout": "each sheet works its status out by itself: a helper cell could be typed over",
    r"ISFORMULA": "what a guard's helper holds would need a guard of its own",
    r"Wacht_groot": "the place of the first fault follows from one area, looked at twice",
    r"Herkomst_": "an input has a case for each way in which it may be wrong, in the cell beside it",
    r"Teken_(onbekend|bandbreedte)": "what is open is counted by sign for each sum; helpers would double Posten",
    r"CHOOSE\(Nummer_": "years are found by name, one by one, so that a column may be put in between",
    r"Oordeel_": "a verdict has a case for each side that is known",
    r"Formule_|Aanname_": "a formula of the report as the report gives it, its parts by name",
    r"Regime_|Toegerekend|Toerekenbaar": "a bearer keeps its postings less what of them is attributed or moved",
    r"Keten_|Eerstejaarsaandeel": "the chain's formulas, with a case for each setting that may hold",
    r"Kant_onbekend": "an end of a range is known or not: both cases",
    r"Plafond|ISNUMBER\(ODA_": "what a ceiling leaves has a case for each setting, of parts that may have no number",
    r"^IFERROR\(COLUMNS": "the widths of all sets are one sum, so that the guard needs one row",
    r"ISTEXT\(ODA_": "the parts of an effect add up, or one of them has no such end",
}
"""What formulas may be longer, with the reason why no helper column carries them."""

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
    long = [one for one in found if len(one.text) > LONGEST]
    unlisted = {f"{one.sheet}: {one.text}" for one in long if not any(re.search(kind, one.text) for kind in LONG)}
    assert unlisted == set()


@pytest.mark.parametrize("name", LISTS)
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
