"""Exceptions of the calculator: each says where, what was expected, what was found and the remedy."""

from __future__ import annotations

from dataclasses import dataclass


def shown(value: object) -> str:
    """Write a found value as the file has it: text in quotes on one line, `true`, a list; nothing for an empty one."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        line = " ".join(value.split())
        return f'"{line}"' if len(line) <= 60 else f'"{line[:59]}…"'
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else str(value)


class BudgetError(Exception):
    """Base of every error that the calculator raises on purpose; its text is meant for the user."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one place: file, line (0 when the whole file is meant), field and what to do."""

    file: str
    line: int
    field: str
    expected: str
    found: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} expected {self.expected}, found {self.found}. {self.remedy}"


class FaultsError(BudgetError):
    """All faults of one reading at once, sorted by file and line."""

    def __init__(self, where: str, faults: list[Fault]) -> None:
        self.where = where
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        noun = "fault" if count == 1 else "faults"
        lines = "\n".join(f" - {fault}" for fault in self.faults)
        super().__init__(f"{count} {noun} in {where}:\n{lines}")


class UnknownIdError(BudgetError):
    """An id that the catalogue does not hold; `candidates` are the nearest ids that it does hold."""

    def __init__(self, unknown: str, candidates: tuple[str, ...], kind: str = "measure") -> None:
        self.unknown = unknown
        self.candidates = candidates
        self.kind = kind
        near = f" Did you mean {', '.join(candidates)}?" if candidates else ""
        super().__init__(
            f'expected the id of a {kind}, found "{unknown}".{near} `python -m budget measures` lists the ids.'
        )


class RepeatedIdError(BudgetError):
    """A selection that names one measure twice."""

    def __init__(self, repeated: tuple[str, ...]) -> None:
        self.repeated = repeated
        names = ", ".join(repeated)
        super().__init__(f"expected each measure once, found twice: {names}. Remove the repetition.")


class SettingError(BudgetError):
    """A setting outside what it may be."""


class QuestionError(SettingError):
    """A question to the search that cannot be asked in this form."""


class SearchError(BudgetError):
    """An answer of the solver that the engine does not confirm; never shown as a result."""
