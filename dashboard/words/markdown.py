"""
Markdown as a type: `Markdown` is Markdown, any other text is escaped where a page draws it (`dashboard/words/ui.py`).

A pattern is a constant, `Markdown("**{}**")`; `format` and `join` escape what is filled in, so that nothing is escaped
twice or forgotten. HTML has the same in `dashboard/words/html.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import SupportsIndex

_MARKS = re.compile(
    r"[\\`*_\[\]<~$]|:(?=[\w+\-])|&(?=#?\w+;)|^[#+\-=>]|(?<=^\d)[.)](?= |$)|(?<=^\d\d)[.)](?= |$)|(?<=^\d{3})[.)](?= |$)"
)
"""What Markdown reads: some marks anywhere, others only at the start; labels are read out raw, so no more than needed."""
_TAKEN_APART = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=-)(?=[->])|(?<=<)(?=-)|(?<=[<>~])(?==)", re.IGNORECASE
)
"""Within an address, which becomes a link, and within `->` and its like, of which a page makes one sign."""
JOINER = "\u2060"
"""Has no width and breaks no line; it keeps apart what no escape does."""
LONG = 300
"""Characters of a text beyond which it is not kept with those that each run draws again."""


class Markdown(str):
    """A text that is Markdown; what is filled into it or joined by it is escaped, unless it is Markdown too."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> Markdown:
        """Fill in the values, each escaped by its type."""
        return Markdown(super().format(*map(plain, args), **{name: plain(value) for name, value in values.items()}))

    def join(self, parts: Iterable[str], /) -> Markdown:
        """Put the parts together, each escaped by its type."""
        return Markdown(super().join(map(plain, parts)))

    def __add__(self, other: str) -> Markdown:
        """Put a text behind this one, escaped by its type."""
        return Markdown(super().__add__(plain(other)))

    def __mul__(self, times: SupportsIndex) -> Markdown:
        """Repeat the Markdown."""
        return Markdown(super().__mul__(times))


def plain(text: object) -> Markdown:
    """Escape a text for Markdown, so that it shows as it is, on one line, and nothing in it becomes a link or a sign."""
    if isinstance(text, Markdown):
        return text
    line = str(text)
    return _escape(line) if len(line) > LONG else _escape_once(line)


def _escape(text: str) -> Markdown:
    line = " ".join(text.split())
    return Markdown(_MARKS.sub(r"\\\g<0>", _TAKEN_APART.sub(JOINER, line)))


@lru_cache(maxsize=4096)
def _escape_once(text: str) -> Markdown:
    """Escape a text of a page, of which most are the same at each run."""
    return _escape(text)


def bold(text: str) -> Markdown:
    """Write a text in bold."""
    return Markdown("**{}**").format(text)
