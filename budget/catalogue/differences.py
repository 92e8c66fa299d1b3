"""
The source held against itself: the places where it contradicts itself, and its published figures with their recipes.

A figure is recomputed by a closed set of formulas with the inputs that the data file names, exactly, in euro or EUR.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from budget.catalogue.cells import clauses
from budget.catalogue.fields import Keur, Name, Number, Record, SomeCells, Source, Text, as_enum
from budget.catalogue.reader import RecordReader, remedy_near
from budget.catalogue.yamlread import FieldPath
from budget.core import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from budget.catalogue.catalogue import Catalogue


class Weight(StrEnum):
    """What hangs on a difference, heaviest first: a verdict on a target, money, nothing, or only how it is printed."""

    VERDICT = "verdict"
    MONEY = "money"
    NOTHING = "nothing"
    TYPOGRAPHIC = "typographic"


class DifferenceReading(Record):
    """
    One of the readings of a difference, with its place.

    Where it is an amount: `cells` give by measure the row in the columns that it is about, `targets` by target the
    amount to reach. `together`: it is about all the difference's measures as one, so that it holds only when all are
    chosen, and `cells` put it on one of them.
    """

    value: Text
    source: Source
    cells: dict[Name, SomeCells] = Field(default_factory=dict)
    targets: dict[Name, Keur] = Field(default_factory=dict)
    together: bool = False


class Difference(Record):
    """
    A place where the source contradicts itself: readings (the first is used), what is used and why.

    `weight` says what hangs on it, `weight_reason` why, where that is not plain.
    """

    id: Name
    kind: Literal["figure", "year", "total", "numbering", "text"]
    weight: Annotated[Weight, as_enum(Weight)]
    weight_reason: Text | None = None
    measures: tuple[Name, ...]
    title: Text
    readings: Annotated[tuple[DifferenceReading, ...], Field(min_length=2)]
    used: Text
    reason: Text

    @model_validator(mode="after")
    def light_without_amounts(self) -> Self:
        """Refuse amounts in a difference on which no money hangs."""
        heavy = self.weight in {Weight.VERDICT, Weight.MONEY}
        if not heavy and any(reading.cells or reading.targets for reading in self.readings):
            raise clauses([(("weight",), Message("light_difference_with_amounts", weight=self.weight.value))])
        return self

    @property
    def rank(self) -> int:
        """The place of its weight, 0 for the heaviest."""
        return list(Weight).index(self.weight)


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


def _names_in(difference: Difference) -> Iterator[tuple[FieldPath, str, bool]]:
    """List the ids that a difference names with their place, and whether each is a target's."""
    for place, id_ in enumerate(difference.measures):
        yield ("measures", place), id_, False
    for place, reading in enumerate(difference.readings):
        for id_ in reading.cells:
            yield ("readings", place, "cells", id_), id_, False
        for id_ in reading.targets:
            yield ("readings", place, "targets", id_), id_, True


def load_differences(catalogue: Catalogue) -> tuple[Difference, ...]:
    """
    Load a catalogue's differences, the heaviest first, none without the file.

    Raises FaultsError, also for a measure or target that the catalogue does not hold.
    """
    opened = RecordReader.beside(catalogue, "differences.yaml")
    if opened is None:
        return ()
    reader, path = opened
    placed = reader.many(path, Difference)
    for item in placed:
        for at, id_, of_target in _names_in(item.record):
            known = catalogue.targets if of_target else catalogue.measures
            if id_ not in known:
                code = "unknown_target" if of_target else "unknown_measure"
                reader.faults.append(item.fault(at, code, id=id_, remedy=remedy_near(id_, known)))
    return tuple(sorted((item.record for item in reader.sound(path, placed)), key=lambda difference: difference.rank))


def load_figures(catalogue: Catalogue) -> tuple[Figure, ...]:
    """Load the published figures, none without the file; raises FaultsError, also for an input that is not there."""
    opened = RecordReader.beside(catalogue, "report_figures.yaml")
    if opened is None:
        return ()
    reader, path = opened
    placed = reader.many(path, Figure)
    for item in placed:
        missing = _unknown_inputs(catalogue, item.record)
        if missing:
            reader.faults.append(item.fault(("recipe",), "recipe_with_unknown_input", input=missing))
    return tuple(item.record for item in reader.sound(path, placed))
