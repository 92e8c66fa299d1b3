"""For the administrator: who there is, in what role, what they did; and for everybody what is kept of them."""

from __future__ import annotations

import json
from dataclasses import asdict

import streamlit as st

from dashboard.saved.sharing import others
from dashboard.saved.telling import person_name, say, told, when
from dashboard.serving import KEEPER, login_is_set_up, person
from dashboard.words import show, t, table, today, ui, wide
from store import (
    Person,
    Role,
    all_lines,
    clear_texts,
    latest,
    person_data,
    persons,
    remove_person,
    set_role,
    sign_out_person,
    texts_of,
)

MOST_LINES = 100


def role_name(role: Role) -> str:
    """Name a role."""
    return {Role.READER: t("lezer"), Role.EDITOR: t("bewerker"), Role.ADMINISTRATOR: t("beheerder")}[role]


@told
def _role(who: str, role: Role) -> None:
    """Give a person another role."""
    set_role(KEEPER.store(), person(), who, role)
    say("success", t("De rol is aangepast."))


@told
def _sign_out(who: str) -> None:
    """End every sign-in of a person."""
    sign_out_person(KEEPER.store(), person(), who)
    say("success", t("De aanmeldingen zijn beëindigd; binnen een halve minuut komt deze persoon nergens meer in."))


@told
def _remove(who: str, heir: str) -> None:
    """Remove a person; the packages pass to another."""
    remove_person(KEEPER.store(), person(), who, heir)
    say("success", t("De gebruiker is verwijderd; versies blijven. Lees hieronder na wat zij of hij typte."))


@told
def _clear(package: str, number: int) -> None:
    """Take out what a removed person typed beside a version."""
    clear_texts(KEEPER.store(), person(), package, number)


def own_data() -> None:
    """Offer what is kept of this person, to take along; a file is made outside the session, so who asks is known before."""
    store, me = KEEPER.store(), person()
    ui.download_button(
        t("Download wat van mij is bewaard (JSON)"),
        data=lambda: json.dumps(person_data(store, me), ensure_ascii=False, indent=1),
        file_name=f"{t('gegevens')}-{today()}.json",
        mime="application/json",
        on_click="ignore",
        key="own-data",
    )


def administration() -> None:
    """Draw what an administrator may see and do; nothing for anybody else."""
    me = person()
    if me.role is not Role.ADMINISTRATOR:
        return
    with ui.expander(t("Beheer"), key="saved_administration", on_change="rerun") as more:
        if not more.open:
            return
        if login_is_set_up():
            _people(me)
        _audit(me)
        ui.markdown(t("Een back-up maakt u op de server, met python -m store backup."))


def _people(me: Person) -> None:
    everybody = persons(KEEPER.store())
    rows = [[person_name(one.name, one.removed), role_name(one.role)] for one in everybody]
    show(wide(table(t("Gebruikers"), [t("Wie"), t("Rol")], rows), t("Gebruikers")))
    known = others(me)
    if known:
        who = str(
            ui.selectbox(t("Gebruiker"), list(known), key="who", format_func=lambda id_: person_name(known[id_].name))
        )
        role = ui.segmented_control(t("Rol"), list(Role), key="role", default=known[who].role, format_func=role_name)
        with st.container(horizontal=True):
            ui.button(t("Geef deze rol"), key="set-role", on_click=_role, args=(who, Role(str(role))))
            ui.button(t("Beëindig aanmeldingen"), key="end-sign-ins", on_click=_sign_out, args=(who,))
        heirs = {me.id: me, **known}
        del heirs[who]
        heir = ui.selectbox(
            t("Pakketten gaan naar"), list(heirs), key="heir", format_func=lambda id_: person_name(heirs[id_].name)
        )
        ui.button(t("Verwijder gebruiker"), key="remove-person", on_click=_remove, args=(who, str(heir)))
    _typed_by([one for one in everybody if one.removed])


def _typed_by(removed: list[Person]) -> None:
    """Draw what removed persons typed beside versions, to read and take out."""
    for one in removed:
        for typed in texts_of(KEEPER.store(), person(), one.id):
            with st.container(horizontal=True, vertical_alignment="center"):
                said = " · ".join(filter(None, (typed.label, typed.note)))
                ui.markdown(t("Versie {n}: {text}", n=typed.number, text=said))
                key = f"clear-{typed.package}-{typed.number}"
                ui.button(t("Haal tekst weg"), key=key, on_click=_clear, args=(typed.package, typed.number))


def _audit(me: Person) -> None:
    store = KEEPER.store()
    names = {one.id: person_name(one.name, one.removed) for one in persons(store)}
    with store.reading() as connection:
        found = latest(connection, MOST_LINES)
    rows = [
        [str(line.seq), when(line.made_at), names.get(line.actor, line.actor), line.action, line.object]
        for line in found
    ]
    heads = [t("Regel"), t("Wanneer"), t("Wie"), t("Handeling"), t("Waarvan")]
    show(wide(table(t("Logboek van handelingen"), heads, rows), t("Logboek van handelingen")))
    ui.download_button(
        t("Download het logboek (JSON, een regel per handeling)"),
        data=lambda: "".join(
            json.dumps({**asdict(line), "hash": hash_}) + "\n" for line, hash_ in all_lines(store, me)
        ),
        file_name=f"{t('logboek')}-{today()}.jsonl",
        mime="application/x-ndjson",
        on_click="ignore",
        key="audit-download",
    )
