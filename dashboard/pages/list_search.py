"""Words looked for in the measures of every list, none of which is loaded for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Final

import streamlit as st
from markupsafe import Markup

from budget.catalogue import CatalogueInfo, Entry, Overview, holding
from dashboard import state
from dashboard.pages.list_cards import FAULT, open_from_page
from dashboard.words import language, numbers, show, t, ui

ASKED: Final = "words_in_lists"
SHOWN: Final = "words_in_lists_shown"
PIECE: Final = 20
"""Found measures that are drawn at once, each with its button; more at a click."""
MAX_WORDS: Final = 100

Found = tuple[str, CatalogueInfo, Entry]


def found_in(overviews: Mapping[str, Overview], text: str) -> list[Found]:
    """Return the measures of all lists that hold every word, in the order of the lists."""
    return [(id_, found.info, entry) for id_, found in overviews.items() for entry in holding(found.entries, text)]


def line(info: CatalogueInfo, entry: Entry) -> Markup:
    """Say of a found measure where it stands, what it is and what it comes to."""
    lang, columns = language(), info.columns
    unit = f"{info.unit.title.get(lang)} {columns.structural.title.get(lang)}"
    pattern = Markup('<p class="found"><b>{}</b> {}<br><span class="soft">{} · {} · {} {}</span></p>')
    chapters, amount = ", ".join(entry.chapters), numbers.cell(entry.structural)
    return pattern.format(entry.id, entry.named(lang), info.short.get(lang), chapters, amount, unit)


def _open(id_: str, measure: str) -> None:
    """Open a list with the fiche of a measure."""
    open_from_page(id_)
    if FAULT not in st.session_state:
        st.session_state["asked_fiche"] = measure


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PIECE) + PIECE


def _from_the_top() -> None:
    st.session_state.pop(SHOWN, None)


def _rows(found: Iterator[Found]) -> None:
    for id_, info, entry in found:
        about, button = st.columns([4, 1], vertical_alignment="center")
        with about:
            show(line(info, entry))
        with button:
            action = state.completed(partial(_open, id_, entry.id))
            label = t("Open {id}", id=entry.id)
            ui.button(label, key=f"found-{id_}-{entry.id}", on_click=action, width="stretch")


def word_search(overviews: Mapping[str, Overview]) -> None:
    """Draw the box, and what holds its words."""
    label = t("Zoek een maatregel in alle lijsten: woorden uit titel of begroting, of een nummer")
    text = ui.text_input(label, key=ASKED, max_chars=MAX_WORDS, on_change=_from_the_top)
    if not text.strip():
        return
    found = found_in(overviews, text)
    if not found:
        ui.markdown(t("Geen maatregel in {n} lijsten heeft deze woorden.", n=len(overviews)))
        return
    lists = len({id_ for id_, _, _ in found})
    ui.markdown(
        t(
            "{n} maatregelen in {lists} lijsten. Dezelfde maatregel kan in meer dan een lijst staan; bedragen van verschillende lijsten zijn niet op te tellen.",
            n=len(found),
            lists=lists,
        )
    )
    shown = st.session_state.get(SHOWN, PIECE)
    _rows(islice(iter(found), shown))
    if len(found) > shown:
        ui.button(t("Toon meer ({n})", n=len(found) - shown), key="found-more", on_click=_more)
