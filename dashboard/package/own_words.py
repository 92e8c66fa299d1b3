"""What of a package is one's own, in words: its measures and estimates, its part of the totals, and its verdicts."""

from __future__ import annotations

from collections.abc import Container

from markupsafe import Markup

from budget.core import Amount, OwnEstimate, OwnMeasure
from budget.engine import (
    OwnPart,
    Package,
    TargetResult,
    holds_own,
    over_years,
    own_estimates,
    own_in_targets,
    own_measures,
    own_part,
)
from dashboard.package.measure_list import labels_of_columns
from dashboard.package.verdicts import verdict_word
from dashboard.package.years import with_years
from dashboard.words import each, numbers, t


def own_ids(package: Package) -> str:
    """Name the chosen measures that are, or of which an amount is, one's own; nothing where none is."""
    found = [
        *own_measures(package),
        *(t("{id} (schatting)", id=id_) for id_ in own_estimates(package)),
    ]
    return ", ".join(found)


def estimate_of(package: Package, id_: str, posting: int, columns: Container[str]) -> OwnEstimate | None:
    """Return the own estimate for a posting that is taken in any of these columns, if there is one."""
    items = [item for item in package.settings.own.estimates if (item.measure, item.posting) == (id_, posting)]
    return next((item for item in items if any(column in columns for column, _ in item.amounts)), None)


def reason_of(item: OwnMeasure | OwnEstimate) -> str:
    """Say why a figure of one's own is taken, and its source where there is one."""
    return f"{item.why} ({item.source})" if item.source else item.why


def own_note(package: Package) -> tuple[str, ...]:
    """Say for a chart or a paper which figures are one's own."""
    return (t("Met eigen cijfers: {ids}.", ids=own_ids(package)),) if holds_own(package) else ()


def own_parts(package: Package, result: TargetResult) -> dict[str, OwnPart]:
    """Return by column what a target's verdict rests on of one's own."""
    return own_in_targets(package).get(result.target.id, {})


def own_verdict(part: OwnPart) -> str:
    """Say that a verdict rests on figures of one's own, and what it is without them where that is another."""
    if not part.differs:
        return t("rust op eigen cijfers")
    return t("rust op eigen cijfers, zonder die {verdict}", verdict=verdict_word(part.without, judged=True))


def own_verdicts(package: Package, result: TargetResult) -> list[str]:
    """Say in which columns of a target a verdict rests on figures of one's own, and how much of them."""
    labels = labels_of_columns(package.catalogue)
    found: dict[str, list[str]] = {}
    for column, part in own_parts(package, result).items():
        amount = numbers.total(part.amount, numbers.places(package.catalogue), sign=True)
        found.setdefault(own_verdict(part), []).append(f"{labels[column]} ({amount})")
    return [f"{', '.join(columns)}: {said}" for said, columns in found.items()]


def own_amounts(package: Package) -> list[Amount]:
    """Return what of the totals is one's own: the years, their sum, and the structural amount."""
    return with_years(package.catalogue, own_part(package))


def own_row(package: Package, places: int) -> Markup:
    """Build the row of what of the totals is one's own; nothing where nothing is."""
    if not holds_own(package):
        return Markup("")
    part = own_part(package)
    cells = [numbers.total(amount, places, sign=True) for amount in part.values()]
    years = numbers.total(over_years(package.catalogue, part), places, sign=True)
    return Markup('<tr class="once own"><th scope="row">{}</th>{}<td class="num cum">{}</td></tr>').format(
        t("waarvan eigen cijfers"), each(Markup('<td class="num">{}</td>'), cells), years
    )
