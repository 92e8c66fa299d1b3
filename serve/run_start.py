"""
What each run of a page begins with, as far as it does not change while the server runs: worked out once.

The platform reads its settings anew at the start of every run, those of the theme six times over, and looks whether to
recommend tools for programmers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig, NewSession
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession

from serve.replaced import replace_for_good

if TYPE_CHECKING:
    from streamlit.source_util import PageInfo

THEME: Final = "_populate_theme_msg"
CONFIG: Final = "_populate_config_msg"
PAGES: Final = "_populate_app_pages"
RECOMMENDED: Final = "_compute_skills_nudge_state"
_theme_of_platform: Final = app_session._populate_theme_msg
_config_of_platform: Final = app_session._populate_config_msg
_pages_of_platform: Final = AppSession._populate_app_pages


@lru_cache(maxsize=16)
def _section(section: str) -> CustomThemeConfig:
    """Return what the platform tells of a section of the theme; nobody changes it."""
    made = CustomThemeConfig()
    _theme_of_platform(made, section)
    return made


@lru_cache(maxsize=1)
def _settings() -> Config:
    """Return what the platform tells of its settings; nobody changes it."""
    made = Config()
    _config_of_platform(made)
    return made


def _tell_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    made = _section(section)
    if made.ListFields():  # an empty part stays absent, as the platform leaves it
        msg.MergeFrom(made)


def _tell_settings(msg: Config) -> None:
    msg.MergeFrom(_settings())


@lru_cache(maxsize=64)
def _pages(told: tuple[tuple[str, str, str], ...]) -> NewSession:
    """Return what the platform tells of pages by hash, name and icon; nobody changes it."""
    made = NewSession()
    pages = {hash_: {"page_name": name, "icon": icon} for hash_, name, icon in told}
    _pages_of_platform(cast("AppSession", None), made, cast("dict[str, PageInfo]", pages))
    return made


def _tell_pages(_session: AppSession, msg: NewSession, pages: dict[str, PageInfo]) -> None:
    msg.MergeFrom(_pages(tuple([(hash_, page["page_name"], page["icon"]) for hash_, page in pages.items()])))


def _recommended(_session: AppSession) -> tuple[bool, str]:
    """Recommend nothing: who uses the calculator writes no programs."""
    return False, ""


def begin_runs_alike() -> None:
    """
    Have the platform work out once what each run begins with; after its settings are known.

    AttributeError when it begins in another way.
    """
    _section.cache_clear()
    _settings.cache_clear()
    _pages.cache_clear()
    replace_for_good(
        [
            (app_session, THEME, _tell_theme),
            (app_session, CONFIG, _tell_settings),
            (AppSession, RECOMMENDED, _recommended),
            (AppSession, PAGES, _tell_pages),
        ]
    )
