"""The question of a search as a sentence made of choices."""

from __future__ import annotations

from typing import Any, TypedDict

import streamlit as st

from budget.catalogue import Evidence, LegalLevel
from budget.core import COLUMNS, STRUCTURAL, Settings
from budget.search import Goal, Limits, Objective, OpenCells, Question
from dashboard import state
from dashboard.package import column_labels
from dashboard.words import language, t

# A number typed in full finds that measure only, and Enter takes it.
EXACT: dict[str, Any] = {"filter_mode": "contains", "select_all": False}
LAWS = {"all": None, "no-eu": LegalLevel.LAW, "no-law": LegalLevel.REGULATION}


def measure_names() -> dict[str, str]:
    """Return each measure's number with its title."""
    lang = language()
    return {id_: f"{id_} {measure.title.get(lang)}" for id_, measure in state.catalogue().measures.items()}


def objective_words() -> dict[Objective, str]:
    """Return the objectives in words."""
    return {
        Objective.FEWEST: t("zo weinig mogelijk maatregelen"),
        Objective.CLOSEST: t("zo dicht mogelijk bij het doel"),
        Objective.LEAST_INTENSIFICATION: t("zo weinig mogelijk intensivering"),
        Objective.LEAST_LEAKAGE: t("zo weinig mogelijk naar ODA-ruimte"),
    }


def _choice(label: str, options: dict[str, str], key: str) -> list[str]:
    """Draw a choice of any number of measures or variants, none at first."""
    return st.multiselect(label, options, format_func=options.__getitem__, key=key, placeholder=t("geen"), **EXACT)


class Lists(TypedDict):
    """What must and may not be in a package, as a question holds it."""

    forbidden: tuple[str, ...]
    forbidden_variants: tuple[str, ...]
    required: tuple[str, ...]
    required_variants: tuple[str, ...]


def _lists() -> Lists:
    """Draw what must and may not be in a package."""
    names = measure_names()
    variants = {id_: f"{id_} {variant.title.get(language())}" for id_, variant in state.catalogue().variants.items()}
    left, right = st.columns(2)
    with left:
        forbidden = _choice(t("zonder deze maatregelen"), names, "q-forbid")
        away = _choice(t("zonder deze varianten"), variants, "q-away")
    with right:
        required = _choice(t("in elk geval met deze maatregelen"), names, "q-require")
        wanted = _choice(t("met iets uit deze varianten"), variants, "q-want")
    return {
        "forbidden": tuple(forbidden),
        "forbidden_variants": tuple(away),
        "required": tuple(required),
        "required_variants": tuple(wanted),
    }


def _limits() -> tuple[Limits, OpenCells]:
    """Draw the limits on the package as a whole."""
    laws = {
        "all": t("elke wijziging van regels mag"),
        "no-eu": t("geen wijziging van EU-recht of verdrag"),
        "no-law": t("geen wetswijziging"),
    }
    grades = {"all": t("elke bewijsgraad"), "derived": t("alleen gemeld of afgeleid"), "stated": t("alleen gemeld")}
    allowed = {
        "all": None,
        "derived": frozenset({Evidence.STATED, Evidence.DERIVED}),
        "stated": frozenset({Evidence.STATED}),
    }
    columns = st.columns(4)
    law = columns[0].selectbox(t("Regels"), list(laws), format_func=laws.__getitem__, key="q-law")
    grade = columns[1].selectbox(t("Bewijs van de posten"), list(grades), format_func=grades.__getitem__, key="q-grade")
    most = columns[2].number_input(
        t("Ten hoogste maatregelen (0 = vrij)"), 0, len(state.catalogue().measures), 0, key="q-most"
    )
    with columns[3]:
        overlaps = st.checkbox(t("geen overlap"), key="q-overlap", wrap=True)
        no_open = st.checkbox(t("geen maatregelen met PM"), key="q-open", wrap=True)
        keep = st.checkbox(t("toerekening aan ODA blijft bestaan"), key="q-keep", wrap=True)
    limits = Limits(LAWS[law], allowed[grade], overlaps, int(most) or None, keep)
    return limits, OpenCells.NONE if no_open else OpenCells.CERTAIN


def question_form(settings: Settings) -> tuple[Question, int] | None:
    """Draw the form; return the question and the number of packages wanted when the user asks it."""
    targets, lang = state.catalogue().targets, language()
    labels = dict(zip(COLUMNS, column_labels(), strict=True))
    words = objective_words()
    with st.form("search"):
        first, second, third = st.columns([2, 2, 2])
        chosen = first.multiselect(
            t("Zoek pakketten die dit halen"),
            list(targets),
            ["jenv-20"],
            format_func=lambda i: targets[i].title.get(lang),
            key="q-targets",
            **EXACT,
        )
        columns = second.multiselect(
            t("in"), list(COLUMNS), [STRUCTURAL], format_func=labels.__getitem__, key="q-columns", **EXACT
        )
        objective = third.selectbox(t("met"), list(words), format_func=words.__getitem__, key="q-objective")
        lists = _lists()
        limits, open_cells = _limits()
        dials = {
            f"{m.id}:{d.id}": f"{m.id} {d.title.get(lang)}"
            for m in state.catalogue().measures.values()
            if m.dials
            for d in m.dials.values
        }
        st.multiselect(
            t("en draai daarbij aan deze aannames"),
            dials,
            format_func=dials.__getitem__,
            key="q-turn",
            placeholder=t("geen"),
            **EXACT,
            help=t("De zoektocht kiest dan ook de stand van deze schuiven, in ten hoogste negen stappen."),
        )
        amount, seconds, ask = st.columns([1, 1, 1], vertical_alignment="bottom")
        top = amount.number_input(t("Aantal pakketten"), 1, 20, 3, key="q-top")
        seconds.number_input(t("Zoektijd ten hoogste (seconden)"), 1, 120, 20, key="q-seconds")
        asked = ask.form_submit_button(t("Zoek"), type="primary", width="stretch")
    if not asked:
        return None
    if not chosen or not columns:
        st.warning(t("Kies ten minste één doel en één kolom."))
        return None
    goals = tuple(Goal(target=id_, columns=tuple(c for c in COLUMNS if c in columns)) for id_ in chosen)
    question = Question(goals, **lists, limits=limits, open_cells=open_cells, objective=objective, settings=settings)
    return question, int(top)
