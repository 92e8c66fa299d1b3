"""
Read an edited workbook back: its choice, settings, assumptions, name and description; never its amounts.

A file is weighed before it is opened (`read_sheets`). Only the cells that the workbook's own names point at are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from budget.catalogue import Catalogue
from budget.core import DESCRIPTION, MOST_OWN_MEASURES, NAME, Amount, Cells, FaultsError, Message, Settings, shown
from budget.engine import Package, compose_package
from budget.export.archive import refuse
from budget.export.book import heads_by_language, mark_of
from budget.export.bounds import bounded_measures
from budget.export.inputs import read_inputs
from budget.export.opened import WorkbookFile, text_of
from budget.export.opening import read_sheets
from budget.export.own_figures import read_own_figures
from budget.export.recomputed import other_results
from budget.export.sheet import Value
from budget.export.sheets.choice import plain_amount, posting_key, undelayed_row
from budget.export.sheets.choice_beside import LETTERS, typed_name
from budget.export.sheets.dials import has_dials
from budget.export.sheets.ends import ENDS, NAMES, given_end
from budget.export.sheets.guide import FORMAT
from budget.export.texts import Texts
from budget.export.units import in_millions
from budget.share import Draft, of_this_catalogue

IN_THOUSANDS: Final = "workbook-2"
"""The form whose amounts stand in thousands of euro."""
FORMS: Final = {"Bestandsformaat": (FORMAT, IN_THOUSANDS), "BMH_formaat": ("bmh-workbook-1",)}
"""The cell that names a workbook's form, and the forms that are read, today's first; the other cell is of version 1.0.0."""
MAX_TEXT: Final = 200
"""What is read of an id, a version or a form."""
MOST_NAMED: Final = 5
"""Measures with other amounts that a warning names."""


@dataclass(frozen=True)
class ReadBack:
    """A package read from a workbook, and what the user should know about it."""

    draft: Draft
    warnings: tuple[Message, ...] = ()
    beside: tuple[Draft, ...] = ()
    """The choices B, C and D of the workbook that hold any measure, under the same settings."""


def read_workbook(data: bytes, catalogue: Catalogue, name: str = "workbook.xlsx") -> ReadBack:
    """
    Read the package that an exported, perhaps edited workbook holds.

    Raises FaultsError with every fault: a foreign, damaged or tampered file; BudgetError for one of another catalogue. Warns of another catalogue version and of
    amounts that were changed in the file, which are not taken over.
    """
    most = len(catalogue.listed.measures) + MOST_OWN_MEASURES
    return read_sheets(data, name, most, lambda book: _read(WorkbookFile(name, book), catalogue))


def _read(file: WorkbookFile, catalogue: Catalogue) -> ReadBack:
    _of_our_form(file)
    _of_this_catalogue(file, catalogue)
    version = text_of(file.one("Catalogus_versie")[1], MAX_TEXT)
    file.older = version != catalogue.info.version
    catalogue = read_own_figures(file, catalogue)
    ids = _selection(file, catalogue, version, file.typed("Keuze_invoer", "Keuze_aan"))
    others = {
        letter: _selection(file, catalogue, version, typed_name(letter))
        for letter in LETTERS
        if not file.faults and file.area(typed_name(letter)) is not None
    }
    settings = read_inputs(file, catalogue)
    title = file.given("Pakket_naam", NAME) or Texts("nl")("Pakket zonder naam")
    description = file.given("Pakket_omschrijving", DESCRIPTION)
    if file.faults:
        raise FaultsError(file.name, file.faults)
    selection = catalogue.sorted_selection(ids)
    warnings = list(_warnings(file, catalogue, settings, version))
    if not file.older and not file.thousands:
        warnings += other_results(file, compose_package(catalogue, selection, settings))
    if file.faults:
        raise FaultsError(file.name, file.faults)
    draft = Draft(title, description, selection, settings)
    beside = tuple(
        Draft(f"{title} {letter}", description, catalogue.sorted_selection(found), settings)
        for letter, found in others.items()
        if found
    )
    return ReadBack(draft, tuple(warnings), beside)


def _of_our_form(file: WorkbookFile) -> None:
    """Refuse a workbook that is not ours, or of a form that we do not know; the older forms are still read."""
    for name, forms in FORMS.items():
        if file.area(name) is not None:
            place, marker = file.one(name)
            if marker not in forms:
                file.fault(place, "workbook_of_another_form", form=forms[0], found=shown(marker))
                raise FaultsError(file.name, file.faults)
            file.thousands = marker != FORMAT
            return
    raise refuse(file.name, "workbook_foreign")


def _of_this_catalogue(file: WorkbookFile, catalogue: Catalogue) -> None:
    """Raise BudgetError for a workbook of another catalogue; one of the first form names none and means the first."""
    named = text_of(file.one("Catalogus_id")[1], MAX_TEXT) if file.area("Catalogus_id") is not None else ""
    of_this_catalogue(catalogue, named or None)


def _selection(file: WorkbookFile, catalogue: Catalogue, version: str, name: str) -> list[str]:
    """Return the ids with a 1 in the column of a name; what is wrong there is a fault."""
    ids, toggles = file.block("Keuze_nr"), file.block(name)
    if len(ids) != len(toggles):
        file.fault(name, "toggles_not_beside_ids", ids=len(ids), toggles=len(toggles))
        return []
    counts = Counter(text_of(row[0], MAX_TEXT) for _, row in ids)
    same = version == catalogue.info.version
    restore_id = Message("restore_the_id") if same else Message("restore_the_id_of_version", version=version)
    restore_rows = Message("restore_the_rows") if same else Message("restore_the_rows_of_version", version=version)
    chosen = []
    for (id_place, (found, *_)), (place, (toggle, *_)) in zip(ids, toggles, strict=True):
        if found is None and toggle is None:
            continue  # a row that was put in between
        id_ = text_of(found, MAX_TEXT)
        if id_ not in catalogue.measures:
            file.fault(id_place, "unknown_measure_in_workbook", found=shown(found), remedy=restore_id)
        elif counts[id_] > 1:
            file.fault(id_place, "measure_in_several_rows", id=id_, times=counts[id_])
        if toggle is None:
            continue  # deleted, which is not chosen
        if isinstance(toggle, bool) or toggle not in (0, 1):
            file.fault(place, "toggle_not_one_or_zero", id=id_, found=shown(toggle))
        elif toggle == 1 and id_ in catalogue.measures:
            chosen.append(id_)
    missing = [id_ for id_ in catalogue.measures if id_ not in counts]
    if missing and ids:
        file.fault(ids[0][0].split("!")[0], "measures_without_row", ids=missing, remedy=restore_rows)
    return chosen


def _warnings(file: WorkbookFile, catalogue: Catalogue, settings: Settings, version: str) -> Iterator[Message]:
    now = catalogue.info.version
    if version != now:
        yield Message("workbook_of_another_version", file=file.name, version=version or Message("unknown"), now=now)
    if file.gone:
        yield Message("workbook_with_gone_assumptions", file=file.name, dials=file.gone)
    changed = list(_changed(file, compose_package(catalogue, (), settings)))
    if changed:
        some, more = changed[:MOST_NAMED], len(changed) - MOST_NAMED
        ids = Message("some_and_more", some=some, more=more) if more > 0 else some
        yield Message("workbook_with_other_amounts", file=file.name, ids=ids)


def _changed(file: WorkbookFile, package: Package) -> Iterator[str]:
    """Yield the ids whose amounts or open cells in the file are not the catalogue's."""
    retyped = _retyped(file, package.catalogue) if has_dials(package.catalogue) else frozenset()
    names = ["Eff_bedragen", "Eff_tekens"]
    if bounded_measures(package.catalogue):
        names += [f"Eff_{name}" for name in NAMES.values()]
    heads = heads_by_language(package.catalogue)
    ids, parts = file.block("Eff_nr"), [[cells for _, cells in file.by_heading(name, heads)] for name in names]
    for (_, (id_, *_)), told in zip(ids, zip(*parts, strict=False), strict=False):
        measure = package.catalogue.measures.get(str(id_))
        if measure is None:
            continue
        if measure.id in retyped:
            yield measure.id
        elif has_dials(package.catalogue) and not any(number is not None for number in told[0]):
            continue  # formulas that the program that saved the file did not calculate
        elif _told(undelayed_row(package, measure), file.thousands)[: len(names)] != [
            [None if value == "" else value for value in cells] for cells in told
        ]:
            yield measure.id


