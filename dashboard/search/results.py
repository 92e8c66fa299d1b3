"""The answer of a search: the packages found, or why there is none."""

from __future__ import annotations

from budget.search import Answer, Objective
from dashboard import state
from dashboard.search.cards import card, inexact_text, overlaps_text
from dashboard.search.explanation import explain
from dashboard.search.form import objective_words
from dashboard.search.question_words import question_text
from dashboard.words import t, terms, ui


def late_text() -> str:
    """Say that time ended a search, not its steps: on a machine that is less busy it finds what it always finds."""
    return t("Onaf, machine bezet: de tijd was om voordat de zoektocht klaar was. Zoek opnieuw als het rustiger is.")


def results(answer: Answer, changed: bool = False) -> None:
    """Draw the whole answer under its own question; `changed`: another one stands in the form now."""
    ui.markdown(t("Gevraagd: {question}.", question=question_text(answer.question)))
    if changed:
        ui.warning(
            t("De vraag hierboven is intussen veranderd. Dit is het antwoord op de vraag die hier staat; zoek opnieuw.")
        )
    setting = " ".join(filter(None, [overlaps_text(answer.overlaps), inexact_text(answer)]))
    if answer.late:
        ui.warning(late_text())
    if answer.explanation is not None:
        explain(answer.explanation, setting, answer.late)
        return
    if not answer.found:
        if not answer.late:
            ui.warning(t("Binnen de stappen is niets gevonden en niets bewezen. Zoek grondiger."))
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
    if unsure := terms.not_judged(state.catalogue().info):
        ui.warning(unsure)
    if answer.stopped and not answer.late:
        ui.warning(t("De stappen waren op; de lijst kan onvolledig zijn. Zoek grondiger voor meer."))
    for place, found in enumerate(answer.found, start=1):
        card(found, answer.question, place, answer.late)
