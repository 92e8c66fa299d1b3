"""The answer of a search: the packages found, or why there is none."""

from __future__ import annotations

from budget.search import Answer, Objective
from dashboard.search.cards import card, overlaps_text
from dashboard.search.explanation import explain
from dashboard.search.form import objective_words
from dashboard.words import t, ui


def results(answer: Answer) -> None:
    """Draw the whole answer."""
    setting = overlaps_text(answer.overlaps)
    if answer.explanation is not None:
        explain(answer.explanation, setting)
        return
    if not answer.found:
        ui.warning(t("Binnen de zoektijd is niets gevonden en niets bewezen. Geef meer tijd."))
        return
    wish = (
        objective_words().get(answer.question.objective, "")
        if answer.question.objective is not Objective.WEIGHTS
        else ""
    )
    text = t("{n} pakketten gevonden, met {wish}.", n=len(answer.found), wish=wish)
    ui.success(f"{text} {t('Meer zijn er niet.') if answer.complete else ''}")
    if setting:
        ui.caption(setting)
    if answer.stopped:
        ui.warning(t("De zoektijd was op; de lijst kan onvolledig zijn."))
    for place, found in enumerate(answer.found, start=1):
        card(found, answer.question, place)
