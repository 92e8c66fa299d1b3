"""What is said of a list to choose from, and the button that opens it."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Overview, Tally
from budget.core import BudgetError, span_of_years
from dashboard import page, state
from dashboard.words import each, explain_error, language, long_date, numbers, t, terms, ui

FAULT = "list_fault"


def open_from_page(id_: str) -> None:
    """Open a list and go to its package; keep what is wrong with it for the page to tell."""
    st.session_state.pop(FAULT, None)
    try:
        if id_ in state.own_lists():
            state.open_own_list(id_)
        else:
            state.open_list(id_)
    except BudgetError as error:
        st.session_state[FAULT] = error
        return
    page.ask_page()


def _tally(one: str, many: str, tally: Tally, unit: str) -> str:
    """Say how many measures go one way and what their structural amounts come to."""
    word, total = one if tally.count == 1 else many, numbers.meur(tally.keur, 0, sign=True)
    return t("{n} {word} ({sum} {unit})", n=tally.count, word=word, sum=total, unit=unit)


def facts(overview: Overview) -> list[str]:
    """Say of a list what it holds and how far it was assessed."""
    info, lang, count = overview.info, language(), overview.measures
    years, structural = info.columns.years, info.columns.structural.title.get(lang)
    unit = f"{info.unit.title.get(lang)} {structural}"
    span = span_of_years(years)
    said = [
        info.ministry.get(lang) if info.ministry else "",
        terms.measures(count),
        _tally(t("besparing"), t("besparingen"), overview.savings, unit),
        _tally(t("intensivering"), t("intensiveringen"), overview.intensifications, unit),
        f"{span}, {structural}",
        t("alleen bedragen en vindplaats") if info.records == "short" else t("volledig beschreven"),
        terms.review(info),
        info.price_level.get(lang) if info.price_level else t("prijspeil niet vermeld"),
        t("catalogus {version} van {date}", version=info.version, date=long_date(info.date)),
    ]
    if info.id in state.own_lists():
        said.append(t("eigen lijst, alleen in deze sessie"))
    return [text for text in said if text]


def card(overview: Overview) -> Markup:
    """Build what is said of a list: its title, what it holds, and its source."""
    return Markup('<section class="list"><h2>{}</h2><p>{}</p><p class="soft">{}: {}</p></section>').format(
        overview.info.title.get(language()),
        Markup(" · ").join(each(Markup("<span>{}</span>"), [fact]) for fact in facts(overview)),
        t("Bron"),
        overview.info.source_title,
    )


def choice(id_: str, found: Overview) -> None:
    """Draw the button that opens a list, or say that it is open."""
    if id_ == state.current_list():
        ui.caption(t("Deze lijst is open."))
        return
    label = t("Open {name}", name=found.info.short.get(language()))
    ui.button(label, key=f"open-{id_}", on_click=state.completed(partial(open_from_page, id_)), width="stretch")


def opening_fault() -> None:
    """Say what is wrong with a list that could not be opened, once it was asked for."""
    fault = st.session_state.get(FAULT)
    if fault is not None:
        ui.error(explain_error(fault))
