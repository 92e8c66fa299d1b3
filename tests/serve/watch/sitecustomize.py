"""
Notes every look-up and connection of a Python process that has this folder on its path, before it is made.

The file that WATCH_LOG names gets a line for each: what was called and with which host. Python itself tells of them by
its audit events, so no part of the process can go around this.
"""

import os
import sys

LOG = os.environ["WATCH_LOG"]
WATCHED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Write the event with its host."""
    if event in WATCHED:
        address = arguments[0] if event in ("socket.getaddrinfo", "socket.gethostbyname") else arguments[1]
        host = address[0] if isinstance(address, tuple) else address
        with open(LOG, "a", encoding="utf-8") as file:  # noqa: PTH123 - as little as can be is loaded here
            file.write(f"{event} {host}\n")


sys.addaudithook(note)
