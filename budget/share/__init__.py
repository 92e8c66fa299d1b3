"""Packages on their way to others: drafts, links and package files."""

from budget.share.draft import Draft, SharedState
from budget.share.files import (
    OpenedPackage,
    StoredPackage,
    StoredSettings,
    of_this_catalogue,
    open_stored,
    parse_package,
    read_package,
    stored_text,
)
from budget.share.link import (
    MAX_PACKAGES,
    OpenedLink,
    catalogue_in_link,
    link_shortens,
    make_link,
    open_link,
)
from budget.share.link_errors import ListNotHereError
from budget.share.merge import Difference, MeasureState, Merged, Piece, PieceKind, Side, differences, merge
from budget.share.own_targets import own_target_values

__all__ = [
    "MAX_PACKAGES",
    "Difference",
    "Draft",
    "ListNotHereError",
    "MeasureState",
    "Merged",
    "OpenedLink",
    "OpenedPackage",
    "Piece",
    "PieceKind",
    "SharedState",
    "Side",
    "StoredPackage",
    "StoredSettings",
    "catalogue_in_link",
    "differences",
    "link_shortens",
    "make_link",
    "merge",
    "of_this_catalogue",
    "open_link",
    "open_stored",
    "own_target_values",
    "parse_package",
    "read_package",
    "stored_text",
]
