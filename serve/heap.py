"""
What the server has loaded stays out of the garbage collector's sight, so that none of its rounds looks through it.

How often it looks is left as Python has it: rarer rounds gain a toggle little once this is so, and what sessions leave
behind stays for longer than it should (a thousand sessions that come and go, 20-30 MiB).
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from dashboard.serving import spare_what_is_loaded

PAGES: Final = "dashboard.pages"
"""What the first session would load."""


def settle_heap() -> None:
    """Load what the pages need, and keep all that is loaded by now out of every later collection."""
    import_module(PAGES)
    spare_what_is_loaded()
