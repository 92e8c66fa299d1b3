"""
What counts of a body's savings and costs when no money counts twice: which bodies need it, and what their measures have.

Only where two measures of a body share money, or a cut and a saving that it falls on are both its own, can a sum of it
count money twice. Costs are cut by nothing, so of those only shared money matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budget.catalogue import Catalogue, Measure
from budget.core import Cell, one_sided
from budget.engine import Package, sharing_pairs
from budget.export.sheets.ends import End, Where, signed_end, signed_plain
from budget.export.sheets.overlap_sets import list_cuts
from budget.export.texts import Texts

TABLE: Final = "Stapel"
"""How the columns are called in which each measure stands once for each body."""


def folded_bodies(measure: Measure) -> frozenset[str]:
    """Return who carries a measure out, without capitals; the empty name where that was not assessed."""
    return frozenset(name.casefold() for name in measure.executed_by or ("",))


def body_word(catalogue: Catalogue, name: str, t: Texts) -> str:
    """Name a body; of the empty name that nobody assessed it."""
    return catalogue.body(name, t.language) or t("niet beoordeeld")


@dataclass(frozen=True)
class StackSide:
    """The savings or the costs of a body, which is given as the list first writes it and by its place among such."""

    place: int
    name: str
    saves: bool

    @property
    def body(self) -> str:
        """The body without capitals."""
        return self.name.casefold()

    @property
    def cell(self) -> str:
        """The name of the cell with the body, on Stapeling."""
        return f"{TABLE}_naam_{self.place}"

    def label(self, catalogue: Catalogue, t: Texts) -> str:
        """Return how the columns of a layer are called."""
        return f"{body_word(catalogue, self.name, t)}, {t('Besparingen' if self.saves else 'Intensiveringen').lower()}"

    def cells(self, package: Package, members: list[str]) -> list[dict[str, Cell]]:
        """Return by column what each chosen member saves, or costs, with the body; 0 of any other."""
        catalogue = package.catalogue
        mine = {id_ for id_ in package.selection if self.body in folded_bodies(catalogue.measures[id_])}

        def held(id_: str, place: int) -> Cell:
            if id_ not in mine:
                return 0
            found = package.rows[id_][place]
            if not isinstance(found, int) and catalogue.measures[id_].direction_uncertain:
                found = found.unsure
            return one_sided(found, self.saves)

        return [{id_: held(id_, place) for id_ in members} for place in range(len(catalogue.columns))]

    def _where(self, key: str) -> Where:
        return ((f"{TABLE}_aan", "Aan"), (f"{TABLE}_wie", self.cell), (f"{TABLE}_sleutel", key))

    def plain(self, column: str, key: str, bounds: bool) -> str:
        """Return the formula for what a member, by the cell with its `key`, saves or costs; thousands of euro."""
        return signed_plain(column, self.saves, bounds, TABLE, self._where(key), thousands=True)

    def end(self, column: str, end: End, key: str) -> str:
        """Return the formula for an end of what a member saves or costs; thousands of euro."""
        return signed_end(column, end, self.saves, TABLE, self._where(key), thousands=True)


def list_bodies(catalogue: Catalogue) -> dict[str, str]:
    """Return the bodies as the list first writes them, by their name without capitals; last who is not assessed."""
    found: dict[str, str] = {}
    for measure in catalogue.measures.values():
        for name in measure.executed_by:
            found.setdefault(name.casefold(), name)
    return found | ({"": ""} if any(not m.executed_by for m in catalogue.measures.values()) else {})


def overlapping_stacks(catalogue: Catalogue) -> list[StackSide]:
    """Return the savings and the costs of bodies in which money may count twice; none where no list says who does it."""
    measures = catalogue.measures
    bodies = {id_: folded_bodies(measure) for id_, measure in measures.items()}
    if not any(measure.executed_by for measure in measures.values()):
        return []

    def both(one: str, other: str) -> frozenset[str]:
        return bodies[one] & bodies[other]

    pairs = sharing_pairs(catalogue.conflicts, frozenset(measures))
    shared = {body for pair in pairs for body in both(*pair)}
    cut = {body for one in list_cuts(catalogue) for body in both(one.cut, one.saving)}
    found = []
    for place, (body, name) in enumerate(list_bodies(catalogue).items(), start=1):
        found += [
            StackSide(place, name, saves) for saves in (True, False) if body in (shared | cut if saves else shared)
        ]
    return found
