"""
The same measure in two installed lists, side by side: `catalogues/twins.yaml`.

A record names the measures of each list and how sure it is that they are the same; amounts stay in the lists, and what
differs between them is worked out from those. What is the same measure is never to be added as if it were two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from budget.catalogue.cells import clause
from budget.catalogue.fields import Name, Record, Text, as_enum
from budget.catalogue.load import PROJECT
from budget.catalogue.reader import Placed, RecordReader, remedy_near
from budget.core import KEUR_PER_MEUR, Amount, Cell, Columns, Fault, FaultsError, Message, add_cells

FILE: Final = PROJECT / "catalogues" / "twins.yaml"
SHIFTS: Final = (0, 1, 2, -1, -2)
"""Years that one list may stand later than the other, the likeliest first."""
LEAST_YEARS: Final = 3


class TwinGrade(StrEnum):
    """How sure it is: the second list names the first, or the titles alone say so."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Join(StrEnum):
    """How several measures of a list make the other's one: together, or each as an option of it."""

    SUM = "sum"
    ONE_OF = "one-of"


class TwinSide(Record):
    """The measures of one list."""

    list: Name
    measures: Annotated[tuple[Name, ...], Field(min_length=1)]
    join: Annotated[Join, as_enum(Join)] = Join.SUM


class Twin(Record):
    """
    The same measure in two lists.

    `page` is where the other list names the first, which a certain one has.
    """

    one: TwinSide
    other: TwinSide
    grade: Annotated[TwinGrade, as_enum(TwinGrade)]
    page: Annotated[int, Field(gt=0)] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def certain_is_named(self) -> Self:
        """Refuse a certain one without the page that names it, and two sides of one list."""
        if self.grade is TwinGrade.CERTAIN and self.page is None:
            raise clause("twin_without_page")
        if self.one.list == self.other.list:
            raise clause("twin_of_one_list", list=self.one.list)
        return self

    def sides(self, list_: str, measure: str) -> tuple[TwinSide, TwinSide] | None:
        """Return this measure's side and the other one; None when it is not among them."""
        for own, other in ((self.one, self.other), (self.other, self.one)):
            if own.list == list_ and measure in own.measures:
                return own, other
        return None


@dataclass(frozen=True)
class Likeness:
    """
    How the rows of two lists compare.

    `later` is by how many years the second stands later where all years are the same then, else None; `rounded` says
    that they are the same in whole millions only; `structural` says that the structural amounts are the same.
    """

    later: int | None
    rounded: bool
    structural: bool


def _filled(cell: Cell) -> Cell:
    """Return a cell, 0 where it is not given: a list leaves a year without an effect blank."""
    return 0 if isinstance(cell, Amount) and not cell.given else cell


def _whole(cell: Cell) -> Cell:
    """Round a number to whole millions, half away from zero."""
    if not isinstance(cell, int):
        return cell
    size = (2 * abs(cell) + KEUR_PER_MEUR) // (2 * KEUR_PER_MEUR)
    return size if cell >= 0 else -size


def _exact(cell: Cell) -> Cell:
    return cell


def likeness(one: Mapping[str, Cell], columns: Columns, other: Mapping[str, Cell], others: Columns) -> Likeness:
    """Compare two rows by column, each with its own columns; a cell that is not given counts as 0 here."""
    first = {column: _filled(cell) for column, cell in one.items()}
    second = {column: _filled(cell) for column, cell in other.items()}
    for rounded in (False, True):
        seen = _whole if rounded else _exact
        if seen(first[columns.structural]) != seen(second[others.structural]):
            continue
        for later in SHIFTS:
            years = {year: str(int(year) + later) for year in columns.years if str(int(year) + later) in second}
            if len(years) >= LEAST_YEARS and all(seen(first[a]) == seen(second[b]) for a, b in years.items()):
                return Likeness(later, rounded, structural=True)
    return Likeness(None, rounded=False, structural=first[columns.structural] == second[others.structural])


def joined(side: TwinSide, rows: Mapping[str, Mapping[str, Cell]]) -> list[dict[str, Cell]]:
    """Return the rows that a side stands for: the sum of its measures, or each of them."""
    found = [rows[id_] for id_ in side.measures]
    if side.join is Join.ONE_OF:
        return [dict(row) for row in found]
    return [{column: add_cells([row[column] for row in found]) for column in found[0]}]


def read_twins(path: Path) -> list[Placed[Twin]]:
    """Read a file of pairs; raises FaultsError with every fault in it."""
    reader = RecordReader(path.parent.parent)
    placed = reader.many(path, Twin)
    return reader.sound(path, placed)


def unknown_in(placed: Iterable[Placed[Twin]], measures: Mapping[str, Iterable[str]]) -> list[Fault]:
    """Return a fault for each measure that a pair names and its list lacks; `measures` has the ids of some lists."""
    faults = []
    for item in placed:
        for name, side in (("one", item.record.one), ("other", item.record.other)):
            known = set(measures.get(side.list, side.measures))
            faults += [
                item.fault((name, "measures", at), "unknown_measure", id=id_, remedy=remedy_near(id_, known))
                for at, id_ in enumerate(side.measures)
                if id_ not in known
            ]
    return faults


@cache
def installed_twins() -> tuple[Twin, ...]:
    """Return the pairs of the installed lists; raises FaultsError."""
    return tuple(item.record for item in read_twins(FILE))


def twins_of(list_: str, measure: str) -> list[tuple[Twin, TwinSide, TwinSide]]:
    """Return the pairs that a measure of a list is in, with its side and the other one."""
    found = [(twin, twin.sides(list_, measure)) for twin in installed_twins()]
    return [(twin, *sides) for twin, sides in found if sides is not None]


def hold_twins(list_: str, measures: Iterable[str]) -> None:
    """Check the pairs that name an installed list against its measures; raises FaultsError."""
    faults = unknown_in(read_twins(FILE), {list_: tuple(measures)})
    if faults:
        raise FaultsError(Message("the_catalogue"), faults)
