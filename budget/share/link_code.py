"""The code of a link: a form number, a checksum and compressed JSON, in the alphabet of URLs; and bits for measures."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from budget.core import either
from budget.share.link_errors import LinkError

FORM: Final = "2"
FIRST_FORM: Final = "1"
CHECK_BYTES: Final = 4
MAX_LENGTH: Final = 4000
MAX_TEXT: Final = 60_000


def bits_of(measures: tuple[str, ...], order: list[str]) -> str:
    """Write which of some measures are meant as bits in hexadecimal, the first of the order lowest."""
    chosen = set(measures)
    return format(sum(1 << place for place, id_ in enumerate(order) if id_ in chosen), "x")


def measures_from(code: str, order: tuple[str, ...]) -> tuple[str, ...]:
    """Read such bits back, in the order; raises LinkError for no number and for bits beyond it."""
    try:
        found = int(code, 16)
    except ValueError:
        raise LinkError("selection_that_cannot_be_read") from None
    if found < 0 or found >> len(order):
        raise LinkError("measures_that_this_version_does_not_have")
    return tuple(id_ for place, id_ in enumerate(order) if found >> place & 1)


def _seal(body: bytes) -> bytes:
    return hashlib.blake2s(body, digest_size=CHECK_BYTES).digest() + body


def pack(text: bytes) -> str:
    """Compress, seal and write a text as the code of a link."""
    return FORM + base64.urlsafe_b64encode(_seal(zlib.compress(text, 9))).decode().rstrip("=")


def unpack(code: str) -> Any:
    """Read the JSON of a code back; raises LinkError for one too long, of another form, cut off or changed."""
    if len(code) > MAX_LENGTH:
        raise LinkError("link_too_long")
    if code[:1] not in (FIRST_FORM, FORM):
        raise LinkError("other_form_of_link", form=code[:1], read=either((FIRST_FORM, FORM)))
    try:
        sealed = base64.b64decode(code[1:] + "=" * (-len(code[1:]) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise LinkError("characters_that_do_not_belong_in_a_link") from None
    if _seal(sealed[CHECK_BYTES:]) != sealed:
        raise LinkError("link_cut_off_or_changed")
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(sealed[CHECK_BYTES:], MAX_TEXT)
        if unpacker.unconsumed_tail:
            raise LinkError("link_too_long")
        return json.loads(text, parse_float=Decimal)
    except (zlib.error, ValueError, RecursionError, InvalidOperation):  # the last: an exponent without end
        raise LinkError("link_changed") from None
