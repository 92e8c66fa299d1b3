"""How the launcher has the platform do something in its own way."""

from __future__ import annotations

from collections.abc import Iterable


def replace_for_good(ways: Iterable[tuple[object, str, object]]) -> None:
    """
    Put ways of our own in the place of the platform's, each by what has it and its name.

    AttributeError when the platform lacks one of them, as a later version may; nothing is replaced then.
    """
    found = list(ways)
    for owner, name, _ in found:
        getattr(owner, name)
    for owner, name, way in found:
        setattr(owner, name, way)
