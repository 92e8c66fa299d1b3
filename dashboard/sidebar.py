"""The controls beside the package: ready-made packages, settings, export."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.package import Package
from budget.settings import DECISION_YEARS, Basis, Scope
from budget.workbook import write_workbook
from dashboard import state, terms
from dashboard.text import language, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ready_made() -> None:
    """Offer the ready-made packages."""
    catalogue, lang = state.catalogue(), language()
    packages = catalogue.packages
    order = sorted(packages, key=lambda id_: (packages[id_].ours, "variant" in id_, id_))

    def load() -> None:
        chosen = packages.get(st.session_state.get("ready") or "")
        if chosen is not None:
            current = state.draft()
            state.load_draft(replace(current, name=chosen.title.get(lang), description=chosen.note.get(lang), measures=chosen.measures))

    st.selectbox(
        t("Kant-en-klaar pakket"),
        order,
        index=None,
        key="ready",
        placeholder=t("Kies een pakket"),
        format_func=lambda id_: packages[id_].title.get(lang),
        on_change=load,
    )


def clear_button() -> None:
    """Offer an empty package."""

    def clear() -> None:
        st.session_state["ready"] = None
        state.load_draft(replace(state.draft(), name="", description="", measures=()))

    st.button(t("Leeg pakket"), on_click=clear, width="stretch")


def settings_controls() -> None:
    """Offer the decision year and the basis of the targets."""
    current = state.draft().settings
    st.session_state.setdefault("decision_year", current.decision_year)
    st.session_state.setdefault("basis", current.basis.value)
    st.session_state.setdefault("scope", current.scope.value)

    def change() -> None:
        state.change_settings(
            replace(
                state.draft().settings,
                decision_year=int(st.session_state["decision_year"]),
                basis=Basis(st.session_state["basis"]),
                scope=Scope(st.session_state["scope"]),
            )
        )

    basis = {Basis.REPORT.value: t("vast jaar van het rapport (2021)"), Basis.OWN_YEAR.value: t("elk jaar zijn eigen")}
    scope = {
        Scope.REPORT.value: t("zoals het rapport: artikel 37; 498 voor BHOS"),
        Scope.WHOLE.value: t("alle regels van bijlage 1"),
    }
    st.selectbox(t("Besluit op 1 september"), DECISION_YEARS, key="decision_year", on_change=change,
                 help=t("Een jaar later besluiten schuift de bedragen een jaar op; structureel blijft gelijk."))
    st.selectbox(t("Jaar van de grondslag"), list(basis), key="basis", format_func=basis.__getitem__, on_change=change, help=terms.base())
    st.selectbox(t("Omvang van de grondslag"), list(scope), key="scope", format_func=scope.__getitem__, on_change=change, help=terms.base())


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
    lang = language()
    st.download_button(
        t("Download Excel"),
        data=lambda: write_workbook(package, name=name, language=lang),
        file_name=f"bmh-{t('pakket')}.xlsx",
        mime=XLSX,
        on_click="ignore",
        width="stretch",
    )
