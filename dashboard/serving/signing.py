"""
Who is signed in, where a login was set up: the platform's own (OpenID Connect), held to the sign-ins of the store.

The platform's cookie says which login it came from. Each run asks whether that sign-in goes on; the answer is kept for some
seconds, so that a toggle asks nobody, and for some minutes where the store does not answer, so that a database that is
renewed sends no one out of a meeting.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

import streamlit as st
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from budget.core import NAME, mended
from dashboard.serving.file_owners import OWNERS
from dashboard.serving.keeper import KEEPER
from dashboard.serving.lines import session_id
from store import Login, Person, Role, Store, StoreError, sign_in, sign_out

SECTION: Final = "rekenmodel"
"""Of the platform's file of secrets, beside its own `auth`: who is what."""
LOOK_SECONDS: Final = 1.0
ASKED_SECONDS: Final = 15.0
GRACE_SECONDS: Final = 600.0
MOST_KNOWN: Final = 10_000
MOST_SUBJECT: Final = 500
OF_A_LOGIN: Final = ("iss", "sub", "iat", "nonce", "sid", "auth_time")
"""The claims that tell one login from another."""


@dataclass(frozen=True)
class Rules:
    """
    Who is what, as the administrator set it: by the values of a claim, else by the store's own table.

    `first_administrator` is the subject of the one who gives the others their roles.
    """

    claim: str = ""
    values: Mapping[Role, frozenset[str]] | None = None
    first_administrator: str = ""


class _Offer:
    """Whether the platform has a login to offer; that it has none is remembered for a moment, as it looks on the disk."""

    def __init__(self) -> None:
        self._none_until = 0.0

    def __call__(self) -> bool:
        now = time.monotonic()
        if now < self._none_until:
            return False
        found = bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets
        if not found:
            self._none_until = now + LOOK_SECONDS
        return found


login_is_set_up: Final = _Offer()
"""Whether the platform has a login to offer."""


def rules() -> Rules:
    """Read who is what."""
    section: Mapping[str, Any] = st.secrets.get(SECTION, {})
    roles: Mapping[str, Any] = section.get("roles", {})
    values = {role: frozenset(map(str, _several(roles.get(role.value)))) for role in Role}
    return Rules(str(section.get("role_claim", "")), values, str(section.get("first_administrator", "")))


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def role_of(claims: Mapping[str, Any], held: Rules) -> tuple[bool, Role | None]:
    """
    Return whether a login is admitted, and its role where the login says so; None leaves it to the store's table.

    With a claim only who has one of its values is admitted, in the highest role that they give.
    """
    if not held.claim:
        first = bool(held.first_administrator) and claims.get("sub") == held.first_administrator
        return True, Role.ADMINISTRATOR if first else None
    given = set(map(str, _several(claims.get(held.claim))))
    for role in (Role.ADMINISTRATOR, Role.EDITOR, Role.READER):
        if given & (held.values or {}).get(role, frozenset()):
            return True, role
    return False, None


def login_of(claims: Mapping[str, Any], held: Rules) -> Login | None:
    """Return the login that the platform's cookie tells of; None for one that is not admitted, or tells too little."""
    admitted, role = role_of(claims, held)
    issued = claims.get("iat")
    if not (admitted and claims.get("iss") and claims.get("sub") and isinstance(issued, int)):
        return None
    told = json.dumps([str(claims.get(name, "")) for name in OF_A_LOGIN]).encode()
    named = next((claims[name] for name in ("name", "preferred_username", "email", "sub") if claims.get(name)), "")
    subject = f"{claims['iss']} {claims['sub']}"[:MOST_SUBJECT]
    moment = datetime.fromtimestamp(issued, UTC)
    return Login(hashlib.sha256(told).hexdigest(), subject, mended(str(named), NAME), moment, role)


@dataclass(frozen=True)
class _Known:
    person: Person | None
    asked: float
    sure: float  # when the store last said so


class Desk:
    """Keeps what the store said of each sign-in for a while; safe to call from any thread."""

    def __init__(self, store: Callable[[], Store], clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._lock = Lock()
        self._known: dict[str, _Known] = {}

    def person(self, login: Login) -> Person | None:
        """Return who is signed in by a login; None when it has ended. Raises StoreError when nobody can say."""
        now, known = self._clock(), self._known.get(login.id)
        if known is not None and now - known.asked < ASKED_SECONDS:
            return known.person
        try:
            found = _Known(sign_in(self._store(), login), now, now)
        except StoreError:
            if known is None or now - known.sure > GRACE_SECONDS:
                raise
            found = _Known(known.person, now, known.sure)
        self._keep(login.id, found)
        return found.person

    def end(self, login: Login) -> None:
        """Sign out; raises StoreError."""
        sign_out(self._store(), login.id)
        self._keep(login.id, _Known(None, self._clock(), self._clock()))

    def _keep(self, id_: str, known: _Known) -> None:
        with self._lock:
            self._known.pop(id_, None)
            self._known[id_] = known
            for oldest in list(self._known)[:-MOST_KNOWN]:
                del self._known[oldest]


DESK: Final = Desk(KEEPER.store)
"""The sign-ins of all sessions of this server."""


def session_login() -> Login | None:
    """Return the login of this session, as its cookie tells; None for none. Whether it goes on is the desk's to say."""
    claims = st.user.to_dict() if st.user.get("is_logged_in") else {}
    return login_of(claims, rules()) if claims else None


def session_subject() -> str:
    """Name who is signed in, for what is made for them; "" without a login."""
    login = session_login() if login_is_set_up() else None
    return "" if login is None else login.subject


def signed_in() -> bool:
    """Whether this session may go on: always without a login; raises StoreError when nobody can say."""
    if not login_is_set_up():
        return True
    login = session_login()
    if login is None or DESK.person(login) is None:
        return False
    OWNERS.note(session_id(), login.subject)  # so that files are sent to this session by nobody else
    return True


def login_is_stale() -> bool:
    """Whether the browser brought a login that this server cannot read any more, as after a change of its secret."""
    brought = any(name.startswith(USER_COOKIE_NAME) for name in st.context.cookies)
    return brought and not st.user.get("is_logged_in")
