"""Connections send at once: the listening sockets of the server are told so when it starts."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from serve import launch
from serve.sockets import DESCRIPTORS, send_at_once

if TYPE_CHECKING:
    import streamlit as st

pytestmark = pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="no list of open files here")


@pytest.fixture(params=[socket.AF_INET, socket.AF_INET6])
def listening(request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    """A socket that listens, as the platform opens it: of a protocol that nobody named."""
    with socket.socket(request.param) as made:
        try:
            made.bind(("127.0.0.1" if request.param == socket.AF_INET else "::1", 0))
        except OSError:
            pytest.skip("this machine has no such addresses")
        made.listen()
        yield made


def accepted_waits(listening: socket.socket) -> bool:
    """Whether a connection that is accepted now holds back what it sends."""
    with socket.create_connection(listening.getsockname()[:2]):
        connection, _ = listening.accept()
        with connection:
            return not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_server_that_starts_has_its_connections_send_at_once(
    listening: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it they wait, as without the launcher."""
    assert accepted_waits(listening)
    app: st.App = None  # type: ignore[assignment]  # the life of the server asks nothing of it
    monkeypatch.setattr(launch, "_loaded", lambda: None)
    monkeypatch.setattr(launch, "Upkeep", Nothing)

    async def life() -> None:
        async with launch.lifespan(app):
            pass

    asyncio.run(life())
    assert not accepted_waits(listening)


class Nothing:
    """Stands for the upkeep of the store."""

    def start(self) -> None:
        """Start nothing."""

    def end(self) -> None:
        """End nothing."""


def test_other_files_are_left_alone(listening: socket.socket) -> None:
    """Files, pipes, connections and sockets of another kind are passed over, and nothing stays open for it."""
    read, write = os.pipe()
    near, far = socket.socketpair()
    with near, far:
        before = len(list(DESCRIPTORS.iterdir()))
        assert send_at_once() >= 1
        assert len(list(DESCRIPTORS.iterdir())) == before
    os.close(read)
    os.close(write)
    assert not accepted_waits(listening)
