"""
Work that nobody saved is kept beside the pages.

1. A toggle hands over what is open and writes nothing; a session writes at most once in a while, however often it
toggles. 2. Work waits where the store does not answer, the latest of each session, and a bounded number of them. 3. A
page that is loaded again goes on with its own work; work that was saved is let go of. 4. What the store never takes
holds nobody else's up, and who signs out at once after a change keeps it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from budget.catalogue import Catalogue
from budget.share import Draft
from dashboard import address
from dashboard.serving import KEEPER, Autosave, Identity, Keeper, Snapshot, asked_from_here, person_of
from dashboard.serving.autosave import MOST_WAITING, TOGETHER
from dashboard.serving.keeping import maker_of
from dashboard.serving.signing import DESK
from dashboard.session import Slot, Workspace, read_work
from store import (
    Login,
    NotSignedInError,
    Person,
    Store,
    StoreAwayError,
    StoreError,
    local_person,
    new_id,
    open_store,
    work_of,
)
from store.work import MOST_BYTES

DRAFT = Draft("Mijn pakket", "Tekst", ("4.7", "4.8"))
LONG = 60.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store({"BMH_DATA": str(tmp_path / "data")})
    yield opened
    opened.close()


def snapshot(session: str, text: str, unsaved: bool = True, first: bool = False) -> Snapshot:
    return Snapshot(Identity(), session, "toy", unsaved, first, lambda: text)


def line(store: Store, every: float = LONG) -> Autosave:
    return Autosave(lambda: store, lambda _: local_person(store), every)


def contents(store: Store) -> list[tuple[str, str]]:
    return sorted((work.id, work.content) for work in work_of(store, local_person(store)))


def test_a_session_writes_once_however_often_it_toggles(store: Store) -> None:
    """Of two hundred changes of two sessions the latest of each is written, and no text is made of the others."""
    saving = line(store)
    for n in range(100):
        for session in ("a", "b"):
            saving.note(snapshot(session, f"{session}{n}"))
    assert saving.written == 0
    saving.flush()
    assert saving.written == 2
    assert contents(store) == [("a", "a99"), ("b", "b99")]


def test_it_is_written_without_anyone_asking(store: Store) -> None:
    """A moment after the change the work is kept."""
    saving = line(store, every=0.01)
    saving.note(snapshot("a", "x"))
    deadline = time.monotonic() + 10
    while not contents(store) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert contents(store) == [("a", "x")]


@pytest.mark.slow
def test_work_waits_for_a_store_that_is_away(store: Store) -> None:
    """Nothing is lost meanwhile, and what waits is bounded: the oldest sessions give way."""
    away = True

    def asked() -> Store:
        if away:
            raise StoreAwayError("store_away")
        return store

    saving = Autosave(asked, lambda _: local_person(store), LONG)
    for n in range(MOST_WAITING + 5):
        saving.note(snapshot(f"{n:05}", str(n)))
    with pytest.raises(StoreError):
        saving.flush()
    away = False
    saving.flush()
    kept = {work.id for work in work_of(store, local_person(store))}
    assert f"{MOST_WAITING + 4:05}" in kept
    assert saving.written == MOST_WAITING


def test_what_is_never_taken_holds_nobody_up(store: Store) -> None:
    """Work of somebody who is there no more, that is too large, or of which no text can be made, is let go of (4)."""
    gone = Identity(Login("gone", "subject", "", datetime.now(UTC)))

    def person(asked: Identity) -> Person:
        if asked is gone:
            raise NotSignedInError
        return local_person(store)

    def fails() -> str:
        raise RuntimeError("x")

    saving = Autosave(lambda: store, person, LONG)
    saving.note(replace(snapshot("gone", "x"), identity=gone))
    saving.note(snapshot("large", "x" * (MOST_BYTES + 1)))
    saving.note(replace(snapshot("odd", ""), text=fails))
    saving.note(snapshot("mine", "y"))
    saving.flush()
    assert contents(store) == [("mine", "y")]
    saving.flush()
    assert saving.written == 2  # and is not tried again


def test_who_made_it_is_known_after_they_sign_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the last seconds before is theirs; of somebody who never signed in nothing is kept (4)."""
    KEEPER.close()
    monkeypatch.setenv("BMH_DATA", str(tmp_path / "data"))
    asked = Identity(Login(new_id(), new_id(), "Anna", datetime.now(UTC)))
    assert asked.login is not None
    me = person_of(asked)
    DESK.end(asked.login)
    with pytest.raises(NotSignedInError):
        person_of(asked)
    saving = Autosave(KEEPER.store, maker_of, LONG)
    saving.note(replace(snapshot("mine", "x"), identity=asked))
    saving.flush()
    assert [work.content for work in work_of(KEEPER.store(), me)] == ["x"]
    stale = replace(asked.login, id=new_id(), issued=datetime.now(UTC) - timedelta(days=1))
    with pytest.raises(NotSignedInError):
        maker_of(Identity(stale))
    KEEPER.close()


