"""What was changed of a package, in words: each piece with what it was and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budget.catalogue import Catalogue
from budget.core import SETTINGS, Cell, OwnEstimate, OwnMeasure, Settings
from budget.engine import own_title
from budget.share import Difference, Line, MeasureState, Piece, PieceKind
from dashboard.words import choice_text, language, numbers, t


def _measure_name(catalogue: Catalogue, id_: str) -> str:
    measure = catalogue.measures.get(id_)  # one of one's own may be in the other package alone
    return id_ if measure is None else f"{id_} {measure.title.get(language())}"


def piece_name(catalogue: Catalogue, piece: Piece) -> str:
    """Name a piece: a measure by its number and title, a setting by its label."""
    if piece.kind is PieceKind.MEASURE:
        return _measure_name(catalogue, piece.key)
    if piece.kind is PieceKind.SETTING:
        return t(next(form.label for form in SETTINGS if form.name == piece.key))
    if piece.kind is PieceKind.DIAL:
        return t("Knop van de keten: {dial}", dial=piece.key.partition(":")[2])
    if piece.kind is PieceKind.RED_LINE:
        return t("Rode lijn: {measure}", measure=_measure_name(catalogue, piece.key))
    if piece.kind is PieceKind.OWN_MEASURE:
        return t("Eigen maatregel {id}", id=piece.key)
    if piece.kind is PieceKind.OWN_ESTIMATE:
        return t("Eigen schatting {id}", id=piece.key.partition(":")[0])
    return {
        PieceKind.NAME: t("Naam"),
        PieceKind.DESCRIPTION: t("Omschrijving"),
        PieceKind.OWN_TARGETS: t("Eigen doelen"),
    }[piece.kind]


def piece_text(catalogue: Catalogue, piece: Piece, value: object) -> str:
    """Say what a package has of a piece."""
    if isinstance(value, MeasureState):
        return _measure_text(value)
    if piece.kind is PieceKind.SETTING:
        form = next(form for form in SETTINGS if form.name == piece.key)
        settings = form.write(Settings(), catalogue.frame, value)  # type: ignore[arg-type]  # what `read` gave
        return choice_text(form, settings, catalogue.frame)
    if piece.kind is PieceKind.OWN_TARGETS and isinstance(value, Sequence):
        return "; ".join(own_title(catalogue, target).get(language()) for target in value) or t("geen")
    if isinstance(value, Line):
        return t("nooit") if value is Line.NEVER else t("altijd")
    if isinstance(value, OwnMeasure | OwnEstimate):
        return own_text(catalogue, value)
    if isinstance(value, Decimal):
        return numbers.plain(value)
    if piece.kind is PieceKind.DIAL:
        return t("volgens de bron")
    if piece.kind is PieceKind.RED_LINE:
        return t("geen")
    return f"“{value}”" if value else t("leeg")


def own_text(catalogue: Catalogue, value: OwnMeasure | OwnEstimate) -> str:
    """Say a figure of one's own in full: title and line, amounts by column, and why."""
    cells: Iterable[tuple[str, Cell]]
    if isinstance(value, OwnMeasure):
        named, cells = f"{value.title} ({value.line})", zip(catalogue.columns, value.cells, strict=True)
    else:
        named, cells = value.measure, value.amounts
    amounts = ", ".join(f"{column} {numbers.cell(found, sign=True)}" for column, found in cells)
    return f"{named}: {amounts} – {value.why}"


def _measure_text(value: MeasureState) -> str:
    said = t("gekozen") if value.on else t("niet gekozen")
    turned = ", ".join(f"{dial} {numbers.plain(number)}" for dial, number in value.dials)
    return f"{said} ({turned})" if turned else said


def change_rows(catalogue: Catalogue, found: Sequence[Difference]) -> list[list[str]]:
    """Return a row for each change: the piece, what it was, and what the other package has."""
    return [
        [
            piece_name(catalogue, one.piece),
            piece_text(catalogue, one.piece, one.base),
            piece_text(catalogue, one.piece, one.theirs),
        ]
        for one in found
    ]
