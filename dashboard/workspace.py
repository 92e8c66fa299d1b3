"""A session's open packages, their steps and their revision; plain data, so that it is tested without a session."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from budget.errors import BudgetError
from budget.link import Draft, OpenedLink

MAX_STEPS = 100


@dataclass
class Slot:
    """An open package with the drafts before and after it, and the one last saved or opened."""

    draft: Draft = field(default_factory=Draft)
    past: list[Draft] = field(default_factory=list)
    future: list[Draft] = field(default_factory=list)
    saved: Draft = field(default_factory=Draft)


@dataclass(frozen=True)
class Refusal:
    """A change that was not made, numbered in the session: the measure, and whether the catalogue lacks it."""

    number: int
    id: str
    unknown: bool


@dataclass
class Workspace:
    """The session's open packages, and what the lists of toggles have reported (docs/decisions/0010)."""

    slots: list[Slot] = field(default_factory=lambda: [Slot()])
    active: int = 0
    compared: tuple[int, ...] = ()
    opened: OpenedLink | None = None
    link_fault: BudgetError | None = None
    session: str = field(default_factory=lambda: secrets.token_hex(8))
    replaced: int = 0
    applied: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    refused: int = 0  # how many so far; it numbers the refusals

    @property
    def slot(self) -> Slot:
        """The package that is being composed."""
        return self.slots[self.active]

    @property
    def revision(self) -> str:
        """Name the package as it was opened, in this session only: edits keep the name, a replacement changes it."""
        return f"{self.session}-{self.replaced}"

    def replace(self) -> None:
        """Note that another package has taken the place of the one that the screen shows."""
        self.replaced += 1

    def step(self, new: Draft) -> bool:
        """Replace the draft as a step that can be undone; say whether anything changed."""
        slot = self.slot
        if new == slot.draft:
            return False
        slot.past = [*slot.past, slot.draft][-MAX_STEPS:]
        slot.future = []
        slot.draft = new
        return True
