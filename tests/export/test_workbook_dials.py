"""
Dials as live cells of the workbook.

1. Whatever is typed into Aannames, Calc gives the engine's figures to the thousand euro. 2. The values come back
when the workbook is read, and what the engine refuses is refused with its cell. 3. The sheet lists every dial.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import CHAIN, Catalogue
from budget.core import Amount, Basis, Ceiling, FaultsError, OdaRules, Settings, explain
from budget.engine import FORMULAS, PART_FORMULAS, Package, compose_package, measure_row
from budget.export import read_workbook, write_workbook
from budget.export.sheets.dial_formulas import ROLES
from budget.export.sheets.dials import dial_key, dial_rows, fineness, list_dials, plain_number
from budget.export.texts import Texts
from budget.export.units import in_millions
from tests.calc import Calc
from tests.conftest import COLUMNS, DELAYS, SCOPES
from tests.export.agreement import state_faults
from tests.export.workbook_tools import (
    edit,
    named,
    open_book,
    plain_value,
    resave,
)

pytestmark = pytest.mark.slow  # each opens whole workbooks

Dials = tuple[tuple[str, str, Decimal], ...]

# Each gives a row exactly between two thousands, where a lost digit would show.
TIES = {
    "1.3:number": "5",  # 5 × 100,500 = 502.5
    "1.3:cost": "100500",
    "3.1.4:people": "2201",  # 2,201 × 6 × 25,000 / 12 = 27,512.5
    "3.1.4:months": "6",
    "4.2a:percent": "20.01",  # 20.01% × 1,025,000 = 205,102.5
    "4.9-1B:percent": "12.345",
    "4.12a:step": "3.55",  # 3.55% × 387,000 = 13,738.5
    "4.12b:step": "0",  # no step, so no cut, structurally neither
    "2C.2:percent": "0",
}


@pytest.fixture(scope="module")
def package(catalogue: Catalogue) -> Package:
    return compose_package(catalogue, ["1.3", "2C.2", "3.1.4", "4.12a"])


@pytest.fixture(scope="module")
def exported(package: Package) -> bytes:
    return write_workbook(package, "Proef")


def turned(values: dict[str, str]) -> Dials:
    return tuple(sorted((*key.split(":"), Decimal(value)) for key, value in values.items()))  # type: ignore[arg-type]


def random_dials(catalogue: Catalogue, chance: random.Random, share: float) -> Dials:
    """Values within the limits: on the steps, at an end, or as fine as the sheet counts."""
    found = []
    for measure, dial in list_dials(catalogue):
        if chance.random() > share:
            continue
        low, high, step = Decimal(dial.minimum), Decimal(dial.maximum), Decimal(dial.step)
        parts = fineness(dial, low)
        on_step = low + step * chance.randint(0, int((high - low) / step))
        anywhere = Decimal(chance.randint(int(low * parts), int(high * parts))) / parts
        found.append((measure.id, dial.id, chance.choice((on_step, on_step, anywhere, anywhere, low, high))))
    return tuple(sorted(found))


SHORT = 5
"""How many cases are recalculated each time; the others are for the long run."""


def cases(catalogue: Catalogue) -> Iterator[tuple[list[str], Settings]]:
    """Fifteen packages with moved dials under all kinds of settings; the first and the last ones hold every formula."""
    chance, ids = random.Random(14), list(catalogue.measures)
    yield ids, Settings(dials=turned(TIES))
    yield ids, Settings(1, dials=tuple((m.id, d.id, Decimal(d.maximum)) for m, d in list_dials(catalogue)))
    for place in range(13):
        chosen = chance.sample(ids, chance.randint(20, len(ids))) if place % 2 else ids
        kinds = (DELAYS, list(Basis), SCOPES, list(OdaRules), (None, 537, "half"), list(Ceiling))
        values = [chance.choice(kind) for kind in kinds]
        names = ("delay", "basis", "scope", "oda_rules", "first_year_share", "ceiling")
        settings = Settings(**dict(zip(names, values, strict=True)))
        yield chosen, replace(settings, dials=random_dials(catalogue, chance, (0.3, 0.7, 1)[place % 3]))


def effect_faults(rows: list[list[str]], package: Package) -> Iterator[str]:
    """Where the amounts and origins on Effecten are not the engine's, chosen or not."""
    settings = Settings(dials=package.settings.dials)
    shown = {row[0]: row for row in reversed(rows) if row[0] in package.catalogue.measures}  # the rows on top win
    for id_, measure in package.catalogue.measures.items():
        row = measure_row(package.catalogue, measure, settings)
        expected = ["" if isinstance(c, Amount) else in_millions(c) for c in row]
        found = [plain_value(text) for text in shown[id_][2:8]]
        own = {m for m, d, value in settings.dials if value != default_of(package.catalogue, m, d)}
        if found != expected or shown[id_][20] != ("eigen aanname" if id_ in own else "bron"):
            yield f"{id_}: {found} {shown[id_][20]}, expected {expected}"


