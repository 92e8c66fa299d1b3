"""
What targets of one's own ask, as live cells: a row for each, whose yellow cells are read back.

Amounts stand here in the catalogue's unit, as a person types them.
Lists (chapters, lines of the base) are texts with a semicolon between their items; a helper cell has each between
semicolons, so that a formula finds an item whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from budget.core import MOST_KEUR, MOST_PERCENT, Aim, Money, OwnTarget, dutch, meur_from_keur
from budget.engine import HeldTarget
from budget.export.sheet import Sheet, Value
from budget.export.texts import Texts

HEAD: Final = 5
"""The row of the heads of the inputs."""

AIMS: Final = {Aim.CUT: dutch("ombuiging"), Aim.RISE: dutch("intensivering")}
MONEY: Final = {
    Money.BOTH: dutch("uitgaven en belastingen"),
    Money.EXPENDITURE: dutch("alleen uitgaven"),
    Money.TAXES: dutch("alleen belastingen"),
}
BETWEEN: Final = "; "


def list_text(items: tuple[str, ...]) -> str:
    """Write a list as its cell holds it."""
    return BETWEEN.join(items)


def found_in(item: str, name: str) -> str:
    """Return the expression for whether an item is one of a list, by the name of the list's helper cell."""
    return f'ISNUMBER(FIND(";"&{item}&";",{name}))'


@dataclass(frozen=True)
class Input:
    """A column of the inputs: the field of a target that it holds, its name in formulas, head, value and style."""

    field: str
    name: str
    head: str
    value: Callable[[OwnTarget, Texts], Value]
    style: str
    width: float


def _meur(keur: int | None) -> Value:
    return None if keur is None else float(meur_from_keur(keur))


INPUTS: Final = (
    Input("name", "naam", dutch("Naam"), lambda target, _: target.name or None, "input_left", 30),
    Input("direction", "richting", dutch("Richting"), lambda target, t: t(AIMS[target.direction]), "input_left", 14),
    Input(
        "amount",
        "bedrag",
        dutch("Bedrag, in de eenheid"),
        lambda target, _: _meur(target.amount_keur),
        "input_number",
        13,
    ),
    Input(
        "percent",
        "procent",
        dutch("of percentage"),
        lambda target, _: None if target.percent is None else float(target.percent),
        "input_number",
        13,
    ),
    Input(
        "base_amount",
        "grondslag",
        dutch("van eigen grondslag, in de eenheid"),
        lambda target, _: _meur(target.base_keur),
        "input_number",
        14,
    ),
    Input(
        "base_lines",
        "regels",
        dutch("of van regels van de grondslag"),
        lambda target, _: list_text(target.base_lines) or None,
        "input_left",
        24,
    ),
    Input(
        "base_year",
        "jaar",
        dutch("in jaar"),
        lambda target, _: int(target.base_year) if target.base_year else None,
        "input_number",
        13,
    ),
    Input(
        "budgets",
        "waar",
        dutch("Hoofdstukken en regels (leeg is alles)"),
        lambda target, _: list_text(target.budgets) or None,
        "input_left",
        34,
    ),
    Input("money", "geld", dutch("Soort geld"), lambda target, t: t(MONEY[target.money]), "input_left", 22),
)
"""The inputs of a target, in their order; after them stands a 1/0 for each column, and then the helpers."""

BLOCK: Final = {one.field: f"Eigen_{one.name}" for one in INPUTS} | {"columns": "Eigen_kolommen"}
"""The names of the blocks that are read back, by the field of a target."""


def exported_inputs(held: HeldTarget, number: int, t: Texts, keys: tuple[str, ...]) -> Iterator[tuple[str, Value, str]]:
    """Yield each input of a target: what it is called, its value, and the name of its cell."""
    for one in INPUTS:
        yield f"{held.id}: {t(one.head)}", one.value(held.asked, t), f"Eigen_{number}_{one.name}"
    for column, key in zip(held.every_column, keys, strict=True):
        yield f"{held.id}: {key}", int(column in held.columns), f"Eigen_{number}_kolom_{key}"


