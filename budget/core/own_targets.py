"""
Targets of one's own: an amount or a percentage of a base that the user sets, and what may be asked so.

Amounts are whole thousands of euro and always a size: the direction says whether it is a cut or a rise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NoReturn

from budget.core.errors import SettingError
from budget.core.given import TextForm, text_fault
from budget.core.messages import ByLanguage, Message, shown
from budget.core.near import nearest

MOST_OWN_TARGETS: Final = 5
MOST_BUDGETS: Final = 10
TARGET_NAME: Final = TextForm(60)
MOST_KEUR: Final = 1_000_000_000
MOST_PERCENT: Final = 1000
PERCENT_PARTS: Final = 1000
"""How many parts a percentage may have: it is held in thousandths."""
WHOLE: Final = 100
"""A target that is an amount is all of that amount, in per cent."""

FIELDS: Final = {
    "direction": ByLanguage("richting", "direction"),
    "amount": ByLanguage("bedrag", "amount"),
    "percent": ByLanguage("percentage", "percentage"),
    "base_amount": ByLanguage("eigen grondslag", "base of one's own"),
    "base_lines": ByLanguage("regels van de grondslag", "lines of the base"),
    "base_year": ByLanguage("jaar van de grondslag", "year of the base"),
    "budgets": ByLanguage("hoofdstukken en regels", "chapters and lines"),
    "money": ByLanguage("uitgaven of belastingen", "expenditure or taxes"),
    "columns": ByLanguage("kolommen", "columns"),
    "name": ByLanguage("naam", "name"),
}
"""What the parts of a target are called for people."""


class OwnTargetError(SettingError):
    """A target that cannot be asked; `faults` are all of them by field, of which the message tells the first."""

    faults: tuple[tuple[str, Message], ...] = ()


TargetFault = tuple[str, Message]
"""A fault in a target of one's own: the field, and what is wrong with it."""


class Aim(StrEnum):
    """What a target asks: an effect of at most its amount, or of at least that."""

    CUT = "cut"
    RISE = "rise"


class Money(StrEnum):
    """Which money counts towards a target: that of any measure, of spending measures or of tax measures only."""

    BOTH = "both"
    EXPENDITURE = "expenditure"
    TAXES = "taxes"


@dataclass(frozen=True)
class TargetFrame:
    """What a catalogue has for a target: columns, chapters and lines, lines and years of the base, taxes."""

    columns: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    base_lines: tuple[str, ...] = ()
    base_years: tuple[str, ...] = ()
    has_taxes: bool = False


