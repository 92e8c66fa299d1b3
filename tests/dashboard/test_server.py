"""
The server spends its time on the figures, not on looking for garbage that is not there.

1. The platform's full collection after each run is off, under the name that the installed version knows.
2. The catalogue is out of reach of later collections.
3. What a browser may empty for everyone holds nothing of ours.
4. A session that asks for runs without end waits; one that clicks does not.
"""

from __future__ import annotations

import ast
import gc
import tomllib
from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.runtime import caching

from dashboard import state
from dashboard.serving import Pace, forget_catalogues
from tests.conftest import ROOT


def test_no_collection_after_each_run() -> None:
    """The project's settings turn the collection off, and the platform has such a setting, on by default."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    assert config.get_config_options()["runner.postScriptGC"].default_val is True


@pytest.mark.slow
def test_catalogue_is_frozen() -> None:
    """Loading it for the sessions takes its records away from the collector."""
    forget_catalogues()
    gc.unfreeze()
    loaded = state.catalogue()
    assert gc.get_freeze_count() > 0
    tracked = {id(thing) for thing in gc.get_objects()}
    assert not tracked & {id(measure.postings) for measure in loaded.measures.values()}
    assert not tracked & {id(measure) for measure in loaded.measures.values()}


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """Let the other tests collect as they do without this one."""
    yield
    gc.unfreeze()


@pytest.mark.slow
def test_emptying_the_platforms_cache_costs_nothing() -> None:
    """A browser's message that clears the cache of all sessions finds none of our data in it (3)."""
    loaded = state.catalogue()
    caching.cache_data.clear()
    caching.cache_resource.clear()
    assert state.catalogue() is loaded
    for path in [ROOT / "app.py", *(ROOT / "dashboard").rglob("*.py")]:
        names = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert not names & {"cache_data", "cache_resource"}, path


def test_only_a_storm_of_runs_waits() -> None:
    """Five clicks a second never wait; a hundred runs a second are held to a pace, and forgiven after a rest (4)."""
    now = 0.0
    pace = Pace(lambda: now)
    for _ in range(100):
        assert pace.wait_seconds() == 0.0
        now += 0.2
    waits = []
    for _ in range(100):
        waits.append(pace.wait_seconds())
        now += 0.01
    assert waits[:20] == [0.0] * 20
    assert waits[-1] == 1.0
    now += 60.0
    assert pace.wait_seconds() == 0.0
