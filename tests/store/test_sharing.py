"""
Who may do what: owner, editor, viewer, member of a shelf, reader, administrator, and nobody, on both databases.

1. Every call of the store is held against every part: nobody reads or changes what is not theirs, by a guessed id
either. 2. A package that is not theirs answers as one that is not there. 3. A person can be removed; the versions stay.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

import store as wing
from store import (
    Part,
    Person,
    Role,
    Store,
    StoreError,
    all_lines,
    branch,
    clear_texts,
    create,
    hand_over,
    history,
    kept,
    known_person,
    let_in,
    make_shelf,
    members,
    name_version,
    new_id,
    person_data,
    persons,
    put_on_shelf,
    remove_person,
    restore,
    save,
    set_role,
    share,
    shelf_people,
    shelves_of,
    sign_out_person,
    take_back,
    texts_of,
    throw_away,
    version,
)
from tests.store.conftest import edit

Call = Callable[[Store, Person, str, Person], object]

READS: dict[str, Call] = {
    "history": lambda s, p, id_, _: history(s, p, id_),
    "version": lambda s, p, id_, _: version(s, p, id_),
    "old version": lambda s, p, id_, _: version(s, p, id_, 1),
    "branch": lambda s, p, id_, _: branch(s, p, id_, 1, "Tak", "x", new_id()),
}
EDITS: dict[str, Call] = {
    "save": lambda s, p, id_, _: save(s, p, id_, 1, edit()),
    "restore": lambda s, p, id_, _: restore(s, p, id_, 1, 1, new_id()),
    "name": lambda s, p, id_, _: name_version(s, p, id_, 1, "x"),
}
OWNS: dict[str, Call] = {
    "share": lambda s, p, id_, o: share(s, p, id_, o.id, Part.VIEWER),
    "members": lambda s, p, id_, _: members(s, p, id_),
    "throw away": lambda s, p, id_, _: throw_away(s, p, id_),
    "take back": lambda s, p, id_, _: take_back(s, p, id_),
    "hand over": lambda s, p, id_, o: hand_over(s, p, id_, o.id),
    "no shelf": lambda s, p, id_, _: put_on_shelf(s, p, id_, None),
}
ELSEWHERE = {  # calls with a person that are about no package, held below
    "create", "kept", "make_shelf", "shelves_of", "let_in", "shelf_people", "person_data", "texts_of", "clear_texts",
    "remove_person", "set_role", "sign_out_person", "all_lines", "work_of", "drop_work", "adopt_work",
}  # fmt: skip
NOT_HERE, VIEWER_ONLY, OWNER_ONLY, READER_ONLY = (
    "store_package_not_here",
    "store_viewer_only",
    "store_owner_only",
    "store_reader_only",
)


@pytest.fixture
def carla(store: Store) -> Person:
    return known_person(store, new_id(), "Carla", Role.EDITOR)


def not_kept(store: Store, work: wing.Unsaved) -> str:
    """Return why work is not kept; what else is asked for at one time is."""
    fault, rest = wing.keep_all(store, [work, wing.Unsaved(work.person, new_id(), "toy", "rest")])
    assert fault is not None
    assert rest is None
    return fault.message.code


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as error:
        call()
    return error.value.message.code


def test_every_call_with_a_person_is_held_here() -> None:
    """A new public call of the store that takes a person must be put in one of the tables above."""
    called = set()
    for name in wing.__all__:
        value = getattr(wing, name)
        if inspect.isfunction(value) and {"person", "administrator"} & set(inspect.signature(value).parameters):
            called.add(name)
    source = inspect.getsource(inspect.getmodule(test_every_call_with_a_person_is_held_here))  # type: ignore[arg-type]
    tables = source[source.index("READS:") : source.index("ELSEWHERE")]
    assert {name for name in called if f"{name}(" not in tables} == ELSEWHERE & called
    assert called >= ELSEWHERE


@pytest.mark.parametrize("name", [*READS, *EDITS, *OWNS])
def test_who_has_no_part_gets_nothing(store: Store, anna: Person, bram: Person, name: str) -> None:
    """The answer is that of an id that does not exist; an administrator has no part either."""
    package = create(store, anna, edit("geheim")).package
    call = (READS | EDITS | OWNS)[name]
    boss = known_person(store, new_id(), "Baas", Role.ADMINISTRATOR)
    for who in (bram, boss):
        assert refused(lambda who=who: call(store, who, package, anna)) == NOT_HERE
        assert refused(lambda who=who: call(store, who, new_id(), anna)) == NOT_HERE
        assert kept(store, who) == kept(store, who, deleted=True) == []
    assert version(store, anna, package)[1] == "geheim"
    assert len(history(store, anna, package)) == 1


@pytest.mark.parametrize("by", ["share", "shelf"])
@pytest.mark.parametrize("part", [Part.VIEWER, Part.EDITOR])
def test_a_part_goes_as_far_as_it_goes(store: Store, anna: Person, bram: Person, part: Part, by: str) -> None:
    """A viewer reads and branches; an editor saves too; the owner alone shares and deletes. It ends when taken."""
    package = create(store, anna, edit("gedeeld")).package
    shelf = make_shelf(store, anna, "Team")

    def give(what: Part | None) -> None:
        if by == "share":
            share(store, anna, package, bram.id, what)
        else:
            let_in(store, anna, shelf.id, bram.id, what)

    if by == "shelf":
        put_on_shelf(store, anna, package, shelf.id)
    give(part)
    assert [(item.id, item.part) for item in kept(store, bram)] == [(package, part)]
    for call in READS.values():
        call(store, bram, package, anna)
    for name, call in OWNS.items():
        expected = NOT_HERE if name == "take back" else OWNER_ONLY
        assert refused(lambda call=call: call(store, bram, package, anna)) == expected, name
    for call in EDITS.values():
        if part is Part.VIEWER:
            assert refused(lambda call=call: call(store, bram, package, anna)) == VIEWER_ONLY
    if part is Part.EDITOR:
        assert save(store, bram, package, 1, edit("van Bram")).author == "Bram"
    reader = replace(bram, role=Role.READER)
    assert refused(lambda: save(store, reader, package, 1, edit())) == READER_ONLY
    give(None)
    for call in READS.values():
        assert refused(lambda call=call: call(store, bram, package, anna)) == NOT_HERE


def test_a_package_in_the_bin_is_only_the_owner_s(store: Store, anna: Person, bram: Person) -> None:
    """Who had a part in it sees it in no list that gives a way to it, and cannot bring it back."""
    package = create(store, anna, edit()).package
    share(store, anna, package, bram.id, Part.EDITOR)
    throw_away(store, anna, package)
    assert refused(lambda: take_back(store, bram, package)) == OWNER_ONLY
    assert refused(lambda: version(store, bram, package)) == NOT_HERE


def test_a_package_is_handed_over(store: Store, anna: Person, bram: Person) -> None:
    """The new owner decides; the one before edits on."""
    package = create(store, anna, edit()).package
    share(store, anna, package, bram.id, Part.VIEWER)
    hand_over(store, anna, package, bram.id)
    assert refused(lambda: throw_away(store, anna, package)) == OWNER_ONLY
    save(store, anna, package, 1, edit())
    assert [(person.id, part) for person, part in members(store, bram, package)] == [(anna.id, Part.EDITOR)]
    assert refused(lambda: share(store, bram, package, bram.id, Part.VIEWER)) == "store_share_with_other"
    assert refused(lambda: share(store, bram, package, new_id(), Part.VIEWER)) == "store_person_not_here"


def test_a_shelf_is_its_members(store: Store, anna: Person, bram: Person, carla: Person) -> None:
    """Who is no member sees nothing of it; who looks changes nothing; nobody puts on it what is another's."""
    shelf = make_shelf(store, anna, "Team")
    package = create(store, bram, edit()).package
    for call in (
        lambda: shelf_people(store, bram, shelf.id),
        lambda: let_in(store, bram, shelf.id, carla.id, Part.VIEWER),
        lambda: put_on_shelf(store, bram, package, shelf.id),
    ):
        assert refused(call) == "store_shelf_not_here"
    assert shelves_of(store, bram) == []
    let_in(store, anna, shelf.id, bram.id, Part.VIEWER)
    assert [item.name for item in shelves_of(store, bram)] == ["Team"]
    assert [(person.name, part) for person, part in shelf_people(store, bram, shelf.id)] == [
        ("Anna", Part.EDITOR),
        ("Bram", Part.VIEWER),
    ]
    for call in (
        lambda: let_in(store, bram, shelf.id, carla.id, Part.VIEWER),
        lambda: put_on_shelf(store, bram, package, shelf.id),
    ):
        assert refused(call) == "store_shelf_viewer_only"
    assert refused(lambda: put_on_shelf(store, anna, package, shelf.id)) == NOT_HERE
    for name in ("", "x\u202ey"):
        assert refused(lambda name=name: make_shelf(store, anna, name)) == "store_shelf_without_name"


