"""A chart on a page: heading, drawing, the table behind it, and PNG and SVG built on click."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import altair as alt
import streamlit as st
from markupsafe import Markup

from dashboard import state
from dashboard.charts.chart_look import DARK, LIGHT, export_png, export_svg, notes_of, page_spec, spec_of
from dashboard.words import file_name, language, show, t, terms, ui, wide


def chart_block(title: str, chart: alt.LayerChart, table_html: Markup, key: str) -> None:
    """Draw a chart with its title (plain text), its table in an expander and its downloads."""
    lang, catalogue, spec = language(), state.catalogue(), spec_of(chart)
    look = DARK if st.context.theme.type == "dark" else LIGHT
    with st.container(key=f"chart-{key}"):
        ui.header(title)
        notes = notes_of(spec)
        if notes:
            ui.caption(" ".join(notes))
        drawn = page_spec(spec, replace(look, language=lang))
        st.vega_lite_chart(spec=drawn, theme=None, width="stretch", key=f"{key}-drawn")
        with st.container(horizontal=True):
            for kind, mime, build in (("PNG", "image/png", export_png), ("SVG", "image/svg+xml", export_svg)):
                ui.download_button(
                    t("Download {kind}", kind=kind),
                    data=partial(build, spec, title, lang, terms.not_judged(catalogue.info)),
                    file_name=file_name(catalogue, kind.lower(), key),
                    mime=mime,
                    key=f"{key}-{kind}",
                    on_click="ignore",
                )
        with ui.expander(t("Tabel bij deze grafiek")):
            show(wide(table_html, title))
