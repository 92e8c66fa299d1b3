"""
What on Conflicten follows from the choices beside the package: which of their members exclude each other, or share money.

The columns stand to the right of those of the package, so that a table that is sorted stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import Conflict
from budget.export.sheet import Sheet, cell
from budget.export.sheets.choice_beside import LETTERS, flag_of
from budget.export.texts import Texts

MEMBER_COLUMNS: Final = 4 * len(LETTERS)
"""How many columns the members have for the choices beside the package."""


def conflict_heads(t: Texts) -> list[str]:
    """Return the heads of the conflicts for those choices."""
    return [t("Raakt de som (1/0)"), *(f"{t('Treedt op')} {letter}" for letter in LETTERS)]


def write_conflict(sheet: Sheet, row: int, column: int, key: str, conflict: Conflict) -> None:
    """Write whether a conflict bounds a sum, and whether it bites for each choice; `key` is the cell with its id."""
    sheet.value(row, column, int(conflict.bounds), "helper")
    for nth, letter in enumerate(LETTERS, start=1):
        sides = f"SUMIFS(Lid_eerste_{letter},Lid_conflict,{key})"
        sheet.formula(row, column + nth, f"=IF({sides}>Aan,Aan,0)", 0, "helper")


def name_conflicts(sheet: Sheet, row: int, column: int, count: int) -> None:
    """Name those columns of the conflicts."""
    sheet.name_block("Conflict_raakt_som", row, column, count)
    for nth, letter in enumerate(LETTERS, start=1):
        sheet.name_block(f"Conflict_treedt_op_{letter}", row, column + nth, count)


def member_heads(t: Texts) -> list[str]:
    """Return the heads of the members for those choices."""
    words = (t("Gekozen"), t("Eerste van kant"), t("Sluit uit"), t("Deelt geld"))
    return [f"{word} {letter}" for letter in LETTERS for word in words]


def write_members_beside(sheet: Sheet, row: int, column: int, count: int) -> None:
    """Write for each member whether a choice holds it, leads its side, and with it excludes or shares money."""
    for at in range(row, row + count):
        for nth, letter in enumerate(LETTERS):
            first = column + 4 * nth
            own = f"MATCH({cell(at, 0, lock_column=True)},Conflict_id,0)"
            held = f"INDEX({flag_of(letter)},MATCH({cell(at, 2, lock_column=True)},Keuze_nr,0))"
            sheet.formula(at, first, f"=IF({held}=Aan,Aan,0)", 0, "helper")
            chosen, conflict, side = (
                f"{cell(row, c, True, True)}:{cell(at, c, lock_column=True)}" for c in (first, 0, 1)
            )
            here = (cell(at, 0, lock_column=True), cell(at, 1, lock_column=True))
            running = f"SUMIFS({chosen},{conflict},{here[0]},{side},{here[1]})"
            sheet.formula(at, first + 1, f"=IF(AND({cell(at, first)}=Aan,{running}=Aan),Aan,0)", 0, "helper")
            bites = f"{cell(at, first)}*INDEX(Conflict_treedt_op_{letter},{own})"
            excludes = f"={bites}*(INDEX(Conflict_soort,{own})=Soort_uitsluitend)"
            sheet.formula(at, first + 2, excludes, 0, "helper")
            sheet.formula(at, first + 3, f"={bites}*INDEX(Conflict_raakt_som,{own})", 0, "helper")
    for nth, letter in enumerate(LETTERS):
        for place, name in ((1, "eerste"), (2, "sluit_uit"), (3, "deelt")):
            sheet.name_block(f"Lid_{name}_{letter}", row, column + 4 * nth + place, count)


def clashes_of(letter: str, group: int, conflicts: Sequence[Conflict]) -> str:
    """Return the expression for how many members of a choice exclude each other on a group's base lines; "" for none."""
    return f"SUMPRODUCT(Lid_sluit_uit_{letter}*Lid_telt_{group})" if conflicts else ""


def shared_of(letter: str, group: int) -> str:
    """Return the expression for how many members of a choice share money on a group's base lines."""
    return f"SUMPRODUCT(Lid_deelt_{letter}*Lid_telt_{group})"
