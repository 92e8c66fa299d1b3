"""A table of figures as HTML, the same on a page and on paper; on a page its cells explain themselves."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Amount
from dashboard.package import once_amount, once_ask
from dashboard.paper.paper import Figures, Row
from dashboard.words import asking, each, numbers, t


def once_row(catalogue: Catalogue, plain: Sequence[Amount], once: Sequence[Amount], told: Sequence[str]) -> Row:
    """Return the row of totals without double counting below that of the sums, of which `told` is what each asks."""
    places, pairs = numbers.places(catalogue), list(zip(plain, once, strict=True))
    cells = tuple(once_amount(*pair, places) for pair in pairs)
    asked = ("" if first == second else once_ask(ask) for ask, (first, second) in zip(told, pairs, strict=True))
    return Row(f"– {t('zonder dubbeltelling')}", cells, asks=tuple(asked))


def _cells(row: Row, asked: bool) -> Markup:
    """Build the cells of a row; where a page asks, what can be asked of each is a button."""
    if not (asked and row.asks):
        return each(Markup('<td class="num">{}</td>'), row.cells)
    return each(Markup('<td class="num">{}</td>'), (asking(*pair) for pair in zip(row.asks, row.cells, strict=True)))


def figures_html(figures: Figures, css: str, asked: bool = False) -> Markup:
    """Build a table of figures with its legend as caption, its other notes below it; `asked`: cells explain themselves."""
    legend, *notes = figures.notes
    first, *others = figures.head
    head = Markup('<th scope="col">{}</th>').format(first) + each(Markup('<th scope="col" class=num>{}</th>'), others)
    body = Markup("").join(
        Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>').format(row.kind, row.label, _cells(row, asked))
        for row in figures.rows
    )
    return Markup(
        '<table class="figures {css}"><caption>{caption}, {legend}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"
    ).format(
        css=css,
        caption=figures.caption,
        legend=legend,
        head=head,
        body=body,
        below=each(Markup('<p class="note">{}</p>'), notes),
    )
