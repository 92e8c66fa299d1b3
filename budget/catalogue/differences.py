"""
The source held against itself: the places where it contradicts itself, and its published figures with their recipes.

A figure is recomputed by a closed set of formulas with the inputs that the data file names, exactly, in euro or EUR.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from budget.catalogue.fields import Keur, Name, Number, Record, Source, Text
from budget.catalogue.reader import RecordReader, remedy_near
from budget.core import FaultsError, Message

if TYPE_CHECKING:
    from budget.catalogue.catalogue import Catalogue


class DifferenceReading(Record):
    """One of the readings of a difference, with its place."""

    value: Text
    source: Source


class Difference(Record):
    """A place where the source contradicts itself: readings (the first is used), what is used and why."""

    id: Name
    kind: Literal["figure", "year", "total", "numbering", "text"]
    measures: tuple[Name, ...]
    title: Text
    readings: Annotated[tuple[DifferenceReading, ...], Field(min_length=2)]
    used: Text
    reason: Text


class Term(Record):
    """A product of numbers divided by another, e.g. 2200 × 3.5 × 25000 / 12, in euro."""

    factors: Annotated[tuple[Number, ...], Field(min_length=1)]
    divisor: int = 1


class Figure(Record):
    """
    A figure that the source prints, with the recipe that should give it.

    `printed` is EUR million, `step` the unit it is rounded to. The recipe is one of: the total of a package in a
    column (the structural one unless named), a target's amount, a percentage of base lines in a year, or a sum of terms
    in euro.
    """

    id: Name
    title: Text
    printed: Keur
    step: Keur
    recipe: Literal["package", "target", "base-share", "terms"]
    package: Name | None = None
    target: Name | None = None
    column: Name | None = None
    lines: tuple[Name, ...] = ()
    part: Name | None = None
    year: Name | None = None
    percent: Number | None = None
    terms: tuple[Term, ...] = ()
    formula: Text
    source: Source
    note: Text | None = None


def _unknown_inputs(catalogue: Catalogue, figure: Figure) -> Message | None:
    """Name the first input that the catalogue does not hold, or None."""
    recipe, lines = figure.recipe, {line.id for line in catalogue.base.lines}
    column = figure.column or catalogue.columns.structural
    wanted = [
        (recipe == "package" and figure.package not in catalogue.packages, Message("the_package", id=figure.package)),
        (recipe == "target" and figure.target not in catalogue.targets, Message("the_target", id=figure.target)),
        (column not in catalogue.columns.place, Message("the_column", column=column)),
        (not lines.issuperset(figure.lines), Message("the_base_lines", ids=figure.lines)),
        (recipe == "base-share" and figure.year not in catalogue.base.years, Message("the_year", year=figure.year)),
    ]
    return next((name for missing, name in wanted if missing), None)


def load_differences(catalogue: Catalogue) -> tuple[Difference, ...]:
    """Load a catalogue's differences, none without the file; raises FaultsError, also for an unknown measure."""
    path = catalogue.folder / "data" / "differences.yaml"
    if not path.exists():
        return ()
    reader = RecordReader(catalogue.folder, columns=catalogue.columns, documents=catalogue.documents)
    placed = reader.many(path, Difference)
    for item in placed:
        for place, id_ in enumerate(item.record.measures):
            if id_ not in catalogue.measures:
                remedy = remedy_near(id_, catalogue.measures)
                reader.faults.append(item.fault(("measures", place), "unknown_measure", id=id_, remedy=remedy))
    if reader.faults:
        raise FaultsError(path.name, reader.faults)
    return tuple(item.record for item in placed)


def load_figures(catalogue: Catalogue) -> tuple[Figure, ...]:
    """Load the published figures, none without the file; raises FaultsError, also for an input that is not there."""
    path = catalogue.folder / "data" / "report_figures.yaml"
    if not path.exists():
        return ()
    reader = RecordReader(catalogue.folder, columns=catalogue.columns, documents=catalogue.documents)
    placed = reader.many(path, Figure)
    for item in placed:
        missing = _unknown_inputs(catalogue, item.record)
        if missing:
            reader.faults.append(item.fault(("recipe",), "recipe_with_unknown_input", input=missing))
    if reader.faults:
        raise FaultsError(path.name, reader.faults)
    return tuple(item.record for item in placed)
