"""The tables behind the charts, and those of the comparison: the same figures as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.engine import (
    Bridge,
    Comparison,
    OdaPart,
    OwnPart,
    Package,
    TargetCell,
    contributions,
    package_once,
    positions,
)
from dashboard.charts.charts import column_name, measure_name, step_name, step_text
from dashboard.charts.charts_gauge import gauge_percent
from dashboard.package import (
    ASK_COMPARED,
    ASK_SUM,
    BASE,
    CLASSES,
    GOAL,
    SIGNS,
    aimed_ask,
    amounts_with_years,
    any_twice,
    asks,
    both_verdicts,
    bridge_ask,
    compared_ask,
    counts_twice,
    goal_name,
    made_ask,
    measure_part,
    oda_part,
    once_asking,
    once_with_years,
    own_parts,
    own_verdict,
    shown_amount,
    target_part,
    variant_part,
    verdict_text,
    year_heads,
)
from dashboard.words import asking, language, numbers, t, table, terms


def _caption(catalogue: Catalogue, text: str) -> str:
    return f"{text} – {terms.legend(terms.unit(catalogue))}"


def _columns(catalogue: Catalogue) -> list[str]:
    return [column_name(catalogue, column) for column in catalogue.columns]


def variant_table(package: Package) -> Markup:
    """Build the table of a package by variant and column, with its total."""
    catalogue = package.catalogue
    rows = [
        [
            catalogue.variants[id_].named(language()),
            *amounts_with_years(catalogue, totals, asks(catalogue, variant_part(id_))),
        ]
        for id_, totals in package.by_variant.items()
    ]
    rows.append([t("Saldo-effect"), *amounts_with_years(catalogue, package.totals, asks(catalogue))])
    caption = _caption(catalogue, t("Pakket per jaar en variant"))
    return table(caption, [t("Variant"), *year_heads(catalogue)], rows)


def contribution_table(package: Package, column: str) -> Markup:
    """Build the table of what each measure contributes in a column, sorted as in the chart."""
    catalogue = package.catalogue
    name = column_name(catalogue, column)
    found = contributions(package, column)
    rows = [
        [
            measure_name(catalogue, id_),
            asking(asks(catalogue, measure_part(id_))[column], shown_amount(catalogue, cell, total=False)),
        ]
        for id_, cell in found
    ]
    total = asking(asks(catalogue)[column], shown_amount(catalogue, package.totals[column]))
    rows.append([t("Saldo-effect"), total])
    caption = _caption(catalogue, t("Bijdrage per maatregel, {column}", column=name))
    return table(caption, [t("Maatregel"), name], rows)


def position_table(packages: Sequence[tuple[str, Package]], column: str) -> Markup:
    """Build the table of where packages stand on each base in a column."""
    rows, catalogue, alone = [], packages[0][1].catalogue, len(packages) == 1
    for place, (name, package) in enumerate(packages):
        ask = partial(made_ask, column) if alone else partial(aimed_ask, ASK_COMPARED, str(place), column)
        kind = ASK_SUM if alone else compared_ask(place)
        for position in positions(package, column):
            first = position.targets[0]
            cells = dict(zip(position.targets, position.cells, strict=True))
            verdicts = [
                Markup("{}: {}").format(
                    asking(ask(goal_name(GOAL, id_)), numbers.on_page(catalogue, cell.target_keur, sign=True)),
                    verdict_text(cell),
                )
                for id_, cell in cells.items()
            ]
            effect = [
                asking(ask(goal_name(BASE, first)), numbers.on_page(catalogue, position.base_keur)),
                asking(asks(catalogue, target_part(first), kind)[column], shown_amount(catalogue, position.effect)),
                gauge_percent(position.aimed or position.cells[0]),
            ]
            where = f"{position.name.get(language())} ({position.scope.get(language())})"
            head = f"{where} {name if len(packages) > 1 else ''}"
            rows.append([head.strip(), *effect, Markup("; ").join(verdicts)])
    heads = [t("Grondslag"), t("Bedrag"), t("Effect"), t("Deel"), t("Doelen")]
    text = t("Plaats op de grondslag, {column}", column=column_name(catalogue, column))
    return table(_caption(catalogue, text), heads, rows)


def totals_table(comparison: Comparison, names: Sequence[str]) -> Markup:
    """Build the table of the packages' totals by column, side by side."""
    catalogue = comparison.packages[0].catalogue
    rows = []
    for place, (name, package) in enumerate(zip(names, comparison.packages, strict=True)):
        told = asks(catalogue, kind=compared_ask(place))
        rows.append([name, *amounts_with_years(catalogue, package.totals, told)])
        once = package_once(package)
        if counts_twice(package.totals, once):
            amounts = once_with_years(catalogue, package.totals, once, told)
            rows.append([f"{name}, {t('zonder dubbeltelling')}", *amounts])
    caption = _caption(catalogue, t("Saldo-effect per jaar"))
    return table(caption, [t("Pakket"), *year_heads(catalogue)], rows)


