"""The page that holds the package against the targets, one's own too: gauge, base, gap and verdict by year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue, TargetScope
from budget.core import meur_from_keur
from budget.engine import TargetCell, TargetResult, Verdict, evaluate_targets
from dashboard import page, state
from dashboard.charts import chart_block, percent_bounds, target_gauge
from dashboard.package import (
    BASE,
    GAP,
    GOAL,
    SIGNS,
    any_twice,
    asks,
    backing,
    both_verdicts,
    column_heads,
    controls,
    doubtful,
    goal_name,
    headline,
    made_ask,
    once_asking,
    own_targets_panel,
    own_verdicts,
    shown_amount,
    shown_name,
    switcher,
    target_part,
    verdict_text,
    verdict_word,
    why_text,
)
from dashboard.words import asking, html, language, numbers, show, t, terms, ui


def rounding_note(catalogue: Catalogue, result: TargetResult) -> str:
    """Say, where it is so, that the effect rounds to the amount that the source prints."""
    printed = result.target.printed
    if printed is None:
        return ""
    notes = []
    for label, cell in zip(column_heads(catalogue).values(), result.cells.values(), strict=True):
        rounded = numbers.rounded(meur_from_keur(cell.effect.certain))
        if cell.effect.exact and rounded == meur_from_keur(printed) and cell.effect.certain != printed:
            effect = numbers.on_page(catalogue, cell.effect.certain)
            texts = {"column": label, "effect": effect, "printed": numbers.meur(printed)}
            notes.append(t("{column}: {effect} wordt afgerond {printed}, het bedrag dat de bron noemt.", **texts))
    return " ".join(notes)


def _made(result: TargetResult, kind: str, write: Callable[[TargetCell], str]) -> list[str]:
    """Write a figure of a target by column, which asks how it is made; a dash where the target asks nothing."""
    name = goal_name(kind, result.target.id)
    return [
        asking(made_ask(column, name), write(cell)) if cell.asked or kind == BASE else "–"
        for column, cell in result.cells.items()
    ]


def _verdicts(result: TargetResult, told: Mapping[str, str], write: Callable[[TargetCell], str]) -> list[str]:
    """Write a verdict by column, which asks what the effect asks that it is on."""
    return [asking(told[column], write(cell).strip()) for column, cell in result.cells.items()]


def _verdict_by(cell: TargetCell, way: str) -> str:
    """Write the verdict of one way of adding."""
    verdict: Verdict = getattr(cell, way)
    return f"{SIGNS[verdict]} {verdict_word(verdict, cell.judged)}"


def target_table(catalogue: Catalogue, result: TargetResult) -> Markup:
    """Build the table of one target by column."""
    cells, told = list(result.cells.values()), asks(catalogue, target_part(result.target.id))
    of_amount = result.own is not None and result.own.of_amount
    places = numbers.places(catalogue)
    once = [
        t("Effect zonder dubbeltelling"),
        *(once_asking(told[column], c.effect, c.once, places) for column, c in result.cells.items()),
    ]
    effect = t("Effect van het pakket op deze grondslag") if result.own is None else t("Effect van het pakket hierop")
    decimals = places if result.own is None else numbers.decimals_of((cell.target_keur for cell in cells), places)
    rows = [
        *([] if of_amount else [[t("Grondslag"), *_made(result, BASE, lambda c: numbers.meur(c.base_keur, places))]]),
        [t("Doel"), *_made(result, GOAL, lambda c: numbers.meur(c.target_keur, decimals, sign=True))],
        [effect, *(asking(told[column], shown_amount(catalogue, c.effect)) for column, c in result.cells.items())],
        *([once] if any_twice(cells) else []),
        [t("Verschil met het doel"), *_made(result, GAP, lambda c: shown_amount(catalogue, c.gap))],
        [
            t("Deel van het doelbedrag") if of_amount else t("Deel van de grondslag"),
            *(percent_bounds(c, 2) if c.base_keur or not of_amount else "–" for c in cells),
        ],
        [t("Oordeel"), *_verdicts(result, told, lambda c: f"{SIGNS[c.verdict]} {verdict_text(c)}")],
    ]
    if any(map(both_verdicts, cells)):
        ways = ((t("Oordeel zoals de bron optelt"), "as_added"), (t("Oordeel zonder dubbeltelling"), "counted_once"))
        for name, way in ways:
            rows.append([name, *_verdicts(result, told, partial(_verdict_by, way=way))])
    title, unit = result.target.title.get(language()), terms.unit(catalogue)
    return html.table(f"{title} – {terms.legend(unit)}", ["", *column_heads(catalogue).values()], rows)


def base_table(catalogue: Catalogue) -> Markup:
    """Build the table of the base, with its parts and the printed totals, and the places that it comes from."""
    base, lang = catalogue.base, language()
    rows = []
    for line in base.lines:
        name = line.named(lang)
        rows.append([name, *(numbers.meur(line.amounts[year]) for year in base.years)])
        rows += [
            [f"  – {terms.body(catalogue, part)}", *(numbers.meur(row[year]) for year in base.years)]
            for part, row in line.parts.items()
        ]
    for total in base.totals:
        name = total.id.removesuffix("-TOT").replace("-", " ")
        rows.append([f"{t('gedrukt totaal')} {name}", *(numbers.meur(total.amounts[year]) for year in base.years)])
        sums = [sum(line.amounts[year] for line in base.lines if line.id in total.lines) for year in base.years]
        rows.append([f"{t('som van de regels')} {name}", *map(numbers.meur, sums)])
    places = dict.fromkeys(
        terms.cited(catalogue, line.source.model_copy(update={"table": None, "row": None})) for line in base.lines
    )
    caption = t("Grondslag volgens {places}, {unit}", places="; ".join(places), unit=terms.unit(catalogue))
    return html.table(caption, [t("Regel"), *base.years], rows)


def _scope(catalogue: Catalogue, result: TargetResult) -> Markup:
    """Write what counts towards a target, and what that rests on: one's own word or the source's."""
    if isinstance(result.scope, TargetScope):
        return Markup("<p>{} {}</p>").format(result.scope.title.get(language()), backing(catalogue, result.scope))
    told = t("Telt voor: {scope}", scope=result.scope.title.get(language()))
    return Markup("<p>{} {}</p>").format(told, html.badge(t("eigen doel")))


def target_block(catalogue: Catalogue, result: TargetResult) -> None:
    """Draw a target: gauge, table and what its verdicts rest on."""
    title, table = result.target.title.get(language()), target_table(catalogue, result)
    own = own_verdicts(state.package(), result)
    chart_block(title, target_gauge(result, catalogue, own), table, key=f"gauge-{result.target.id}")
    note = rounding_note(catalogue, result)
    if note:
        ui.info(note)
    reasons = {why_text(cell) for cell in result.cells.values() if not both_verdicts(cell)} - {""}
    for reason in [*sorted(reasons), *doubtful(catalogue, result), *own]:
        ui.warning(reason)
    show(_scope(catalogue, result))


def render() -> None:
    """Draw the page."""
    space, package, catalogue = state.workspace(), state.package(), state.catalogue()
    with st.sidebar:
        switcher()
        shown = controls.target_choice()
        controls.settings_controls()
    headline(package, shown_name(state.draft(), space.active), ())
    ui.header(t("Eigen doelen"))
    ui.caption(t("Een eigen doel hoort bij dit pakket en gaat mee in de link, het bestand en de werkmap."))
    own_targets_panel()
    results = evaluate_targets(package)
    if shown:
        ui.header(t("Plaats op de grondslag") if catalogue.targets else t("Plaats op weg naar de doelen"))
    for id_ in shown:
        target_block(catalogue, results[id_])
    if catalogue.base.lines:
        ui.header(t("Grondslag"))
        show(base_table(catalogue))
    later = catalogue.base.later_years
    if later is not None:
        show(Markup("<p>{}</p>").format(backing(catalogue, later)))
    page.footer()
