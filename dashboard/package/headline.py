"""The totals and verdicts that stay in view while toggling: one HTML table above the columns of the measures."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from budget.catalogue import NOT_JUDGED
from budget.engine import Package, evaluate_target, over_years, package_once, package_targets
from dashboard.package.goal_rows import target_row
from dashboard.package.measure_list import column_labels, years_label
from dashboard.package.own_words import own_ids, own_row
from dashboard.package.questions import ALL_YEARS, asks
from dashboard.package.verdicts import counts_twice, once_asking
from dashboard.session import Slot
from dashboard.words import changed_settings, definition, each, fill, joined, language, numbers, show, t, terms

MANY: Final = 6  # columns; with more of them each is narrower, as in the list below (assets/measure_list.js)
ASK_CHANGES: Final = "changes"
"""What the browser asks for when the note on changes is clicked (`dashboard/assets/ask.js`)."""
TOTAL: Final = Markup('<td class="{}"><button type="button" data-ask="sum:{}"{}>{}</button></td>')
TOTAL_ROW: Final = Markup('<tr class="total"{}><th scope="row">{}<span class="narrow">{}: {}</span></th>{}{}</tr>')
ONCE_ROW: Final = Markup('<tr class="once"><th scope="row">{}</th>{}<td class="num cum">{}</td></tr>')
STEP: Final = Markup(
    '<button type="button" class="step" data-ask="{}:" title="{}" aria-label="{}" aria-keyshortcuts="{}"{}>{}</button>'
)
STEPS: Final = Markup('<span class="steps">{}{}</span>')
PAST: Final = Markup('<button type="button" class="past to-measures">{}</button>')
"""Leads past the figures to the list (`dashboard/assets/measure_list.js`); seen when it has the focus."""
HEADLINE: Final = Markup(
    '<div class="headline">{}<div class="line"><h1>{}</h1><span class="notes">{}</span>{}</div>'
    '<table class="{}"><caption>{}</caption><colgroup><col><col class="n" span="{}"><col class="a"></colgroup>'
    '<thead><tr><th scope="col"><span class="sr">{}</span></th>{}<th scope="col" class="num cum">{}</th></tr></thead>'
    "<tbody>{}{}{}{}</tbody></table></div>"
)
"""What leads past it; its title, notes and steps; the table's class, legend, number of columns and heads; its rows: total, own, once, goals."""
TIP: Final = Markup(' title="{}"')
LONG: Final = 8  # signs; longer totals are written smaller


def _once_row(package: Package, places: int) -> Markup:
    """Build the row of the totals without double counting, where they differ; nothing where none does."""
    catalogue, once = package.catalogue, package_once(package)
    if not counts_twice(package.totals, once):
        return Markup("")
    told = asks(catalogue)
    cells = [once_asking(told[column], total, once[column], places) for column, total in package.totals.items()]
    sums = over_years(catalogue, package.totals), over_years(catalogue, once)
    years = once_asking(told[ALL_YEARS], *sums, places)
    head = definition(t("zonder dubbeltelling"), terms.counted_once())
    return fill(ONCE_ROW, head, each(Markup('<td class="num">{}</td>'), cells), years)


def _total_row(package: Package) -> Markup:
    """
    Build the row of the totals, with the sum of the years.

    Each is a button that asks for the sum behind it; on hover it is exact, and the row says what is open about it.
    """
    catalogue = package.catalogue
    places, years = numbers.places(catalogue), over_years(catalogue, package.totals)
    texts = {column: numbers.total(total, places, sign=True) for column, total in package.totals.items()}
    css = "num big long" if max(map(len, texts.values())) > LONG else "num big"
    pm = terms.pm() if any(total.open for total in package.totals.values()) else ""
    cells = [
        fill(TOTAL, css, column, _tip(numbers.exact_tip(total, places)), texts[column])
        for column, total in package.totals.items()
    ]
    told = numbers.total(years, places, sign=True)
    return fill(
        TOTAL_ROW,
        _tip(pm),
        definition(t("Saldo-effect"), terms.balance()),
        years_label(catalogue),
        told,
        joined(cells),
        fill(TOTAL, "num cum", ALL_YEARS, _tip(numbers.exact_tip(years, places)), told),
    )


def _tip(text: str) -> Markup:
    """Write what shows on hover, where there is something to say."""
    return fill(TIP, text) if text else Markup("")


def overlap_count(package: Package) -> str:
    """Say how many overlaps there are, that there are none too."""
    count = sum(not clash.exclusive for clash in package.clashes)
    if count < 2:
        return t("1 keer overlap") if count else t("geen overlap")
    return t("{n} keer overlap", n=count)


