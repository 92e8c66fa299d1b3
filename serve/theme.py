"""
What each run of a page tells the browser of the theme, worked out once.

The platform reads all of its settings six times over at the start of every run, for a theme that does not change while
the server runs.
"""

from __future__ import annotations

from functools import lru_cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_worked_out = app_session._populate_theme_msg


@lru_cache(maxsize=16)
def _section(section: str) -> CustomThemeConfig:
    """Return what the platform tells of a section of the theme; nobody changes it."""
    made = CustomThemeConfig()
    _worked_out(made, section)
    return made


def _copied(msg: CustomThemeConfig, section: str = "theme") -> None:
    made = _section(section)
    if made.ListFields():  # an empty part stays absent, as the platform leaves it
        msg.MergeFrom(made)


def keep_theme() -> None:
    """Have the platform work out each section of the theme once; after its settings are known."""
    _section.cache_clear()
    app_session._populate_theme_msg = _copied
