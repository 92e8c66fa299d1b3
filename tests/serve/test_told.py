"""What our elements tell reads as the platform has it, as a plain dict, and the launcher has it read so."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata

from serve.told import MAKE, plain_told, read_plain

HAPPENED = "events"
EVENTS: list[Any] = [
    None,
    {"event": "posted", "value": {"n": 1}},
    [{"event": "posted", "value": 1}, {"event": "asked", "value": "sum:2024"}, {"event": 3}, "odd"],
    [{"event": "changes", "value": "older than the state"}],
    {"value": 1},
    "odd",
]
STATES: list[Any] = [{"changes": [1, 2]}, {}, None, "odd"]


def session(happened: object, kind: str) -> SessionState:
    """A session to which an element told what happened."""
    found = SessionState()
    metadata: WidgetMetadata[Any] = WidgetMetadata(HAPPENED, lambda x: x, lambda x: x, kind)  # type: ignore[arg-type]
    found._new_widget_state.set_widget_metadata(metadata)
    if happened is not None:
        found._new_widget_state.set_from_value(HAPPENED, happened)
    return found


@pytest.mark.parametrize("kind", ["json_trigger_value", "json_value"])
@pytest.mark.parametrize("happened", EVENTS)
@pytest.mark.parametrize("state", STATES)
def test_it_reads_as_the_platform_has_it(state: object, happened: object, kind: str) -> None:
    """State goes before what happened, and what is no event is left out; of a class for nothing else."""
    held = session(happened, kind)
    found = plain_told(HAPPENED, "list", {"changes"})(state, held)
    assert found == make_bidi_component_presenter(HAPPENED, "list", {"changes"})(state, held)
    assert type(found) is type(state)


def test_an_element_that_never_told_of_anything() -> None:
    """Its state is as it was."""
    state = {"changes": 1}
    assert plain_told(HAPPENED)(state, SessionState()) is state


def test_the_launcher_has_it_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that makes it in another way is an error at the start."""
    monkeypatch.setattr(main, MAKE, getattr(main, MAKE))
    read_plain()
    assert getattr(main, MAKE) is plain_told
    monkeypatch.delattr(main, MAKE)
    with pytest.raises(AttributeError):
        read_plain()
