"""
Read an edited workbook back: its choice, settings, assumptions, name and description; never its amounts.

A file is weighed before it is opened (`weigh_file`). Only the cells that the workbook's own names point at are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from budget.catalogue import Catalogue
from budget.core import (
    COLUMNS,
    DECISION_YEARS,
    Basis,
    BudgetError,
    Ceiling,
    Cell,
    Fault,
    FaultsError,
    OdaRules,
    Open,
    Scope,
    Settings,
    shown,
)
from budget.engine import Package, check_dials, compose_package, find_dial
from budget.export.book import mark_of
from budget.export.old_words import OLD_OPTIONS
from budget.export.sheets.choice import posting_key, undelayed_row
from budget.export.sheets.dials import dial_key, list_dials
from budget.export.sheets.guide import FORMAT
from budget.export.sheets.settings import PER_MILLE
from budget.export.texts import Texts
from budget.export.weigh import EXPORT_AGAIN, refuse, weigh_file
from budget.share import StoredPackage, StoredSettings

LANGUAGES: Final = ("nl", "en")
MAX_ROWS: Final = 2000
MAX_NAME: Final = 200
MAX_TEXT: Final = 5000

_AREA: Final = re.compile(r"^'?((?:[^'!]|'')+)'?!\$([A-Z]{1,3})\$([0-9]{1,7})(?::\$([A-Z]{1,3})\$([0-9]{1,7}))?$")


@dataclass(frozen=True)
class ReadBack:
    """A package read from a workbook, and what the user should know about it."""

    package: StoredPackage
    warnings: tuple[str, ...] = ()


@dataclass
class _Workbook:
    """An opened workbook, its file name for messages, and the faults found so far."""

    name: str
    book: Any
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, expected: str, found: str, remedy: str) -> None:
        """Note a fault; `place` is sheet and cell."""
        self.faults.append(Fault(self.name, 0, place, expected, found, remedy))

    def area(self, name: str) -> tuple[str, int, int, int, int] | None:
        """Return where a name points: sheet, first and last row, first and last column."""
        defined = self.book.defined_names.get(name)
        match = _AREA.match(str(defined.attr_text)) if defined is not None else None
        if match is None:
            return None
        sheet, left, top, right, bottom = match.groups()
        first, last = int(top), int(bottom or top)
        columns = [column_index_from_string(letters) for letters in (left, right or left)]
        title = sheet.replace("''", "'")
        if title not in self.book.sheetnames or last - first >= MAX_ROWS or columns[1] - columns[0] >= MAX_ROWS:
            return None
        return title, first, last, columns[0], columns[1]

    def block(self, name: str) -> list[tuple[str, tuple[Any, ...]]]:
        """Return the rows of a named block with their place; a fault when the name is gone."""
        area = self.area(name)
        if area is None:
            self.fault(name, "the named cells of an export", "none", EXPORT_AGAIN)
            return []
        sheet, first, last, left, right = area
        rows = self.book[sheet].iter_rows(min_row=first, max_row=last, min_col=left, max_col=right, values_only=True)
        return [(f"{sheet}!{get_column_letter(left)}{first + at}", tuple(row)) for at, row in enumerate(rows)]

    def one(self, name: str) -> tuple[str, Any]:
        """Return a named cell's place and value."""
        rows = self.block(name)
        return (rows[0][0], rows[0][1][0]) if rows else (name, None)


def read_workbook(data: bytes, catalogue: Catalogue, name: str = "the workbook") -> ReadBack:
    """
    Read the package that an exported, perhaps edited workbook holds.

    Raises FaultsError with every fault: a foreign, damaged or tampered file. Warns of another catalogue version and of
    amounts that were changed in the file, which are not taken over.
    """
    weigh_file(data, name)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001 - the parser raises whatever a damaged part makes it stumble over
        raise refuse(name, "an .xlsx workbook", f"a damaged file ({type(error).__name__})", EXPORT_AGAIN) from None
    try:
        return _read(_Workbook(name, book), catalogue)
    except FaultsError:
        raise
    except Exception as error:  # noqa: BLE001 - sheets are parsed as they are read
        raise refuse(name, "an .xlsx workbook", f"a damaged sheet ({type(error).__name__})", EXPORT_AGAIN) from None
    finally:
        book.close()


