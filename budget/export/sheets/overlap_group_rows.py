"""The rows of groups of the same money on the sheet Overlap, and what stands of them beside their members."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from budget.export.sheet import cell
from budget.export.sheets.overlap_groups import Group
from budget.export.sheets.overlap_plan import FIRST, Plan


@dataclass(frozen=True, eq=False)
class GroupRows:
    """Where a group stands on the sheet: the rows of its members and of its sets, and the columns that tell of them."""

    plan: Plan
    group: Group
    row: int
    rounds: int

    @cached_property
    def labels(self) -> list[dict[str, int]]:
        """The labels as exported, round by round."""
        return self.group.labels(self.plan.chosen)

    @cached_property
    def sizes(self) -> list[list[int]]:
        """The size of each set as exported by layer and column; one that does not hold has -1."""
        chosen, labels = self.plan.chosen, self.labels[-1]
        return [
            [
                self.group.size(kept, labels, column) if self.group.holds(kept, chosen) else -1
                for column in self.plan.amounts
            ]
            for kept in self.group.sets
        ]

    @property
    def at_member(self) -> int:
        """The row of its first member."""
        return self.plan.row_of(self.group.members[0])

    def members(self, column: int) -> str:
        """Return a column of its members."""
        return self.plan.area(self.at_member, len(self.group.members), column)

    def sets(self, column: int) -> str:
        """Return a column of its sets."""
        return self.plan.area(self.row, len(self.group.sets), column)

    @property
    def number(self) -> int:
        """The column with the number of each member; its weight, its labels and who is in which set follow."""
        return self.plan.at_groups

    @property
    def label(self) -> int:
        """The column of the last labels."""
        return self.number + 1 + self.rounds

    def inside(self, nth: int) -> int:
        """Return the column that says who is in a set."""
        return self.label + 1 + nth

    def kept(self, id_: str, place: int) -> str:
        """Return the formula for what still counts of a member in a layer and column."""
        row, ranks = self.plan.row_of(id_), self.sets(FIRST + self.plan.width + place)
        own = self._inside_of(row)
        return f"={self.plan.member(id_, place)}*INDEX({own},MATCH(MAX({ranks}),{ranks},0))"

    def _inside_of(self, row: int) -> str:
        """Return the cells of a row that say in which sets it is."""
        last = self.inside(len(self.group.sets) - 1)
        return f"{cell(row, self.inside(0), lock_column=True)}:{cell(row, last, lock_column=True)}"

    @property
    def inside_area(self) -> str:
        """The cells of the first member's row in which formulas count columns."""
        return self._inside_of(self.at_member)

    def write_member(self, id_: str) -> None:
        """Write a member's number and weight, its label round by round, and in which sets it is."""
        sheet, group, row = self.plan.sheet, self.group, self.plan.row_of(id_)
        sheet.value(row, self.number, group.members.index(id_) + 1, "helper")
        sheet.value(row, self.number + 1, group.weight(id_), "helper")
        labels = self.labels
        first = f"={cell(row, 3, lock_column=True)}*{cell(row, self.number, lock_column=True)}"
        for nth in range(self.rounds):
            value = labels[min(nth, len(labels) - 1)][id_]
            sheet.formula(row, self.number + 2 + nth, self._touching(id_, nth) if nth else first, value, "helper")
        for nth, kept in enumerate(group.sets):
            if id_ in kept:
                sheet.value(row, self.inside(nth), 1, "few")

    def _touching(self, id_: str, nth: int) -> str:
        """Return the formula for the least label of a chosen member and of the chosen ones that it shares with."""
        column = self.number + 1 + nth
        own = cell(self.plan.row_of(id_), column)
        others = [
            cell(self.plan.row_of(other), column) for other in self.group.members if other in self.group.shares[id_]
        ]
        touched = ",".join(f"IF({other}=0,{own},{other})" for other in others)
        return f"=IF({own}=0,0,MIN({own},{touched}))"

    def write_set(self, nth: int) -> None:
        """Write a set: who is in it, its rank, whether it holds, its size, and its rank where none is larger."""
        plan, group, row = self.plan, self.group, self.row + nth
        sheet, kept = plan.sheet, group.sets[nth]
        inside = self.members(self.inside(nth))
        sheet.text(row, 0, " + ".join(group.members), "cell_wrap")
        sheet.text(row, 1, " + ".join(id_ for id_ in group.members if id_ in kept), "cell")
        rank = f"=SUMIFS({self.members(self.number + 1)},{self.members(3)},Aan,{inside},Aan)"
        sheet.formula(row, 2, rank, group.rank(kept, plan.chosen), "helper")
        sheet.formula(row, 3, self._holds(kept), int(group.holds(kept, plan.chosen)), "flag")
        holds, own = f"{cell(row, 3, lock_column=True)}=Aan", cell(row, 2, lock_column=True)
        labels, numbers = self.members(self.label), self.members(self.number)

        def size(place: int) -> str:
            parts = f"SUMIFS({self.members(FIRST + place)},{labels},{numbers},{inside},Aan)"
            return f"=IF({holds},SUMPRODUCT(ABS({parts})),-Aan)"

        def leading(place: int) -> str:
            return f"=IF({cell(row, FIRST + place)}=MAX({self.sets(FIRST + place)}),{own},-Aan)"

        plan.across(row, FIRST, size, self.sizes[nth], "amount")
        mine = group.rank(kept, plan.chosen)
        ranks = [
            mine if size == max(found) else -1
            for size, found in zip(self.sizes[nth], zip(*self.sizes, strict=True), strict=True)
        ]
        plan.across(row, FIRST + plan.width, leading, ranks, "helper")

    def _holds(self, kept: frozenset[str]) -> str:
        """Return the formula that tells whether each chosen member outside a set shares with a chosen one in it."""
        chosen = {id_: cell(self.plan.row_of(id_), 3, True, True) for id_ in self.group.members}
        asked = [
            f"{chosen[id_]}<={'+'.join(chosen[other] for other in self.group.members if other in met)}"
            for id_ in self.group.members
            if (met := self.group.shares[id_] & kept) and id_ not in kept
        ]
        return f"=IF(AND({','.join(asked)}),Aan,0)"


def place_groups(plan: Plan) -> dict[str, GroupRows]:
    """Return where the group of each member stands."""
    rounds = max((len(group.members) for group in plan.groups), default=0)
    found: dict[str, GroupRows] = {}
    row = plan.at_sets + 1
    for group in plan.groups:
        found |= dict.fromkeys(group.members, GroupRows(plan, group, row, rounds))
        row += len(group.sets)
    return found


def group_heads(plan: Plan) -> list[str]:
    """Return the heads of the columns that tell of groups."""
    t = plan.sheet.book.texts
    if not plan.groups:
        return []
    rounds = max(len(group.members) for group in plan.groups)
    sets = max(len(group.sets) for group in plan.groups)
    labels = [t("Samenhang, stap {number}", number=number) for number in range(rounds)]
    return [t("Lid"), t("Gewicht"), *labels, *(t("In stel {number}", number=nth + 1) for nth in range(sets))]
