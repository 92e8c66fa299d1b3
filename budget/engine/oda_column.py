"""
One column of the ODA attribution: who keeps the effect, and what becomes of the ceiling, the room and the balance.

All amounts are thousands of euro, with their ends where cells have bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from budget.core import Amount
from budget.engine.totals import NOTHING, add_totals


class Bearer(StrEnum):
    """Who keeps a part of the effect."""

    OWN = "own"
    ODA_ROOM = "oda_room"
    OTHERS = "others"


@dataclass(frozen=True)
class Share:
    """The first-year share of a column as an exact fraction."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal:
        """The share as a percentage, one decimal."""
        return (Decimal(self.numerator) * 100 / Decimal(self.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Split:
    """
    A measure's effect in one column by who keeps it: own chapter, ODA room, others; they sum to the effect.

    ODA room is what is attributed of reception, what programmes cost, and what a regime takes from the ODA budget as
    its cover.
    """

    own: Amount = NOTHING
    attributed: Amount = NOTHING
    programme: Amount = NOTHING
    cover: Amount = NOTHING
    others: Amount = NOTHING

    @property
    def oda_room(self) -> Amount:
        """What falls to the ODA budget: the attributed part of reception, the programmes and a cover."""
        return add_totals((self.attributed, self.programme, self.cover))


@dataclass(frozen=True)
class OdaColumn:
    """
    One column of the attribution, thousands of euro.

    `room` is the change in the room for other ODA programmes: below 0 they are crowded out. It mirrors what falls to
    the ODA budget, less what moves the ceiling: room = −attributed − programme + cover + (attributed, if the ceiling
    follows) + (programme, if programmes move the ceiling) + `spared`. A cover is money that leaves the budget; `spared`
    is by how much less than the attribution the ceiling falls when that ends (0 unless the printed amount is chosen).
    `net` is the effect on the State's balance: what a fixed ceiling absorbs is spent elsewhere. Worked examples: a
    saving on reception of which −2,692 was attributed gives room of 2,692 under a fixed ceiling and 0 under one that
    follows; +74,000 of aid crowds out 74,000; a cover of −68,000 from the ODA budget leaves −68,000.
    """

    share: Share
    split: Split
    effect: Amount
    attribution_before: int
    ceiling_before: int
    ceiling_change: int
    ended: bool
    moves: bool
    follows: bool

    @property
    def attribution(self) -> Amount:
        """The attribution after the package."""
        return NOTHING if self.ended else self.split.attributed.plus(self.attribution_before)

    @property
    def attribution_after(self) -> int | None:
        """The plain amount of the attribution after the package; None where there is a range in it."""
        return self.attribution.keur

    @property
    def ceiling(self) -> Amount:
        """The ODA ceiling after the package."""
        programme = [self.split.programme] if self.moves else []
        attributed = [self.split.attributed] if self.follows else []
        return add_totals([self.split.cover, *programme, *attributed]).plus(self.ceiling_before + self.ceiling_change)

    @property
    def ceiling_after(self) -> int | None:
        """The plain amount of the ceiling after the package; None where there is a range in it."""
        return self.ceiling.keur

    @property
    def spared(self) -> int:
        """By how much less than the attribution the ceiling falls when that ends."""
        return self.ceiling_change + self.attribution_before if self.ended else 0

    @property
    def room_bounds(self) -> Amount:
        """Change in the room for other ODA programmes, with its ends: a cost at its most takes the most room."""
        programme = [] if self.moves else [self.split.programme]
        attributed = [] if self.follows else [self.split.attributed]
        return self.split.cover.plus(add_totals([*programme, *attributed]).negated).plus(self.spared)

    @property
    def room(self) -> int | None:
        """The plain amount of the change in room; None where there is a range in it."""
        return self.room_bounds.keur

    @property
    def stays(self) -> Amount:
        """The effect on the balance when the ceiling stays, with its ends."""
        programme = [self.split.programme] if self.moves else []
        return add_totals([self.split.own, self.split.others, self.split.cover, *programme])

    @property
    def grows(self) -> Amount:
        """The effect on the balance when the ceiling follows the attribution, with its ends."""
        return self.stays.plus(self.split.attributed)

    @property
    def balance(self) -> Amount:
        """The effect on the balance under the ceiling as it is set, with its ends."""
        return self.grows if self.follows else self.stays

    @property
    def net_stays(self) -> int | None:
        """The plain amount of the effect when the ceiling stays; None where there is a range in it."""
        return self.stays.keur

    @property
    def net_follows(self) -> int | None:
        """The plain amount of the effect when the ceiling follows; None where there is a range in it."""
        return self.grows.keur

    @property
    def net(self) -> int | None:
        """The plain amount of the effect under the ceiling as it is set; None where there is a range in it."""
        return self.balance.keur

    @property
    def holds(self) -> bool:
        """Whether everything that was planned within the ceiling still fits; of a range at its least room."""
        found = self.room_bounds
        least = found.lower if found.keur is None else found.keur
        return least is not None and least >= 0

    def share_of_oda(self, attribution: int | None) -> Decimal | None:
        """Return an attribution as a percentage of total ODA before the package, one decimal; None of a range."""
        if attribution is None:
            return None
        return (Decimal(attribution) * 100 / Decimal(self.ceiling_before)).quantize(Decimal("0.1"), ROUND_HALF_UP)
