"""
What the sheet Overlap adds where amounts have bounds: of each member its ends, and which cuts are not sure to count.

A measure that shares money with one that has a range is in doubt, and so is a cut that has one. Of a cut and a saving
of which one is in doubt nothing is taken off at the lower end, and at the upper as much as the saving can be.
"""

from __future__ import annotations

from collections.abc import Callable

from budget.core import bounds_of
from budget.engine import at_largest, is_endless, is_wide
from budget.export.sheet import Value, cell
from budget.export.sheets.ends import ENDS, End, certain_part, end_sum, end_value, plain_sum, plain_value
from budget.export.sheets.overlap_group_rows import GroupRows
from budget.export.sheets.overlap_plan import BLOCKS, FIRST, Plan
from budget.export.sheets.overlap_sets import Cut


def end_of_member(plan: Plan, id_: str, place: int) -> str:
    """Return the formula for what a member amounts to in a layer: at its end, or what is certain where that is unknown."""
    layer, at = divmod(place, plan.narrow)
    plain, low, high = (plan.block(id_, name, at) for name in BLOCKS[:3])
    certain = certain_part(plain, low, high)
    if not layer:
        return f"={certain}"
    end = (low, high)[layer - 1]
    return f"=IF(ISNUMBER({end}),{end},{certain})"


def _block_formulas(plan: Plan, rows: GroupRows | None, id_: str, key: str) -> dict[str, Callable[[int], str]]:
    """Return the formulas of a member's blocks by place; `key` is the cell with its key on Posten."""
    keys, width, narrow = plan.sheet.book.keys, plan.sheet.book.width, plan.narrow

    def where(at: int) -> tuple[tuple[str, str], ...]:
        group = at // width
        counts = ((f"Post_telt_{group}", "Aan"),) if group else ()
        return (("Post_sleutel", key), ("Post_gekozen", "Aan"), *counts)

    def plain(at: int) -> str:
        if at // width in plan.stacks:
            return plan.stacks[at // width].plain(keys[at % width], key, bounds=True)
        return plain_sum(keys[at % width], where(at), thousands=True)

    def largest(at: int) -> str:
        low, high = plan.member(id_, narrow + at), plan.member(id_, 2 * narrow + at)
        return f"=IF({low}<0,{low},{high})"

    def wide(at: int) -> str:
        found, low, high = (plan.block(id_, name, at) for name in BLOCKS[:3])
        return f'=IF({found}="",Aan,IF(AND({found}<>0,COUNT({low},{high})<=Aan),Aan,0))'

    def endless(at: int) -> str:
        return f"=IF(AND({plan.block(id_, 'wide', at)}=Aan,ISTEXT({plan.block(id_, 'lower', at)})),Aan,0)"

    def at_end(end: End) -> Callable[[int], str]:
        def found(at: int) -> str:
            if at // width in plan.stacks:
                return plan.stacks[at // width].end(keys[at % width], end, key)
            return end_sum(keys[at % width], end, where(at), thousands=True)

        return found

    found: dict[str, Callable[[int], str]] = {"plain": plain} | {end: at_end(end) for end in ENDS}
    return found | {
        "largest": largest,
        "wide": wide,
        "doubt": lambda at: _doubt(plan, rows, id_, at),
        "endless": endless,
    }


def _doubt(plan: Plan, rows: GroupRows | None, id_: str, at: int) -> str:
    """Return the formula that tells whether a member is in doubt: by who shares its money, or as a cut with a range."""
    own = plan.block(id_, "wide", at) if id_ in plan.cutting else "0"
    if rows is None:
        return f"={own}"
    label, labels = cell(plan.row_of(id_), rows.label), rows.members(rows.label)
    wide = rows.members(FIRST + 2 * plan.width + BLOCKS.index("wide") * plan.narrow + at)
    shared = f"(COUNTIF({labels},{label})>Aan)*SUMIFS({wide},{labels},{label})"
    return f"=IF({shared}+{own}>0,Aan,0)"


def write_blocks(plan: Plan, rows: GroupRows | None, id_: str, row: int) -> None:
    """Write what of a member stands by set of base lines, and where it stands in its group."""
    held = plan.held(id_)
    ends = [bounds_of(found) for found in held]
    values: dict[str, list[Value]] = {
        "plain": [plain_value(found) for found in ends],
        **{end: [end_value(found, end) for found in ends] for end in ENDS},
        "largest": [at_largest(found) for found in held],
        "wide": [int(is_wide(found)) for found in held],
        "doubt": [int(id_ in doubt) for doubt in plan.doubts],
        "endless": [int(is_endless(found)) for found in held],
    }
    formulas = _block_formulas(plan, rows, id_, cell(row, 2, lock_column=True))
    for nth, name in enumerate(BLOCKS):
        style = "quiet" if nth < BLOCKS.index("wide") else "few"
        plan.across(row, FIRST + 2 * plan.width + nth * plan.narrow, formulas[name], values[name], style)
    if rows is not None:
        rows.write_member(id_)


def block_words(plan: Plan) -> list[str]:
    """Return the words for what stands by set of base lines, in the order of `BLOCKS`."""
    t = plan.sheet.book.texts
    return [
        t("Cel"),
        t("Cel, ondergrens"),
        t("Cel, bovengrens"),
        t("Grootste besparing"),
        t("Met bandbreedte"),
        t("Telt niet zeker"),
        t("Zonder ondergrens"),
    ]


def doubtful(plan: Plan, cut: Cut, at: int) -> str:
    """Return the expression that is above 0 where it is not sure that a cut and its saving both count."""
    return f"{plan.block(cut.cut, 'doubt', at)}+{plan.block(cut.saving, 'doubt', at)}"


def write_cut(plan: Plan, row: int, cut: Cut, part: Callable[[str, int], str]) -> None:
    """
    Write by how much a cut in doubt can be smaller at the most, and where that is unknown.

    `part` gives the expression for its percentage of a saving in a column.
    """

    def most(at: int) -> str:
        own, saving = plan.block(cut.cut, "largest", at), plan.block(cut.saving, "largest", at)
        return f"=IF(AND({own}<>0,{saving}<0,{doubtful(plan, cut, at)}>0),{part(saving, at)},0)"

    def endless(at: int) -> str:
        chosen = cell(plan.row_of(cut.cut), 3, lock_column=True)
        found = f"{chosen}=Aan,{plan.block(cut.saving, 'endless', at)}=Aan,{doubtful(plan, cut, at)}>0"
        return f"=IF(AND({found}),Aan,0)"

    places = range(plan.narrow)
    plan.across(row, FIRST + plan.width, most, [plan.most(cut, at) for at in places], "quiet")
    unknown = [int(plan.endless(cut, at)) for at in places]
    plan.across(row, FIRST + plan.width + plan.narrow, endless, unknown, "few")
