"""
With a new secret everybody signs in again: the page says why, and nothing is lost.

It stands alone, as its server takes the one port that the provider of a module knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.login.conftest import LOGIN, sign_in
from tests.login.test_not_theirs import save_one
from tests.serve.served import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

Window = Callable[[], "Page"]
COOKIE = re.compile('(?<=cookie_secret = ")[^"]+')


@pytest.mark.long
@pytest.mark.xdist_group("login")
def test_a_new_secret_ends_every_login_and_loses_nothing(oidc: tuple[int, int], window: Window, tmp_path: Path) -> None:
    """An open page and a kept cookie are sent to the way in, which says why; after it the package is there."""
    provider, port = oidc
    login, data = tmp_path / "login.toml", str(tmp_path / "data")
    text = LOGIN.format(port=port, provider=provider)
    login.write_text(text)
    anna = window()
    with serving(tmp_path, port=port, LOGIN=str(login), BMH_DATA=data) as served:
        sign_in(anna, served.url, "anna")
        id_ = save_one(anna, served.url)
    login.write_text(COOKIE.sub("another-one-of-the-tests-alone-9876543210", text))
    with serving(tmp_path, port=port, LOGIN=str(login), BMH_DATA=data) as served:
        anna.goto(f"{served.url}/opgeslagen")
        anna.get_by_text("Uw aanmelding geldt niet meer").wait_for()
        assert anna.get_by_text("Bewaarde pakketten").count() == 0
        sign_in(anna, served.url, "anna", again=True)
        anna.goto(f"{served.url}/?pakket={id_}")
        expect(anna.get_by_role("checkbox", name=re.compile(r"^4\.7 ")).first).to_be_checked()
