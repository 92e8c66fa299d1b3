"""
ODA on Naast elkaar: who keeps the effect of each choice, the difference from A, and a check that the parts sum to it.

Each choice has the regime that it brings about itself: the first that it holds. Of B, C and D the attribution is taken
as it is without a regime, and left out where theirs ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from budget.catalogue import OdaData
from budget.core import dutch
from budget.engine import OdaColumn, Package, attribute_oda, compose_package
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.beside_rows import ALL, FIRST, differences, heads, line
from budget.export.sheets.choice_beside import LETTERS, posted_of
from budget.export.sheets.ends import end_word
from budget.export.sheets.oda_ends import values_of
from budget.export.sheets.oda_parts import KINDS, PACKAGE, Holder, Kind, Share, Term, number, part_formula, shares
from budget.export.sheets.posting_rows import has_regimes
from budget.export.sheets.settings import has_choice
from budget.export.units import exact

PARTS: Final = {
    "effect": dutch("Saldo-effect"),
    "own": "",
    "attributed": dutch("ODA: toerekening eerstejaarsopvang"),
    "programme": dutch("ODA: programma's"),
    "cover": dutch("ODA: dekking van de reserve"),
    "others": dutch("Anderen"),
}
"""The parts of an effect and what they are called; the own chapter goes by its name."""


def write_oda_beside(sheet: Sheet, row: int, package: Package, oda: OdaData) -> int:
    """Write the parts of each choice; returns the row after them."""
    t, book, catalogue = sheet.book.texts, sheet.book, package.catalogue
    sheet.text(row, 0, t("Wie houdt het effect"), "section")
    row += 1
    holders, rows = {"A": PACKAGE}, dict[tuple[str, str], int]()
    for letter in LETTERS:
        row, holders[letter] = _regime(sheet, row, letter, package)
        if holders[letter].moved and not book.bounds:
            row = _moved(sheet, row, letter, holders[letter], oda)
            rows[letter, "moved"] = row - 1
    nothing = compose_package(catalogue, (), package.settings)
    columns = {letter: list(attribute_oda(package if letter == "A" else nothing).columns.values()) for letter in ALL}
    for part, text in PARTS.items():
        name = t(text) if text else oda.own_chapter
        heads(sheet, row, name)
        row += 1
        for letter in ALL:
            rows[letter, part] = row
            row = _part(sheet, row, (letter, part), holders[letter], columns[letter], rows)
        at = [rows[letter, part] for letter in ALL]
        row = differences(sheet, row, at, values_of(columns["A"], part, None)) + 1
    first = row
    for letter in ALL:
        row = _rest(sheet, row, letter, rows)
    book.define("Naast_ODA_rest", sheet, (first, FIRST), (row - 1, FIRST + book.width - 1))
    return row + 1


def _regime(sheet: Sheet, row: int, letter: str, package: Package) -> tuple[int, Holder]:
    """Write the regime that a choice brings about, by column; returns the row after, and how its postings are split."""
    t, book, keys = sheet.book.texts, sheet.book, sheet.book.keys
    plain = Holder(posted_of(letter), "Toegerekend", (), lambda _: "", lambda _: "")
    if not has_regimes(package.catalogue):
        return row, plain
    place, moves = f"Regime_{letter}_rij", f"Regime_{letter}_verhuist"
    delays = has_choice(package.catalogue.frame, "Besluitjaar")

    def holds(c: int) -> str:
        started = f"Nummer_{keys[c]}>INDEX(Regimes_verschuiving,{place})"
        since = f"IF({started},Aan,0)" if delays else "Aan"
        return f"=IF({place}=0,0,{since})"

    def stays(c: int) -> str:
        return f"=IF({cell(row, FIRST + c)}=0,Aan,Aan-INDEX(Regimes_schaft,{place}))"

    line(sheet, row, f"{letter}: {t('Gekozen regime geldt (1/0)')}", holds, [0] * book.width, "helper")
    line(sheet, row + 1, f"{letter}: {t('Toerekening blijft (1/0)')}", stays, [1] * book.width, "helper")
    sheet.formula(row, 2, f"=IFERROR(MATCH(Aan,Regimes_gekozen_{letter},0),0)", 0, "helper")
    sheet.formula(row, 3, f'=IF({place}=0,"",INDEX(Regimes_verhuizing,{place})&"")', "", "helper_text")
    book.define(place, sheet, (row, 2))
    book.define(moves, sheet, (row, 3))

    def at(row: int, key: str) -> str:
        return cell(row, FIRST + keys.index(key), lock_row=True)

    moved = (("Post_drager", "Drager_eigen"), ("Post_regel", moves))
    return row + 2, Holder(posted_of(letter), "Toerekenbaar", moved, partial(at, row), partial(at, row + 1))


def _moved(sheet: Sheet, row: int, letter: str, of: Holder, oda: OdaData) -> int:
    """Write what the regime of a choice moves from the own chapter to others; returns the row after."""
    t, keys = sheet.book.texts, sheet.book.keys
    every, taken = (Share([Term(((of.chosen, "Aan"), *of.moved))], takes, of) for takes in ("all", "attributed"))

    def attributed(c: int) -> str:
        return f"={exact(number(taken, keys[c], None))}"

    def moved(c: int, above: int = row) -> str:
        rest = exact(f"{number(every, keys[c], None)}-{cell(above, FIRST + c)}")
        return f"={of.holds(keys[c])}*{rest}"

    zeros: list[Value] = [0] * sheet.book.width
    text = t("verhuist van {own} naar anderen", own=oda.own_chapter)
    row = line(sheet, row, f"{letter}: {t('daarvan toegerekend aan ODA')}", attributed, zeros, "helper_amount")
    return line(sheet, row, f"{letter}: {text}", moved, zeros, "helper_amount")


def _part(
    sheet: Sheet,
    row: int,
    which: tuple[str, str],
    of: Holder,
    columns: Sequence[OdaColumn],
    rows: dict[tuple[str, str], int],
) -> int:
    """Write a part of a choice's effect, where amounts have bounds with both ends; returns the row after."""
    book, (letter, part) = sheet.book, which
    book.define(f"Naast_{letter}_{part}", sheet, (row, FIRST), (row, FIRST + book.width - 1))
    for kind in KINDS if book.bounds else KINDS[:1]:
        name = letter if kind is None else f"{letter}, {end_word(book, kind)}"
        own = _with_ends(book, part, kind, of) if book.bounds else _plain(book, which, of, rows)
        formula = partial(_given, book, part, kind) if letter == "A" else own
        row = line(sheet, row, name, formula, values_of(columns, part, kind), "total" if part == "effect" else "effect")
    return row


