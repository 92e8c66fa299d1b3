"""
Reports of a list of toggles, applied to a workspace.

1. Each change is handled once, whatever reports it comes in. 2. One made on the package at hand changes that one
measure. 3. One made on another package, or of an unknown measure, changes nothing and is told. 4. The revision changes
when the package is replaced and not when it is edited.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.catalogue import Catalogue, load_catalogue
from budget.core import Settings
from budget.share import Draft
from dashboard import address, state
from dashboard.session import (
    MAX_INSTANCES,
    MAX_REFUSALS,
    Slot,
    Workspace,
    apply_report,
    forget_refusals,
    made_here,
)

CATALOGUE = load_catalogue()
IDS = list(CATALOGUE.measures)[:6]
READY = CATALOGUE.packages["jenv-20"].measures


def item(n: int, id_: str, on: bool, revision: str, **more: object) -> dict[str, object]:
    return {"n": n, "id": id_, "on": on, "revision": revision, **more}


def report(*items: dict[str, object], instance: str = "a") -> dict[str, object]:
    return {"from": instance, "items": list(items)}


def space_of(*measures: str) -> Workspace:
    return Workspace([Slot(Draft("x", "", CATALOGUE.sorted_selection(measures)))])


def told(space: Workspace) -> list[tuple[str, bool]]:
    return [(refusal.id, refusal.unknown) for refusal in space.refusals]


def test_a_change_touches_its_own_measure_only() -> None:
    """A click on one measure of the report's package leaves the other thirteen."""
    space = space_of(*READY)
    apply_report(space, CATALOGUE, report(item(1, READY[0], False, space.revision)))
    assert set(space.slot.draft.measures) == set(READY) - {READY[0]}
    assert not space.refusals


def test_a_change_made_on_a_replaced_package_is_refused() -> None:
    """What was clicked on the package before is told, and the new package stays as it is."""
    space = space_of()
    old = space.revision
    space.step(Draft("y", "", READY))
    space.replace()
    apply_report(space, CATALOGUE, report(item(1, "1.3", True, old)))
    assert space.slot.draft.measures == READY
    assert told(space) == [("1.3", False)]
    assert space.applied == {"a": 1}


def test_another_sessions_revision_never_fits() -> None:
    """Two sessions name the same package differently, so that a report cannot cross over."""
    here, there = space_of("1.3"), space_of("1.3")
    assert here.revision != there.revision
    apply_report(here, CATALOGUE, report(item(1, "4.7", True, there.revision)))
    assert here.slot.draft.measures == ("1.3",)
    assert told(here) == [("4.7", False)]


def test_a_report_that_is_only_repeated_is_known_by_its_session() -> None:
    """After a restart of the server the browser repeats a report that was handled before: that tells nothing new."""
    here, before = space_of(), space_of()
    assert made_here(here, report(item(1, "1.3", True, here.revision)))
    assert not made_here(here, report(item(1, "1.3", True, before.revision), item(2, "4.7", True, here.revision)))


def test_an_unknown_measure_is_refused_and_the_others_are_handled() -> None:
    space = space_of()
    apply_report(
        space,
        CATALOGUE,
        report(item(1, "x" * 200, True, space.revision), item(2, "1.3", True, space.revision)),
    )
    assert space.slot.draft.measures == ("1.3",)
    assert [(len(id_), unknown) for id_, unknown in told(space)] == [(80, True)]


def test_keep_drops_what_excludes_the_measure() -> None:
    """The button at a conflict keeps its measure; on a replaced package it is refused like a toggle."""
    space = space_of("4.9-1A", "4.9-2", "1.3")
    old = space.revision
    apply_report(space, CATALOGUE, report(item(1, "4.9-2", True, old, keep=True)))
    assert set(space.slot.draft.measures) == {"4.9-2", "1.3"}
    space.step(Draft("y", "", CATALOGUE.sorted_selection(["4.9-1A", "4.9-2"])))
    space.replace()
    apply_report(space, CATALOGUE, report(item(2, "4.9-2", True, old, keep=True)))
    assert set(space.slot.draft.measures) == {"4.9-1A", "4.9-2"}
    assert told(space) == [("4.9-2", False)]


def test_several_are_dropped_in_one_step_or_refused_together() -> None:
    """What was shown goes at once and comes back at once; on a package since replaced nothing goes, and all is told."""
    space = space_of(*READY)
    gone = list(READY[:4])
    apply_report(space, CATALOGUE, report(item(1, gone[0], False, space.revision, drop=[*gone, 7, "no such"])))
    assert set(space.slot.draft.measures) == set(READY[4:])
    space.undo()
    assert space.slot.draft.measures == READY
    apply_report(space, CATALOGUE, report(item(2, gone[0], False, "older", drop=gone)))
    assert space.slot.draft.measures == READY
    assert told(space) == [(id_, False) for id_ in gone]


def test_each_change_is_a_step_to_undo() -> None:
    """Two clicks in one report are undone one by one; a click that changes nothing is no step."""
    space = space_of()
    clicks = [("1.3", True), ("1.3", True), ("4.7", True)]
    apply_report(
        space, CATALOGUE, report(*(item(n, id_, on, space.revision) for n, (id_, on) in enumerate(clicks, start=1)))
    )
    assert [draft.measures for draft in space.slot.past] == [(), ("1.3",)]


