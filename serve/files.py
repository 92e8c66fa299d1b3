"""The door to files, where there is a login: the platform itself gives and takes them without asking who it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from budget.core import translate
from dashboard.serving import DESK, OWNERS, login_is_set_up, login_of, rules
from serve.words import NOT_YOURS, language_of
from store import Login, StoreError

MEDIA: Final = "/media/"
UPLOADS: Final = "/_stcore/upload_file/"


def login_of_request(scope: Scope) -> Login | None:
    """Return the login that the platform's signed cookie tells of, whether it goes on or not; None for none."""
    cookies = HTTPConnection(scope).cookies

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    try:
        told: Any = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return None
    return login_of(told, rules()) if isinstance(told, dict) and told.get("is_logged_in") else None


def may_pass(scope: Scope, path: str) -> bool:
    """Whether who asks is signed in, and the file, or the session it is sent to, theirs; where nobody can say, not."""
    try:
        login = login_of_request(scope)
        if login is None or DESK.person(login) is None:
            return False
    except StoreError:
        return False
    held = path if path.startswith(MEDIA) else path.removeprefix(UPLOADS).partition("/")[0]
    return login.subject in OWNERS.of(held)


class FileDoor:
    """Lets through what is no file, and files to whose they are."""

    def __init__(self, app: ASGIApp, base_path: str = "", may: Callable[[Scope, str], bool] = may_pass) -> None:
        self._app, self._base, self._may = app, f"/{base_path}" if base_path else "", may

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        path = str(scope.get("path", "")).removeprefix(self._base)
        private = scope["type"] == "http" and path.startswith((MEDIA, UPLOADS)) and login_is_set_up()
        if private and not await run_in_threadpool(self._may, scope, path):
            language = language_of(HTTPConnection(scope).headers.get("accept-language", ""))
            await PlainTextResponse(f"{translate(NOT_YOURS, language)}\n", HTTPStatus.FORBIDDEN)(scope, receive, send)
            return
        await self._app(scope, receive, send)