def test_the_store_is_asked_once_who_somebody_is(store: Store) -> None:
    """However many of their sessions are written at one time."""
    asked = []

    def person(identity: Identity) -> Person:
        asked.append(identity)
        return local_person(store)

    saving = Autosave(lambda: store, person, LONG)
    for n in range(5):
        saving.note(snapshot(str(n), "x"))
    saving.flush()
    assert len(asked) == 1
    assert saving.written == 5


def test_a_page_that_is_loaded_again_goes_on_with_its_work(store: Store) -> None:
    """The new session takes the same work over; other work of that person stays."""
    saving = line(store)
    saving.note(snapshot("before", "x"))
    saving.note(snapshot("other", "y"))
    saving.flush()
    saving.note(snapshot("after", "x", unsaved=False, first=True))
    saving.note(snapshot("empty", "z", unsaved=False, first=True))
    saving.flush()
    assert contents(store) == [("after", "x"), ("other", "y")]
    saving.note(snapshot("after", "xx"))
    saving.flush()
    saving.note(snapshot("after", "", unsaved=False))
    saving.flush()
    assert contents(store) == [("other", "y")]


def test_sessions_are_written_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many changed, a few transactions; what is taken over on the way sees what was written before it (4)."""
    begun = []
    writing = Store.writing
    monkeypatch.setattr(Store, "writing", lambda self, alone=True: begun.append(alone) or writing(self, alone))
    saving = line(store)
    for n in range(TOGETHER + 1):
        saving.note(snapshot(f"s{n}", str(n)))
    saving.flush()
    assert begun.count(False) == 2
    assert saving.written == TOGETHER + 1
    saving.note(snapshot("before", "x"))
    saving.note(snapshot("after", "x", unsaved=False, first=True))
    saving.note(snapshot("later", "y"))
    saving.flush()
    assert {("after", "x"), ("later", "y")} <= set(contents(store))
    assert "before" not in dict(contents(store))


def test_what_was_never_kept_costs_nothing(store: Store) -> None:
    """A session that changed nothing asks nothing of the store."""
    saving = line(store)
    saving.note(snapshot("a", "x", unsaved=False))
    saving.flush()
    assert saving.written == 0


def test_the_store_is_not_asked_again_at_once(store: Store) -> None:
    """One that could not be opened is tried again after a while, not at every page."""
    now, tries = [0.0], []

    def opening() -> Store:
        tries.append(now[0])
        if len(tries) == 1:
            raise StoreError("store_read_only")
        return store

    keeper = Keeper(opening, lambda: now[0])
    for seconds in (0.0, 5.0, 9.9):
        now[0] = seconds
        with pytest.raises(StoreError):
            keeper.store()
    now[0] = 10.1
    assert keeper.store() is store is keeper.store()
    assert tries == [0.0, 10.1]


def test_a_toggle_hands_its_package_over(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the workspace of a session to the store and back; unchanged it is not written anew."""
    KEEPER.close()
    monkeypatch.setenv("BMH_DATA", str(tmp_path / "data"))
    space = Workspace([Slot(DRAFT, saved=DRAFT)], catalogue=catalogue.info.id)
    saving = Autosave(KEEPER.store, person_of, LONG)
    monkeypatch.setattr(address, "AUTOSAVE", saving)
    address.keep_work(space, catalogue)
    for measures in (("4.7",), ("4.7", "4.11")):
        space.step(replace(DRAFT, measures=measures))
        address.keep_work(space, catalogue)
        address.keep_work(space, catalogue)
    saving.flush()
    assert saving.written == 1
    me: Person = person_of(Identity())
    (work,) = work_of(KEEPER.store(), me)
    assert [slot.draft for slot in read_work(catalogue, work.content, "werk")] == [space.slot.draft]
    address.keep_work(space, catalogue)
    saving.flush()
    assert saving.written == 1
    KEEPER.close()


@pytest.mark.parametrize(
    ("host", "address", "here"),
    [
        ("localhost:8501", "127.0.0.1", True),
        ("127.0.0.1:8501", None, True),
        ("[::1]:8501", "::1", True),
        ("localhost:8501", "10.0.0.8", False),  # whoever writes what they like in Host
        ("rekenmodel.example.nl", "127.0.0.1", False),  # a proxy on this machine
        ("10.0.0.8:8501", "127.0.0.1", False),
        ("localhost@evil", "127.0.0.1", False),
    ],
)
def test_only_this_machine_is_the_local_user(
    host: str, address: str | None, here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the name that is asked and by where it is asked from, both."""
    monkeypatch.setattr(st, "context", SimpleNamespace(headers={"Host": host}, ip_address=address))
    monkeypatch.setattr(st, "session_state", {})
    assert asked_from_here() is here
    assert asked_from_here() is here
