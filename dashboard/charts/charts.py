"""The calculator's charts: the engine's figures, with every text written, handed to `dashboard.chart_marks`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import altair as alt

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, bounds_of, certain_keur
from budget.engine import (
    Bridge,
    OdaPart,
    OdaResult,
    Package,
    Split,
    Step,
    StepKind,
    contributions,
    oda_of,
)
from dashboard.charts.chart_marks import (
    BLUE,
    ORANGE,
    PALETTE,
    SKY,
    VERMILLION,
    Bar,
    Caption,
    Series,
    horizontal_bars,
    lines,
)
from dashboard.charts.chart_stack import Group, Piece, stacked_columns
from dashboard.package import column_heads, own_note, own_word
from dashboard.words import language, numbers, t, terms


def column_name(catalogue: Catalogue, column: str) -> str:
    """Return a column's heading in full: the year, or the list's own name of the structural column."""
    return column_heads(catalogue)[column]


def money_axis(catalogue: Catalogue) -> str:
    """Return the name of an axis with amounts."""
    return t("{unit}; − is een besparing", unit=terms.unit(catalogue))


def measure_name(catalogue: Catalogue, id_: str) -> str:
    """Return a measure's number and title."""
    measure = catalogue.measures[id_]
    own = own_word(catalogue, measure)
    return f"{id_}{own and f' ({own})'} {measure.title.get(language())}"


def spread_of(cell: Cell) -> tuple[int, int] | None:
    """Return the ends of a range as far as they are known, from what is certain on; None of what has no range."""
    found = bounds_of(cell)
    if found.keur is not None:
        return None
    low = found.certain if found.lower is None else found.lower
    return low, found.certain if found.upper is None else found.upper


def open_ids(package: Package, columns: Sequence[str] = ()) -> list[str]:
    """Return the measures with something open in the columns, in any without one named."""
    cells = [cell for cell in package.open_cells if not columns or cell.column in columns]
    return list(dict.fromkeys(cell.measure for cell in cells if cell.kind.open))


def range_note(package: Package, columns: Sequence[str] = ()) -> tuple[str, ...]:
    """Name the measures with a range in the columns, and say how it is drawn."""
    cells = [cell for cell in package.open_cells if not columns or cell.column in columns]
    names = ", ".join(dict.fromkeys(cell.measure for cell in cells if cell.kind.keur is None))
    return (t("Bandbreedte, als lijn getekend vanaf wat zeker is: {ids}.", ids=names),) if names else ()


def open_note(ids: Iterable[str]) -> tuple[str, ...]:
    """Name the measures without an amount, so that no one takes them for 0."""
    names = ", ".join(ids)
    return (t("Zonder bedrag, dus niet getekend: {ids}.", ids=names),) if names else ()


def _stacked(
    rows: dict[str, dict[str, Amount]], groups: Sequence[Group], package: Package, about: str
) -> alt.LayerChart:
    """Draw groups' totals by column, with the package's total."""
    catalogue = package.catalogue
    names = {column: column_name(catalogue, column) for column in catalogue.columns}
    pieces = [
        Piece(
            name,
            group.name,
            rows[group.name][column].certain,
            numbers.total_on_page(catalogue, rows[group.name][column]),
        )
        for group in groups
        for column, name in names.items()
    ]
    totals = [
        Piece(name, "", total.certain, numbers.total_on_page(catalogue, total), spread_of(total))
        for c, name in names.items()
        for total in [package.totals[c]]
    ]
    told = ", ".join(f"{piece.column} {piece.text}" for piece in totals)
    description = f"{about} {t('Saldo-effect, {unit}', unit=terms.unit(catalogue))}: {told}."
    note = t("Boven elke kolom en als streep: het totaal.")
    notes = (note, *open_note(open_ids(package)), *range_note(package), *own_note(package))
    caption = Caption(description, money_axis(catalogue), notes)
    return stacked_columns(pieces, groups, totals, t("Saldo-effect"), caption)


def package_by_variant(package: Package) -> alt.LayerChart:
    """Draw a package's total by year, stacked by variant."""
    catalogue = package.catalogue
    colours = dict(zip(catalogue.variants, PALETTE * len(catalogue.variants), strict=False))
    groups = [Group(id_, catalogue.variants[id_].named(language()), colours[id_]) for id_ in package.by_variant]
    return _stacked(package.by_variant, groups, package, t("Gestapelde kolommen: het pakket per jaar en variant."))


def oda_flow(result: OdaResult, package: Package) -> alt.LayerChart:
    """Draw who keeps the effect by column: the own chapter, room in the ODA budget, others."""
    own = oda_of(package.catalogue).own_chapter
    parts: dict[str, tuple[str, Callable[[Split], Amount]]] = {
        own: (BLUE, lambda split: split.own),
        t("ODA"): (ORANGE, lambda split: split.oda_room),
        terms.oda_part(package.catalogue, OdaPart.OTHERS): (SKY, lambda split: split.others),
    }
    titles = [terms.oda_part(package.catalogue, part) for part in (OdaPart.OWN, OdaPart.ODA_ROOM, OdaPart.OTHERS)]
    groups = [Group(name, title, parts[name][0]) for name, title in zip(parts, titles, strict=True)]
    rows = {
        name: {column: pick(found.split) for column, found in result.columns.items()}
        for name, (_, pick) in parts.items()
    }
    return _stacked(rows, groups, package, t("Gestapelde kolommen: wie het effect van het pakket houdt, per jaar."))


