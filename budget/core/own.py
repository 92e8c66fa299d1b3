"""
Figures of one's own: measures that a list does not have, and estimates for amounts that it leaves open or disputes.

Amounts are whole thousands of euro by column; + worsens the balance. What of it a list allows is the catalogue's to say
(`budget/catalogue/own.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from budget.core.given import TextForm
from budget.core.messages import ByLanguage
from budget.core.money import KEUR_PER_MEUR, Cells
from budget.core.number_form import NumberForm, NumberUnit
from budget.core.own_targets import MOST_KEUR

OWN_PREFIX: Final = "eigen-"
"""What the id of every measure of one's own begins with."""
OWN_VARIANT: Final = "eigen"
"""The heading under which they stand, after those of the list."""
OWN_AMOUNT: Final = NumberForm(-MOST_KEUR // KEUR_PER_MEUR, MOST_KEUR // KEUR_PER_MEUR, 3, NumberUnit.MEUR)
"""What may be typed as an amount of one's own, EUR million."""
ID_BYTES: Final = 2
MOST_OWN_MEASURES: Final = 10
MOST_OWN_ESTIMATES: Final = 20
OWN_TITLE: Final = TextForm(120)
OWN_BUDGET: Final = TextForm(60)
OWN_WHY: Final = TextForm(500)
OWN_SOURCE: Final = TextForm(200)

OWN_FIELDS: Final = {
    "id": ByLanguage("nummer", "number"),
    "title": ByLanguage("naam", "name"),
    "budget": ByLanguage("begrotingsregel of hoofdstuk", "budget line or chapter"),
    "article": ByLanguage("artikel", "article"),
    "base": ByLanguage("grondslagregel", "base line"),
    "effects": ByLanguage("bedragen", "amounts"),
    "amounts": ByLanguage("bedragen", "amounts"),
    "why": ByLanguage("waarom", "why"),
    "source": ByLanguage("bron", "source"),
    "measures": ByLanguage("eigen maatregelen", "own measures"),
    "estimates": ByLanguage("eigen schattingen", "own estimates"),
    "measure": ByLanguage("maatregel", "measure"),
    "posting": ByLanguage("regel", "line"),
}
"""What the parts of figures of one's own are called for people."""


def new_own_id(said: str, taken: Container[str]) -> str:
    """
    Return an id for a measure of which this is said, so that measures that two people add apart differ in their ids.

    The same words give the same id, unless it is taken.
    """
    number = 0
    while True:
        digest = hashlib.blake2s(f"{said}{number or ''}".encode(), digest_size=ID_BYTES).hexdigest()
        if (found := f"{OWN_PREFIX}{digest}") not in taken:
            return found
        number += 1


@dataclass(frozen=True)
class OwnMeasure:
    """A measure that the user adds: a short record with one posting, a reason, and a source where there is one."""

    id: str
    title: str
    budget: str
    cells: Cells
    why: str
    article: str = ""
    base: str = "none"
    tax: bool = False
    source: str = ""

    @property
    def line(self) -> str:
        """The budget line as people write it, for instance "JenV 37"."""
        return f"{self.budget} {self.article}".strip()


@dataclass(frozen=True)
class OwnEstimate:
    """What the user takes in the place of some cells of a measure's posting, thousands of euro by column."""

    measure: str
    amounts: tuple[tuple[str, int], ...]
    why: str
    posting: int = 0
    source: str = ""

    @property
    def name(self) -> str:
        """What it is about, for messages: the measure and the columns."""
        return f"{self.measure} ({', '.join(column for column, _ in self.amounts)})"


@dataclass(frozen=True)
class Own:
    """The figures of one's own that a package goes with; falsy where there are none."""

    measures: tuple[OwnMeasure, ...] = ()
    estimates: tuple[OwnEstimate, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures or self.estimates)

    def with_measure(self, added: OwnMeasure) -> Own:
        """Return these figures with a measure, in the place of the one with its id."""
        kept = [added if measure.id == added.id else measure for measure in self.measures]
        return Own(tuple(kept if added in kept else [*kept, added]), self.estimates)

    def with_estimate(self, added: OwnEstimate) -> Own:
        """Return these figures with an estimate, in the place of the one for that posting."""
        about = (added.measure, added.posting)
        kept = [added if (item.measure, item.posting) == about else item for item in self.estimates]
        return Own(self.measures, tuple(kept if added in kept else [*kept, added]))

    def without_measure(self, id_: str) -> Own:
        """Return these figures without a measure."""
        return Own(tuple(measure for measure in self.measures if measure.id != id_), self.estimates)

    def without_estimate(self, measure: str, posting: int) -> Own:
        """Return these figures without the estimate for a posting."""
        left = tuple(item for item in self.estimates if (item.measure, item.posting) != (measure, posting))
        return Own(self.measures, left)


NO_OWN: Final = Own()
