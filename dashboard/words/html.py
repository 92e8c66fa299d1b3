"""Small HTML tables and texts for st.html; every text passes through `esc`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def esc(text: object) -> str:
    """Escape a text for HTML."""
    return escape(str(text), quote=True)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], css: str = "bmh", raw: bool = False) -> str:
    """
    Build a table with a caption; the first cell of a row is its heading, the others are figures.

    With `raw` the cells are HTML already.
    """
    shown = (lambda text: text) if raw else esc
    top = "".join(f'<th scope="col"{"" if i == 0 else " class=num"}>{esc(h)}</th>' for i, h in enumerate(head))
    body = "".join(
        "<tr>"
        + f'<th scope="row">{shown(row[0])}</th>'
        + "".join(f'<td class="num">{shown(c)}</td>' for c in row[1:])
        + "</tr>"
        for row in rows
    )
    return f'<table class="{css}"><caption>{esc(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def definition(term: str, explanation: str) -> str:
    """Mark a term with its explanation, shown on hover and read by screen readers."""
    return f'<abbr title="{esc(explanation)}">{esc(term)}</abbr>'


def wide(table_html: str, label: str) -> str:
    """Let a table scroll sideways on a narrow screen, by keyboard too."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{esc(label)}">{table_html}</div>'
