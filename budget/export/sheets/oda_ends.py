"""The rows of the sheet ODA of a list with bounds: each amount plain and at both its ends, as formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from budget.core import Amount
from budget.engine import OdaColumn
from budget.export.book import Book
from budget.export.sheet import Value
from budget.export.sheets.ends import ENDS, Formula, bound_mark, end_value, plain_value, range_bound
from budget.export.sheets.oda_parts import KINDS, Kind, area, part_formula, share_of, shares, sum_formula
from budget.export.texts import MARKS
from budget.export.units import as_share, exact

ENDED = ("effect", "own", "attributed", "programme", "cover", "room_total", "others", "attribution_after")
ENDED_TOO = ("share_after", "ceiling_after", "room", "net_stays", "net_follows", "net")
BY_END: tuple[str, ...] = (*ENDED, *ENDED_TOO)
"""The rows that have both ends."""


@dataclass(frozen=True)
class EndLine:
    """A row of the sheet: key, style, and by kind (plain, lower, upper) the formula by column and the values now."""

    key: str
    style: str
    formulas: Mapping[Kind, Formula]
    values: Mapping[Kind, Sequence[Value]] = field(default_factory=dict)


def amount_of(column: OdaColumn, key: str) -> Amount:
    """Return an amount of a column by its row's key."""
    split = column.split
    by_key: dict[str, Callable[[], Amount]] = {
        "effect": lambda: column.effect,
        "room_total": lambda: split.oda_room,
        "attribution_after": lambda: column.attribution,
        "ceiling_after": lambda: column.ceiling,
        "room": lambda: column.room_bounds,
        "net_stays": lambda: column.stays,
        "net_follows": lambda: column.grows,
        "net": lambda: column.balance,
    }
    found: Amount = by_key[key]() if key in by_key else getattr(split, key)
    return found


def share_value(column: OdaColumn, kind: Kind) -> Value:
    """Return the attribution after the package as a part of total ODA, as its cell holds it."""
    keur = column.attribution.keur if kind is None else getattr(column.attribution, kind)
    found = column.share_of_oda(keur)
    return as_share(found, "" if kind is None else MARKS["unknown"])


def values_of(columns: Sequence[OdaColumn], key: str, kind: Kind) -> list[Value]:
    """Return the values of a row, plain or at an end."""
    if key == "share_after":
        return [share_value(column, kind) for column in columns]
    amounts = [amount_of(column, key) for column in columns]
    return [plain_value(found) if kind is None else end_value(found, kind) for found in amounts]


def _line(columns: Sequence[OdaColumn], key: str, style: str, formula: Callable[[int, Kind], str]) -> EndLine:
    def of_kind(kind: Kind) -> Formula:
        return lambda c: formula(c, kind)

    kinds = {kind: of_kind(kind) for kind in KINDS}
    return EndLine(key, style, kinds, {kind: values_of(columns, key, kind) for kind in KINDS})


def split_ends_lines(book: Book, columns: Sequence[OdaColumn], regimes: bool) -> list[EndLine]:
    """Return the rows that say who keeps the effect."""
    keys, found = book.keys, shares(regimes)

    def part(key: str, style: str = "effect") -> EndLine:
        return _line(columns, key, style, lambda c, kind: part_formula([found[key]], keys[c], kind))

    def room(c: int, kind: Kind) -> str:
        parts = [area(name, keys[c], kind) for name in ("ODA_toegerekend", "ODA_programma", "ODA_dekking")]
        return sum_formula(parts, exact("+".join(parts)), kind)

    def rest(c: int, kind: Kind) -> str:
        whole, *kept = (area(name, keys[c], kind) for name in ("ODA_effect", "ODA_eigen", "ODA_deel", "ODA_overig"))
        known = ",".join(f"ISNUMBER({name})" for name in (whole, *kept))
        left = exact(f"{whole}-{'-'.join(kept)}")
        unknown = f"AND(ISTEXT({whole}),OR({','.join(f'ISTEXT({name})' for name in kept)}))"
        return f"=IF(AND({known}),{left},IF({unknown},0,Aan))"

    def rest_of(kind: Kind) -> Formula:
        return lambda c: rest(c, kind)

    zeros = {kind: [0] * book.width for kind in KINDS}
    return [
        part("effect", "total"),
        *(part(key) for key in ("own", "attributed", "programme", "cover")),
        _line(columns, "room_total", "effect", room),
        part("others"),
        EndLine("sum", "helper", {kind: rest_of(kind) for kind in KINDS}, zeros),
    ]


