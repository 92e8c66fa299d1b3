"""Saving the open package: as the next version of what it goes on from, or as a package of its own."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from budget.core import DESCRIPTION, text_fault, tidy
from budget.share import Draft
from dashboard import state
from dashboard.saved.contents import edit_of, named
from dashboard.saved.merging import Merging, bring_together
from dashboard.saved.settling import NOTE, settle
from dashboard.saved.telling import say, told
from dashboard.serving import KEEPER, person
from dashboard.session import Origin
from dashboard.words import explain_note, t, ui
from store import Kept, OutdatedError, Part, create, new_id, save


@dataclass(frozen=True)
class Click:
    """A click on a button that saves: the package on screen, and a token that makes a repeated click the same one."""

    draft: Draft
    revision: str
    token: str


def _note() -> str:
    return tidy(str(st.session_state.get(NOTE, "")))


@told
def save_new(click: Click) -> None:
    """Save the open package as a package of its own."""
    if click.revision != state.workspace().revision:
        return
    draft = named(state.draft())
    made = create(KEEPER.store(), person(), edit_of(state.catalogue(), draft, click.token, _note()))
    settle(made, draft)
    say("success", t("{name} is bewaard als nieuw pakket, versie 1.", name=draft.name))


@told
def save_next(click: Click, origin: Origin) -> None:
    """Save the open package as the next version; when somebody saved meanwhile, merge first."""
    if click.revision != state.workspace().revision:
        return
    draft = named(state.draft())
    edit = edit_of(state.catalogue(), draft, click.token, _note())
    try:
        made = save(KEEPER.store(), person(), origin.package, origin.number, edit)
    except OutdatedError as error:
        bring_together(Merging(origin.package, origin.number, error.head, draft, edit.note))
        return
    settle(made, draft)
    say("success", t("{name} is bewaard als versie {n}.", name=draft.name, n=made.number))


def save_form(known: list[Kept]) -> None:
    """Draw what saves the open package: why, and the buttons."""
    space = state.workspace()
    draft, origin = state.draft(), space.slot.origin
    ui.header(t("Bewaar {name}", name=named(draft).name))
    if draft.is_empty:
        ui.markdown(t("Het geopende pakket is leeg. Kies eerst maatregelen op de pagina Pakket."))
        return
    ui.text_input(t("Waarom deze versie (mag leeg blijven)"), key=NOTE, max_chars=DESCRIPTION.most)
    if fault := text_fault(_note(), DESCRIPTION):
        ui.error(explain_note(fault))
        return
    held = next((item for item in known if origin and item.id == origin.package), None)
    click = Click(draft, space.revision, new_id())
    with st.container(horizontal=True):
        if origin is not None and held is not None and held.part is not Part.VIEWER:
            label = t("Bewaar als versie na versie {n}", n=origin.number)
            same = draft == space.slot.saved
            ui.button(label, key="save-next", type="primary", disabled=same, on_click=save_next, args=(click, origin))
        ui.button(t("Bewaar als nieuw pakket"), key="save-new", on_click=save_new, args=(click,))
    if held is not None and draft == space.slot.saved:
        ui.caption(t("Het geopende pakket is gelijk aan de bewaarde versie."))
