"""The page that prints well: a few sheets of A4 about the package, and the same as a nota for Word or as OpenDocument."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from budget.odf import ODT
from dashboard import page, state
from dashboard.package import controls, shown_description, shown_name, switcher
from dashboard.paper import DOCX, Section, Summary, figures_html, summarise, write_nota, write_odf_nota
from dashboard.saved import since_choice
from dashboard.serving import paper
from dashboard.words import css_text, each, file_name, language, show, stylesheet, t, today, ui

ASSETS = Path(__file__).parent.parent / "assets"
UPRIGHT = 10  # columns of a table on a page of A4


@lru_cache(maxsize=1)
def _print_button() -> Any:
    css = """
    button { font: inherit; font-size: 0.875rem; min-height: 2.5rem;
      color: var(--st-text-color); background: var(--st-background-color);
      border: 1px solid var(--st-border-color); border-radius: 0.25rem; padding: 0.25rem 0.75rem; cursor: pointer; }
    button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
    button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
    """
    js = (ASSETS / "print_button.js").read_text(encoding="utf-8")
    return st.components.v2.component("print_button", html='<button type="button"></button>', css=css, js=js)


def section_html(section: Section) -> Markup:
    """Build a section: heading with its table, its lines or the text that says there are none; its key is its class."""
    head = Markup("<h2>{}</h2>").format(section.title)
    if section.table is not None:
        return head + figures_html(section.table, section.key)
    if not section.lines:
        return head + Markup("<p>{}</p>").format(section.empty)
    items = Markup("").join(Markup("<li><b>{}</b> {}</li>").format(*line) for line in section.lines)
    return head + Markup('<ul class="lines {}">{}</ul>').format(section.key, items)


def sheet_html(summary: Summary) -> Markup:
    """Build the whole sheet."""
    setting = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
    return Markup(
        '<article class="sheet {css}"><h1>{name}</h1>{lead}<div class="core">{core}</div>'
        '<dl class="settings">{settings}</dl>{sections}<div class="colophon">{colophon}</div></article>'
    ).format(
        css="broad" if is_broad(summary) else "",
        name=summary.name,
        lead=Markup('<p class="lead">{}</p>').format(summary.description) if summary.description else "",
        core=each(Markup("<p>{}</p>"), summary.core),
        settings=Markup("").join(setting.format(*line) for line in summary.settings),
        sections=Markup("").join(map(section_html, summary.sections)),
        colophon=each(Markup("<p>{}</p>"), summary.colophon),
    )


def is_broad(summary: Summary) -> bool:
    """Whether a table has more columns than fit upright."""
    return any(len(section.table.head) > UPRIGHT for section in summary.sections if section.table is not None)


def page_margins(summary: Summary) -> Markup:
    """Build the style that puts version and page numbers in the margin of every printed page, broad ones on their side."""
    return Markup(
        "<style>@page {{ size: A4 {side}; @bottom-left {{ content: {version}; font: 7.5pt sans-serif; }} @bottom-right {{ "
        'content: {page} counter(page) " / " counter(pages); font: 7.5pt sans-serif; }} }}</style>'
    ).format(
        side="landscape" if is_broad(summary) else "portrait",
        version=css_text(summary.version),
        page=css_text(f"{t('pagina')} "),
    )


def render() -> None:
    """Draw the page."""
    draft, package, lang = state.draft(), state.package(), language()
    name, description = shown_name(draft, state.workspace().active), shown_description(draft)
    with st.sidebar:
        switcher()
        shown = controls.target_choice()
        controls.settings_controls()
    day = today()
    with st.container(key="print_tools"):
        ui.markdown(t("Zo komt het pakket op papier. Naam, omschrijving en maatregelen kiest u op de pagina Pakket."))
        before, since = since_choice()
        summary = summarise(package, name, description, day, shown, before, since)
        with st.container(horizontal=True):
            _print_button()(key="print_button", data={"label": t("Afdrukken of bewaren als PDF")}, width="content")
            told = (name, description, lang, day, shown, before, since)
            for label, ending, write, mime in (
                (t("Download Word-nota"), "docx", write_nota, DOCX),
                (t("Download ODF-nota"), "odt", write_odf_nota, ODT),
            ):
                ui.download_button(
                    label,
                    data=partial(paper, write, package.catalogue, package, *told),
                    file_name=file_name(package.catalogue, ending, t("nota"), name),
                    mime=mime,
                    on_click="ignore",
                )
        if not package.selection:
            ui.info(t("Dit pakket heeft nog geen maatregelen."))
    show(stylesheet("print.css") + page_margins(summary) + sheet_html(summary))
    with st.container(key="print_footer"):
        page.footer()
