"""What a figure answers when it is asked to explain itself: its sum, what changed, or what closes the gap to a target."""

from __future__ import annotations

from budget.engine import package_targets
from dashboard import page, state
from dashboard.package import ASK_CHANGES, ASK_GAP, ASK_SUM, read_sum, saved_package, sum_dialog
from dashboard.pages.printview import figures_html
from dashboard.paper import Section, changes_section
from dashboard.search import gap_dialog
from dashboard.words import html, show, ui


def _show(section: Section) -> None:
    if section.table is not None:
        show(html.wide(figures_html(section.table, section.key), section.title))


def answer_figure() -> None:
    """Open the explanation of the figure that was clicked, if one was; what the package does not have opens nothing."""
    kind, which = page.asked_figure()
    package = state.package()
    if kind == ASK_SUM and (asked := read_sum(package, which)) is not None:
        sum_dialog(package, asked)
    elif kind == ASK_CHANGES and (before := saved_package()) is not None:
        section = changes_section(package, before)
        ui.dialog(section.title, width="large")(_show)(section)
    elif kind == ASK_GAP and which in package_targets(package):
        gap_dialog(package, which)
