"""The catalogues that the tests of pages open as the app's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from budget.catalogue import Catalogue
from tests.conftest import ROOT, TOY, TOY2, TOY_RANGES
from tests.dashboard.tools import opened

FOLDERS = {"report": ROOT, "toy": TOY, "toy2": TOY2, "ranges": TOY_RANGES}


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
