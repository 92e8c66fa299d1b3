"""
Amounts in whole thousands of euro, exact or with bounds, and the only conversions.

Signs follow the lists of measures: + worsens the balance, a cost; - improves it, a saving. Which columns there are is
the catalogue's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

KEUR_PER_MEUR: Final = 1000


def span_of_years(years: Sequence[str]) -> str:
    """Write years as one span, "2021–2025"; one year as itself."""
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


@dataclass(frozen=True)
class Columns:
    """
    The columns of a list of measures: its years, low to high, and the structural one by its own name.

    Raises ValueError for years that are not rising whole numbers, or a structural column that is called like a year.
    """

    years: tuple[str, ...]
    structural: str

    def __post_init__(self) -> None:
        numbers = [int(year) for year in self.years]
        if not numbers or sorted(set(numbers)) != numbers or self.structural in self.years:
            raise ValueError(f"{self.years} and {self.structural} are not columns")

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every column: the years, then the structural one."""
        return (*self.years, self.structural)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each column in a row of cells."""
        return {column: place for place, column in enumerate(self.all)}

    @property
    def gapless(self) -> bool:
        """Whether the years follow one another, so that amounts can move to a later year."""
        return int(self.years[-1]) - int(self.years[0]) == len(self.years) - 1

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[str]:
        return iter(self.all)


@dataclass(frozen=True, slots=True)
class Amount:
    """
    An amount with bounds, whole thousands of euro: a cell that is not one number, or a sum.

    `keur` is the plain amount, which a plain sum adds: the number, what stands beside something open ("10 + PM" is 10),
    0 where only something open is printed, and None where there is a range and so no one number. `lower` and `upper`
    are the least and the most that it can be, None where that is unknown. `given` is False for a cell of which the
    source says nothing: it can be anything, like one that depends, but nobody called it an effect.
    """

    keur: int | None = 0
    lower: int | None = 0
    upper: int | None = 0
    given: bool = True

    @property
    def exact(self) -> bool:
        """Whether both ends are one number."""
        return self.lower is not None and self.lower == self.upper

    @property
    def costs_open(self) -> bool:
        """Whether it has no upper end."""
        return self.upper is None

    @property
    def savings_open(self) -> bool:
        """Whether it has no lower end."""
        return self.lower is None

    @property
    def open(self) -> bool:
        """Whether an end is unknown."""
        return self.lower is None or self.upper is None

    @property
    def certain(self) -> int:
        """The plain amount; of a range the part that is certain: its end nearest to 0, or 0 when it lies within."""
        return self.keur if self.keur is not None else max(self.lower or 0, 0) or min(self.upper or 0, 0)

    @property
    def ends(self) -> tuple[int | None, int | None, int | None]:
        """The plain amount and both ends."""
        return self.keur, self.lower, self.upper

    @property
    def negated(self) -> Amount:
        """The same amount with the other sign: its least is what was its most."""
        keur, lower, upper = (None if end is None else -end for end in self.ends)
        return Amount(keur, upper, lower, self.given)

    @property
    def unsure(self) -> Amount:
        """The amount when what is open in it may be a cost and a saving; stated ends stay as they are."""
        if self.keur is None or not self.open:
            return self
        return Amount(self.keur, None, None, self.given)

    def plus(self, cell: Cell, uncertain: bool = False) -> Amount:
        """Add a cell, end by end; `uncertain` says that what is open in it has no sure direction."""
        if isinstance(cell, int):
            return Amount(
                None if self.keur is None else self.keur + cell,
                None if self.lower is None else self.lower + cell,
                None if self.upper is None else self.upper + cell,
            )
        other = cell.unsure if uncertain else cell
        return Amount(
            None if self.keur is None or other.keur is None else self.keur + other.keur,
            None if self.lower is None or other.lower is None else self.lower + other.lower,
            None if self.upper is None or other.upper is None else self.upper + other.upper,
        )


Cell = int | Amount
"""Whole thousands of euro, or an amount with bounds where there is no one number."""

Cells = tuple[Cell, ...]
"""One cell for each of the catalogue's columns, in their order."""

OPEN_COST: Final = Amount(0, 0, None)
OPEN_SAVING: Final = Amount(0, None, 0)
DEPENDS: Final = Amount(0, None, None)
NOT_GIVEN: Final = Amount(0, None, None, given=False)

OPEN_WORDS: Final = {"+": OPEN_COST, "-": OPEN_SAVING, "depends": DEPENDS, "not given": NOT_GIVEN}
"""How records and the command line write a cell without an amount."""


def bounded(keur: int | None, lower: int | None, upper: int | None) -> Cell:
    """Return a cell with these ends: a plain number when they are one."""
    return lower if lower is not None and lower == upper else Amount(keur, lower, upper)


def between(lower: int | None, upper: int | None) -> Amount:
    """Return the bounds from one end to the other; one amount where they are the same."""
    return Amount(lower if lower == upper else None, lower, upper)


def bounds_of(cell: Cell) -> Amount:
    """Return a cell with its ends, a plain number too."""
    return Amount(cell, cell, cell) if isinstance(cell, int) else cell


