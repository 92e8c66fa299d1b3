"""What was changed of a package, in words: each piece with what it was and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budget.catalogue import Catalogue
from budget.core import SETTINGS, Settings
from budget.engine import own_title
from budget.share import Difference, MeasureState, Piece, PieceKind
from dashboard.words import choice_text, language, numbers, t


def piece_name(catalogue: Catalogue, piece: Piece) -> str:
    """Name a piece: a measure by its number and title, a setting by its label."""
    if piece.kind is PieceKind.MEASURE:
        return f"{piece.key} {catalogue.measures[piece.key].title.get(language())}"
    if piece.kind is PieceKind.SETTING:
        return t(next(form.label for form in SETTINGS if form.name == piece.key))
    if piece.kind is PieceKind.DIAL:
        return t("Knop van de keten: {dial}", dial=piece.key.partition(":")[2])
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
    if isinstance(value, Decimal):
        return numbers.plain(value)
    if piece.kind is PieceKind.DIAL:
        return t("volgens de bron")
    return f"“{value}”" if value else t("leeg")


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
