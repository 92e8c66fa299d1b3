"""
The two languages: Dutch texts stand in the code, their English ones in locale/en (a gettext catalogue).

A text is marked where it is used: by a call to `t`, which translates it at once, or in a table by `dutch`, which leaves
that to what shows it. A test holds the catalogue complete.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

_CATALOGUE: Final = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "texts.po"


@cache
def _english() -> dict[str, str]:
    """Read the English texts by their Dutch ones."""
    with _CATALOGUE.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream, locale="en") if m.id and m.string}


def translate(text: str, language: str, /, **values: object) -> str:
    """
    Return a Dutch text in `language` ("nl" or "en"), with `{name}` filled in.

    A text without English stays Dutch. A field without a value is a KeyError, unless no value is given at all.
    """
    found = _english().get(text, text) if language == "en" else text
    return found.format(**values) if values else found


def dutch(text: str) -> str:
    """Mark a text in a table for the catalogue and return it as it is; what shows it translates it."""
    return text
