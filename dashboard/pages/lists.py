"""The page that shows which lists of measures there are, and opens one."""

from __future__ import annotations

import streamlit as st

from budget.catalogue import Overview, overview_of
from budget.core import BudgetError
from dashboard import page, state
from dashboard.package import switcher, twins_table
from dashboard.pages.list_cards import card, choice, opening_fault
from dashboard.pages.list_search import word_search
from dashboard.serving import overviews
from dashboard.words import Markdown, explain_error, show, t, ui, wide


def _draw(id_: str, found: Overview | BudgetError) -> None:
    """Draw a list with its button; one that cannot be read with what is wrong."""
    with st.container(border=True, key=f"list-{id_}"):
        if isinstance(found, BudgetError):
            ui.error(Markdown("{}: {}").format(id_, explain_error(found)))
            return
        about, button = st.columns([3, 1], vertical_alignment="center")
        with about:
            show(card(found))
        with button:
            choice(id_, found)


def render() -> None:
    """Draw the page."""
    with st.sidebar:
        switcher()
    ui.page_heading(t("Lijsten"))
    ui.markdown(
        t(
            "Kies de lijst waarmee u werkt. Uw pakketten van de andere lijsten blijven in deze sessie staan. De sommen zijn zonder open posten, en tellen ook mee wat elkaar uitsluit: zij zeggen hoeveel er te kiezen is, niet wat het oplevert."
        )
    )
    opening_fault()
    lists = {own.catalogue.info.id: overview_of(own.catalogue) for own in state.own_lists()} | overviews()
    word_search({id_: found for id_, found in lists.items() if isinstance(found, Overview)})
    panel = ui.expander(t("Dezelfde maatregel in meer lijsten"), key="twins_panel", on_change="rerun")
    if panel.open:
        with panel:
            ui.markdown(
                t(
                    "Wat in twee lijsten dezelfde maatregel is, telt nooit dubbel. De fiche van een maatregel toont de jaren naast elkaar."
                )
            )
            show(wide(twins_table(), t("Dezelfde maatregel in meer lijsten")))
    for id_, found in lists.items():
        _draw(id_, found)
    page.footer()