def _kind(keur: int, opened: bool) -> str:
    return "saving" if keur < 0 else "cost" if keur > 0 or not opened else "open"


def contribution_bars(package: Package, column: str) -> alt.LayerChart:
    """Draw what each chosen measure contributes in one column: the largest saving first, open ones last."""
    found = contributions(package, column)
    bars = []
    for id_, cell in found:
        keur = certain_keur(cell)
        kind = _kind(keur, not isinstance(cell, int))
        text = numbers.cell_on_page(package.catalogue, cell)
        bars.append(Bar(measure_name(package.catalogue, id_), 0, keur, text, kind, spread_of(cell)))
    told = "; ".join(f"{id_} {numbers.cell_on_page(package.catalogue, cell)}" for id_, cell in found)
    about = t("Staven: de bijdrage van elke maatregel, {column}.", column=column_name(package.catalogue, column))
    notes = (*open_note(open_ids(package, [column])), *range_note(package, [column]), *own_note(package))
    return horizontal_bars(bars, Caption(f"{about} {told}.", money_axis(package.catalogue), notes))


def step_name(catalogue: Catalogue, step: Step) -> str:
    """Say what a step does and with which measure."""
    does = {StepKind.DROPPED: t("eruit"), StepKind.ADDED: t("erbij"), StepKind.CHANGED: t("anders")}[step.kind]
    return f"{does}: {measure_name(catalogue, step.measure)}"


def step_text(catalogue: Catalogue, step: Step) -> str:
    """Write a step's amount, with the open cells that go and come."""
    parts = [numbers.on_page(catalogue, step.keur, sign=True)] if step.keur or not step.open_cells else []
    if isinstance(step.before, Amount):
        parts.append(t("{cell} vervalt", cell=numbers.cell_on_page(catalogue, step.before)))
    if isinstance(step.after, Amount):
        parts.append(numbers.cell_on_page(catalogue, step.after))
    return "; ".join(parts)


def bridge_chart(bridge: Bridge, catalogue: Catalogue, start: str, end: str) -> alt.LayerChart:
    """Draw the bridge from one package to another; steps that change nothing in the column stand in the table only."""
    bars = [
        Bar(
            f"1. {start}",
            0,
            bridge.start_keur,
            numbers.total_on_page(catalogue, bridge.start),
            "total",
            spread_of(bridge.start),
        )
    ]
    silent = [step.measure for step in bridge.steps if step.keur == 0 and not step.open_cells]
    for step, level in zip(bridge.steps, bridge.levels, strict=False):
        if step.measure not in silent:
            kind = _kind(step.keur, bool(step.open_cells))
            bars.append(Bar(step_name(catalogue, step), level, level + step.keur, step_text(catalogue, step), kind))
    bars.append(
        Bar(
            f"2. {end}",
            0,
            bridge.levels[-1],
            numbers.total_on_page(catalogue, bridge.end),
            "total",
            spread_of(bridge.end),
        )
    )
    told = "; ".join(f"{bar.label} {bar.text}" for bar in bars)
    opened = dict.fromkeys(step.measure for step in bridge.steps if any(cell.open for cell in step.open_cells))
    notes = open_note(opened)
    if silent:
        notes = (*notes, t("Zonder effect in deze kolom: {ids}.", ids=", ".join(silent)))
    about = t(
        "Brug van {start} naar {end}, {column}.", start=start, end=end, column=column_name(catalogue, bridge.column)
    )
    return horizontal_bars(bars, Caption(f"{about} {told}.", money_axis(catalogue), notes), connected=True)


def oda_history(catalogue: Catalogue) -> alt.LayerChart:
    """Draw the attribution of first-year reception to ODA as budgeted and as realised, by year."""
    history, unit = oda_of(catalogue).history, terms.unit(catalogue)
    realised = [(item.year, item.realised) for item in history if item.realised is not None]
    budgeted = [(item.year, item.budgeted) for item in history]
    series = [
        Series(t("begroot"), _points(budgeted), BLUE, "circle", "left", dashed=True),
        Series(t("gerealiseerd"), _points(realised), VERMILLION, "square", "right"),
    ]
    most = max(realised, key=lambda item: item[1], default=None)
    about = t("Lijnen: de toerekening van eerstejaarsopvang aan ODA, begroot en gerealiseerd, per jaar.")
    if most is not None:
        highest = numbers.meur(most[1])
        about += " " + t("Hoogste realisatie: {meur} {unit} in {year}.", meur=highest, unit=unit, year=most[0])
    return lines([line for line in series if line.points], Caption(about, unit))


def _points(values: Sequence[tuple[str, int]]) -> tuple[tuple[str, int, str], ...]:
    return tuple((year, keur, numbers.meur(keur)) for year, keur in values)
