"""The totals and verdicts that stay in view while toggling: one HTML table above the columns of the measures."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from budget.catalogue import NOT_JUDGED
from budget.engine import Package, TargetResult, evaluate_targets, package_once
from dashboard.package.conflicts import open_measures
from dashboard.package.measure_list import column_labels
from dashboard.package.verdicts import (
    CLASSES,
    SIGNS,
    both_verdicts,
    counts_twice,
    once_amount,
    once_text,
    verdict_text,
    why_text,
)
from dashboard.words import changed_settings, definition, each, language, numbers, show, t, terms

MANY = 6  # columns; with more of them each is narrower, as in the list below (assets/measure_list.js)


def _target_row(result: TargetResult, judged: bool) -> Markup:
    """Build the row of a target; an empty package is not `judged`."""
    lang = language()
    scope = result.scope.title.get(lang)
    amounts = list(dict.fromkeys(cell.target_keur for cell in result.asked.values()))
    decimals = numbers.decimals_of((c.effect for c in result.cells.values()), 1)
    goal = numbers.meur(amounts[0], 1) if len(amounts) == 1 else t("per jaar")
    if result.own is None:
        tip = t("Doel {goal} over de grondslag {scope}", goal=goal, scope=scope)
    else:
        tip = t("Eigen doel {goal}, geldt voor {scope}", goal=goal, scope=scope)
    head = Markup('<th scope="row" title="{}">{} <span class="soft">{}</span></th>').format(
        tip, result.target.title.get(lang), t("doel {goal}", goal=goal)
    )
    cells = []
    for cell in result.cells.values():
        effect = numbers.total(cell.effect, decimals)
        if not cell.asked:
            cells.append(
                Markup('<td class="num soft" title="{}">{}</td>').format(t("In deze kolom niet gevraagd."), effect)
            )
            continue
        gap = t("verschil {gap}", gap=numbers.signed(cell.gap, 1)) + "."
        once = once_text(cell.effect, cell.once, decimals)
        told = [gap, once and f"{terms.capital(once)}.", both_verdicts(cell) or why_text(cell)]
        tip = " ".join(filter(None, told))
        verdict = Markup('<span class="verdict {}"><span aria-hidden="true">{}</span> {}</span>').format(
            CLASSES[cell.verdict], SIGNS[cell.verdict], verdict_text(cell)
        )
        cell_html = Markup('<td class="num" title="{}">{}{}</td>')
        cells.append(cell_html.format(tip, effect, verdict if judged else ""))
    return Markup("<tr>{}{}<td></td></tr>").format(head, Markup("").join(cells))


def _once_row(package: Package, decimals: int) -> Markup:
    """Build the row of the totals without double counting, where they differ; nothing where none does."""
    once = package_once(package)
    if not counts_twice(package.totals, once):
        return Markup("")
    cells = [once_amount(total, once[column], decimals) for column, total in package.totals.items()]
    head = definition(t("zonder dubbeltelling"), terms.counted_once())
    return Markup('<tr class="once"><th scope="row">{}</th>{}<td></td></tr>').format(
        head, each(Markup('<td class="num">{}</td>'), cells)
    )


def _notes(package: Package) -> Markup:
    """Write beside the name what to know about the totals: settings that differ, open cells, measures that exclude."""
    count = t("{n} maatregelen", n=len(package.selection)) if len(package.selection) != 1 else t("1 maatregel")
    notes = [count]
    opened = open_measures(package)
    if opened:
        notes.append(t("open (PM): {ids}", ids=", ".join(opened)))
    ranges = dict.fromkeys(cell.measure for cell in package.open_cells if cell.kind.keur is None)
    if ranges:
        notes.append(t("bandbreedte: {ids}", ids=", ".join(ranges)))
    notes += changed_settings(package.settings, package.catalogue.frame)
    if package.own_assumptions:
        notes.append(t("eigen aanname: {ids}", ids=", ".join(package.own_assumptions)))
    told = Markup("{}").format(" · ".join(notes))
    if unsure := terms.not_judged(package.catalogue.info):
        told += Markup(" · {}").format(definition(t(NOT_JUDGED), unsure))
    alerts = [clash for clash in package.clashes if clash.exclusive]
    if alerts:
        names = "; ".join(" / ".join(clash.chosen) for clash in alerts)
        told += Markup(' · <span class="alert">{}</span>').format(t("sluit elkaar uit: {ids}", ids=names))
    return told


def headline_html(package: Package, name: str, shown: tuple[str, ...]) -> Markup:
    """Build the headline: heading, totals by column and a row for each shown target."""
    catalogue = package.catalogue
    decimals = numbers.decimals_of(package.totals.values(), 1)
    shown_totals = [numbers.total(total, decimals) for total in package.totals.values()]
    css = "num big long" if max(map(len, shown_totals)) > 8 else "num big"
    tip = Markup(' title="{}"').format(terms.pm()) if package.open_cells else ""
    results = evaluate_targets(package)
    return Markup(
        '<div class="headline"><div class="line"><h1>{title}</h1><span class="notes">{notes}</span></div>'
        '<table class="{css}"><caption>{legend}</caption>'
        '<colgroup><col><col class="n" span="{span}"><col class="a"></colgroup>'
        '<thead><tr><th scope="col"><span class="sr">{sum}</span></th>{head}<td></td></tr></thead>'
        '<tbody><tr class="total"><th scope="row">{balance}</th>{totals}<td></td></tr>{once}{rows}</tbody></table></div>'
    ).format(
        title=name or t("Nieuw pakket"),
        notes=_notes(package),
        css="head many" if len(catalogue.columns) > MANY else "head",
        span=len(catalogue.columns),
        legend=terms.legend(terms.unit(catalogue)),
        sum=t("Totaal"),
        head=each(Markup('<th scope="col" class="num">{}</th>'), column_labels(catalogue)),
        balance=definition(t("Saldo-effect"), terms.balance()),
        totals=Markup("").join(Markup('<td class="{}"{}>{}</td>').format(css, tip, text) for text in shown_totals),
        once=_once_row(package, decimals),
        rows=Markup("").join(
            _target_row(result, bool(package.selection)) for id_, result in results.items() if id_ in shown
        ),
    )


def headline_place() -> DeltaGenerator:
    """Make the place of the headline, which sticks to the top of the page."""
    return st.container(key="headline")


def headline(package: Package, name: str, shown: tuple[str, ...], place: DeltaGenerator | None = None) -> None:
    """Draw the headline: here, or in its place that was made before."""
    with place or headline_place():
        show(headline_html(package, name, shown))