def default_of(catalogue: Catalogue, measure: str, dial: str) -> Decimal | int:
    return next(d.default for m, d in list_dials(catalogue) if (m.id, d.id) == (measure, dial))


@pytest.mark.long
@pytest.mark.parametrize("start", [0, SHORT])
def test_calc_agrees_with_the_engine_for_typed_dials(
    catalogue: Catalogue, exported: bytes, soffice: Calc, tmp_path: Path, start: int
) -> None:
    """Every total, target and ODA cell, and every amount on Effecten, equals the engine's to the thousand euro."""
    found = list(cases(catalogue))[start:] if start else list(cases(catalogue))[:SHORT]
    kinds = {catalogue.measures[m].dials.formula for _, s in found for m, _, _ in s.dials}  # type: ignore[union-attr]
    assert kinds == {*FORMULAS, *PART_FORMULAS} == set(ROLES)
    more = ("Effecten", lambda sheets, package: effect_faults(sheets["Effecten"], package))
    assert state_faults(soffice, tmp_path, catalogue, exported, found, more=more) == []


def test_the_sheet_lists_every_dial_with_its_default_and_limits(exported: bytes, catalogue: Catalogue) -> None:
    """Measure, assumption, unit, the report's value, limits, value, origin and place, a row for each."""
    book = open_book(exported)
    rows = [row for row in book["Aannames"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert [(r[0], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[12], r[13]) for r in rows] == [
        (
            *(owner, d.title.nl, d.unit.nl, *map(plain_number, (d.default, d.minimum, d.maximum, d.default))),
            *("bron", dial_key(owner, d.id), str(d.source)),
        )
        for owner, _, d in dial_rows(catalogue, Texts("nl"))
    ]
    (rule,) = open_book(exported, values=False)["Aannames"].data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "$F6", "$G6")
    assert str(rule.sqref) == f"H6:H{5 + len(rows)}"


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_exported_dials_are_cached_and_come_back(catalogue: Catalogue, language: str) -> None:
    """Without any calculation the file shows the engine's figures for the exported dials, and reads them back."""
    dials = random_dials(catalogue, random.Random(3), 0.8)
    dials = tuple((m, d, value) for m, d, value in dials if value != default_of(catalogue, m, d))
    dials = (*dials, (CHAIN, "shock", Decimal(20)), (CHAIN, "stay", Decimal("9.5")))
    package = compose_package(catalogue, catalogue.measures, Settings(1, dials=dials))
    data = write_workbook(package, language=language)
    read = read_workbook(data, catalogue)
    assert read.draft.settings == package.settings
    assert read.warnings == ()
    book = open_book(data)
    assert {row[0].value for row in named(book, "Aanname_verzet")} == {0, 1}
    for (id_,), amounts in zip(named(book, "Eff_nr"), named(book, "Eff_bedragen"), strict=True):
        cells = measure_row(catalogue, catalogue.measures[id_.value], Settings(dials=dials))
        assert [amount.value for amount in amounts] == [
            None if isinstance(c, Amount) else in_millions(c) for c in cells
        ]


def set_dials(values: dict[str, object]) -> Callable[[Callable[[str], Any]], None]:
    def change(named: Callable[[str], Any]) -> None:
        for (key,), (value,) in zip(named("Aanname_sleutel"), named("Aanname_waarde"), strict=True):
            value.value = values.get(key.value, value.value)

    return change


def test_edited_dials_come_back(exported: bytes, catalogue: Catalogue, package: Package) -> None:
    """A typed value is read; an empty cell and the default itself are no own assumption."""
    typed = {"1.3:number": 12.5, "3.1.4:months": 2, "4.12a:step": None, "4.12a:ceiling": 14, "2C.3.3:quota": 300.0}
    type_dials = set_dials(typed)
    read = read_workbook(resave(exported, lambda _, named: type_dials(named)), catalogue)
    expected = turned({"1.3:number": "12.5", "3.1.4:months": "2", "2C.3.3:quota": "300"})
    assert read.draft.settings == Settings(dials=expected)
    assert read.draft.measures == package.selection
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("1.3:number", 101, "expected 0 to 100, found 101"),
        ("1.3:number", -1, "expected 0 to 100, found -1"),
        ("4.12a:step", 10.5, "expected 0 to 10, found 10.5"),
        ("3.1.4:months", "veel", "a number for 3.1.4:months"),
        ("3.1.4:months", True, "a number for 3.1.4:months"),
        ("3.1.4:people", 2200.5, "in steps of 1/1"),
        ("4.12a:step", 3.50001, "in steps of 1/1000"),
    ],
)
def test_a_dial_out_of_its_limits_is_refused(
    exported: bytes, catalogue: Catalogue, key: str, value: object, expected: str
) -> None:
    """The message names the cell, the dial and its limits, also when the value is finer than the sheet counts."""
    with pytest.raises(FaultsError) as caught:
        read_workbook(edit(exported, set_dials({key: value})), catalogue, "proef.xlsx")
    assert expected in str(caught.value)
    assert "Aannames!H" in str(caught.value)