def after_lines(book: Book, columns: Sequence[OdaColumn], regimes: bool) -> dict[str, EndLine]:
    """Return the rows on what comes after the package, by key: attribution, its share, ceiling and room."""
    keys = book.keys

    def ended(k: str) -> str:
        return f"Regime_geldt_{k}*Regime_schaft_af"

    def attribution(c: int, kind: Kind) -> str:
        k = keys[c]
        taken = area("ODA_toegerekend", k, kind)
        found = sum_formula([taken], exact(f"Toerekening_voor_{k}+{taken}"), kind)
        return f"=IF({ended(k)}=Aan,0,{found.removeprefix('=')})" if regimes else found

    def part_of_oda(c: int, kind: Kind) -> str:
        after = area("Toerekening_na", keys[c], kind)
        return sum_formula([after], share_of(after, f"Plafond_voor_{keys[c]}"), kind)

    def ceiling(c: int, kind: Kind) -> str:
        k = keys[c]
        moved = [
            area("ODA_dekking", k, kind),
            f"IF(Programma_s=Keus_programma_beweegt,{area('ODA_programma', k, kind)},0)",
            f"IF(Plafond=Keus_plafond_volgt,{area('ODA_toegerekend', k, kind)},0)",
        ]
        before = f"Plafond_voor_{k}+{f'Plafond_wijzigt_{k}+' if regimes else ''}"
        return sum_formula(moved, exact(before + "+".join(moved)), kind)

    def room(c: int, kind: Kind) -> str:
        k, other = keys[c], {None: None, "lower": "upper", "upper": "lower"}[kind]
        cover = area("ODA_dekking", k, kind)
        crowding = [
            f"IF(Programma_s=Keus_programma_beweegt,0,{area('ODA_programma', k, other)})",  # type: ignore[arg-type]  # an end
            f"IF(Plafond=Keus_plafond_volgt,0,{area('ODA_toegerekend', k, other)})",  # type: ignore[arg-type]  # an end
        ]
        spared = f"+Plafond_wijzigt_{k}+{ended(k)}*Toerekening_voor_{k}" if regimes else ""
        return sum_formula([cover, *crowding], exact(f"{cover}-{'-'.join(crowding)}{spared}"), kind)

    rows = (
        ("attribution_after", "amount", attribution),
        ("share_after", "share", part_of_oda),
        ("ceiling_after", "amount", ceiling),
        ("room", "effect", room),
    )
    return {key: _line(columns, key, style, formula) for key, style, formula in rows}


def holds_formula(key: str) -> str:
    """Return the formula that says whether all still fits: by the plain room, of a range by the least."""
    plain, least = area("Ruimte", key, None), area("Ruimte", key, "lower")
    fits = "IF({0}>=0,Past,Past_niet)"
    return f"=IF(ISNUMBER({plain}),{fits.format(plain)},IF(ISNUMBER({least}),{fits.format(least)},Past_niet))"


def net_ends_lines(book: Book, columns: Sequence[OdaColumn]) -> list[EndLine]:
    """Return the rows on the balance under a ceiling that stays, that follows, and as it is set."""
    keys = book.keys

    def stays(c: int, kind: Kind) -> str:
        programme = f"IF(Programma_s=Keus_programma_beweegt,{area('ODA_programma', keys[c], kind)},0)"
        parts = [*(area(name, keys[c], kind) for name in ("ODA_eigen", "ODA_overig", "ODA_dekking")), programme]
        return sum_formula(parts, exact("+".join(parts)), kind)

    def follows(c: int, kind: Kind) -> str:
        parts = [area(name, keys[c], kind) for name in ("Saldo_blijft", "ODA_toegerekend")]
        return sum_formula(parts, exact("+".join(parts)), kind)

    def net(c: int, kind: Kind) -> str:
        return f"=IF(Plafond=Keus_plafond_volgt,{area('Saldo_volgt', keys[c], kind)},{area('Saldo_blijft', keys[c], kind)})"

    rows = (("net_stays", "effect", stays), ("net_follows", "effect", follows), ("net", "total", net))
    return [_line(columns, key, style, formula) for key, style, formula in rows]


def mark_lines(book: Book, columns: Sequence[OdaColumn], names: Mapping[str, str]) -> list[EndLine]:
    """Return the rows with the sign of what is known of each part; `names` are those of the parts by key."""

    def mark(name: str) -> Formula:
        return lambda c: range_bound(*(area(name, book.keys[c], end) for end in ENDS))

    return [
        EndLine(
            f"bound_{key}",
            "said",
            {None: mark(names[key])},
            {None: [bound_mark(amount_of(column, key)) for column in columns]},
        )
        for key in ("effect", "own", "attributed", "programme", "cover", "others")
    ]
