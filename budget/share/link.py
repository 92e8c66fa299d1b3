"""
Links that restore the open packages: short, versioned, checked.

A link is a form number, the catalogue's id and version and, for each package, name, description, the settings that
differ from their defaults and a bit for each measure in that version's order; compressed, with a checksum, in the
alphabet of URLs. It holds no figures: those come from the catalogue. Damage is found by the checksum; what passes it is
validated as the record of a package file is. Form 1 named no catalogue and packed the settings in another way.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pydantic import ValidationError

from budget.catalogue import Catalogue, Change, Record, Release, changes_since
from budget.core import (
    DESCRIPTION,
    NAME,
    SETTINGS,
    TARGET_NAME,
    BudgetError,
    Frame,
    Message,
    Sentence,
    either,
    mended,
    text_fault,
    tidy,
)
from budget.engine import check_settings
from budget.share.draft import Draft, SharedState
from budget.share.files import (
    UNNAMED,
    StoredSettings,
    of_this_catalogue,
    release_of,
    without_gone,
)
from budget.share.link_errors import LinkError
from budget.share.own_targets import exact_number, packed_target, unpacked_target

FORM: Final = "2"
FIRST_FORM: Final = "1"
CHECK_BYTES: Final = 4
MAX_LENGTH: Final = 4000
MAX_TEXT: Final = 20_000
MAX_PACKAGES: Final = 8
LENGTHS: Final = (
    (NAME.most, DESCRIPTION.most, TARGET_NAME.most),
    (NAME.most, 200, TARGET_NAME.most),
    (NAME.most, 0, TARGET_NAME.most),
    (40, 0, 0),
)
"""Lengths of names, descriptions and names of own targets, tried in turn until a link fits in `MAX_LENGTH`."""

DIALS: Final = "d"  # the dials beside the short names of the settings
OWN_TARGETS: Final = "t"  # and the targets of one's own
FIRST_FLAGS: Final = (
    ("basis", "report", "own-year"),
    ("scope", "report", "whole"),
    ("oda_rules", "derived", "stated"),
    ("ceiling", "stays", "follows"),
)
"""The settings that form 1 packed as bits, with the words of 0 and 1."""


@dataclass(frozen=True)
class OpenedLink:
    """
    A link that was read: its state, and what changed since it was made, as in a file (`OpenedPackage`).

    `mended` says which texts could not stay as they were.
    """

    state: SharedState
    version: str
    changes: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()
    mended: tuple[Message, ...] = ()


class _Packed(Record):
    """A package in a link: name, description, settings that differ from their defaults, and the measures' bits."""

    n: str
    d: str
    s: StoredSettings
    m: str


class _Link(Record):
    """What a link holds: catalogue, version, packages, the active one and the compared ones."""

    c: str
    v: str
    p: tuple[_Packed, ...]
    a: int
    k: tuple[int, ...]


def _first_settings(code: Any, frame: Frame) -> dict[str, Any]:
    """Return the settings that form 1 packed as years of delay, bits and a share; raises LinkError."""
    delay, flags, share, *rest = code
    if not (isinstance(delay, int) and isinstance(flags, int) and 0 <= flags < 1 << len(FIRST_FLAGS)):
        raise LinkError("settings_that_do_not_exist")
    found: dict[str, Any] = {"decision_year": frame.decision_years[0] + delay, "first_year_share": share}
    found |= {key: words[flags >> bit & 1] for bit, (key, *words) in enumerate(FIRST_FLAGS)}
    return found | {"dials": {f"{m}:{d}": _decimal(value) for m, d, value in (rest[0] if rest else [])}}


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise LinkError("dial_that_cannot_be_read") from None


def _bits(measures: tuple[str, ...], order: list[str]) -> str:
    chosen = set(measures)
    return format(sum(1 << place for place, id_ in enumerate(order) if id_ in chosen), "x")


def _measures_from(code: str, release: Release) -> tuple[str, ...]:
    try:
        bits = int(code, 16)
    except ValueError:
        raise LinkError("selection_that_cannot_be_read") from None
    if bits < 0 or bits >> len(release.cells):
        raise LinkError("measures_that_this_version_does_not_have")
    return tuple(id_ for place, id_ in enumerate(release.cells) if bits >> place & 1)


def _seal(body: bytes) -> bytes:
    return hashlib.blake2s(body, digest_size=CHECK_BYTES).digest() + body


def _pack(text: bytes) -> str:
    return FORM + base64.urlsafe_b64encode(_seal(zlib.compress(text, 9))).decode().rstrip("=")


def _settings_code(draft: Draft, frame: Frame, target_name: int) -> dict[str, Any]:
    """Return the settings that differ from their defaults, by their short names, the dials and one's own targets."""
    code: dict[str, Any] = {
        form.short: value
        for form in SETTINGS
        if form.needs(frame) and (value := form.read(draft.settings, frame)) != form.default(frame)
    }
    if draft.settings.dials:
        code[DIALS] = {f"{measure}:{dial}": exact_number(value) for measure, dial, value in draft.settings.dials}
    if draft.settings.own_targets:
        code[OWN_TARGETS] = [packed_target(target, target_name) for target in draft.settings.own_targets]
    return code


