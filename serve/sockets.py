"""
What the launcher asks of the sockets on which the server listens.

The platform opens them in a form of which Python does not know that it is TCP, so that it leaves Nagle's algorithm on:
the last part of an answer then waits until the browser has acknowledged the first, 40 milliseconds at a toggle.
"""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import Final

DESCRIPTORS: Final = Path("/dev/fd")
"""Where Linux and macOS list what a process has open."""
FAMILIES: Final = (socket.AF_INET, socket.AF_INET6)


def send_at_once() -> int:
    """
    Have all connections of the listening sockets of this process send without waiting for an acknowledgement.

    Connections take the choice over from the socket that accepts them. Returns of how many sockets.
    """
    if not DESCRIPTORS.is_dir():
        return 0
    return sum(_set(int(entry.name)) for entry in DESCRIPTORS.iterdir())


def _set(descriptor: int) -> bool:
    """Set it on an open file, where that is a listening socket of TCP."""
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        copy = socket.socket(fileno=os.dup(descriptor))
    except OSError:  # closed meanwhile
        return False
    with copy:
        listens = copy.family in FAMILIES and copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        if listens:
            copy.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bool(listens)
