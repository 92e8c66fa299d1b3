"""
What the calculator says to people, as codes with values; the words stand in the gettext catalogues, one per language.

`locale/<language>/LC_MESSAGES/faults.po` holds a template for every code. A value is put into its `{field}` as it is
and never read as a template; a value that is itself a word of the calculator is a message too. An entry with the
context "page" is what the code reads as on a page, where it differs from the command line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from budget.core.signs import seen

LOCALE: Final = Path(__file__).parent / "locale"
MESSAGE_LANGUAGES: Final = ("nl", "en")
PAGE: Final = "page"
MOST_SIGNS: Final = 600
"""What is shown of one value; a hostile file can put a million signs in a name."""
MOST_ITEMS: Final = 100
"""How many of several values are shown."""

_FIELD: Final = re.compile(r"{(\w+)}")


class Message:
    """A code with its values, for instance `Message("did_you_mean", near="4.7")`."""

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.code, self.values) == (other.code, other.values)

    __hash__ = None  # type: ignore[assignment]  # the values may be lists

    def __repr__(self) -> str:
        return f"Message({', '.join([repr(self.code), *(f'{k}={v!r}' for k, v in self.values.items())])})"

    def __str__(self) -> str:
        return say(self)


@dataclass(frozen=True)
class ByLanguage:
    """A value with its own text in each language, such as the labels of a list of options."""

    nl: str
    en: str


@dataclass(frozen=True)
class Sentence:
    """A message as a value that stands as a sentence of its own, so with a capital."""

    message: Message


def fields_of(template: str) -> frozenset[str]:
    """Return the names of a template's fields."""
    return frozenset(_FIELD.findall(template))


@lru_cache(maxsize=len(MESSAGE_LANGUAGES))
def templates(language: str) -> dict[tuple[str, str], str]:
    """Read a language's templates by context ("" or "page") and code."""
    with (LOCALE / language / "LC_MESSAGES" / "faults.po").open("rb") as stream:
        entries = read_po(stream, locale=language)
        return {(entry.context or "", str(entry.id)): str(entry.string) for entry in entries if entry.id}


def say(message: Message, language: str = "en", *, page: bool = False) -> str:
    """Return a message in a language, as the command line says it or as a page does; KeyError for an unknown code."""
    held = templates(language)
    template = held.get((PAGE, message.code)) if page else None
    filled = {name: _filled(value, language, page) for name, value in message.values.items()}
    return _FIELD.sub(lambda field: filled[field[1]], template or held["", message.code])


def _filled(value: object, language: str, page: bool) -> str:
    """Write a value in a language: on one line, not too long; several separated by commas."""
    if isinstance(value, Message):
        return say(value, language, page=page)
    if isinstance(value, Sentence):
        said = say(value.message, language, page=page)
        return said[:1].upper() + said[1:]
    if isinstance(value, ByLanguage):
        return value.en if language == "en" else value.nl
    if isinstance(value, Sequence) and not isinstance(value, str):
        some = ", ".join(_filled(item, language, page) for item in value[:MOST_ITEMS])
        more = len(value) - MOST_ITEMS
        return say(Message("some_and_more", some=some, more=more), language) if more > 0 else some
    return on_one_line(str(value))


def on_one_line(text: str) -> str:
    """Put a text on one line of at most `MOST_SIGNS` signs, all of them seen; what is no character by its number."""
    line = seen(" ".join(text.encode("utf-8", errors="backslashreplace").decode("utf-8").split()))
    return line if len(line) <= MOST_SIGNS else f"{line[:MOST_SIGNS]}…"


def shown(value: object) -> Message | str:
    """Write a found value as the file has it: text in quotes on one line, `true`, a list; nothing for an empty one."""
    if value is None:
        return Message("nothing")
    if isinstance(value, bool):
        return Message("true") if value else Message("false")
    if isinstance(value, str):
        line = seen(" ".join(value.split()))
        return f'"{line}"' if len(line) <= 60 else f'"{line[:59]}…"'
    if isinstance(value, dict):
        return Message("a_mapping")
    return Message("a_list") if isinstance(value, list | tuple) else str(value)


def either(words: Sequence[str]) -> Message | str:
    """Return words in quotes of which one must be taken: "a", "b" or "c"."""
    *some, last = (f'"{word}"' for word in words)
    return Message("either", some=some, last=last) if some else last
