"""
Where a package's effect lands: the own chapter, room in the ODA budget, or others.

First-year reception of asylum seekers is charged to the ODA budget, which is capped. So part of a saving on reception
becomes room for other ODA programmes instead of an improvement of the balance. All amounts are thousands of euro; which
chapter, lines and regimes there are, a catalogue says in data/oda.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.catalogue import Catalogue, Evidence, FirstYearShare, OdaData, OdaKind, OdaRegime, OdaRule
from budget.core import (
    Amount,
    CallError,
    Ceiling,
    Ended,
    OdaRules,
    Programmes,
    Settings,
    ShareBy,
    share_keur,
)
from budget.engine.lines import Line, kept_by_settings, measure_delay
from budget.engine.oda_column import Bearer, OdaColumn, Share, Split
from budget.engine.package import Package
from budget.engine.totals import NOTHING, add_totals


@dataclass(frozen=True)
class OdaResult:
    """The attribution of a package: columns, split by measure, measures without a rule and rules not counted."""

    columns: dict[str, OdaColumn]
    by_measure: dict[str, dict[str, Split]]
    unruled: tuple[str, ...]
    not_counted: tuple[str, ...]
    regime: OdaRegime | None


def oda_of(catalogue: Catalogue) -> OdaData:
    """Return the catalogue's ODA data; raises ValueError for a catalogue without them, which no page asks for."""
    if catalogue.oda is None:
        raise CallError("catalogue_without_oda", id=catalogue.info.id)
    return catalogue.oda


def chosen_share(oda: OdaData, settings: Settings) -> FirstYearShare | None:
    """Return the catalogue's share that the settings choose, or None for a share of the user's own."""
    chosen = settings.first_year_share
    if isinstance(chosen, int):
        return None
    return next((share for share in oda.shares if share.id == chosen), oda.shares[0])


def first_year_share(catalogue: Catalogue, column: str, settings: Settings) -> Share:
    """
    Return the share of reception that is first-year and charged to ODA.

    The user's own, a fixed one, or the own chapter's attribution over cost parts of the column's year. Worked example:
    an attribution of 295 on parts of 461 + 87 is 53.8%, on 461 alone 64.0%.
    """
    oda, base = oda_of(catalogue), catalogue.base
    share = chosen_share(oda, settings)
    if share is None:
        return Share(int(settings.first_year_share or 0), 1000)
    if share.permille is not None:
        return Share(share.permille, 1000)
    year = base.year_of(column)
    line = base.line(oda.reception_base)
    cost = sum(line.parts[part][year] for part in share.parts)
    attribution = base.attribution(oda.own_chapter)
    return Share(attribution.amounts[year], cost)


def share_of_rule(oda: OdaData, rule: OdaRule | None, average: Share, settings: Settings) -> Share:
    """
    Return the first-year share of a measure under the settings.

    The average, unless shares go by measure and the source says on which months this one acts: the first twelve wholly
    (as far as people come from DAC countries), later ones not at all.
    """
    own = None if rule is None else rule.first_year
    if settings.share_by is ShareBy.AVERAGE or own is None or own.share == "average":
        return average
    if own.share == "after":
        return Share(0, 1000)
    return Share(oda.dac.permille if settings.dac_part is None else settings.dac_part, 1000)


def counted_rule(rule: OdaRule | None, settings: Settings) -> OdaRule | None:
    """Return a measure's rule when the settings count it; "derived" counts assumptions too."""
    if rule is None or (settings.oda_rules is OdaRules.STATED and rule.evidence is not Evidence.STATED):
        return None
    return rule


def find_regime(package: Package, column: str) -> OdaRegime | None:
    """
    Return the regime in force in a column, or None; of several (a conflict) the first.

    A regime holds from the year in which its measure's amounts start: decided a year later, the first year keeps the
    present rule.
    """
    found: tuple[OdaRegime | None, int] = package.once("regime", _first_regime)
    regime, delay = found
    columns = package.catalogue.columns
    return regime if column == columns.structural or columns.place[column] >= delay else None


