"""Conflicts explained where they arise: which measures, why, on what evidence."""

from __future__ import annotations

from typing import Final

import streamlit as st

from budget.catalogue import Conflict, Counting
from budget.engine import Clash, Package, Unmet
from dashboard import state
from dashboard.package.places import evidence_word
from dashboard.words import Markdown, language, t, terms, ui

NOTES_PANEL: Final = "notes_panel"
NOTES_OPEN: Final = "notes_open"
"""Whether that panel is open, also while another page is shown."""


def kind_word(conflict: Conflict) -> str:
    """Return in words how the members of an overlap count together; nothing of measures that exclude each other."""
    if conflict.counting is None:
        return ""
    words = {
        Counting.SAME_MONEY: t("hetzelfde geld"),
        Counting.CUT_AFTER_SAVING: t("korting na besparing"),
        Counting.UNQUANTIFIED: t("waarschuwing"),
    }
    return words[conflict.counting]


def _explain(clash: Clash) -> Markdown:
    lang, conflict = language(), clash.conflict
    reason = conflict.reason.get(lang) if conflict.reason else ""
    source = terms.source_note(state.catalogue(), conflict.source)
    kind = f" – {kind_word(conflict)}" if conflict.counting is not None else ""
    said = f"({', '.join(clash.chosen)}){kind} – {reason}"
    grade = evidence_word(conflict.evidence)
    return Markdown("**{}** {} *{}.* {}").format(conflict.title.get(lang), said, grade, source)


def _keep(clash: Clash, side: tuple[str, ...], revision: str) -> None:
    if state.holds(revision, side):
        dropped = set(clash.chosen) - set(side)
        state.choose([id_ for id_ in state.draft().measures if id_ not in dropped])


def unmet_text(item: Unmet) -> str:
    """Say which chosen measures need one of which others."""
    needed = t(" of ").join(item.needed)
    return t("{ids} vereist {needed}, en dat is niet gekozen.", ids=", ".join(item.chosen), needed=needed)


def _unmet_notes(package: Package) -> None:
    """Tell each condition that is not met; no verdict goes for it."""
    for item in package.unmet:
        record, lang = item.requirement, language()
        source = terms.source_note(package.catalogue, record.source)
        grade = evidence_word(record.evidence)
        ui.warning(Markdown("**{}** {} *{}.* {}").format(record.title.get(lang), unmet_text(item), grade, source))


def conflict_notes(package: Package) -> None:
    """Explain each conflict, with one click to keep either side of an exclusive one, and each condition not met."""
    _unmet_notes(package)
    chosen, revision = set(package.selection), state.workspace().revision
    for clash in package.clashes:
        if not clash.exclusive:
            continue
        said = t("Sluit elkaar uit; doelen waarvoor zij tellen, hebben geen oordeel.")
        ui.error(Markdown("{} {}").format(said, _explain(clash)))
        sides = [tuple(m for m in side if m in chosen) for side in clash.conflict.sides]
        with st.container(horizontal=True):
            for place, side in enumerate(filter(None, sides)):
                ui.button(
                    t("Houd {ids}", ids=", ".join(side)),
                    key=f"keep-{clash.conflict.id}-{place}-{revision}",
                    on_click=_keep,
                    args=(clash, side, revision),
                )


def notes_open() -> bool:
    """Whether the panel that explains overlaps is open."""
    return bool(st.session_state.setdefault(NOTES_OPEN, False))


def _note_panel() -> None:
    st.session_state[NOTES_OPEN] = st.session_state[NOTES_PANEL]


def notes_below(package: Package) -> None:
    """
    Explain overlaps, those that count money twice first, and open cells in a panel.

    What is closed is not drawn; how many there are, and which cells are open, stands in the headline.
    """
    opened = notes_open()
    panel = ui.expander(t("Overlap en open posten"), key=NOTES_PANEL, expanded=opened, on_change=_note_panel)
    if panel.open:
        overlaps = [clash for clash in package.clashes if not clash.exclusive]
        overlaps.sort(key=lambda clash: not clash.conflict.bounds)
        with panel:
            if overlaps:
                ui.markdown(Markdown("\n\n").join(map(_explain, overlaps)))
            ui.caption(f"PM: {terms.pm()}")
