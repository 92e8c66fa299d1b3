"""
Lists of one's own in the store: saved, opened, shared and versioned as packages are.

What is kept of a list is its form, which is read again as any form that somebody brings. Two people's edits of a list are
not merged: who saves later is told, and saves anew or opens the other one's.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

import streamlit as st

from budget.lists import OwnList, open_own_list
from dashboard import page, state
from dashboard.saved.listing import part_name, throw
from dashboard.saved.sharing import sharing
from dashboard.saved.telling import person_name, say, told, version_title, when
from dashboard.saved.versions import version_table
from dashboard.serving import KEEPER, offered_lists, person
from dashboard.session import Origin
from dashboard.words import show, t, table, ui, wide
from store import (
    LIST_MARK,
    Edit,
    Kept,
    ListUnreadableError,
    OutdatedError,
    Part,
    StoreError,
    Version,
    create,
    history,
    kept,
    new_id,
    restore,
    save,
    version,
)

CHOICE: Final = "saved_list_choice"
MOST_ROWS: Final = 100


def list_origins() -> dict[str, Origin]:
    """Return the saved versions that lists of this session go on from, by the id of the list."""
    found: dict[str, Origin] = st.session_state.setdefault(state.ORIGINS, {})
    return found


def list_edit(own: OwnList, token: str) -> Edit:
    """Make of a list what is saved: its form; raises BudgetError for a list that the form does not hold."""
    info = own.catalogue.info
    content = base64.b64encode(own.workbook("nl")).decode("ascii")
    return Edit(content, info.title.nl, f"{LIST_MARK}{info.id}", info.version, token)


def list_of_content(found: Version, content: str) -> OwnList:
    """Read the content of a version as a list, as any form that somebody brings; raises BudgetError."""
    try:
        data = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise ListUnreadableError(found.number) from None
    return open_own_list(data, f"{found.name}.xlsx", offered_lists())


def bring_saved_list(package: str, number: int | None = None) -> str:
    """Hold a saved list in this session; return its id. Raises BudgetError."""
    found, content = version(KEEPER.store(), person(), package, number)
    own = list_of_content(found, content)
    lost = state.keep_own_list(own)
    id_ = own.catalogue.info.id
    list_origins()[id_] = Origin(package, found.number)
    if lost:
        ids = ", ".join(lost)
        say("warning", t("Uw pakketten van deze lijst hadden maatregelen die er niet meer in staan: {ids}.", ids=ids))
    return id_


def bring_list_called(id_: str) -> bool:
    """Hold the saved list of an id, the latest changed one that this person may see; whether there is one."""
    item = next((item for item in kept(KEEPER.store(), person()) if item.list_id == id_), None)
    if item is not None:
        bring_saved_list(item.id)
    return item is not None


@told
def _save_new(id_: str, token: str) -> None:
    """Save a list of this session for the first time."""
    own = state.own_lists().held(id_)
    made = create(KEEPER.store(), person(), list_edit(own, token))
    list_origins()[id_] = Origin(made.package, made.number)
    say("success", t("{name} is bewaard als nieuwe lijst, versie 1.", name=made.name))


@told
def _save_next(id_: str, origin: Origin, token: str) -> None:
    """Save a list as the next version of what it goes on from."""
    own = state.own_lists().held(id_)
    try:
        made = save(KEEPER.store(), person(), origin.package, origin.number, list_edit(own, token))
    except OutdatedError as error:
        text = t(
            "Intussen is versie {n} van deze lijst bewaard. Open die op de pagina Opgeslagen, of bewaar de uwe als nieuwe lijst.",
            n=error.head,
        )
        say("error", text)
        return
    list_origins()[id_] = Origin(made.package, made.number)
    say("success", t("{name} is bewaard als versie {n}.", name=made.name, n=made.number))


def save_list_buttons(own: OwnList) -> None:
    """Draw the buttons that save a list of this session; nothing where nothing can be kept."""
    id_ = own.catalogue.info.id
    try:
        if not person().writes:
            return
    except StoreError:
        return
    origin = list_origins().get(id_)
    if origin is not None:
        label = t("Bewaar als versie na versie {n}", n=origin.number)
        args = (id_, origin, new_id())
        ui.button(label, key=f"save-list-next-{id_}", on_click=_save_next, args=args, width="stretch")
    label = t("Bewaar als nieuwe lijst")
    ui.button(label, key=f"save-list-{id_}", on_click=_save_new, args=(id_, new_id()), width="stretch")


@told
def _open(package: str, number: int) -> None:
    """Open a version of a saved list, and go to its package."""
    state.open_own_list(bring_saved_list(package, number))
    page.ask_page()


@told
def _put_back(package: str, number: int, base: int, token: str) -> None:
    """Save an earlier version as the latest one."""
    made = restore(KEEPER.store(), person(), package, number, base, token)
    text = t("Versie {n} is teruggezet als versie {new}; de versies ertussen blijven.", n=number, new=made.number)
    say("success", text)


def saved_lists(known: list[Kept]) -> None:
    """Draw the saved lists, and the versions of the one that is chosen; nothing where there is none."""
    lists = {item.id: item for item in known if item.list_id is not None}
    if not lists:
        return
    ui.header(t("Bewaarde lijsten"))
    rows = [
        [one.name, str(one.list_id), str(one.head), when(one.changed_at), person_name(one.owner), part_name(one.part)]
        for one in list(lists.values())[:MOST_ROWS]
    ]
    heads = [t("Naam"), t("Lijst"), t("Versie"), t("Laatst bewaard"), t("Eigenaar"), t("U bent")]
    show(wide(table(t("Bewaarde lijsten"), heads, rows), t("Bewaarde lijsten")))
    if st.session_state.get(CHOICE) not in lists:
        st.session_state[CHOICE] = None
    chosen = ui.selectbox(
        t("Kies een bewaarde lijst"),
        list(lists),
        key=CHOICE,
        index=None,
        format_func=lambda id_: f"{lists[id_].name} · {when(lists[id_].changed_at)}",
        placeholder=t("Kies een lijst"),
    )
    item = lists.get(str(chosen))
    if item is not None:
        _versions(item)


def _versions(item: Kept) -> None:
    """Draw the versions of a list and what can be done with one."""
    versions = history(KEEPER.store(), person(), item.id)
    version_table(versions)
    known = {one.number: one for one in versions}
    number = ui.selectbox(
        t("Versie"), list(known), key=f"version-{item.id}", format_func=lambda number: version_title(known[number])
    )
    asked = int(number or item.head)
    with st.container(horizontal=True):
        ui.button(t("Open deze lijst"), key="open-list", type="primary", on_click=_open, args=(item.id, asked))
        if item.part is not Part.VIEWER and asked != item.head:
            args = (item.id, asked, item.head, new_id())
            ui.button(t("Zet versie {n} terug", n=asked), key="restore-list", on_click=_put_back, args=args)
        if item.part is Part.OWNER:
            ui.button(t("Verwijder lijst"), key="throw-list", on_click=throw, args=(item.id, item.name))
    sharing(item)