def test_rows_of_dials_that_are_unknown_repeated_or_gone_are_refused(exported: bytes, catalogue: Catalogue) -> None:
    """Every fault in one message."""

    def change(named: Callable[[str], Any]) -> None:
        named("Aanname_sleutel")[0][0].value = "1.3:anders"
        named("Aanname_sleutel")[3][0].value = "2B.1.1a:number"

    with pytest.raises(FaultsError) as caught:
        read_workbook(edit(exported, change), catalogue, "proef.xlsx")
    for part in ("1.3:anders", "2B.1.1a:number again", "none for 1.3:number, 2B.1.1a:cost"):
        assert part in str(caught.value)


def test_printed_amounts_that_were_typed_over_are_reported(exported: bytes, catalogue: Catalogue) -> None:
    """The printed amounts behind a dial are the catalogue's, whatever the sheet says."""

    def change(named: Callable[[str], Any]) -> None:
        named("Gedrukt_bedragen")[0][1].value = 1

    (warning,) = read_workbook(edit(exported, change), catalogue).warnings
    assert "amounts of 1.3 differ" in explain(warning)


def test_amounts_of_a_dial_follow_the_columns(exported: bytes) -> None:
    """Amounts that dials drive come from their workings, others from the printed ones; all can be sorted."""
    book = open_book(exported, values=False)
    rows = zip(named(book, "Eff_nr"), named(book, "Eff_bedragen"), strict=True)
    live = {id_.value: [str(amount.value) for amount in amounts] for (id_,), amounts in rows}
    dialled = {id_.value for (id_,) in named(book, "Formule_nr")}
    assert all(text.startswith("=") for found in live.values() for text in found)
    driven = {id_ for id_, found in live.items() if any("Aannamepost" in text or "Deel" in text for text in found)}
    assert driven == dialled
    assert len(COLUMNS) == len(named(book, "Eff_bedragen")[0])
