"""
What must come out of clicks on a list of toggles: a model of its own, beside the program's.

Clicks on a package arrive in order. When it is replaced while clicks are under way, those that arrive first are made
and the others are refused; which comes first is up to the server, so each place of the cut is a possible outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MOST_PACKAGES = 8


@dataclass(frozen=True)
class Sheet:
    """A package: its name and measures."""

    name: str
    measures: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Desk:
    """An open package with its steps."""

    sheet: Sheet
    past: tuple[Sheet, ...] = ()

    def step(self, sheet: Sheet) -> Desk:
        """Change the package, as a step that can be undone."""
        return self if sheet == self.sheet else Desk(sheet, (*self.past, self.sheet))


@dataclass(frozen=True)
class Model:
    """The open packages of a session."""

    desks: tuple[Desk, ...]
    active: int = 0

    @property
    def desk(self) -> Desk:
        """The package that is being composed."""
        return self.desks[self.active]

    def with_desk(self, desk: Desk) -> Model:
        """Put another desk in the active one's place."""
        return replace(self, desks=tuple(desk if n == self.active else d for n, d in enumerate(self.desks)))

    def clicked(self, clicks: Iterable[tuple[str, bool]]) -> Model:
        """Make clicks: each adds or takes away one measure."""
        desk = self.desk
        for id_, on in clicks:
            measures = desk.sheet.measures | {id_} if on else desk.sheet.measures - {id_}
            desk = desk.step(replace(desk.sheet, measures=measures))
        return self.with_desk(desk)

    def opened(self, sheet: Sheet) -> Model:
        """Open a package beside the others, or in place of an empty one or when there is no more room."""
        if len(self.desks) < MOST_PACKAGES and self.desk.sheet.measures:
            return Model((*self.desks, Desk(sheet)), len(self.desks))
        return self.with_desk(self.desk.step(sheet))

    def undone(self) -> Model:
        """Take the last step back."""
        return self.with_desk(Desk(self.desk.past[-1], self.desk.past[:-1])) if self.desk.past else self


@dataclass(frozen=True)
class Outcome:
    """A possible end: the packages, and the clicks refused."""

    model: Model
    refused: tuple[str, ...] = ()

    def fits(self, sheets: tuple[Sheet, ...], told: set[str], checked: set[str]) -> bool:
        """Whether it is what the page shows: the packages, the refusals told and the boxes ticked."""
        ours = tuple(desk.sheet.measures for desk in self.model.desks)
        return (
            ours == tuple(sheet.measures for sheet in sheets)
            and set(self.refused) == told
            and self.model.desk.sheet.measures == checked
        )


def outcomes(
    model: Model, before: list[tuple[str, bool]], after: list[tuple[str, bool]], act: str, sheet: Sheet | None = None
) -> Iterator[Outcome]:
    """Give each possible end of clicks before and after a package is opened ("open") or a step undone ("undo")."""
    for cut in range(len(before) + 1):
        reached = model.clicked(before[:cut])
        refused = tuple(id_ for id_, _ in before[cut:])
        if act == "open" and sheet is not None:
            yield Outcome(reached.opened(sheet).clicked(after), refused)
        elif act == "undo":
            yield Outcome(reached.undone().clicked(after), refused)
