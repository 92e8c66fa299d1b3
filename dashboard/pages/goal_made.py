"""What a target asks, and what is short of it: the base with its lines, the percentage, and the effect."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from budget.catalogue import Target, TargetScope
from budget.core import Basis, bounds_of
from budget.engine import Package, TargetCell, TargetResult, evaluate_target, package_targets
from dashboard.package import (
    BASE,
    GAP,
    GOAL,
    Made,
    MadeRow,
    asks,
    backing,
    goal_name,
    made_ask,
    made_title,
    place_html,
    shown_amount,
    shown_sum,
    target_part,
)
from dashboard.words import asking, html, language, numbers, t

Ask = Callable[[str, str], str]
"""Returns what asks how another figure is made, by its column and name: of the open package, or of another one."""


def _own_goal() -> Markup:
    return html.badge(t("eigen doel"))


def _backing(package: Package, result: TargetResult) -> Markup:
    """Say what a target rests on: the source's word, or one's own."""
    return backing(package.catalogue, result.target) if isinstance(result.target, Target) else _own_goal()


def _scope(package: Package, result: TargetResult) -> Markup:
    """Say what the choice of what counts rests on."""
    scope = result.scope
    told = backing(package.catalogue, scope) if isinstance(scope, TargetScope) else _own_goal()
    return Markup("{}: {}").format(scope.title.get(language()), told)


def _year(package: Package, result: TargetResult, column: str) -> str:
    """Return the year of the base that counts for a column, nothing of a target without lines of the base."""
    if not result.scope.lines or (result.own is not None and result.own.asked.base_keur is not None):
        return ""
    base = package.catalogue.base
    return result.target.reference_year if package.settings.basis is Basis.REPORT else base.year_of(column)


def _base_rules(package: Package, result: TargetResult, column: str) -> tuple[str, ...]:
    """Say of which year the base is, why of that one, and what counts."""
    catalogue, year = package.catalogue, _year(package, result, column)
    rules: list[str] = [_scope(package, result)]
    if year:
        rules.append(t("De grondslag is die van {year}.", year=year))
        later = catalogue.base.later_years
        if package.settings.basis is not Basis.REPORT and year != column and later is not None:
            rules.append(backing(catalogue, later))
    return tuple(rules)


def _of_base(package: Package, result: TargetResult, column: str, cell: TargetCell, _ask: Ask) -> Made:
    catalogue, year, lang = package.catalogue, _year(package, result, column), language()
    lines = [line for line in catalogue.base.lines if year and line.id in result.scope.lines]
    rows = tuple(
        MadeRow(
            line.named(lang),
            shown_sum(catalogue, bounds_of(line.amounts[year])),
            place_html(catalogue, line.source),
        )
        for line in lines
    )
    name = t("Grondslag")
    total = MadeRow(name, shown_sum(catalogue, bounds_of(cell.base_keur)), "" if rows else _own_goal())
    title = made_title(catalogue, name, column)
    return Made(title, rows, total, _base_rules(package, result, column))


def _of_goal(package: Package, result: TargetResult, column: str, cell: TargetCell, ask: Ask) -> Made:
    catalogue, target, name = package.catalogue, result.target, result.target.title.get(language())
    title = made_title(catalogue, t("Doel {name}", name=name), column)
    total = MadeRow(t("Doel"), shown_amount(catalogue, cell.target_keur), _backing(package, result))
    if result.own is not None and result.own.of_amount:
        return Made(title, (), total, (_scope(package, result),))
    base = asking(ask(column, goal_name(BASE, target.id)), shown_sum(catalogue, bounds_of(cell.base_keur)))
    percent = (
        f"{numbers.plain(result.own.percent)}%" if result.own is not None else f"{numbers.number(target.percent)}%"
    )
    rows = (MadeRow(t("Grondslag"), base, _scope(package, result)), MadeRow(t("Percentage"), percent))
    rule = t("Het doel is het percentage van de grondslag; een gebroken duizend euro telt als nog niet gehaald.")
    return Made(title, rows, total, (rule,))


def _of_gap(package: Package, result: TargetResult, column: str, cell: TargetCell, ask: Ask) -> Made:
    catalogue, target = package.catalogue, result.target
    name = t("Verschil met het doel")
    effect = asking(asks(catalogue, target_part(target.id))[column], shown_amount(catalogue, cell.effect))
    goal = asking(ask(column, goal_name(GOAL, target.id)), shown_amount(catalogue, -cell.target_keur))
    rows = (
        MadeRow(t("Effect van het pakket hierop"), effect, _scope(package, result)),
        MadeRow(t("min {name}", name=t("Doel")), goal, _backing(package, result)),
    )
    title = made_title(catalogue, name, column)
    return Made(title, rows, MadeRow(name, shown_amount(catalogue, cell.gap)))


def goal_made(package: Package, column: str, name: str, ask: Ask = made_ask) -> Made | None:
    """Return what the amount, the base or the gap of a target is made of; None for what there is not."""
    kind, _, id_ = name.partition("/")
    target = package_targets(package).get(id_)
    ways = {GOAL: _of_goal, BASE: _of_base, GAP: _of_gap}
    if target is None or kind not in ways:
        return None
    result = evaluate_target(package, target)
    return ways[kind](package, result, column, result.cells[column], ask)
