"""Dials: turn an assumption of the report and see the amounts move, those of a measure and those of the chain."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from budget.catalogue import Dial, Measure
from budget.core import Settings
from budget.engine import moved
from dashboard import state
from dashboard.package.texts import shown_name
from dashboard.words import bold, language, number_box, numbers, t, terms, ui


def _turned(owner: str, dial: Dial, key: str, instead_of: str | None, value: Decimal | None) -> None:
    if not state.is_bound(key):
        return
    wanted = None if value == dial.default else value

    def turned(settings: Settings) -> Settings:
        found = settings.turned(owner, dial.id, wanted)
        return found if wanted is None or instead_of is None else found.turned(owner, instead_of, None)

    state.change_settings(turned)


def dial_input(owner: str, dial: Dial, value: Decimal | int, instead_of: str | None = None) -> None:
    """
    Draw a number for a dial of a measure, or of the chain: its default and place as help, its limits in the label.

    A dial that is turned puts `instead_of` back at its default: of the two only one may be turned.
    """
    lang, key = language(), state.bound(f"dial-{owner}-{dial.id}")
    note = dial.note.get(lang) if dial.note else ""
    report = t("Volgens de bron: {value}.", value=numbers.number(Decimal(dial.default), dial.decimals))
    number_box(
        f"{dial.title.get(lang)} ({dial.unit.get(lang)})",
        key,
        dial.number_form,
        value,
        take=partial(_turned, owner, dial, key, instead_of),
        note=" ".join(filter(None, [report, note, f"{terms.cited(state.catalogue(), dial.source)}."])),
    )


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
    current = moved(measure, state.draft().settings)
    ui.markdown(bold(t("Aannames achter het bedrag")))
    name = shown_name(state.draft(), state.workspace().active)
    ui.caption(t("Een andere waarde geldt voor het geopende pakket ({name}), niet voor andere pakketten.", name=name))
    for dial in measure.dials.values:
        dial_input(measure.id, dial, current.get(dial.id, dial.default))
    if current:
        ui.warning(t("Eigen aanname: dit bedrag is niet dat van de bron."))
        ui.button(t("Terug naar de bron"), key=f"dials-back-{measure.id}", on_click=_back, args=(measure,))
