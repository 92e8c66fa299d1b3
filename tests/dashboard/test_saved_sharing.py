"""
Sharing and administration on the page, with a login.

1. What one shares another sees and, as an editor, saves; who has no part sees nothing of it. 2. An administrator
changes roles, ends sign-ins, removes a person and reads the audit; nobody else is offered any of it. 3. A login gives a
role by its claim, by the table, or none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget.share import Draft
from dashboard.saved import own_data
from dashboard.serving import DESK, KEEPER, Identity, login_of, role_of
from dashboard.serving.signing import Rules
from store import Login, Person, Role, kept, new_id, persons
from tests.dashboard.tools import html_of, run

DRAFT = Draft("Geheim plan", "Tekst", ("4.7", "4.8"))
RULES = Rules("groups", {Role.ADMINISTRATOR: frozenset(["beheer"]), Role.EDITOR: frozenset(["a", "b"])}, "")
As = Callable[[str], Person]


@pytest.fixture
def sign_in_as(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[As]:
    """A store of its own, and a login that becomes whoever is named; "Baas" is an administrator."""
    KEEPER.close()
    monkeypatch.setenv("BMH_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(sys.modules[own_data.__module__], "login_is_set_up", lambda: True)
    logins: dict[str, Login] = {}

    def become(name: str) -> Person:
        role = Role.ADMINISTRATOR if name == "Baas" else None
        login = logins.setdefault(name, Login(new_id(), f"subject {name}", name, datetime.now(UTC), role))
        monkeypatch.setattr("dashboard.serving.keeping.identity", lambda: Identity(login))
        found = DESK.person(login)
        assert found is not None
        return found

    yield become
    KEEPER.close()


def opened(*panels: str, draft: Draft | None = None) -> AppTest:
    """The page with these panels open."""
    return run("saved", *([draft] if draft else []), **dict.fromkeys(panels, True))


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    assert not app.error, app.error
    return app


def test_what_is_shared_is_seen_and_nothing_else(sign_in_as: As) -> None:
    """A viewer has no button that saves; an editor has; it ends when it is taken away."""
    bram, anna = sign_in_as("Bram"), sign_in_as("Anna")
    app = press(opened("saved_sharing", draft=DRAFT), "save-new")
    package = kept(KEEPER.store(), anna)[0].id
    sign_in_as("Bram")
    assert "Geheim" not in html_of(opened())
    sign_in_as("Anna")
    app.selectbox(key=f"share-who-{package}").select(bram.id)
    press(app, "share")
    assert "Bram" in html_of(app)
    sign_in_as("Bram")
    page = opened("saved_sharing")
    assert "Geheim plan" in html_of(page)
    page.selectbox(key="saved_choice").select(package).run()
    keys = {button.key for button in page.button}
    assert "open-version" in keys
    assert not keys & {"share", "throw-away", "hand-over"}
    sign_in_as("Anna")
    press(app, "unshare")
    sign_in_as("Bram")
    assert "Geheim" not in html_of(opened())


@pytest.mark.slow
def test_a_shelf_is_shared_by_its_members(sign_in_as: As) -> None:
    """Made, filled and opened to another on the page; who is let in sees what stands on it."""
    bram, anna = sign_in_as("Bram"), sign_in_as("Anna")
    app = press(opened("saved_sharing", "saved_shelves", draft=DRAFT), "save-new")
    package = kept(KEEPER.store(), anna)[0].id
    app.text_input(key="new_shelf").input("Team begroting").run()
    press(app, "make-shelf")
    shelf = app.selectbox(key=f"shelf-{package}").value
    press(app, "shelve")
    app.selectbox(key=f"let-in-who-{shelf}").select(bram.id)
    press(app, f"let-in-{shelf}")
    sign_in_as("Bram")
    assert "Geheim plan" in html_of(opened())
    assert "Team begroting" in html_of(opened("saved_shelves"))


@pytest.mark.slow
def test_an_administrator_keeps_order(sign_in_as: As) -> None:
    """Roles, sign-ins and removal; the packages of who is removed pass on, their texts are read and taken out."""
    anna = sign_in_as("Anna")
    app = opened(draft=DRAFT)
    app.text_input(key="saved_note").input("op verzoek van Anna").run()
    press(app, "save-new")
    bram, boss = sign_in_as("Bram"), sign_in_as("Baas")
    assert not any(button.key == "set-role" for button in opened().button)
    page = opened("saved_administration")
    assert "created" in html_of(page)
    assert "Geheim" not in html_of(page)
    page.selectbox(key="who").select(bram.id).run()
    page.segmented_control(key="role").set_value(Role.READER).run()
    press(page, "set-role")
    assert {one.role for one in persons(KEEPER.store()) if one.id == bram.id} == {Role.READER}
    page.selectbox(key="who").select(anna.id).run()
    page.selectbox(key="heir").select(boss.id).run()
    press(page, "remove-person")
    assert [item.name for item in kept(KEEPER.store(), boss)] == ["Geheim plan"]
    assert any("op verzoek van Anna" in text.value for text in page.markdown)
    press(page, next(button.key for button in page.button if (button.key or "").startswith("clear-")))
    assert not any("op verzoek" in text.value for text in page.markdown)
    sign_in_as("Bram")
    assert not any(button.key == "remove-person" for button in opened("saved_administration").button)


# What a login says


@pytest.mark.parametrize(
    ("groups", "admitted", "role"),
    [
        (["beheer", "a"], True, Role.ADMINISTRATOR),
        (["b"], True, Role.EDITOR),
        ("a", True, Role.EDITOR),
        (["anders"], False, None),
        ([], False, None),
        (None, False, None),
        ({"a": 1}, False, None),
    ],
)
def test_a_role_comes_from_the_claim(groups: object, admitted: bool, role: Role | None) -> None:
    """The highest of what it gives; without any of them there is no way in."""
    assert role_of({"groups": groups}, RULES) == (admitted, role)


def test_without_a_claim_the_table_says_it() -> None:
    """Everybody whom the provider admits comes in; the first administrator is the one who is named."""
    held = Rules(first_administrator="anna")
    assert role_of({"sub": "anna"}, held) == (True, Role.ADMINISTRATOR)
    assert role_of({"sub": "bram"}, held) == role_of({}, Rules()) == (True, None)


def test_a_login_is_told_from_another() -> None:
    """By what the provider said of it; a name that may not be one is mended, and half a login is none."""
    claims = {"iss": "https://p", "sub": "1", "iat": 1_800_000_000, "nonce": "x", "name": "An\u202ena"}
    first = login_of(claims, Rules())
    assert first is not None
    assert (first.name, first.subject) == ("Anna", "https://p 1")
    assert login_of(claims, Rules()) == first
    for other in ({"nonce": "y"}, {"iat": 1_800_000_001}, {"sub": "2"}, {"iss": "https://q"}):
        found = login_of(claims | other, Rules())
        assert found is not None
        assert found.id != first.id
    for lacking in ("iss", "sub", "iat"):
        assert login_of({name: value for name, value in claims.items() if name != lacking}, Rules()) is None
