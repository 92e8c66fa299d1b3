"""The dials of a measure: the assumptions behind its printed amount, the formula that they go into, a second point."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from budget.catalogue.cells import clauses
from budget.catalogue.fields import Attribution, Keur, Name, Number, Record, Source, Text
from budget.core import Message, NumberForm, NumberUnit

Formula = Literal[
    "resettlement",
    "staff",
    "yearly-cut",
    "share-of-base",
    "share-of-lines",
    "share-of-amount",
    "shares-of-amounts",
    "unit-cost",
    "spare-places",
    "people-months",
    "people-months-less-bonus",
    "people-weeks",
    "monthly-payment",
    "in-proportion",
]

NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "resettlement": ("quota", "priority"),
    "staff": (),
    "yearly-cut": ("step", "ceiling"),
    "share-of-base": ("percent",),
    "share-of-lines": ("percent",),
    "share-of-amount": ("percent", "amount"),
    "shares-of-amounts": (),
    "unit-cost": ("number", "cost"),
    "spare-places": ("people", "now", "aim", "cost"),
    "people-months": ("people", "months", "cost"),
    "people-months-less-bonus": ("people", "months", "cost", "bonus"),
    "people-weeks": ("people", "before", "after", "cost"),
    "monthly-payment": ("people", "payment"),
    "in-proportion": ("before", "after"),
}
"""The dials that a formula works on, by id; the others (by posting, by amount) name theirs in the record."""

BY_POSTING: Final = ("resettlement", "staff", "share-of-lines")
"""The formulas that give each posting its own amount."""

UNITS: Final = {
    NumberUnit.PERCENT: {"procent", "per cent", "%"},
    NumberUnit.EURO: {"euro"},
    NumberUnit.MEUR: {"mln. euro", "EUR million"},
}
"""The names of units of which signs and multiples may be typed too."""

FINEST: Final = 6
"""The decimals that a call or a file may give a dial; a page holds it to its step."""


class Dial(Attribution):
    """
    An assumption behind a printed amount that the user can turn, with its limits.

    Its evidence is that of the default: stated when the source prints it, derived when it follows from other figures.
    """

    id: Name
    title: Text
    unit: Text
    default: Number
    minimum: Number
    maximum: Number
    step: Number
    source: Source
    note: Text | None = None

    @property
    def decimals(self) -> int:
        """The decimals that the dial is set in: those of its step."""
        exponent = Decimal(self.step).normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def number_form(self) -> NumberForm:
        """What may be typed for it: within its limits, in its unit, no finer than its step."""
        words = tuple(filter(None, (self.unit.nl, self.unit.en)))
        unit = next((unit for unit, names in UNITS.items() if names & set(words)), NumberUnit.NONE)
        return NumberForm(self.minimum, self.maximum, self.decimals, unit, words)

    @property
    def written_form(self) -> NumberForm:
        """What a call or a file may give it: finer than on a page."""
        return replace(self.number_form, decimals=FINEST)


class DialItem(Record):
    """A product in a posting's amount: the dial of the number times the dial of the price in euro (1 without one)."""

    number: Name
    price: Name | None = None


class DialPart(Record):
    """
    What a formula by posting gives to one posting, by its place.

    `cost` is the part of the cost of a resettled person that it bears, the EU contribution taken off the execution.
    `items` are products of dials in euro, `lines` those of the base that a share is taken of; `fixed` is added. With
    none of them the posting is nil once a dial is moved.
    """

    posting: Annotated[int, Field(ge=0)]
    cost: Literal["integration", "execution"] | None = None
    items: tuple[DialItem, ...] = ()
    lines: tuple[Name, ...] = ()
    fixed: Keur = 0


class SecondPoint(Attribution):
    """
    Another point of the formula: what it gives, structurally, with other values of the dials.

    Stated when the source prints it; derived when it was computed by hand, with the sum as its reason.
    """

    values: Annotated[dict[str, Number], Field(min_length=1)]
    amount: Keur


class DialSet(Record):
    """
    The dials of a measure and the formula that turns them into its amount.

    `reference` is the printed structural amount that the formula gives at the defaults, within its rounding;
    `postings` the places of the postings that it drives (all when empty); `parts` what a formula by posting gives to
    each. `lines`, `part`, `year` (of the base), `amount` and `amounts` (by dial) are what the formula works on.
    `months` says of a column how many months of the year count in it. `note` says what cannot be reproduced.
    """

    formula: Formula
    reference: Keur
    values: Annotated[tuple[Dial, ...], Field(min_length=1)]
    second: SecondPoint | None = None
    postings: tuple[int, ...] = ()
    parts: tuple[DialPart, ...] = ()
    lines: tuple[Name, ...] = ()
    part: Name | None = None
    year: Name | None = None
    amount: Keur | None = None
    amounts: dict[str, Keur] = Field(default_factory=dict)
    months: dict[str, Annotated[int, Field(ge=0, le=12)]] = Field(default_factory=dict)
    sign: Literal[1, -1] = 1
    note: Text | None = None

    @property
    def driven(self) -> tuple[int, ...]:
        """The places of the postings that the dials drive; all when empty."""
        return tuple(part.posting for part in self.parts) if self.parts else self.postings

    def drives(self, place: int) -> bool:
        """Tell whether the dials drive the posting at a place."""
        return not self.driven or place in self.driven

    @model_validator(mode="after")
    def dials_that_the_formula_works_on(self) -> Self:
        """Refuse a set that lacks a dial of its formula, or that names a dial which it does not have."""
        ids = [dial.id for dial in self.values]
        items: list[tuple[tuple[str | int, ...], Message]] = []
        lacking = [id_ for id_ in NEEDED[self.formula] if id_ not in ids]
        if lacking:
            items.append((("values",), Message("ids_missing", wanted=NEEDED[self.formula], lacking=lacking)))
        if (self.formula in BY_POSTING) != bool(self.parts):
            items.append((("parts",), Message("dial_parts_unlike_formula", formulas=BY_POSTING)))
        named = [*self.amounts, *(self.second.values if self.second else ())]
        named += [name for part in self.parts for item in part.items for name in (item.number, item.price) if name]
        allowed = ", ".join(f'"{id_}"' for id_ in ids)
        items += [
            (("values",), Message("word_not_allowed", allowed=allowed, found=f'"{name}"'))
            for name in named
            if name not in ids
        ]
        if items:
            raise clauses(items)
        return self
