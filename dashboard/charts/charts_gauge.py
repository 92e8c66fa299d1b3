"""The gauges: where an effect stands on the way to the targets of its base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import altair as alt

from budget.catalogue import Catalogue
from budget.core import KEUR_PER_MEUR
from budget.engine import Package, Position, TargetCell, TargetResult, Verdict, positions, whole_meur
from dashboard.charts.chart_marks import Caption, Mark, gauge, track_of
from dashboard.charts.charts import column_name, open_ids, open_note
from dashboard.package import own_note, verdict_text
from dashboard.words import language, numbers, t

HALF_MILLION: Final = KEUR_PER_MEUR // 2


def gauge_percent(cell: TargetCell) -> str:
    """
    Write the share of the base with a sign; with two decimals where one would hide that the target is not met.

    Of a base of 0 nothing is a share: a dash.
    """
    if not cell.base_keur:
        return "–"
    if cell.percent_of_base is None:
        return percent_bounds(cell, 1)
    one = numbers.rounded(cell.percent_of_base, 1)
    goal = numbers.rounded(Fraction(cell.target_keur) * 100 / cell.base_keur, 1)
    hides = one == goal and cell.as_added is not Verdict.MET
    shown = cell.percent_of_base if hides else one
    text = f"{numbers.number(shown, 2 if hides else 1, sign=True)}%"
    effect = cell.effect
    if effect.exact:
        return text
    if effect.costs_open and effect.savings_open:
        return f"{text} + ?"
    return f"≥ {text}" if effect.costs_open else f"≤ {text}"


def percent_bounds(cell: TargetCell, decimals: int) -> str:
    """Write an effect as a share of the base; one with a range by its ends."""
    if cell.percent_of_base is not None:
        return signed_percent(numbers.rounded(cell.percent_of_base, decimals), decimals)
    _, low, high = (None if end is None else f"{numbers.number(end, decimals, sign=True)}%" for end in cell.percents)
    if low is None or high is None:
        return f"≤ {high}" if high else f"≥ {low}" if low else "?"
    return f"{low} … {high}"


def spread_percents(cell: TargetCell) -> tuple[Decimal, Decimal] | None:
    """
    Return the ends of a range as shares of the base, from what is certain on; None of what has no range.

    Where money counts twice the sum as the list adds is one end, what is left without that the other.
    """
    if cell.percent_of_base is not None:
        if cell.once_percent is None:
            return None
        return min(cell.percent_of_base, cell.once_percent), max(cell.percent_of_base, cell.once_percent)
    _, low, high = cell.percents
    return cell.certain_percent if low is None else low, cell.certain_percent if high is None else high


def _against(catalogue: Catalogue, cell: TargetCell) -> str:
    """Say what an effect is against its target."""
    texts = {
        "effect": numbers.total_on_page(catalogue, cell.effect),
        "goal": numbers.on_page(catalogue, cell.target_keur, sign=True),
        "verdict": verdict_text(cell),
    }
    return t("{effect} tegen doel {goal}: {verdict}", **texts)


def _margins(cells: Iterable[TargetCell | None]) -> tuple[tuple[Decimal, Decimal], ...]:
    """
    Return, as percentages of the base, the margin between where an effect rounds to the target and the target.

    There is one only where the base is in whole millions, so where the source itself rounds to them.
    """
    found = []
    for cell in cells:
        if cell is None or not cell.base_keur or cell.base_keur % KEUR_PER_MEUR or not whole_meur(cell.target_keur):
            continue
        sign = 1 if cell.target_keur > 0 else -1
        first = sign * (abs(whole_meur(cell.target_keur)) * KEUR_PER_MEUR - HALF_MILLION)
        shares = sorted((Decimal(first) * 100 / cell.base_keur, Decimal(cell.target_keur) * 100 / cell.base_keur))
        found.append((shares[0], shares[1]))
    return tuple(found)


def _gauge(marks: Sequence[Mark], about: str, notes: tuple[str, ...], axis: str = "") -> alt.LayerChart:
    margin = t("Oranje bij het doel: de afronding op hele miljoenen in de bron, half miljoen ruimte.")
    first = (margin,) if any(mark.margins for mark in marks) else ()
    if any(mark.twice for mark in marks):
        first = (*first, t("Streep bij een ruit: tot wat blijft als niets dubbel telt."))
    told = "; ".join(f"{mark.row}: {mark.text}, {mark.note}" for mark in marks)
    return gauge(
        marks, Caption(f"{about} {told}.", axis or t("% van de grondslag; − is een besparing"), (*first, *notes))
    )


def target_gauge(result: TargetResult, catalogue: Catalogue, own: Sequence[str] = ()) -> alt.LayerChart:
    """
    Draw the effect as a share of the base, or of an own amount, on the way to a target, by column that it asks.

    `own` says what of it rests on figures of one's own.
    """
    marks = [
        Mark(
            column_name(catalogue, c),
            cell.certain_percent,
            gauge_percent(cell),
            _against(catalogue, cell),
            not cell.effect.exact,
            () if result.own is not None else _margins([cell]),
            _aims([result.target.percent]),
            spread_percents(cell),
            cell.once_percent is not None,
        )
        for c, cell in result.asked.items()
    ]
    opened = any(cell.effect.open for cell in result.asked.values())
    notes = (t("Open ruit: een maatregel zonder bedrag telt niet mee."),) if opened else ()
    notes = (*notes, *(f"{said}." for said in own))
    title = result.target.title.get(language())
    axis = t("% van het doelbedrag; − is een besparing") if result.own is not None and result.own.of_amount else ""
    return _gauge(marks, t("Het pakket tegenover {target}, per jaar.", target=title), notes, axis)


def _aims(percents: Iterable[Decimal | int]) -> tuple[Decimal | int, ...]:
    """Return the marks of a track: 0 and what the targets ask."""
    return tuple(sorted({0, *percents}))


def track_ends(percents: Iterable[Decimal | int]) -> dict[str, str]:
    """Name the ends of a scale on which these targets stand, as fields of a text."""
    low, high = track_of(_aims(percents))
    return {"low": signed_percent(low), "high": signed_percent(high)}


def _drawn(catalogue: Catalogue, position: Position) -> bool:
    """Whether a place is drawn: one between the targets of the list, or any where it has none."""
    if not catalogue.targets:
        return True
    low, high = track_of(_aims(target.percent for target in catalogue.targets.values()))
    return not position.of_amount and all(low <= aim <= high for aim in position.aims)


def place_title(package: Package, column: str = "") -> str:
    """Name the chart of where packages stand: between the targets of the list, or against those of one's own alone."""
    targets = package.catalogue.targets
    where = column_name(package.catalogue, column) if column else ""
    if not targets:
        own = t("Plaats tegenover de doelen")
        return f"{own}, {where}" if where else own
    ends = track_ends(target.percent for target in targets.values())
    if not where:
        return t("Plaats tussen {low} en {high}", **ends)
    return t("Plaats tussen {low} en {high} van de grondslag, {column}", column=where, **ends)


