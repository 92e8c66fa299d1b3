"""Which signs of a text can be seen and kept: the characters behind the rule of `budget/core/given.py`."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

_JOINED: Final = re.compile(r"(?<=[^\s\x00-\x7f])[\u200c\u200d](?=[^\s\x00-\x7f])")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and patterns that are drawn as nothing."""
REPLACED: Final = "\ufffd"
"""What stands for a refused sign in a message."""


def _is_none(sign: str) -> bool:
    """Whether Unicode says of a code that it never is a character."""
    code = ord(sign)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def refused_signs(text: str, allowed: str = "") -> list[int]:
    """
    Return the places of the signs that are refused.

    These are control characters, halves of a character, codes that are none, marks of direction and what else has no
    width. A joiner between two letters or pictures that belong together stays.
    """
    if text.isascii() and text.isprintable():
        return []
    joined = {match.start() for match in _JOINED.finditer(text)}
    return [
        place
        for place, sign in enumerate(text)
        if (category(sign) in _HIDDEN and sign not in allowed and place not in joined) or _is_none(sign)
    ]


def is_seen(text: str) -> bool:
    """Whether anything of a text can be seen."""
    return any(category(sign)[0] not in "CZM" and sign not in _BLANK for sign in text)


def seen(text: str) -> str:
    """Return a text for a message, each sign that nobody sees replaced by one that everybody does."""
    refused = set(refused_signs(text))
    return "".join(REPLACED if at in refused else sign for at, sign in enumerate(text)) if refused else text
