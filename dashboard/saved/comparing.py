"""What changed between two versions, or between a version and the open package: piece by piece, and in money."""

from __future__ import annotations

from typing import Final

import streamlit as st

from budget.core import BudgetError
from budget.engine import alongside, bridge
from budget.share import Draft, differences
from dashboard import state
from dashboard.charts import bridge_chart, bridge_table, chart_block, column_name
from dashboard.saved.contents import draft_of
from dashboard.saved.pieces import change_rows
from dashboard.saved.telling import version_title
from dashboard.words import explain_error, show, t, table, ui, wide
from store import Kept, Version

OPEN: Final = 0
"""Stands for the open package among the numbers of versions."""


def _draft(item: Kept, number: int) -> Draft:
    return state.draft() if number == OPEN else draft_of(item.id, number)


def what_changed(item: Kept, versions: list[Version]) -> None:
    """Let the user choose two versions, and draw what changed from the one to the other."""
    ui.header(t("Wat veranderde"))
    if item.catalogue != state.current_list():
        ui.markdown(t("Open eerst een versie van dit pakket; het is van een andere lijst dan de geopende."))
        return
    known = {one.number: one for one in versions}
    numbers = [OPEN, *known] if state.draft().measures else list(known)
    names = {number: version_title(one) for number, one in known.items()} | {OPEN: t("het geopende pakket")}
    before = max(item.head - 1, 1)
    with st.container(horizontal=True):
        start = _one(t("Van"), f"from-{item.id}-{item.head}", numbers, names, before)
        end = _one(t("Naar"), f"to-{item.id}-{item.head}", numbers, names, item.head)
    if start == end:
        ui.caption(t("Kies twee verschillende."))
        return
    try:
        _show(_draft(item, start), _draft(item, end), (names[start], names[end]))
    except BudgetError as error:
        ui.error(explain_error(error))


def _one(label: str, key: str, numbers: list[int], names: dict[int, str], first: int) -> int:
    if st.session_state.get(key) not in numbers:
        st.session_state[key] = first
    return int(ui.selectbox(label, numbers, key=key, format_func=names.__getitem__))


def _show(first: Draft, second: Draft, names: tuple[str, str]) -> None:
    catalogue = state.catalogue()
    found = differences(catalogue, first, second, second)
    if not found:
        ui.caption(t("Er veranderde niets."))
        return
    heads = [t("Wat"), t("was"), t("wordt")]
    show(wide(table(t("Wat veranderde"), heads, change_rows(catalogue, found)), t("Wat veranderde")))
    column = catalogue.columns.structural
    before, after = alongside((state.compose(first), state.compose(second)))
    steps = bridge(before, after, column)
    title = t(
        "Brug van {start} naar {end}, {column}", start=names[0], end=names[1], column=column_name(catalogue, column)
    )
    chart_block(
        title, bridge_chart(steps, before.catalogue, *names), bridge_table(steps, before, *names), "saved-bridge"
    )
