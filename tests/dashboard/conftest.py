"""The catalogues that the tests of pages open as the app's, and what a run of a page need not do each time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import altair as alt
import pytest
from streamlit.components.v2 import manifest_scanner

from budget.catalogue import Catalogue
from budget.engine import load_sound_catalogue
from dashboard.charts.chart_look import Spec, spec_of
from dashboard.serving import KEEPER, catalogues
from tests.conftest import ROOT, TOY, TOY2, TOY_RANGES
from tests.dashboard.tools import opened

FOLDERS = {"report": ROOT, "toy": TOY, "toy2": TOY2, "ranges": TOY_RANGES}


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """
    Let the runs of pages share what is the same for all of them.

    Those are the components of the installed packages, for which the platform reads every package's description at each
    run in a test, and the catalogues of the repository, which no test changes.
    """
    kept = cache(load_sound_catalogue)

    def load(folder: Path) -> Catalogue:
        return kept(folder) if folder.is_relative_to(ROOT) else load_sound_catalogue(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        patch.setattr(catalogues, "load_sound_catalogue", load)
        yield


def checked_spec(chart: alt.LayerChart) -> Spec:
    """Return a chart as Vega-Lite has it, held against the schema of that."""
    chart.to_dict()
    return spec_of(chart)


@pytest.fixture(scope="session", autouse=True)
def charts_checked() -> Iterator[None]:
    """Hold every chart that a page draws in a test against its schema, which the app itself has no time for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("dashboard.charts.chart_block"), "spec_of", checked_spec)
        yield


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.long) if name == "toy" else name for name in FOLDERS])
def chosen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The report and each toy country in turn, as the app's catalogue."""
    with opened(FOLDERS[request.param], monkeypatch) as found:
        yield found


@pytest.fixture
def polders(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The second toy country as the app's catalogue."""
    with opened(TOY2, monkeypatch) as found:
        yield found


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The first toy country as the app's catalogue."""
    with opened(TOY, monkeypatch) as found:
        yield found


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a store of the test's own."""
    KEEPER.close()
    monkeypatch.setenv("BMH_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"
    KEEPER.close()
