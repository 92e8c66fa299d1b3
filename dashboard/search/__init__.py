"""The form of the search and its answers."""

from dashboard.search.cards import adopt, card, inexact_text, overlaps_text
from dashboard.search.form import AMOUNT, EFFORTS, Asked, question_form
from dashboard.search.found import (
    ANSWER,
    FRONT,
    HIGHEST,
    LOWEST,
    NEAREST,
    SAMPLED,
    TOGETHER,
    WAY,
    effect_ask,
    found_package,
    goal_heading,
    goal_part,
    goal_title,
    missed_made,
    missing_amount,
    place_of,
    whole_ask,
)
from dashboard.search.gap import gap_dialog
from dashboard.search.results import late_text, results
from dashboard.search.running import GUARD_SECONDS, searched, searched_once, start_search

__all__ = [
    "AMOUNT",
    "ANSWER",
    "EFFORTS",
    "FRONT",
    "GUARD_SECONDS",
    "HIGHEST",
    "LOWEST",
    "NEAREST",
    "SAMPLED",
    "TOGETHER",
    "WAY",
    "Asked",
    "adopt",
    "card",
    "effect_ask",
    "found_package",
    "gap_dialog",
    "goal_heading",
    "goal_part",
    "goal_title",
    "inexact_text",
    "late_text",
    "missed_made",
    "missing_amount",
    "overlaps_text",
    "place_of",
    "question_form",
    "results",
    "searched",
    "searched_once",
    "start_search",
    "whole_ask",
]
