"""Faults across records: one function each, named after the fault; each takes placed records and returns faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from budget.catalogue.check_data import (
    base_line_used_twice,
    oda_unlike_base,
    parts_outside_years,
    unknown_line_in_target,
    unknown_regime,
    unknown_scope_in_target,
    unknown_target_in_catalogue,
)
from budget.catalogue.check_dials import check_dials
from budget.catalogue.disk import file_name, walk
from budget.catalogue.info import CatalogueInfo
from budget.catalogue.measures import Conflict, Measure, Variant
from budget.catalogue.names import Names, is_abbreviation, named_bodies, named_parts
from budget.catalogue.reader import Placed, remedy_near
from budget.catalogue.readings import reading_of_no_posting
from budget.catalogue.tables import NO_BASE, Base, OdaData, ReadyPackage, Target
from budget.catalogue.yamlread import FieldPath
from budget.core import Amount, Cell, Columns, Fault, add_cells, plain

Measures = dict[str, list[Placed[Measure]]]


@dataclass(frozen=True)
class Records:
    """The records of a catalogue, each sound by itself, with their places."""

    info: Placed[CatalogueInfo]
    columns: Columns
    variants: list[Placed[Variant]]
    measures: Measures
    conflicts: list[Placed[Conflict]]
    base: Placed[Base] | None
    targets: list[Placed[Target]]
    packages: list[Placed[ReadyPackage]]
    oda: Placed[OdaData] | None
    names: Placed[Names] | None


def _all(measures: Measures) -> Iterator[Placed[Measure]]:
    return (placed for found in measures.values() for placed in found)


def file_that_no_one_reads(variants: Path, root: Path) -> Iterator[Fault]:
    """A YAML file among the variants stands where it is read, so that no measure is passed over silently."""
    for path in sorted(walk(variants)):
        place = path.relative_to(variants).parts
        read = len(place) == 2 or place in {("catalogue.yaml",), ("conflicts.yaml",)}
        if path.suffix.lower() in {".yaml", ".yml"} and not (read and path.suffix == ".yaml"):
            yield Fault("file_that_no_one_reads", file=file_name(path, root), folder=variants.name)


def id_differs_from_file_name(measures: Measures) -> Iterator[Fault]:
    """A measure's id is the stem of its file, but for the rows of a list."""
    for placed in _all(measures):
        stem = PurePosixPath(placed.file.name).name.removesuffix(".yaml")
        if not placed.at and placed.record.id != stem:
            yield placed.fault(("id",), "id_differs_from_file_name", stem=stem, id=placed.record.id)


def variant_differs_from_folder(variants: list[Placed[Variant]]) -> Iterator[Fault]:
    """A variant's id is the name of its folder."""
    for placed in variants:
        folder = PurePosixPath(placed.file.name).parent.name
        if placed.record.id != folder:
            yield placed.fault(("id",), "variant_differs_from_folder", folder=folder, id=placed.record.id)


def id_used_twice(
    records: Iterable[Placed[Measure] | Placed[Conflict] | Placed[Target] | Placed[ReadyPackage]],
) -> Iterator[Fault]:
    """Ids are unique within their kind."""
    first: dict[tuple[type, str], str] = {}  # kind and id -> file and line
    for placed in records:
        key = (type(placed.record), placed.record.id)
        if key in first:
            yield placed.fault(("id",), "id_used_twice", id=placed.record.id, first=first[key])
        first.setdefault(key, f"{placed.file.name}:{placed.file.line((*placed.at, 'id'))}")


def sole_posting_missing_effects(measures: Measures) -> Iterator[Fault]:
    """Only a sole posting may leave out its effects."""
    for placed in _all(measures):
        for place, posting in enumerate(placed.record.postings):
            if posting.effects is None and len(placed.record.postings) > 1:
                yield placed.fault(("postings", place), "sole_posting_missing_effects")


def _sum(cells: list[Cell]) -> Cell | None:
    """Sum cells end by end; None for a sum that no record can write, such as a cost beside an open saving."""
    total = add_cells(cells)
    if isinstance(total, int) or total.keur == 0:
        return total
    if total.keur is None:
        return total if (total.lower, total.upper) != (None, None) else None
    against = total.upper if total.keur > 0 else total.lower
    return None if against is not None and total.open else total


