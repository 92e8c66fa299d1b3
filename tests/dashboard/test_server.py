"""
The server spends its time on the figures, not on looking for garbage that is not there.

1. The platform's full collection after each run is off, under the name that the installed version knows.
2. The catalogue is out of reach of later collections.
"""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator

import pytest
from streamlit import config

from dashboard import state
from tests.conftest import ROOT


def test_no_collection_after_each_run() -> None:
    """The project's settings turn the collection off, and the platform has such a setting, on by default."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    assert config.get_config_options()["runner.postScriptGC"].default_val is True


def test_catalogue_is_frozen() -> None:
    """Loading it for the sessions takes its records away from the collector."""
    state.catalogue.clear()
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
