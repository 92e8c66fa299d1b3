"""
A session's open packages, their steps and their revision; plain data, so that it is tested without a session.

What a click does is done here whole: Streamlit can break a callback off whenever it looks at the session.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from budget.catalogue import Catalogue, with_own
from budget.core import BudgetError, Settings
from budget.engine import Package, check_settings
from budget.share import MAX_PACKAGES, Draft, OpenedLink, known_lines

MAX_STEPS = 100
MAX_CLOSED = 10


@dataclass(frozen=True)
class Origin:
    """The saved version that an open package goes on from: the id of its package in the store, and its number."""

    package: str
    number: int


@dataclass
class Slot:
    """
    An open package with the drafts before and after it, and the one last saved or opened.

    `origin` is the version in the store that it goes on from, where there is one.
    """

    draft: Draft = field(default_factory=Draft)
    past: list[Draft] = field(default_factory=list)
    future: list[Draft] = field(default_factory=list)
    saved: Draft = field(default_factory=Draft)
    origin: Origin | None = None
    undone: bool = False
    """Whether the last that happened to it was a step back."""


@dataclass(frozen=True)
class Refusal:
    """A change that was not made, numbered in the session: the measure, and whether the catalogue lacks it."""

    number: int
    id: str
    unknown: bool


def _fitted(draft: Draft, catalogue: Catalogue) -> Draft:
    """Return what a list holds of a draft: its known measures, and its settings if the list has them."""
    settings = draft.settings
    try:
        check_settings(catalogue, settings)
    except BudgetError:
        settings = Settings()
    found = with_own(catalogue, settings.own)
    known = found.sorted_selection({id_ for id_ in draft.measures if id_ in found.measures})
    return replace(draft, measures=known, settings=settings, red_lines=known_lines(found, draft.red_lines))


@dataclass
class Workspace:
    """The session's open packages, and what the lists of toggles have reported (docs/decisions/0010)."""

    slots: list[Slot] = field(default_factory=lambda: [Slot()])
    active: int = 0
    compared: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()  # the packages that are not taken as positions of persons
    opened: OpenedLink | None = None
    link_fault: BudgetError | None = None
    session: str = field(default_factory=lambda: secrets.token_hex(8))
    replaced: int = 0
    applied: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    refused: int = 0  # how many so far; it numbers the refusals
    uploads: int = 0  # how many files were opened
    told: dict[str, str] = field(default_factory=dict)  # what the address was last told
    closed: list[Slot] = field(
        default_factory=list
    )  # packages that were closed with something in them, the last one last
    catalogue: str = ""  # the id of the list whose packages these are
    waiting: tuple[str, str] | None = None  # a list that is not here, and a link that waits for it
    noted: object = None  # what was last handed over to be kept
    composed: dict[tuple[tuple[str, ...], Settings], Package] = field(default_factory=dict, repr=False, compare=False)

    @property
    def slot(self) -> Slot:
        """The package that is being composed."""
        return self.slots[self.active]

    @property
    def revision(self) -> str:
        """Name the package as it was opened, of this list in this session only: edits keep the name, replacing changes it."""
        return f"{self.session}-{self.catalogue}-{self.replaced}"

    def take_over(self, before: Workspace) -> None:
        """
        Go on where the workspace of another list of the session left off.

        What its lists of toggles reported was handled, and stays so; what was refused is still to be told.
        """
        self.session, self.applied, self.told = before.session, before.applied, before.told
        self.refusals, self.refused, self.uploads = before.refusals, before.refused, before.uploads + 1
        self.waiting = before.waiting
        self.link_fault = self.opened = None

    def fit(self, catalogue: Catalogue) -> tuple[str, ...]:
        """
        Go on with a corrected list of the same id; return the chosen measures that it no longer has.

        The steps to undo are of the list before, and go with it; settings that it does not have are at their default.
        """
        drafts = [_fitted(slot.draft, catalogue) for slot in self.slots]
        pairs = zip(self.slots, drafts, strict=True)
        lost = dict.fromkeys(id_ for slot, new in pairs for id_ in slot.draft.measures if id_ not in new.measures)
        self.slots = [Slot(draft, saved=draft) for draft in drafts]
        self.composed.clear()
        self.replace()
        return tuple(lost)

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
        slot.draft, slot.undone = new, False
        return True

    def undo(self) -> None:
        """Go one step back."""
        slot = self.slot
        if slot.past:
            slot.future.append(slot.draft)
            slot.draft, slot.undone = slot.past.pop(), True
            self.replace()

    def redo(self) -> None:
        """Go one step forward again."""
        slot = self.slot
        if slot.future:
            slot.past.append(slot.draft)
            slot.draft, slot.undone = slot.future.pop(), False
            self.replace()

    def reset(self) -> None:
        """Return to the package as it was last saved or opened."""
        if self.step(self.slot.saved):
            self.replace()

    def can_open(self) -> bool:
        """Whether another package can be opened."""
        return len(self.slots) < MAX_PACKAGES

    def open(self, new: Draft, origin: Origin | None = None) -> None:
        """Open a package beside the others; in place of the active one when that is empty or no more can be opened."""
        if self.can_open() and not self.slot.draft.is_empty:
            self.slots.append(Slot(new, saved=new, origin=origin))
            self.active = len(self.slots) - 1
        else:
            self.step(new)
            self.slot.saved, self.slot.origin = new, origin
        self.replace()

    def open_beside(self, others: Sequence[Draft]) -> int:
        """Open packages beside the active one, which stays active; returns for how many there was room."""
        room = others[: MAX_PACKAGES - len(self.slots)]
        self.slots += [Slot(new, saved=new) for new in room]
        return len(room)

    def switch(self, index: int) -> None:
        """Make another open package the active one."""
        self.active = index
        self.replace()

    def close(self) -> None:
        """Close the active package; the last one becomes empty. Unless it was empty it can be opened again."""
        closed = self.active
        slot = self.slots.pop(closed)
        if not slot.draft.is_empty:
            self.closed = [*self.closed, slot][-MAX_CLOSED:]
        if not self.slots:
            self.slots.append(Slot())
        self.compared, self.apart = (
            tuple(i - (i > closed) for i in indices if i != closed) for indices in (self.compared, self.apart)
        )
        self.switch(min(closed, len(self.slots) - 1))

    def can_reopen(self) -> bool:
        """Whether a package was closed that there is room for."""
        return bool(self.closed) and (self.can_open() or self.slot.draft.is_empty)

    def reopen(self) -> None:
        """Open the package again that was closed last, with its steps: beside the others, or in place of an empty one."""
        if not self.can_reopen():
            return
        slot = self.closed.pop()
        if not self.slot.draft.is_empty:
            self.slots.append(slot)
            self.switch(len(self.slots) - 1)
        else:
            self.slots[self.active] = slot
            self.replace()