def _cell(cell: Cell) -> str:
    return plain(cell) if isinstance(cell, int) else f'"{plain(cell)}"'


def postings_differ_from_row(measures: Measures, columns: Columns) -> Iterator[Fault]:
    """A measure's postings sum to its row in every column."""
    for placed in _all(measures):
        record = placed.record
        if len(record.postings) > 1 and any(posting.effects is None for posting in record.postings):
            continue
        rows = [record.posting_effects(posting) for posting in record.postings]
        for place, column in enumerate(columns):
            total = _sum([row[place] for row in rows])
            path: FieldPath = ("effects", column)
            if total is None:
                yield placed.fault(path, "postings_cannot_be_added")
            elif total != record.effects[place]:
                row = _cell(record.effects[place])
                yield placed.fault(path, "postings_differ_from_row", sum=_cell(total), row=row)


def open_cell_without_note(measures: Measures, columns: Columns, short: bool) -> Iterator[Fault]:
    """An unquantified cell is explained, where the list's own words are at hand: not in a short record."""
    for placed in _all(measures):
        opened = [
            c for c, cell in zip(columns, placed.record.effects, strict=True) if isinstance(cell, Amount) and cell.open
        ]
        if opened and not short and placed.record.open_note is None:
            yield placed.fault(("effects", opened[0]), "open_cell_without_note")


def unknown_base_line(measures: Measures, base: Base) -> Iterator[Fault]:
    """A posting counts towards a line of the base or towards none."""
    known = {line.id for line in base.lines} | {"none"}
    for placed in _all(measures):
        for place, posting in enumerate(placed.record.postings):
            if posting.base not in known:
                path: FieldPath = ("postings", place, "base")
                remedy = remedy_near(posting.base, known)
                yield placed.fault(path, "posting_on_unknown_base_line", base_line=posting.base, remedy=remedy)


def unknown_id_in_conflict(conflicts: list[Placed[Conflict]], ids: set[str]) -> Iterator[Fault]:
    """A conflict names measures that exist."""
    for placed in conflicts:
        for side, members in enumerate(placed.record.sides):
            for place, member in enumerate(members):
                if member not in ids:
                    path: FieldPath = ("sides", side, place)
                    yield placed.fault(path, "unknown_measure", id=member, remedy=remedy_near(member, ids))


def conflict_with_itself(conflicts: list[Placed[Conflict]]) -> Iterator[Fault]:
    """A measure stands once in a conflict."""
    for placed in conflicts:
        members: set[str] = set()
        for side, names in enumerate(placed.record.sides):
            for place, member in enumerate(names):
                if member in members:
                    path: FieldPath = ("sides", side, place)
                    yield placed.fault(path, "conflict_with_itself", id=member)
                members.add(member)


def unknown_id_in_package(packages: list[Placed[ReadyPackage]], ids: set[str]) -> Iterator[Fault]:
    """A ready-made package names measures that exist, each once."""
    for placed in packages:
        chosen = placed.record.measures
        for place, member in enumerate(chosen):
            if member not in ids:
                yield placed.fault(("measures", place), "unknown_measure", id=member, remedy=remedy_near(member, ids))
            elif member in chosen[:place]:
                yield placed.fault(("measures", place), "measure_twice_in_package", id=member)


def unknown_target_in_package(packages: list[Placed[ReadyPackage]], targets: list[Placed[Target]]) -> Iterator[Fault]:
    """The target that a ready-made package is made for exists."""
    known = [placed.record.id for placed in targets]
    for placed in packages:
        target = placed.record.target
        if target is not None and target not in known:
            yield placed.fault(("target",), "unknown_target", id=target, remedy=remedy_near(target, known))


