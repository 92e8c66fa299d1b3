"""
A workbook in hands: what is typed, deleted, inserted, sorted, renamed and removed, by LibreOffice itself.

For each manipulation stands what the workbook says of itself, and what reading it back gives. Nothing that is typed in
an input is an error elsewhere; no manipulation changes a figure while the workbook says that it is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError
from budget.engine import Package, compose_package
from budget.export import read_workbook, write_workbook
from budget.export.texts import CHANGED, FINE, WRONG
from tests.calc import Calc
from tests.export.workbook_tools import by_id, differences, errors, input_cells, named, open_book, results
from tests.hands import Step, by_hand

CHOSEN: Final = ("A.2", "A.3", "B.5")


@dataclass(frozen=True)
class Told:
    """
    What must be said of a manipulation.

    `status` begins what the sheets say. `back` is what reading gives: the ids that are chosen, or a part of the
    refusal; `warns` the codes of its warnings. `errors` says that error values may stand there.
    """

    steps: tuple[Step, ...]
    status: str = FINE
    back: tuple[str, ...] | str = CHOSEN
    warns: tuple[str, ...] = ()
    errors: bool = False


def wrong(place: str) -> str:
    return f"{WRONG} {place}"


AMOUNTS, RESULTS = "workbook_with_other_amounts", "workbook_with_other_results"


def typed(at: Mapping[str, str]) -> dict[str, Told]:
    """What is typed into inputs; `at` are the cells of toggles by id, of settings by name and of a dial."""
    a1, a2 = at["A.1"], at["A.2"]
    keuze = {name: wrong(f"Keuze!{absolute(at[name])}") for name in ("A.1", "A.2")}
    toggle, option = "expected 1 or 0", "expected one of"
    year, share, dial = at["Besluitjaar"], at["Eerstejaarsaandeel"], at["dial"]
    wrong_year, wrong_share = (wrong(f"Leeswijzer!{absolute(cell)}") for cell in (year, share))
    wrong_dial = wrong(f"Aannames!{absolute(dial)}")
    return {
        "nothing": Told(()),
        "one more": Told((("number", "Keuze", a1, "1"),), CHANGED, ("A.1", *CHOSEN)),
        "one less": Told((("number", "Keuze", a2, "0"),), CHANGED, ("A.3", "B.5")),
        "and back": Told((("number", "Keuze", a2, "0"), ("number", "Keuze", a2, "1"))),
        "a toggle deleted": Told((("delete", "Keuze", a2),), CHANGED, ("A.3", "B.5")),
        "a zero deleted": Told((("delete", "Keuze", a1),)),
        "yes": Told((("text", "Keuze", a1, "ja"),), keuze["A.1"], toggle),
        "yes on a chosen one": Told((("text", "Keuze", a2, "ja"),), keuze["A.2"], toggle),
        "x": Told((("text", "Keuze", a1, "x"),), keuze["A.1"], toggle),
        "two": Told((("number", "Keuze", a1, "2"),), keuze["A.1"], toggle),
        "minus one": Told((("number", "Keuze", a1, "-1"),), keuze["A.1"], toggle),
        "a half": Told((("number", "Keuze", a1, "0.5"),), keuze["A.1"], toggle),
        "one as text": Told((("text", "Keuze", a1, "'1"),), keuze["A.1"], toggle),
        "not available": Told((("formula", "Keuze", a1, "=NA()"),), keuze["A.1"], toggle, errors=True),
        "a formula of one": Told((("formula", "Keuze", a1, "=1"),), CHANGED, ("A.1", *CHOSEN)),
        "another year": Told((("number", "Leeswijzer", year, "2022"),), CHANGED),
        "no such year": Told((("number", "Leeswijzer", year, "2030"),), wrong_year, option),
        "a year as text": Told((("text", "Leeswijzer", year, "'2022"),), wrong_year, option),
        "no year": Told((("delete", "Leeswijzer", year),), wrong_year, option),
        "a year not available": Told((("formula", "Leeswijzer", year, "=NA()"),), wrong_year, option, errors=True),
        "another word": Told(
            (("text", "Leeswijzer", at["Plafond"], "misschien"),),
            wrong(f"Leeswijzer!{absolute(at['Plafond'])}"),
            option,
        ),
        "the word in capitals": Told((("text", "Leeswijzer", at["Plafond"], "BLIJFT GELIJK"),)),
        "a share": Told((("number", "Leeswijzer", share, "0.5"),), CHANGED),
        "a share above one": Told((("number", "Leeswijzer", share, "1.5"),), wrong_share, option),
        "much": Told((("text", "Leeswijzer", share, "veel"),), wrong_share, option),
        "a dial": Told((("number", "Aannames", dial, "6"),), CHANGED),
        "a dial too far": Told((("number", "Aannames", dial, "1000"),), wrong_dial, "1000"),
        "a dial in words": Told((("text", "Aannames", dial, "veel"),), wrong_dial, "veel"),
        "a dial deleted": Told((("delete", "Aannames", dial),)),
        "a dial not available": Told((("formula", "Aannames", dial, "=NA()"),), wrong_dial, "N/A", errors=True),
        "a name": Told((("text", "Leeswijzer", at["Pakket_naam"], "=1+1"),)),
    }


def lifted(at: Mapping[str, str]) -> dict[str, Told]:
    """What is done to the sheets once the protection is lifted."""
    last, year = at["last row"], at["Besluitjaar"]
    return {
        "wider and bold": Told((("width", "Keuze", "C13"), ("bold", "Keuze", "E5"))),
        "rows hidden": Told((("hide rows", "Keuze", "A13:A15"),)),
        "the choice sorted": Told((("sort", "Keuze", f"A13:{last}", "1", "down"),)),
        "the choice sorted by toggle": Told((("sort", "Keuze", f"A13:{last}", "0", "down"),)),
        "the effects sorted": Told((("sort", "Effecten", at["effects"], "0", "down"),)),
        "the effects sorted by amount": Told((("sort", "Effecten", at["effects"], "2", "up"),)),
        "a row above": Told((("rows", "Keuze", "3"),)),
        "a row in between": Told((("rows", "Keuze", "14"),)),
        "a row dropped": Told((("drop rows", "Keuze", "13"),), wrong(""), "A.2", errors=True),
        "a column before": Told((("columns", "Keuze", "0"),)),
        "a column beside the toggles": Told((("columns", "Keuze", "1"),)),
        "a column between years": Told((("columns", "Keuze", "6"),)),
        "and its year changed": Told((("columns", "Keuze", "6"), ("number", "Leeswijzer", year, "2022")), CHANGED),
        "a column between effects": Told((("columns", "Effecten", "4"),)),
        "a column between signs": Told((("columns", "Effecten", "10"),)),
        "a column between postings": Told((("columns", "Posten", at["posts"]),)),
        "a column between workings": Told((("columns", "Rekenblad aannames", "5"),)),
        "a column between years of the base": Told((("columns", "Grondslag en doel", "3"),)),
        "a column between years of ODA": Told((("columns", "ODA", "5"),)),
        "notes in a column between years": Told((("columns", "Keuze", "6"), ("text", "Keuze", "G14", "let op"))),
        "a formula over beside it": Told(
            (("columns", "Keuze", "6"), ("number", "Keuze", "H14", "5")), wrong("Keuze!$H$14"), warns=(RESULTS,)
        ),
        "Keuze renamed": Told((("rename", "Keuze", "Mijn keuze"),)),
        "Controle renamed": Told((("rename", "Controle", "Check 2"),)),
        "a sheet more": Told((("add", "Notities", "0"),)),
        "a sheet copied": Told((("copy", "Effecten", "Kopie", "99"),)),
        "the sources removed": Told((("remove", "Bronnen"),)),
        "the changes removed": Told((("remove", "Wijzigingen"),)),
        "the ODA removed": Told((("remove", "ODA"),), wrong(""), warns=(RESULTS,), errors=True),
        "the sheets in another order": Told((("place", "Controle", "0"), ("place", "Keuze", "9"))),
        "an amount": Told((("number", "Effecten", at["amount"], "123"),), wrong("Effecten"), warns=(AMOUNTS, RESULTS)),
        "a formula over": Told(
            (("number", "Posten", at["post"], "5"),), wrong(f"Posten!{absolute(at['post'])}"), warns=(RESULTS,)
        ),
        "the base": Told(
            (("number", "Grondslag en doel", at["base"], "1"),), wrong("Grondslag en doel"), warns=(RESULTS,)
        ),
        "a fixed value": Told(
            (("number", "Leeswijzer", at["Procent"], "1000"),), wrong("Leeswijzer"), warns=(RESULTS,)
        ),
        "a number of a measure": Told((("text", "Keuze", at["id A.2"], "Z.9"),), wrong(""), "Z.9", errors=True),
        "a number twice": Told((("text", "Keuze", at["id A.2"], "B.5"),), wrong(""), "B.5", errors=True),
    }


def absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def places(data: bytes) -> dict[str, str]:
    """Where what is done happens."""
    book = open_book(data)
    toggles, settings, dials = input_cells(data)
    ids = by_id(book, "Keuze_nr", "Keuze_nr")
    keuze, effects = book["Keuze"], named(book, "Eff_nr")
    last = f"{keuze.tables['tKeuze'].ref.split(':')[1]}"
    right = book["Effecten"].tables["tEffecten"].ref.split(":")[1]
    printed = next(row for (id_,), row in zip(effects, named(book, "Eff_bedragen"), strict=True) if id_.value == "A.2")
    return {
        **toggles,
        **settings,
        "dial": dials["A.1:step"],
        "Pakket_naam": named(book, "Pakket_naam").coordinate,
        "last row": last,
        "effects": f"{effects[0][0].coordinate}:{right}",
        "posts": str(named(book, "Post_2022")[0][0].column),
        "post": named(book, "Post_2022")[1][0].coordinate,
        "amount": printed[5].coordinate,
        "base": named(book, "Grondslag_bedragen")[0][0].coordinate,
        "Procent": named(book, "Procent").coordinate,
        "id A.2": ids["A.2"],
    }


def check(name: str, told: Told, data: bytes, package: Package) -> list[str]:
    """Where what the workbook and its reading say is not what must be said."""
    catalogue, book, found = package.catalogue, open_book(data), []
    status = str(named(book, "Status").value)
    if not (status == told.status or (told.status.startswith(WRONG) and status.startswith(told.status))):
        found.append(f"{name}: the workbook says {status!r}")
    if not told.errors and errors(book):
        found.append(f"{name}: {errors(book)[:3]}")
    try:
        read = read_workbook(data, catalogue)
    except FaultsError as error:
        return found if isinstance(told.back, str) and told.back in str(error) else [*found, f"{name}: {error}"]
    if read.draft.measures != told.back:
        found.append(f"{name}: {read.draft.measures} comes back")
    if {warning.code for warning in read.warnings} - set(told.warns) or (told.warns and not read.warnings):
        found.append(f"{name}: {[warning.code for warning in read.warnings]}")
    if told.status in {FINE, CHANGED}:
        sheet = next((title for title in ("Controle", "Check 2") if title in book.sheetnames), "")
        now = compose_package(catalogue, read.draft.measures, read.draft.settings)
        found += [f"{name}: {difference}" for difference in differences(results(book, sheet), now)]
    return found


@pytest.fixture(scope="module")
def exported(full: Catalogue) -> tuple[Package, bytes]:
    package = compose_package(full, CHOSEN)
    return package, write_workbook(package, "Handen")


@pytest.mark.long
def test_every_manipulation_is_told(exported: tuple[Package, bytes], soffice: Calc, tmp_path: Path) -> None:
    """The table above, row by row: status, errors elsewhere, what comes back and what is warned of."""
    package, data = exported
    at: dict[str, Any] = places(data)
    cases = typed(at) | lifted(at)
    assert len(cases) > 50
    out = by_hand(soffice, tmp_path, data, {name: told.steps for name, told in cases.items()})
    assert [fault for name, told in cases.items() for fault in check(name, told, out[name], package)] == []
