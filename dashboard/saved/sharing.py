"""Who else sees a package: persons by name, and the shelf that it stands on. Drawn for its owner, where there are others."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from budget.core import NAME, tidy
from dashboard.saved.listing import part_name
from dashboard.saved.telling import person_name, say, told
from dashboard.serving import KEEPER, person
from dashboard.words import show, t, table, ui, wide
from store import (
    Kept,
    Part,
    Person,
    Shelf,
    hand_over,
    let_in,
    make_shelf,
    members,
    persons,
    put_on_shelf,
    share,
    shelf_people,
    shelves_of,
)

GIVEN: Final = (Part.VIEWER, Part.EDITOR)
LOCAL: Final = "local"


def others(me: Person) -> dict[str, Person]:
    """Return everybody else whom the store knows by a login, by id."""
    return {one.id: one for one in persons(KEEPER.store()) if one.id not in (me.id, LOCAL) and not one.removed}


@told
def _share(package: str, who: str, part: Part | None) -> None:
    """Give a person a part, or none any more."""
    share(KEEPER.store(), person(), package, who, part)
    say("success", t("Het delen is aangepast."))


@told
def _hand_over(package: str, who: str) -> None:
    """Make another person the owner."""
    hand_over(KEEPER.store(), person(), package, who)
    say("success", t("Het pakket is overgedragen; u bent nu bewerker."))


@told
def _shelve(package: str, shelf: str | None) -> None:
    """Put a package on a shelf, or on none."""
    put_on_shelf(KEEPER.store(), person(), package, shelf)
    say("success", t("Het delen is aangepast."))


@told
def _make_shelf(key: str) -> None:
    """Make a shelf."""
    make_shelf(KEEPER.store(), person(), tidy(str(st.session_state.get(key, ""))))
    st.session_state[key] = ""


@told
def _let_in(shelf: str, who: str, part: Part | None) -> None:
    """Give a person a part on a shelf, or none any more."""
    let_in(KEEPER.store(), person(), shelf, who, part)
    say("success", t("De plank is aangepast."))


def _chosen(label: str, key: str, known: dict[str, Person]) -> str:
    return str(ui.selectbox(label, list(known), key=key, format_func=lambda id_: person_name(known[id_].name)))


def _part(key: str) -> Part:
    return Part(str(ui.segmented_control(t("Als"), list(GIVEN), key=key, default=Part.VIEWER, format_func=part_name)))


def _member_table(caption: str, found: list[tuple[Person, Part]]) -> None:
    if found:
        rows = [[person_name(one.name, one.removed), part_name(part)] for one, part in found]
        show(wide(table(caption, [t("Wie"), t("Als")], rows), caption))


def sharing(item: Kept) -> None:
    """Draw whom a package is shared with, and what changes that."""
    me = person()
    known = others(me)
    if item.part is not Part.OWNER or not known:
        return
    with ui.expander(t("Delen"), key="saved_sharing", on_change="rerun") as more:
        if not more.open:
            return
        _member_table(t("Gedeeld met"), members(KEEPER.store(), me, item.id))
        who = _chosen(t("Persoon"), f"share-who-{item.id}", known)
        part = _part(f"share-part-{item.id}")
        with st.container(horizontal=True):
            ui.button(t("Deel"), key="share", type="primary", on_click=_share, args=(item.id, who, part))
            ui.button(t("Deel niet meer"), key="unshare", on_click=_share, args=(item.id, who, None))
            ui.button(t("Draag over"), key="hand-over", on_click=_hand_over, args=(item.id, who))
        shelves = {shelf.id: shelf for shelf in shelves_of(KEEPER.store(), me) if shelf.part is Part.EDITOR}
        if shelves:
            _on_shelf(item, shelves)


def _on_shelf(item: Kept, shelves: dict[str, Shelf]) -> None:
    held = shelves.get(item.shelf or "")
    ui.markdown(t("Staat op plank {name}.", name=held.name) if held else t("Staat op geen plank van u."))
    key = f"shelf-{item.id}"
    shelf = ui.selectbox(t("Plank"), list(shelves), key=key, format_func=lambda id_: shelves[id_].name)
    with st.container(horizontal=True):
        ui.button(t("Zet op deze plank"), key="shelve", on_click=_shelve, args=(item.id, str(shelf)))
        ui.button(t("Haal van de plank"), key="unshelve", on_click=_shelve, args=(item.id, None))


def shelves_panel() -> None:
    """Draw the shelves that a person is a member of, and what changes them; nothing where there is nobody else."""
    me = person()
    known = others(me)
    if not known:
        return
    with ui.expander(t("Planken"), key="saved_shelves", on_change="rerun") as more:
        if not more.open:
            return
        ui.markdown(t("Wat op een plank staat zien al haar leden; bewerkers veranderen het ook."))
        for shelf in shelves_of(KEEPER.store(), me):
            _shelf(me, shelf, known)
        if me.writes:
            ui.text_input(t("Naam van een nieuwe plank"), key="new_shelf", max_chars=NAME.most)
            ui.button(t("Maak plank"), key="make-shelf", on_click=partial(_make_shelf, "new_shelf"))


def _shelf(me: Person, shelf: Shelf, known: dict[str, Person]) -> None:
    _member_table(shelf.name, shelf_people(KEEPER.store(), me, shelf.id))
    if shelf.part is not Part.EDITOR:
        return
    who = _chosen(t("Persoon"), f"let-in-who-{shelf.id}", known)
    part = _part(f"let-in-part-{shelf.id}")
    with st.container(horizontal=True):
        ui.button(t("Laat toe"), key=f"let-in-{shelf.id}", on_click=_let_in, args=(shelf.id, who, part))
        ui.button(t("Laat niet meer toe"), key=f"shut-out-{shelf.id}", on_click=_let_in, args=(shelf.id, who, None))
