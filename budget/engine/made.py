"""
What a figure is made of that follows from others by a rule: the room, the ceiling and the balance of the ODA budget.

Amounts are thousands of euro. The terms of a figure add up to it at each end, so that what explains it cannot differ
from it; those that are parts of the effect have postings of their own (`sum_of_oda`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from budget.core import Amount, Cell, bounds_of
from budget.engine.oda_column import OdaColumn
from budget.engine.sums import OdaPart


class OdaFigure(StrEnum):
    """A figure of the ODA budget that follows from others, or that a source gives."""

    ATTRIBUTION_BEFORE = "attribution-before"
    ATTRIBUTION = "attribution"
    CEILING_BEFORE = "ceiling-before"
    CEILING = "ceiling"
    REGIME = "regime"
    SPARED = "spared"
    ROOM = "room"
    STAYS = "stays"
    GROWS = "grows"

    def of(self, column: OdaColumn) -> Amount:
        """Return the figure in a column."""
        return bounds_of(_READ[self](column))


_READ: Final[dict[OdaFigure, Callable[[OdaColumn], Cell]]] = {
    OdaFigure.ATTRIBUTION_BEFORE: lambda column: column.attribution_before,
    OdaFigure.ATTRIBUTION: lambda column: column.attribution,
    OdaFigure.CEILING_BEFORE: lambda column: column.ceiling_before,
    OdaFigure.CEILING: lambda column: column.ceiling,
    OdaFigure.REGIME: lambda column: column.ceiling_change,
    OdaFigure.SPARED: lambda column: column.spared,
    OdaFigure.ROOM: lambda column: column.room_bounds,
    OdaFigure.STAYS: lambda column: column.stays,
    OdaFigure.GROWS: lambda column: column.grows,
}


@dataclass(frozen=True)
class Term:
    """What a figure is made of: a part of the effect or another figure, as it is or taken off (`less`)."""

    what: OdaPart | OdaFigure
    amount: Amount
    less: bool = False


def _added(column: OdaColumn, *whats: OdaPart | OdaFigure) -> tuple[Term, ...]:
    return tuple(Term(what, what.of(column.split) if isinstance(what, OdaPart) else what.of(column)) for what in whats)


def _less(column: OdaColumn, *parts: OdaPart) -> tuple[Term, ...]:
    return tuple(Term(part, part.of(column.split).negated, less=True) for part in parts)


def made_of(figure: OdaFigure, column: OdaColumn) -> tuple[Term, ...]:
    """
    Return the terms of a figure in a column; none of one that a source gives, or of an attribution that has ended.

    Attribution: before, and what of the effect is attributed. Ceiling: before, what a regime moves, a cover, and what
    moves it by the settings. Room: a cover, less what moves no ceiling, and what a regime spares. Balance: what no
    other programme absorbs. Source: BMH 4.9, annex 4.
    """
    moving = [
        *([OdaPart.PROGRAMME] if column.moves else []),
        *([OdaPart.ATTRIBUTED] if column.follows else []),
    ]
    staying = [part for part in (OdaPart.PROGRAMME, OdaPart.ATTRIBUTED) if part not in moving]
    regime = [OdaFigure.REGIME] if column.ended else []
    if figure is OdaFigure.ATTRIBUTION and not column.ended:
        return _added(column, OdaFigure.ATTRIBUTION_BEFORE, OdaPart.ATTRIBUTED)
    if figure is OdaFigure.CEILING:
        return _added(column, OdaFigure.CEILING_BEFORE, *regime, OdaPart.COVER, *moving)
    if figure is OdaFigure.ROOM:
        spared = [OdaFigure.SPARED] if column.ended else []
        return _added(column, OdaPart.COVER) + _less(column, *staying) + _added(column, *spared)
    if figure is OdaFigure.SPARED and column.ended:
        return _added(column, OdaFigure.REGIME, OdaFigure.ATTRIBUTION_BEFORE)
    if figure is OdaFigure.STAYS:
        programme = [OdaPart.PROGRAMME] if column.moves else []
        return _added(column, OdaPart.OWN, OdaPart.OTHERS, OdaPart.COVER, *programme)
    return _added(column, OdaFigure.STAYS, OdaPart.ATTRIBUTED) if figure is OdaFigure.GROWS else ()
