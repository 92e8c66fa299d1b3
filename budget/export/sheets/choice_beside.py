"""The columns on Keuze for choices beside the package: B, C and D, typed as the package's own column is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import Catalogue
from budget.engine import HeldTarget
from budget.export.sheet import Sheet, cell

LETTERS: Final = ("B", "C", "D")
"""The choices beside the package, which is A."""


def flag_of(letter: str) -> str:
    """Return the name of the column that says which measures a choice holds."""
    return "Keuze_aan" if letter == "A" else f"Keuze_{letter}_aan"


def posted_of(letter: str) -> str:
    """Return the name of the column of Posten that says which postings a choice holds."""
    return "Post_gekozen" if letter == "A" else f"Post_gekozen_{letter}"


def judges_beside(catalogue: Catalogue, own: Sequence[HeldTarget]) -> bool:
    """Tell whether anything but sums follows from a choice: a target, one's own too, or ODA."""
    return bool(catalogue.targets or own) or catalogue.oda is not None


def typed_name(letter: str) -> str:
    """Return the name of the column in which a choice is typed."""
    return f"Keuze_{letter}_invoer"


def write_typed(sheet: Sheet, row: int, typed: int, holds: int) -> None:
    """Write the empty inputs of a measure, and what of them holds: of what is not 1 nothing."""
    for nth in range(len(LETTERS)):
        here = cell(row, typed + nth, lock_column=True)
        sheet.value(row, typed + nth, None, "input")
        sheet.formula(row, holds + nth, f"=IF(ISNUMBER({here}),IF({here}=Aan,Aan,0),0)", 0, "helper")


def name_choices(sheet: Sheet, row: int, typed: int, holds: int, count: int) -> None:
    """Name the columns of the choices."""
    for nth, letter in enumerate(LETTERS):
        sheet.name_block(typed_name(letter), row, typed + nth, count)
        sheet.name_block(flag_of(letter), row, holds + nth, count)


def wrong_typed(letter: str) -> str:
    """Return the expression that is 1 for each input of a choice that is neither empty, 0 nor 1."""
    name = typed_name(letter)
    sound = f"ISBLANK({name})+ISNUMBER({name})*(({name}=Aan)+({name}=0))"
    return f"(({sound})=0)"
