"""
The plan of the sheet Overlap: what stands where, and the values as exported.

Amounts stand by layer and by column. A layer is a set of base lines (the total first) or what a body saves or pays of
all, where amounts have bounds once for the plain amounts and once for each end. What does not differ by end stands by
what is summed, set of base lines or body, and by column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from budget.core import Cell
from budget.engine import (
    End,
    Package,
    Sharing,
    at_end,
    at_largest,
    cutting_measures,
    in_doubt,
    is_endless,
    is_wide,
    sharing_pairs,
)
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.base import scope_groups
from budget.export.sheets.ends import ENDS, NAMES, end_word
from budget.export.sheets.overlap_groups import list_groups
from budget.export.sheets.overlap_sets import (
    Amounts,
    Cut,
    chosen_cells,
    counting_sets,
    cut_percents,
    kept_amounts,
    list_cuts,
    list_members,
    list_sets,
    taken,
)
from budget.export.sheets.overlap_stacks import overlapping_stacks

FIRST: Final = 4
"""The column of the first of the amounts."""
RESULT: Final = 4
"""The head of the outcome; two rows that explain it follow, and then the outcome itself."""
BLOCKS: Final = ("plain", "lower", "upper", "largest", "wide", "doubt", "endless")
"""What of a member with bounds stands by set of base lines: its cell, its largest saving, and what is unsure of it."""


@dataclass
class Plan:
    """What stands on the sheet, and where."""

    sheet: Sheet
    package: Package

    def __post_init__(self) -> None:
        book, catalogue = self.sheet.book, self.package.catalogue
        groups = [None, *scope_groups(catalogue, book.texts, self.package.settings)]
        stacks = overlapping_stacks(catalogue)
        self.stacks = dict(enumerate(stacks, start=len(groups)))
        self.cuts = list_cuts(catalogue)
        self.groups = list_groups(catalogue) if book.bounds else []
        self.sets = [] if book.bounds else list_sets(catalogue)
        grouped = [id_ for group in self.groups for id_ in group.members]
        listed = list_members(catalogue, self.sets, self.cuts)
        self.members = [*grouped, *(id_ for id_ in listed if id_ not in grouped)]
        self.sharing = [id_ for id_ in self.members if any(id_ in one.component for one in self.sets)]
        self.labels = [book.texts("Saldo-effect") if group is None else group.label for group in groups]
        self.labels += [stack.label(catalogue, book.texts) for stack in stacks]
        self.ends: tuple[End, ...] = ("keur", *ENDS) if book.bounds else ("keur",)
        self.percents = cut_percents(self.package, self.cuts)
        self.cutting = cutting_measures(catalogue)
        self.chosen = frozenset(self.package.selection)
        self.cells = [column for group in groups for column in chosen_cells(self.package, group, self.members)]
        self.cells += [column for stack in stacks for column in stack.cells(self.package, self.members)]
        self.narrow = len(self.cells)
        self.width = len(self.ends) * self.narrow
        self.at_groups = FIRST + 2 * self.width + len(BLOCKS) * self.narrow
        self.at_members = RESULT + 6
        self.at_sets = self.at_members + len(self.members) + 4
        sets = len(self.sets) + sum(len(group.sets) for group in self.groups)
        self.at_percents = self.at_sets + sets + 4
        self.at_cuts = self.at_percents + len(self.percents) + 4

    @cached_property
    def amounts(self) -> list[Amounts]:
        """What each member amounts to, by layer and column."""
        return [{id_: at_end(found, end) for id_, found in cells.items()} for end in self.ends for cells in self.cells]

    @cached_property
    def counting(self) -> list[list[bool]]:
        """Which sets count."""
        return [counting_sets(self.sets, self.chosen, column) for column in self.amounts]

    @cached_property
    def kept(self) -> list[Amounts]:
        """What still counts of each member."""
        if self.groups:
            gone = [self.shared.counted_twice(column) for column in self.amounts]
            return [
                {id_: 0 if id_ in out else keur for id_, keur in column.items()}
                for out, column in zip(gone, self.amounts, strict=True)
            ]
        return [
            kept_amounts(self.sets, counting, column)
            for counting, column in zip(self.counting, self.amounts, strict=True)
        ]

    @cached_property
    def shared(self) -> Sharing:
        """Which chosen measures share money."""
        catalogue = self.package.catalogue
        return Sharing.of(sharing_pairs(catalogue.conflicts, self.chosen), catalogue.order)

    @cached_property
    def doubts(self) -> list[frozenset[str]]:
        """The members of which it is not sure that they count, by set of base lines and column."""
        wide = [frozenset(id_ for id_, found in cells.items() if is_wide(found)) for cells in self.cells]
        return [in_doubt(self.shared, ids, self.cutting) for ids in wide]

    def sure(self, cut: Cut, place: int) -> bool:
        """Tell whether a cut is sure to count beside its saving."""
        return not self.doubts[place % self.narrow] & {cut.cut, cut.saving}

    def less(self, cut: Cut, place: int) -> int:
        """Return by how much a cut that is sure to stand beside its saving is smaller, in a layer and column."""
        if place >= self.narrow and not self.sure(cut, place):
            return 0
        return taken(cut, self.kept[place], self.percents[cut.cut], place % self.sheet.book.width)

    def most(self, cut: Cut, place: int) -> int:
        """Return by how much a cut in doubt can be smaller beside its saving at the most."""
        if self.sure(cut, place):
            return 0
        largest = {id_: at_largest(found) for id_, found in self.cells[place].items()}
        return taken(cut, largest, self.percents[cut.cut], place % self.sheet.book.width)

    def endless(self, cut: Cut, place: int) -> bool:
        """Tell whether a cut in doubt may be smaller by any amount."""
        both = cut.cut in self.chosen and is_endless(self.cells[place][cut.saving])
        return both and not self.sure(cut, place)

    def heads(self, row: int, labels: Sequence[str], times: int = 1, extra: Sequence[str] = ()) -> None:
        """Write the heads of a section: its labels, then the columns of each layer."""
        book = self.sheet.book
        words = ["", *(f", {end_word(book, end)}" for end in ENDS)][: len(self.ends)]
        columns = [f"{label}{word}: {head}" for word in words for label in self.labels for head in book.heads]
        self.sheet.heads(row, 0, [*labels, *columns * times, *extra], right_from=FIRST)

    def block_heads(self, words: Sequence[str]) -> list[str]:
        """Return the heads of what stands by set of base lines: a word for each block."""
        return [f"{word}, {label}: {head}" for word in words for label in self.labels for head in self.sheet.book.heads]

    def member(self, id_: str, column: int, kept: bool = False) -> str:
        """Return the reference to what a member amounts to in a column, or to what still counts of it."""
        return cell(self.row_of(id_), FIRST + column + (self.width if kept else 0))

    def block(self, id_: str, name: str, place: int) -> str:
        """Return the reference to what of a member stands by set of base lines."""
        return cell(self.row_of(id_), FIRST + 2 * self.width + BLOCKS.index(name) * self.narrow + place)

    def row_of(self, id_: str) -> int:
        """Return the row of a member."""
        return self.at_members + 1 + self.members.index(id_)

    def name_of(self, place: int) -> tuple[int, str, str]:
        """Return the group of base lines of a layer and column, the column's key, and the end as names call it."""
        layer, column = divmod(place, self.sheet.book.width)
        end, group = divmod(layer, len(self.labels))
        return group, self.sheet.book.keys[column], "" if not end else NAMES[ENDS[end - 1]]

    def area(self, row: int, count: int, column: int) -> str:
        """Return a column of a section."""
        return f"{cell(row, column, lock_row=True)}:{cell(row + count - 1, column, lock_row=True)}"

    def across(self, row: int, start: int, formula: Callable[[int], str], values: Sequence[Value], style: str) -> None:
        """Write a formula in each column of each layer."""
        for place, value in enumerate(values):
            self.sheet.formula(row, start + place, formula(place), value, style)

    def held(self, id_: str) -> list[Cell]:
        """Return a member's cells, by set of base lines and column."""
        return [cells[id_] for cells in self.cells]
