"""The form of the search and its answers."""

from dashboard.search.cards import inexact_text
from dashboard.search.form import most_steps, question_form
from dashboard.search.results import late_text, results
from dashboard.search.running import GUARD_SECONDS, searched, searched_once, start_search

__all__ = [
    "GUARD_SECONDS",
    "inexact_text",
    "late_text",
    "most_steps",
    "question_form",
    "results",
    "searched",
    "searched_once",
    "start_search",
]
