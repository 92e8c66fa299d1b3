"""The sum behind a total: each posting of each measure, with its evidence and the page that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from budget.catalogue import Catalogue, Measure
from budget.core import Amount, Cell, Cells, add_cells
from budget.engine import Addend, Package, Totals, over_years
from dashboard import page
from dashboard.package.list_facts import own_word
from dashboard.package.measure_list import labels_of_columns, years_label
from dashboard.package.own_words import estimate_of, reason_of
from dashboard.package.places import evidence_word, place_html
from dashboard.package.questions import ALL_YEARS, STAR
from dashboard.package.sum_parts import Part, find_part
from dashboard.package.verdicts import once_text
from dashboard.words import html, language, numbers, show, t, terms, ui


@dataclass(frozen=True)
class Asked:
    """Which sum is asked: a column or all years, of a part of the package as `find_part` reads it."""

    column: str
    part: str = ""


def read_sum(package: Package, which: str) -> Asked | None:
    """Read which sum is asked ("2023" or "2023:JenV 37"); None for one that the package does not have."""
    column, _, part = which.partition(":")
    known = column in {*package.catalogue.columns, ALL_YEARS} and (not part or find_part(package, part) is not None)
    return Asked(column, part) if known else None


def _of_column(cells: Cells, package: Package, column: str) -> Cell:
    """Return the cell of a column, or that of all years together."""
    columns = package.catalogue.columns
    return add_cells(cells[:-1]) if column == ALL_YEARS else cells[columns.place[column]]


def amount_of(totals: Totals, package: Package, column: str) -> Amount:
    """Return the amount of a column, or that of all years together."""
    return over_years(package.catalogue, totals) if column == ALL_YEARS else totals[column]


def _source(package: Package, measure: Measure, place: int, column: str) -> Markup:
    """Name the evidence of a posting and the place of its amount, down to the page; of an own estimate why it is taken."""
    posting, years = measure.postings[place], package.catalogue.columns.years
    if item := estimate_of(package, measure.id, place, years if column == ALL_YEARS else (column,)):
        return Markup("{} {}").format(html.badge(t("eigen schatting")), reason_of(item))
    source = measure.amount_source(posting) or posting.source
    grade = html.badge(evidence_word(posting.evidence))
    if source is not None:
        return grade + Markup(" {}").format(place_html(package.catalogue, source))
    return grade + Markup(" {}").format(posting.reason.get(language()) if posting.reason is not None else "")


def _with_part(catalogue: Catalogue, line: str, part: str | None) -> str:
    """Name a budget line, and in parentheses the part of it that a posting is on."""
    name = terms.budget_line(line)
    return name if part is None else f"{name} ({terms.body(catalogue, part)})"


def _line_of(package: Package, addend: Addend) -> str:
    """Name the budget lines of what is added, with what of them it is about."""
    postings, lines = package.catalogue.measures[addend.measure].postings, package.book[addend.measure].lines
    named = (_with_part(package.catalogue, lines[place].name, postings[place].part) for place in addend.postings)
    return ", ".join(dict.fromkeys(named))


def _rows(package: Package, part: Part, column: str) -> Iterator[Markup]:
    """Yield a row for each addend that adds something; the first of a measure has its title."""
    catalogue, places, last = package.catalogue, numbers.places(package.catalogue), ""
    for addend in part.sum.addends:
        cell = _of_column(addend.cells, package, column)
        if cell == 0:
            continue
        measure = catalogue.measures[addend.measure]
        mark = own_word(catalogue, measure)
        named = f"{measure.id} {measure.title.get(language())}{mark and f' ({mark})'}"
        sources = list(dict.fromkeys(_source(package, measure, place, column) for place in addend.postings))
        if last != measure.id and part.why is not None and (why := part.why(catalogue, measure)):
            sources.append(Markup('<span class="wrap">{}</span>').format(why))
        title = "" if last == measure.id else named
        last = measure.id
        yield Markup('<tr><th scope="row">{}</th><td>{}</td><td class="num" title="{}">{}</td><td>{}</td></tr>').format(
            title,
            _line_of(package, addend),
            numbers.exact_tip(cell, places),
            numbers.cell(cell, places, sign=True),
            Markup("<br>").join(sources),
        )


def named_column(package: Package, column: str) -> str:
    """Name a column in a question: the year, the years, or the structural one in full."""
    catalogue = package.catalogue
    if column == ALL_YEARS:
        return years_label(catalogue)
    if column == catalogue.columns.structural:
        return terms.structural(catalogue)
    return labels_of_columns(catalogue)[column]


def sum_table(package: Package, asked: Asked) -> Markup:
    """Build the table of a sum that is asked; an empty one of a part that the package does not have."""
    catalogue, places, column = package.catalogue, numbers.places(package.catalogue), asked.column
    part = find_part(package, asked.part)
    if part is None:
        return Markup("")
    total, alone = (amount_of(totals, package, column) for totals in (part.sum.plain, part.sum.once))
    head = (t("Maatregel"), t("Begroting"), named_column(package, column), t("Bewijs en plaats in de bron"))
    below = once_text(total, alone, places)
    return Markup(
        '<table class="figures sum"><caption>{}</caption><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col" class="num">{}</th><th scope="col">{}</th></tr></thead><tbody>{}'
        '<tr class="total"><th scope="row">{}</th><td></td><td class="num" title="{}">{}</td><td>{}</td></tr></tbody></table>'
    ).format(
        terms.legend(terms.unit(catalogue)),
        *head,
        Markup("").join(_rows(package, part, column)),
        part.name or t("Saldo-effect"),
        numbers.exact_tip(total, places),
        numbers.total(total, places, sign=True),
        below,
    )


def _draw(package: Package, asked: Asked, name: str) -> None:
    page.way_back()
    if name:
        ui.caption(name)
    if not package.selection:
        ui.info(t("Dit pakket heeft nog geen maatregelen."))
        return
    show(html.wide(sum_table(package, asked), t("De som")))
    if package.open_cells:
        ui.caption(f"PM: {terms.pm()}")


def sum_title(package: Package, asked: Asked) -> str:
    """Ask in words what a sum is made of."""
    column, part = named_column(package, asked.column), find_part(package, asked.part)
    name = "" if part is None else part.name
    if not name:
        return t("Waaruit bestaat het saldo-effect, {column}?", column=column)
    if asked.part.startswith(STAR):
        return t("Waaruit bestaat ‘{name}’, {column}?", name=name, column=column)
    return t("Waaruit bestaat het effect op {line}, {column}?", line=name, column=column)


def sum_dialog(package: Package, asked: Asked, name: str = "") -> None:
    """Open the sum behind a total over the page; with the package's name where it is not the one that is worked on."""
    ui.dialog(sum_title(package, asked), width="large")(_draw)(package, asked, name)
