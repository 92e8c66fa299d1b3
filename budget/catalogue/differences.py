"""
The report held against itself: its differences, and its published figures recomputed.

A figure is recomputed by a closed set of formulas with the inputs that the data file names, exactly, in euro or EUR.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from budget.catalogue.fields import Keur, Name, Record, Source, Text
from budget.catalogue.load import PROJECT, Catalogue, RecordReader
from budget.core import COLUMNS, FaultsError, Message


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

    factors: Annotated[tuple[Decimal | int, ...], Field(min_length=1)]
    divisor: int = 1


class Figure(Record):
    """
    A figure that the report prints, with the recipe that should give it.

    `printed` is EUR million, `step` the unit it is rounded to. The recipe is one of: the total of a package in a
    column, a target's amount, a percentage of base lines in a year, or a sum of terms in euro.
    """

    id: Name
    title: Text
    printed: Keur
    step: Keur
    recipe: Literal["package", "target", "base-share", "terms"]
    package: Name | None = None
    target: Name | None = None
    column: Name = "structural"
    lines: tuple[Name, ...] = ()
    part: Name | None = None
    year: Name | None = None
    percent: Decimal | int | None = None
    terms: tuple[Term, ...] = ()
    formula: Text
    source: Source
    note: Text | None = None


def _unknown_inputs(catalogue: Catalogue, figure: Figure) -> Message | None:
    """Name the first input that the catalogue does not hold, or None."""
    recipe, lines = figure.recipe, {line.id for line in catalogue.base.lines}
    wanted = [
        (recipe == "package" and figure.package not in catalogue.packages, Message("the_package", id=figure.package)),
        (recipe == "target" and figure.target not in catalogue.targets, Message("the_target", id=figure.target)),
        (figure.column not in COLUMNS, Message("the_column", column=figure.column)),
        (not lines.issuperset(figure.lines), Message("the_base_lines", ids=figure.lines)),
        (recipe == "base-share" and figure.year not in catalogue.base.years, Message("the_year", year=figure.year)),
    ]
    return next((name for missing, name in wanted if missing), None)


def load_differences(
    catalogue: Catalogue, path: Path = PROJECT / "data" / "differences.yaml"
) -> tuple[Difference, ...]:
    """Load the differences; raises FaultsError, also for an unknown measure."""
    reader = RecordReader(path.parent.parent)
    placed = reader.many(path, Difference)
    for item in placed:
        for place, id_ in enumerate(item.record.measures):
            if id_ not in catalogue.measures:
                remedy = Message("use_an_id_that_exists")
                reader.faults.append(item.fault(("measures", place), "unknown_measure", id=id_, remedy=remedy))
    if reader.faults:
        raise FaultsError(path.name, reader.faults)
    return tuple(item.record for item in placed)


def load_figures(catalogue: Catalogue, path: Path = PROJECT / "data" / "report_figures.yaml") -> tuple[Figure, ...]:
    """Load the published figures; raises FaultsError, also for an input that the catalogue does not hold."""
    reader = RecordReader(path.parent.parent)
    placed = reader.many(path, Figure)
    for item in placed:
        missing = _unknown_inputs(catalogue, item.record)
        if missing:
            reader.faults.append(item.fault(("recipe",), "recipe_with_unknown_input", input=missing))
    if reader.faults:
        raise FaultsError(path.name, reader.faults)
    return tuple(item.record for item in placed)
