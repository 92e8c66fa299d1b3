"""What a person probably meant: the nearest of the words that exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], most: int = 3, likeness: float = 0.5) -> tuple[str, ...]:
    """Return at most `most` known words like this one, the nearest first; `likeness` is what is asked, 0 to 1."""
    return tuple(get_close_matches(word, list(known), n=most, cutoff=likeness))