def _verdict(catalogue: Catalogue, cell: TargetCell, ask: str, part: OwnPart | None) -> Markup:
    """Write an effect, which explains itself, with its verdict, where the target asks one, and what rests on own figures."""
    effect = asking(ask, shown_amount(catalogue, cell.effect))
    if not cell.asked:
        return Markup('<span class="soft" title="{}">{}</span>').format(verdict_text(cell), effect)
    return Markup(
        '<span title="{}">{}<span class="verdict {}" data-ask="{}"><span aria-hidden="true">{}</span> {}</span>{}</span>'
    ).format(
        both_verdicts(cell),
        effect,
        CLASSES[cell.verdict],
        ask,
        SIGNS[cell.verdict],
        verdict_text(cell),
        "" if part is None else Markup(" <small>{}</small>").format(own_verdict(part)),
    )


def targets_table(comparison: Comparison, names: Sequence[str], ids: Sequence[str]) -> Markup:
    """Build the table of the chosen targets by package and column, with verdicts in words."""
    rows: list[list[str]] = []
    catalogue = comparison.packages[0].catalogue
    for id_ in ids:
        for place, (name, package) in enumerate(zip(names, comparison.packages, strict=True)):
            results = comparison.targets[place]
            result = results[id_]
            own = own_parts(package, result)
            head = Markup("<strong>{}</strong> {}").format(result.target.title.get(language()), name)
            told = asks(catalogue, target_part(id_), compared_ask(place))
            cells = result.cells.items()
            rows.append([head, *(_verdict(catalogue, cell, told[column], own.get(column)) for column, cell in cells)])
            if any_twice(result.cells.values()):
                amounts = (
                    once_asking(told[column], cell.effect, cell.once, numbers.places(catalogue))
                    for column, cell in result.cells.items()
                )
                rows.append([f"{name}, {t('zonder dubbeltelling')}", *amounts])
    return table(_caption(catalogue, t("Doelen")), [t("Doel en pakket"), *_columns(catalogue)], rows)


def oda_table(comparison: Comparison, names: Sequence[str]) -> Markup:
    """Build the table of who keeps each package's structural effect."""
    rows, catalogue = [], comparison.packages[0].catalogue
    structural = catalogue.columns.structural
    parts = (OdaPart.OWN, OdaPart.ODA_ROOM, OdaPart.OTHERS)
    for place, (name, result) in enumerate(zip(names, comparison.oda, strict=True)):
        column = result.columns[structural]
        amounts = {oda_part(part): part.of(column.split) for part in parts} | {"": column.effect}
        told = {part: asks(catalogue, part, compared_ask(place))[structural] for part in amounts}
        rows.append([name, *(asking(told[part], shown_amount(catalogue, it)) for part, it in amounts.items())])
    heads = [t("Pakket"), *(terms.oda_part(catalogue, part) for part in parts), t("Saldo-effect")]
    text = t("Wie houdt het effect, {column}", column=column_name(catalogue, structural))
    return table(_caption(catalogue, text), heads, rows)


def measures_table(comparison: Comparison, names: Sequence[str], column: str) -> Markup:
    """Build the table of shared and differing measures: each package's cell in a column, or a dash without it."""
    catalogue = comparison.packages[0].catalogue
    place = catalogue.columns.place[column]
    notes = dict.fromkeys(comparison.shared, t("in alle")) | dict.fromkeys(comparison.partly, t("in enkele"))
    notes |= {id_: t("in één") for ids in comparison.own for id_ in ids}
    notes |= dict.fromkeys(comparison.changed, t("in alle, verschillend"))
    groups = (*comparison.shared, *comparison.partly, *(id_ for ids in comparison.own for id_ in ids))
    rows = []
    for id_ in dict.fromkeys(groups):
        cells = [
            asking(
                asks(catalogue, measure_part(id_), compared_ask(number))[column],
                shown_amount(catalogue, package.rows[id_][place], total=False),
            )
            if id_ in package.rows
            else "–"
            for number, package in enumerate(comparison.packages)
        ]
        rows.append([measure_name(catalogue, id_), *cells, notes[id_]])
    name = column_name(catalogue, column)
    caption = _caption(catalogue, t("Maatregelen, {column}; een streepje is: niet in dit pakket", column=name))
    return table(caption, [t("Maatregel"), *names, t("Waar")], rows, css="figures told")


def bridge_table(found: Bridge, package: Package, start: str, end: str, place: int | None = None) -> Markup:
    """
    Build the table of a bridge: the start, each step with the level after it, the end.

    Each asks how it is made, where the packages are compared on the page: `place` is that of the other among them.
    """
    catalogue, column = package.catalogue, found.column

    def asked(what: str) -> str:
        return "" if place is None else bridge_ask(place, column, what)

    ends = (0, place) if place is not None else ()
    first, last = [asks(catalogue, kind=compared_ask(one))[column] for one in ends] or ("", "")
    rows = [[start, "", asking(first, shown_amount(catalogue, found.start))]]
    for number, (step, level) in enumerate(zip(found.steps, found.levels[1:], strict=True), start=1):
        change = asking(asked(f"step-{number}"), step_text(catalogue, step))
        reached = asking(asked(f"level-{number}"), shown_amount(catalogue, level))
        rows.append([step_name(catalogue, step), change, reached])
    rows.append([end, "", asking(last, shown_amount(catalogue, found.end))])
    text = t("Brug, {column}; stappen zonder bedrag tellen niet mee", column=column_name(catalogue, column))
    return table(_caption(catalogue, text), [t("Stap"), t("Verandering"), t("Stand")], rows)
