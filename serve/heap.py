"""
How the server collects garbage: what it has loaded stays out of it, and what a toggle leaves is collected in bulk.

A toggle makes thousands of objects, nearly all of which go without the collector; at Python's own pace it would look
through the young ones many times at each toggle, and now and then through all modules.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

YOUNG: Final = 20_000
"""Objects made, and not gone, before the collector looks at the young ones; Python's own is 700."""
YOUNG_ROUNDS, OLD_ROUNDS = 20, 50
"""After how many of its rounds it looks at the older ones as well, and how many of those before it looks at all."""
PAGES: Final = "dashboard.pages"
"""What the first session would load."""


def settle_heap() -> None:
    """Load what the pages need, and keep all that is loaded by now out of every later collection."""
    import_module(PAGES)
    gc.collect()  # what is garbage now would otherwise stay for good
    gc.freeze()
    gc.set_threshold(YOUNG, YOUNG_ROUNDS, OLD_ROUNDS)
