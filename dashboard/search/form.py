"""The question of a search as a sentence made of choices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypedDict

import streamlit as st

from budget.catalogue import Catalogue, ConflictKind, Evidence, LegalLevel
from budget.core import NumberForm, NumberUnit, Settings, keur_from_meur
from budget.engine import find_target, held_targets
from budget.search import Goal, Limits, Objective, OpenCells, Question
from dashboard import state
from dashboard.package import column_heads
from dashboard.words import held_number, kept_number_box, language, t, terms, ui

# A number typed in full finds that measure only, and Enter takes it.
EXACT: dict[str, Any] = {"filter_mode": "contains", "select_all": False}
NO_GOAL, WHOLE = "", "*"  # among the budgets: none, and the whole package
EFFORTS = {"quick": 500, "normal": 5000, "deep": 40_000}
"""How many of the solver's steps a search may take: seconds, some twenty seconds and minutes on an idle machine."""
AMOUNT = NumberForm(-1_000_000, 1_000_000, 3, NumberUnit.MEUR)
NUMBERS = ("q-most", "q-amount", "q-top")
LAWS = {"all": None, "no-eu": LegalLevel.LAW, "no-law": LegalLevel.REGULATION}


def _asked(label: str, key: str, form: NumberForm, default: int) -> Decimal:
    """Draw a box for a number; it is read when the question is asked, and is the default until then."""
    return kept_number_box(label, key, form, default).value or Decimal(0)


def measure_names(catalogue: Catalogue) -> dict[str, str]:
    """Return each measure's number with its title, those of one's own that the catalogue holds too."""
    lang = language()
    return {id_: f"{id_} {measure.title.get(lang)}" for id_, measure in catalogue.measures.items()}


def objective_words() -> dict[Objective, str]:
    """Return the objectives in words."""
    words = {
        Objective.FEWEST: t("zo weinig mogelijk maatregelen"),
        Objective.CLOSEST: t("zo dicht mogelijk bij het doel"),
        Objective.LEAST_INTENSIFICATION: t("zo weinig mogelijk intensivering"),
    }
    if state.catalogue().oda is not None:
        words[Objective.LEAST_LEAKAGE] = t("zo min mogelijk daling van de ODA-toerekening")
    return words


def _choice(label: str, options: dict[str, str], key: str) -> list[str]:
    """Draw a choice of any number of measures or variants, none at first."""
    return ui.multiselect(label, options, format_func=options.__getitem__, key=key, placeholder=t("geen"), **EXACT)


class Lists(TypedDict):
    """What must and may not be in a package, as a question holds it."""

    forbidden: tuple[str, ...]
    forbidden_variants: tuple[str, ...]
    required: tuple[str, ...]
    required_variants: tuple[str, ...]


def _lists() -> Lists:
    """Draw what must and may not be in a package."""
    names = measure_names(state.catalogue())
    variants = {id_: variant.named(language()) for id_, variant in state.catalogue().variants.items()}
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


def _ticks(catalogue: Catalogue) -> dict[str, str]:
    """Return the limits to tick, by key: those that can bite in this catalogue."""
    offered = {
        "q-overlap": (t("geen overlap"), any(c.kind is ConflictKind.OVERLAP for c in catalogue.conflicts)),
        "q-open": (
            t("geen maatregelen met een open bedrag"),
            any(map(catalogue.open_columns, catalogue.measures.values())),
        ),
        "q-keep": (t("toerekening aan ODA blijft bestaan"), catalogue.oda is not None),
    }
    return {key: label for key, (label, bites) in offered.items() if bites}


def law_words() -> dict[str, str]:
    """Return in words how far rules may change."""
    return {
        "all": t("elke wijziging van regels mag"),
        "no-eu": t("geen wijziging van EU-recht of verdrag"),
        "no-law": t("geen wetswijziging"),
    }


def grade_words() -> dict[str, str]:
    """Return in words on which evidence amounts may rest."""
    return {"all": t("elke bewijsgraad"), "derived": t("alleen gemeld of afgeleid"), "stated": t("alleen gemeld")}


def _limits() -> tuple[Limits, OpenCells]:
    """Draw the limits on the package as a whole: those that the list has data for."""
    laws, grades = law_words(), grade_words()
    allowed = {
        "all": None,
        "derived": frozenset({Evidence.STATED, Evidence.DERIVED}),
        "stated": frozenset({Evidence.STATED}),
    }
    catalogue, law, grade = state.catalogue(), "all", "all"
    first, second, third, last = st.columns(4)
    if any(measure.legal_change is not None for measure in catalogue.measures.values()):
        with first:
            law = ui.selectbox(t("Regels"), list(laws), format_func=laws.__getitem__, key="q-law")
    if catalogue.info.records == "full":  # a short record gives the chapter alone, as the list prints it
        with second:
            grade = ui.selectbox(t("Bewijs van de posten"), list(grades), format_func=grades.__getitem__, key="q-grade")
    with third:
        label = t("Ten hoogste maatregelen (0 = vrij)")
        most = _asked(label, "q-most", NumberForm(0, len(catalogue.measures)), 0)
    with last:
        ticked = {key: ui.checkbox(label, key=key, wrap=True) for key, label in _ticks(catalogue).items()}
    keep = ticked.get("q-keep", False)
    limits = Limits(LAWS[law], allowed[grade], ticked.get("q-overlap", False), int(most) or None, keep)
    return limits, OpenCells.NONE if ticked.get("q-open") else OpenCells.CERTAIN