def certain_keur(cell: Cell) -> int:
    """Return the part of a cell that is certain, thousands of euro: see `Amount.certain`; a number is its own."""
    return cell if isinstance(cell, int) else cell.certain


def add_cells(cells: Iterable[Cell]) -> Cell:
    """Add cells end by end; of which none is given the sum is not given either."""
    found = list(cells)
    others = [cell for cell in found if not isinstance(cell, int)]
    whole = sum([cell for cell in found if isinstance(cell, int)])
    if not others:
        return whole
    if not whole and len({*others}) == 1 and others[0].keur == 0:
        return others[0]
    total = Amount(whole, whole, whole)
    for cell in others:
        total = total.plus(cell)
    return bounded(total.keur, total.lower, total.upper)


def one_sided(cell: Cell, saves: bool) -> Cell:
    """Return what of a cell is a saving, or a cost; the part of the other sign is 0."""
    if isinstance(cell, int):
        return cell if (cell < 0) == saves else 0
    keur = None if cell.keur is None else (min if saves else max)(cell.keur, 0)
    if saves:
        return bounded(keur, None if cell.lower is None else min(cell.lower, 0), min(cell.upper or 0, 0))
    return bounded(keur, max(cell.lower or 0, 0), None if cell.upper is None else max(cell.upper, 0))


def open_word(cell: Amount) -> str:
    """Return how a record writes what is open in a cell: "+", "-", "depends" or "not given"; "" for nothing."""
    if not cell.given:
        return "not given"
    if cell.lower is None:
        return "depends" if cell.upper is None else "-"
    return "+" if cell.upper is None else ""


def write_cell(cell: Cell) -> int | str | dict[str, int | str]:
    """Return a cell in the form of a record, in thousands of euro: a number, a word, or a mapping of its parts."""
    if isinstance(cell, int):
        return cell
    if cell.keur is not None:
        return {"amount": cell.keur, "open": open_word(cell)} if cell.keur else open_word(cell)
    if cell.upper is None:
        return {"at_least": cell.lower or 0}
    return {"at_most": cell.upper} if cell.lower is None else {"from": cell.lower, "to": cell.upper}


def keur_from_meur(amount: Decimal | int) -> int:
    """
    Turn EUR million into whole thousands of euro, exactly.

    Raises ValueError when the amount has more than three decimals, so that nothing is rounded silently.
    """
    if isinstance(amount, Decimal) and not amount.is_finite():
        raise ValueError(f"{amount} is not an amount")
    keur = Fraction(amount) * KEUR_PER_MEUR
    if keur.denominator != 1:
        raise ValueError(f"{amount} million is not a whole number of thousands of euro")
    return int(keur)


def meur_from_keur(keur: int) -> Decimal:
    """Turn whole thousands of euro into EUR million, exactly, without trailing zeros."""
    whole, rest = divmod(abs(keur), KEUR_PER_MEUR)
    digits = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return Decimal(f"-{digits}" if keur < 0 else digits)


def share_keur(keur: int, numerator: int, denominator: int) -> int:
    """Take numerator/denominator of an amount in thousands of euro, rounded half away from zero."""
    product, size = keur * numerator, abs(denominator)
    sign = -1 if (product < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(product) + size) // (2 * size))


def read_cell(value: object) -> Cell:
    """Read a cell as `write_cell` writes it; raises ValueError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value in OPEN_WORDS:
        return OPEN_WORDS[value]
    if isinstance(value, dict):
        ends = {key: end for key, end in value.items() if type(end) is int}
        kind = OPEN_WORDS.get(str(value.get("open")))
        if ends.keys() == value.keys() == {"from", "to"} and ends["from"] < ends["to"]:
            return Amount(None, ends["from"], ends["to"])
        if ends.keys() == value.keys() and ends.keys() in ({"at_least"}, {"at_most"}):
            return Amount(None, ends.get("at_least"), ends.get("at_most"))
        if value.keys() == {"amount", "open"} and "amount" in ends and kind is not None:
            return kind.plus(ends["amount"])
    raise ValueError(f"{value!r} is not a cell")


def plain(cell: Cell, decimals: int | None = None) -> str:
    """
    Write a cell in EUR million with a decimal point, its ends and what is open by sign. For logs and messages.

    10, "+", "10 +" (10 and a cost without an amount), "10…25", ">=10". With `decimals` rounded half away from zero;
    nothing is written as minus zero.
    """
    if isinstance(cell, int):
        return _plain_number(cell, decimals)
    if cell.keur is not None:
        return f"{_plain_number(cell.keur, decimals)} {open_word(cell)}" if cell.keur else open_word(cell)
    lower, upper = ("" if end is None else _plain_number(end, decimals) for end in (cell.lower, cell.upper))
    return f">={lower}" if not upper else f"{lower}…{upper}" if lower else f"<={upper}"


def _plain_number(keur: int, decimals: int | None) -> str:
    if decimals is None:
        return format(meur_from_keur(keur), "f")
    rounded = meur_from_keur(keur).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return format(abs(rounded) if rounded == 0 else rounded, "f")