def _first_regime(package: Package) -> tuple[OdaRegime | None, int]:
    """Return the first regime that a package chooses, and by how many years its measure is decided later."""
    for id_ in package.selection:
        measure = package.catalogue.measures[id_]
        if measure.oda is not None and measure.oda.regime is not None:
            return oda_of(package.catalogue).regime(measure.oda.regime), measure_delay(measure, package.settings)
    return None, 0


def own_bearer(oda: OdaData, line: Line, regime: OdaRegime | None) -> Bearer:
    """
    Return who bears a line that is not ODA.

    A regime may move a budget line of the own chapter to another: what fell on it then falls to others.
    """
    if line.chapter == oda.oda_budget:
        return Bearer.ODA_ROOM
    moved = regime.moves if regime is not None else None
    if moved is not None and (line.chapter, line.article) == (moved.budget, moved.article):
        return Bearer.OTHERS
    return Bearer.OWN if line.chapter == oda.own_chapter else Bearer.OTHERS


def split_ends(whole: Amount, share: Share) -> tuple[Amount, Amount]:
    """
    Return the attributed part of an amount and the rest, at each end by itself; the two sum to the amount at each.

    10…25 at a share of one half is 5…13 and 5…12.
    """
    ends = [None if keur is None else share_keur(keur, share.numerator, share.denominator) for keur in whole.ends]
    rest = [None if a is None or b is None else a - b for a, b in zip(whole.ends, ends, strict=True)]
    return Amount(ends[0], ends[1], ends[2]), Amount(rest[0], rest[1], rest[2])


def split_line(
    oda: OdaData, line: Line, place: int, rule: OdaRule | None, share: Share, regime: OdaRegime | None
) -> Split:
    """
    Split one cell of a line.

    A programme is wholly ODA. Of reception the first-year share is attributed, the rest stays with its budget. Under a
    regime that ends the attribution nothing is attributed any more: the budget bears reception wholly.
    """
    cell = line.cells[place]
    whole = NOTHING.plus(cell, line.uncertain)
    if rule is not None and rule.rule is OdaKind.PROGRAMME:
        return Split(programme=whole)
    attributed, rest = NOTHING, whole
    ended = regime is not None and regime.ends_attribution
    if rule is not None and rule.rule is OdaKind.RECEPTION and not ended:
        attributed, rest = split_ends(whole, share)
    bearer = own_bearer(oda, line, regime)
    if bearer is Bearer.OWN:
        return Split(own=rest, attributed=attributed)
    if bearer is Bearer.ODA_ROOM:
        return Split(cover=rest, attributed=attributed)
    return Split(others=rest, attributed=attributed)


def merge(splits: Sequence[Split]) -> Split:
    """Add splits."""
    if len(splits) == 1:
        return splits[0]
    return Split(
        add_totals([s.own for s in splits]),
        add_totals([s.attributed for s in splits]),
        add_totals([s.programme for s in splits]),
        add_totals([s.cover for s in splits]),
        add_totals([s.others for s in splits]),
    )


def ceiling_change(regime: OdaRegime | None, attribution: int, settings: Settings) -> int:
    """
    Return by how much a regime moves the ODA ceiling, thousands of euro.

    One that ends the attribution lowers it by the year's own attribution, so that the step is budget-neutral as the
    source calls it, or by the amount that the source prints: −384,000 in 2021 against −340,000 in every year.
    """
    if regime is None or not regime.ends_attribution:
        return 0
    return regime.ceiling if settings.ended is Ended.PRINTED else -attribution


def printed_attribution(catalogue: Catalogue, column: str) -> int:
    """Return the budgeted attribution of a column's year; later columns take the base's last year."""
    return oda_of(catalogue).budgeted(catalogue.base.year_of(column))


