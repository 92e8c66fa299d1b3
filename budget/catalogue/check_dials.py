"""Faults of the dials across records: what a formula works on stands in the base, and its postings in the measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from budget.catalogue.dials import DialSet
from budget.catalogue.measures import Measure
from budget.catalogue.reader import Placed, remedy_near
from budget.catalogue.tables import Base
from budget.catalogue.yamlread import FieldPath
from budget.core import Columns, Fault, Message, plain, shown


def dial_unlike_base(placed: Placed[Measure], dials: DialSet, base: Base) -> Iterator[Fault]:
    """A dial's formula works on lines, a part and a year that the base has."""
    lines = {line.id: line for line in base.lines}
    named: list[tuple[FieldPath, str]] = [(("dials", "lines", place), id_) for place, id_ in enumerate(dials.lines)]
    for number, part in enumerate(dials.parts):
        named += [(("dials", "parts", number, "lines", place), id_) for place, id_ in enumerate(part.lines)]
    for path, id_ in named:
        if id_ not in lines:
            yield placed.fault(path, "unknown_base_line", base_line=id_, remedy=remedy_near(id_, lines))
        elif dials.part is not None and dials.part not in lines[id_].parts:
            remedy = remedy_near(dials.part, lines[id_].parts)
            yield placed.fault(
                ("dials", "part"), "unknown_part_of_base_line", base_line=id_, part=dials.part, remedy=remedy
            )
    if dials.formula in {"share-of-base", "share-of-lines"} and dials.year not in base.years:
        yield placed.fault(("dials", "year"), "dial_year_outside_base", years=base.years, found=shown(dials.year))


def dial_of_unknown_posting(placed: Placed[Measure], dials: DialSet) -> Iterator[Fault]:
    """Dials drive postings that the measure has, each once."""
    field = "parts" if dials.parts else "postings"
    for number, place in enumerate(dials.driven):
        if place >= len(placed.record.postings) or place in dials.driven[:number]:
            path: FieldPath = ("dials", field, number)
            last = len(placed.record.postings) - 1
            yield placed.fault(path, "dial_of_unknown_posting", last=last, found=place)


def dial_on_bounds(placed: Placed[Measure], dials: DialSet, columns: Columns) -> Iterator[Fault]:
    """What a dial drives is one amount or only open: a formula gives no range, and nothing beside what is open."""
    for place, posting in enumerate(placed.record.postings):
        if dials.driven and place not in dials.driven:
            continue
        at: FieldPath = ("effects",) if posting.effects is None else ("postings", place, "effects")
        for column, cell in zip(columns, placed.record.posting_effects(posting), strict=True):
            if not isinstance(cell, int) and cell.keur != 0:
                yield placed.fault((*at, column), "dial_on_bounds", found=f'"{plain(cell)}"')


def dial_months_outside_columns(placed: Placed[Measure], dials: DialSet, columns: Columns) -> Iterator[Fault]:
    """The months that count are those of the catalogue's columns."""
    for column in dials.months:
        if column not in columns.place:
            remedy = Message("remove_the_column")
            path: FieldPath = ("dials", "months", column)
            yield placed.fault(path, "unknown_column", columns=columns.all, found=shown(column), remedy=remedy)


def second_point_outside_limits(placed: Placed[Measure], dials: DialSet) -> Iterator[Fault]:
    """A second point stands within the limits of its dials, so that a user can reach it."""
    limits = {dial.id: (dial.minimum, dial.maximum) for dial in dials.values}
    for id_, value in (dials.second.values if dials.second else {}).items():
        low, high = limits[id_]
        if not low <= value <= high:
            path: FieldPath = ("dials", "second", "values", id_)
            yield placed.fault(path, "dial_outside_limits", dial=id_, low=low, high=high, value=value)


def check_dials(measures: Iterable[Placed[Measure]], base: Base, columns: Columns) -> Iterator[Fault]:
    """Run every check of the dials."""
    for placed in measures:
        dials = placed.record.dials
        if dials is not None:
            yield from dial_unlike_base(placed, dials, base)
            yield from dial_of_unknown_posting(placed, dials)
            yield from dial_on_bounds(placed, dials, columns)
            yield from dial_months_outside_columns(placed, dials, columns)
            yield from second_point_outside_limits(placed, dials)
