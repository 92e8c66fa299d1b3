"""
How wide a text is on paper, and how many lines it takes in a column: by the widths of the signs of the font.

The font is Arial; a program without it has one with the same widths. Those here are the widths of its signs in thousandths
of its size.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_BY_WIDTH: Final = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft·",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvsxyzç",
    556: "#$0123456789?L_abdeghnopquéëèêáàäóöòúüñ€–",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXYÉË",
    722: "CDHNRUw",
    778: "GOQÓÖ",
    833: "Mm",
    889: "%",
    944: "W",
}
WIDTHS: Final = {sign: width for width, signs in _BY_WIDTH.items() for sign in signs}
OTHER: Final = 1000
"""The width of any other sign, rather too large."""
IN_COLUMN: Final = 520
"""What a column has for each sign of its width, at ten points: seven of the thirteen pixels of the font, less a hair."""
BOLD: Final = 1.1
"""By how much bold text is wider, rather too large."""
PART: Final = re.compile(r"[^ /-]+[ /-]*|[ /-]+")
"""What stays together on a line: a word, with what may end a line behind it."""


def width_of(text: str) -> int:
    """Return the width of a text in thousandths of its size."""
    return sum(WIDTHS.get(sign, OTHER) for sign in text)


def widest_word(text: str) -> float:
    """Return how many signs a column needs so that no word of a text is broken, also where it is bold."""
    return max((width_of(word.rstrip()) for word in PART.findall(text)), default=0) * BOLD / IN_COLUMN + 1


@lru_cache(maxsize=20_000)
def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many signs; what is longer than it goes on in the next line."""
    room = width * IN_COLUMN
    if "\n" in text:
        return sum(lines_of(part, width) for part in text.split("\n"))
    if len(text) * OTHER <= room or width_of(text) <= room:
        return 1
    lines, left = 1, room
    for part in PART.findall(text):
        wide = word = width_of(part.rstrip())
        if wide > left and left < room:
            lines, left = lines + 1, room
        while wide > left:
            lines, wide, left = lines + 1, int(wide - left), room
        left -= width_of(part) if wide == word else wide
    return lines


def shortened(address: str, width: float) -> str:
    """Return an address as one line of a column of so many signs: its host and its end, without what lies between."""
    host, _, rest = address.partition("://")[2].removeprefix("www.").partition("/")
    if width_of(f"{host}/{rest}") <= width * IN_COLUMN:
        return f"{host}/{rest}".rstrip("/")
    room = width * IN_COLUMN - width_of(f"{host}/…")
    kept = next((at for at in range(len(rest)) if width_of(rest[at:]) <= room), len(rest))
    return f"{host}/…{rest[kept:]}"
