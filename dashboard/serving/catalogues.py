"""
The catalogues that this server offers, each loaded once for all sessions when it is first opened.

They are kept here and not in the platform's cache, which any browser may empty for everyone.
"""

from __future__ import annotations

import gc
import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from budget.catalogue import Catalogue, Overview, offered_catalogues, read_overview
from budget.core import BudgetError
from budget.engine import load_sound_catalogue

CATALOGUE: Final = "CATALOGUE"  # the variable of the environment that names the catalogue to begin with

_opening = Lock()
_opened: dict[str, Catalogue] = {}


@cache
def offered_lists() -> dict[str, Path]:
    """Return the folders of the catalogues on offer by id: the one that CATALOGUE names or the project's own first."""
    return offered_catalogues(os.environ.get(CATALOGUE))


def default_list() -> str:
    """Return the id of the catalogue that a session begins with."""
    return next(iter(offered_lists()))


def spare_what_is_loaded() -> None:
    """Keep all that is loaded by now out of the garbage collector's sight: no later collection walks through it."""
    gc.collect()  # what is garbage now would otherwise stay for good
    gc.freeze()


def open_catalogue(id_: str) -> Catalogue:
    """
    Return one of the catalogues on offer, loaded when it is first asked for; it then stays as long as the server.

    The first stays out of the garbage collector's sight, with the modules loaded by then: no later collection walks
    through them. Raises FaultsError for a catalogue that is not sound.
    """
    if id_ not in _opened:
        with _opening:
            if id_ not in _opened:
                found = load_sound_catalogue(offered_lists()[id_])
                if not _opened:
                    spare_what_is_loaded()
                _opened[id_] = found
    return _opened[id_]


def overview(id_: str) -> Overview | None:
    """Return what one list on offer says of itself, without loading it; None for another, or one that cannot be read."""
    folder = offered_lists().get(id_)
    try:
        return None if folder is None else read_overview(folder)
    except BudgetError:
        return None


def overviews() -> dict[str, Overview | BudgetError]:
    """Return what each list on offer says of itself by id, without loading it; its faults where it cannot be read."""
    found: dict[str, Overview | BudgetError] = {}
    for id_, folder in offered_lists().items():
        try:
            found[id_] = read_overview(folder)
        except BudgetError as error:
            found[id_] = error
    return found


def forget_catalogues() -> None:
    """Look anew which catalogues there are, and load each anew when it is next asked for."""
    with _opening:
        offered_lists.cache_clear()
        _opened.clear()
