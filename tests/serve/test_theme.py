"""What is told of the theme at each run is worked out once, and is what the platform tells."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session

from serve.theme import keep_theme

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def told() -> NewSession:
    """Fill a message as the platform does at the start of a run."""
    message = NewSession()
    for section in SECTIONS:
        place = message.custom_theme
        for name in section.split(".")[1:]:
            place = getattr(place, name)
        app_session._populate_theme_msg(place, section)
    return message


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The settings of a theme in two of its sections, and the sections that are read of them."""
    read: list[str] = []
    values = {"theme": {"primaryColor": "#154273", "base": "dark"}, "theme.light.sidebar": {"baseRadius": "none"}}

    def options(section: str) -> dict[str, object]:
        read.append(section)
        return {"primaryColor": None, **values.get(section, {})}

    monkeypatch.setattr(config, "get_options_for_section", options)
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)  # put back in the end
    return read


def test_what_is_told_is_the_platforms(kept: list[str]) -> None:
    """Each section as the platform fills it; what has no setting is absent."""
    by_platform = told()
    keep_theme()
    assert told() == by_platform
    assert told() == by_platform
    assert by_platform.custom_theme.primary_color == "#154273"
    assert by_platform.custom_theme.light.sidebar.base_radius == "none"
    assert not by_platform.custom_theme.HasField("dark")


def test_it_is_read_once(kept: list[str]) -> None:
    """The settings are read once for each section, however many runs follow."""
    keep_theme()
    for _ in range(3):
        told()
    assert sorted(kept) == sorted(SECTIONS)