def _given(book: Book, part: str, kind: Kind, c: int) -> str:
    """Return the formula that reads a part as it stands for A."""
    return book.reference(f"oda:{part}" if kind is None else f"oda:{part}_{kind}", c)


def _with_ends(book: Book, part: str, kind: Kind, of: Holder) -> Callable[[int], str]:
    """Return the formula for a part of another choice of a list with bounds, plain or at an end."""
    found = shares(bool(of.moved), of=of)[part]
    return lambda c: part_formula([found], book.keys[c], kind)


BORNE: Final = {"own": "Drager_eigen", "cover": "Drager_ODA", "others": "Drager_overig"}


def _plain(book: Book, which: tuple[str, str], of: Holder, rows: dict[tuple[str, str], int]) -> Callable[[int], str]:
    """Return the formula for a part of another choice of a list without bounds; `rows` are those before it."""
    letter, part = which

    def formula(c: int) -> str:
        key, stays = book.keys[c], of.stays(book.keys[c])

        def added(name: str, *pairs: str) -> str:
            return f"SUMIFS({','.join((f'{name}_{key}', of.chosen, 'Aan', *pairs))})"

        def taken(*pairs: str) -> str:
            return f"{stays and stays + '*'}{added(of.taken, *pairs)}"

        def beside(name: str) -> str:
            return cell(rows[letter, name], FIRST + c) if (letter, name) in rows else ""

        if part == "effect":
            return f"={exact(added('Post'))}"
        if part == "attributed":
            return f"={exact(taken())}"
        if part == "programme":
            return f"={exact(added('Post', 'Post_odaregel', 'Regel_programma'))}"
        borne = ("Post_drager", BORNE[part])
        moved = beside("programme" if part == "cover" else "moved")
        sign = "+" if part == "others" else "-"
        rest = f"{added('Post', *borne)}-{taken(*borne)}{moved and sign + moved}"
        return f"={exact(rest)}"

    return formula


def _rest(sheet: Sheet, row: int, letter: str, rows: dict[tuple[str, str], int]) -> int:
    """Write what the parts leave of a choice's effect, which must be 0; returns the row after."""

    def formula(c: int) -> str:
        effect, *parts = (cell(rows[letter, part], FIRST + c) for part in PARTS)
        known = ",".join(f"ISNUMBER({found})" for found in (effect, *parts))
        return f"=IF(AND({known}),{exact(f'{effect}-' + '-'.join(parts))},0)"

    zeros: list[Value] = [0] * sheet.book.width
    text = f"{letter}: {sheet.book.texts('Effect min de delen (moet 0 zijn)')}"
    return line(sheet, row, text, formula, zeros, "helper")
