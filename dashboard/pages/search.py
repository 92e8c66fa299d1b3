"""The page that finds packages for a question, or proves that there is none."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import BudgetError
from budget.search import (
    Against,
    Answer,
    Front,
    Goal,
    Progress,
    Question,
    explore_packages,
    find_packages_with_steps,
    pareto_front,
    random_packages,
    steps_between,
)
from dashboard import page, state
from dashboard.charts import Rows, chart_block, column_name, front_chart, scatter_chart
from dashboard.package import controls, switcher
from dashboard.search import question_form, results
from dashboard.words import explain_error, html, numbers, t, terms, ui

SAMPLE = 1_000_000


def search(question: Question, top: int) -> Answer:
    """Run a search with its progress in view."""
    with ui.status(t("Zoeken…")) as status:
        line = st.empty()

        def tell(progress: Progress) -> None:
            seconds = numbers.number(round(progress.seconds), 0)
            with line:
                ui.markdown(t("{found} gevonden, {seconds} seconden", found=progress.found, seconds=seconds))

        seconds = float(st.session_state.get("q-seconds", 20))
        names = (name.partition(":") for name in st.session_state.get("q-turn", []))
        steps = [steps_between(state.catalogue(), measure, dial) for measure, _, dial in names]
        answer = find_packages_with_steps(
            state.catalogue(), question, steps, top=top, time_limit=seconds, progress=tell
        )
        status.update(label=t("Klaar"), state="complete")
    return answer


@st.cache_data(show_spinner=False, max_entries=8)
def explored(version: str, target: str | None, budget: str | None) -> tuple[Rows, Rows]:  # noqa: ARG001 - the version is part of what is cached
    """Evaluate a million random packages against a goal, once for everyone; return the points and the extremes."""
    catalogue = state.catalogue()
    found = explore_packages(catalogue, random_packages(catalogue, SAMPLE), Goal(target=target, budget=budget))
    return found.scatter(), found.envelope()


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
    if front.stopped:
        ui.warning(t("De zoektijd was op; de lijst kan onvolledig zijn."))


def scatter_block(goal: Goal) -> None:
    """Draw what random packages come to, against the first goal."""
    catalogue = state.catalogue()
    info, unit = catalogue.info, terms.unit(catalogue)
    with ui.spinner(t("Rekenen…")):
        points, edges = explored(f"{info.id} {info.version}", goal.target, goal.budget)
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
    ui.subheader(t("Afwegingen"))
    kinds = {"measures": t("besparing tegen aantal maatregelen")}
    if state.catalogue().oda is not None:
        kinds["leakage"] = t("besparing tegen daling van de ODA-toerekening")
    kinds["scatter"] = t("een miljoen willekeurige pakketten")
    kind = ui.segmented_control(t("Toon"), list(kinds), format_func=kinds.__getitem__, key="trade-off")
    if kind in {"measures", "leakage"}:
        against = Against(kind)
        step = 1 if against is Against.MEASURES else 5000
        with ui.spinner(t("Zoeken…")):
            front = pareto_front(state.catalogue(), question, against=against, step=step, time_limit=20)
        front_block(front)
    elif kind == "scatter":
        scatter_block(question.goals[0])


def render() -> None:
    """Draw the page."""
    with st.sidebar:
        switcher()
        controls.settings_controls()
    ui.header(t("Zoek een pakket"))
    ui.markdown(
        t(
            "Stel de vraag als een zin. Het antwoord is exact: gevonden pakketten zijn door het rekenmodel nagerekend, en als er geen is, is dat bewezen."
        )
    )
    asked = question_form(state.draft().settings)
    if asked is not None:
        st.session_state["asked"] = asked
    if "asked" in st.session_state:  # until it is answered: a run that another one cuts short answers in the next
        try:
            st.session_state["answer"] = search(*st.session_state["asked"])
        except BudgetError as error:
            ui.error(explain_error(error))
            st.session_state.pop("answer", None)
        del st.session_state["asked"]
    answer: Answer | None = st.session_state.get("answer")
    if answer is not None:
        results(answer)
        try:
            trade_offs(answer.question)
        except BudgetError as error:
            ui.error(explain_error(error))
    page.footer()