def test_refusals_stay_until_read() -> None:
    """Reading forgets what was told at the click, not what has come since; the memory of refusals is bounded."""
    space = space_of()
    apply_report(space, CATALOGUE, report(item(1, "1.3", True, "old"), item(2, "4.7", True, "old")))
    forget_refusals(space, space.refusals[0].number)
    assert told(space) == [("4.7", False)]
    forget_refusals(space, space.refusals[-1].number)
    apply_report(space, CATALOGUE, report(*(item(n, "1.3", True, "old") for n in range(3, 600))))
    assert len(space.refusals) == MAX_REFUSALS
    assert space.refused == 599


def test_the_instances_remembered_are_bounded() -> None:
    """The instance heard last is remembered, the oldest forgotten."""
    space = space_of()
    for number in range(MAX_INSTANCES + 5):
        apply_report(space, CATALOGUE, report(item(1, "1.3", True, space.revision), instance="first"))
        apply_report(space, CATALOGUE, report(item(number + 2, "1.3", True, space.revision), instance="first"))
        apply_report(space, CATALOGUE, report(item(1, "1.3", True, space.revision), instance=f"i{number}"))
    assert len(space.applied) == MAX_INSTANCES
    assert "first" in space.applied
    assert "i0" not in space.applied


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        [],
        "x",
        {},
        {"from": 1, "items": []},
        {"from": "a", "items": 3},
        report(),
        {"from": "a", "items": ["x", {}, {"n": True, "id": "1.3", "on": True, "revision": "r"}]},
        {"from": "a", "items": [{"n": 1, "id": "1.3", "on": 1, "revision": "r"}]},
    ],
)
def test_what_has_no_form_changes_nothing(nonsense: object) -> None:
    space = space_of("1.3")
    apply_report(space, CATALOGUE, nonsense)
    assert (space.slot.draft.measures, space.refusals, space.applied) == (("1.3",), [], {})


def test_the_revision_changes_with_the_package_and_not_with_an_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo, redo, reset, opening, switching and closing replace the package; toggles, settings and name edit it."""
    space = space_of("1.3")
    monkeypatch.setattr(state, "workspace", lambda: space)
    monkeypatch.setattr(state, "catalogue", lambda: CATALOGUE)

    def changes(action: object, *arguments: object) -> bool:
        before = space.revision
        assert callable(action)
        action(*arguments)
        return space.revision != before

    edits = [
        (state.choose, ["1.3", "4.7"]),
        (state.change_settings, lambda settings: replace(settings, delay=1)),
        (state.change, Draft("other name", "", ("1.3",), Settings())),
    ]
    assert not any(changes(action, argument) for action, argument in edits)
    replacements = [
        (state.undo,),
        (state.redo,),
        (state.reset,),
        (state.open_package, Draft("y", "", READY)),
        (state.open_package, Draft("y", "", READY)),
        (state.switch, 0),
        (state.close,),
    ]
    assert [changes(*replacement) for replacement in replacements] == [True] * len(replacements)


clicks = st.lists(st.tuples(st.sampled_from([*IDS, "nowhere"]), st.booleans(), st.booleans()), max_size=12)
bundles = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12)


@given(before=st.sets(st.sampled_from(IDS)), made=clicks, bundled=bundles)
def test_however_clicks_are_bundled_each_is_handled_once(
    before: set[str], made: list[tuple[str, bool, bool]], bundled: list[tuple[int, int]]
) -> None:
    """
    Reports with any stretch of the clicks, repeated or overlapping, come to what the clicks come to one by one.

    A list sends every change that is not yet acknowledged: a stretch starts at or before the first one not handled.
    """
    space, expected, refused = space_of(*before), set(before), []
    items = [item(n, id_, on, space.revision if fits else "old") for n, (id_, on, fits) in enumerate(made, start=1)]
    for id_, on, fits in made:
        if id_ in CATALOGUE.measures and fits:
            expected = expected | {id_} if on else expected - {id_}
        else:
            refused.append((id_, fits and id_ not in CATALOGUE.measures))
    for start, length in [*bundled, (0, len(items))]:
        first = min(start, space.applied.get("a", 0))
        apply_report(space, CATALOGUE, report(*items[first : first + length]))
    assert set(space.slot.draft.measures) == expected
    assert told(space) == refused
    assert space.applied.get("a", 0) == len(items)


def test_the_catalogue_of_the_session_is_the_one_used(toy: Catalogue) -> None:
    """A measure of another catalogue is unknown here."""
    space = Workspace()
    apply_report(space, toy, report(item(1, "4.9-1A", True, space.revision)))
    assert [unknown for _, unknown in told(space)] == [True]


class Address(dict[str, str]):
    """The address as a run sees it."""

    to_dict = dict.copy


def test_the_address_is_told_again_when_a_click_brought_an_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that starts at the address of before the last change, with that package again, still tells it."""
    space = space_of("1.3")
    shown = Address()
    monkeypatch.setattr(state, "workspace", lambda: space)
    monkeypatch.setattr(state, "catalogue", lambda: CATALOGUE)
    monkeypatch.setattr(state.st, "query_params", shown)
    address.remember()
    first = dict(shown)
    state.choose(["1.3", "4.7"])
    assert list(address.address_news()) == [state.PARAMETER]
    state.undo()  # clicked before the browser had the second address
    assert address.address_news() == {state.PARAMETER: first[state.PARAMETER]}
    assert address.address_news() == {}
    shown["kolom"] = "2021"  # of before the column was taken back
    assert address.address_news() == {"kolom": None}
    address.remember()
    assert shown == first
