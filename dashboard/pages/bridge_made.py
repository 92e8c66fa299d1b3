"""What a step of a bridge between two packages is made of, and a level of it: the amounts before and after, or the steps."""

from __future__ import annotations

from budget.core import Cell
from budget.engine import Bridge, Package, Step, StepKind
from dashboard.charts import step_name, step_text
from dashboard.package import (
    Made,
    MadeRow,
    asks,
    bridge_ask,
    compared_ask,
    made_title,
    measure_part,
    shown_amount,
)
from dashboard.words import asking, t

Named = tuple[str, Package]


def _side(named: Named, place: int, column: str, step: Step, cell: Cell | None) -> MadeRow:
    """Write what a measure is in one of the packages, which asks for its postings."""
    name, package = named
    if cell is None:
        return MadeRow(name, "–", t("Niet in dit pakket."))
    ask = asks(package.catalogue, measure_part(step.measure), compared_ask(place))[column]
    return MadeRow(name, asking(ask, shown_amount(package.catalogue, cell, total=False)))


def _of_step(first: Named, other: Named, place: int, found: Bridge, number: int) -> Made:
    step, catalogue = found.steps[number - 1], first[1].catalogue
    rows = (_side(other, place, found.column, step, step.after), _side(first, 0, found.column, step, step.before))
    rules = {
        StepKind.ADDED: t("De maatregel staat alleen in {name}.", name=other[0]),
        StepKind.DROPPED: t("De maatregel staat alleen in {name}; wat zij doet, vervalt.", name=first[0]),
        StepKind.CHANGED: t("De verandering is het eerste bedrag, min het tweede."),
    }
    title = made_title(catalogue, step_name(catalogue, step), found.column)
    return Made(title, rows, MadeRow(t("Verandering"), step_text(catalogue, step)), (rules[step.kind],))


def _of_level(first: Named, other: Named, place: int, found: Bridge, number: int) -> Made:
    catalogue, column = first[1].catalogue, found.column
    start = asking(asks(catalogue, kind=compared_ask(0))[column], shown_amount(catalogue, found.start_keur))
    steps = (
        MadeRow(step_name(catalogue, step), asking(bridge_ask(place, column, f"step-{at}"), step_text(catalogue, step)))
        for at, step in enumerate(found.steps[:number], start=1)
    )
    total = MadeRow(t("Stand"), shown_amount(catalogue, found.levels[number]))
    title = made_title(catalogue, t("Stand op weg naar {name}", name=other[0]), column)
    return Made(title, (MadeRow(first[0], start), *steps), total, (t("Stappen zonder bedrag tellen niet mee."),))


def bridge_made(first: Named, other: Named, place: int, found: Bridge, what: str) -> Made | None:
    """Return what a step or a level of a bridge is made of ("step-1", "level-1"); None for what there is not."""
    kind, _, number = what.partition("-")
    ways = {"step": _of_step, "level": _of_level}
    if kind not in ways or number not in map(str, range(1, len(found.steps) + 1)):
        return None
    return ways[kind](first, other, place, found, int(number))
