"""The servers that the tests here share: the launcher's, and the platform alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serve.served import PLAIN, Served, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The launcher's server."""
    with serving(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The platform's server, without the launcher."""
    with serving(tmp_path_factory.mktemp("plain"), PLAIN) as found:
        yield found
