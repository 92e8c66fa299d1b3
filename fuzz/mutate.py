"""
Change what is sound into what is nearly so: by bytes, by words, and inside the packing of links and workbooks.

Everything is drawn from the generator that is given, so that a seed tells the whole run.
"""

from __future__ import annotations

import base64
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, Final

from fuzz.bombs import link, rezip, unzip

WORDS: Final = [
    *("", "0", "1", "-1", "1.5", "5.O", "1e9", "1e999", "nan", "inf", "999999999999999", "9" * 40, "0x10", "+", "-"),
    *("depends", "null", "true", "no", "~", "[]", "{}", "''", "a: b", "- a", "&a", "*a", "!!python/none", "|", ">"),
    *("2021", "2026", "structural", "A.1", "B.5", "JenV", "T-main", "main-20", "../..", "\x00", "\ufffe", "\u202e"),
    *("é", "\U0001f600", "<b>", "=1+1", "#REF!", "A1:XFD1048576", "%s", "{x}", "x" * 300, "\t", "\r", "\ud800"),
]
TOKEN: Final = re.compile(r"[\w.+-]+|\S")
Mutate = Callable[[bytes, random.Random], bytes]


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """Overwrite, remove, repeat or insert some bytes."""
    changed = bytearray(data or b"x")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, size = chance.randrange(len(changed) + 1), chance.choice((1, 1, 2, 8, 60))
        piece = chance.choice((b"", chance.randbytes(size), bytes(changed[at : at + size]) * 2, bytes(size)))
        changed[at : at + size] = piece
    return bytes(changed)


def change_words(data: bytes, chance: random.Random) -> bytes:
    """Replace, remove, move or repeat words or lines of a text."""
    text = data.decode("utf-8", errors="surrogateescape")
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        text = chance.choice((_word, _word, _line))(text, chance)
    return text.encode("utf-8", errors="surrogatepass" if chance.random() < 0.05 else "replace")


def _word(text: str, chance: random.Random) -> str:
    """Put another word in the place of one: of the list, of the text itself, or the same with a sign more."""
    words = list(TOKEN.finditer(text))
    if not words:
        return chance.choice(WORDS)
    at, other = chance.choice(words), chance.choice(words)
    new = chance.choice((chance.choice(WORDS), other[0], at[0] + chance.choice("0.-:,[{\"'# "), at[0][:-1]))
    return text[: at.start()] + new + text[at.end() :]


def _line(text: str, chance: random.Random) -> str:
    """Remove, repeat, move or indent a line."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    changes: list[Callable[[], object]] = [
        lambda: lines.pop(at),
        lambda: lines.insert(to, lines[at]),
        lambda: lines.insert(to, lines.pop(at)),
        lambda: lines.__setitem__(at, chance.choice(("  ", " ", "- ", "\t")) + lines[at]),
        lambda: lines.__setitem__(at, lines[at].lstrip()),
    ]
    chance.choice(changes)()
    return "\n".join(lines)


def _value(value: Any, chance: random.Random) -> Any:
    """Change one place of a value of JSON."""
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], _value(value[at], chance), *value[at + 1 :]][: chance.choice((99, 99, 99, at))]
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        return value | {chance.choice((key, key, key, chance.choice(WORDS))): _value(value[key], chance)}
    drawn = [
        0,
        1,
        -1,
        5,
        999,
        1.5,
        1e300,
        10**30,
        None,
        True,
        False,
        [],
        {},
        [1],
        {"d": {"A.2:x": 1}},
        value,
        str(value),
    ]
    return chance.choice([*drawn, chance.choice(WORDS)])


def change_link(data: bytes, chance: random.Random) -> bytes:
    """Change what a link holds and seal it again, or its signs."""
    try:
        sealed = base64.urlsafe_b64decode(data[1:] + b"=" * (-len(data[1:]) % 4))
        text = zlib.decompress(sealed[4:])
        value = json.loads(text)
    except (ValueError, zlib.error):
        return change_bytes(data, chance)
    kind = chance.random()
    if kind < 0.1:
        return change_bytes(data, chance)
    text = change_words(text, chance) if kind < 0.3 else json.dumps(_value(value, chance)).encode()
    sealed_again = link(text)
    return (b"1" if chance.random() < 0.1 else sealed_again[:1]) + sealed_again[1:]


def change_workbook(data: bytes, chance: random.Random) -> bytes:
    """Change a part of a workbook, its parts, or the bytes of the archive."""
    try:
        parts = unzip(data)
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, OSError, zlib.error, NotImplementedError, RuntimeError):
        return change_bytes(data, chance)
    kind, name = chance.random(), chance.choice(sorted(parts) or [""])
    if kind < 0.15 or not parts:
        return change_bytes(data, chance)
    if kind < 0.2:
        parts |= {chance.choice(sorted(parts)): parts.pop(name)}
    elif kind < 0.4:
        at = chance.randrange(len(parts[name]) + 1)
        parts[name] = parts[name][:at] + change_bytes(parts[name][at : at + 200], chance) + parts[name][at + 200 :]
    else:
        name = chance.choice(
            [part for part in parts if "sheet" in part or "book" in part or "content" in part] or [name]
        )
        at = chance.randrange(len(parts[name]) + 1)
        parts[name] = parts[name][:at] + change_words(parts[name][at : at + 300], chance) + parts[name][at + 300 :]
    return rezip(parts, zipfile.ZIP_STORED if sum(map(len, parts.values())) < 4_000_000 else zipfile.ZIP_DEFLATED)


def change_text(data: bytes, chance: random.Random) -> bytes:
    """Change a text by words, now and then by bytes."""
    return (change_bytes if chance.random() < 0.1 else change_words)(data, chance)
