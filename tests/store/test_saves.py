"""
Versions: saving, history, restoring, branching and naming, on both databases.

1. Nothing is written over: each save is a version, restoring too. 2. Of two saves on one version one is told so.
3. A click that is sent twice saves once. 4. What is refused changes nothing. 5. Deleting can be undone for 30 days.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from budget.core import explain
from store import (
    BIN,
    OutdatedError,
    Person,
    Store,
    StoreError,
    branch,
    clear,
    create,
    history,
    kept,
    known_person,
    local_person,
    moment,
    name_version,
    new_id,
    restore,
    save,
    schema,
    take_back,
    throw_away,
    version,
)
from store.people import Role
from store.saves import MOST_BYTES
from tests.store.conftest import edit


def code_of(error: pytest.ExceptionInfo[StoreError]) -> str:
    """Return the code of an error, which is said in both languages."""
    assert explain(error.value, "nl") != explain(error.value, "en")
    return error.value.message.code


def test_each_save_is_a_version(store: Store, anna: Person) -> None:
    """Who, when, why and of which catalogue version stands with each; the content comes back as it was."""
    first = create(store, anna, edit("één", note="begin"))
    second = save(store, anna, first.package, 1, edit("twee", "Nieuwe naam", note="na het overleg"))
    found = history(store, anna, first.package)
    assert found == [second, first]
    assert [(v.number, v.parent, v.author, v.note, v.catalogue_version) for v in found] == [
        (2, 1, "Anna", "na het overleg", "1.0.0"),
        (1, None, "Anna", "begin", "1.0.0"),
    ]
    assert [version(store, anna, first.package, n)[1] for n in (1, 2, None)] == ["één", "twee", "twee"]
    (listed,) = kept(store, anna)
    assert (listed.name, listed.head, listed.owner, listed.part) == ("Nieuwe naam", 2, "Anna", "owner")


def test_a_save_on_an_older_version_is_told(store: Store, anna: Person) -> None:
    """The second of two people is told which version is the latest; nothing of the first is lost."""
    made = create(store, anna, edit())
    save(store, anna, made.package, 1, edit("eerste"))
    with pytest.raises(OutdatedError) as refused:
        save(store, anna, made.package, 1, edit("tweede"))
    assert refused.value.head == 2
    assert code_of(refused) == "store_package_changed"
    assert version(store, anna, made.package)[1] == "eerste"
    merged = save(store, anna, made.package, 2, edit("beide"), merged=1)
    assert (merged.number, merged.parent, merged.merged) == (3, 2, 1)


def test_of_saves_at_one_moment_one_wins(store: Store, anna: Person) -> None:
    """Eight at once on one version: one is kept, seven are told; the audit has a line for that one."""
    made = create(store, anna, edit())

    def at_once(n: int) -> int | None:
        try:
            return save(store, anna, made.package, 1, edit(str(n))).number
        except OutdatedError:
            return None

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(at_once, range(8)))
    assert sorted(filter(None, found)) == [2]
    assert len(history(store, anna, made.package)) == 2


def test_a_click_that_comes_twice_saves_once(store: Store, anna: Person, bram: Person) -> None:
    """The second gets the version of the first, also when others saved since; somebody else's token gives nothing."""
    first = edit("x", token="t" * 20)
    made = create(store, anna, first)
    assert create(store, anna, first) == made
    again = edit("y", token="u" * 20)
    saved = save(store, anna, made.package, 1, again)
    save(store, anna, made.package, 2, edit("z"))
    assert save(store, anna, made.package, 1, again) == saved
    assert save(store, anna, made.package, 3, again) == saved, "asked on what is the latest by now"
    assert len(history(store, anna, made.package)) == 3
    with pytest.raises(StoreError) as refused:
        create(store, bram, first)
    assert code_of(refused) == "store_package_not_here"


def test_restoring_is_a_version_too(store: Store, anna: Person) -> None:
    """The versions in between stay, and the new one says which it brings back."""
    made = create(store, anna, edit("goed", "Goed"))
    save(store, anna, made.package, 1, edit("fout", "Fout"))
    back = restore(store, anna, made.package, 1, 2, new_id())
    assert (back.number, back.restored, back.name) == (3, 1, "Goed")
    assert version(store, anna, made.package)[1] == "goed"
    assert version(store, anna, made.package, 2)[1] == "fout"
    with pytest.raises(StoreError) as refused:
        restore(store, anna, made.package, 9, 3, new_id())
    assert code_of(refused) == "store_version_not_here"


