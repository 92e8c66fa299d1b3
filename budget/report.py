"""
The report held against itself: its differences, and its published figures recomputed.

A figure is recomputed by a closed set of formulas with the inputs that the data file names, exactly, in euro or EUR.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from budget.errors import Fault, FaultsError
from budget.fields import Keur, Name, Record, Source, Text
from budget.load import PROJECT, Catalogue, RecordReader
from budget.money import COLUMNS, KEUR_PER_MEUR, Open
from budget.package import compose_package
from budget.targets import evaluate_target


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


@dataclass(frozen=True)
class Reproduction:
    """A published figure next to its recomputation, thousands of euro; `fits` within the printed rounding."""

    figure: Figure
    recomputed: Fraction

    @property
    def difference(self) -> Fraction:
        """Recomputed minus printed, thousands of euro."""
        return self.recomputed - self.figure.printed

    @property
    def fits(self) -> bool:
        """Whether the recomputed amount rounds to the printed one (half a step either way)."""
        return abs(self.difference) * 2 <= self.figure.step


def _package_total(catalogue: Catalogue, figure: Figure) -> Fraction:
    ready = catalogue.packages[figure.package or ""]
    return Fraction(compose_package(catalogue, ready.measures).totals[figure.column].keur)


def _target_amount(catalogue: Catalogue, figure: Figure) -> Fraction:
    result = evaluate_target(compose_package(catalogue, ()), catalogue.target(figure.target or ""))
    return Fraction(result.cells[figure.column].target_keur)


def _base_share(catalogue: Catalogue, figure: Figure) -> Fraction:
    lines = [line for line in catalogue.base.lines if line.id in figure.lines]
    rows = [line.parts[figure.part] if figure.part else line.amounts for line in lines]
    return Fraction(sum(row[figure.year or ""] for row in rows)) * Fraction(figure.percent or 0) / 100


def _terms(_: Catalogue, figure: Figure) -> Fraction:
    total = Fraction(0)
    for term in figure.terms:
        product = Fraction(1)
        for factor in term.factors:
            product *= Fraction(factor)
        total += product / term.divisor
    return total / KEUR_PER_MEUR


RECIPES: dict[str, Callable[[Catalogue, Figure], Fraction]] = {
    "package": _package_total,
    "target": _target_amount,
    "base-share": _base_share,
    "terms": _terms,
}


def reproduce(catalogue: Catalogue, figure: Figure) -> Reproduction:
    """Recompute a published figure from the catalogue and the figure's inputs."""
    return Reproduction(figure, RECIPES[figure.recipe](catalogue, figure))


def _unknown_inputs(catalogue: Catalogue, figure: Figure) -> str | None:
    """Name the first input that the catalogue does not hold, or None."""
    lines = {line.id: line for line in catalogue.base.lines}
    wanted = [
        (figure.recipe == "package" and figure.package not in catalogue.packages, f"package {figure.package}"),
        (figure.recipe == "target" and figure.target not in catalogue.targets, f"target {figure.target}"),
        (figure.column not in COLUMNS, f"column {figure.column}"),
        (any(id_ not in lines for id_ in figure.lines), f"base lines {', '.join(figure.lines)}"),
        (figure.recipe == "base-share" and figure.year not in catalogue.base.years, f"year {figure.year}"),
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
                reader.faults.append(
                    item.fault(("measures", place), "the id of a measure", f'"{id_}"', "Use an id that exists.")
                )
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
            reader.faults.append(
                item.fault(("recipe",), "inputs that the catalogue holds", missing, "Correct the input.")
            )
    if reader.faults:
        raise FaultsError(path.name, reader.faults)
    return tuple(item.record for item in placed)


@dataclass(frozen=True)
class EvidenceCount:
    """How many attributions of one kind are stated, derived or assumed."""

    kind: str
    stated: int
    derived: int
    assumption: int


def count_evidence(catalogue: Catalogue) -> tuple[EvidenceCount, ...]:
    """Count the evidence grades over the catalogue's postings, ODA rules, legal changes and conflicts."""
    measures = catalogue.measures.values()
    kinds = {
        "postings": [p.evidence.value for m in measures for p in m.postings],
        "oda": [m.oda.evidence.value for m in measures if m.oda is not None],
        "legal_change": [m.legal_change.evidence.value for m in measures],
        "conflicts": [conflict.evidence.value for conflict in catalogue.conflicts],
    }
    return tuple(
        EvidenceCount(kind, found.count("stated"), found.count("derived"), found.count("assumption"))
        for kind, found in kinds.items()
    )


def open_count(catalogue: Catalogue) -> int:
    """Count the cells of the catalogue that are not a number."""
    return sum(isinstance(cell, Open) for measure in catalogue.measures.values() for cell in measure.effects)


__all__ = [
    "Difference",
    "Fault",
    "Figure",
    "Reproduction",
    "count_evidence",
    "load_differences",
    "load_figures",
    "reproduce",
]
