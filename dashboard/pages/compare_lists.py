"""Packages of other lists that the session has open, beside those of this one: totals by year, and never a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budget.core import Amount, BudgetError, span_of_years
from budget.engine import Across, Doubled, Mix, Package, compose_package, put_across
from dashboard import state
from dashboard.package import across_ask, asks, shown_name
from dashboard.serving import find_list
from dashboard.words import (
    Markdown,
    asking,
    explain_error,
    html,
    language,
    long_date,
    numbers,
    show,
    t,
    terms,
    ui,
    wide,
)

CHOICE = "packages_of_other_lists"
MOST = 6

Named = tuple[str, Package]


def of_other_lists() -> dict[str, Named]:
    """Return the packages with measures of each other list that the session has open, by list and place."""
    found = {}
    for id_, space in state.other_workspaces().items():
        catalogue = find_list(id_, state.own_lists())
        short = catalogue.info.short.get(language())
        for index, slot in enumerate(space.slots):
            if slot.draft.measures:
                package = compose_package(catalogue, slot.draft.measures, slot.draft.settings)
                found[f"{id_}:{index}"] = (f"{short}: {shown_name(slot.draft, index)}", package)
    return found


def of_this_list() -> dict[str, Named]:
    """Return the packages with measures of the open list, by list and place."""
    info = state.catalogue().info
    return {
        f"{info.id}:{index}": (
            f"{info.short.get(language())}: {shown_name(slot.draft, index)}",
            state.compose(slot.draft),
        )
        for index, slot in enumerate(state.workspace().slots)
        if slot.draft.measures
    }


def package_of_list(list_: str, place: str) -> Named | None:
    """Return an open package of the open list or of another one; None where there is none."""
    known = of_this_list() if list_ == state.catalogue().info.id else of_other_lists()
    return known.get(f"{list_}:{place}")


def _asked(key: str, package: Package) -> dict[str, str]:
    """Return what asks for each total of a package, by its column."""
    list_, _, place = key.rpartition(":")
    return asks(package.catalogue, kind=across_ask(list_, int(place)))


def _frame(mix: Mix, package: Package) -> str:
    """Say how the list of a package is in the respect in which lists differ."""
    info, lang = package.catalogue.info, language()
    measures = package.catalogue.measures
    taxed = sum(measures[id_].tax for id_ in package.selection)
    later = t(", {n} jaar later", n=package.settings.delay) if package.settings.delay else ""
    words = {
        Mix.PRICES: info.price_level.get(lang) if info.price_level else t("prijspeil niet vermeld"),
        Mix.YEARS: span_of_years(info.columns.years),
        Mix.STRUCTURAL: info.columns.structural.title.get(lang),
        Mix.DECISION: long_date(info.decision.date) + later,
        Mix.TAX: t("{n} fiscale van {all}", n=taxed, all=len(package.selection)),
        Mix.REVIEW: terms.review(info),
    }
    return words[mix]


def mix_words() -> dict[Mix, str]:
    """Name in what lists differ."""
    return {
        Mix.PRICES: t("Prijspeil"),
        Mix.YEARS: t("Jaren"),
        Mix.STRUCTURAL: t("Structurele kolom"),
        Mix.DECISION: t("Besluit"),
        Mix.TAX: t("Uitgaven en belastingen"),
        Mix.REVIEW: t("Overlap"),
    }


def _doubled_line(found: Doubled, named: list[Named]) -> str:
    """Say which measure two packages both hold."""
    first, second = (
        f"{named[at][0]} {' + '.join(side.measures)}"
        for at, side in zip((found.first, found.second), found.sides, strict=True)
    )
    return t("{first} is dezelfde maatregel als {second}.", first=first, second=second)


def _told(across: Across, named: list[Named]) -> None:
    """Tell what keeps the rows from being one sum."""
    if across.doubled:
        lines = [_doubled_line(one, named) for one in across.doubled]
        text = t("Deze pakketten houden dezelfde maatregel. Hun totalen zijn niet op te tellen.")
        ui.warning(Markdown("\n").join([text, "", *map(Markdown("- {}").format, lines)]))
    if across.mixes:
        words = mix_words()
        rows = [[words[mix], *(_frame(mix, package) for _, package in named)] for mix in across.mixes]
        caption = t("Waarin de lijsten verschillen: deze totalen zijn niet van één soort")
        show(wide(html.table(caption, ["", *(name for name, _ in named)], rows, "figures words"), caption))


def _amounts(key: str, package: Package, years: Sequence[str], totals: Sequence[Amount | None]) -> Iterator[str]:
    """Yield the totals of a package by year, the structural one last, as its list writes them; each asks for its sum."""
    told = _asked(key, package)
    for year, total in zip(years, totals, strict=True):
        asked = told.get(year or package.catalogue.columns.structural, "")
        yield "" if total is None else asking(asked, numbers.total(total, numbers.places(package.catalogue)))


def show_across(known: dict[str, Named]) -> None:
    """Draw the totals of packages by year, each with its own years, and what makes them differ in kind."""
    named = list(known.values())
    across = put_across([package for _, package in named])
    rows = [
        [named[at][0], *_amounts(key, named[at][1], (*across.years, ""), across.rows[at])]
        for at, key in enumerate(known)
    ]
    heading = t("Totalen per jaar van pakketten uit verschillende lijsten")
    caption = f"{heading}. {terms.legend(terms.unit(named[0][1].catalogue))}"
    show(wide(html.table(caption, [t("Pakket"), *across.years, t("structureel")], rows), heading))
    ui.caption(t("Een leeg vak: die lijst heeft dat jaar niet. Een som over lijsten is er niet."))
    _told(across, named)


def other_lists() -> None:
    """Draw the part of the page on packages of other lists."""
    ui.header(t("Naast pakketten van andere lijsten"))
    others, own = of_other_lists(), of_this_list()
    if not others or not own:
        ui.markdown(
            t(
                "Hier komen de totalen per jaar naast die van pakketten uit andere lijsten. Stel daarvoor op de pagina Pakket van twee lijsten een pakket samen; de pagina Lijsten opent een andere."
            )
        )
        return
    chosen = ui.multiselect(
        t("Pakketten van andere lijsten"),
        list(others),
        default=list(others)[:MOST],
        key=CHOICE,
        max_selections=MOST,
        format_func=lambda key: others[key][0],
        placeholder=t("Kies pakketten"),
    )
    if not chosen:
        return
    try:
        show_across({**own, **{key: others[key] for key in chosen}})
    except BudgetError as error:
        ui.error(explain_error(error))
