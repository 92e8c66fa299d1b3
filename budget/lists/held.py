"""
The lists that a session brought, for that session alone.

The session holds them and nothing else does, so they go with it. How many one session may hold is bounded, and how much
all sessions hold together.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Final
from weakref import WeakSet

from budget.catalogue import Catalogue
from budget.core import BudgetError
from budget.lists.own import OwnList

MOST_LISTS: Final = 4
"""Lists that a session may hold."""
MOST_MEASURES: Final = 50_000
"""Measures that the lists of all sessions may hold together; each takes some six kilobytes."""

_everywhere: WeakSet[OwnList] = WeakSet()
_counting = Lock()


class OwnLists:
    """The lists that one session brought, by id."""

    def __init__(self) -> None:
        self._held: dict[str, OwnList] = {}

    def __iter__(self) -> Iterator[OwnList]:
        return iter(tuple(self._held.values()))

    def __contains__(self, id_: object) -> bool:
        return id_ in self._held

    def catalogue(self, id_: str) -> Catalogue:
        """Return a list that the session brought; raises KeyError for another."""
        return self._held[id_].catalogue

    def held(self, id_: str) -> OwnList:
        """Return a list that the session brought, with its form; raises KeyError for another."""
        return self._held[id_]

    def keep(self, own: OwnList) -> None:
        """
        Hold a list; one of the same id gives it its place.

        Raises BudgetError when the session, or all sessions together, would hold too much; nothing is changed then.
        """
        id_ = own.catalogue.info.id
        if id_ not in self._held and len(self._held) >= MOST_LISTS:
            raise BudgetError("too_many_own_lists", most=MOST_LISTS)
        with _counting:
            before = self._held.get(id_)
            held = sum(len(one.catalogue.measures) for one in _everywhere if one not in (own, before))
            if held + len(own.catalogue.measures) > MOST_MEASURES:
                raise BudgetError("own_lists_of_all_too_large")
            _everywhere.add(own)
            if before not in (None, own):
                _everywhere.discard(before)
        self._held[id_] = own

    def let_go(self, id_: str) -> None:
        """Free a list; its packages are the caller's to put away."""
        own = self._held.pop(id_, None)
        if own is not None:
            with _counting:
                _everywhere.discard(own)
