"""What the positions come to: the best package within their red lines, or the fewest red lines in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import streamlit as st
from markupsafe import Markup

from budget.core import keur_from_meur
from budget.engine import Package, package_targets
from budget.search import Goal, Objective, Position, Question, RedLine, RestrictionKind, Together, Way, bring_together
from dashboard import page, state
from dashboard.search import (
    AMOUNT,
    EFFORTS,
    GUARD_SECONDS,
    NEAREST,
    TOGETHER,
    WAY,
    adopt,
    card,
    effect_ask,
    goal_heading,
    goal_title,
    inexact_text,
    late_text,
    missing_amount,
    overlaps_text,
    place_of,
    searched,
    start_search,
    whole_ask,
)
from dashboard.together.positions import keep_apart
from dashboard.words import Markdown, asking, bold, html, kept_number_box, language, numbers, show, t, terms, ui
from dashboard.workers import Job

ASKED: Final = "together_asked"
TOP: Final = 3


@dataclass(frozen=True)
class AskedTogether:
    """What is asked: of which positions, what must be reached, and whether only what somebody chose may be in."""

    positions: tuple[Position, ...]
    question: Question
    wished_only: bool


def _goals() -> tuple[Goal, ...] | None:
    """Ask what must be reached: targets of the list and one's own, and an amount; None for one that cannot be read."""
    catalogue = state.catalogue()
    targets = {id_: target.title.get(language()) for id_, target in package_targets(state.package()).items()}
    chosen: list[str] = []
    if targets:
        default = [catalogue.info.default_target] if catalogue.info.default_target in targets else []
        chosen = ui.multiselect(
            t("Zoek pakketten die dit halen"),
            list(targets),
            default,
            format_func=targets.__getitem__,
            key="together-targets",
            filter_mode="contains",
            select_all=False,
            placeholder=t("geen"),
        )
    label = t("Te halen effect, {unit}; − is een besparing", unit=terms.unit(catalogue))
    box = kept_number_box(label, "together-amount", AMOUNT, 0)
    if box.fault is not None:
        return None
    amount = keur_from_meur(box.value or 0)
    return (*(Goal(target=id_) for id_ in chosen), *([Goal(amount_keur=amount)] if amount else []))


def _form(positions: tuple[Position, ...]) -> tuple[AskedTogether | None, bool]:
    """Draw the form; return what stands in it, None when it cannot be asked, and whether it is asked."""
    words = {
        Objective.WEIGHTS: t("zo veel mogelijk door ieder gekozen"),
        Objective.FEWEST: t("zo weinig mogelijk maatregelen"),
        Objective.CLOSEST: t("zo dicht mogelijk bij het doel"),
    }
    with st.container(border=True, key="together_form"):
        goals = _goals()
        kinds = [kind for kind in words if goals or kind is not Objective.CLOSEST]
        best = ui.selectbox(t("met"), kinds, format_func=words.__getitem__, key="together-objective")
        only = ui.checkbox(t("alleen maatregelen die iemand koos"), key="together-wished", wrap=True)
        pressed = ui.button(t("Zoek"), type="primary", key="together-ask")
    if goals is None:
        ui.warning(t("Verbeter eerst het getal dat niet te lezen is."))
        return None, False
    question = Question(goals, objective=Objective(best), settings=state.draft().settings)
    return AskedTogether(positions, question, bool(only)), pressed


def _job(asked: AskedTogether) -> Job:
    catalogue = state.catalogue()
    limits = {
        "most_steps": EFFORTS["normal"],
        "time_limit": GUARD_SECONDS,
        "top": TOP,
        "wished_only": asked.wished_only,
    }
    return Job(bring_together, catalogue, (catalogue, asked.positions, asked.question), limits, tells=True)


def _take(package: Package, place: int) -> None:
    """Open a package that came out as one that is nobody's position."""
    adopt(package, place)
    keep_apart()


def line_text(line: RedLine) -> str:
    """Name a red line: whose it is, and what it says of which measure."""
    title = f"{line.measure} {state.catalogue().measures[line.measure].title.get(language())}"
    if line.kind is RestrictionKind.FORBIDDEN:
        return t("{name}: nooit {measure}", name=line.name, measure=title)
    return t("{name}: altijd {measure}", name=line.name, measure=title)


