"""The dials of the chain: settings of the open package, each with its default, source and limits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from budget.catalogue import CHAIN, Catalogue, ChainData
from budget.core import Settings
from dashboard import state
from dashboard.package import dial_input
from dashboard.words import language, t, terms, ui


def _turned() -> dict[str, Decimal]:
    return {dial: value for owner, dial, value in state.draft().settings.dials if owner == CHAIN}


def dial_row(data: ChainData, dials: Sequence[str], instead: dict[str, str] | None = None) -> None:
    """Draw a row of dials as the open package has them; `instead` names the dial that one puts back."""
    turned = _turned()
    for column, id_ in zip(st.columns(len(dials), vertical_alignment="bottom"), dials, strict=True):
        dial = data.dial(id_)
        with column:
            dial_input(CHAIN, dial, turned.get(id_, dial.default), (instead or {}).get(id_))


def _chosen(id_: str, default: Decimal | int, key: str) -> None:
    if not state.is_bound(key):
        return
    value = Decimal(int(st.session_state[key]))
    wanted = None if value == default else value
    state.change_settings(lambda settings: settings.turned(CHAIN, id_, wanted))


def year_choice(data: ChainData, catalogue: Catalogue) -> None:
    """Ask for the year of the set-back, one of the base."""
    dial, key = data.dial("year"), state.bound("chain-year")
    st.session_state[key] = str(int(_turned().get("year", dial.default)))
    ui.selectbox(
        dial.title.get(language()),
        list(catalogue.base.years),
        key=key,
        on_change=_chosen,
        args=("year", dial.default, key),
        help=f"{terms.cited(catalogue, dial.source)}.",
    )


def central_choice(data: ChainData, catalogue: Catalogue) -> None:
    """Ask whether the set-back is of the central part of reception alone."""
    dial, key = data.dial("central"), state.bound("chain-central")
    st.session_state[key] = bool(_turned().get("central", dial.default))
    help_ = f"{terms.cited(catalogue, dial.source)}."
    ui.checkbox(dial.title.get(language()), key=key, on_change=_chosen, args=("central", dial.default, key), help=help_)


def put_back(dials: Sequence[str]) -> None:
    """Put dials of the chain back at their defaults."""

    def defaults(settings: Settings) -> Settings:
        for dial in dials:
            settings = settings.turned(CHAIN, dial, None)
        return settings

    state.change_settings(defaults)


def back_button(dials: Sequence[str], key: str) -> None:
    """Draw the way back to the defaults, where a dial of these was turned."""
    if any(dial in dials for dial in _turned()):
        ui.button(t("Terug naar de bron"), key=state.bound(key), on_click=put_back, args=(dials,))
