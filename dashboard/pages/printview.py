"""The page that prints well: one or two sheets of A4 about the package, and the same as a Word nota."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import page, state
from dashboard.package import controls, shown_name, switcher
from dashboard.paper import DOCX, Figures, Section, Summary, summarise, write_nota
from dashboard.words import esc, language, t

ASSETS = Path(__file__).parent.parent / "assets"


@lru_cache(maxsize=1)
def _css() -> str:
    return (ASSETS / "print.css").read_text(encoding="utf-8")


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
    return st.components.v2.component("bmh_print", html='<button type="button"></button>', css=css, js=js)


def figures_html(figures: Figures, css: str) -> str:
    """Build a table of figures with its legend as caption and its other notes below it."""
    legend, *notes = figures.notes
    head = "".join(f'<th scope="col"{" class=num" if i else ""}>{esc(h)}</th>' for i, h in enumerate(figures.head))
    body = ""
    for row in figures.rows:
        cells = "".join(f'<td class="num">{esc(cell)}</td>' for cell in row.cells)
        body += f'<tr class="{esc(row.kind)}"><th scope="row">{esc(row.label)}</th>{cells}</tr>'
    below = "".join(f'<p class="note">{esc(note)}</p>' for note in notes)
    caption = f"<caption>{esc(figures.caption)}, {esc(legend)}</caption>"
    return f'<table class="bmh {css}">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}'


def section_html(section: Section) -> str:
    """Build a section: heading with its table, its lines or the text that says there are none; its key is its class."""
    head = f"<h2>{esc(section.title)}</h2>"
    if section.table is not None:
        return head + figures_html(section.table, section.key)
    if not section.lines:
        return f"{head}<p>{esc(section.empty)}</p>"
    items = "".join(f"<li><b>{esc(term)}</b> {esc(text)}</li>" for term, text in section.lines)
    return f'{head}<ul class="lines {section.key}">{items}</ul>'


def sheet_html(summary: Summary) -> str:
    """Build the whole sheet."""
    lead = f'<p class="lead">{esc(summary.description)}</p>' if summary.description else ""
    core = "".join(f"<p>{esc(line)}</p>" for line in summary.core)
    settings = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in summary.settings)
    sections = "".join(map(section_html, summary.sections))
    colophon = "".join(f"<p>{esc(line)}</p>" for line in summary.colophon)
    return (
        f'<article class="sheet"><h1>{esc(summary.name)}</h1>{lead}<div class="core">{core}</div>'
        f'<dl class="settings">{settings}</dl>{sections}<div class="colophon">{colophon}</div></article>'
    )


def page_margins(summary: Summary) -> str:
    """Build the style that puts version and page numbers in the margin of every printed page."""
    version = json.dumps(summary.version, ensure_ascii=False).replace("<", "")
    of = f'"{t("pagina")} " counter(page) " / " counter(pages)'
    small = "font: 7.5pt sans-serif;"
    return f"@page {{ @bottom-left {{ content: {version}; {small} }} @bottom-right {{ content: {of}; {small} }} }}"


def render() -> None:
    """Draw the page."""
    draft, package, lang = state.draft(), state.package(), language()
    name = shown_name(draft, state.workspace().active)
    with st.sidebar:
        switcher()
        controls.settings_controls()
        with st.expander(t("ODA-instellingen")):
            controls.oda_controls()
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()
    summary = summarise(package, name, draft.description, today)
    with st.container(key="print_tools"):
        st.markdown(t("Zo komt het pakket op papier. Naam, omschrijving en maatregelen kiest u op de pagina Pakket."))
        with st.container(horizontal=True):
            _print_button()(key="print_button", data={"label": t("Afdrukken of bewaren als PDF")}, width="content")
            st.download_button(
                t("Download Word-nota"),
                data=lambda: write_nota(package, name, draft.description, lang, today),
                file_name=f"bmh-{t('nota')}.docx",
                mime=DOCX,
                on_click="ignore",
            )
        if not package.selection:
            st.info(t("Dit pakket heeft nog geen maatregelen."))
    st.html(f"<style>{_css()}{page_margins(summary)}</style>{sheet_html(summary)}")
    with st.container(key="print_footer"):
        page.footer()
