"""
Links that restore the open packages: short, versioned, checked.

A link is a form number, the catalogue version and, for each package, name, description, settings and a bit for each
measure in that version's order; compressed, with a checksum, in the alphabet of URLs. It holds no figures: those come
from the catalogue. Damage is found by the checksum; what passes it is still validated like any input.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from budget.catalogue import Catalogue, Change, Release, changes_since, current_release, read_release
from budget.core import (
    DECISION_YEARS,
    DEFAULT_SETTINGS,
    Basis,
    BudgetError,
    Ceiling,
    Message,
    OdaRules,
    Scope,
    Settings,
)
from budget.engine import check_dials

FORM: Final = "1"
CHECK_BYTES: Final = 4
MAX_LENGTH: Final = 4000
MAX_TEXT: Final = 20_000
MAX_PACKAGES: Final = 8
MAX_NAME: Final = 200
MAX_DESCRIPTION: Final = 1000
LENGTHS: Final = ((MAX_NAME, MAX_DESCRIPTION), (MAX_NAME, 200), (MAX_NAME, 0), (40, 0))
"""Lengths of names and descriptions, tried in turn until a link fits in `MAX_LENGTH`."""


class LinkError(BudgetError):
    """A link that cannot be read; says why and what to do."""

    def __init__(self, why: str, /, **values: object) -> None:
        super().__init__("link_cannot_be_read", why=Message(why, **values))


@dataclass(frozen=True)
class Draft:
    """A package being composed: name, description, measures and settings."""

    name: str = ""
    description: str = ""
    measures: tuple[str, ...] = ()
    settings: Settings = DEFAULT_SETTINGS


@dataclass(frozen=True)
class SharedState:
    """The open packages, which one is active and which are compared (indices)."""

    drafts: tuple[Draft, ...]
    active: int = 0
    compared: tuple[int, ...] = ()


@dataclass(frozen=True)
class OpenedLink:
    """A link that was read: its state, and the figures of its measures that changed since it was made."""

    state: SharedState
    version: str
    changes: tuple[Change, ...] = field(default=())


def _settings_code(settings: Settings) -> list[Any]:
    share = settings.first_year_share
    flags = [settings.basis is Basis.OWN_YEAR, settings.scope is Scope.WHOLE]
    flags += [settings.oda_rules is OdaRules.STATED, settings.ceiling is Ceiling.FOLLOWS]
    code: list[Any] = [settings.delay, sum(flag << bit for bit, flag in enumerate(flags)), share]
    return [*code, [[measure, dial, str(value)] for measure, dial, value in settings.dials]] if settings.dials else code


def _settings_from(code: Any) -> Settings:
    delay, flags, share, *rest = code
    if not (isinstance(delay, int) and 0 <= delay < len(DECISION_YEARS) and isinstance(flags, int) and 0 <= flags < 16):
        raise LinkError("settings_that_do_not_exist")
    if not (share is None or (isinstance(share, int) and 0 <= share <= 1000)):
        raise LinkError("share_that_does_not_exist")
    try:
        dials = tuple(sorted((str(m), str(d), Decimal(str(value))) for m, d, value in (rest[0] if rest else [])))
    except InvalidOperation:
        raise LinkError("dial_that_cannot_be_read") from None
    return Settings(
        DECISION_YEARS[delay],
        Basis.OWN_YEAR if flags & 1 else Basis.REPORT,
        Scope.WHOLE if flags & 2 else Scope.REPORT,
        OdaRules.STATED if flags & 4 else OdaRules.DERIVED,
        share,
        Ceiling.FOLLOWS if flags & 8 else Ceiling.STAYS,
        dials,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise LinkError("name_that_is_no_text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise LinkError("characters_that_cannot_be_written") from None
    return value


def _bits(measures: tuple[str, ...], order: list[str]) -> str:
    chosen = set(measures)
    return format(sum(1 << place for place, id_ in enumerate(order) if id_ in chosen), "x")


def _measures_from(code: Any, release: Release) -> tuple[str, ...]:
    try:
        bits = int(code, 16)
    except (TypeError, ValueError):
        raise LinkError("selection_that_cannot_be_read") from None
    if bits < 0 or bits >> len(release.cells):
        raise LinkError("measures_that_this_version_does_not_have")
    return tuple(id_ for place, id_ in enumerate(release.cells) if bits >> place & 1)


def _seal(body: bytes) -> bytes:
    return hashlib.blake2s(body, digest_size=CHECK_BYTES).digest() + body


def _pack(text: bytes) -> str:
    return FORM + base64.urlsafe_b64encode(_seal(zlib.compress(text, 9))).decode().rstrip("=")


def make_link(catalogue: Catalogue, state: SharedState) -> str:
    """
    Write a state as a code for the address bar.

    What would make the code too long to be read back is shortened: descriptions first, then names.
    """
    order = list(catalogue.measures)
    code = ""
    for name, description in LENGTHS:
        drafts = [
            [d.name[:name], d.description[:description], _settings_code(d.settings), _bits(d.measures, order)]
            for d in state.drafts
        ]
        value = [catalogue.info.version, drafts, state.active, list(state.compared)]
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        code = _pack(text)
        if len(text) < MAX_TEXT and len(code) <= MAX_LENGTH:
            break
    return code


def _unpack(code: str) -> Any:
    if len(code) > MAX_LENGTH:
        raise LinkError("link_too_long")
    if code[:1] != FORM:
        raise LinkError("other_form_of_link", form=code[:1], read=FORM)
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
        return json.loads(text)
    except (zlib.error, ValueError, RecursionError):
        raise LinkError("link_changed") from None


def open_link(catalogue: Catalogue, code: str) -> OpenedLink:
    """
    Read a code back; raises LinkError for a damaged or foreign one, BudgetError for an unknown version or dial.

    Measures that the catalogue no longer has are dropped from the state and listed among the changes.
    """
    value = _unpack(code)
    try:
        version, rows, active, compared = value
        release = current_release(catalogue) if version == catalogue.info.version else read_release(str(version))
        drafts = tuple(
            Draft(_text(n), _text(d), _measures_from(bits, release), _settings_from(s)) for n, d, s, bits in rows
        )
        state = SharedState(drafts, int(active), tuple(int(i) for i in compared))
    except (TypeError, ValueError, OverflowError):  # OverflowError: an infinite number
        raise LinkError("link_of_another_shape") from None
    indices = (state.active, *state.compared)
    if not 0 < len(drafts) <= MAX_PACKAGES or any(not 0 <= index < len(drafts) for index in indices):
        raise LinkError("packages_that_it_does_not_hold")
    for draft in drafts:
        check_dials(catalogue, draft.settings)
    used = tuple(dict.fromkeys(id_ for draft in drafts for id_ in draft.measures))
    changes = changes_since(release, catalogue, used)
    kept = tuple(
        Draft(d.name, d.description, tuple(i for i in d.measures if i in catalogue.measures), d.settings)
        for d in drafts
    )
    return OpenedLink(SharedState(kept, state.active, state.compared), str(version), changes)
