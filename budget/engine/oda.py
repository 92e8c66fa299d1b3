"""
Where a package's effect lands: JenV, room in the ODA budget, or others (BMH 4.9, annexes 1 and 4).

First-year reception of asylum seekers is charged to the ODA budget, which is capped. So part of a saving on reception
becomes room for other ODA programmes instead of an improvement of the balance. All amounts are thousands of euro.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from budget.catalogue import Catalogue, Evidence, OdaKind, OdaRule
from budget.core import COLUMNS, STRUCTURAL, Ceiling, Cell, OdaRules, Open, Settings, share_keur
from budget.engine.lines import Line, measure_delay
from budget.engine.package import Package
from budget.engine.totals import Total

JENV: Final = "JenV"
ODA_BUDGET: Final = "ODA"
MIGRATION_LINE: Final = "JenV 37"


class Bearer(StrEnum):
    """Who keeps a part of the effect."""

    JENV = "jenv"
    ODA_ROOM = "oda_room"
    OTHERS = "others"


@dataclass(frozen=True)
class Share:
    """The first-year share of a column as an exact fraction."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal:
        """The share as a percentage, one decimal."""
        return (Decimal(self.numerator) * 100 / Decimal(self.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Split:
    """A measure's effect in one column by who keeps it; the three sum to the effect."""

    jenv: Total = Total()
    attributed: Total = Total()
    programme: Total = Total()
    others: Total = Total()

    @property
    def oda_room(self) -> Total:
        """What falls to the ODA budget: the attributed part of reception and the programmes."""
        return add(self.attributed, self.programme)


@dataclass(frozen=True)
class OdaColumn:
    """
    One column of the attribution, thousands of euro.

    `room` is what the ceiling leaves after the package compared with before: below 0 other ODA programmes are crowded
    out. `net` is the effect on the State's balance under the chosen reading of the ceiling.
    """

    share: Share
    split: Split
    effect: Total
    attribution_before: int
    attribution_after: int
    ceiling_before: int
    ceiling_after: int
    net_stays: int
    net_follows: int
    net: int

    @property
    def room(self) -> int:
        """Change in the room for other ODA programmes."""
        ceiling = self.ceiling_after - self.ceiling_before - self.split.programme.keur
        return ceiling - (self.attribution_after - self.attribution_before)

    @property
    def holds(self) -> bool:
        """Whether everything that was planned within the ceiling still fits."""
        return self.room >= 0

    def share_of_oda(self, attribution: int) -> Decimal:
        """Return an attribution as a percentage of total ODA before the package, one decimal."""
        return (Decimal(attribution) * 100 / Decimal(self.ceiling_before)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class OdaResult:
    """The attribution of a package: columns, split by measure, measures without a rule and rules not counted."""

    columns: dict[str, OdaColumn]
    by_measure: dict[str, dict[str, Split]]
    unruled: tuple[str, ...]
    not_counted: tuple[str, ...]
    regime: str | None


def add(*totals: Total) -> Total:
    """Add totals with their open flags."""
    return Total(
        sum(total.keur for total in totals),
        any(total.costs_open for total in totals),
        any(total.savings_open for total in totals),
    )


def last_year(catalogue: Catalogue, column: str) -> str:
    """Return the year of annex 1 that stands for a column; later ones take the last (assumption in the data)."""
    years = catalogue.base.years
    return column if column in years else years[-1]


def first_year_share(catalogue: Catalogue, column: str, settings: Settings) -> Share:
    """
    Return the share of reception that is first-year: the user's, or JenV's attribution over COA + Nidos.

    Worked example (annex 1, 2024): 295 / (461 + 87) = 53.8%.
    """
    if settings.first_year_share is not None:
        return Share(settings.first_year_share, 1000)
    year = last_year(catalogue, column)
    base = next(line for line in catalogue.base.lines if line.id == catalogue.oda.reception_base)
    cost = sum(base.parts[part][year] for part in catalogue.oda.reception_parts)
    attribution = next(a for a in catalogue.base.attributions if a.id == JENV)
    return Share(attribution.amounts[year], cost)


def counted_rule(rule: OdaRule | None, settings: Settings) -> OdaRule | None:
    """Return a measure's rule when the settings count it; "derived" counts assumptions too."""
    if rule is None or (settings.oda_rules is OdaRules.STATED and rule.evidence is not Evidence.STATED):
        return None
    return rule


def find_regime(package: Package, column: str = STRUCTURAL) -> str | None:
    """
    Return the option of 4.9 in force in a column, or None; of several (a conflict) the first.

    An option holds from the year in which its amounts start: decided in 2022, 2021 keeps the present rule.
    """
    for id_ in package.selection:
        measure = package.catalogue.measures[id_]
        if measure.oda is not None and measure.oda.regime is not None:
            started = column == STRUCTURAL or COLUMNS.index(column) >= measure_delay(measure, package.settings)
            return measure.oda.regime if started else None
    return None


def own_bearer(line: Line, regime: str | None) -> Bearer:
    """
    Return who bears a line that is not ODA.

    Option 2 of 4.9 moves the DG Migratie to BZ, so what fell to JenV's migration article falls to others: −5.0 on
    JenV 37 under option 2 is −5.0 for BZ.
    """
    if line.budget == ODA_BUDGET:
        return Bearer.ODA_ROOM
    if line.budget.split(" ")[0] == JENV and not (regime == "2" and line.budget == MIGRATION_LINE):
        return Bearer.JENV
    return Bearer.OTHERS


def _cell(cell: Cell, uncertain: bool) -> Total:
    return Total().plus(cell, uncertain)


def split_line(line: Line, place: int, rule: OdaRule | None, share: Share, regime: str | None) -> Split:
    """
    Split one cell of a line.

    A programme is wholly ODA. Of reception the first-year share is attributed, the rest stays with its budget. Under
    options 1A, 1B and 1C nothing is attributed any more: JenV bears reception wholly.
    """
    cell = line.cells[place]
    whole = _cell(cell, line.uncertain)
    if rule is not None and rule.rule is OdaKind.PROGRAMME:
        return Split(programme=whole)
    attributed = Total()
    if rule is not None and rule.rule is OdaKind.RECEPTION and regime not in {"1A", "1B", "1C"}:
        keur = 0 if isinstance(cell, Open) else share_keur(cell, share.numerator, share.denominator)
        attributed = Total(keur, whole.costs_open, whole.savings_open)
    rest = Total(whole.keur - attributed.keur, whole.costs_open, whole.savings_open)
    bearer = own_bearer(line, regime)
    if bearer is Bearer.JENV:
        return Split(jenv=rest, attributed=attributed)
    if bearer is Bearer.ODA_ROOM:
        return Split(programme=rest, attributed=attributed)
    return Split(others=rest, attributed=attributed)


def merge(splits: Iterable[Split]) -> Split:
    """Add splits."""
    found = list(splits)
    return Split(
        add(*(s.jenv for s in found)),
        add(*(s.attributed for s in found)),
        add(*(s.programme for s in found)),
        add(*(s.others for s in found)),
    )


def ceiling_change(catalogue: Catalogue, regime: str | None) -> int:
    """
    Return by how much an option of 4.9 lowers the ODA ceiling, thousands of euro.

    1A takes 340 million out of the ODA budget and lowers the ceiling by 340. 1B lowers it by a further 68, 20% of
    340, for a reserve at JenV: 408 in all. 1C pays those 68 from general funds: 340. Option 2 leaves the ceiling.
    The 68 of 1B stand on the measure's own ODA posting, so only the 340 are returned here.
    """
    return -catalogue.oda.option_1a.amount if regime in {"1A", "1B", "1C"} else 0


def printed_attribution(catalogue: Catalogue, column: str) -> int:
    """Return the budgeted attribution of annex 4; 2025 and structural take 2024's."""
    year = last_year(catalogue, column)
    return next(item.budgeted for item in catalogue.oda.history if item.year == year)


def _column(package: Package, column: str, share: Share, split: Split, regime: str | None) -> OdaColumn:
    catalogue = package.catalogue
    effect = package.totals[column]
    before = printed_attribution(catalogue, column)
    abolished = regime in {"1A", "1B", "1C"}
    after = 0 if abolished else before + split.attributed.keur
    total = catalogue.oda.total.keur
    net_stays, net_follows = effect.keur - split.attributed.keur, effect.keur
    follows = package.settings.ceiling is Ceiling.FOLLOWS
    moved = split.attributed.keur if follows else 0
    return OdaColumn(
        share=share,
        split=split,
        effect=effect,
        attribution_before=before,
        attribution_after=after,
        ceiling_before=total,
        ceiling_after=total + ceiling_change(catalogue, regime) + split.programme.keur + moved,
        net_stays=net_stays,
        net_follows=net_follows,
        net=net_follows if follows else net_stays,
    )


def attribute_oda(package: Package) -> OdaResult:
    """
    Split a package's effect into JenV, ODA room and others, in thousands of euro by column.

    A measure without a rule counts as non-ODA and is listed in `unruled`; one whose rule the settings leave out is in
    `not_counted`. Worked example: 4.7 saves 5.0 structurally; at 295/548 the attribution falls by 2.692, which becomes
    room for other ODA programmes, and 2.308 stays with JenV. Source: BMH 4.9, annexes 1 and 4.
    """
    catalogue, settings = package.catalogue, package.settings
    measures = {id_: catalogue.measures[id_] for id_ in package.selection}
    rules = {id_: counted_rule(measure.oda, settings) for id_, measure in measures.items()}
    lines: dict[str, list[Line]] = {id_: [] for id_ in measures}
    for line in package.lines:
        lines[line.measure].append(line)
    by_measure: dict[str, dict[str, Split]] = {}
    columns: dict[str, OdaColumn] = {}
    for place, column in enumerate(COLUMNS):
        share = first_year_share(catalogue, column, settings)
        regime = find_regime(package, column)
        for id_, rule in rules.items():
            parts = merge(split_line(line, place, rule, share, regime) for line in lines[id_])
            by_measure.setdefault(id_, {})[column] = parts
        split = merge(parts[column] for parts in by_measure.values())
        columns[column] = _column(package, column, share, split, regime)
    unruled = tuple(id_ for id_, measure in measures.items() if measure.oda is None)
    skipped = tuple(id_ for id_, measure in measures.items() if measure.oda is not None and rules[id_] is None)
    return OdaResult(columns, by_measure, unruled, skipped, find_regime(package))
