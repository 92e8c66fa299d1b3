"""The calculator's charts: the engine's figures, with every text written, handed to `dashboard.chart_marks`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import altair as alt

from budget.catalogue import Catalogue
from budget.core import COLUMNS, STRUCTURAL, Open
from budget.engine import (
    ROUNDING_KEUR,
    Bridge,
    OdaResult,
    Package,
    Position,
    Split,
    Step,
    StepKind,
    TargetCell,
    TargetResult,
    Total,
    Verdict,
    contributions,
    positions,
    whole_meur,
)
from dashboard.charts.chart_marks import (
    BLUE,
    ORANGE,
    PALETTE,
    SKY,
    VERMILLION,
    Bar,
    Caption,
    Mark,
    Series,
    gauge,
    horizontal_bars,
    lines,
    short,
)
from dashboard.charts.chart_stack import Group, Piece, stacked_columns
from dashboard.package import verdict_text
from dashboard.words import language, numbers, t

TITLE_WIDTH: Final = 46
TRACK_END: Final = Decimal(20)


def column_name(column: str) -> str:
    """Return a column's heading in full."""
    return t("structureel") if column == STRUCTURAL else column


def money_axis() -> str:
    """Return the name of an axis with amounts."""
    return t("mln. euro; − is een besparing")


def measure_name(catalogue: Catalogue, id_: str, width: int = TITLE_WIDTH) -> str:
    """Return a measure's number and title, cut to a width."""
    return short(f"{id_} {catalogue.measures[id_].title.get(language())}", width)


def open_ids(package: Package, columns: Sequence[str] = COLUMNS) -> list[str]:
    """Return the measures without an amount in the columns."""
    return list(dict.fromkeys(cell.measure for cell in package.open_cells if cell.column in columns))


def open_note(ids: Iterable[str]) -> tuple[str, ...]:
    """Name the measures without an amount, so that no one takes them for 0."""
    names = ", ".join(ids)
    return (t("Zonder bedrag (PM), dus niet getekend: {ids}.", ids=names),) if names else ()


def _stacked(
    rows: dict[str, dict[str, Total]], groups: Sequence[Group], package: Package, about: str
) -> alt.LayerChart:
    """Draw groups' totals by column, with the package's total."""
    decimals = numbers.decimals_of((package.totals[column].keur for column in COLUMNS), 1)
    pieces = [
        Piece(column_name(column), group.name, rows[group.name][column].keur, numbers.total(rows[group.name][column]))
        for group in groups
        for column in COLUMNS
    ]
    totals = [
        Piece(column_name(c), "", package.totals[c].keur, numbers.total(package.totals[c], decimals)) for c in COLUMNS
    ]
    told = ", ".join(f"{piece.column} {piece.text}" for piece in totals)
    description = f"{about} {t('Totaal in mln. euro')}: {told}."
    note = t("Boven elke kolom en als streep: het totaal.")
    caption = Caption(description, money_axis(), (note, *open_note(open_ids(package))))
    return stacked_columns(pieces, groups, totals, t("Totaal"), caption)


def package_by_variant(package: Package) -> alt.LayerChart:
    """Draw a package's total by year, stacked by variant."""
    catalogue = package.catalogue
    colours = dict(zip(catalogue.variants, PALETTE * len(catalogue.variants), strict=False))
    groups = [
        Group(id_, f"{id_} {catalogue.variants[id_].title.get(language())}", colours[id_]) for id_ in package.by_variant
    ]
    return _stacked(package.by_variant, groups, package, t("Gestapelde kolommen: het pakket per jaar en variant."))


def oda_flow(result: OdaResult, package: Package) -> alt.LayerChart:
    """Draw who keeps the effect by column: JenV, room in the ODA budget, others."""
    parts: dict[str, tuple[str, Callable[[Split], Total]]] = {
        t("JenV"): (BLUE, lambda split: split.jenv),
        t("ODA"): (ORANGE, lambda split: split.oda_room),
        t("anderen"): (SKY, lambda split: split.others),
    }
    titles = [t("JenV"), t("ODA-ruimte: binnen het ODA-plafond"), t("anderen")]
    groups = [Group(name, title, parts[name][0]) for name, title in zip(parts, titles, strict=True)]
    rows = {
        name: {column: pick(result.columns[column].split) for column in COLUMNS} for name, (_, pick) in parts.items()
    }
    return _stacked(rows, groups, package, t("Gestapelde kolommen: wie het effect van het pakket houdt, per jaar."))


