"""
Two people's edits of one package, brought together piece by piece.

A piece is a name, a description, a measure with its dials, a setting, a dial of the chain, a red line, one's own
targets, or a measure or estimate of one's own. What only one of the two changed since the version that both began with
is taken; what both changed alike is taken once; what both changed otherwise is a conflict, which the later one chooses.
Whether the measures go together is the engine's to say, as for any package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from budget.catalogue import Catalogue, with_own
from budget.core import NO_OWN, SETTINGS, OwnEstimate, OwnMeasure, Settings
from budget.engine import check_settings
from budget.share.draft import Draft
from budget.share.red_lines import Line, RedLines, known_lines


class PieceKind(StrEnum):
    """What can be changed of a package by itself."""

    NAME = "name"
    DESCRIPTION = "description"
    MEASURE = "measure"
    SETTING = "setting"
    DIAL = "dial"
    RED_LINE = "red-line"
    OWN_TARGETS = "own-targets"
    OWN_MEASURE = "own-measure"
    OWN_ESTIMATE = "own-estimate"


class Side(StrEnum):
    """Whose edit of a piece is taken."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True, order=True)
class Piece:
    """A piece of a package: its kind, and the id of the measure or dial, or the name of the setting."""

    kind: PieceKind
    key: str = ""


@dataclass(frozen=True)
class MeasureState:
    """A measure in a package: whether it is chosen, and its turned dials."""

    on: bool = False
    dials: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Difference:
    """A piece that was changed: what it was, and what each of the two made of it."""

    piece: Piece
    base: object
    theirs: object
    mine: object


@dataclass(frozen=True)
class Merged:
    """
    What came of merging: the package, what both changed otherwise and nobody chose yet, and what was taken from theirs.

    Until every conflict is chosen the package holds mine of it.
    """

    draft: Draft
    conflicts: tuple[Difference, ...]
    taken: tuple[Difference, ...]


OFF: Final = MeasureState()


def pieces_of(catalogue: Catalogue, draft: Draft) -> dict[Piece, object]:
    """Take a package apart; a measure that is off, without turned dials, and a dial at its default have no piece."""
    found: dict[Piece, object] = {
        Piece(PieceKind.NAME): draft.name,
        Piece(PieceKind.DESCRIPTION): draft.description,
        Piece(PieceKind.OWN_TARGETS): draft.settings.own_targets,
    }
    frame = catalogue.frame
    found |= {
        Piece(PieceKind.SETTING, form.name): form.read(draft.settings, frame) for form in SETTINGS if form.needs(frame)
    }
    turned: dict[str, list[tuple[str, Decimal]]] = {}
    for owner, dial, value in draft.settings.dials:
        if owner in catalogue.measures:
            turned.setdefault(owner, []).append((dial, value))
        else:
            found[Piece(PieceKind.DIAL, f"{owner}:{dial}")] = value
    for line in Line:
        found |= {Piece(PieceKind.RED_LINE, id_): line for id_ in getattr(draft.red_lines, line)}
    own = draft.settings.own
    found |= {Piece(PieceKind.OWN_MEASURE, measure.id): measure for measure in own.measures}
    found |= {Piece(PieceKind.OWN_ESTIMATE, f"{item.measure}:{item.posting}"): item for item in own.estimates}
    for id_ in {*draft.measures, *turned}:
        found[Piece(PieceKind.MEASURE, id_)] = MeasureState(id_ in draft.measures, tuple(turned.get(id_, ())))
    return found


def put_together(catalogue: Catalogue, pieces: Mapping[Piece, object]) -> Draft:
    """Make a package of its pieces; raises BudgetError where they are together what the list does not allow."""
    settings, dials, measures, own = Settings(), [], [], NO_OWN
    for form in SETTINGS:
        if Piece(PieceKind.SETTING, form.name) in pieces:
            value = pieces[Piece(PieceKind.SETTING, form.name)]
            settings = form.write(settings, catalogue.frame, value)  # type: ignore[arg-type]  # what `read` gave
    for piece, value in pieces.items():
        if isinstance(value, MeasureState):
            measures += [piece.key] if value.on else []
            dials += [(piece.key, dial, turned) for dial, turned in value.dials]
        elif piece.kind is PieceKind.DIAL and isinstance(value, Decimal):
            owner, _, dial = piece.key.partition(":")
            dials.append((owner, dial, value))
        elif isinstance(value, OwnMeasure):
            own = own.with_measure(value)
        elif isinstance(value, OwnEstimate):
            own = own.with_estimate(value)
    targets = pieces[Piece(PieceKind.OWN_TARGETS)]
    found = {"dials": tuple(sorted(dials)), "own_targets": targets, "own": own}
    settings = replace(settings, **found)  # type: ignore[arg-type]  # what the pieces were taken from
    name, description = pieces[Piece(PieceKind.NAME)], pieces[Piece(PieceKind.DESCRIPTION)]
    known = with_own(catalogue, own)
    chosen = [id_ for id_ in measures if id_ in known.measures]  # one of one's own can be gone with its record
    lined = [[piece.key for piece, value in pieces.items() if value is line] for line in Line]
    lines = known_lines(known, RedLines(*map(tuple, lined)))
    check_settings(catalogue, settings)
    return Draft(str(name), str(description), known.sorted_selection(chosen), settings, lines)


def differences(catalogue: Catalogue, base: Draft, theirs: Draft, mine: Draft) -> list[Difference]:
    """Return each piece that theirs or mine has otherwise than the base, in a fixed order."""
    three = [pieces_of(catalogue, draft) for draft in (base, theirs, mine)]
    order = {id_: place for place, id_ in enumerate(catalogue.measures)}
    known = sorted({piece for pieces in three for piece in pieces}, key=lambda piece: (order.get(piece.key, -1), piece))
    found = []
    for piece in known:
        absent = OFF if piece.kind is PieceKind.MEASURE else None
        values = [pieces.get(piece, absent) for pieces in three]
        if values[0] != values[1] or values[0] != values[2]:
            found.append(Difference(piece, *values))
    return found


def merge(
    catalogue: Catalogue, base: Draft, theirs: Draft, mine: Draft, choices: Mapping[Piece, Side] | None = None
) -> Merged:
    """Bring the edits of two people together; `choices` says whose is taken of the pieces that both changed."""
    result = pieces_of(catalogue, mine)
    conflicts, taken = [], []
    for found in differences(catalogue, base, theirs, mine):
        if found.theirs in (found.base, found.mine):
            continue
        both = found.mine != found.base
        chosen = (choices or {}).get(found.piece) if both else Side.THEIRS
        if chosen is None:
            conflicts.append(found)
        elif chosen is Side.THEIRS:
            taken.append(found)
            result[found.piece] = found.theirs
    return Merged(put_together(catalogue, result), tuple(conflicts), tuple(taken))
