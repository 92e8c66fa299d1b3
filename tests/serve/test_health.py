"""The health endpoint: it is asked as the proxy's administrator asks, of the route itself."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from dashboard import state
from dashboard.serving import CATALOGUE, KEEPER, forget_catalogues
from serve.health import health_route
from tests.conftest import TOY


def health() -> tuple[int, dict[str, Any]]:
    """Ask the endpoint and return its status and what it says."""
    answer = asyncio.run(health_route("", "0123456789ab").endpoint(None))
    return answer.status_code, json.loads(answer.body)


@pytest.fixture(autouse=True)
def _forgotten() -> Any:
    """Load the catalogue anew for each test and for those after it."""
    forget_catalogues()
    yield
    forget_catalogues()


@pytest.mark.slow
def test_a_server_that_shows_figures_is_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the catalogue that it loaded, and what it serves."""
    monkeypatch.setenv(CATALOGUE, str(TOY))
    status, said = health()
    assert (status, said["status"], said["served"]) == (200, "ok", "0123456789ab")
    assert said["catalogue"]["id"] == state.catalogue().info.id


def test_a_catalogue_with_faults_is_not_healthy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server runs, so that its pages can tell the faults; its health says that it shows no figure."""
    monkeypatch.setenv(CATALOGUE, str(tmp_path))
    status, said = health()
    assert (status, said["status"]) == (503, "no catalogue")
    assert said["fault"]


def test_it_lies_below_the_path_of_the_server() -> None:
    """With a path of its own a server tells its health there."""
    assert [health_route(base, "").path for base in ("", "rekenmodel")] == ["/healthz", "/rekenmodel/healthz"]


@pytest.mark.slow
def test_the_health_says_how_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose store does not answer still calculates: 200 with the code, and "ok" when it is back."""
    (tmp_path / "file").write_text("x")
    for folder, word in ((tmp_path / "file", "store_folder_not_writable"), (tmp_path / "data", "ok")):
        KEEPER.close()
        monkeypatch.setenv("BMH_DATA", str(folder / "below"))
        status, said = health()
        assert (status, said["store"]) == (200, word)
    KEEPER.close()
