"""The page that finds packages for a question, or proves that there is none."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import OwnTarget, Settings
from budget.search import (
    Against,
    Answer,
    Front,
    Goal,
    Question,
    find_packages_with_steps,
    pareto_front,
    sample_packages,
    steps_between,
)
from dashboard import page, state
from dashboard.charts import Rows, chart_block, column_name, front_chart, scatter_chart
from dashboard.package import controls, switcher
from dashboard.search import (
    GUARD_SECONDS,
    Asked,
    late_text,
    question_form,
    results,
    searched,
    searched_once,
    start_search,
)
from dashboard.words import html, numbers, t, terms, ui
from dashboard.workers import Job

SAMPLE = 1_000_000
ANSWERED = "answered"  # the form as it was asked last
MOST_EXPLORED = 8
FRONT_STEPS = 5000  # of the solver
_EXPLORED: dict[tuple[str, str | None, str | None, tuple[OwnTarget, ...]], tuple[Rows, Rows]] = {}


def search_job(asked: Asked) -> Job:
    """Make the search for packages, with the dials that the form lets it turn."""
    catalogue = state.catalogue()
    names = (name.partition(":") for name in asked.turned)
    steps = [steps_between(catalogue, measure, dial) for measure, _, dial in names]
    limits = {"top": asked.top, "most_steps": asked.steps, "time_limit": GUARD_SECONDS}
    return Job(find_packages_with_steps, catalogue, (catalogue, asked.question, steps), limits, tells=True)


def explored(goal: Goal, own: tuple[OwnTarget, ...]) -> tuple[Rows, Rows] | None:
    """
    Evaluate a million random packages against a goal, once for everyone; None when it was cancelled or failed.

    `own` are the targets of one's own of the search, of which the goal may name one.
    """
    catalogue = state.catalogue()
    settings = Settings(own_targets=() if goal.target in catalogue.targets or goal.target is None else own)
    place = (f"{catalogue.info.id} {catalogue.info.version}", goal.target, goal.budget, settings.own_targets)
    if place not in _EXPLORED:
        asked = Goal(target=goal.target, budget=goal.budget)
        job = Job(sample_packages, catalogue, (catalogue, SAMPLE, asked, settings))
        found = searched_once("scatter", place, job)
        if found is None:
            return None
        _EXPLORED[place] = found
        while len(_EXPLORED) > MOST_EXPLORED:
            _EXPLORED.pop(next(iter(_EXPLORED)), None)
    return _EXPLORED[place]


def front_table(front: Front, catalogue: Catalogue) -> Markup:
    """Build the table of a front; the room in the ODA budget only where there is ODA."""
    rows = [
        [
            numbers.meur(point.saving_keur),
            str(point.measures),
            *([numbers.meur(point.leakage_keur)] if catalogue.oda is not None else []),
            ", ".join(point.package.selection),
        ]
        for point in front.points
    ]
    leak = [t("Daling ODA-toerekening")] if catalogue.oda is not None else []
    head = [t("Besparing"), t("Aantal maatregelen"), *leak, t("Maatregelen")]
    name = column_name(catalogue, catalogue.columns.structural)
    about = t("De grootste besparing bij elke prijs, {column}", column=name)
    return html.table(f"{about} – {terms.unit(catalogue)}", head, rows, css="figures front")


def front_block(front: Front) -> None:
    """Draw a front as chart and table."""
    catalogue = state.catalogue()
    price = t("Aantal maatregelen") if front.against is Against.MEASURES else t("Daling ODA-toerekening")
    table, key = front_table(front, catalogue), f"front-{front.against.value}"
    chart_block(f"{t('Besparing tegen')}: {price}", front_chart(front, catalogue), table, key=key)
    if front.late:
        ui.warning(late_text())
    elif front.stopped:
        ui.warning(t("De stappen waren op; de lijst kan onvolledig zijn."))


def scatter_block(goal: Goal, own: tuple[OwnTarget, ...]) -> None:
    """Draw what random packages come to, against the first goal; `own` are the search's targets of one's own."""
    catalogue = state.catalogue()
    unit = terms.unit(catalogue)
    found = explored(goal, own)
    if found is None:
        return
    points, edges = found
    rows = [[str(n), numbers.meur(int(low)), numbers.meur(int(high))] for n, low, high in edges.tolist()]
    caption = f"{t('Laagste en hoogste effect bij elk aantal')} – {terms.legend(unit)}"
    table = html.table(caption, [t("Aantal maatregelen"), t("Laagste"), t("Hoogste")], rows)
    structural = catalogue.columns.structural
    title = t("Effect tegen aantal maatregelen, {column}", column=column_name(catalogue, structural))
    chart_block(title, scatter_chart(points, edges, catalogue, structural), table, key="scatter")
    ui.caption(
        t("Willekeurige pakketten zonder maatregelen die elkaar uitsluiten; open posten (PM) tellen hier niet mee.")
    )


def trade_offs(question: Question) -> None:
    """Offer the fronts and the scatter of random packages."""
    ui.header(t("Afwegingen"))
    kinds = {"measures": t("besparing tegen aantal maatregelen")}
    if state.catalogue().oda is not None:
        kinds["leakage"] = t("besparing tegen daling van de ODA-toerekening")
    kinds["scatter"] = t("een miljoen willekeurige pakketten")
    kind = ui.segmented_control(t("Toon"), list(kinds), format_func=kinds.__getitem__, key="trade-off")
    if kind in {"measures", "leakage"}:
        against = Against(kind)
        step = 1 if against is Against.MEASURES else 5000
        catalogue = state.catalogue()
        limits = {"against": against, "step": step, "most_steps": FRONT_STEPS, "time_limit": GUARD_SECONDS}
        job = Job(pareto_front, catalogue, (catalogue, question), limits, tells=True)
        front: Front | None = searched_once("front", (question, kind), job)
        if front is not None:
            front_block(front)
    elif kind == "scatter":
        scatter_block(question.goals[0], question.settings.own_targets)


def render() -> None:
    """Draw the page."""
    with st.sidebar:
        switcher()
        controls.settings_controls()
    ui.page_heading(t("Zoek een pakket"))
    ui.markdown(
        t(
            "Stel de vraag als een zin. Gevonden pakketten zijn door het rekenmodel nagerekend, en als er geen is, is dat bewezen. Een antwoord dat niet af is, zegt dat erbij."
        )
    )
    form, pressed = question_form(state.draft().settings)
    if form is not None and pressed:
        st.session_state["asked"] = st.session_state[ANSWERED] = form
    if "asked" in st.session_state:  # until it is in the line: a run that another one cuts short asks in the next
        start_search("answer", lambda: search_job(st.session_state["asked"]))
        del st.session_state["asked"]
    answer: Answer | None = searched("answer")
    if answer is not None:
        with st.container(key="answer"):
            ui.header(t("Antwoord"))
            page.go_to_answer(answer)
            results(answer, changed=form != st.session_state.get(ANSWERED))
        trade_offs(answer.question)
    page.footer()
