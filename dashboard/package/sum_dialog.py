"""The sum behind a total: each posting of each measure, with its evidence and the page that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from budget.catalogue import Measure, Posting
from budget.core import Cell, add_cells, bounds_of
from budget.engine import Line, Package, over_years, package_once
from dashboard.package.measure_list import column_labels, years_label
from dashboard.package.places import evidence_word, place_html
from dashboard.package.verdicts import once_text
from dashboard.words import html, language, numbers, show, t, terms, ui

ASK_SUM: Final = "sum"
"""What the browser asks for when a total is clicked (`dashboard/assets/ask.js`)."""
ALL_YEARS: Final = "years"
"""Stands for the sum of the years, beside the columns."""


def _of_column(line: Line, package: Package, column: str) -> Cell:
    """Return what a line adds in a column, or in all years together."""
    columns = package.catalogue.columns
    return add_cells(line.cells[:-1]) if column == ALL_YEARS else line.cells[columns.place[column]]


def _source(package: Package, measure: Measure, posting: Posting) -> Markup:
    """Name the evidence of a posting and the place of its amount, down to the page."""
    source = measure.amount_source(posting) or posting.source
    grade = Markup('<span class="badge">{}</span>').format(evidence_word(posting.evidence))
    if source is not None:
        return grade + Markup(" {}").format(place_html(package.catalogue, source))
    return grade + Markup(" {}").format(posting.reason.get(language()) if posting.reason is not None else "")


def _rows(package: Package, column: str) -> Iterator[Markup]:
    """Yield a row for each posting that adds something; the first of a measure has its title."""
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    for id_ in package.selection:
        measure, named = catalogue.measures[id_], False
        for line, posting in zip(package.book[id_].lines, measure.postings, strict=True):
            cell = _of_column(line, package, column)
            if cell == 0:
                continue
            title = "" if named else f"{id_} {measure.title.get(language())}"
            named = True
            part = f"{line.name} ({posting.part})" if posting.part else line.name
            yield Markup(
                '<tr><th scope="row">{}</th><td>{}</td><td class="num" title="{}">{}</td><td>{}</td></tr>'
            ).format(
                title,
                part,
                numbers.exact_tip(cell, places),
                numbers.cell(cell, places, sign=True),
                _source(package, measure, posting),
            )


def _column_name(package: Package, column: str) -> str:
    catalogue = package.catalogue
    if column == ALL_YEARS:
        return years_label(catalogue)
    if column == catalogue.columns.structural:
        return terms.structural(catalogue)
    return column_labels(catalogue)[catalogue.columns.place[column]]


def sum_table(package: Package, column: str) -> Markup:
    """Build the table of the sum in a column, or over the years (`ALL_YEARS`)."""
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    once = package_once(package)
    if column == ALL_YEARS:
        total, alone = over_years(catalogue, package.totals), over_years(catalogue, once)
    else:
        total, alone = package.totals[column], once[column]
    name = _column_name(package, column)
    head = (t("Maatregel"), t("Begroting"), name, t("Bewijs en plaats in de bron"))
    below = once_text(total, alone, places)
    return Markup(
        '<table class="figures sum"><caption>{}</caption><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col" class="num">{}</th><th scope="col">{}</th></tr></thead><tbody>{}'
        '<tr class="total"><th scope="row">{}</th><td></td><td class="num">{}</td><td>{}</td></tr></tbody></table>'
    ).format(
        terms.legend(terms.unit(catalogue)),
        *head,
        Markup("").join(_rows(package, column)),
        t("Saldo-effect"),
        numbers.total(bounds_of(total), numbers.decimals_of([total], places), sign=True),
        below,
    )


def _draw(package: Package, column: str) -> None:
    if not package.selection:
        ui.info(t("Dit pakket heeft nog geen maatregelen."))
        return
    show(html.wide(sum_table(package, column), t("De som")))
    if package.open_cells:
        ui.caption(f"PM: {terms.pm()}")


def sum_dialog(package: Package, column: str) -> None:
    """Open the sum behind a total over the page."""
    title = t("Waaruit bestaat het saldo-effect, {column}?", column=_column_name(package, column))
    ui.dialog(title, width="large")(_draw)(package, column)
