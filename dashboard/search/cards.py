"""A found package as a card: totals, verdicts, differences from the current package, why each measure is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Overlaps
from budget.engine import Package
from budget.search import Answer, Found, OpenCells, Question, Reached, explain_package, leakage_keur
from budget.share import NO_LINES
from dashboard import state
from dashboard.package import (
    SIGNS,
    amounts_with_years,
    asks,
    found_ask,
    leakage_part,
    once_ask,
    own_note,
    shown_amount,
    verdict_word,
    year_heads,
)
from dashboard.search.form import measure_names
from dashboard.search.found import (
    ANSWER,
    effect_ask,
    goal_amount,
    goal_title,
    missing_amount,
    without_place,
)
from dashboard.words import Markdown, asking, bold, html, language, numbers, show, t, terms, ui


def _once(ask: str, item: Reached, catalogue: Catalogue) -> str:
    """Write what is reached without double counting, which asks what counts twice where that is anything."""
    asked = once_ask(ask) if item.once_keur != item.effect_keur else ask
    return asking(asked, shown_amount(catalogue, item.once_keur, total=False))


def totals_table(package: Package, reached: tuple[Reached, ...], search: str, place: str) -> Markup:
    """Build the table of a package's totals and what it reaches of each goal; each asks by its place in the search."""
    catalogue, kind = package.catalogue, found_ask(search, place)
    totals = html.table(
        terms.legend(terms.unit(catalogue)),
        ["", *year_heads(catalogue)],
        [[t("Saldo-effect"), *amounts_with_years(catalogue, package.totals, asks(catalogue, kind=kind))]],
    )
    twice = any(item.once_keur != item.effect_keur for item in reached)
    told = [effect_ask(search, place, item, package) for item in reached]
    complete = catalogue.info.overlaps.is_complete
    rows = [
        [
            goal_title(item.goal, item.column, package),
            goal_amount(search, place, item, package),
            asking(ask, shown_amount(catalogue, item.effect_keur, total=False)),
            *([_once(ask, item, catalogue)] if twice else []),
            asking(ask, f"{SIGNS[item.verdict]} {verdict_word(item.verdict, complete)}"),
        ]
        for ask, item in zip(told, reached, strict=True)
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


def reasons_table(package: Package, question: Question, search: str, place: str) -> Markup:
    """Build the table that says what the goals miss without each measure; each asks by its place in the search."""
    names, rows = measure_names(package.catalogue), []
    for reason in explain_package(package, question):
        missing = sum(item.missing_keur for item in reason.without)
        text = t("verplicht") if reason.required else t("nodig") if reason.needed else t("niet nodig voor het doel")
        shown = missing_amount(search, without_place(place, reason.measure), missing)
        rows.append([names[reason.measure], shown, text])
    unit = terms.unit(package.catalogue)
    caption = t("Wat het doel mist zonder deze maatregel, {unit}", unit=unit)
    return html.table(caption, [t("Maatregel"), t("Mist dan"), ""], rows)


def adopt(package: Package, place: int) -> None:
    """Open a found package beside the others; place 0 is the one that comes nearest."""
    current = state.draft()
    name = t("Gevonden pakket {n}", n=place) if place else t("Dichtstbijzijnde pakket")
    found = replace(current, name=name, description="", measures=package.selection, settings=package.settings)
    state.open_package(replace(found, red_lines=NO_LINES))
    ui.toast(t("{name} is geopend en staat nu op de pagina Pakket.", name=name))


def own_assumptions(package: Package) -> None:
    """Say which assumptions and figures a package counts with that are not the list's."""
    measures, lang, turned = package.catalogue.measures, language(), []
    for measure, id_, value in package.settings.dials:
        if measure in package.selection and (dials := measures[measure].dials) is not None:
            title = next(dial.title.get(lang) for dial in dials.values if dial.id == id_)
            turned.append(f"{measure} {title} = {numbers.plain(value)}")
    if turned:
        ui.caption(t("Eigen aannames: {dials}", dials="; ".join(turned)))
    for note in own_note(package):
        ui.caption(note)


def _leakage(package: Package, kind: str) -> list[str]:
    """Say what becomes room in the ODA budget, a figure that asks; nothing where there is no ODA."""
    catalogue = package.catalogue
    if catalogue.oda is None:
        return []
    structural = catalogue.columns.structural
    leak = numbers.on_page(catalogue, leakage_keur(package, structural))
    asked = asks(catalogue, leakage_part(), kind)[structural]
    name = t("Daling ODA-toerekening, {column}", column=terms.structural(catalogue))
    return [html.sentence("{name}: {leak}", name=name, leak=asking(asked, leak))]


def card(
    found: Found,
    question: Question,
    place: int,
    late: bool = False,
    take: Callable[[Package, int], None] = adopt,
    search: str = ANSWER,
) -> None:
    """
    Draw one found package, which `take` opens; of a search that was late nothing is called proven.

    `search` is the key that the session keeps the answer under.
    """
    package = found.package
    with st.container(border=True, key=f"found-{place}"):
        count = terms.measures(len(package.selection))
        ui.header(t("Gevonden pakket {n}", n=place) + f" – {count}")
        names = measure_names(package.catalogue)
        listed = (Markdown("{} {}").format(bold(id_), names[id_].removeprefix(f"{id_} ")) for id_ in package.selection)
        ui.markdown(Markdown("; ").join(listed) or t("leeg"))
        own_assumptions(package)
        show(totals_table(package, found.reached, search, str(place)))
        sure = found.proven and not late
        proof = t("bewezen de beste op deze plaats") if sure else t("beste tot nu toe, nog niet bewezen")
        show(html.asides([*_leakage(package, found_ask(search, str(place))), proof, difference_text(package)]))
        overlaps = [clash for clash in package.clashes if not clash.exclusive]
        if overlaps:
            ui.caption(t("Overlap: {titles}", titles="; ".join(c.conflict.title.get(language()) for c in overlaps)))
        ui.button(t("Neem dit pakket over"), key=f"adopt-{place}", on_click=take, args=(package, place))
        with ui.expander(t("Waarom elke maatregel erin zit")):
            show(reasons_table(package, question, search, str(place)))


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
