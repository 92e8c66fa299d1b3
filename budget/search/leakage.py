"""
What of a saving lowers the ODA attribution instead of the balance, as a program can count it.

The attribution is linear as long as it exists, so a question about leakage is split into two branches: packages that
keep the attribution and packages that end it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from budget.catalogue import Catalogue, Measure, OdaRegime
from budget.engine import (
    at_end,
    compose_package,
    counted_rule,
    find_regime,
    first_year_share,
    measure_lines,
    merge,
    oda_of,
    share_of_rule,
    split_line,
)
from budget.search.program import Row
from budget.search.question import Question


@dataclass(frozen=True)
class Branch:
    """A part of the packages in which leakage is linear: extra rows, and leakage by measure."""

    rows: tuple[Row, ...]
    leaks: tuple[int, ...]


def measure_regime(catalogue: Catalogue, measure: Measure) -> OdaRegime | None:
    """Return the regime that a measure brings about, if any."""
    return None if measure.oda is None or catalogue.oda is None else catalogue.oda.regime(measure.oda.regime)


def ends_attribution(regime: OdaRegime | None) -> bool:
    """Tell whether a regime ends the ODA attribution."""
    return regime is not None and regime.ends_attribution


def leak_of(catalogue: Catalogue, measure: Measure, question: Question) -> int:
    """Return what of a measure's saving lowers the ODA attribution at most, thousands of euro; costs leak nothing."""
    oda = oda_of(catalogue)
    rule = counted_rule(measure.oda, question.settings)
    average = first_year_share(catalogue, question.column, question.settings)
    share = share_of_rule(oda, rule, average, question.settings)
    place = catalogue.columns.place[question.column]
    lines = measure_lines(catalogue, measure, question.settings)
    attributed = merge([split_line(oda, line, place, rule, share, None) for line in lines]).attributed
    return max(0, -at_end(attributed, "lower"))


def leak_branches(catalogue: Catalogue, question: Question) -> tuple[Branch, ...]:
    """
    Split the packages by whether the ODA attribution ends in the question's column.

    Of several regimes the first in the catalogue decides. The two branches share no package and together hold
    all.
    """
    ends: list[int] = []
    keeps: list[int] = []
    for place, (id_, measure) in enumerate(catalogue.measures.items()):
        if measure_regime(catalogue, measure) is not None:
            alone = find_regime(compose_package(catalogue, (id_,), question.settings), question.column)
            (ends if ends_attribution(alone) else keeps).append(place)

    def only_after(later: list[int], earlier: list[int]) -> Iterator[Row]:
        for place in later:
            yield Row({place: 1, **{other: -1 for other in earlier if other < place}}, most=0)

    leaks = tuple(leak_of(catalogue, measure, question) for measure in catalogue.measures.values())
    branches = [Branch(tuple(only_after(ends, keeps)), leaks)]
    if ends:
        some = Row(dict.fromkeys(ends, 1), least=1)
        branches.append(Branch((some, *only_after(keeps, ends)), (0,) * len(leaks)))
    return tuple(branches)