def unit_unlike_catalogue(records: Records) -> Iterator[Fault]:
    """Every record of amounts repeats the catalogue's unit, so that no amount is read in another."""
    unit = records.info.record.unit.id

    def held(placed: Placed[Measure] | Placed[Base] | Placed[OdaData]) -> Iterator[Fault]:
        if placed.record.unit != unit:
            yield placed.fault(("unit",), "unit_unlike_catalogue", unit=unit, found=placed.record.unit)

    for placed in _all(records.measures):
        yield from held(placed)
    if records.base is not None:
        yield from held(records.base)
    if records.oda is not None:
        yield from held(records.oda)


def _bodies_named(records: Records) -> Iterator[tuple[Placed[Measure] | Placed[Base], tuple[str | int, ...], str]]:
    """Yield the bodies and parts of budgets that the records name, with where they do."""
    for placed in _all(records.measures):
        yield from ((placed, path, name) for path, name in named_bodies(placed.record))
    if (base := records.base) is not None:
        yield from ((base, path, name) for path, name in named_parts(base.record))


def body_without_name(records: Records) -> Iterator[Fault]:
    """A list that names its bodies and parts of budgets in both languages names each, but for an abbreviation."""
    if records.names is None:
        return
    known = {text.nl.casefold() for text in records.names.record.bodies}
    for placed, path, name in _bodies_named(records):
        if name.casefold() not in known and not is_abbreviation(name):
            yield placed.fault(path, "body_without_name", found=name)


def name_given_twice(names: Placed[Names] | None) -> Iterator[Fault]:
    """A name stands once, so that it has one English."""
    if names is None:
        return
    record = names.record
    named = [
        *(
            (field, "nl", [text.nl for text in texts])
            for field, texts in (("bodies", record.bodies), ("places", record.places))
        ),
        ("chapters", "budget", [chapter.budget for chapter in record.chapters]),
    ]
    for field, part, texts in named:
        first: dict[str, str] = {}
        for place, text in enumerate(texts):
            key, path = text.casefold(), (field, place, part)
            if key in first:
                yield names.fault(path, "id_used_twice", id=text, first=first[key])
            first.setdefault(key, f"{names.file.name}:{names.file.line(path)}")


def name_of_nobody(records: Records) -> Iterator[Fault]:
    """A body or chapter that is named is one that a record names: another is a slip of the pen."""
    if records.names is None:
        return
    used = {name.casefold() for _, _, name in _bodies_named(records)}
    for place, text in enumerate(records.names.record.bodies):
        if text.nl.casefold() not in used:
            yield records.names.fault(("bodies", place, "nl"), "name_of_nobody", found=text.nl)
    budgets = {posting.budget for placed in _all(records.measures) for posting in placed.record.postings}
    for place, chapter in enumerate(records.names.record.chapters):
        if chapter.budget not in budgets:
            yield records.names.fault(("chapters", place, "budget"), "name_of_nobody", found=chapter.budget)


def check_all(records: Records) -> list[Fault]:
    """Run every check across records."""
    measures, targets, info = records.measures, records.targets, records.info.record
    base = NO_BASE if records.base is None else records.base.record
    ids = {placed.record.id for placed in _all(measures)}
    return [
        *id_differs_from_file_name(measures),
        *variant_differs_from_folder(records.variants),
        *id_used_twice([*_all(measures), *records.conflicts, *targets, *records.packages]),
        *unit_unlike_catalogue(records),
        *sole_posting_missing_effects(measures),
        *postings_differ_from_row(measures, records.columns),
        *open_cell_without_note(measures, records.columns, info.records == "short"),
        *unknown_base_line(measures, base),
        *unknown_id_in_conflict(records.conflicts, ids),
        *conflict_with_itself(records.conflicts),
        *unknown_id_in_package(records.packages, ids),
        *unknown_target_in_package(records.packages, targets),
        *([] if records.base is None else [*parts_outside_years(records.base), *base_line_used_twice(records.base)]),
        *unknown_line_in_target(targets, base),
        *unknown_scope_in_target(targets, info),
        *unknown_target_in_catalogue(records.info, targets),
        *oda_unlike_base(records.oda, base),
        *unknown_regime(measures, records.oda),
        *check_dials(list(_all(measures)), base, records.columns),
        *reading_of_no_posting(_all(measures)),
        *body_without_name(records),
        *name_given_twice(records.names),
        *name_of_nobody(records),
    ]
