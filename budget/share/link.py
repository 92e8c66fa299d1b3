"""
Links that restore the open packages: short, versioned, checked.

A link is a form number, the catalogue's id and version and, for each package, name, description, the settings that
differ from their defaults and a bit for each measure in that version's order, then for each of one's own; compressed,
with a checksum, in the alphabet of URLs. It holds no figures but those of one's own: the others come from the
catalogue. Damage is found by the checksum; what passes it is validated as the record of a package file is. Form 1 named
no catalogue and packed the settings in another way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from budget.catalogue import Catalogue, Change, Record, Release, changes_since, with_own
from budget.core import (
    DESCRIPTION,
    NAME,
    OWN_TITLE,
    OWN_WHY,
    SETTINGS,
    TARGET_NAME,
    BudgetError,
    Frame,
    Message,
    Sentence,
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
from budget.share.link_code import FIRST_FORM, FORM, MAX_LENGTH, MAX_TEXT, bits_of, measures_from, pack, unpack
from budget.share.link_errors import LinkError
from budget.share.link_first import first_settings
from budget.share.own_figures import Lengths, left_out, own_shortened, own_values
from budget.share.own_targets import exact_number, packed_target, unpacked_target
from budget.share.red_lines import RedLines, known_lines

MAX_PACKAGES: Final = 8
LENGTHS: Final[tuple[tuple[int, int, int, Lengths | None], ...]] = (
    (NAME.most, DESCRIPTION.most, TARGET_NAME.most, (OWN_TITLE.most, OWN_WHY.most)),
    (NAME.most, 200, TARGET_NAME.most, (OWN_TITLE.most, OWN_WHY.most)),
    (NAME.most, 0, TARGET_NAME.most, (OWN_TITLE.most, 120)),
    (40, 0, 0, (40, 20)),
    (40, 0, 0, None),
)
"""
Lengths of names, descriptions, names of own targets, and texts of own figures, tried in turn until a link fits in
`MAX_LENGTH`. At last the own figures are left out, and the link says so.
"""

DIALS: Final = "d"  # the dials beside the short names of the settings
OWN_TARGETS: Final = "t"  # and the targets of one's own
RED_LINES: Final = "l"  # and the bits of the measures that whoever the package is of never wants, and always
OWN: Final = "o"  # and the figures of one's own


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
    """A package in a link: name, description, settings that differ from their defaults, and the bits of measures."""

    n: str
    d: str
    s: StoredSettings
    m: str
    r: tuple[str, str]


class _Link(Record):
    """What a link holds: catalogue, version, packages, the active one and the compared ones."""

    c: str
    v: str
    p: tuple[_Packed, ...]
    a: int
    k: tuple[int, ...]


def _lines_from(codes: tuple[str, str], order: tuple[str, ...]) -> RedLines:
    never, always = (measures_from(code, order) for code in codes)
    if set(never) & set(always):
        raise LinkError("selection_that_cannot_be_read")
    return RedLines(never, always)


def _settings_code(
    catalogue: Catalogue, draft: Draft, target_name: int, own: Lengths | None, order: list[str]
) -> dict[str, Any]:
    """Return what differs from its default: settings by their short names, and what stands beside them."""
    frame = catalogue.frame
    code: dict[str, Any] = {
        form.short: value
        for form in SETTINGS
        if form.needs(frame) and (value := form.read(draft.settings, frame)) != form.default(frame)
    }
    if draft.settings.dials:
        code[DIALS] = {f"{measure}:{dial}": exact_number(value) for measure, dial, value in draft.settings.dials}
    if draft.settings.own_targets:
        code[OWN_TARGETS] = [packed_target(target, target_name) for target in draft.settings.own_targets]
    if draft.red_lines:
        code[RED_LINES] = [bits_of(draft.red_lines.never, order), bits_of(draft.red_lines.always, order)]
    if draft.settings.own:
        figures = draft.settings.own
        code[OWN] = left_out(figures) if own is None else own_values(catalogue, figures, own)
    return code


def _settings_from(code: dict[str, Any]) -> dict[str, Any]:
    """Return settings by their names; raises KeyError for an unknown short name."""
    names = {form.short: form.name for form in SETTINGS} | {DIALS: "dials", OWN_TARGETS: "own_targets", OWN: "own"}
    found = {names[short]: value for short, value in code.items()}
    if "own_targets" in found:
        found["own_targets"] = [unpacked_target(target) for target in found["own_targets"]]
    return found


def _settings(code: Any, frame: Frame, first: bool) -> dict[str, Any]:
    """Return the settings of a package in a link of either form."""
    return first_settings(code, frame) if first else _settings_from({k: v for k, v in code.items() if k != RED_LINES})


def make_link(catalogue: Catalogue, state: SharedState) -> str:
    """
    Write a state as a code for the address bar.

    What would make the code too long to be read back is shortened: descriptions first, then names; `link_shortens` says
    so.
    """
    return _fitted(catalogue.listed, state)[0]


def link_shortens(catalogue: Catalogue, state: SharedState) -> bool:
    """Whether a link of this state holds less than its names and descriptions, and those of own targets and figures."""
    name, description, target, own = _fitted(catalogue.listed, state)[1]
    return any(
        len(draft.name) > name
        or len(draft.description) > description
        or any(len(asked.name) > target for asked in draft.settings.own_targets)
        or (own_shortened(draft.settings.own, own) if own else bool(draft.settings.own))
        for draft in state.drafts
    )


def _fitted(catalogue: Catalogue, state: SharedState) -> tuple[str, tuple[int, int, int, Lengths | None]]:
    """Return the first code that is not too long, with the lengths of the texts in it."""
    order = list(catalogue.measures)
    code, lengths = "", LENGTHS[0]
    for lengths in LENGTHS:
        name, description, target, own = lengths
        packages = [
            [
                d.name[:name],
                d.description[:description],
                _settings_code(catalogue, d, target, own, known),
                bits_of(d.measures, known),
            ]
            for d in state.drafts
            for known in [order if own is None else [*order, *(item.id for item in d.settings.own.measures)]]
        ]
        value = [catalogue.info.id, _version(catalogue), packages, state.active, list(state.compared)]
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
        code = pack(text)
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


def catalogue_in_link(code: str) -> str | None:
    """Return the id of the catalogue that a link names, if any; raises LinkError for a damaged one."""
    value = unpack(code)
    named = value[0] if code[:1] == FORM and isinstance(value, list) and value else None
    return named if isinstance(named, str) else None


def _read(code: str, catalogue: Catalogue) -> _Link:
    """Read a code as the record of a link, of either form; raises LinkError, BudgetError for another catalogue."""
    value, frame, first = unpack(code), catalogue.frame, code[:1] == FIRST_FORM
    try:
        id_, version, rows, active, compared = [UNNAMED, *value] if first else value
        of_this_catalogue(catalogue, id_)
        none = ["0", "0"]  # the bits of red lines that nobody drew
        packages = [
            {"n": n, "d": d, "r": none if first else s.get(RED_LINES, none), "s": _settings(s, frame, first), "m": m}
            for n, d, s, m in rows
        ]
        packed = {"c": id_, "v": version, "p": packages, "a": active, "k": compared}
        context = {"frame": frame, "columns": catalogue.columns, "list": catalogue}
        return _Link.model_validate_json(json.dumps(packed, default=float), strict=True, context=context)
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
    catalogue = catalogue.listed
    link = _read(code, catalogue)
    indices = (link.a, *link.k)
    if not 0 < len(link.p) <= MAX_PACKAGES or any(not 0 <= index < len(link.p) for index in indices):
        raise LinkError("packages_that_it_does_not_hold")
    release = _release(catalogue, link.v)
    drafts, used, lost, told = [], dict[str, None](), dict[str, None](), list[Message]()
    for place, packed in enumerate(link.p, start=1):
        given = packed.s.settings(catalogue.frame)
        settings, gone = without_gone(catalogue, given, release)
        check_settings(catalogue, settings)
        lost |= dict.fromkeys(gone)
        own = tuple(measure.id for measure in given.own.measures)
        order, held = (*release.cells, *own), with_own(catalogue, settings.own)
        measures, lines = measures_from(packed.m, order), _lines_from(packed.r, order)
        lost_lines = (i for i in (*lines.never, *lines.always) if i not in held.measures)
        used |= dict.fromkeys(id_ for id_ in (*measures, *lost_lines) if id_ not in own)
        name, description = _texts(packed, place, told)
        if packed.s.own is not None and packed.s.own.left_out:
            told.append(Message("own_figures_not_in_link", n=place, count=packed.s.own.left_out))
        chosen = tuple(i for i in measures if i in held.measures)
        drafts.append(Draft(name, description, chosen, settings, known_lines(held, lines)))
    changes = changes_since(release, catalogue, tuple(used))
    return OpenedLink(SharedState(tuple(drafts), link.a, link.k), link.v, changes, tuple(lost), tuple(told))
