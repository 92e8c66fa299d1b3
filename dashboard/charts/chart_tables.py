"""The tables behind the charts, and those of the comparison: the same figures as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.engine import Bridge, Comparison, Package, Split, TargetCell, contributions, oda_of, package_once, positions
from dashboard.charts.charts import column_name, measure_name, step_name, step_text
from dashboard.charts.charts_gauge import gauge_percent
from dashboard.package import (
    CLASSES,
    SIGNS,
    amounts_with_years,
    any_twice,
    both_verdicts,
    counts_twice,
    once_amount,
    once_with_years,
    shown_amount,
    verdict_text,
    year_heads,
)
from dashboard.words import language, numbers, t, table, terms


def _caption(catalogue: Catalogue, text: str) -> str:
    return f"{text} – {terms.legend(terms.unit(catalogue))}"


def _columns(catalogue: Catalogue) -> list[str]:
    return [column_name(catalogue, column) for column in catalogue.columns]


def variant_table(package: Package) -> Markup:
    """Build the table of a package by variant and column, with its total."""
    catalogue = package.catalogue
    rows = [
        [f"{id_} {catalogue.variants[id_].title.get(language())}", *amounts_with_years(catalogue, totals)]
        for id_, totals in package.by_variant.items()
    ]
    rows.append([t("Totaal"), *amounts_with_years(catalogue, package.totals)])
    caption = _caption(catalogue, t("Pakket per jaar en variant"))
    return table(caption, [t("Variant"), *year_heads(catalogue)], rows)


def contribution_table(package: Package, column: str) -> Markup:
    """Build the table of what each measure contributes in a column, sorted as in the chart."""
    catalogue = package.catalogue
    name = column_name(catalogue, column)
    found = contributions(package, column)
    rows = [[measure_name(catalogue, id_, 200), shown_amount(catalogue, cell, total=False)] for id_, cell in found]
    rows.append([t("Totaal"), shown_amount(catalogue, package.totals[column])])
    caption = _caption(catalogue, t("Bijdrage per maatregel, {column}", column=name))
    return table(caption, [t("Maatregel"), name], rows)


def position_table(packages: Sequence[tuple[str, Package]], column: str) -> Markup:
    """Build the table of where packages stand on each base in a column."""
    rows, catalogue = [], packages[0][1].catalogue
    for name, package in packages:
        for position in positions(package, column):
            cells = [cell for cell in (position.low, position.high) if cell is not None]
            verdicts = [f"{numbers.meur(cell.target_keur, sign=True)}: {verdict_text(cell)}" for cell in cells]
            effect = [
                numbers.meur(position.base_keur),
                shown_amount(catalogue, position.effect),
                gauge_percent(position.aimed or cells[0]),
            ]
            where = f"{position.name.get(language())} ({position.scope.get(language())})"
            head = f"{where} {name if len(packages) > 1 else ''}"
            rows.append([head.strip(), *effect, "; ".join(verdicts)])
    heads = [t("Grondslag"), t("Bedrag"), t("Effect"), t("Deel"), t("Doelen")]
    text = t("Plaats op de grondslag, {column}", column=column_name(catalogue, column))
    return table(_caption(catalogue, text), heads, rows)


def totals_table(comparison: Comparison, names: Sequence[str]) -> Markup:
    """Build the table of the packages' totals by column, side by side."""
    catalogue = comparison.packages[0].catalogue
    rows = []
    for name, package in zip(names, comparison.packages, strict=True):
        rows.append([name, *amounts_with_years(catalogue, package.totals)])
        once = package_once(package)
        if counts_twice(package.totals, once):
            amounts = once_with_years(catalogue, package.totals, once)
            rows.append([f"{name}, {t('zonder dubbeltelling')}", *amounts])
    caption = _caption(catalogue, t("Saldo-effect per jaar"))
    return table(caption, [t("Pakket"), *year_heads(catalogue)], rows)


