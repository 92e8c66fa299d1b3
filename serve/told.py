"""
What the elements of our own tell the server is read as a plain dict.

The platform makes a class for each time that one is read, nine at a toggle, so that what is assigned to it comes into the
session. Nothing here assigns to it; and those classes were most of what the garbage collector had to look for.
"""

from __future__ import annotations

from typing import Any, Final

from streamlit.components.v2.bidi_component import main
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetValuePresenter

from serve.replaced import replace_for_good

MAKE: Final = "make_bidi_component_presenter"
"""How the platform makes what an element told out of its state and what happened."""


def plain_told(
    happened_id: str, _component_id: str | None = None, _allowed: set[str] | None = None
) -> WidgetValuePresenter:
    """Return what makes a plain dict of an element's state and what happened, which has an id of its own."""

    def told(state: Any, session: SessionState) -> Any:
        held = session._new_widget_state
        known = held.widget_metadata.get(happened_id)
        if not isinstance(state, dict) or known is None or known.value_type != "json_trigger_value":
            return state
        try:
            happened = held[happened_id]
        except KeyError:
            happened = None
        events = happened if isinstance(happened, list) else [happened]
        named = [one for one in events if isinstance(one, dict) and isinstance(one.get("event"), str)]
        return {**{one["event"]: one.get("value") for one in named}, **state}

    return told


def read_plain() -> None:
    """Have all of it read so, for good. AttributeError when the platform makes it in another way."""
    replace_for_good([(main, MAKE, plain_told)])
