"""The sum behind a total: each posting of each measure, with its evidence and the page that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from budget.catalogue import Measure, Posting
from budget.core import Cell, add_cells, bounds_of
from budget.engine import Line, Package, counted_once, over_years, package_once
from dashboard.package.measure_list import column_labels, years_label
from dashboard.package.places import evidence_word, place_html
from dashboard.package.verdicts import once_text
from dashboard.words import html, language, numbers, show, t, terms, ui

ASK_SUM: Final = "sum"
"""What the browser asks for when a total is clicked (`dashboard/assets/ask.js`)."""
ALL_YEARS: Final = "years"
"""Stands for the sum of the years, beside the columns."""
BARE: Final = "|"
"""Stands before a chapter's name for its lines without an article alone."""


@dataclass(frozen=True)
class Asked:
    """Which sum is asked: a column or all years, of the whole package or of one chapter or line of the budget."""

    column: str
    line: str = ""

    def holds(self, line: Line) -> bool:
        """Whether a line is in it."""
        if self.line.startswith(BARE):
            return line.name == self.line.removeprefix(BARE)
        return self.line in {"", line.name, line.chapter}

    @property
    def name(self) -> str:
        """What of the budget it is, for people; "" for the whole package."""
        return self.line.removeprefix(BARE)


def read_sum(package: Package, which: str) -> Asked | None:
    """Read which sum is asked ("2023" or "2023:JenV 37"); None for one that the package does not have."""
    column, _, line = which.partition(":")
    asked = Asked(column, line)
    known = column in {*package.catalogue.columns, ALL_YEARS} and (not line or any(map(asked.holds, package.lines)))
    return asked if known else None


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


def _rows(package: Package, asked: Asked) -> Iterator[Markup]:
    """Yield a row for each posting that adds something; the first of a measure has its title."""
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    for id_ in package.selection:
        measure, named = catalogue.measures[id_], False
        for line, posting in zip(package.book[id_].lines, measure.postings, strict=True):
            cell = _of_column(line, package, asked.column)
            if cell == 0 or not asked.holds(line):
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


def sum_table(package: Package, asked: Asked) -> Markup:
    """Build the table of a sum that is asked."""
    catalogue, places, column = package.catalogue, numbers.places(package.catalogue), asked.column
    totals, once = package.totals, package_once(package)
    if asked.line:
        totals = package.sum_lines(asked.holds)
        once = counted_once(package, totals, [line for line in package.lines if asked.holds(line)])
    if column == ALL_YEARS:
        total, alone = over_years(catalogue, totals), over_years(catalogue, once)
    else:
        total, alone = totals[column], once[column]
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
        Markup("").join(_rows(package, asked)),
        asked.name or t("Saldo-effect"),
        numbers.total(bounds_of(total), numbers.decimals_of([total], places), sign=True),
        below,
    )


def _draw(package: Package, asked: Asked) -> None:
    if not package.selection:
        ui.info(t("Dit pakket heeft nog geen maatregelen."))
        return
    show(html.wide(sum_table(package, asked), t("De som")))
    if package.open_cells:
        ui.caption(f"PM: {terms.pm()}")


def sum_dialog(package: Package, asked: Asked) -> None:
    """Open the sum behind a total over the page."""
    name = _column_name(package, asked.column)
    if asked.line:
        title = t("Waaruit bestaat het effect op {line}, {column}?", line=asked.name, column=name)
    else:
        title = t("Waaruit bestaat het saldo-effect, {column}?", column=name)
    ui.dialog(title, width="large")(_draw)(package, asked)
