"""Words looked for in the measures of every list, none of which is loaded for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Final

import streamlit as st
from markupsafe import Markup

from budget.catalogue import CatalogueInfo, Entry, Overview, holding, overview_of
from dashboard import page, state
from dashboard.package import ASK_FICHE, fiche_dialog, redraw_all
from dashboard.pages.list_cards import FAULT, open_from_page
from dashboard.serving import overview
from dashboard.words import language, numbers, show, t, terms, ui

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


def open_with_fiche(id_: str, measure: str) -> None:
    """Open a list with the fiche of a measure; from a dialog too, which then closes."""
    open_from_page(id_)
    if FAULT not in st.session_state:
        st.session_state["asked_fiche"] = measure
    redraw_all()


def ask_fiche(id_: str, measure: str) -> None:
    """Ask for the fiche of a measure as a click on its number does."""
    st.session_state[page.ASKED] = f"{ASK_FICHE}:{id_}:{measure}"


def _draw_other(id_: str, info: CatalogueInfo, entry: Entry) -> None:
    """Say of a measure of another list what it is, with the button that opens that list with it."""
    show(line(info, entry))
    ui.caption(t("Deze maatregel staat in een andere lijst. Uw pakketten van deze lijst blijven in deze sessie staan."))
    label = t("Open {list} met {id}", list=info.short.get(language()), id=entry.id)
    action = state.completed(partial(open_with_fiche, id_, entry.id))
    ui.button(label, key=f"other-{id_}-{entry.id}", type="primary", on_click=action)


def fiche_of_any_list(id_: str, measure: str) -> None:
    """Open the fiche of a measure of the open list; of another on offer, offer to open that. Of no other, nothing."""
    if id_ == state.current_list():
        if measure in state.catalogue().measures:
            fiche_dialog(state.catalogue(), measure)
        return
    own = state.own_lists()
    found = overview_of(own.catalogue(id_)) if id_ in own else overview(id_)
    entry = None if found is None else next((one for one in found.entries if one.id == measure), None)
    if found is not None and entry is not None:
        ui.dialog(f"{entry.id} {entry.named(language())}", width="large")(_draw_other)(id_, found.info, entry)


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PIECE) + PIECE


def _from_the_top() -> None:
    st.session_state.pop(SHOWN, None)


def _row_button(id_: str, info: CatalogueInfo, entry: Entry) -> None:
    """Offer the fiche of a measure of the open list, where one takes it in or out; of another list to open that with it."""
    if id_ == state.current_list():
        action, label = partial(ask_fiche, id_, entry.id), t("Fiche {id}", id=entry.id)
    else:
        action = partial(open_with_fiche, id_, entry.id)
        label = t("Open {list} met {id}", list=info.short.get(language()), id=entry.id)
    ui.button(label, key=f"found-{id_}-{entry.id}", on_click=state.completed(action), width="stretch")


def _rows(found: Iterator[Found]) -> None:
    for id_, info, entry in found:
        about, button = st.columns([4, 1], vertical_alignment="center")
        with about:
            show(line(info, entry))
        with button:
            _row_button(id_, info, entry)


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
            "{measures} in {lists}. Dezelfde maatregel kan in meer dan een lijst staan; bedragen van verschillende lijsten zijn niet op te tellen.",
            measures=terms.measures(len(found)),
            lists=t("1 lijst") if lists == 1 else t("{n} lijsten", n=lists),
        )
    )
    shown = st.session_state.get(SHOWN, PIECE)
    _rows(islice(iter(found), shown))
    if len(found) > shown:
        ui.button(t("Toon meer ({n})", n=len(found) - shown), key="found-more", on_click=_more)
