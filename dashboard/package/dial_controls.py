"""The dials of a measure: turn an assumption of the report and see the amount move."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from budget.catalogue import Dial, Measure
from budget.core import Settings
from budget.engine import moved
from dashboard import state
from dashboard.package.packages import shown_name
from dashboard.words import bold, language, number_box, numbers, t, terms, ui


def _turned(measure: Measure, dial: Dial, key: str, value: Decimal | None) -> None:
    if not state.is_bound(key):
        return
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
        note = dial.note.get(lang) if dial.note else ""
        report = t("Volgens de bron: {value}.", value=numbers.number(Decimal(dial.default), dial.decimals))
        number_box(
            f"{dial.title.get(lang)} ({dial.unit.get(lang)})",
            key,
            dial.number_form,
            current.get(dial.id, dial.default),
            take=partial(_turned, measure, dial, key),
            note=" ".join(filter(None, [report, note, f"{terms.cited(state.catalogue(), dial.source)}."])),
        )
    if current:
        ui.warning(t("Eigen aanname: dit bedrag is niet dat van de bron."))
        ui.button(t("Terug naar de bron"), key=f"dials-back-{measure.id}", on_click=_back, args=(measure,))