def _retyped(file: WorkbookFile, catalogue: Catalogue) -> frozenset[str]:
    """Return the measures whose printed amounts were typed over, of a list with dials."""
    printed = {
        posting_key(measure.id, place): (
            measure.id,
            [None if isinstance(cell, Amount) else cell for cell in measure.posting_effects(posting)],
        )
        for measure in catalogue.measures.values()
        for place, posting in enumerate(measure.postings)
    }
    heads = heads_by_language(catalogue)
    keys, amounts = file.block("Gedrukt_sleutel"), file.by_heading("Gedrukt_bedragen", heads)
    found = {
        printed[str(key)][0]
        for (_, (key, *_)), (_, numbers) in zip(keys, amounts, strict=False)
        if str(key) in printed and printed[str(key)][1] != [*numbers]
    }
    if file.area("Eff_gedrukt") is None:
        return frozenset(found)
    rows = zip(file.block("Eff_nr"), file.by_heading("Eff_gedrukt", heads), strict=False)
    shown = {str(id_): [*cells] for (_, (id_, *_)), (_, cells) in rows}
    for id_, measure in catalogue.measures.items():
        if id_ in shown and shown[id_] != _told(measure.effects, file.thousands)[0]:
            found.add(id_)
    return frozenset(found)


def _told(cells: Cells, thousands: bool) -> list[list[Value]]:
    """Return what Effecten tells of a row: its amounts, its signs, its lower and its upper ends; once in `thousands`."""

    def in_cell(value: Value) -> Value:
        return in_millions(value) if isinstance(value, int) and not thousands else value

    ends = [[in_cell(given_end(cell, end)) for cell in cells] for end in ENDS]
    signs: list[Value] = [mark_of(cell) if isinstance(cell, Amount) else None for cell in cells]
    return [[in_cell(plain_amount(cell)) for cell in cells], signs, *ends]
