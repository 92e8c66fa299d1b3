"""
Both ends of amounts with bounds: their cells, and the formulas of their sums over postings and measures.

Beside each plain amount stand its lower and its upper end. An end is a number or the sign of an unknown one, which no
sum adds: where one is among them the sum's end is unknown too. A plain sum with a range in it is an empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from budget.core import Amount, Cell
from budget.engine import Totals
from budget.export.book import Book, capital
from budget.export.sheet import Value
from budget.export.texts import MARKS
from budget.export.units import exact, whole

End = Literal["lower", "upper"]
ENDS: Final[tuple[End, End]] = ("lower", "upper")
NAMES: Final[dict[End, str]] = {"lower": "laag", "upper": "hoog"}
"""How an end is called in a name."""

Where = Sequence[tuple[str, str]]
"""Which postings a sum adds: areas, each with the value that it must have."""

CHOSEN: Final[Where] = (("Post_gekozen", "Aan"),)


def end_word(book: Book, end: End) -> str:
    """Return the word for an end."""
    return book.texts("ondergrens") if end == "lower" else book.texts("bovengrens")


def end_heads(book: Book, end: End) -> list[str]:
    """Return the heads of the columns of an end."""
    return [f"{capital(end_word(book, end))} {head.lower()}" for head in book.heads]


def end_value(amount: Amount, end: End) -> int | str:
    """Return an end as its cell holds it: a number, or the sign of an unknown one."""
    found: int | None = getattr(amount, end)
    return MARKS["unknown"] if found is None else found


def given_end(found: Cell, end: End) -> Value:
    """Return an end as Effecten holds it; nothing of one number."""
    return None if isinstance(found, int) else end_value(found, end)


def shown_end(found: Cell, end: End, uncertain: bool = False) -> Value:
    """Return an end as the other sheets hold it: of one number that number; `uncertain` says that no direction is sure."""
    if isinstance(found, int):
        return found
    return end_value(found.unsure if uncertain else found, end)


def without_direction(end: str, other: str, plain: str) -> str:
    """Return the formula for an end of a cell without a sure direction: unknown where only the other is unknown too."""
    return f"=IF(AND(ISTEXT({other}),{plain}<>Teken_bandbreedte),Kant_onbekend,{end})"


def bound_mark(total: Amount) -> str:
    """Return the sign for the bound that cells that are not one number leave of a total; empty when it is exact."""
    if total.exact:
        return ""
    if not total.open:
        return MARKS["range"]
    return MARKS["none"] if total.costs_open and total.savings_open else MARKS["least" if total.costs_open else "most"]


def plain_value(amount: Amount) -> int | str:
    """Return the plain amount of a sum; empty text where a range leaves none."""
    return "" if amount.keur is None else amount.keur


def plain_sums(totals: Iterable[Amount]) -> list[Value]:
    """Return the plain sums by column."""
    return [plain_value(total) for total in totals]


def end_sums(totals: Iterable[Amount], end: End) -> list[Value]:
    """Return an end of sums by column."""
    return [end_value(total, end) for total in totals]


def by_end(key: str, totals: Totals) -> dict[str, Sequence[Value]]:
    """Return both ends of totals under the keys of their results."""
    return {f"{key}_{end}": end_sums(totals.values(), end) for end in ENDS}


def _pairs(where: Where) -> str:
    return ",".join(f"{area},{value}" for area, value in where)


def _weights(where: Where) -> str:
    return "*".join(f"({area}={value})" for area, value in where)


def plain_sum(key: str, where: Where, thousands: bool = False) -> str:
    """Return the formula for a plain sum of postings in a column, on a sheet of workings in `thousands`."""
    total = (whole if thousands else exact)(f"SUMIFS(Post_{key},{_pairs(where)})")
    ranges = f"SUMPRODUCT({_weights(where)}*(Post_{key}=Teken_bandbreedte))"
    return f'=IF({ranges}>0,"",{total})'


def end_sum(key: str, end: End, where: Where, thousands: bool = False, unsure: bool = True) -> str:
    """
    Return the formula for an end of a sum of postings in a column.

    Of a measure without a sure direction what is open beside a plain amount has neither end; a list may have none that
    is `unsure`. A sheet of workings, in `thousands`, keeps the ends as stated.
    """
    area, other = (f"Post_{NAMES[one]}_{key}" for one in (end, "upper" if end == "lower" else "lower"))
    neither = f"+Post_onzeker*ISTEXT({other})*(Post_{key}<>Teken_bandbreedte)"
    open_ends = f"(ISTEXT({area}){neither})" if unsure and not thousands else f"ISTEXT({area})"
    unknown = f"SUMPRODUCT({_weights(where)}*{open_ends})"
    total = (whole if thousands else exact)(f"SUMIFS({area},{_pairs(where)})")
    return f"=IF({unknown}>0,Kant_onbekend,{total})"


def range_bound(lower: str, upper: str) -> str:
    """Return the formula for the sign that says which ends of a sum are known; empty for one number."""
    within = f'IF({lower}={upper},"",Teken_bandbreedte)'
    one = f"IF(ISNUMBER({lower}),Grens_minstens,IF(ISNUMBER({upper}),Grens_hoogstens,Grens_open))"
    return f"=IF(AND(ISNUMBER({lower}),ISNUMBER({upper})),{within},{one})"


def added(amount: str, change: str, without: str) -> str:
    """Return the formula for an amount and what is added to it; `without` where either is no number."""
    return f"=IF(AND(ISNUMBER({amount}),ISNUMBER({change})),{exact(f'{amount}+{change}')},{without})"


ALL_CHOSEN: Final[Where] = (("Keuze_aan", "Aan"),)
"""The chosen measures of Keuze."""


def _of_sign(area: str, saves: bool, where: Where, thousands: bool) -> str:
    sign = "<" if saves else ">"
    return (whole if thousands else exact)(f'SUMIFS({area},{_pairs(where)},{area},"{sign}0")')


def signed_plain(
    key: str,
    saves: bool,
    bounds: bool = True,
    table: str = "Keuze",
    where: Where = ALL_CHOSEN,
    thousands: bool = False,
) -> str:
    """
    Return the formula for the plain sum of all savings, or all costs, of the chosen measures in a column.

    `table` is how the columns with amounts are called; of a list with `bounds` a range leaves no plain sum. A sheet of
    workings holds it in `thousands`.
    """
    area = f"{table}_{NAMES['lower' if saves else 'upper']}_{key}"
    total = _of_sign(f"{table}_{key}", saves, where, thousands)
    if not bounds:
        return f"={total}"
    beyond = f"(ISTEXT({area})+ISNUMBER({area})*({area}{'<' if saves else '>'}0)>0)"
    ranges = f"SUMPRODUCT({_weights(where)}*({table}_{key}=Teken_bandbreedte)*{beyond})"
    return f'=IF({ranges}>0,"",{total})'


def signed_end(
    key: str, end: End, saves: bool, table: str = "Keuze", where: Where = ALL_CHOSEN, thousands: bool = False
) -> str:
    """
    Return the formula for an end of all savings, or all costs, of the chosen measures in a column.

    Only the far end of a saving (its least) or of a cost (its most) can be unknown: the near one is at the worst 0.
    """
    area = f"{table}_{NAMES[end]}_{key}"
    found = _of_sign(area, saves, where, thousands)
    if (end == "lower") is not saves:
        return f"={found}"
    return f"=IF(SUMPRODUCT({_weights(where)}*ISTEXT({area}))>0,Kant_onbekend,{found})"


def not_one_number(lower: str, upper: str) -> str:
    """Return the expression that is 1 for each cell of which the ends are not one number."""
    return f"(1-ISNUMBER({lower})*ISNUMBER({upper})*({lower}={upper}))"


def certain_part(plain: str, lower: str, upper: str) -> str:
    """Return the expression for what is certain of an amount: see `Amount.certain`."""
    return f"IF(ISNUMBER({plain}),{plain},IF(N({lower})>0,N({lower}),MIN(N({upper}),0)))"


Formula = Callable[[int], str]
"""A formula by the place of a column."""
