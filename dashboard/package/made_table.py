"""
A figure that follows from others: the figures that it is made of, where each comes from, and the rule that joins them.

What it is made of may ask to explain itself in its turn, down to postings and the page of the source.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from budget.catalogue import Catalogue
from dashboard import page
from dashboard.package.measure_list import column_heads
from dashboard.words import each, html, show, t, terms, ui


@dataclass(frozen=True)
class MadeRow:
    """A figure as one of those that another is made of: its name, itself, and where it comes from."""

    name: str
    amount: str
    told: str = ""


@dataclass(frozen=True)
class Made:
    """A figure with what it is made of: the question that opens it, its rows, itself as the last of them, and the rule."""

    title: str
    rows: tuple[MadeRow, ...]
    total: MadeRow
    rules: tuple[str, ...] = ()


def made_title(catalogue: Catalogue, name: str, column: str) -> str:
    """Ask in words what a figure follows from; a year need not be a column of the list."""
    return t("Waaruit volgt ‘{name}’, {column}?", name=name, column=column_heads(catalogue).get(column, column))


def made_table(catalogue: Catalogue, made: Made) -> Markup:
    """Build the table of a figure that is made of others."""
    pattern = Markup('<tr><th scope="row">{}</th><td class="num">{}</td><td>{}</td></tr>')
    rows = Markup("").join(pattern.format(row.name, row.amount, row.told) for row in made.rows)
    last = Markup('<tr class="total"><th scope="row">{}</th><td class="num">{}</td><td>{}</td></tr>')
    return Markup(
        '<table class="figures sum"><caption>{}</caption><thead><tr><th scope="col">{}</th><th scope="col" class="num">{}'
        '</th><th scope="col">{}</th></tr></thead><tbody>{}{}</tbody></table>'
    ).format(
        terms.legend(terms.unit(catalogue)),
        t("Onderdeel"),
        t("Bedrag"),
        t("Bewijs en plaats in de bron"),
        rows,
        last.format(made.total.name, made.total.amount, made.total.told),
    )


def _draw(catalogue: Catalogue, made: Made) -> None:
    page.way_back()
    show(html.wide(made_table(catalogue, made), t("De som")))
    show(each(Markup("<p>{}</p>"), made.rules))


def made_dialog(catalogue: Catalogue, made: Made) -> None:
    """Open over the page what a figure is made of."""
    ui.dialog(made.title, width="large")(_draw)(catalogue, made)
