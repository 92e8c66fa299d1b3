"""What each run begins with is worked out once, and is what the platform tells."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.parallel_coordinator import ParallelFragmentCoordinator
from streamlit.runtime.scriptrunner_utils import script_run_context

from serve.run_start import BESIDE, CONFIG, PAGES, RECOMMENDED, THEME, NoneBeside, begin_runs_alike
from tests.conftest import ROOT

OF_SESSION = {
    "a1": {"page_name": "pakket_van_nu", "icon": "", "script_path": "x.py"},
    "b2": {"page_name": "doelen", "icon": ":material/flag:", "script_path": "y.py"},
}
SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")
WAYS = (
    (app_session, THEME),
    (app_session, CONFIG),
    (AppSession, RECOMMENDED),
    (AppSession, PAGES),
    (script_run_context, BESIDE),
)


def told() -> NewSession:
    """Fill a message as the platform does at the start of a run."""
    message = NewSession()
    for section in SECTIONS:
        place = message.custom_theme
        for name in section.split(".")[1:]:
            place = getattr(place, name)
        app_session._populate_theme_msg(place, section)
    app_session._populate_config_msg(message.config)
    AppSession.__new__(AppSession)._populate_app_pages(message, OF_SESSION)  # type: ignore[arg-type]  # what is read of them
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
    for owner, name in WAYS:
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back in the end
    return read


def test_what_is_told_is_the_platforms(kept: list[str]) -> None:
    """Each section of the theme as the platform fills it, and its settings; what has no setting is absent."""
    by_platform = told()
    begin_runs_alike()
    assert told() == by_platform
    assert told() == by_platform
    assert by_platform.custom_theme.primary_color == "#154273"
    assert by_platform.custom_theme.light.sidebar.base_radius == "none"
    assert not by_platform.custom_theme.HasField("dark")
    assert [page.page_name for page in by_platform.app_pages] == ["pakket van nu", "doelen"]
    assert by_platform.config.max_cached_message_age == config.get_option("global.maxCachedMessageAge") > 0


def test_nothing_is_recommended_to_who_writes_no_programs(kept: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The server does not look for it either; a platform that has no such look is an error at the start."""
    begin_runs_alike()
    assert AppSession.__new__(AppSession)._compute_skills_nudge_state() == (False, "")
    assert not kept
    monkeypatch.delattr(AppSession, RECOMMENDED)
    with pytest.raises(AttributeError):
        begin_runs_alike()


def test_it_is_read_once(kept: list[str]) -> None:
    """The settings are read once for each section, however many runs follow."""
    begin_runs_alike()
    for _ in range(3):
        told()
    assert sorted(kept) == sorted(SECTIONS)


def test_nothing_runs_beside_a_page(kept: list[str]) -> None:
    """All runs share what has nothing to wait for; it does all that the platform's own does, and refuses work."""
    begin_runs_alike()
    made = script_run_context.ParallelFragmentCoordinator(yield_check=pytest.fail, max_workers=None)
    assert made is script_run_context.ParallelFragmentCoordinator(yield_check=pytest.fail)
    assert made.worker_exception is None
    assert not made.should_stop()
    made.notify_yield_waiters()
    made.join()
    made.drain()
    with pytest.raises(NotImplementedError):
        made.submit(lambda: None, None)
    asked = {"request_stop", "request_rerun"}  # by what runs beside the page
    named = {name for name in vars(ParallelFragmentCoordinator) if not name.startswith("_")}
    assert named - asked <= vars(NoneBeside).keys()


def test_no_part_of_a_page_asks_to_run_beside_it() -> None:
    """Such a part would be refused in use."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py")]
    assert sum("st.fragment(" in source for source in sources) > 0
    assert not [source for source in sources if "parallel=" in source]
