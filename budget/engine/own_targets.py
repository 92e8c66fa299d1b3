"""
Targets of one's own as the engine holds them: with a title in both languages, and with the lines that count.

They have what a target of the list has, so that whatever holds a package against targets takes both kinds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from budget.catalogue import Catalogue, Text
from budget.core import (
    PERCENT_PARTS,
    Aim,
    Money,
    OwnTarget,
    Settings,
    dutch,
    meur_from_keur,
    translate,
)
from budget.engine.lines import Line

MINUS: Final = "−"
NAMED: Final = 2
"""How many chapters and lines a title names; of more it says how many there are."""
MORE: Final = dutch("nog {n}")
ALL: Final = dutch("alles")
SHARE: Final = dutch("{percent}% van {base}")
AND: Final = dutch("{some} en {last}")
MONEY: Final = {
    Money.BOTH: "",
    Money.EXPENDITURE: dutch("alleen uitgaven"),
    Money.TAXES: dutch("alleen belastingen"),
}


@dataclass(frozen=True)
class OwnScope:
    """Where a target of one's own counts: in words, and the base lines that postings must count towards, if any."""

    title: Text
    lines: tuple[str, ...]


@dataclass(frozen=True)
class HeldTarget:
    """
    A target of one's own in a package: what is asked, with its id and title.

    `percent` has the sign of the direction; a target that is an amount is all of it, so `of_amount` it is −100% or
    +100% of that amount, and its base in a `TargetCell` is the amount. `columns` are those that it asks, of
    `every_column` of the list.
    """

    id: str
    asked: OwnTarget
    title: Text
    scope: OwnScope
    columns: tuple[str, ...]
    every_column: tuple[str, ...]
    printed: None = None

    @property
    def is_cut(self) -> bool:
        """Whether the target is met by an effect of at most its amount; else by one of at least that."""
        return self.asked.direction is Aim.CUT

    @property
    def of_amount(self) -> bool:
        """Whether the target is an amount, and not a percentage of a base."""
        return self.asked.percent is None

    @property
    def percent(self) -> Decimal:
        """The percentage of its base that the target asks, with its sign."""
        return self.asked.sign * Decimal(self.asked.percent_parts) / PERCENT_PARTS

    @property
    def reference_year(self) -> str:
        """The year of the catalogue's base; "" where the target has no lines of it."""
        return self.asked.base_year

    @property
    def counting(self) -> tuple[tuple[str, ...], Money, tuple[str, ...]]:
        """What decides which lines count; targets with the same count the same."""
        return self.asked.budgets, self.asked.money, self.asked.base_lines

    def counter(self, catalogue: Catalogue) -> Callable[[Line], bool]:
        """Return what tells whether a line counts: by its budget, by whether its measure is a tax, by its base line."""
        budgets, money, lines = frozenset(self.asked.budgets), self.asked.money, frozenset(self.asked.base_lines)
        measures, taxes = catalogue.measures, money is Money.TAXES

        def counts(line: Line) -> bool:
            if budgets and line.chapter not in budgets and line.name not in budgets:
                return False
            if money is not Money.BOTH and measures[line.measure].tax is not taxes:
                return False
            return not lines or line.base in lines

        return counts


def own_id(place: int) -> str:
    """Return the id of the target at a place, counted from 1."""
    return f"own-{place}"


def _number(value: Decimal, language: str, sign: int = 0) -> str:
    text = f"{value.normalize():,f}"
    if language == "nl":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"{MINUS if sign < 0 else '+' if sign > 0 else ''}{text}"


def _scope(target: OwnTarget, language: str) -> str:
    """Say where a target counts: the chapters and lines by name, and which money."""
    some, more = list(target.budgets[:NAMED]), len(target.budgets) - NAMED
    if more > 0:
        some.append(translate(MORE, language, n=more))
    where = "; ".join(some) or translate(ALL, language)
    money = MONEY[target.money]
    return f"{where} ({translate(money, language)})" if money else where


def _size(target: OwnTarget, language: str) -> str:
    """Say what a target asks: an amount in the catalogue's unit, or a percentage of a base."""
    if target.percent is None:
        return _number(meur_from_keur(target.amount_keur or 0), language, target.sign)
    if target.base_keur is None:
        base = f"{' + '.join(target.base_lines)} ({target.base_year})"
    else:
        base = _number(meur_from_keur(target.base_keur), language)
    percent = _number(target.percent, language, target.sign)
    return translate(SHARE, language, percent=percent, base=base)


def _when(catalogue: Catalogue, target: OwnTarget, language: str) -> str:
    """Say in which columns a target is asked; nothing of all of them."""
    columns = catalogue.columns
    if set(target.columns) in (set(), set(columns)):
        return ""
    structural = catalogue.info.columns.structural.title.get(language)
    asked = [column for column in columns if column in target.columns]
    *some, last = [structural if column == columns.structural else column for column in asked]
    return translate(AND, language, some=", ".join(some), last=last) if some else last


def own_title(catalogue: Catalogue, target: OwnTarget) -> Text:
    """Return a target's name; without one where it counts, what it asks and when, in both languages."""
    if target.name:
        return Text(nl=target.name, en=target.name)
    said = {}
    for language in ("nl", "en"):
        when = _when(catalogue, target, language)
        said[language] = f"{_scope(target, language)}: {_size(target, language)}{f', {when}' if when else ''}"
    return Text(**said)


def _scope_of(target: OwnTarget) -> OwnScope:
    words = {language: _scope(target, language) for language in ("nl", "en")}
    if target.base_lines:
        words = {language: f"{where}; {', '.join(target.base_lines)}" for language, where in words.items()}
    return OwnScope(Text(**words), target.base_lines)


def held_targets(catalogue: Catalogue, settings: Settings) -> tuple[HeldTarget, ...]:
    """Return the targets of one's own in the settings, in their order."""
    return tuple(
        HeldTarget(
            own_id(place),
            target,
            own_title(catalogue, target),
            _scope_of(target),
            tuple(column for column in catalogue.columns if not target.columns or column in target.columns),
            catalogue.columns.all,
        )
        for place, target in enumerate(settings.own_targets, start=1)
    )