def signed_percent(percent: Decimal | int, decimals: int | None = None) -> str:
    """Write a percentage with its sign, a cost with its plus; with the decimals that it has unless they are given."""
    text = numbers.plain(Decimal(percent)) if decimals is None else numbers.number(percent, decimals)
    return f"{'+' if percent > 0 else ''}{text}%"


def _position_mark(catalogue: Catalogue, position: Position, name: str, several: bool) -> Mark:
    """
    Mark a place on a base, named by its chapter, and by its lines too where the chapter has several bases.

    A target of one's own goes by its title; of an amount the place is a share of that amount.
    """
    cell = position.aimed or position.low or position.high
    if cell is None:
        raise ValueError("expected a target for each base, found none")
    note = _against(catalogue, cell) if position.aimed else t("geen effect op deze grondslag")
    margins = () if position.own else _margins([position.low, position.high])
    if margins and position.met_when_rounded:
        note = f"{note} ({t('afgerond op hele miljoenen wel')})"
    lines = f" ({position.scope.get(language())})" if several else ""
    lines += f" ({t('% van het doelbedrag')})" if position.of_amount else ""
    row = " – ".join(filter(None, [f"{position.name.get(language())}{lines}", name]))
    aims = _aims(position.aims)
    return Mark(
        row,
        position.percent,
        gauge_percent(cell),
        note,
        not cell.effect.exact,
        margins,
        aims,
        spread_percents(cell),
        cell.once_percent is not None,
    )


def package_gauge(packages: Sequence[tuple[str, Package]], column: str) -> alt.LayerChart:
    """Draw where packages stand between the targets on each base, in one column; one package needs no name."""
    catalogue = packages[0][1].catalogue
    placed = [positions(package, column) for _, package in packages]
    named = [
        (name if len(packages) > 1 else "", [one for one in places if _drawn(catalogue, one)])
        for (name, _), places in zip(packages, placed, strict=True)
    ]
    chapters = Counter(position.name for position in named[0][1])
    marks = [
        _position_mark(catalogue, position, name, chapters[position.name] > 1)
        for at in zip(*(p for _, p in named), strict=True)
        for (name, _), position in zip(named, at, strict=True)
    ]
    opened = {id_: None for _, package in packages for id_ in open_ids(package, [column])}
    own = dict.fromkeys(note for _, package in packages for note in own_note(package))
    notes = (*open_note(opened), *own)
    name = column_name(catalogue, column)
    apart = [one for one in placed[0] if not _drawn(catalogue, one)]
    if apart:
        said = t(
            "Een eigen doel dat hier niet tussen valt, staat alleen in de tabel: {targets}.",
            targets="; ".join(one.name.get(language()) for one in apart),
        )
        notes = (*notes, said)
    if not catalogue.targets:
        return _gauge(marks, t("De plaats tegenover de doelen, {column}.", column=name), notes)
    ends = track_ends(target.percent for target in catalogue.targets.values())
    return _gauge(marks, t("De plaats tussen {low} en {high} van de grondslag, {column}.", column=name, **ends), notes)
