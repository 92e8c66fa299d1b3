"""The engine's messages as a page shows them: in its language, safe in Markdown."""

from __future__ import annotations

from budget.core import BudgetError, Fault, FaultsError, Message, explain, on_one_line
from dashboard.words.markdown import Markdown, plain
from dashboard.words.text import language, t


def _said(message: Message) -> str:
    return explain(message, language(), page=True)


def _fault_line(fault: Fault) -> Markdown:
    line = t("regel {n}", n=fault.line) if fault.line else ""
    place = ", ".join(filter(None, (on_one_line(fault.file), line, on_one_line(fault.field))))
    return plain(f"{place}: {_said(fault.message)}")


def explain_error(error: BudgetError) -> Markdown:
    """Say in the session's language, in Markdown, where the fault is, what was expected and found, and what to do."""
    said = _said(error.message)
    if not isinstance(error, FaultsError):
        return plain(said[:1].upper() + said[1:])
    lines = [*map(_fault_line, error.shown), *map(explain_note, error.more)]
    return Markdown("\n").join([said, "", *map(Markdown("- {}").format, lines)])


def explain_note(note: Message) -> Markdown:
    """Say a warning of the engine about a file in the session's language, in Markdown."""
    return plain(_said(note))
