"""The page with the package in charts, each in a tab that runs only when it is open."""

from __future__ import annotations

import streamlit as st

from budget.core import COLUMNS, STRUCTURAL
from dashboard import page, state
from dashboard.charts import (
    chart_block,
    column_name,
    contribution_bars,
    contribution_table,
    package_by_variant,
    package_gauge,
    position_table,
    variant_table,
)
from dashboard.package import headline, shown_name, switcher
from dashboard.words import t


def choose_column(key: str) -> str:
    """Let the user choose a column; structural at first."""
    chosen = st.segmented_control(
        t("Kolom"), list(COLUMNS), key=key, default=STRUCTURAL, format_func=column_name, required=True
    )
    return str(chosen or STRUCTURAL)


def render() -> None:
    """Draw the page."""
    package, draft = state.package(), state.draft()
    name = shown_name(draft, state.workspace().active)
    with st.sidebar:
        switcher()
    headline(package, name, ())
    if not package.selection:
        st.info(t("Dit pakket is nog leeg. Kies maatregelen op de pagina Pakket; dan staan hier de grafieken."))
        page.footer()
        return
    by_year, place, parts = st.tabs(
        [t("Per jaar en variant"), t("Plaats tussen −20% en +20%"), t("Bijdrage per maatregel")],
        key="chart_tab",
        on_change="rerun",
    )
    if by_year.open:
        with by_year:
            chart_block(t("Pakket per jaar en variant"), package_by_variant(package), variant_table(package), "variant")
    if place.open:
        with place:
            column = choose_column("gauge_column")
            title = t("Plaats tussen −20% en +20% van de grondslag, {column}", column=column_name(column))
            named = [(name, package)]
            chart_block(title, package_gauge(named, column), position_table(named, column), "gauge")
    if parts.open:
        with parts:
            column = choose_column("part_column")
            title = t("Bijdrage per maatregel, {column}", column=column_name(column))
            chart_block(title, contribution_bars(package, column), contribution_table(package, column), "contributions")
    page.footer()