def test_a_person_is_removed_and_the_versions_stay(store: Store, anna: Person, bram: Person, carla: Person) -> None:
    """Name, login, parts and unsaved work go; packages pass to the heir; typed texts are read and taken out by hand."""
    boss = known_person(store, new_id(), "Baas", Role.ADMINISTRATOR)
    package = create(store, anna, edit("blijft", note="vraag Anna")).package
    share(store, anna, package, bram.id, Part.EDITOR)
    wing.keep_all(store, [wing.Unsaved(anna, "s", "toy", "werk")])
    said = json.dumps(person_data(store, anna))
    assert all(word in said for word in ("vraag Anna", "blijft", "werk", "Anna", "created"))
    for other, heir in ((boss.id, bram.id), (anna.id, anna.id), (anna.id, new_id()), (new_id(), bram.id)):
        assert refused(lambda o=other, h=heir: remove_person(store, boss, o, h)) == "store_person_not_removable"
    assert refused(lambda: clear_texts(store, boss, package, 1)) == "store_person_still_here"
    remove_person(store, boss, anna.id, bram.id)
    (found,) = history(store, bram, package)
    assert (found.author, found.author_removed, version(store, bram, package)[1]) == ("", True, "blijft")
    assert members(store, bram, package) == []
    assert wing.work_of(store, anna) == []
    (typed,) = texts_of(store, boss, anna.id)
    assert typed.note == "vraag Anna"
    clear_texts(store, boss, package, 1)
    assert texts_of(store, boss, anna.id) == []
    assert [person.removed for person in persons(store) if person.id == anna.id] == [True]
    assert refused(lambda: share(store, bram, package, anna.id, Part.VIEWER)) == "store_person_not_here"


