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
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from budget.catalogue import Catalogue
from budget.core import (
    DEFAULT_SETTINGS,
    SETTINGS,
    BudgetError,
    ByLanguage,
    Cell,
    Fault,
    FaultsError,
    Frame,
    Message,
    Open,
    Sentence,
    SettingForm,
    Settings,
    Value,
    shown,
)
from budget.engine import Package, check_settings, compose_package, find_dial
from budget.export.book import COLUMNS, mark_of
from budget.export.old_words import OLD_OPTIONS
from budget.export.sheets.choice import posting_key, undelayed_row
from budget.export.sheets.dials import dial_key, list_dials
from budget.export.sheets.guide import FORMAT
from budget.export.sheets.settings import PER_MILLE, word_of
from budget.export.texts import Texts
from budget.export.weigh import refuse, weigh_file
from budget.share import Draft

LANGUAGES: Final = ("nl", "en")
MAX_ROWS: Final = 2000
MAX_NAME: Final = 200
MAX_TEXT: Final = 5000
MOST_NAMED: Final = 5
"""Measures with other amounts that a warning names."""

_AREA: Final = re.compile(r"^'?((?:[^'!]|'')+)'?!\$([A-Z]{1,3})\$([0-9]{1,7})(?::\$([A-Z]{1,3})\$([0-9]{1,7}))?$")


@dataclass(frozen=True)
class ReadBack:
    """A package read from a workbook, and what the user should know about it."""

    draft: Draft
    warnings: tuple[Message, ...] = ()


@dataclass
class _Workbook:
    """An opened workbook, its file name for messages, and the faults found so far."""

    name: str
    book: Any
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, code: str, /, **values: object) -> None:
        """Note a fault; `place` is sheet and cell."""
        self.faults.append(Fault.of(Message(code, **values), file=self.name, field=place))

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
            self.fault(name, "named_cells_missing")
            return []
        sheet, first, last, left, right = area
        rows = self.book[sheet].iter_rows(min_row=first, max_row=last, min_col=left, max_col=right, values_only=True)
        return [(f"{sheet}!{get_column_letter(left)}{first + at}", tuple(row)) for at, row in enumerate(rows)]

    def one(self, name: str) -> tuple[str, Any]:
        """Return a named cell's place and value."""
        rows = self.block(name)
        return (rows[0][0], rows[0][1][0]) if rows else (name, None)


def read_workbook(data: bytes, catalogue: Catalogue, name: str = "workbook.xlsx") -> ReadBack:
    """
    Read the package that an exported, perhaps edited workbook holds.

    Raises FaultsError with every fault: a foreign, damaged or tampered file. Warns of another catalogue version and of
    amounts that were changed in the file, which are not taken over.
    """
    weigh_file(data, name)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001 - the parser raises whatever a damaged part makes it stumble over
        raise refuse(name, "workbook_damaged", detail=type(error).__name__) from None
    try:
        return _read(_Workbook(name, book), catalogue)
    except FaultsError:
        raise
    except Exception as error:  # noqa: BLE001 - sheets are parsed as they are read
        raise refuse(name, "sheet_damaged", detail=type(error).__name__) from None
    finally:
        book.close()


def _read(file: _Workbook, catalogue: Catalogue) -> ReadBack:
    if file.area("BMH_formaat") is None:
        raise refuse(file.name, "workbook_foreign")
    place, marker = file.one("BMH_formaat")
    if marker != FORMAT:
        file.fault(place, "workbook_of_another_form", form=FORMAT, found=shown(marker))
        raise FaultsError(file.name, file.faults)
    version = _text(file.one("Catalogus_versie")[1], MAX_NAME)
    ids = _selection(file, catalogue, version)
    settings = _settings(file, catalogue)
    title = _text(file.one("Pakket_naam")[1], MAX_NAME) or Texts("nl")("Pakket zonder naam")
    description = _text(file.one("Pakket_omschrijving")[1], MAX_TEXT)
    if file.faults:
        raise FaultsError(file.name, file.faults)
    warnings = list(_warnings(file, catalogue, settings, version))
    if file.faults:
        raise FaultsError(file.name, file.faults)
    draft = Draft(title, description, catalogue.sorted_selection(ids), settings)
    return ReadBack(draft, tuple(warnings))


def _text(value: object, most: int) -> str:
    return "" if value is None else str(value).strip()[:most]


