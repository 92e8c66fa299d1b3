"""
Targets of one's own as files, links and JSON hold them: a mapping of what is asked, amounts in the catalogue's unit.

A link packs the same mapping under short names. What a target may be is `budget/core/own_targets.py`'s to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, ValidationInfo, model_validator

from budget.catalogue import Catalogue, Name, Record, clause, clauses
from budget.core import (
    Aim,
    Frame,
    Money,
    OwnTarget,
    OwnTargetError,
    Settings,
    keur_from_meur,
    meur_from_keur,
    shown,
    target_faults,
    tidy,
)
from budget.engine import own_title

SHORT: Final = {
    "name": "n",
    "direction": "d",
    "amount": "a",
    "percent": "p",
    "base_amount": "b",
    "base_lines": "l",
    "base_year": "y",
    "budgets": "u",
    "money": "m",
    "columns": "c",
}
"""What the parts of a target are called in a link."""


def _number(value: Any) -> Any:
    """Read a number of a file or link exactly; a link's is a float, of which its decimal text is meant."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | None):
        raise clause("own_target_number_expected", found=shown(value))
    return value if value is None else Decimal(str(value))


def _amount(value: Any) -> Any:
    """Read an amount in the catalogue's unit as thousands."""
    number = _number(value)
    try:
        return None if number is None else keur_from_meur(number)
    except ValueError:
        raise clause("own_target_too_fine", found=shown(value)) from None


class StoredTarget(Record):
    """A target of one's own as it stands in a file, amounts in whole thousands once read."""

    name: str = ""
    direction: Literal["cut", "rise"] = "cut"
    amount: Annotated[int | None, BeforeValidator(_amount)] = None
    percent: Annotated[Decimal | None, BeforeValidator(_number)] = None
    base_amount: Annotated[int | None, BeforeValidator(_amount)] = None
    base_lines: tuple[Name, ...] = ()
    base_year: str = ""
    budgets: tuple[Name, ...] = ()
    money: Literal["both", "expenditure", "taxes"] = "both"
    columns: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def can_be_asked(self, info: ValidationInfo) -> Self:
        """Refuse what cannot be asked, or not of the catalogue if the context says that the target was made with it."""
        context = info.context or {}
        frame: Frame = context.get("frame", Frame())
        try:
            target = self.target
            faults = target_faults(target, frame.targets) if context.get("of_today", False) else ()
        except OwnTargetError as error:
            faults = error.faults
        if faults:
            raise clauses([((field,), fault) for field, fault in faults])
        return self

    @property
    def target(self) -> OwnTarget:
        """The target that is meant; raises OwnTargetError."""
        return OwnTarget(
            Aim(self.direction),
            self.amount,
            self.percent,
            self.base_amount,
            self.base_lines,
            self.base_year,
            self.budgets,
            Money(self.money),
            self.columns,
            tidy(self.name),
        )


def exact_number(value: Decimal) -> int | float:
    """Return a number of few decimals as YAML and JSON write it; a float writes those as they are."""
    return int(value) if value == int(value) else float(value)


def own_target_values(target: OwnTarget) -> dict[str, Any]:
    """Return a target as a file and JSON hold it: what it does not say is left out, amounts in the catalogue's unit."""
    amounts = {"amount": target.amount_keur, "base_amount": target.base_keur}
    found = {field: exact_number(meur_from_keur(keur)) for field, keur in amounts.items() if keur is not None}
    if target.percent is not None:
        found["percent"] = exact_number(target.percent)
    lists = {"base_lines": target.base_lines, "budgets": target.budgets, "columns": target.columns}
    return {
        **({"name": target.name} if target.name else {}),
        "direction": target.direction.value,
        **found,
        **({"base_year": target.base_year} if target.base_year else {}),
        **({} if target.money is Money.BOTH else {"money": target.money.value}),
        **{field: list(items) for field, items in lists.items() if items},
    }


def packed_target(target: OwnTarget, name: int) -> dict[str, Any]:
    """Return a target as a link packs it, its name no longer than so many characters."""
    values = own_target_values(target)
    values["name"] = values.get("name", "")[:name]
    if target.direction is Aim.CUT:
        del values["direction"]
    return {SHORT[field]: value for field, value in values.items() if value not in ("", [])}


def unpacked_target(code: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mapping of a target that a link packs; raises KeyError for an unknown short name."""
    names = {short: field for field, short in SHORT.items()}
    return {names[short]: value for short, value in code.items()}


def without_gone_targets(catalogue: Catalogue, settings: Settings) -> tuple[Settings, tuple[str, ...]]:
    """Take out the targets that the catalogue no longer has something for; return what is left, and their titles."""
    gone = [target for target in settings.own_targets if target_faults(target, catalogue.frame.targets)]
    kept = tuple(target for target in settings.own_targets if target not in gone)
    return replace(settings, own_targets=kept), tuple(own_title(catalogue, target).nl for target in gone)