def _settings_from(code: dict[str, Any]) -> dict[str, Any]:
    """Return settings by their names; raises KeyError for an unknown short name."""
    names = {form.short: form.name for form in SETTINGS} | {DIALS: "dials", OWN_TARGETS: "own_targets"}
    found = {names[short]: value for short, value in code.items()}
    if "own_targets" in found:
        found["own_targets"] = [unpacked_target(target) for target in found["own_targets"]]
    return found


def make_link(catalogue: Catalogue, state: SharedState) -> str:
    """
    Write a state as a code for the address bar.

    What would make the code too long to be read back is shortened: descriptions first, then names; `link_shortens` says
    so.
    """
    return _fitted(catalogue, state)[0]


def link_shortens(catalogue: Catalogue, state: SharedState) -> bool:
    """Whether a link of this state holds less than its names and descriptions, and those of own targets."""
    name, description, target = _fitted(catalogue, state)[1]
    return any(
        len(draft.name) > name
        or len(draft.description) > description
        or any(len(own.name) > target for own in draft.settings.own_targets)
        for draft in state.drafts
    )


def _fitted(catalogue: Catalogue, state: SharedState) -> tuple[str, tuple[int, int, int]]:
    """Return the first code that is not too long, with the lengths of names, descriptions and targets' names in it."""
    order, frame = list(catalogue.measures), catalogue.frame
    code, lengths = "", LENGTHS[0]
    for lengths in LENGTHS:
        name, description, target = lengths
        packages = [
            [d.name[:name], d.description[:description], _settings_code(d, frame, target), _bits(d.measures, order)]
            for d in state.drafts
        ]
        value = [catalogue.info.id, _version(catalogue), packages, state.active, list(state.compared)]
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        code = _pack(text)
        if len(text) < MAX_TEXT and len(code) <= MAX_LENGTH:
            break
    return code, lengths


def _version(catalogue: Catalogue) -> str:
    """Return the version that a link names: of a list of one's own with the name of its figures behind a +."""
    return f"{catalogue.info.version}+{catalogue.edition}" if catalogue.edition else catalogue.info.version


def _release(catalogue: Catalogue, named: str) -> Release:
    """Return the release that a link was made with; raises BudgetError where it is not known."""
    version = _version(catalogue)
    if catalogue.edition and named != version:
        raise BudgetError("link_of_another_edition", id=catalogue.info.id, held=version, asked=named)
    return release_of(catalogue, catalogue.info.version if catalogue.edition else named)


def _unpack(code: str) -> Any:
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


def catalogue_in_link(code: str) -> str | None:
    """Return the id of the catalogue that a link names, if any; raises LinkError for a damaged one."""
    value = _unpack(code)
    named = value[0] if code[:1] == FORM and isinstance(value, list) and value else None
    return named if isinstance(named, str) else None


def _read(code: str, catalogue: Catalogue) -> _Link:
    """Read a code as the record of a link, of either form; raises LinkError, BudgetError for another catalogue."""
    value, frame, first = _unpack(code), catalogue.frame, code[:1] == FIRST_FORM
    try:
        id_, version, rows, active, compared = [UNNAMED, *value] if first else value
        of_this_catalogue(catalogue, id_)
        packages = [
            {"n": n, "d": d, "s": _first_settings(s, frame) if first else _settings_from(s), "m": m}
            for n, d, s, m in rows
        ]
        packed = {"c": id_, "v": version, "p": packages, "a": active, "k": compared}
        return _Link.model_validate_json(json.dumps(packed, default=float), strict=True, context={"frame": frame})
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError, OverflowError):
        raise LinkError("link_of_another_shape") from None


def _texts(packed: _Packed, place: int, told: list[Message]) -> tuple[str, str]:
    """Return name and description, mended where they could not be given so today; what was mended is told."""
    if fault := text_fault(tidy(packed.n), NAME):
        told.append(Message("name_in_link_mended", n=place, why=Sentence(fault)))
    if fault := text_fault(tidy(packed.d), DESCRIPTION):
        told.append(Message("description_in_link_mended", n=place, why=Sentence(fault)))
    return mended(packed.n, NAME), mended(packed.d, DESCRIPTION)


def open_link(catalogue: Catalogue, code: str) -> OpenedLink:
    """
    Read a code back; raises LinkError for a damaged one, BudgetError for another catalogue, unknown version or dial.

    Measures that the catalogue no longer has are dropped from the state and listed among the changes; dials and own
    targets as gone. A text that is refused today is mended, as a link cannot be edited, and listed too.
    """
    link = _read(code, catalogue)
    indices = (link.a, *link.k)
    if not 0 < len(link.p) <= MAX_PACKAGES or any(not 0 <= index < len(link.p) for index in indices):
        raise LinkError("packages_that_it_does_not_hold")
    release = _release(catalogue, link.v)
    drafts, used, lost, told = [], dict[str, None](), dict[str, None](), list[Message]()
    for place, packed in enumerate(link.p, start=1):
        settings, gone = without_gone(catalogue, packed.s.settings(catalogue.frame), release)
        check_settings(catalogue, settings)
        lost |= dict.fromkeys(gone)
        measures = _measures_from(packed.m, release)
        used |= dict.fromkeys(measures)
        name, description = _texts(packed, place, told)
        drafts.append(Draft(name, description, tuple(i for i in measures if i in catalogue.measures), settings))
    changes = changes_since(release, catalogue, tuple(used))
    return OpenedLink(SharedState(tuple(drafts), link.a, link.k), link.v, changes, tuple(lost), tuple(told))
