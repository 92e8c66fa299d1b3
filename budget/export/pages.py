"""
Where the pages of a sheet break on paper: before a block that would be cut, so that no head stands apart from its rows.

A block is a run of rows without an empty one, a chart with the rows that it covers one too. Heights are rather taken too
large than too small: a page then ends early, and never in a block that fits on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Final

WIDTH: Final = 10.69 * 72
"""What a page of A4 on its side leaves between the edges, in points."""
HEIGHT: Final = (8.27 - 1.3) * 72 * 0.97
ROW: Final = 15.0
"""The height of a row without one of its own, in points."""
LEAST: Final = 6
"""How many rows of a block that is longer than a page must stand below its head before a page ends."""


@dataclass(frozen=True)
class Block:
    """Rows that stand together, from the first to the one after the last."""

    first: int
    after: int


def blocks(filled: Iterable[int], charts: Mapping[int, int], after: int) -> list[Block]:
    """Return the blocks of the rows before `after`; `charts` are the counts of the rows that each covers, by its first."""
    rows = {row for row in filled if row < after}
    found: list[Block] = []
    for row in sorted(rows):
        if found and row == found[-1].after and row not in charts:
            found[-1] = Block(found[-1].first, row + 1)
        else:
            found.append(Block(row, row + 1))
    drawn = [Block(row, row + count) for row, count in charts.items() if row < after]
    return sorted([*found, *drawn], key=lambda block: block.first)


def room(widths: Sequence[float]) -> float:
    """Return how many points of rows go on a page that is as wide as its columns, given in characters."""
    across = sum(int(width * 7 + 5) for width in widths) * 0.75
    return HEIGHT / min(1, floor(100 * WIDTH / across) / 100)


def page_breaks(
    found: Sequence[Block], heights: Mapping[int, float], page: float, repeated: float, starts: Sequence[int] = ()
) -> list[int]:
    """
    Return the rows before which a page breaks.

    `heights` are those of rows in points, `page` what goes on one, `repeated` the heads that each page but the first
    has, `starts` the rows at which a page starts in any case.
    """

    def height(first: int, after: int) -> float:
        return sum(heights.get(row, ROW) for row in range(first, after))

    breaks: list[int] = []
    below = page - repeated
    left, at = page, 0
    for block in found:
        before, whole = height(at, block.first), height(block.first, block.after)
        asked = whole if whole <= below else height(block.first, min(block.after, block.first + LEAST))
        if block.first in starts or (before + asked > left and block.first > 0):
            breaks.append(block.first)
            before, left = 0.0, below
        left -= before + whole
        while left < 0:
            left += below
        at = block.after
    return breaks
