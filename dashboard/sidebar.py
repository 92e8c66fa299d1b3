"""The controls beside the package: ready-made packages, settings, export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from budget.package import Package
from budget.settings import DECISION_YEARS, Basis, Ceiling, OdaRules, Scope, Settings
from budget.workbook import write_workbook
from dashboard import state, terms
from dashboard.numbers import percent
from dashboard.text import language, t

ANNEX = -1  # stands for "as annex 1 has it" in the list of shares
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_target_of(package: str) -> None:
    """Bring the target that a ready-made package is made for into view."""
    shown = list(st.session_state.get("shown_targets", []))
    wanted = next((id_ for id_ in state.catalogue().targets if package.startswith(id_)), None)
    if wanted is not None and wanted not in shown:
        st.session_state["shown_targets"] = [*shown, wanted]


def ready_made() -> None:
    """Offer the ready-made packages."""
    catalogue, lang = state.catalogue(), language()
    packages = catalogue.packages
    key = state.bound("ready")
    order = sorted(packages, key=lambda id_: (packages[id_].ours, "variant" in id_, id_))

    def load() -> None:
        chosen = packages.get(st.session_state.get(key) or "")
        if chosen is not None and state.is_bound(key):
            title, note = chosen.title.get(lang), chosen.note.get(lang)
            draft = replace(state.draft(), name=title, description=note, measures=chosen.measures)
            show_target_of(chosen.id)
            state.open_package(draft)

    st.selectbox(
        t("Kant-en-klaar pakket"),
        order,
        index=None,
        key=key,
        placeholder=t("Kies een pakket"),
        format_func=lambda id_: packages[id_].title.get(lang),
        on_change=state.completed(load),
        help=t("Opent als nieuw pakket naast de andere; een leeg pakket wordt vervangen."),
    )


def _select(
    label: str,
    name: str,
    options: dict[object, str],
    current: object,
    edit: Callable[[Settings, object], Settings],
    note: str,
) -> None:
    """Draw a setting as a selectbox that follows the active package."""
    key = state.bound(f"set-{name}")
    st.session_state[key] = current

    def changed() -> None:
        if state.is_bound(key):
            state.change_settings(lambda settings: edit(settings, st.session_state[key]))

    st.selectbox(label, list(options), key=key, format_func=options.__getitem__, on_change=changed, help=note)


def settings_controls() -> None:
    """Offer the decision year and the base of the targets."""
    current = state.draft().settings
    basis = {Basis.REPORT: t("vast jaar van het rapport (2021)"), Basis.OWN_YEAR: t("elk jaar zijn eigen")}
    scope = {
        Scope.REPORT: t("zoals het rapport: artikel 37; 498 voor BHOS"),
        Scope.WHOLE: t("alle regels van bijlage 1"),
    }
    later = t("Een jaar later besluiten schuift de bedragen een jaar op; structureel blijft gelijk.")
    years: dict[object, str] = {year: str(year) for year in DECISION_YEARS}
    _select(t("Besluit op 1 september"), "year", years, current.decision_year, _with("decision_year"), later)
    _select(t("Jaar van de grondslag"), "basis", {**basis}, current.basis, _with("basis"), terms.base())
    _select(t("Omvang van de grondslag"), "scope", {**scope}, current.scope, _with("scope"), terms.base())


def oda_controls() -> None:
    """Offer the ODA rules, the first-year share and the reading of the ceiling."""
    current = state.draft().settings
    rules = {OdaRules.DERIVED: t("gemelde en afgeleide regels"), OdaRules.STATED: t("alleen gemelde regels")}
    ceiling = {Ceiling.STAYS: t("blijft gelijk"), Ceiling.FOLLOWS: t("beweegt mee (als bij optie 1A)")}
    _select(t("ODA-regels"), "oda", {**rules}, current.oda_rules, _with("oda_rules"), terms.oda())
    note = t(
        "Blijft het plafond gelijk, dan gaat een lagere toerekening naar andere ODA-programma's. Beweegt het mee, dan verbetert het saldo."
    )
    _select(t("ODA-plafond"), "ceiling", {**ceiling}, current.ceiling, _with("ceiling"), note)
    shares: dict[object, str] = {ANNEX: t("volgens bijlage 1, per jaar")}
    shares |= {permille: percent(Decimal(permille) / 10, 0) for permille in range(0, 1001, 50)}
    share = ANNEX if current.first_year_share is None else current.first_year_share
    if share not in shares:
        shares[share] = percent(Decimal(share) / 10)
    note = t(
        "Het deel van de opvangkosten dat in het eerste jaar valt: toerekening van JenV gedeeld door COA en Nidos."
    )
    _select(
        t("Eerstejaarsaandeel"),
        "share",
        shares,
        share,
        lambda settings, value: replace(settings, first_year_share=None if value == ANNEX else int(str(value))),
        note,
    )


def _with(field: str) -> Callable[[Settings, object], Settings]:
    return lambda settings, value: replace(settings, **{field: value})  # type: ignore[arg-type]  # the options hold the field's own values


def target_choice() -> tuple[str, ...]:
    """Let the user choose which targets stay in view."""
    targets, lang = state.catalogue().targets, language()
    st.session_state.setdefault("shown_targets", ["jenv-20", "bhos-20"])
    chosen = st.pills(
        t("Doelen in beeld"),
        list(targets),
        selection_mode="multi",
        key="shown_targets",
        format_func=lambda id_: targets[id_].title.get(lang),
    )
    return tuple(id_ for id_ in targets if id_ in chosen)


def export_button(package: Package, name: str) -> None:
    """Offer the workbook; it is built on click."""
    lang, description = language(), state.draft().description
    st.download_button(
        t("Download Excel"),
        data=lambda: write_workbook(package, name=name, language=lang, description=description),
        file_name=f"bmh-{t('pakket')}.xlsx",
        mime=XLSX,
        on_click="ignore",
        width="stretch",
    )