def _rules(sheet: Sheet, row: int, at: dict[str, int]) -> None:
    """Let the cells of a target take only what can be read back, where a rule can say so."""
    t, validate = sheet.book.texts, sheet.raw.data_validation
    for field, words in (("direction", AIMS), ("money", MONEY)):
        choice: dict[str, Any] = {"validate": "list", "source": [t(word) for word in words.values()]}
        validate(row, at[field], row, at[field], {**choice, "error_message": t("Kies een waarde uit de lijst.")})
    for field, most in (("amount", MOST_KEUR // 1000), ("percent", MOST_PERCENT), ("base_amount", MOST_KEUR // 1000)):
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most, "ignore_blank": True}
        message = t("Typ een getal van 0 tot {most}; de richting zegt of het een ombuiging is.", most=most)
        validate(row, at[field], row, at[field], {**rule, "error_message": message})
    first, last = len(INPUTS), len(INPUTS) + sheet.book.width - 1
    validate(
        row,
        first,
        row,
        last,
        {"validate": "list", "source": [1, 0], "error_message": t("Typ 1 (gekozen) of 0 (niet gekozen).")},
    )


def write_inputs(sheet: Sheet, first_number: int) -> int:
    """
    Write the inputs of every target of one's own, with their helpers; returns the row after them.

    `first_number` is the number of the first of them among all targets of the workbook.
    """
    book, t = sheet.book, sheet.book.texts
    at = {one.field: place for place, one in enumerate(INPUTS)}
    own, flags, helpers = book.own_targets, len(INPUTS), len(INPUTS) + book.width
    heads = [*(t(one.head) for one in INPUTS), *(f"{t('Gevraagd')} {head.lower()}" for head in book.heads)]
    heads += [t("Teken"), t("Duizendsten van een procent"), t("Waar"), t("Regels")]
    sheet.table("tEigen", HEAD, 0, heads, len(own))
    for place, held in enumerate(own):
        row, number = HEAD + 1 + place, place + 1
        for one in INPUTS:
            sheet.value(row, at[one.field], one.value(held.asked, t), one.style)
            book.define(f"Eigen_{number}_{one.name}", sheet, (row, at[one.field]))
        for offset, (column, key) in enumerate(zip(held.every_column, book.keys, strict=True)):
            sheet.value(row, flags + offset, int(column in held.columns), "input")
            book.define(f"Eigen_{number}_kolom_{key}", sheet, (row, flags + offset))
        _rules(sheet, row, at)
        _helpers(sheet, row, helpers, held, number, first_number + place)
    for field, name in BLOCK.items():
        start, width = (flags, book.width) if field == "columns" else (at[field], 1)
        sheet.name_block(name, HEAD + 1, start, len(own), width)
    return HEAD + 1 + len(own)


def _helpers(sheet: Sheet, row: int, column: int, held: HeldTarget, own: int, number: int) -> None:
    """Write what follows from the inputs: the sign, the percentage in thousandths, and the lists to look in."""
    asked, t = held.asked, sheet.book.texts
    percent = f"Eigen_{own}_procent"
    parts = f"=IF(ISNUMBER({percent}),ROUND({percent}*Delen_per_procent,0),Procent*Delen_per_procent)"
    found: list[tuple[str, str, Value]] = [
        (f"Doel_{number}_richting", f"=IF(Eigen_{own}_richting=Richting_ombuiging,-Aan,Aan)", asked.sign),
        (f"Eigen_{own}_delen", parts, asked.percent_parts),
    ]
    for name, items in (("waar", asked.budgets), ("regels", asked.base_lines)):
        formula = f'=";"&SUBSTITUTE(Eigen_{own}_{name},"{BETWEEN}",";")&";"'
        found.append((f"Eigen_{own}_{name}_lijst", formula, f";{';'.join(items)};"))
    for offset, (name, formula, value) in enumerate(found):
        sheet.formula(row, column + offset, formula, value, "helper")
        sheet.book.define(name, sheet, (row, column + offset))
    sheet.fit(row, 0, held.title.get(t.language))


def counts_formula(own: int, at: dict[str, str]) -> str:
    """Return the formula for whether a posting counts towards a target, from the cells of its budget, tax and base."""
    where, lines, money = f"Eigen_{own}_waar_lijst", f"Eigen_{own}_regels_lijst", f"Eigen_{own}_geld"
    placed = f'OR({where}=";;",{found_in(at["chapter"], where)},{found_in(at["line"], where)})'
    of_money = f"OR({money}=Geld_alles,({money}=Geld_belastingen)*Aan={at['tax']})"
    return f'=IF(AND({placed},{of_money},OR({lines}=";;",{found_in(at["base"], lines)})),Aan,0)'
