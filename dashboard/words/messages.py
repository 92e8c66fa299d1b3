"""
The engine's messages as a page shows them: in its language, safe in Markdown.

The engine speaks English; locale/<language>/LC_MESSAGES/engine.po (gettext) holds what its texts read as on a page. A
text without an entry stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from budget.core import BudgetError, Fault, FaultsError
from dashboard.words.text import language, t

LOCALE = Path(__file__).parent.parent / "locale"
MOST_FAULTS = 50
MOST_SIGNS = 600
"""What is shown of one message; a hostile file can put a million signs in a name."""

_FIELD = re.compile(r"{(\w+)}")
_MARKS = re.compile(r"[\\`*_\[\]<~$:]|&(?=#?\w+;)|^[#+\-=>]|(?<=^\d)[.)](?= |$)|(?<=^\d\d)[.)](?= |$)")
"""What Markdown reads: some marks anywhere, others only at the start; labels are read out raw, so no more than needed."""
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
JOINER = "\u2060"
"""Has no width and breaks no line; within an address it keeps a page from making a link of it, which no escape does."""


@dataclass(frozen=True)
class Template:
    """A text of the engine with `{fields}`, and what it reads as on a page."""

    fixed: tuple[str, ...]
    fields: tuple[str, ...]
    reads: str

    @classmethod
    def of(cls, text: str, reads: str) -> Template:
        """Cut a text into its fixed parts and its fields."""
        parts = _FIELD.split(text)
        return cls(tuple(parts[::2]), tuple(parts[1::2]), reads)

    def rank(self) -> tuple[int, int]:
        """Return the sort key that puts the text with most fixed signs first, and the one with fewest fields."""
        return -sum(map(len, self.fixed)), len(self.fields)

    def filled(self, values: dict[str, str]) -> str:
        """Return what the text reads as, with its fields filled in."""
        return _FIELD.sub(lambda field: values[field[1]], self.reads)

    def match(self, text: str) -> dict[str, str] | None:
        """Return the fields' values when a text has this form; in time linear in its length."""
        if not self.fields:
            return {} if text == self.fixed[0] else None
        first, *middle, last = self.fixed
        end = len(text) - len(last)
        if not text.startswith(first) or not text.endswith(last):
            return None
        at, values = len(first), []
        for part in middle:
            found = text.find(part, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(part)
        return dict(zip(self.fields, [*values, text[at:end]], strict=True)) if at <= end else None


@lru_cache(maxsize=2)
def templates(lang: str) -> dict[str, tuple[Template, ...]]:
    """Read a language's templates by their context, those with most fixed signs first."""
    found: dict[str, list[Template]] = {}
    with (LOCALE / lang / "LC_MESSAGES" / "engine.po").open("rb") as stream:
        for message in read_po(stream, locale=lang):
            if message.id and message.string:
                found.setdefault(message.context or "", []).append(Template.of(str(message.id), str(message.string)))
    return {context: tuple(sorted(kept, key=Template.rank)) for context, kept in found.items()}


def translate(context: str, text: str) -> str:
    """Return a text of the engine in the session's language; a field is looked up under its own name as context."""
    for template in templates(language()).get(context, ()):
        values = template.match(text)
        if values is not None:
            return template.filled({name: translate(name, value) for name, value in values.items()})
    return text


def _line(text: str) -> str:
    """Put a text on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_SIGNS else f"{line[:MOST_SIGNS]}…"


def _sentence(text: str) -> str:
    """Put a text on one line, with a capital."""
    line = _line(text)
    return line[:1].upper() + line[1:]


def plain(text: str) -> str:
    """Escape a text for Markdown, so that it shows as it is, on one line; an address in it becomes no link."""
    return _MARKS.sub(r"\\\g<0>", _ADDRESS.sub(JOINER, " ".join(text.split())))


def _remedy(text: str) -> str:
    """Translate a remedy; one fault passes on a whole message as its remedy."""
    found = translate("remedy", text)
    return _sentence(translate("message", text) if found == text else found)


def _fault_line(fault: Fault) -> str:
    line = t("regel {n}", n=fault.line) if fault.line else ""
    text = t(
        "{place}: verwacht {expected}, gevonden {found}. {remedy}",
        place=", ".join(filter(None, (_line(fault.file), line, _line(fault.field)))),
        expected=_line(translate("expected", fault.expected)),
        found=_line(translate("found", fault.found)),
        remedy=_remedy(fault.remedy),
    )
    return plain(text.strip())


def explain_error(error: BudgetError) -> str:
    """Say in the session's language, in Markdown, where the fault is, what was expected and found, and what to do."""
    if not isinstance(error, FaultsError):
        return plain(_sentence(translate("message", str(error))))
    count, where = len(error.faults), _line(translate("where", error.where))
    head = t("1 fout in {where}", where=where) if count == 1 else t("{n} fouten in {where}", n=count, where=where)
    lines = [_fault_line(fault) for fault in error.faults[:MOST_FAULTS]]
    if count > MOST_FAULTS:
        lines.append(plain(t("… en nog {n}", n=count - MOST_FAULTS)))
    return "\n".join([f"{plain(head)}:", "", *(f"- {line}" for line in lines)])


def explain_note(note: str) -> str:
    """Say a warning of the engine about a file in the session's language, in Markdown."""
    return plain(_line(translate("note", note)))
