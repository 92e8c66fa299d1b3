"""
HTML as a type: `Markup` is HTML, any other text is escaped where it is put into HTML, and `show` draws only `Markup`.

A pattern is a constant, `Markup("<p>{}</p>")`; `fill`, `format` and `join` escape what is filled in, so that nothing is
escaped twice or forgotten. A test holds the other modules to that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup, escape

ASSETS = Path(__file__).parent.parent / "assets"
BADGE = Markup('<span class="badge">{}</span>')
ASKING = Markup('<button type="button" data-ask="{}">{}</button>')
DEFINITION = Markup('<abbr title="{}">{}</abbr>')


def show(markup: Markup, script: bool = False) -> None:
    """Draw HTML; only with `script` may it hold a script. Raises TypeError for a text that is no `Markup`."""
    if not isinstance(markup, Markup):
        raise TypeError(
            f"expected Markup, found {type(markup).__name__}. Fill the text into a constant Markup pattern."
        )
    st.html(_Whole(markup), unsafe_allow_javascript=script)


class _Whole:
    """HTML that is sent as it is: of a text the platform would look at each line, and whether it names a file."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup

    def _repr_html_(self) -> str:
        return str(self._markup)


_as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    """Escape a text; of those that a page says, most it says again."""
    return str(escape(text))


@lru_cache(maxsize=256)
def _pieces(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("{}"))


def fill(pattern: Markup, *values: object) -> Markup:
    """
    Fill the places `{}` of a pattern in their order, several times as quick as its `format`, which reads it anew.

    Raises TypeError for a pattern that is no `Markup`, and ValueError for more or fewer values than places.
    """
    if not isinstance(pattern, Markup):
        raise TypeError(f"expected Markup, found {type(pattern).__name__}")
    first, *others = _pieces(pattern)
    parts: list[str] = [first]
    for value, after in zip(values, others, strict=True):
        kind = type(value)
        parts += (value if kind is Markup else _escaped(value) if kind is str else escape(value), after)  # type: ignore[arg-type]
    return _as_markup("".join(parts))


def each(pattern: Markup, values: Iterable[object]) -> Markup:
    """Fill a pattern with each of the values and join what comes out."""
    return joined([fill(pattern, value) for value in values])


def joined(parts: Iterable[Markup]) -> Markup:
    """
    Put pieces of HTML together, quicker than a `join` of `Markup`, which looks whether each is escaped.

    Raises TypeError for a piece that is no `Markup`.
    """
    found = list(parts)
    for part in found:
        if type(part) is not Markup:
            raise TypeError(f"expected Markup, found {type(part).__name__}")
    return _as_markup("".join(found))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], css: str = "figures") -> Markup:
    """Build a table with a caption; the first cell of a row is its heading, the others are figures."""
    first, *others = head
    corner = (
        Markup('<th scope="col">{}</th>').format(first) if first else Markup("<td></td>")
    )  # a head that says nothing
    top = corner + each(Markup('<th scope="col" class=num>{}</th>'), others)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(row[0], each(Markup('<td class="num">{}</td>'), row[1:]))
        for row in rows
    )
    return Markup('<table class="{}"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        css, caption, top, body
    )


def badge(text: str) -> Markup:
    """Mark in a word of what kind something is, such as its grade of evidence."""
    return fill(BADGE, text)


def asking(ask: str, text: str) -> Markup:
    """Make a figure a button that asks to explain itself (`dashboard/assets/ask.js`); without a question it is a text."""
    if not ask:
        return escape(text)
    return fill(ASKING, ask, text)


def sentence(pattern: str, **values: object) -> Markup:
    """Fill figures that ask into a text with `{name}`; the text is escaped, and so is what is filled in unless it is HTML."""
    return escape(pattern).format(**values)


def asides(texts: Iterable[str]) -> Markup:
    """Write texts as one line below what they are about, as a caption whose figures can ask."""
    return Markup('<p class="aside soft">{}</p>').format(Markup(" · ").join(texts))


def definition(term: str, explanation: str) -> Markup:
    """Mark a term with its explanation, shown on hover and read by screen readers."""
    return fill(DEFINITION, explanation, term)


def wide(table_html: Markup, label: str) -> Markup:
    """Let a table scroll sideways on a narrow screen, by keyboard too."""
    return Markup('<div class="wide" tabindex="0" role="region" aria-label="{}">{}</div>').format(label, table_html)


@lru_cache(maxsize=8)
def stylesheet(name: str) -> Markup:
    """Read a style sheet of ours, by its name in assets/, as an element."""
    css = (ASSETS / name).read_text(encoding="utf-8")
    return Markup(f"<style>{css}</style>")  # noqa: S704 - our own file; CSS is not escaped as HTML is


def css_text(text: str) -> Markup:
    """Write a text as a string of CSS: all but letters, digits and spaces by their codes, so that no text can end it."""
    return Markup('"{}"').format("".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text))


@lru_cache(maxsize=8)
def script_text(name: str) -> str:
    """Read a script of ours, by its name in assets/; its text is constant, so that the server can name it."""
    return (ASSETS / name).read_text(encoding="utf-8")


def script(name: str, told: dict[str, str]) -> Markup:
    """Make an element of a script of ours; what it is told stands before it, in an element of the script's name."""
    held = Markup('<i hidden id="{}" data-told="{}"></i>').format(f"told-{name}", json.dumps(told, ensure_ascii=True))
    return held + Markup(f"<script>{script_text(name)}</script>")  # noqa: S704 - our own file