def _selection(file: _Workbook, catalogue: Catalogue, version: str) -> list[str]:
    ids, toggles = file.block("Keuze_nr"), file.block("Keuze_aan")
    if len(ids) != len(toggles):
        file.fault("Keuze_aan", "toggles_not_beside_ids", ids=len(ids), toggles=len(toggles))
        return []
    counts = Counter(_text(row[0], MAX_NAME) for _, row in ids)
    same = version == catalogue.info.version
    restore_id = Message("restore_the_id") if same else Message("restore_the_id_of_version", version=version)
    restore_rows = Message("restore_the_rows") if same else Message("restore_the_rows_of_version", version=version)
    chosen = []
    for (id_place, (found, *_)), (place, (toggle, *_)) in zip(ids, toggles, strict=True):
        id_ = _text(found, MAX_NAME)
        if id_ not in catalogue.measures:
            file.fault(id_place, "unknown_measure_in_workbook", found=shown(found), remedy=restore_id)
        elif counts[id_] > 1:
            file.fault(id_place, "measure_in_several_rows", id=id_, times=counts[id_])
        if isinstance(toggle, bool) or toggle not in (0, 1):
            file.fault(place, "toggle_not_one_or_zero", id=id_, found=shown(toggle))
        elif toggle == 1 and id_ in catalogue.measures:
            chosen.append(id_)
    missing = [id_ for id_ in catalogue.measures if id_ not in counts]
    if missing and ids:
        file.fault(ids[0][0].split("!")[0], "measures_without_row", ids=missing, remedy=restore_rows)
    return chosen


def _settings(file: _Workbook, catalogue: Catalogue) -> Settings:
    """Read the settings that the catalogue leaves to choose, in either language, and the dials."""
    frame, settings = catalogue.frame, DEFAULT_SETTINGS
    for form in SETTINGS:
        if form.shown(frame):
            place, found = file.one(form.cell)
            value, known = _share(found) if not form.options(frame) else _option(form, frame, found)
            if known:
                settings = form.write(settings, frame, value)
            else:
                _refuse(file, place, form, frame, found)
    for key, turned in _dials(file, catalogue).items():
        measure, _, dial = key.partition(":")
        settings = settings.turned(measure, dial, turned)
    return settings


def _share(found: object) -> tuple[Value, bool]:
    """Read a fraction from 0 to 1 as per mille; an empty cell is None. Also says whether it can be read."""
    if found is None or found == "":
        return None, True
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= 1:
        return None, False
    return int(found * PER_MILLE + 0.5), True


def _option(form: SettingForm, frame: Frame, found: object) -> tuple[Value, bool]:
    """Read an option by its words, in either language and as older workbooks have them."""
    options = form.options(frame)
    known: dict[object, Value] = {word_of(Texts(lang), option): option.value for lang in LANGUAGES for option in options}
    values = {option.value for option in options}
    known = {word: value for word, value in OLD_OPTIONS.get(form.cell, {}).items() if value in values} | known
    if isinstance(found, bool) or not isinstance(found, int | float | str) or found not in known:
        return None, False
    return known[found], True


def _refuse(file: _Workbook, place: str, form: SettingForm, frame: Frame, found: object) -> None:
    options = form.options(frame)
    if not options:
        file.fault(place, "percentage_expected", found=shown(found))
        return
    nl, en = (", ".join(str(word_of(Texts(lang), option)) for option in options) for lang in LANGUAGES)
    file.fault(place, "option_not_in_list", options=ByLanguage(nl=nl, en=en), found=shown(found))


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
            file.fault(key_place, "assumption_in_several_rows", key=key)
            continue
        seen.add(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            file.fault(place, "assumption_not_a_number", dial=f"{measure}:{dial}", found=shown(value))
            continue
        exact = Decimal(int(value)) if value == int(value) else Decimal(str(value))
        try:
            check_settings(catalogue, Settings(dials=((measure, dial, exact),)))
        except BudgetError as error:
            file.fault(
                place, "assumption_refused", dial=f"{measure}:{dial}", value=value, remedy=Sentence(error.message)
            )
            continue
        if not isinstance(parts, int | float) or exact * int(parts) % 1:
            file.fault(place, "assumption_too_fine", dial=f"{measure}:{dial}", parts=parts, value=value)
        elif exact != find_dial(catalogue, measure, dial).default:
            found[f"{measure}:{dial}"] = exact
    missing = [key for m, d in list_dials(catalogue) if (key := dial_key(m.id, d.id)) not in seen]
    if missing and blocks[0]:
        file.fault(blocks[0][0][0].split("!")[0], "assumptions_without_row", keys=missing)
    return found


def _warnings(file: _Workbook, catalogue: Catalogue, settings: Settings, version: str) -> Iterator[Message]:
    now = catalogue.info.version
    if version != now:
        yield Message("workbook_of_another_version", file=file.name, version=version or Message("unknown"), now=now)
    changed = list(_changed(file, compose_package(catalogue, (), settings)))
    if changed:
        some, more = changed[:MOST_NAMED], len(changed) - MOST_NAMED
        ids = Message("some_and_more", some=some, more=more) if more > 0 else some
        yield Message("workbook_with_other_amounts", file=file.name, ids=ids)


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