def _verdict(catalogue: Catalogue, cell: TargetCell) -> Markup:
    """Write an effect with its verdict, where the target asks one."""
    if not cell.asked:
        return Markup('<span class="soft" title="{}">{}</span>').format(
            verdict_text(cell), shown_amount(catalogue, cell.effect)
        )
    return Markup(
        '<span title="{}">{}<span class="verdict {}"><span aria-hidden="true">{}</span> {}</span></span>'
    ).format(
        both_verdicts(cell),
        shown_amount(catalogue, cell.effect),
        CLASSES[cell.verdict],
        SIGNS[cell.verdict],
        verdict_text(cell),
    )


def targets_table(comparison: Comparison, names: Sequence[str], ids: Sequence[str]) -> Markup:
    """Build the table of the chosen targets by package and column, with verdicts in words."""
    rows: list[list[str]] = []
    catalogue = comparison.packages[0].catalogue
    for id_ in ids:
        for name, results in zip(names, comparison.targets, strict=True):
            result = results[id_]
            head = Markup("<strong>{}</strong> {}").format(result.target.title.get(language()), name)
            rows.append([head, *(_verdict(catalogue, cell) for cell in result.cells.values())])
            if any_twice(result.cells.values()):
                amounts = (
                    once_amount(cell.effect, cell.once, numbers.places(catalogue)) for cell in result.cells.values()
                )
                rows.append([f"{name}, {t('zonder dubbeltelling')}", *amounts])
    return table(_caption(catalogue, t("Doelen")), [t("Doel en pakket"), *_columns(catalogue)], rows)


def oda_table(comparison: Comparison, names: Sequence[str]) -> Markup:
    """Build the table of who keeps each package's structural effect."""
    rows, catalogue = [], comparison.packages[0].catalogue
    structural = catalogue.columns.structural
    for name, result in zip(names, comparison.oda, strict=True):
        column = result.columns[structural]
        split: Split = column.split
        parts = (split.own, split.oda_room, split.others, column.effect)
        rows.append([name, *(shown_amount(catalogue, part) for part in parts)])
    heads = [t("Pakket"), oda_of(catalogue).own_chapter, t("ODA-begroting"), t("anderen"), t("Totaal")]
    text = t("Wie houdt het effect, {column}", column=column_name(catalogue, structural))
    return table(_caption(catalogue, text), heads, rows)


def measures_table(comparison: Comparison, names: Sequence[str], column: str) -> Markup:
    """Build the table of shared and differing measures: each package's cell in a column, or a dash without it."""
    catalogue = comparison.packages[0].catalogue
    place = catalogue.columns.place[column]
    notes = dict.fromkeys(comparison.shared, t("in alle")) | dict.fromkeys(comparison.partly, t("in enkele"))
    notes |= {id_: t("in één") for ids in comparison.own for id_ in ids}
    notes |= dict.fromkeys(comparison.changed, t("in alle, verschillend"))
    groups = (*comparison.shared, *comparison.partly, *(id_ for ids in comparison.own for id_ in ids))
    rows = []
    for id_ in dict.fromkeys(groups):
        cells = [
            shown_amount(catalogue, package.rows[id_][place], total=False) if id_ in package.rows else "–"
            for package in comparison.packages
        ]
        rows.append([measure_name(catalogue, id_, 200), *cells, notes[id_]])
    name = column_name(catalogue, column)
    caption = _caption(catalogue, t("Maatregelen, {column}; een streepje is: niet in dit pakket", column=name))
    return table(caption, [t("Maatregel"), *names, t("Waar")], rows, css="figures told")


def bridge_table(found: Bridge, package: Package, start: str, end: str) -> Markup:
    """Build the table of a bridge: the start, each step with the level after it, the end."""
    rows = [[start, "", shown_amount(package.catalogue, found.start)]]
    for step, level in zip(found.steps, found.levels[1:], strict=True):
        rows.append([step_name(package.catalogue, step, 200), step_text(step), shown_amount(package.catalogue, level)])
    rows.append([end, "", shown_amount(package.catalogue, found.end)])
    name = column_name(package.catalogue, found.column)
    text = t("Brug, {column}; stappen zonder bedrag (PM) tellen niet mee", column=name)
    caption = _caption(package.catalogue, text)
    return table(caption, [t("Stap"), t("Verandering"), t("Stand")], rows)