def gauge_percent(cell: TargetCell) -> str:
    """Write the share of the base with a sign; with two decimals where one would hide that the target is not met."""
    one = cell.percent_of_base.quantize(Decimal("0.1"), ROUND_HALF_UP)
    hides = abs(one) == TRACK_END and cell.verdict is not Verdict.MET
    shown = cell.percent_of_base if hides else one
    text = f"{numbers.number(shown, 2 if hides else 1, sign=True)}%"
    effect = cell.effect
    if effect.exact:
        return text
    if effect.costs_open and effect.savings_open:
        return f"{text} + ?"
    return f"≥ {text}" if effect.costs_open else f"≤ {text}"


def _against(cell: TargetCell) -> str:
    texts = {
        "effect": numbers.total(cell.effect),
        "goal": numbers.meur(cell.target_keur),
        "verdict": verdict_text(cell),
    }
    return t("{effect} tegen doel {goal}: {verdict}", **texts)


def _margins(cells: Iterable[TargetCell | None]) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return, as percentages of the base, the margin between where an effect rounds to the target and the target."""
    found = []
    for cell in cells:
        if cell is None or not cell.base_keur or not cell.target_keur:
            continue
        sign = 1 if cell.target_keur > 0 else -1
        first = sign * (abs(whole_meur(cell.target_keur)) * 1000 - ROUNDING_KEUR)
        shares = sorted((Decimal(first) * 100 / cell.base_keur, Decimal(cell.target_keur) * 100 / cell.base_keur))
        found.append((shares[0], shares[1]))
    return tuple(found)


def _gauge(marks: Sequence[Mark], about: str, notes: tuple[str, ...]) -> alt.LayerChart:
    margin = t("Oranje bij het doel: de afronding op hele miljoenen in het rapport, half miljoen ruimte.")
    told = "; ".join(f"{mark.row}: {mark.text}, {mark.note}" for mark in marks)
    return gauge(marks, Caption(f"{about} {told}.", t("% van de grondslag; − is een besparing"), (margin, *notes)))


def target_gauge(result: TargetResult) -> alt.LayerChart:
    """Draw the effect as a share of the base between −20% and +20%, for each column of one target."""
    marks = [
        Mark(
            column_name(c),
            cell.percent_of_base,
            gauge_percent(cell),
            _against(cell),
            not cell.effect.exact,
            _margins([cell]),
        )
        for c, cell in result.cells.items()
    ]
    opened = any(mark.open for mark in marks)
    notes = (t("Open ruit: een maatregel zonder bedrag (PM) telt niet mee."),) if opened else ()
    title = result.target.title.get(language())
    return _gauge(marks, t("Het pakket tegenover {target}, per jaar.", target=title), notes)


def _position_mark(position: Position, name: str) -> Mark:
    cell = position.aimed or position.low or position.high
    if cell is None:
        raise ValueError("expected a target for each base, found none")
    note = _against(cell) if position.aimed else t("geen effect op deze grondslag")
    if position.met_when_rounded:
        note = f"{note} ({t('afgerond op hele miljoenen wel')})"
    row = " – ".join(filter(None, [position.chapter, name]))
    return Mark(
        row, position.percent, gauge_percent(cell), note, not cell.effect.exact, _margins([position.low, position.high])
    )


def package_gauge(packages: Sequence[tuple[str, Package]], column: str) -> alt.LayerChart:
    """Draw where packages stand between −20% and +20% of each base, in one column; one package needs no name."""
    named = [(name if len(packages) > 1 else "", positions(package, column)) for name, package in packages]
    marks = [
        _position_mark(position, name)
        for at in zip(*(p for _, p in named), strict=True)
        for (name, _), position in zip(named, at, strict=True)
    ]
    opened = {id_: None for _, package in packages for id_ in open_ids(package, [column])}
    notes = open_note(opened)
    return _gauge(
        marks, t("De plaats tussen −20% en +20% van de grondslag, {column}.", column=column_name(column)), notes
    )


def _kind(keur: int, opened: bool) -> str:
    return "saving" if keur < 0 else "cost" if keur > 0 or not opened else "open"


def contribution_bars(package: Package, column: str) -> alt.LayerChart:
    """Draw what each chosen measure contributes in one column: the largest saving first, open ones last."""
    found = contributions(package, column)
    bars = []
    for id_, cell in found:
        keur = 0 if isinstance(cell, Open) else cell
        kind = _kind(keur, isinstance(cell, Open))
        bars.append(Bar(measure_name(package.catalogue, id_), 0, keur, numbers.cell(cell), kind))
    told = "; ".join(f"{id_} {numbers.cell(cell)}" for id_, cell in found)
    about = t("Staven: de bijdrage van elke maatregel, {column}.", column=column_name(column))
    return horizontal_bars(bars, Caption(f"{about} {told}.", money_axis(), open_note(open_ids(package, [column]))))


def step_name(catalogue: Catalogue, step: Step, width: int = TITLE_WIDTH) -> str:
    """Say what a step does and with which measure."""
    does = {StepKind.DROPPED: t("eruit"), StepKind.ADDED: t("erbij"), StepKind.CHANGED: t("anders")}[step.kind]
    return f"{does}: {measure_name(catalogue, step.measure, width - 7)}"


def step_text(step: Step) -> str:
    """Write a step's amount, with the open cells that go and come."""
    parts = [numbers.meur(step.keur, sign=True)] if step.keur or not step.open_cells else []
    if isinstance(step.before, Open):
        parts.append(t("{cell} vervalt", cell=numbers.cell(step.before)))
    if isinstance(step.after, Open):
        parts.append(numbers.cell(step.after))
    return "; ".join(parts)


