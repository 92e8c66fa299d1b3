"""
Which names the server answers to, and which pages may talk to it.

A name that is not the server's is how a foreign page reaches a server behind a firewall (DNS rebinding); an address in
digits is not, as no foreign page can have it for its name. Nothing here looks a name up.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from dashboard.serving import LOOPBACK_NAMES, address_of, host_name, is_loopback

PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def own_names() -> frozenset[str]:
    """Return the names that the machine itself goes by, without asking anyone."""
    return LOOPBACK_NAMES | {socket.gethostname().lower()}


def is_own_host(host: str, hosts: Sequence[str]) -> bool:
    """Whether a Host header names this server: an IP address, a name of this machine or one that was configured."""
    name = host_name(host)
    if name is None:
        return False
    if address_of(name) is not None or name in own_names() or is_loopback(name):
        return True
    return any(name.endswith(known[1:]) if known.startswith("*.") else name == known for known in map(str.lower, hosts))


def is_own_origin(origin: str, host: str, scheme: str) -> bool:
    """Whether the page that asks was served here: its scheme, name and port are those of the request."""
    page = urlsplit(origin)
    secure = "https" if scheme in ("https", "wss") else "http"
    if page.scheme != secure or not page.netloc:
        return False
    return _place(page.netloc, secure) == _place(host, secure) is not None


def _place(netloc: str, scheme: str) -> tuple[str, int] | None:
    name = host_name(netloc)
    return (name, urlsplit(f"//{netloc}").port or PORTS[scheme]) if name else None
