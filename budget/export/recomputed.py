"""Hold the results that a workbook shows against the engine's for the package that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from budget.catalogue import Catalogue
from budget.core import Message, shown
from budget.engine import Package
from budget.export.book import heads_by_language
from budget.export.opened import WorkbookFile, text_of
from budget.export.own_inputs import own_calculated, own_ids
from budget.export.sheet import Value
from budget.export.sheets.checks import as_cells
from budget.export.write import result_values

LANGUAGES: Final = ("nl", "en")
MAX_KEY: Final = 200
_OWN: Final = re.compile(r"^target:(own-\d+):")
MOST_CELLS: Final = 20
"""The most cells that a warning names."""
CLOSE: Final = 1e-6
"""What a share may differ by through the way in which programs divide; an amount differs by a thousandth at least."""


def other_results(file: WorkbookFile, package: Package) -> list[Message]:
    """
    Return the warning that names each cell of a result that is not the engine's; nothing when all are.

    A workbook of an older form shows no results by name. One that was edited by a program that does not calculate still
    holds the results of before: what it says holds then differs from what was typed, and nothing can be compared.
    """
    if file.area("Uitkomst_nu") is None or not _calculated(file):
        return []
    values = [as_cells(result_values(package, language)) for language in LANGUAGES]
    found = _differing(file, values, package.catalogue)
    cells = list(islice(found, MOST_CELLS))
    if not cells:
        return []
    more = sum(1 for _ in found)
    told = Message("some_and_more", some=cells, more=more) if more else cells
    return [Message("workbook_with_other_results", file=file.name, cells=told)]


def _calculated(file: WorkbookFile) -> bool:
    """Whether the cells that say what holds follow from those that were typed."""
    typed, held = (file.block(name) for name in ("Keuze_invoer", "Keuze_aan"))
    for (_, (toggle, *_)), (_, (now, *_)) in zip(typed, held, strict=False):
        if now != (1 if toggle == 1 else 0):
            return False
    if not own_calculated(file):
        return False
    if file.area("Instelling_invoer") is None:
        return True
    inputs, held = file.block("Instelling_invoer"), file.block("Instelling_geldt")
    return all((a or None) == (b or None) for (_, (a, *_)), (_, (b, *_)) in zip(inputs, held, strict=False))


def _differing(
    file: WorkbookFile, values: Sequence[Mapping[str, Sequence[Value]]], catalogue: Catalogue
) -> Iterator[Message]:
    """Yield what differs, as its cell on Controle, the result's key, what is there and what the engine has."""
    ids = own_ids(file)
    shown_now = file.by_heading("Uitkomst_nu", heads_by_language(catalogue))
    for (_, (key, *_)), (place, cells) in zip(file.block("Uitkomst_sleutel"), shown_now, strict=False):
        name = text_of(key, MAX_KEY)
        of_engine = _OWN.sub(lambda match: f"target:{ids.get(match[1], '')}:", name)
        rows = [found[of_engine] for found in values if of_engine in found]
        for at, (cell, *engine) in enumerate(zip(cells, *rows, strict=False)):
            if engine and not any(_same(cell, value) for value in engine):
                yield Message(
                    "result_differs", place=file.beside(place, at), key=name, found=shown(cell), model=shown(engine[0])
                )


def _same(cell: object, value: Value) -> bool:
    if isinstance(cell, int | float) and isinstance(value, int | float) and not isinstance(cell, bool):
        return abs(cell - value) < CLOSE
    return (cell or "") == (value or "") and not isinstance(value, int | float)
