"""
Exceptions of the calculator: each is a code with values, said in either language by `explain`.

A message says where, what was expected, what was found and the remedy. `str` of an error is its English.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from budget.core.messages import Message, say

MOST_FAULTS: Final = 50
"""How many faults a message names, wherever it is shown."""


class BudgetError(Exception):
    """Base of every error that the calculator raises on purpose; its text is meant for the user."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code, values)
        self.message = Message(code, **values)

    def __str__(self) -> str:
        return explain(self)


class Fault:
    """One fault in one place: its code and values, and file, line (0 when the whole file is meant) and field."""

    def __init__(self, code: str, /, *, file: str, line: int = 0, field: str = "", **values: object) -> None:
        self.message = Message(code, **values)
        self.file, self.line, self.field = file, line, field

    @classmethod
    def of(cls, message: Message, *, file: str, line: int = 0, field: str = "") -> Fault:
        """Put a message in its place."""
        return cls(message.code, file=file, line=line, field=field, **message.values)

    def __str__(self) -> str:
        return explain(self)

    def __repr__(self) -> str:
        return f"<Fault {self.message!r} at {self.file}:{self.line} {self.field}>"

    @property
    def rank(self) -> tuple[str, int, str, str]:
        """Sort key: by file, line and field, then by text."""
        return self.file, self.line, self.field, say(self.message)


class FaultsError(BudgetError):
    """All faults of one reading at once, sorted by file and line."""

    def __init__(self, where: str | Message, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.rank))
        count = len(self.faults)
        if count == 1:
            super().__init__("one_fault_in", where=where)
        else:
            super().__init__("faults_in", count=count, where=where)

    @property
    def shown(self) -> tuple[Fault, ...]:
        """The faults that a message names; a hostile file has tens of thousands."""
        return self.faults[:MOST_FAULTS]

    @property
    def more(self) -> tuple[Message, ...]:
        """Say how many faults a message leaves out; nothing when it names them all."""
        left = len(self.faults) - MOST_FAULTS
        return (Message("and_more_faults", n=left),) if left > 0 else ()


class UnknownIdError(BudgetError):
    """An id that the catalogue does not hold; `candidates` are the nearest ids that it does hold."""

    def __init__(self, unknown: str, candidates: tuple[str, ...], kind: Message | None = None) -> None:
        self.unknown = unknown
        self.candidates = candidates
        sought = kind or Message("id_of_measure")
        if candidates:
            super().__init__("unknown_id_near_others", kind=sought, unknown=unknown, near=candidates)
        else:
            super().__init__("unknown_id", kind=sought, unknown=unknown)


class RepeatedIdError(BudgetError):
    """A selection that names one measure twice."""

    def __init__(self, repeated: tuple[str, ...]) -> None:
        self.repeated = repeated
        super().__init__("measures_chosen_twice", ids=repeated)


class SettingError(BudgetError):
    """A setting outside what it may be."""


class QuestionError(SettingError):
    """A question to the search that cannot be asked in this form."""


class SearchError(BudgetError):
    """An answer of the solver that the engine does not confirm; never shown as a result."""


class CallError(BudgetError, ValueError):
    """A call with arguments that the engine has no answer to."""


def explain(item: BudgetError | Fault | Message, language: str = "en", *, page: bool = False) -> str:
    """
    Say an error, a fault or a warning in a language ("nl" or "en").

    A fault reads `file:line: field: expected this, found that. Remedy.`; several come as a list under their number,
    the first `MOST_FAULTS` of them.
    With `page` the message names what a page shows where the command line would name a command.
    """
    if isinstance(item, Message):
        return say(item, language, page=page)
    said = say(item.message, language, page=page)
    if isinstance(item, Fault):
        place = f"{item.file}:{item.line}" if item.line else item.file
        return f"{place}: {item.field}: {said}" if item.field else f"{place}: {said}"
    if isinstance(item, FaultsError):
        lines = [explain(fault, language, page=page) for fault in item.shown]
        lines += [say(more, language, page=page) for more in item.more]
        return "\n".join([said, *(f" - {line}" for line in lines)])
    return said