def test_only_an_administrator_administers(store: Store, anna: Person, bram: Person) -> None:
    """Roles, removal and texts; nobody changes their own role, so that there stays one."""
    boss = known_person(store, new_id(), "Baas", Role.ADMINISTRATOR)
    for call in (
        lambda: set_role(store, anna, bram.id, Role.ADMINISTRATOR),
        lambda: remove_person(store, anna, bram.id, anna.id),
        lambda: texts_of(store, anna, bram.id),
        lambda: all_lines(store, anna),
        lambda: sign_out_person(store, anna, bram.id),
        lambda: clear_texts(store, anna, "x", 1),
    ):
        assert refused(call) == "store_administrator_only"
    assert refused(lambda: set_role(store, boss, boss.id, Role.READER)) == "store_role_of_other"
    set_role(store, boss, anna.id, Role.READER)
    assert [person.role for person in persons(store) if person.id == anna.id] == [Role.READER]


def test_unsaved_work_is_its_person_s(store: Store, anna: Person, bram: Person) -> None:
    """Nobody writes over, takes over, sees or drops another's, under its very id and with its very text."""
    session = new_id()
    assert wing.keep_all(store, [wing.Unsaved(anna, session, "toy", "van Anna")]) == [None]
    assert not_kept(store, wing.Unsaved(bram, session, "toy", "van Bram")) == NOT_HERE
    assert not wing.adopt_work(store, bram, new_id(), "toy", "van Anna")
    wing.drop_work(store, bram, session, "toy")
    assert [work.content for work in wing.work_of(store, bram)] == ["rest"]
    assert [work.content for work in wing.work_of(store, anna)] == ["van Anna"]
    for n in range(25):
        wing.keep_all(store, [wing.Unsaved(anna, f"{session}{n}", "toy", str(n))])
    assert len(wing.work_of(store, anna)) == 20
    assert not_kept(store, wing.Unsaved(anna, session, "toy", "x" * 1_000_001)) == "store_version_too_large"


def test_the_work_of_many_sessions_is_kept_as_one_by_one(store: Store, anna: Person, bram: Person) -> None:
    """New, changed, too large and another's in one transaction; of what is too much the oldest goes, of each person."""
    one, other, hers = new_id(), new_id(), new_id()
    assert wing.keep_all(store, [wing.Unsaved(bram, other, "toy", "Bram"), wing.Unsaved(anna, one, "toy", "was")]) == [
        None,
        None,
    ]
    found = wing.keep_all(
        store,
        [
            wing.Unsaved(anna, one, "toy", "is"),
            wing.Unsaved(anna, one, "polders", "nog een lijst"),
            wing.Unsaved(anna, other, "toy", "van Bram"),
            wing.Unsaved(anna, hers, "toy", "x" * 1_000_001),
            wing.Unsaved(bram, new_id(), "toy", "tweede"),
        ],
    )
    assert [fault and fault.message.code for fault in found] == [None, None, NOT_HERE, "store_version_too_large", None]
    assert {(work.catalogue, work.content) for work in wing.work_of(store, anna)} == {
        ("toy", "is"),
        ("polders", "nog een lijst"),
    }
    assert {work.content for work in wing.work_of(store, bram)} == {"Bram", "tweede"}
    wing.keep_all(store, [wing.Unsaved(anna, f"{one}{n}", "toy", str(n)) for n in range(30)])
    assert {work.content for work in wing.work_of(store, anna)} == {str(n) for n in range(10, 30)}
    assert len(wing.work_of(store, bram)) == 2
    again = [wing.Unsaved(anna, f"{one}{n}", "toy", f"{n} opnieuw") for n in range(5, 15)]
    assert wing.keep_all(store, again) == [None] * 10
    left = {work.content for work in wing.work_of(store, anna)}
    assert left == {*(f"{n} opnieuw" for n in range(5, 15)), *(str(n) for n in range(20, 30))}
