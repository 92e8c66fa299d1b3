"""The way in and out, where a login was set up: without one nothing of it is drawn."""

from __future__ import annotations

import streamlit as st

from dashboard.saved.telling import person_name, told
from dashboard.serving import DESK, login_is_set_up, login_is_stale, person, session_login, signed_in
from dashboard.words import explain_error, t, ui
from store import StoreError


def gate() -> bool:
    """Say whether the page may be drawn; where it may not, draw the way in instead."""
    try:
        if signed_in():
            return True
    except StoreError as error:
        ui.page_heading(t("Rekenmodel"))
        ui.error(explain_error(error))
        return False
    ui.page_heading(t("Rekenmodel"))
    if login_is_stale():
        ui.warning(t("Uw aanmelding geldt niet meer op deze server. Meld u opnieuw aan; wat bewaard is, is er nog."))
    elif not st.user.get("is_logged_in"):
        ui.markdown(t("Meld u aan om verder te gaan. Opent u een link, open die dan daarna opnieuw."))
    elif session_login() is None:
        ui.error(t("U bent aangemeld, maar u hebt hier geen rol. Vraag uw beheerder om toegang."))
    else:
        ui.warning(t("Uw aanmelding is verlopen of beëindigd. Wat u niet bewaarde staat straks bij Opgeslagen."))
    ui.button(t("Aanmelden"), key="sign-in", type="primary", on_click=st.login)
    return False


@told
def _sign_out() -> None:
    """End the sign-in here, then at the platform and the identity provider."""
    login = session_login()
    if login is not None:
        DESK.end(login)
    st.logout()


def signed_in_line() -> None:
    """Draw who is signed in, and the way out."""
    if not login_is_set_up():
        return
    try:
        name = person_name(person().name)
    except StoreError:
        return
    ui.caption(t("Aangemeld: {name}", name=name))
    ui.button(t("Afmelden"), key="sign-out", on_click=_sign_out)