@dataclass(frozen=True)
class OwnTarget:
    """
    A target that the user sets: what it asks, of what, where it counts and when.

    Either `amount_keur`, or `percent` of a base: one that was typed (`base_keur`) or lines of the catalogue's in
    `base_year`. Lines of a base let only postings count that count towards them; `budgets` (chapters and lines) and
    `money` narrow it further, and none of them is everything. `columns` are those that are asked, none is all.
    Raises OwnTargetError for a target that says nothing sensible; `target_faults` knows what a catalogue has.
    """

    direction: Aim = Aim.CUT
    amount_keur: int | None = None
    percent: Decimal | None = None
    base_keur: int | None = None
    base_lines: tuple[str, ...] = ()
    base_year: str = ""
    budgets: tuple[str, ...] = ()
    money: Money = Money.BOTH
    columns: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        if faults := tuple(_of_itself(self)):
            refuse_target(faults)

    @property
    def sign(self) -> int:
        """The sign of what is asked: − for a cut."""
        return -1 if self.direction is Aim.CUT else 1

    @property
    def percent_parts(self) -> int:
        """The percentage in thousandths, without sign; an amount is all of itself."""
        return int((WHOLE if self.percent is None else self.percent) * PERCENT_PARTS)

    def amount_of(self, base_keur: int) -> int:
        """
        Return the amount to reach on a base, thousands of euro; a broken thousand counts as not yet reached.

        −12.5% of 1,001 is −126, and +12.5% of it 126: both away from zero.
        """
        return self.sign * -(-base_keur * self.percent_parts // (WHOLE * PERCENT_PARTS))


def refuse_target(faults: Sequence[TargetFault]) -> NoReturn:
    """Raise OwnTargetError with faults, of which there is at least one."""
    field, why = faults[0]
    error = OwnTargetError("own_target_refused", field=FIELDS[field], why=why)
    error.faults = tuple(faults)
    raise error


def _amounts(target: OwnTarget) -> Iterator[TargetFault]:
    for field, keur in (("amount", target.amount_keur), ("base_amount", target.base_keur)):
        if keur is not None and not 0 <= keur <= MOST_KEUR:
            yield field, Message("own_target_amount_outside_limits", most=MOST_KEUR // 1000)
    percent = target.percent
    if percent is not None and (
        not percent.is_finite() or not 0 < percent <= MOST_PERCENT or percent * PERCENT_PARTS % 1
    ):
        yield "percent", Message("own_target_percent_outside_limits", most=MOST_PERCENT, found=str(percent))


def _size(target: OwnTarget) -> Iterator[TargetFault]:
    """Yield what is wrong with what is asked, and of what: one size, and a percentage of one base."""
    typed, listed = target.base_keur is not None, bool(target.base_lines)
    if target.percent is None:
        if target.amount_keur is None:
            yield "amount", Message("own_target_without_size")
        elif typed:
            yield "base_amount", Message("own_target_base_without_percent")
    elif target.amount_keur is not None:
        yield "percent", Message("own_target_with_two_sizes")
    elif typed and listed:
        yield "base_lines", Message("own_target_with_two_bases")
    elif not typed and not listed:
        yield "base_amount", Message("own_target_percent_without_base")
    if bool(target.base_year) is not (listed and target.percent is not None):
        found = (
            Message("own_target_year_without_lines") if target.base_year else Message("own_target_without_base_year")
        )
        yield "base_year", found


def _of_itself(target: OwnTarget) -> Iterator[TargetFault]:
    """Yield what is wrong with a target in whatever catalogue."""
    yield from _size(target)
    yield from _amounts(target)
    for field, items in (("base_lines", target.base_lines), ("budgets", target.budgets), ("columns", target.columns)):
        if repeated := [item for item in dict.fromkeys(items) if items.count(item) > 1]:
            yield field, Message("own_target_repeats", found=shown(repeated[0]))
    if len(target.budgets) > MOST_BUDGETS:
        yield "budgets", Message("own_target_with_too_many_budgets", most=MOST_BUDGETS, found=len(target.budgets))
    fault = text_fault(target.name, TARGET_NAME)
    if fault is not None:
        yield "name", fault


def _unknown(field: str, items: Sequence[str], known: Sequence[str]) -> Iterator[TargetFault]:
    for item in items:
        if item not in known:
            near = nearest(item, known) or tuple(known[:3])
            yield field, Message("own_target_names_unknown", found=shown(item), known=near or Message("none"))


def target_faults(target: OwnTarget, frame: TargetFrame) -> tuple[TargetFault, ...]:
    """Return what a target asks that a catalogue does not have, by field."""
    found = [
        *_unknown("budgets", target.budgets, frame.budgets),
        *_unknown("base_lines", target.base_lines, frame.base_lines),
        *_unknown("base_year", [target.base_year] if target.base_year else [], frame.base_years),
        *_unknown("columns", target.columns, frame.columns),
    ]
    if target.money is Money.TAXES and not frame.has_taxes:
        found.append(("money", Message("own_target_without_taxes")))
    return tuple(found)


def check_own_targets(targets: Sequence[OwnTarget], frame: TargetFrame) -> None:
    """Raise SettingError at the first fault in the targets of a package: too many, one twice, or unknown here."""
    if len(targets) > MOST_OWN_TARGETS:
        raise SettingError("own_targets_too_many", most=MOST_OWN_TARGETS, found=len(targets))
    for place, target in enumerate(targets, start=1):
        if target in targets[: place - 1]:
            raise SettingError("own_target_given_twice", n=place)
        if faults := target_faults(target, frame):
            refuse_target(faults)
