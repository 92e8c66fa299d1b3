"""The form of the search and its answers."""

from dashboard.search.form import question_form
from dashboard.search.results import results

__all__ = [
    "question_form",
    "results",
]
