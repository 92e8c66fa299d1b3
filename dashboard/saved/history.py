"""The versions of one saved package, and what can be done with one: open, put back, name, branch, share by link."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.core import NAME, text_fault, tidy
from budget.share import stored_text
from dashboard import page, state
from dashboard.package import with_ending
from dashboard.saved.contents import draft_of, must_be_offered, opened, own_version
from dashboard.saved.links import PACKAGE
from dashboard.saved.listing import throw
from dashboard.saved.telling import say, told, version_title
from dashboard.saved.versions import version_table
from dashboard.serving import KEEPER, person
from dashboard.session import Origin
from dashboard.words import explain_note, t, ui
from store import Kept, Part, Version, branch, name_version, new_id, restore


def open_version(package: str, catalogue: str, number: int) -> None:
    """Open a version of a saved package beside the others, of its own list; raises BudgetError."""
    found, content = own_version(package, number)
    must_be_offered(catalogue)
    state.open_list(catalogue)
    read = opened(state.catalogue(), found, content)
    state.workspace().open(read.draft, Origin(package, found.number))
    if read.changes or read.gone:
        text = t("Sinds deze versie veranderden bedragen van de lijst: {n}. Zie de pagina Pakket.", n=len(read.changes))
        say("warning", text)


@told
def _open(package: str, catalogue: str, number: int) -> None:
    """Open a version and go to it."""
    open_version(package, catalogue, number)
    page.ask_page()


@told
def _put_back(package: str, number: int, base: int, token: str) -> None:
    """Save an earlier version as the latest one."""
    made = restore(KEEPER.store(), person(), package, number, base, token)
    slot = state.workspace().slot
    if slot.origin and slot.origin.package == package and slot.draft == slot.saved:
        draft = draft_of(package, made.number)
        state.change(draft)
        slot.saved, slot.origin = draft, Origin(package, made.number)
        state.workspace().replace()
    text = t("Versie {n} is teruggezet als versie {new}; de versies ertussen blijven.", n=number, new=made.number)
    say("success", text)


@told
def _name(package: str, number: int, key: str) -> None:
    """Give a version a name."""
    name_version(KEEPER.store(), person(), package, number, tidy(str(st.session_state.get(key, ""))))


@told
def _branch(package: str, number: int, key: str, token: str) -> None:
    """Begin a package of one's own with a version."""
    name = tidy(str(st.session_state.get(key, "")))
    draft = replace(draft_of(package, number), name=name)
    made = branch(KEEPER.store(), person(), package, number, name, stored_text(state.catalogue(), draft), token)
    state.workspace().open(draft, Origin(made.package, 1))
    say("success", t("{name} is een nieuw pakket, vertakt van versie {n}; het is geopend.", name=name, n=number))


def history_of(item: Kept, versions: list[Version]) -> None:
    """Draw the history of a package and what can be done with one of its versions."""
    ui.header(t("Geschiedenis van {name}", name=item.name))
    version_table(versions)
    known = {one.number: one for one in versions}
    number = ui.selectbox(
        t("Versie"),
        list(known),
        key=f"version-{item.id}",
        format_func=lambda number: version_title(known[number]),
    )
    chosen = known.get(int(number or item.head), versions[0])
    with st.container(horizontal=True):
        args = (item.id, item.catalogue, chosen.number)
        ui.button(t("Open deze versie"), key="open-version", type="primary", on_click=_open, args=args)
        if item.part is not Part.VIEWER and chosen.number != item.head:
            label = t("Zet versie {n} terug", n=chosen.number)
            again = (item.id, chosen.number, item.head, new_id())
            ui.button(label, key="restore-version", on_click=_put_back, args=again)
        if item.part is Part.OWNER:
            ui.button(t("Verwijder pakket"), key="throw-away", on_click=throw, args=(item.id, item.name))
    _texts(item, chosen)


def _texts(item: Kept, chosen: Version) -> None:
    """Draw the name of a version, the name of a branch, and the links."""
    with ui.expander(t("Naam, vertakking en link"), key="saved_more", on_change="rerun") as more:
        if not more.open:
            return
        if item.part is not Part.VIEWER:
            key = f"label-{item.id}-{chosen.number}"
            st.session_state.setdefault(key, chosen.label)
            if _fit(t("Naam van versie {n}", n=chosen.number), key):
                args = (item.id, chosen.number, key)
                ui.button(t("Geef deze naam"), key="name-version", on_click=_name, args=args)
        if item.catalogue == state.current_list():
            key = f"branch-{item.id}-{chosen.number}"
            st.session_state.setdefault(key, with_ending(chosen.name, t(" (vertakking)")))
            if _fit(t("Naam van de vertakking"), key) and str(st.session_state[key]).strip():
                branched = (item.id, chosen.number, key, new_id())
                ui.button(t("Vertak"), key="branch-version", on_click=_branch, args=branched)
        here = (st.context.url or "").split("?")[0]
        st.text(t("Link naar de laatste versie, en naar precies deze; alleen voor wie het pakket mag zien"))
        st.code(f"{here}?{PACKAGE}={item.id}", language=None)
        st.code(f"{here}?{PACKAGE}={item.id}.{chosen.number}", language=None)


def _fit(label: str, key: str) -> bool:
    """Draw a box for a name, and say what is wrong with what it holds; whether it may be a name."""
    ui.text_input(label, key=key, max_chars=NAME.most)
    fault = text_fault(tidy(str(st.session_state.get(key, ""))), NAME)
    if fault:
        ui.error(explain_note(fault))
    return fault is None
