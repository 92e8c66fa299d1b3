"""Names of hosts as a request gives them; nothing here looks one up."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def host_name(host: str) -> str | None:
    """Return the name in a Host header, lower case and without its port; None when it is none."""
    try:
        split = urlsplit(f"//{host}")
        _ = split.port  # ValueError for a port that is no number
    except ValueError:
        return None
    if not split.hostname or split.netloc != host or split.username is not None or split.password is not None:
        return None
    return split.hostname.lower().rstrip(".")


def is_loopback(name: str) -> bool:
    """Whether only this machine itself can ask by this name."""
    if name in LOOPBACK_NAMES or name.endswith(".localhost"):
        return True
    address = address_of(name)
    return address is not None and address.is_loopback


def address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a name is in digits; None for any other name."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
