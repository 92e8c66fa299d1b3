"""The page that finds packages for a question, or proves that there is none."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Own, OwnTarget, Settings
from budget.search import (
    Against,
    Answer,
    Front,
    Goal,
    Question,
    Sample,
    find_packages_with_steps,
    pareto_front,
    sample_packages,
    steps_between,
)
from dashboard import page, state
from dashboard.charts import chart_block, column_name, front_chart, scatter_chart
from dashboard.package import asks, controls, found_ask, leakage_part, switcher
from dashboard.search import (
    ANSWER,
    FRONT,
    GUARD_SECONDS,
    HIGHEST,
    LOWEST,
    SAMPLED,
    Asked,
    goal_part,
    late_text,
    place_of,
    question_form,
    results,
    searched,
    searched_once,
    start_search,
)
from dashboard.words import asking, html, numbers, t, terms, ui
from dashboard.workers import Job

SAMPLE = 1_000_000
ANSWERED = "answered"  # the form as it was asked last
MOST_EXPLORED = 8
FRONT_STEPS = 5000  # of the solver
_EXPLORED: dict[tuple[str, str | None, str | None, tuple[OwnTarget, ...], Own], Sample] = {}


def search_job(asked: Asked) -> Job:
    """Make the search for packages, with the dials that the form lets it turn."""
    catalogue = state.catalogue()
    names = (name.partition(":") for name in asked.turned)
    steps = [steps_between(catalogue, measure, dial) for measure, _, dial in names]
    limits = {"top": asked.top, "most_steps": asked.steps, "time_limit": GUARD_SECONDS}
    return Job(find_packages_with_steps, catalogue, (catalogue, asked.question, steps), limits, tells=True)


def explored(goal: Goal, own: tuple[OwnTarget, ...]) -> Sample | None:
    """
    Evaluate a million random packages against a goal, once for everyone; None when it was cancelled or failed.

    `own` are the targets of one's own of the search, of which the goal may name one.
    """
    catalogue = state.catalogue()
    targets = () if goal.target in catalogue.targets or goal.target is None else own
    settings = Settings(own_targets=targets, own=catalogue.own)
    place = (f"{catalogue.info.id} {catalogue.info.version}", goal.target, goal.budget, targets, catalogue.own)
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


def front_table(front: Front, catalogue: Catalogue, part: str = "") -> Markup:
    """
    Build the table of a front; the room in the ODA budget only where there is ODA.

    `part` tells what of a package the saving is of (`goal_part`); each amount asks for its sum.
    """
    rows, structural = [], catalogue.columns.structural
    for place, point in enumerate(front.points, start=1):
        kind = found_ask(FRONT, str(place))
        asked, leaked = (asks(catalogue, what, kind)[structural] for what in (part, leakage_part()))
        leak = asking(leaked, numbers.on_page(catalogue, point.leakage_keur))
        rows.append(
            [
                asking(asked, numbers.on_page(catalogue, point.saving_keur)),
                str(point.measures),
                *([leak] if catalogue.oda is not None else []),
                ", ".join(point.package.selection),
            ]
        )
    leak_head = [t("Daling ODA-toerekening")] if catalogue.oda is not None else []
    head = [t("Besparing"), t("Aantal maatregelen"), *leak_head, t("Maatregelen")]
    name = column_name(catalogue, catalogue.columns.structural)
    about = t("De grootste besparing bij elke prijs, {column}", column=name)
    return html.table(f"{about} – {terms.unit(catalogue)}", head, rows, css="figures front")


def front_block(front: Front, part: str) -> None:
    """Draw a front as chart and table; `part` tells what of a package its saving is of."""
    catalogue = state.catalogue()
    price = t("Aantal maatregelen") if front.against is Against.MEASURES else t("Daling ODA-toerekening")
    table, key = front_table(front, catalogue, part), f"front-{front.against.value}"
    chart_block(f"{t('Besparing tegen')}: {price}", front_chart(front, catalogue), table, key=key)
    if front.late:
        ui.warning(late_text())
    elif front.stopped:
        ui.warning(t("De stappen waren op; de lijst kan onvolledig zijn."))


def scatter_block(goal: Goal, own: tuple[OwnTarget, ...]) -> None:
    """Draw what random packages come to, against the first goal; `own` are the search's targets of one's own."""
    catalogue = state.catalogue()
    found = explored(goal, own)
    if found is None:
        return
    st.session_state[SAMPLED] = found
    table = sample_table(found, catalogue, goal_part(goal))
    structural = catalogue.columns.structural
    title = t("Effect tegen aantal maatregelen, {column}", column=column_name(catalogue, structural))
    chart_block(title, scatter_chart(found.points, found.edges, catalogue, structural), table, key="scatter")
    ui.caption(t("Willekeurige pakketten zonder maatregelen die elkaar uitsluiten; open posten tellen hier niet mee."))


def sample_table(found: Sample, catalogue: Catalogue, part: str) -> Markup:
    """Build the table of the ends at each number of measures; each asks for the sum of a package that has it."""
    structural, unit = catalogue.columns.structural, terms.unit(catalogue)

    def shown(place: str, keur: int, count: int) -> str:
        ask = asks(catalogue, part, found_ask(SAMPLED, place))[structural] if count else ""
        return asking(ask, numbers.on_page(catalogue, keur, sign=True))

    rows = [
        [str(n), shown(place_of(LOWEST, at), low, n), shown(place_of(HIGHEST, at), high, n)]
        for at, (n, low, high) in enumerate(found.edges.tolist(), start=1)
    ]
    caption = f"{t('Laagste en hoogste effect bij elk aantal')} – {terms.legend(unit)}"
    return html.table(caption, [t("Aantal maatregelen"), t("Laagste"), t("Hoogste")], rows)


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
        front: Front | None = searched_once(FRONT, (question, kind), job)
        if front is not None:
            front_block(front, goal_part(question.goals[0]) if question.goals else "")
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
        start_search(ANSWER, lambda: search_job(st.session_state["asked"]))
        del st.session_state["asked"]
    answer: Answer | None = searched(ANSWER)
    if answer is not None:
        with st.container(key="answer"):
            ui.header(t("Antwoord"))
            page.go_to_answer(answer)
            results(answer, changed=form != st.session_state.get(ANSWERED))
        trade_offs(answer.question)
    page.footer()
