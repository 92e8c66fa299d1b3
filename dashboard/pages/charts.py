"""
The page with the package in charts, each in a tab that runs only when it is open.

Another column runs its chart alone (docs/decisions/0021).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from budget.engine import Package, evaluate_targets, positions
from dashboard import page, state
from dashboard.charts import (
    chart_block,
    column_name,
    contribution_bars,
    contribution_table,
    package_by_variant,
    package_gauge,
    place_title,
    position_table,
    variant_table,
)
from dashboard.package import headline, note_drawn, part, shown_name, switcher
from dashboard.words import t, ui

CHART: Final = "chart"


def choose_column(key: str) -> str:
    """Let the user choose a column; structural at first."""
    catalogue = state.catalogue()
    structural = catalogue.columns.structural
    chosen = ui.segmented_control(
        t("Kolom"),
        list(catalogue.columns),
        key=key,
        default=structural,
        format_func=lambda column: column_name(catalogue, column),
        required=True,
    )
    return str(chosen or structural)


def year_tab(package: Package) -> None:
    """Draw the package by year and variant."""
    title = t("Pakket per jaar en variant")
    chart_block(title, package_by_variant(package), variant_table(package), "variant")


@part(CHART)
def place_tab(package: Package, name: str) -> None:
    """Draw where the package stands between the targets."""
    column, named = choose_column("gauge_column"), [(name, package)]
    if not positions(package, column):
        ui.info(t("Voor deze kolom is er geen doel."))
        return
    title = place_title(package, column)
    chart_block(title, package_gauge(named, column), position_table(named, column), "gauge")


@part(CHART)
def parts_tab(package: Package) -> None:
    """Draw what each measure contributes."""
    column = choose_column("part_column")
    title = t("Bijdrage per maatregel, {column}", column=column_name(package.catalogue, column))
    chart_block(title, contribution_bars(package, column), contribution_table(package, column), "contributions")


def render() -> None:
    """Draw the page."""
    package, draft = state.package(), state.draft()
    name = shown_name(draft, state.workspace().active)
    with st.sidebar:
        switcher()
    headline(package, name, ())
    note_drawn(CHART)
    if not package.selection:
        ui.info(t("Dit pakket is nog leeg. Kies maatregelen op de pagina Pakket; dan staan hier de grafieken."))
        page.footer()
        return
    tabs: dict[str, Callable[[], None]] = {t("Per jaar en variant"): lambda: year_tab(package)}
    if evaluate_targets(package):
        tabs[place_title(package)] = lambda: place_tab(package, name)
    tabs[t("Bijdrage per maatregel")] = lambda: parts_tab(package)
    for tab, draw in zip(ui.tabs(list(tabs), key="chart_tab", on_change="rerun"), tabs.values(), strict=True):
        if tab.open:
            with tab:
                draw()
    page.footer()
