"""The red lines of the open package: what whoever it is of never wants, and wants in any case."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.share import RedLines
from dashboard import state
from dashboard.package import shown_name
from dashboard.words import language, t, ui


def _choose(label: str, key: str, chosen: tuple[str, ...], others: tuple[str, ...]) -> None:
    """Draw the choice of one kind of line: no measure that has a line of the other kind."""
    measures, lang = state.catalogue().measures, language()
    st.session_state[key] = list(chosen)
    ui.multiselect(
        label,
        [id_ for id_ in measures if id_ not in others],
        key=key,
        format_func=lambda id_: f"{id_} {measures[id_].title.get(lang)}",
        filter_mode="contains",
        select_all=False,
        placeholder=t("geen"),
        on_change=state.completed(lambda: _take(key)),
    )


def _take(key: str) -> None:
    """Take over what was chosen, unless another package is open by now."""
    if not state.is_bound(key):
        return
    kind, draft = key.partition("-")[0], state.draft()
    ids = state.catalogue().sorted_selection(list(st.session_state.get(key, ())))
    lines = RedLines(ids, draft.red_lines.always) if kind == "never" else RedLines(draft.red_lines.never, ids)
    state.change(replace(draft, red_lines=lines))


def lines_form() -> None:
    """Let the user draw the red lines of the open package; they go along in its file, its link and what is saved."""
    draft = state.draft()
    lines = draft.red_lines
    ui.header(t("Rode lijnen van {name}", name=shown_name(draft, state.workspace().active)))
    left, right = st.columns(2)
    with left:
        _choose(t("Nooit: deze maatregelen mogen er niet in"), state.bound("never"), lines.never, lines.always)
    with right:
        _choose(t("Altijd: deze maatregelen moeten erin"), state.bound("always"), lines.always, lines.never)
    if both := [id_ for id_ in draft.measures if id_ in lines.never]:
        text = t("Gekozen en toch nooit: {ids}. De rode lijn telt, de keuze niet.", ids=", ".join(both))
        ui.warning(text)
