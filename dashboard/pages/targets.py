"""The page that holds the package against the targets, one's own too: gauge, base, gap and verdict by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue, TargetScope
from budget.core import meur_from_keur
from budget.engine import TargetCell, TargetResult, evaluate_targets
from dashboard import page, state
from dashboard.charts import chart_block, percent_bounds, target_gauge
from dashboard.package import (
    SIGNS,
    any_twice,
    backing,
    both_verdicts,
    column_labels,
    controls,
    doubtful,
    headline,
    once_amount,
    own_targets_panel,
    shown_amount,
    shown_name,
    switcher,
    verdict_text,
    verdict_word,
    why_text,
)
from dashboard.words import html, language, numbers, show, t, terms, ui


def rounding_note(catalogue: Catalogue, result: TargetResult) -> str:
    """Say, where it is so, that the effect rounds to the amount that the source prints."""
    printed = result.target.printed
    if printed is None:
        return ""
    notes = []
    for label, cell in zip(column_labels(catalogue), result.cells.values(), strict=True):
        rounded = numbers.rounded(meur_from_keur(cell.effect.certain))
        if cell.effect.exact and rounded == meur_from_keur(printed) and cell.effect.certain != printed:
            texts = {"column": label, "effect": numbers.meur(cell.effect.certain), "printed": numbers.meur(printed)}
            notes.append(t("{column}: {effect} wordt afgerond {printed}, het bedrag dat de bron noemt.", **texts))
    return " ".join(notes)


def _asked(cells: Iterable[TargetCell], write: Callable[[TargetCell], str]) -> list[str]:
    """Write what a target asks by column; a dash where it asks nothing."""
    return [write(cell) if cell.asked else "–" for cell in cells]


def target_table(catalogue: Catalogue, result: TargetResult) -> Markup:
    """Build the table of one target by column."""
    cells = list(result.cells.values())
    of_amount = result.own is not None and result.own.of_amount
    once = [
        t("Effect zonder dubbeltelling"),
        *(once_amount(c.effect, c.once, numbers.places(catalogue)) for c in cells),
    ]
    effect = t("Effect van het pakket op deze grondslag") if result.own is None else t("Effect van het pakket hierop")
    decimals = numbers.decimals_of((cell.target_keur for cell in cells), 1) if result.own is not None else 1
    rows = [
        *([] if of_amount else [[t("Grondslag"), *(numbers.meur(c.base_keur, 1) for c in cells)]]),
        [t("Doel"), *_asked(cells, lambda c: numbers.meur(c.target_keur, decimals))],
        [effect, *(shown_amount(catalogue, c.effect) for c in cells)],
        *([once] if any_twice(cells) else []),
        [t("Verschil met het doel"), *_asked(cells, lambda c: numbers.signed(c.gap))],
        [
            t("Deel van het doelbedrag") if of_amount else t("Deel van de grondslag"),
            *(percent_bounds(c, 2) if c.base_keur or not of_amount else "–" for c in cells),
        ],
        [t("Oordeel"), *(f"{SIGNS[c.verdict]} {verdict_text(c)}".strip() for c in cells)],
    ]
    if any(map(both_verdicts, cells)):
        ways = ((t("Oordeel zoals de bron optelt"), "as_added"), (t("Oordeel zonder dubbeltelling"), "counted_once"))
        for name, way in ways:
            verdicts = [(getattr(c, way), c.judged) for c in cells]
            rows.append(
                [name, *(f"{SIGNS[verdict]} {verdict_word(verdict, sure)}".strip() for verdict, sure in verdicts)]
            )
    title, unit = result.target.title.get(language()), terms.unit(catalogue)
    return html.table(f"{title} – {terms.legend(unit)}", ["", *column_labels(catalogue)], rows)


def base_table(catalogue: Catalogue) -> Markup:
    """Build the table of the base, with its parts and the printed totals, and the places that it comes from."""
    base, lang = catalogue.base, language()
    rows = []
    for line in base.lines:
        name = f"{line.budget} {line.article} {line.title.get(lang)}".replace("  ", " ")
        rows.append([name, *(numbers.meur(line.amounts[year]) for year in base.years)])
        rows += [[f"  – {part}", *(numbers.meur(row[year]) for year in base.years)] for part, row in line.parts.items()]
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
    return Markup('<p>{} <span class="badge">{}</span></p>').format(
        t("Telt voor: {scope}", scope=result.scope.title.get(language())), t("eigen doel")
    )


def target_block(catalogue: Catalogue, result: TargetResult) -> None:
    """Draw a target: gauge, table and what its verdicts rest on."""
    title, table = result.target.title.get(language()), target_table(catalogue, result)
    chart_block(title, target_gauge(result, catalogue), table, key=f"gauge-{result.target.id}")
    note = rounding_note(catalogue, result)
    if note:
        ui.info(note)
    reasons = {why_text(cell) for cell in result.cells.values() if not both_verdicts(cell)} - {""}
    for reason in [*sorted(reasons), *doubtful(catalogue, result)]:
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
