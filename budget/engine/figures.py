"""A list's published figures recomputed from the catalogue, and the evidence counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from budget.catalogue import Catalogue, Figure
from budget.core import DEFAULT_SETTINGS, KEUR_PER_MEUR
from budget.engine.package import compose_package
from budget.engine.targets import target_amounts


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
    total = compose_package(catalogue, ready.measures).totals[figure.column or catalogue.columns.structural]
    return Fraction(total.certain)


def _target_amount(catalogue: Catalogue, figure: Figure) -> Fraction:
    amounts = target_amounts(catalogue, catalogue.target(figure.target or ""), DEFAULT_SETTINGS)
    return Fraction(amounts[figure.column or catalogue.columns.structural][1])


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
        "legal_change": [m.legal_change.evidence.value for m in measures if m.legal_change is not None],
        "conflicts": [conflict.evidence.value for conflict in catalogue.conflicts],
    }
    return tuple(
        EvidenceCount(kind, found.count("stated"), found.count("derived"), found.count("assumption"))
        for kind, found in kinds.items()
    )
