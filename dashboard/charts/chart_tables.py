"""The tables behind the charts, and those of the comparison: the same figures as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from budget.core import COLUMNS, STRUCTURAL
from budget.engine import Bridge, Comparison, Package, Split, TargetCell, contributions, positions
from dashboard.charts.charts import column_name, gauge_percent, measure_name, step_name, step_text
from dashboard.package import CLASSES, SIGNS, verdict_text
from dashboard.words import language, numbers, t, table, terms


def _caption(text: str) -> str:
    return f"{text} – {terms.legend()}"


def _columns() -> list[str]:
    return [column_name(column) for column in COLUMNS]


def variant_table(package: Package) -> Markup:
    """Build the table of a package by variant and column, with its total."""
    titles = package.catalogue.variants
    rows = [
        [f"{id_} {titles[id_].title.get(language())}", *(numbers.total(totals[c]) for c in COLUMNS)]
        for id_, totals in package.by_variant.items()
    ]
    rows.append([t("Totaal"), *(numbers.total(package.totals[c]) for c in COLUMNS)])
    return table(_caption(t("Pakket per jaar en variant")), [t("Variant"), *_columns()], rows)


def contribution_table(package: Package, column: str) -> Markup:
    """Build the table of what each measure contributes in a column, sorted as in the chart."""
    name = column_name(column)
    found = contributions(package, column)
    rows = [[measure_name(package.catalogue, id_, 200), numbers.cell(cell)] for id_, cell in found]
    rows.append([t("Totaal"), numbers.total(package.totals[column])])
    return table(_caption(t("Bijdrage per maatregel, {column}", column=name)), [t("Maatregel"), name], rows)


def position_table(packages: Sequence[tuple[str, Package]], column: str) -> Markup:
    """Build the table of where packages stand on each base in a column."""
    rows = []
    for name, package in packages:
        for position in positions(package, column):
            cells = [cell for cell in (position.low, position.high) if cell is not None]
            verdicts = [f"{numbers.meur(cell.target_keur, sign=True)}: {verdict_text(cell)}" for cell in cells]
            effect = [
                numbers.meur(position.base_keur),
                numbers.total(position.effect),
                gauge_percent(position.aimed or cells[0]),
            ]
            head = f"{position.chapter} ({position.scope.title.get(language())}) {name if len(packages) > 1 else ''}"
            rows.append([head.strip(), *effect, "; ".join(verdicts)])
    heads = [t("Grondslag"), t("Bedrag"), t("Effect"), t("Deel"), t("Doelen")]
    return table(_caption(t("Plaats op de grondslag, {column}", column=column_name(column))), heads, rows)


def totals_table(comparison: Comparison, names: Sequence[str]) -> Markup:
    """Build the table of the packages' totals by column, side by side."""
    least = max(numbers.decimals_of((totals[c].keur for c in COLUMNS), 1) for totals in comparison.totals)
    rows = [
        [name, *(numbers.total(totals[c], least) for c in COLUMNS)]
        for name, totals in zip(names, comparison.totals, strict=True)
    ]
    return table(_caption(t("Saldo-effect per jaar")), [t("Pakket"), *_columns()], rows)


def _verdict(cell: TargetCell) -> Markup:
    return Markup('{}<span class="verdict {}"><span aria-hidden="true">{}</span> {}</span>').format(
        numbers.total(cell.effect), CLASSES[cell.verdict], SIGNS[cell.verdict], verdict_text(cell)
    )


def targets_table(comparison: Comparison, names: Sequence[str], ids: Sequence[str]) -> Markup:
    """Build the table of the chosen targets by package and column, with verdicts in words."""
    rows = []
    for id_ in ids:
        for name, results in zip(names, comparison.targets, strict=True):
            result = results[id_]
            head = Markup("<strong>{}</strong> {}").format(result.target.title.get(language()), name)
            rows.append([head, *(_verdict(result.cells[c]) for c in COLUMNS)])
    return table(_caption(t("Doelen")), [t("Doel en pakket"), *_columns()], rows)


def oda_table(comparison: Comparison, names: Sequence[str]) -> Markup:
    """Build the table of who keeps each package's structural effect."""
    rows = []
    for name, result in zip(names, comparison.oda, strict=True):
        column = result.columns[STRUCTURAL]
        split: Split = column.split
        parts = (split.jenv, split.oda_room, split.others, column.effect)
        rows.append([name, *(numbers.total(part) for part in parts)])
    heads = [t("Pakket"), t("JenV"), t("ODA-ruimte"), t("anderen"), t("Totaal")]
    return table(_caption(t("Wie houdt het effect, structureel")), heads, rows)


def measures_table(comparison: Comparison, names: Sequence[str], column: str) -> Markup:
    """Build the table of shared and differing measures: each package's cell in a column, or a dash without it."""
    catalogue = comparison.packages[0].catalogue
    place = COLUMNS.index(column)
    notes = dict.fromkeys(comparison.shared, t("in alle")) | dict.fromkeys(comparison.partly, t("in enkele"))
    notes |= {id_: t("in één") for ids in comparison.own for id_ in ids}
    notes |= dict.fromkeys(comparison.changed, t("in alle, verschillend"))
    groups = (*comparison.shared, *comparison.partly, *(id_ for ids in comparison.own for id_ in ids))
    rows = []
    for id_ in dict.fromkeys(groups):
        cells = [numbers.cell(p.rows[id_][place]) if id_ in p.rows else "–" for p in comparison.packages]
        rows.append([measure_name(catalogue, id_, 200), *cells, notes[id_]])
    caption = _caption(t("Maatregelen, {column}; een streepje is: niet in dit pakket", column=column_name(column)))
    return table(caption, [t("Maatregel"), *names, t("Waar")], rows, css="bmh told")


def bridge_table(found: Bridge, package: Package, start: str, end: str) -> Markup:
    """Build the table of a bridge: the start, each step with the level after it, the end."""
    rows = [[start, "", numbers.total(found.start)]]
    for step, level in zip(found.steps, found.levels[1:], strict=True):
        rows.append([step_name(package.catalogue, step, 200), step_text(step), numbers.meur(level)])
    rows.append([end, "", numbers.total(found.end)])
    caption = _caption(
        t("Brug, {column}; stappen zonder bedrag (PM) tellen niet mee", column=column_name(found.column))
    )
    return table(caption, [t("Stap"), t("Verandering"), t("Stand")], rows)
