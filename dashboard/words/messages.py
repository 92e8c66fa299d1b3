"""The engine's messages as a page shows them: in its language, safe in Markdown."""

from __future__ import annotations

import re

from budget.core import BudgetError, Fault, FaultsError, Message, explain, on_one_line
from dashboard.words.text import language, t

MOST_FAULTS = 50
_MARKS = re.compile(r"[\\`*_\[\]<~$:]|&(?=#?\w+;)|^[#+\-=>]|(?<=^\d)[.)](?= |$)|(?<=^\d\d)[.)](?= |$)")
"""What Markdown reads: some marks anywhere, others only at the start; labels are read out raw, so no more than needed."""
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
JOINER = "\u2060"
"""Has no width and breaks no line; within an address it keeps a page from making a link of it, which no escape does."""


def plain(text: str) -> str:
    """Escape a text for Markdown, so that it shows as it is, on one line; an address in it becomes no link."""
    return _MARKS.sub(r"\\\g<0>", _ADDRESS.sub(JOINER, " ".join(text.split())))


def _said(message: Message) -> str:
    return explain(message, language(), page=True)


def _fault_line(fault: Fault) -> str:
    line = t("regel {n}", n=fault.line) if fault.line else ""
    place = ", ".join(filter(None, (on_one_line(fault.file), line, on_one_line(fault.field))))
    return plain(f"{place}: {_said(fault.message)}")


def explain_error(error: BudgetError) -> str:
    """Say in the session's language, in Markdown, where the fault is, what was expected and found, and what to do."""
    said = _said(error.message)
    if not isinstance(error, FaultsError):
        return plain(said[:1].upper() + said[1:])
    lines = [_fault_line(fault) for fault in error.faults[:MOST_FAULTS]]
    if len(error.faults) > MOST_FAULTS:
        lines.append(plain(t("… en nog {n}", n=len(error.faults) - MOST_FAULTS)))
    return "\n".join([plain(said), "", *(f"- {line}" for line in lines)])


def explain_note(note: Message) -> str:
    """Say a warning of the engine about a file in the session's language, in Markdown."""
    return plain(_said(note))
