"""The dials of a measure: turn an assumption of the report and see the amount move."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from budget.catalogue import Dial, Measure
from budget.core import Settings
from budget.engine import moved
from dashboard import state
from dashboard.package.packages import shown_name
from dashboard.words import bold, language, numbers, t, terms, ui


def _decimals(dial: Dial) -> int:
    exponent = Decimal(dial.step).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _turned(measure: Measure, dial: Dial, key: str) -> None:
    if not state.is_bound(key):
        return
    value = Decimal(str(st.session_state[key])).quantize(Decimal(1).scaleb(-_decimals(dial)))
    wanted = None if value == dial.default else value
    state.change_settings(lambda settings: settings.turned(measure.id, dial.id, wanted))


def _back(measure: Measure) -> None:
    def defaults(settings: Settings) -> Settings:
        for dial in measure.dials.values if measure.dials else ():
            settings = settings.turned(measure.id, dial.id, None)
        return settings

    state.change_settings(defaults)


def dial_controls(measure: Measure) -> None:
    """Draw a number for each dial of a measure, its default and source, and a way back to the printed amount."""
    if measure.dials is None:
        return
    lang = language()
    current = moved(measure, state.draft().settings)
    ui.markdown(bold(t("Aannames achter het bedrag")))
    name = shown_name(state.draft(), state.workspace().active)
    ui.caption(t("Een andere waarde geldt voor het geopende pakket ({name}), niet voor andere pakketten.", name=name))
    for dial in measure.dials.values:
        key = state.bound(f"dial-{measure.id}-{dial.id}")
        places = _decimals(dial)
        whole = places == 0
        kind = int if whole else float
        st.session_state[key] = kind(current.get(dial.id, dial.default))
        note = dial.note.get(lang) if dial.note else ""
        report = t("Volgens de bron: {value}.", value=numbers.number(Decimal(dial.default), places))
        ui.number_input(
            f"{dial.title.get(lang)} ({dial.unit.get(lang)})",
            min_value=kind(dial.minimum),
            max_value=kind(dial.maximum),
            step=kind(dial.step),
            format=None if whole else f"%.{places}f",
            key=key,
            on_change=_turned,
            args=(measure, dial, key),
            help=" ".join(filter(None, [report, note, f"{terms.cited(state.catalogue(), dial.source)}."])),
        )
    if current:
        ui.warning(t("Eigen aanname: dit bedrag is niet dat van de bron."))
        ui.button(t("Terug naar de bron"), key=f"dials-back-{measure.id}", on_click=_back, args=(measure,))