def _column(package: Package, column: str, share: Share, split: Split, regime: OdaRegime | None) -> OdaColumn:
    settings, before = package.settings, printed_attribution(package.catalogue, column)
    return OdaColumn(
        share=share,
        split=split,
        effect=package.totals[column],
        attribution_before=before,
        ceiling_before=oda_of(package.catalogue).total.keur,
        ceiling_change=ceiling_change(regime, before, settings),
        ended=regime is not None and regime.ends_attribution,
        moves=settings.programmes is Programmes.MOVE_CEILING,
        follows=settings.ceiling is Ceiling.FOLLOWS,
    )


class SplitBook(dict[str, dict[str, Split]]):
    """The splits by column of a catalogue's measures under settings and regimes, each made when first asked for."""

    def __init__(self, package: Package, regimes: tuple[str | None, ...]) -> None:
        super().__init__()
        self._catalogue, self._book, self._settings = package.catalogue, package.book, package.settings
        self._oda, columns = oda_of(package.catalogue), package.catalogue.columns
        self._regimes = [self._oda.regime(id_) for id_ in regimes]
        self.shares = [first_year_share(package.catalogue, column, package.settings) for column in columns]

    def __missing__(self, id_: str) -> dict[str, Split]:
        rule = counted_rule(self._catalogue.measures[id_].oda, self._settings)
        found = self[id_] = {
            column: self._split(id_, rule, place) for place, column in enumerate(self._catalogue.columns)
        }
        return found

    def _split(self, id_: str, rule: OdaRule | None, place: int) -> Split:
        return merge([self._of_line(line, rule, place) for line in self._book[id_].lines])

    def _of_line(self, line: Line, rule: OdaRule | None, place: int) -> Split:
        share = share_of_rule(self._oda, rule, self.shares[place], self._settings)
        return split_line(self._oda, line, place, rule, share, self._regimes[place])

    def by_line(self, id_: str) -> tuple[tuple[Split, ...], ...]:
        """Return the splits of each line of a measure, one for each column."""
        rule, places = counted_rule(self._catalogue.measures[id_].oda, self._settings), range(len(self.shares))
        return tuple(tuple(self._of_line(line, rule, place) for place in places) for line in self._book[id_].lines)


def _split_book(package: Package, regimes: Sequence[OdaRegime | None]) -> SplitBook:
    ids = tuple(None if regime is None else regime.id for regime in regimes)
    key = (package.settings.of_amounts, ids)
    return kept_by_settings(package.catalogue, "splits", key, lambda: SplitBook(package, ids))


def line_splits(package: Package, id_: str) -> tuple[tuple[Split, ...], ...]:
    """Return who keeps each posting of a chosen measure, one split for each column; they sum to the measure's own."""
    regimes = [find_regime(package, column) for column in package.catalogue.columns]
    return _split_book(package, regimes).by_line(id_)


def _attribute(package: Package) -> OdaResult:
    catalogue, settings = package.catalogue, package.settings
    columns = catalogue.columns
    regimes = [find_regime(package, column) for column in columns]
    book = _split_book(package, regimes)
    by_measure = {id_: book[id_] for id_ in package.selection}
    found: dict[str, OdaColumn] = {}
    for place, column in enumerate(columns):
        split = merge([parts[column] for parts in by_measure.values()])
        found[column] = _column(package, column, book.shares[place], split, regimes[place])
    rules = {id_: catalogue.measures[id_].oda for id_ in package.selection}
    unruled = tuple(id_ for id_, rule in rules.items() if rule is None)
    skipped = tuple(id_ for id_, rule in rules.items() if rule is not None and counted_rule(rule, settings) is None)
    return OdaResult(found, by_measure, unruled, skipped, regimes[-1])


def attribute_oda(package: Package) -> OdaResult:
    """
    Split a package's effect into own chapter, ODA room and others, in thousands of euro by column.

    A measure without a rule counts as non-ODA and is listed in `unruled`; one whose rule the settings leave out is in
    `not_counted`. Worked example: a measure saves 5.0 structurally; at 295/548 the attribution falls by 2.692, which
    becomes room for other ODA programmes, and 2.308 stays with its chapter. Raises ValueError for a catalogue without
    ODA data.
    """
    found: OdaResult = package.once("oda", _attribute)
    return found
