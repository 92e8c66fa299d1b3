"""
Who asks for the store.

Without a login there is one local user, whose store nobody else may see: it is there for pages that this machine itself
asks for, and for no others. With a login it is whoever is signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.serving.hosts import host_name, is_loopback
from dashboard.serving.keeper import KEEPER
from dashboard.serving.signing import DESK, login_is_set_up, session_login
from store import Login, NoLoginError, NotSignedInError, Person, local_person, signed_in_as

FROM_HERE: Final = "asked_from_here"


def asked_from_here() -> bool:
    """
    Whether the page is asked for by this machine itself: by a name of its own, and from an address of its own.

    Both are those of the session's connection, so a session is asked once.
    """
    try:
        return bool(st.session_state[FROM_HERE])
    except KeyError:
        name = host_name(st.context.headers.get("Host") or "localhost")
        here = name is not None and is_loopback(name) and is_loopback(st.context.ip_address or "localhost")
        st.session_state[FROM_HERE] = here
        return here


@dataclass(frozen=True)
class Identity:
    """Who a session is, before the store is asked: without a login the one local user."""

    login: Login | None = None


def identity() -> Identity:
    """Return who this session is; raises StoreError where nobody can be told from another. The store is not asked."""
    if login_is_set_up():
        login = session_login()
        if login is None:
            raise NotSignedInError
        return Identity(login)
    if not asked_from_here():
        raise NoLoginError
    return Identity()


def person_of(asked: Identity) -> Person:
    """Return who that is to the store; raises StoreError, also when the sign-in has ended."""
    if asked.login is None:
        return local_person(KEEPER.store())
    found = DESK.person(asked.login)
    if found is None:
        raise NotSignedInError
    return found


def maker_of(asked: Identity) -> Person:
    """
    Return who made what a session handed over, also when their sign-in has ended since.

    Raises StoreError: nothing is kept for a person who was removed.
    """
    try:
        return person_of(asked)
    except NotSignedInError:
        found = None if asked.login is None else signed_in_as(KEEPER.store(), asked.login.id)
        if found is None:
            raise
        return found


def person() -> Person:
    """Return who this session is to the store; raises StoreError."""
    return person_of(identity())
