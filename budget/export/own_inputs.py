"""Read the targets of one's own of an opened workbook, in either language; what is wrong is told at its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from budget.catalogue import Catalogue
from budget.core import (
    BudgetError,
    ByLanguage,
    OwnTarget,
    OwnTargetError,
    check_own_targets,
    keur_from_meur,
    shown,
    target_faults,
    tidy,
)
from budget.export.book import heads_by_language
from budget.export.opened import WorkbookFile, text_of
from budget.export.sheets.own_inputs import AIMS, BLOCK, INPUTS, MONEY
from budget.export.texts import Texts

LANGUAGES: Final = ("nl", "en")
MAX_LIST: Final = 5_000
_COLUMN: Final = re.compile(r"own-(\d+): (\w+)$")
Word = TypeVar("Word", bound=StrEnum)


class _Row:
    """A row of the inputs: the values of its cells by field, and where each stands."""

    def __init__(self, file: WorkbookFile, places: Mapping[str, str], values: Mapping[str, tuple[Any, ...]]) -> None:
        self.file, self.places, self.values = file, places, values
        self.faults = 0

    def one(self, field: str) -> Any:
        """Return the value of a field's cell."""
        return self.values[field][0]

    def fault(self, field: str, code: str, /, **values: object) -> None:
        """Note a fault at the cell of a field."""
        self.faults += 1
        self.file.fault(self.places[field], code, **values)

    def number(self, field: str) -> Decimal | None:
        """Return a number, or None of an empty cell."""
        found = self.one(field)
        if found is None or found == "":
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.fault(field, "own_target_number_expected", found=shown(found))
            return None
        return Decimal(str(found))

    def keur(self, field: str) -> int | None:
        """Return an amount in thousands."""
        found = self.number(field)
        try:
            return None if found is None else keur_from_meur(found)
        except ValueError:
            self.fault(field, "own_target_too_fine", found=shown(float(found or 0)))
            return None

    def items(self, field: str) -> tuple[str, ...]:
        """Return the items of a list."""
        parts = (part.strip() for part in text_of(self.one(field), MAX_LIST).split(";"))
        return tuple(part for part in parts if part)

    def word(self, field: str, words: Mapping[Word, str]) -> Word:
        """Return what a word stands for, in either language."""
        found = self.one(field)
        known = {Texts(language)(text): value for value, text in words.items() for language in LANGUAGES}
        if isinstance(found, str) and found in known:
            return known[found]
        nl, en = (", ".join(Texts(language)(text) for text in words.values()) for language in LANGUAGES)
        self.fault(field, "option_not_in_list", options=ByLanguage(nl=nl, en=en), found=shown(found))
        return next(iter(words))

    def year(self) -> str:
        """Return the year of the base, a whole number or text."""
        found = self.one("base_year")
        return str(int(found)) if isinstance(found, float) and found.is_integer() else text_of(found, 20)

    def columns(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Return the columns that are asked; all of them is none in particular."""
        flags = self.values["columns"]
        if any(isinstance(flag, bool) or flag not in (0, 1) for flag in flags) or not any(flags):
            self.fault("columns", "own_target_flags_expected")
            return ()
        return () if all(flags) else tuple(c for c, flag in zip(catalogue.columns, flags, strict=False) if flag)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: neither an amount nor a percentage."""
        return all(self.one(field) in (None, "") for field in ("amount", "percent"))


def _target(row: _Row, catalogue: Catalogue) -> OwnTarget | None:
    """Return the target of a row; None for one that has a fault, which is noted."""
    values: dict[str, Any] = {
        "direction": row.word("direction", AIMS),
        "amount_keur": row.keur("amount"),
        "percent": row.number("percent"),
        "base_keur": row.keur("base_amount"),
        "base_lines": row.items("base_lines"),
        "base_year": row.year(),
        "budgets": row.items("budgets"),
        "money": row.word("money", MONEY),
        "columns": row.columns(catalogue),
        "name": tidy(text_of(row.one("name"), MAX_LIST)),
    }
    if row.faults:
        return None
    try:
        target = OwnTarget(**values)
    except OwnTargetError as error:
        for field, fault in error.faults:
            row.fault(field, fault.code, **fault.values)
        return None
    faults = target_faults(target, catalogue.frame.targets)
    for field, fault in faults:
        row.fault(field, fault.code, **fault.values)
    return None if faults else target


def _is_empty(file: WorkbookFile, number: int) -> bool:
    """Whether the row of a target asks nothing, so that it is let go."""
    return all(file.one(f"Eigen_{number}_{name}")[1] in (None, "") for name in ("bedrag", "procent"))


def own_ids(file: WorkbookFile) -> dict[str, str]:
    """Return the id that each target of one's own has after reading, by its id in the workbook; one let go has none."""
    rows = len(file.block(BLOCK["name"])) if file.area(BLOCK["name"]) is not None else 0
    kept = [number for number in range(1, rows + 1) if not _is_empty(file, number)]
    return {f"own-{number}": f"own-{place}" for place, number in enumerate(kept, start=1)}


def own_calculated(file: WorkbookFile) -> bool:
    """Whether what Controle shows of the inputs is what was typed; a program that does not calculate leaves the former."""
    if file.area(BLOCK["name"]) is None or file.area("Wijziging_nu") is None:
        return True
    labels, shown_now = file.block("Wijziging_naam"), file.block("Wijziging_nu")
    now = {text_of(label, MAX_LIST): cell for (_, (label, *_)), (_, (cell, *_)) in zip(labels, shown_now, strict=False)}
    for number in range(1, len(file.block(BLOCK["name"])) + 1):
        for one in INPUTS:
            typed = file.one(f"Eigen_{number}_{one.name}")[1]
            words = [f"own-{number}: {Texts(language)(one.head)}" for language in LANGUAGES]
            if any((now[word] or None) != (typed or None) for word in words if word in now):
                return False
    return all(
        file.one(f"Eigen_{own[1]}_kolom_{own[2]}")[1] == cell
        for label, cell in now.items()
        if (own := _COLUMN.match(label)) and file.area(f"Eigen_{own[1]}_kolom_{own[2]}") is not None
    )


def read_own_inputs(file: WorkbookFile, catalogue: Catalogue) -> tuple[OwnTarget, ...]:
    """
    Return the targets of one's own that a workbook holds; a row without amount and percentage is let go.

    A workbook that was written without any has none.
    """
    if not any(file.area(name) for name in BLOCK.values()):
        return ()
    heads = heads_by_language(catalogue)
    blocks = {f: file.by_heading(name, heads) if f == "columns" else file.block(name) for f, name in BLOCK.items()}
    found = []
    for at in range(min(map(len, blocks.values()))):
        places = {field: rows[at][0] for field, rows in blocks.items()}
        row = _Row(file, places, {field: rows[at][1] for field, rows in blocks.items()})
        target = None if row.empty else _target(row, catalogue)
        if target is not None:
            found.append(target)
    try:
        check_own_targets(found, catalogue.frame.targets)
    except BudgetError as error:
        file.fault(blocks["name"][0][0].split("!")[0], error.message.code, **error.message.values)
    return tuple(found)
