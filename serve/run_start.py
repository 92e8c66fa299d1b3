"""
What each run of a page begins with, as far as it does not change while the server runs: worked out once.

The platform reads its settings anew at the start of every run, those of the theme six times over, looks whether to
recommend tools for programmers, and makes ready to run parts of the page side by side, which no page of ours has.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig, NewSession
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.parallel_coordinator import ParallelFragmentCoordinator
from streamlit.runtime.scriptrunner_utils import script_run_context

from serve.replaced import replace_for_good

if TYPE_CHECKING:
    from streamlit.source_util import PageInfo

THEME: Final = "_populate_theme_msg"
CONFIG: Final = "_populate_config_msg"
PAGES: Final = "_populate_app_pages"
RECOMMENDED: Final = "_compute_skills_nudge_state"
BESIDE: Final = "ParallelFragmentCoordinator"
"""What has parts of a page run side by side."""
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


class NoneBeside(ParallelFragmentCoordinator):
    """What has nothing run side by side, and is the same for all runs: there is nothing to wait for or to stop."""

    worker_exception: Final = None

    def __init__(self) -> None:
        """Make ready for nothing."""

    def submit(self, *_work: object) -> None:
        """Refuse a part that asks to run beside others: `begin_runs_alike` is to leave the platform its way then."""
        raise NotImplementedError

    def should_stop(self) -> bool:
        """Return that nothing is to stop."""
        return False

    def notify_yield_waiters(self) -> None:
        """Wake nobody."""

    def join(self) -> None:
        """Wait for nothing."""

    def drain(self) -> None:
        """End nothing."""


_none_beside: Final = NoneBeside()


def _beside(**_settings: object) -> NoneBeside:
    return _none_beside


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
            (script_run_context, BESIDE, _beside),
        ]
    )
