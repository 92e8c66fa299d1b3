"""What a total without double counting is made of: the sum as the list adds, and what each shared amount takes off it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from budget.core import between
from budget.engine import OnceStep, Package, once_steps
from dashboard.package.made_table import Made, MadeRow
from dashboard.package.places import backing
from dashboard.package.questions import ALL_YEARS
from dashboard.package.sum_dialog import Asked, amount_of, named_column
from dashboard.package.sum_parts import find_part
from dashboard.package.years import shown_amount
from dashboard.words import asking, language, numbers, t, terms


def _told(package: Package, step: OnceStep) -> Markup:
    """Say with which measures an amount is shared, by which record and on what ground."""
    ids = ", ".join(step.beside)
    said = t("Valt op wat {ids} overlaat.", ids=ids) if step.cut else t("Hetzelfde geld als {ids}.", ids=ids)
    grounds = (
        Markup("{}: {}").format(clash.conflict.title.get(language()), backing(package.catalogue, clash.conflict))
        for clash in step.clashes
    )
    return Markup("<br>").join([said, *grounds])


def _steps(package: Package, steps: tuple[OnceStep, ...]) -> Iterator[MadeRow]:
    catalogue = package.catalogue
    for step in steps:
        name = f"{step.measure} {catalogue.measures[step.measure].title.get(language())}"
        if step.lower == step.upper:
            amount = shown_amount(catalogue, step.lower, total=False)
        else:
            ends = between(min(step.lower, step.upper), max(step.lower, step.upper))
            amount = numbers.bounds(ends, numbers.places(catalogue), sign=True)
        yield MadeRow(name, amount, _told(package, step))


def once_made(package: Package, asked: Asked, ask: str) -> Made | None:
    """Return what a sum without double counting is made of; `ask` opens the sum as the list adds. None without a part."""
    catalogue, part = package.catalogue, find_part(package, asked.part)
    if part is None:
        return None
    columns = catalogue.columns.years if asked.column == ALL_YEARS else (asked.column,)
    plain, once = (amount_of(totals, package, asked.column) for totals in (part.sum.plain, part.sum.once))
    first = MadeRow(
        part.name or t("Saldo-effect"), asking(ask, shown_amount(catalogue, plain)), t("Zoals de bron optelt")
    )
    name = terms.capital(t("zonder dubbeltelling"))
    title = t("Waaruit volgt ‘{name}’, {column}?", name=name, column=named_column(package, asked.column))
    rules = [terms.counted_once()]
    if not (plain.exact and once.exact):
        rules.append(t("Van een bandbreedte telt elk einde apart; wat open is, blijft open."))
    steps = tuple(_steps(package, once_steps(package, part.sum, columns)))
    return Made(title, (first, *steps), MadeRow(name, shown_amount(catalogue, once)), tuple(rules))
