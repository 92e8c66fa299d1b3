"""The page that prints well: a few sheets of A4 about the package, and the same as a Word nota."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard import page, state
from dashboard.package import controls, saved_package, shown_name, switcher
from dashboard.paper import DOCX, Figures, Row, Section, Summary, summarise, write_nota
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


def _cells(row: Row, asking: bool) -> Markup:
    """Build the cells of a row; where a page asks, what can be asked of each is a button."""
    if not (asking and row.asks):
        return each(Markup('<td class="num">{}</td>'), row.cells)
    pattern = Markup('<td class="num"><button type="button" data-ask="{}">{}</button></td>')
    return Markup("").join(pattern.format(*pair) for pair in zip(row.asks, row.cells, strict=True))


def figures_html(figures: Figures, css: str, asking: bool = False) -> Markup:
    """Build a table of figures with its legend as caption, its other notes below it; `asking`: cells explain themselves."""
    legend, *notes = figures.notes
    first, *others = figures.head
    head = Markup('<th scope="col">{}</th>').format(first) + each(Markup('<th scope="col" class=num>{}</th>'), others)
    body = Markup("").join(
        Markup('<tr class="{}"><th scope="row">{}</th>{}</tr>').format(row.kind, row.label, _cells(row, asking))
        for row in figures.rows
    )
    return Markup(
        '<table class="figures {css}"><caption>{caption}, {legend}</caption>'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"
    ).format(
        css=css,
        caption=figures.caption,
        legend=legend,
        head=head,
        body=body,
        below=each(Markup('<p class="note">{}</p>'), notes),
    )


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
    name = shown_name(draft, state.workspace().active)
    with st.sidebar:
        switcher()
        shown = controls.target_choice()
        controls.settings_controls()
    day = today()
    before = saved_package()
    summary = summarise(package, name, draft.description, day, shown, before)
    with st.container(key="print_tools"):
        ui.markdown(t("Zo komt het pakket op papier. Naam, omschrijving en maatregelen kiest u op de pagina Pakket."))
        with st.container(horizontal=True):
            _print_button()(key="print_button", data={"label": t("Afdrukken of bewaren als PDF")}, width="content")
            ui.download_button(
                t("Download Word-nota"),
                data=lambda: paper(
                    write_nota, package.catalogue, package, name, draft.description, lang, day, shown, before
                ),
                file_name=file_name(package.catalogue, "docx", t("nota"), name),
                mime=DOCX,
                on_click="ignore",
            )
        if not package.selection:
            ui.info(t("Dit pakket heeft nog geen maatregelen."))
    show(stylesheet("print.css") + page_margins(summary) + sheet_html(summary))
    with st.container(key="print_footer"):
        page.footer()
