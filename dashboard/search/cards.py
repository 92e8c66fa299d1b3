"""A found package as a card: totals, verdicts, differences from the current package, why each measure is in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from budget.core import Overlaps, Settings
from budget.engine import Package
from budget.search import Answer, Found, Goal, OpenCells, Question, Reached, explain_package, leakage_keur
from dashboard import state
from dashboard.package import SIGNS, amounts_with_years, column_labels, verdict_word, year_heads
from dashboard.search.form import goal_name, measure_names
from dashboard.words import Markdown, bold, html, language, numbers, show, t, terms, ui


def goal_title(goal: Goal, column: str, settings: Settings) -> str:
    """Name a goal of a search under its settings, and its column."""
    catalogue = state.catalogue()
    label = column_labels(catalogue)[catalogue.columns.place[column]]
    return f"{goal_name(catalogue, goal, settings)}, {label}"


def totals_table(package: Package, reached: tuple[Reached, ...]) -> Markup:
    """Build the table of a package's totals and what it reaches of each goal."""
    catalogue = package.catalogue
    totals = html.table(
        terms.legend(terms.unit(catalogue)),
        ["", *year_heads(catalogue)],
        [[t("Saldo-effect"), *amounts_with_years(catalogue, package.totals)]],
    )
    twice = any(item.once_keur != item.effect_keur for item in reached)
    rows = [
        [
            goal_title(item.goal, item.column, package.settings),
            numbers.meur(item.amount_keur),
            numbers.meur(item.effect_keur),
            *([numbers.meur(item.once_keur)] if twice else []),
            f"{SIGNS[item.verdict]} {verdict_word(item.verdict, catalogue.info.overlaps.is_complete)}",
        ]
        for item in reached
    ]
    once = [terms.capital(t("zonder dubbeltelling"))] if twice else []
    return totals + html.table(t("Doelen"), [t("Doel"), t("Bedrag"), t("Effect"), *once, t("Oordeel")], rows)


def difference_text(package: Package) -> str:
    """Say how a package differs from the one being composed."""
    current = set(state.draft().measures)
    added = [id_ for id_ in package.selection if id_ not in current]
    dropped = [id_ for id_ in state.draft().measures if id_ not in package.selection]
    parts = []
    if added:
        parts.append(t("erbij: {ids}", ids=", ".join(added)))
    if dropped:
        parts.append(t("eruit: {ids}", ids=", ".join(dropped)))
    return (
        t("Ten opzichte van het huidige pakket: {parts}.", parts="; ".join(parts))
        if parts
        else t("Gelijk aan het huidige pakket.")
    )


def reasons_table(package: Package, question: Question) -> Markup:
    """Build the table that says what the goals miss without each measure."""
    names, rows = measure_names(), []
    for reason in explain_package(package, question):
        missing = sum(item.missing_keur for item in reason.without)
        text = t("verplicht") if reason.required else t("nodig") if reason.needed else t("niet nodig voor het doel")
        rows.append([names[reason.measure], numbers.meur(missing), text])
    unit = terms.unit(package.catalogue)
    caption = t("Wat het doel mist zonder deze maatregel, {unit}", unit=unit)
    return html.table(caption, [t("Maatregel"), t("Mist dan"), ""], rows)


def adopt(package: Package, place: int) -> None:
    """Open a found package beside the others; place 0 is the one that comes nearest."""
    current = state.draft()
    name = t("Gevonden pakket {n}", n=place) if place else t("Dichtstbijzijnde pakket")
    state.open_package(
        replace(current, name=name, description="", measures=package.selection, settings=package.settings)
    )
    ui.toast(t("{name} is geopend en staat nu op de pagina Pakket.", name=name))


def own_assumptions(package: Package) -> None:
    """Say which assumptions a package counts with that are not the list's."""
    measures, lang, turned = package.catalogue.measures, language(), []
    for measure, id_, value in package.settings.dials:
        if measure in package.selection and (dials := measures[measure].dials) is not None:
            title = next(dial.title.get(lang) for dial in dials.values if dial.id == id_)
            turned.append(f"{measure} {title} = {numbers.plain(value)}")
    if turned:
        ui.caption(t("Eigen aannames: {dials}", dials="; ".join(turned)))


def _leakage(package: Package) -> list[str]:
    """Say what becomes room in the ODA budget; nothing where there is no ODA."""
    catalogue = package.catalogue
    if catalogue.oda is None:
        return []
    leak = numbers.meur(leakage_keur(package, catalogue.columns.structural))
    column = terms.structural(catalogue)
    return [f"{t('Daling ODA-toerekening, {column}', column=column)}: {leak}"]


def card(found: Found, question: Question, place: int, late: bool = False) -> None:
    """Draw one found package; of a search that was late nothing is called proven."""
    package = found.package
    with st.container(border=True, key=f"found-{place}"):
        count = t("{n} maatregelen", n=len(package.selection)) if len(package.selection) != 1 else t("1 maatregel")
        ui.header(t("Gevonden pakket {n}", n=place) + f" – {count}")
        names = measure_names()
        listed = (Markdown("{} {}").format(bold(id_), names[id_].removeprefix(f"{id_} ")) for id_ in package.selection)
        ui.markdown(Markdown("; ").join(listed) or t("leeg"))
        own_assumptions(package)
        show(totals_table(package, found.reached))
        sure = found.proven and not late
        proof = t("bewezen de beste op deze plaats") if sure else t("beste tot nu toe, nog niet bewezen")
        ui.caption(" · ".join([*_leakage(package), proof, difference_text(package)]))
        overlaps = [clash for clash in package.clashes if not clash.exclusive]
        if overlaps:
            ui.caption(t("Overlap: {titles}", titles="; ".join(c.conflict.title.get(language()) for c in overlaps)))
        ui.button(t("Neem dit pakket over"), key=f"adopt-{place}", on_click=adopt, args=(package, place))
        with ui.expander(t("Waarom elke maatregel erin zit")):
            show(reasons_table(package, question))


def overlaps_text(overlaps: Overlaps | None) -> str:
    """Say how overlaps count in an answer and its proof; nothing where the catalogue has none that count twice."""
    if overlaps is None:
        return ""
    if overlaps is Overlaps.BOUNDS:
        return t("Dit geldt met grenzen: een doel is pas gehaald als het ook zonder dubbeltelling is gehaald.")
    return t("Dit geldt zoals de bron optelt: geld van maatregelen met overlap kan dubbel tellen.")


def inexact_text(answer: Answer) -> str:
    """Say what wins where a cell has no one exact amount; nothing where the list has no such cell."""
    said = []
    if answer.inexact.open_cells and answer.question.open_cells is OpenCells.NONE:
        said.append(t("Geen maatregel met een open cel doet mee."))
    elif answer.inexact.open_cells:
        said.append(
            t(
                "Van een open cel wint het ongunstigste geval: wat een doel kan schaden doet niet mee, "
                "wat alleen kan helpen telt als 0."
            )
        )
    if answer.inexact.ranges:
        said.append(t("Van een bandbreedte telt het einde dat voor een doel het ongunstigst is."))
    return " ".join(said)
