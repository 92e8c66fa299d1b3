"""The saved packages that a person may see, and those in the bin."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.saved.telling import list_name, person_name, say, told, when
from dashboard.serving import KEEPER, person
from dashboard.words import show, t, table, ui, wide
from store import BIN, Kept, Part, kept, moment, take_back, throw_away

CHOICE = "saved_choice"
MOST_ROWS = 100


def part_name(part: Part) -> str:
    """Name a person's part in a package."""
    return {Part.OWNER: t("eigenaar"), Part.EDITOR: t("bewerker"), Part.VIEWER: t("lezer")}[part]


def _rows(known: list[Kept]) -> list[list[str]]:
    return [
        [
            item.name,
            list_name(item.catalogue),
            str(item.head),
            when(item.changed_at),
            person_name(item.owner),
            part_name(item.part),
        ]
        for item in known[:MOST_ROWS]
    ]


def saved_list(known: list[Kept]) -> None:
    """Draw the packages as a table, the latest changed first."""
    ui.header(t("Bewaarde pakketten"))
    if not known:
        ui.markdown(t("Er is nog geen pakket bewaard."))
        return
    heads = [t("Pakket"), t("Lijst"), t("Versie"), t("Laatst bewaard"), t("Eigenaar"), t("U bent")]
    show(wide(table(t("Bewaarde pakketten"), heads, _rows(known)), t("Bewaarde pakketten")))
    if len(known) > MOST_ROWS:
        ui.caption(t("De tabel toont de {n} laatst bewaarde; hieronder kiest u uit alle.", n=MOST_ROWS))


def choose(known: list[Kept], first: str) -> Kept | None:
    """Let the user choose a package to look at: at first the one that the open package goes on from."""
    by_id = {item.id: item for item in known}
    if st.session_state.get(CHOICE) not in by_id:
        st.session_state[CHOICE] = first if first in by_id else None
    chosen = ui.selectbox(
        t("Kies een bewaard pakket"),
        list(by_id),
        key=CHOICE,
        index=None,
        format_func=lambda id_: (
            f"{by_id[id_].name} · {list_name(by_id[id_].catalogue)} · {when(by_id[id_].changed_at)}"
        ),
        placeholder=t("Kies een pakket"),
    )
    return by_id.get(str(chosen))


@told
def throw(package: str, name: str) -> None:
    """Put a package in the bin."""
    throw_away(KEEPER.store(), person(), package)
    say("success", t("{name} ligt in de prullenbak; 30 dagen lang zet u het daar terug.", name=name))


@told
def _back(package: str, name: str) -> None:
    """Take a package out of the bin."""
    take_back(KEEPER.store(), person(), package)
    say("success", t("{name} is teruggezet, met al zijn versies.", name=name))


def bin_list() -> None:
    """Draw what is in the bin and can still be taken back."""
    gone = [item for item in kept(KEEPER.store(), person(), deleted=True) if item.part is Part.OWNER]
    if not gone:
        return
    ui.header(t("Prullenbak"))
    now = datetime.fromisoformat(moment())
    for item in gone[:MOST_ROWS]:
        left = BIN - (now - datetime.fromisoformat(str(item.deleted_at)))
        with st.container(horizontal=True, vertical_alignment="center"):
            ui.markdown(t("{name}: nog {days} dagen", name=item.name, days=max(left.days, 0)))
            ui.button(t("Zet terug"), key=f"back-{item.id}", on_click=_back, args=(item.id, item.name))