def _read(file: _Workbook, catalogue: Catalogue) -> ReadBack:
    if file.area("BMH_formaat") is None:
        raise refuse(file.name, "a workbook of this calculator", "another one", EXPORT_AGAIN)
    place, marker = file.one("BMH_formaat")
    if marker != FORMAT:
        raise FaultsError(file.name, [Fault(file.name, 0, place, f'"{FORMAT}"', shown(marker), EXPORT_AGAIN)])
    version = _text(file.one("Catalogus_versie")[1], MAX_NAME)
    ids = _selection(file, catalogue, version)
    settings = _settings(file, catalogue)
    title = _text(file.one("Pakket_naam")[1], MAX_NAME) or Texts("nl")("Pakket zonder naam")
    description = _text(file.one("Pakket_omschrijving")[1], MAX_TEXT)
    if file.faults:
        raise FaultsError(file.name, file.faults)
    warnings = list(_warnings(file, catalogue, settings.settings(), version))
    if file.faults:
        raise FaultsError(file.name, file.faults)
    package = StoredPackage(
        name=title, description=description, catalogue_version=version or None, settings=settings, measures=tuple(ids)
    )
    return ReadBack(package, tuple(warnings))


def _text(value: object, most: int) -> str:
    return "" if value is None else str(value).strip()[:most]


def _selection(file: _Workbook, catalogue: Catalogue, version: str) -> list[str]:
    ids, toggles = file.block("Keuze_nr"), file.block("Keuze_aan")
    if len(ids) != len(toggles):
        file.fault("Keuze_aan", f"{len(ids)} cells beside the ids", str(len(toggles)), EXPORT_AGAIN)
        return []
    counts = Counter(_text(row[0], MAX_NAME) for _, row in ids)
    other = f" The file is of catalogue {version}." if version != catalogue.info.version else ""
    chosen = []
    for (id_place, (found, *_)), (place, (toggle, *_)) in zip(ids, toggles, strict=True):
        id_ = _text(found, MAX_NAME)
        if id_ not in catalogue.measures:
            file.fault(id_place, "the id of a measure", shown(found), f"Restore the id.{other}")
        elif counts[id_] > 1:
            file.fault(id_place, "each measure once", f"{id_} {counts[id_]} times", "Remove the repeated row.")
        if isinstance(toggle, bool) or toggle not in (0, 1):
            file.fault(place, f"1 or 0 for {id_}", shown(toggle), "Type 1 (chosen) or 0 (not chosen).")
        elif toggle == 1 and id_ in catalogue.measures:
            chosen.append(id_)
    missing = [id_ for id_ in catalogue.measures if id_ not in counts]
    if missing and ids:
        file.fault(
            ids[0][0].split("!")[0],
            "a row for every measure",
            f"none for {', '.join(missing)}",
            f"Restore the rows.{other}",
        )
    return chosen


def _settings(file: _Workbook, catalogue: Catalogue) -> StoredSettings:
    place, year = file.one("Besluitjaar")
    if isinstance(year, bool) or year not in DECISION_YEARS:
        file.fault(place, f"one of {', '.join(map(str, DECISION_YEARS))}", shown(year), "Choose one of these.")
        year = DECISION_YEARS[0]
    values: dict[str, Any] = {"decision_year": int(year)}
    kinds: tuple[tuple[str, str, Any], ...] = (
        ("Basis_doel", "basis", Basis),
        ("Reikwijdte", "scope", Scope),
        ("ODA_regels", "oda_rules", OdaRules),
        ("Plafond", "ceiling", Ceiling),
    )
    for name, key, kind in kinds:
        place, found = file.one(name)
        options: dict[object, StrEnum] = {
            Texts(language).option(member): member for language in LANGUAGES for member in kind
        }
        known = OLD_OPTIONS[name] | options
        if found in known:
            values[key] = known[found]
        else:
            file.fault(place, f"one of {', '.join(map(str, options))}", shown(found), "Choose one from the list.")
    place, share = file.one("Eerstejaarsaandeel")
    if share is not None and share != "":
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            file.fault(place, "a percentage from 0 to 100, or nothing", shown(share), "Correct it, or leave it empty.")
        else:
            values["first_year_share_permille"] = int(share * PER_MILLE + 0.5)
    values["dials"] = _dials(file, catalogue)
    return StoredSettings(**values)


