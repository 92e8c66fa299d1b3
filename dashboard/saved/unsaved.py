"""Work that was not saved, of this person's earlier sessions: to go on with, or to let go of."""

from __future__ import annotations

import streamlit as st

from dashboard import page, state
from dashboard.saved.contents import must_be_offered
from dashboard.saved.telling import list_name, say, told, when
from dashboard.serving import KEEPER, person
from dashboard.session import read_work, work_names
from dashboard.words import t, terms, ui
from store import Work, drop_work, work_of


def _others() -> list[Work]:
    """Return the work of other sessions than this one."""
    here = state.workspace().session
    return [work for work in work_of(KEEPER.store(), person()) if work.id != here]


@told
def _go_on(work: Work) -> None:
    """Open the packages of a session that ended, as far as there is room for them."""
    must_be_offered(work.catalogue)
    state.open_list(work.catalogue)
    space = state.workspace()
    slots = read_work(state.catalogue(), work.content, t("niet bewaard werk"))
    for slot in slots:
        if not space.slot.draft.is_empty and not space.can_open():
            say("warning", t("Er is geen ruimte voor meer pakketten; het werk blijft hier staan."))
            return
        space.open(slot.draft, slot.origin)
        space.slot.saved = slot.saved
    drop_work(KEEPER.store(), person(), work.id, work.catalogue)
    page.ask_page()


@told
def _let_go(work: Work) -> None:
    """Let go of unsaved work."""
    drop_work(KEEPER.store(), person(), work.id, work.catalogue)


def _label(work: Work) -> str:
    """Say what work holds, of which list and of when."""
    packages = [
        t("{name} ({count})", name=name or t("Pakket {n}", n=place), count=terms.measures(many))
        for place, (name, many) in enumerate(work_names(work.content), start=1)
    ]
    return "; ".join([*packages, t("{list}, {when}", list=list_name(work.catalogue), when=when(work.changed_at))])


def unsaved_list() -> None:
    """Draw the unsaved work, the latest first; nothing when there is none."""
    found = _others()
    if not found:
        return
    ui.header(t("Niet bewaard werk"))
    ui.markdown(t("Van vensters die u sloot, of die nog openstaan."))
    for work in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            ui.markdown(_label(work))
            ui.button(t("Ga verder"), key=f"go-on-{work.id}-{work.catalogue}", on_click=_go_on, args=(work,))
            ui.button(t("Gooi weg"), key=f"let-go-{work.id}-{work.catalogue}", on_click=_let_go, args=(work,))
