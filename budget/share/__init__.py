"""Packages on their way to others: drafts, links and package files."""

from budget.share.draft import Draft, SharedState
from budget.share.files import (
    QUICK,
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
from budget.share.own_figures import cell_in_unit, own_values, read_own, without_gone_own
from budget.share.own_targets import own_target_values
from budget.share.red_lines import NO_LINES, Line, RedLines, known_lines

__all__ = [
    "MAX_PACKAGES",
    "NO_LINES",
    "QUICK",
    "Difference",
    "Draft",
    "Line",
    "ListNotHereError",
    "MeasureState",
    "Merged",
    "OpenedLink",
    "OpenedPackage",
    "Piece",
    "PieceKind",
    "RedLines",
    "SharedState",
    "Side",
    "StoredPackage",
    "StoredSettings",
    "catalogue_in_link",
    "cell_in_unit",
    "differences",
    "known_lines",
    "link_shortens",
    "make_link",
    "merge",
    "of_this_catalogue",
    "open_link",
    "open_stored",
    "own_target_values",
    "own_values",
    "parse_package",
    "read_own",
    "read_package",
    "stored_text",
    "without_gone_own",
]
