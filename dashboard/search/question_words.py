"""A question of the search in words, so that an answer can say what it answers."""

from __future__ import annotations

from collections.abc import Iterator

from budget.catalogue import Evidence, LegalLevel, with_own
from budget.core import Settings
from budget.search import Goal, OpenCells, Question
from dashboard import state
from dashboard.package import column_heads
from dashboard.search.form import grade_words, law_words, measure_names, named_goal, objective_words
from dashboard.words import changed_settings, language, numbers, t, terms

LEVELS = {None: "all", LegalLevel.LAW: "no-eu", LegalLevel.REGULATION: "no-law"}
GRADES = {
    None: "all",
    frozenset({Evidence.STATED, Evidence.DERIVED}): "derived",
    frozenset({Evidence.STATED}): "stated",
}


def _goal_text(goal: Goal, settings: Settings) -> str:
    """Name a goal with its amount, where that is the user's own, and its columns."""
    catalogue = state.catalogue()
    labels = column_heads(catalogue)
    columns = ", ".join(labels[column] for column in goal.columns or (catalogue.columns.structural,))
    own = "" if goal.amount_keur is None else f" {numbers.meur(goal.amount_keur)} {terms.unit(catalogue)}"
    return f"{named_goal(catalogue, goal, settings)}{own} ({columns})"


def _lists(question: Question) -> Iterator[str]:
    """Say what must and may not be in a package."""
    catalogue, lang = with_own(state.catalogue(), question.settings.own), language()
    names, variants = measure_names(catalogue), catalogue.variants
    asked = (
        (t("zonder deze maatregelen"), [names[id_] for id_ in question.forbidden]),
        (t("zonder deze varianten"), [variants[v].named(lang) for v in question.forbidden_variants]),
        (t("in elk geval met deze maatregelen"), [names[id_] for id_ in question.required]),
        (t("met iets uit deze varianten"), [variants[v].named(lang) for v in question.required_variants]),
    )
    yield from (f"{label}: {', '.join(listed)}" for label, listed in asked if listed)


def _limits(question: Question) -> Iterator[str]:
    """Say what limits the package as a whole."""
    limits = question.limits
    if limits.legal is not None:
        yield law_words()[LEVELS[limits.legal]]
    if limits.evidence is not None:
        yield grade_words()[GRADES[limits.evidence]]
    if limits.max_measures is not None:
        yield t("ten hoogste {subject} maatregelen", subject=limits.max_measures)
    if limits.no_overlaps:
        yield t("geen overlap")
    if question.open_cells is OpenCells.NONE:
        yield t("geen maatregelen met een open bedrag")
    if limits.keep_attribution:
        yield t("toerekening aan ODA blijft bestaan")


def question_text(question: Question) -> str:
    """Say a question that the form asks: goals, objective, restrictions, and the settings that are not the default."""
    goals = "; ".join(_goal_text(goal, question.settings) for goal in question.goals)
    wish = objective_words().get(question.objective, "")
    settings = changed_settings(question.settings, state.catalogue().frame)
    return "; ".join([goals, wish, *_lists(question), *_limits(question), *settings])
