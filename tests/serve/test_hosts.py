"""Which names and pages are the server's own; nothing here asks the network."""

from __future__ import annotations

import socket

import pytest

from serve.hosts import is_loopback, is_own_host, is_own_origin

HOSTS = ("rekenmodel.example.nl", "*.intern.example.nl")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8501",
        "127.0.0.1:80",
        "[::1]:8501",
        "10.1.2.3",
        "rekenmodel.example.nl",
        "Rekenmodel.Example.NL.:443",
        "a.intern.example.nl",
        socket.gethostname(),
    ],
)
def test_own_names_and_addresses_are_known(host: str) -> None:
    """This machine's names, addresses in digits and configured names, with or without a port."""
    assert is_own_host(host, HOSTS)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "rekenmodel.example.nl.evil.example",
        "xrekenmodel.example.nl",
        "intern.example.nl",
        "xintern.example.nl",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "evil.example/localhost",
        "localhost:x",
        "localhost, evil.example",
        "[::1",
    ],
)
def test_other_names_are_refused(host: str) -> None:
    """A name that only looks like one of the server's is not."""
    assert not is_own_host(host, HOSTS)


@pytest.mark.parametrize(
    ("origin", "host", "scheme", "own"),
    [
        ("http://localhost:8501", "localhost:8501", "ws", True),
        ("https://a.nl", "a.nl", "wss", True),
        ("https://a.nl", "a.nl:443", "https", True),
        ("http://A.nl", "a.nl", "http", True),
        ("http://a.nl", "a.nl", "wss", False),
        ("https://a.nl", "a.nl", "ws", False),
        ("http://localhost:8502", "localhost:8501", "ws", False),
        ("http://127.0.0.1:8501", "localhost:8501", "ws", False),
        ("http://evil.example", "localhost:8501", "ws", False),
        ("null", "localhost:8501", "ws", False),
        ("http://", "localhost", "ws", False),
        ("http://localhost@evil.example", "localhost", "ws", False),
        ("file://localhost", "localhost", "ws", False),
    ],
)
def test_a_page_is_own_by_scheme_name_and_port(origin: str, host: str, scheme: str, own: bool) -> None:
    """Any difference makes a page foreign."""
    assert is_own_origin(origin, host, scheme) is own


def test_loopback_is_this_machine_alone() -> None:
    """An address of the network is not loopback, though it is the server's own."""
    assert [is_loopback(name) for name in ("localhost", "127.3.2.1", "::1", "10.0.0.1", "example.nl")] == [
        True,
        True,
        True,
        False,
        False,
    ]