def test_a_branch_goes_its_own_way(store: Store, anna: Person) -> None:
    """It begins with one version of another package and says so; saving on it leaves the other as it was."""
    made = create(store, anna, edit("één"))
    save(store, anna, made.package, 1, edit("twee"))
    twig = branch(store, anna, made.package, 1, "Tak", "één", new_id())
    save(store, anna, twig.package, 1, edit("drie", "Tak"))
    assert version(store, anna, made.package)[1] == "twee"
    by_id = {item.id: item for item in kept(store, anna)}
    assert by_id[twig.package].branch_of == made.package
    assert {item.name for item in by_id.values()} == {"Pakket", "Tak"}


def test_a_version_can_be_named(store: Store, anna: Person) -> None:
    """A name for the version alone; a text that may not be a name is refused."""
    made = create(store, anna, edit())
    name_version(store, anna, made.package, 1, "Naar de minister")
    assert history(store, anna, made.package)[0].label == "Naar de minister"
    with pytest.raises(StoreError) as refused:
        name_version(store, anna, made.package, 1, "a\u202eb")
    assert code_of(refused) == "store_text_refused"
    with pytest.raises(StoreError) as refused:
        name_version(store, anna, made.package, 7, "x")
    assert code_of(refused) == "store_version_not_here"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (edit(name="x" * 201), "store_text_refused"),
        (edit(note="x" * 1001), "store_text_refused"),
        (edit(content="é" * (MOST_BYTES // 2 + 1)), "store_version_too_large"),
        (edit(catalogue="andere"), "store_of_another_list"),
    ],
)
def test_what_is_refused_changes_nothing(store: Store, anna: Person, bad: object, code: str) -> None:
    """Texts, sizes and another list are refused before anything is written."""
    made = create(store, anna, edit())
    with pytest.raises(StoreError) as refused:
        save(store, anna, made.package, 1, bad)  # type: ignore[arg-type]  # an edit, drawn above
    assert code_of(refused) == code
    assert len(history(store, anna, made.package)) == 1


def test_deleting_is_undone_for_30_days(store: Store, anna: Person) -> None:
    """What is in the bin cannot be opened, comes back whole, and goes for good after 30 days."""
    made = create(store, anna, edit("één"))
    other = create(store, anna, edit())
    throw_away(store, anna, made.package)
    assert [item.id for item in kept(store, anna)] == [other.package]
    assert [item.id for item in kept(store, anna, deleted=True)] == [made.package]
    for call in (lambda: version(store, anna, made.package), lambda: save(store, anna, made.package, 1, edit())):
        with pytest.raises(StoreError) as refused:
            call()
        assert code_of(refused) == "store_package_not_here"
    take_back(store, anna, made.package)
    assert version(store, anna, made.package)[1] == "één"
    throw_away(store, anna, made.package)
    clear(store)
    with store.writing() as connection:
        connection.execute(
            update(schema.packages)
            .where(schema.packages.c.id == made.package)
            .values(deleted_at=moment(BIN + timedelta(minutes=1)))
        )
    assert clear(store) == 1
    assert clear(store) == 0
    with pytest.raises(StoreError):
        take_back(store, anna, made.package)
    with store.reading() as connection:
        mine = schema.versions.c.package == made.package
        assert connection.execute(select(func.count()).select_from(schema.versions).where(mine)).scalar_one() == 0


def test_a_person_of_a_login_is_known_again(store: Store) -> None:
    """The same subject is the same person, under the name and role of today; without a login there is one."""
    subject = new_id()
    anna = known_person(store, subject, "Anna")
    assert anna.role is Role.EDITOR
    again = known_person(store, subject, "Anna de Vries", Role.READER)
    assert (again.id, again.name, again.role) == (anna.id, "Anna de Vries", Role.READER)
    assert known_person(store, subject, "Anna de Vries").role is Role.READER
    assert local_person(store) == local_person(store)
    with pytest.raises(StoreError) as refused:
        create(store, again, edit())
    assert code_of(refused) == "store_reader_only"


def test_who_finds_no_connection_free_is_told_that_it_is_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a lock that others hold; a moment later it answers."""
    monkeypatch.setattr(store.engine.pool, "_timeout", 0.01)
    with ExitStack() as held:
        for _ in range(store.engine.pool.size() + store.engine.pool._max_overflow):  # type: ignore[attr-defined]
            held.enter_context(store.reading())
        with pytest.raises(StoreError) as refused:
            store.ask()
    assert code_of(refused) == "store_busy"
    store.ask()