def named_goal(catalogue: Catalogue, goal: Goal, settings: Settings) -> str:
    """Name a goal of a search under its settings: its target, its budget or the whole package."""
    if goal.target is not None:
        return find_target(catalogue, goal.target, settings).title.get(language())
    return goal.budget or t("het hele pakket")


def _own_goal(catalogue: Catalogue, has_targets: bool) -> tuple[Goal | None, bool]:
    """
    Ask for an amount on a budget or on the whole package; without targets that is the only goal there is.

    Also returns whether an amount was typed without anything that it is on.
    """
    unit = terms.unit(catalogue)
    names = {NO_GOAL: t("geen eigen bedrag"), WHOLE: t("het hele pakket")} | {line: line for line in catalogue.budgets}
    left, right = st.columns(2)
    with left:
        chosen = ui.selectbox(
            t("Eigen bedrag op"),
            list(names),
            index=0 if has_targets else 1,
            format_func=names.__getitem__,
            key="q-budget",
        )
    with right:
        label = t("Te halen effect, {unit}; − is een besparing", unit=unit)
        amount = _asked(label, "q-amount", AMOUNT, 0)
    if chosen == NO_GOAL:
        return None, amount != 0
    return Goal(amount_keur=keur_from_meur(amount), budget=None if chosen == WHOLE else chosen), False


def _goals(catalogue: Catalogue, settings: Settings) -> tuple[tuple[Goal, ...], str]:
    """
    Ask what must be reached and in which columns; return it, with what is missing, as nothing that was asked is left out.

    A target of one's own is to be met in the columns that it asks.
    """
    lang = language()
    own = {target.id for target in held_targets(catalogue, settings)}
    targets = {id_: find_target(catalogue, id_, settings).title.get(lang) for id_ in (*catalogue.targets, *sorted(own))}
    labels = column_heads(catalogue)
    structural = catalogue.columns.structural
    first, second = st.columns([2, 2])
    chosen: list[str] = []
    if targets:
        with first:
            chosen = ui.multiselect(
                t("Zoek pakketten die dit halen"),
                list(targets),
                list(filter(None, [catalogue.info.default_target])),
                format_func=targets.__getitem__,
                key="q-targets",
                help=t("Een eigen doel geldt in de kolommen waarin het is gevraagd."),
                **EXACT,
            )
    with second:
        columns = ui.multiselect(
            t("in"), list(catalogue.columns), [structural], format_func=labels.__getitem__, key="q-columns", **EXACT
        )
    amount, loose = _own_goal(catalogue, bool(targets))
    goals = [*(Goal(target=id_) for id_ in chosen if id_ not in own), *([] if amount is None else [amount])]
    wanted = tuple(column for column in catalogue.columns if column in columns)
    found = (*(replace(goal, columns=wanted) for goal in goals), *(Goal(target=id_) for id_ in chosen if id_ in own))
    if loose:
        return found, t("Kies waarop het bedrag dat u typte geldt, of typ 0.")
    return found, "" if found and (wanted or not goals) else t("Kies ten minste één doel en één kolom.")


def _dials(catalogue: Catalogue) -> None:
    """Offer the dials that the search may turn, where there are any."""
    dials = {
        f"{m.id}:{d.id}": f"{m.id} {d.title.get(language())}"
        for m in catalogue.measures.values()
        if m.dials
        for d in m.dials.values
    }
    if dials:
        ui.multiselect(
            t("en draai daarbij aan deze aannames"),
            dials,
            format_func=dials.__getitem__,
            key="q-turn",
            placeholder=t("geen"),
            **EXACT,
            help=t("De zoektocht kiest dan ook de stand van deze schuiven, in ten hoogste negen stappen."),
        )


def most_steps() -> int:
    """Return how many of the solver's steps the form allows."""
    return EFFORTS.get(st.session_state.get("q-effort") or "normal", EFFORTS["normal"])


@dataclass(frozen=True)
class Asked:
    """A question as it stands in the form: how many packages, of how many steps, with which dials to turn."""

    question: Question
    top: int
    steps: int
    turned: tuple[str, ...]


def question_form(settings: Settings) -> tuple[Asked | None, bool]:
    """Draw the form; return the question that stands in it, None when it cannot be asked, and whether it is asked."""
    catalogue, words = state.catalogue(), objective_words()
    with st.container(border=True, key="search_form"):
        goals, missing = _goals(catalogue, settings)
        objective = ui.selectbox(t("met"), list(words), format_func=words.__getitem__, key="q-objective")
        lists = _lists()
        limits, open_cells = _limits()
        _dials(catalogue)
        amount, effort, ask = st.columns([1, 1, 1], vertical_alignment="bottom")
        with amount:
            top = _asked(t("Aantal pakketten"), "q-top", NumberForm(1, 20), 3)
        efforts = {"quick": t("snel"), "normal": t("gewoon"), "deep": t("grondig")}
        with effort:
            ui.selectbox(
                t("Hoe grondig"),
                list(efforts),
                index=1,
                format_func=efforts.__getitem__,
                key="q-effort",
                help=t("Het aantal stappen dat de zoektocht mag doen. Wat zij vindt, hangt niet af van de drukte."),
            )
        with ask:
            pressed = ui.button(t("Zoek"), type="primary", width="stretch", key="q-ask")
    if any(box.fault for box in map(held_number, NUMBERS) if box is not None):
        ui.warning(t("Verbeter eerst het getal dat niet te lezen is."))
        return None, False
    if missing:
        ui.warning(missing)
        return None, False
    question = Question(goals, **lists, limits=limits, open_cells=open_cells, objective=objective, settings=settings)
    turned = tuple(st.session_state.get("q-turn", ()))
    return Asked(question, int(top), most_steps(), turned), pressed
