"""The form of the search and its answers."""

from dashboard.search.cards import inexact_text
from dashboard.search.form import Asked, question_form
from dashboard.search.gap import gap_dialog
from dashboard.search.results import late_text, results
from dashboard.search.running import GUARD_SECONDS, searched, searched_once, start_search

__all__ = [
    "GUARD_SECONDS",
    "Asked",
    "gap_dialog",
    "inexact_text",
    "late_text",
    "question_form",
    "results",
    "searched",
    "searched_once",
    "start_search",
]