def bridge_chart(bridge: Bridge, catalogue: Catalogue, start: str, end: str) -> alt.LayerChart:
    """Draw the bridge from one package to another; steps that change nothing in the column stand in the table only."""
    bars = [Bar(short(f"1. {start}", TITLE_WIDTH), 0, bridge.start.keur, numbers.total(bridge.start), "total")]
    silent = [step.measure for step in bridge.steps if step.keur == 0 and not step.open_cells]
    for step, level in zip(bridge.steps, bridge.levels, strict=False):
        if step.measure not in silent:
            kind = _kind(step.keur, bool(step.open_cells))
            bars.append(Bar(step_name(catalogue, step), level, level + step.keur, step_text(step), kind))
    bars.append(Bar(short(f"2. {end}", TITLE_WIDTH), 0, bridge.end.keur, numbers.total(bridge.end), "total"))
    told = "; ".join(f"{bar.label} {bar.text}" for bar in bars)
    opened = dict.fromkeys(step.measure for step in bridge.steps if step.open_cells)
    notes = open_note(opened)
    if silent:
        notes = (*notes, t("Zonder effect in deze kolom: {ids}.", ids=", ".join(silent)))
    about = t("Brug van {start} naar {end}, {column}.", start=start, end=end, column=column_name(bridge.column))
    return horizontal_bars(bars, Caption(f"{about} {told}.", money_axis(), notes), connected=True)


def oda_history(catalogue: Catalogue) -> alt.LayerChart:
    """Draw the attribution of first-year reception to ODA as budgeted and as realised, by year."""
    history = catalogue.oda.history
    realised = [(item.year, item.realised) for item in history if item.realised is not None]
    budgeted = [(item.year, item.budgeted) for item in history]
    series = [
        Series(t("begroot"), _points(budgeted), BLUE, "circle", "left", dashed=True),
        Series(t("gerealiseerd"), _points(realised), VERMILLION, "square", "right"),
    ]
    most = max(realised, key=lambda item: item[1], default=None)
    about = t("Lijnen: de toerekening van eerstejaarsopvang aan ODA, begroot en gerealiseerd, per jaar.")
    if most is not None:
        about += " " + t("Hoogste realisatie: {meur} mln. euro in {year}.", meur=numbers.meur(most[1]), year=most[0])
    return lines([line for line in series if line.points], Caption(about, t("mln. euro")))


def _points(values: Sequence[tuple[str, int]]) -> tuple[tuple[str, int, str], ...]:
    return tuple((year, keur, numbers.meur(keur)) for year, keur in values)
