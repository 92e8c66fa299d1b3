"""
What the server has loaded stays out of every later collection; how often there is one is left as it was.

In a process of its own: what it settles holds for the whole process.
"""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

SETTLED = """
import gc, sys
from serve.heap import settle_heap
pace = gc.get_threshold()
assert "dashboard.pages.package" not in sys.modules
settle_heap()
assert "dashboard.pages.package" in sys.modules
assert gc.get_threshold() == pace and gc.isenabled()
looked = {id(one) for one in gc.get_objects()}
assert id(sys.modules["dashboard.pages.package"]) not in looked
assert gc.get_freeze_count() > 10_000
kept = []
kept.append(kept)
assert id(kept) in {id(one) for one in gc.get_objects()}
"""


def test_what_is_loaded_is_not_collected_again() -> None:
    """The pages are loaded and out of sight; what is made after them is in it."""
    found = subprocess.run([sys.executable, "-c", SETTLED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