def _dials(file: _Workbook, catalogue: Catalogue) -> dict[str, Decimal]:
    """Return the dials that stand elsewhere than at their default; an empty cell is the default."""
    found: dict[str, Decimal] = {}
    seen: set[str] = set()
    blocks = [file.block(f"Aanname_{name}") for name in ("sleutel", "waarde", "fijnheid")]
    for (key_place, (key, *_)), (place, (value, *_)), (_, (parts, *_)) in zip(*blocks, strict=False):
        if key is None:
            continue
        measure, _, dial = _text(key, MAX_NAME).partition(":")
        if key in seen:
            file.fault(key_place, "each assumption once", f"{key} again", "Remove the repeated row.")
            continue
        seen.add(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            file.fault(place, f"a number for {measure}:{dial}", shown(value), "Type a number, or leave it empty.")
            continue
        exact = Decimal(int(value)) if value == int(value) else Decimal(str(value))
        try:
            check_dials(catalogue, Settings(dials=((measure, dial, exact),)))
        except BudgetError as error:
            file.fault(place, "a dial of the catalogue within its limits", f"{measure}:{dial} = {value}", str(error))
            continue
        if not isinstance(parts, int | float) or exact * int(parts) % 1:
            file.fault(place, f"{measure}:{dial} in steps of 1/{parts}", str(value), "Round it; it counts no finer.")
        elif exact != find_dial(catalogue, measure, dial).default:
            found[f"{measure}:{dial}"] = exact
    missing = [key for m, d in list_dials(catalogue) if (key := dial_key(m.id, d.id)) not in seen]
    if missing and blocks[0]:
        expected, place = "a row for every assumption", blocks[0][0][0].split("!")[0]
        file.fault(place, expected, f"none for {', '.join(missing)}", "Restore the rows.")
    return found


def _warnings(file: _Workbook, catalogue: Catalogue, settings: Settings, version: str) -> Iterator[str]:
    now = catalogue.info.version
    if version != now:
        yield f"{file.name} was exported with catalogue {version or 'unknown'}; amounts now follow catalogue {now}."
    changed = list(_changed(file, compose_package(catalogue, (), settings)))
    if changed:
        names = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        yield f"{file.name}: amounts of {names} differ from the catalogue; the catalogue's amounts are used."


def _changed(file: _Workbook, package: Package) -> Iterator[str]:
    """Yield the ids whose amounts or open cells in the file are not the catalogue's."""
    retyped = _retyped(file, package.catalogue)
    ids, amounts, marks = (file.block(name) for name in ("Eff_nr", "Eff_bedragen", "Eff_tekens"))
    for (_, (id_, *_)), (_, numbers), (_, signs) in zip(ids, amounts, marks, strict=False):
        measure = package.catalogue.measures.get(str(id_))
        if measure is None:
            continue
        if measure.id in retyped:
            yield measure.id
        elif measure.dials and not any(number is not None for number in numbers):
            continue  # formulas that the program that saved the file did not calculate
        elif [*map(_pair, undelayed_row(package, measure))] != [
            (number, sign or None) for number, sign in zip(numbers[: len(COLUMNS)], signs[: len(COLUMNS)], strict=False)
        ]:
            yield measure.id


def _retyped(file: _Workbook, catalogue: Catalogue) -> frozenset[str]:
    """Return the measures with a dial whose printed amounts were typed over."""
    printed = {
        posting_key(measure.id, place): (measure.id, [_pair(cell)[0] for cell in measure.posting_effects(posting)])
        for measure in catalogue.measures.values()
        for place, posting in enumerate(measure.postings)
    }
    keys, amounts = file.block("Gedrukt_sleutel"), file.block("Gedrukt_bedragen")
    return frozenset(
        printed[str(key)][0]
        for (_, (key, *_)), (_, numbers) in zip(keys, amounts, strict=False)
        if str(key) in printed and printed[str(key)][1] != [*numbers[: len(COLUMNS)]]
    )


def _pair(cell: Cell) -> tuple[int | None, str | None]:
    return (None, mark_of(cell)) if isinstance(cell, Open) else (cell, None)