def _notes(package: Package, overlaps: bool) -> Markup:
    """Write beside the name what to know about the totals: overlaps, open cells, settings, measures that exclude."""
    notes = [terms.measures(len(package.selection))]
    if overlaps and package.selection:
        notes.append(overlap_count(package))
    opened: dict[str, dict[str, None]] = {}
    for cell in package.open_cells:
        if cell.kind.open:
            opened.setdefault(numbers.open_kind(cell.kind), {})[cell.measure] = None
    notes += [t("open ({kind}): {ids}", kind=kind, ids=", ".join(ids)) for kind, ids in opened.items()]
    ranges = dict.fromkeys(cell.measure for cell in package.open_cells if cell.kind.keur is None)
    if ranges:
        notes.append(t("bandbreedte: {ids}", ids=", ".join(ranges)))
    notes += changed_settings(package.settings, package.catalogue.frame)
    if package.own_assumptions:
        notes.append(t("eigen aanname: {ids}", ids=", ".join(package.own_assumptions)))
    if found := own_ids(package):
        notes.append(t("eigen cijfers: {ids}", ids=found))
    told = Markup("{}").format(" · ".join(notes))
    if unsure := terms.not_judged(package.catalogue.info):
        told += Markup(" · {}").format(definition(t(NOT_JUDGED), unsure))
    alerts = [clash for clash in package.clashes if clash.exclusive]
    if alerts:
        names = "; ".join(" / ".join(clash.chosen) for clash in alerts)
        told += Markup(' · <span class="alert">{}</span>').format(t("sluit elkaar uit: {ids}", ids=names))
    return told


def _changed(slot: Slot) -> Markup:
    """Say that the package differs from how it was saved or opened, as a button that asks what changed."""
    if not slot.saved.measures or slot.draft.measures == slot.saved.measures:
        return Markup("")
    return Markup(' · <button type="button" class="changed" data-ask="{}:">{}</button>').format(
        ASK_CHANGES, t("gewijzigd sinds bewaren of openen")
    )


def steps_html(slot: Slot) -> Markup:
    """Build the buttons for a step back and forward, with their keys."""
    return _steps(bool(slot.past), bool(slot.future), language())


@lru_cache(maxsize=16)
def _steps(past: bool, future: bool, _language: str) -> Markup:
    off = Markup(" disabled")
    back = (
        "undo",
        t("Ongedaan maken (Ctrl+Z); de stappen blijven tot de pagina opnieuw wordt geladen"),
        t("Stap terug"),
        "Control+Z",
        "" if past else off,
        "↶",
    )
    forward = (
        "redo",
        t("Opnieuw (Ctrl+Y); de stappen blijven tot de pagina opnieuw wordt geladen"),
        t("Stap vooruit"),
        "Control+Y",
        "" if future else off,
        "↷",
    )
    return fill(STEPS, fill(STEP, *back), fill(STEP, *forward))


def headline_html(package: Package, name: str, shown: tuple[str, ...], slot: Slot | None = None) -> Markup:
    """
    Build the headline: heading, totals by column and a row for each shown target.

    With `slot`, where the package is composed, also how many overlaps there are, whether it changed, and its steps.
    """
    catalogue = package.catalogue
    results = [evaluate_target(package, target) for id_, target in package_targets(package).items() if id_ in shown]
    places = numbers.places(catalogue)
    return fill(
        HEADLINE,
        "" if slot is None else fill(PAST, t("Naar de maatregelen")),
        name or t("Nieuw pakket"),
        _notes(package, overlaps=slot is not None) + ("" if slot is None else _changed(slot)),
        "" if slot is None else steps_html(slot),
        "head many" if len(catalogue.columns) > MANY else "head",
        terms.legend(terms.unit(catalogue)),
        len(catalogue.columns),
        t("Totaal"),
        each(Markup('<th scope="col" class="num">{}</th>'), column_labels(catalogue)),
        years_label(catalogue),
        _total_row(package),
        own_row(package, places),
        _once_row(package, places),
        joined([target_row(package, result) for result in results]),
    )


def headline_place() -> DeltaGenerator:
    """Make the place of the headline, which sticks to the top of the page."""
    return st.container(key="headline")


def headline(package: Package, name: str, shown: tuple[str, ...]) -> None:
    """Draw the headline of a page that only shows the package."""
    with headline_place():
        show(headline_html(package, name, shown))
