"""What a figure answers when it is asked to explain itself: its sum, or what closes the gap to a target."""

from __future__ import annotations

from budget.engine import package_targets
from dashboard import page, state
from dashboard.package import ALL_YEARS, ASK_GAP, ASK_SUM, sum_dialog
from dashboard.search import gap_dialog


def answer_figure() -> None:
    """Open the explanation of the figure that was clicked, if one was; what the package does not have opens nothing."""
    kind, which = page.asked_figure()
    package = state.package()
    if kind == ASK_SUM and which in {*package.catalogue.columns, ALL_YEARS}:
        sum_dialog(package, which)
    elif kind == ASK_GAP and which in package_targets(package):
        gap_dialog(package, which)