def _way_told(way: Way, place: str) -> Iterator[Markup]:
    """Yield what is possible with red lines given up, and what it comes to; each figure asks."""
    package, catalogue = way.package, way.package.catalogue
    ids = asking(whole_ask(TOGETHER, place, package), ", ".join(package.selection) or t("leeg"))
    yield html.sentence(t("Dan kan: {ids}"), ids=ids)
    for item in way.reached:
        effect = numbers.on_page(catalogue, item.effect_keur, sign=True)
        asked = asking(effect_ask(TOGETHER, place, item, package), effect)
        yield html.sentence("{goal}: {effect}", goal=goal_title(item.goal, item.column, package), effect=asked)


def _way(way: Way, place: int) -> None:
    """Draw red lines that are enough when given up, and the package that is possible then."""
    with st.container(border=True, key=f"way-{place}"):
        count = t("1 rode lijn") if len(way.lines) == 1 else t("{n} rode lijnen", n=len(way.lines))
        ui.markdown(Markdown("{}: {}").format(bold(count), "; ".join(map(line_text, way.lines))))
        show(html.asides(_way_told(way, place_of(WAY, place))))
        ui.button(t("Neem dit pakket over"), key=f"way-adopt-{place}", on_click=_take, args=(way.package, place))


def _no_package(found: Together) -> None:
    """Say what stands in the way, or that giving up red lines does not help."""
    if found.ways:
        ui.error(t("Binnen alle rode lijnen is er geen pakket; dat is bewezen. Dit is genoeg om los te laten:"))
        for place, way in enumerate(found.ways, start=1):
            _way(way, place)
        if not found.complete:
            ui.caption(t("Er kunnen meer stellen rode lijnen zijn die genoeg zijn om los te laten."))
    elif found.nearest is not None:
        catalogue = state.catalogue()
        missing = f"{numbers.on_page(catalogue, found.missing_keur or 0)} {terms.unit(catalogue)}"
        ui.error(
            t("Ook zonder rode lijnen is er geen pakket dat dit haalt; het beste mist {missing}.", missing=missing)
        )
        short = missing_amount(TOGETHER, NEAREST, found.missing_keur or 0)
        show(html.asides([html.sentence(t("Waaruit volgt wat mist: {missing}"), missing=short)]))
        ui.button(t("Open het pakket dat het dichtst komt"), key="nearest", on_click=_take, args=(found.nearest, 0))
    elif found.complete:
        ui.error(t("Wat gevraagd wordt spreekt zichzelf tegen, ook zonder rode lijnen."))
    else:
        ui.warning(t("Binnen de stappen is niets gevonden en niets bewezen."))


def _results(found: Together) -> None:
    """Draw what came out, under what was asked."""
    answer = found.answer
    names = ", ".join(one.name for one in found.positions)
    goals = "; ".join(
        goal_heading(goal, goal.columns[0], state.catalogue(), answer.question.settings)
        for goal in answer.question.goals
    )
    ui.markdown(t("Gevraagd: van {names}: {goals}.", names=names, goals=goals or t("geen doel")))
    if answer.late:
        ui.warning(late_text())
    if setting := " ".join(filter(None, [overlaps_text(answer.overlaps), inexact_text(answer)])):
        ui.caption(setting)
    if unsure := terms.not_judged(state.catalogue().info):
        ui.warning(unsure)
    if not answer.found:
        _no_package(found)
        return
    ui.success(t("Binnen alle rode lijnen; het beste pakket eerst."))
    for place, one in enumerate(answer.found, start=1):
        card(one, answer.question, place, answer.late, _take, TOGETHER)


def outcome(positions: tuple[Position, ...]) -> None:
    """Let the user ask for the best package within the red lines, and draw what came out."""
    ui.header(t("Het beste pakket binnen de rode lijnen"))
    asked, pressed = _form(positions)
    if asked is not None and pressed:
        st.session_state[ASKED] = asked
        start_search(TOGETHER, lambda: _job(asked))
    found: Together | None = searched(TOGETHER)
    if found is None:
        return
    with st.container(key="answer"):
        page.go_to_answer(found)
        if asked != st.session_state.get(ASKED):
            ui.warning(t("De vraag of een standpunt is intussen veranderd; zoek opnieuw."))
        _results(found)
