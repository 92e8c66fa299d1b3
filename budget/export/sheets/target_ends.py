"""A target by column where amounts have bounds: the effect, its gap and its share of the base, plain and at both ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budget.engine import TargetCell
from budget.export.sheet import Value
from budget.export.sheets.ends import (
    CHOSEN,
    ENDS,
    NAMES,
    added,
    bound_mark,
    end_sum,
    end_sums,
    plain_sum,
    plain_sums,
    range_bound,
)
from budget.export.sheets.settings import twice_name
from budget.export.texts import MARKS
from budget.export.units import as_share, from_whole, whole

Row = tuple[str, Callable[[int], str], Sequence[Value], str]
"""A row of a target: key, formula by column, values as exported, style."""

Here = Callable[[str, int], str]
"""The reference to the cell of a row's key in a column."""


def percents_by_end(cells: Sequence[TargetCell]) -> dict[str, list[Value]]:
    """Return the effect as a share of the base by column: plain, and at both ends."""
    places = ("percent", *(f"percent_{end}" for end in ENDS))
    signs = ("", *(MARKS["unknown"] for _ in ENDS))
    return {
        key: [as_share(cell.percents[nth], sign) for cell in cells]
        for nth, (key, sign) in enumerate(zip(places, signs, strict=True))
    }


def bounded_rows(here: Here, cells: Sequence[TargetCell], keys: Sequence[str], group: int, unsure: bool) -> list[Row]:
    """Return the rows of the effect on a group's base lines, and of what it leaves to the target."""
    where = (*CHOSEN, (f"Post_telt_{group}", "Aan"))
    effects, gaps, percents = [c.effect for c in cells], [c.gap for c in cells], percents_by_end(cells)

    def bound(c: int) -> str:
        return range_bound(*(here(f"effect_{end}", c) for end in ENDS))

    def gap(key: str, without: str) -> Callable[[int], str]:
        return lambda c: added(here(key, c), f"-{here('target', c)}", without)

    def percent(key: str, without: str) -> Callable[[int], str]:
        def formula(c: int) -> str:
            found, base = here(key, c), here("base", c)
            percent = f"ROUND({whole(found)}/{whole(base)},Decimalen_procent)"
            return f"=IF(ISNUMBER({found}),IF({base}=0,0,{percent}),{without})"

        return formula

    rows: list[Row] = [
        ("bound", bound, [bound_mark(effect) for effect in effects], "said"),
        ("effect", lambda c: plain_sum(keys[c], where), plain_sums(effects), "total"),
        ("gap", gap("effect", '""'), plain_sums(gaps), "effect"),
        ("percent", percent("effect", '""'), percents["percent"], "percent"),
    ]
    for end in ENDS:

        def effect(c: int, end: str = end) -> str:
            return end_sum(keys[c], end, where, unsure=unsure)  # type: ignore[arg-type]  # one of the ends

        unknown = "Kant_onbekend"
        rows += [
            (f"effect_{end}", effect, end_sums(effects, end), "effect"),
            (f"gap_{end}", gap(f"effect_{end}", unknown), end_sums(gaps, end), "effect"),
            (f"percent_{end}", percent(f"effect_{end}", unknown), percents[f"percent_{end}"], "percent"),
        ]
    return rows


def once_rows(here: Here, cells: Sequence[TargetCell], keys: Sequence[str], group: int) -> list[Row]:
    """Return the rows of the effect without double counting."""
    found = [cell.once for cell in cells]

    def once(key: str, name: str, without: str) -> Callable[[int], str]:
        return lambda c: added(here(key, c), from_whole(twice_name(group, keys[c], name)), without)

    ends: list[Row] = [
        (f"once_{end}", once(f"effect_{end}", NAMES[end], "Kant_onbekend"), end_sums(found, end), "effect")
        for end in ENDS
    ]
    return [("once", once("effect", "", '""'), plain_sums(found), "effect"), *ends]
