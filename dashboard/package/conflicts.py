"""Conflicts and conditions explained: which measures, why, on what evidence, and what ends those that exclude."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from budget.catalogue import Catalogue, Conflict, Counting
from budget.engine import Clash, Package, Unmet
from dashboard import state
from dashboard.package.places import evidence_word
from dashboard.words import Markdown, language, t, terms, ui

NOTES_PANEL: Final = "notes_panel"
NOTES_OPEN: Final = "notes_open"
"""Whether that panel is open, also while another page is shown."""
KEPT: Final = 256  # warnings of a list


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


def unmet_text(item: Unmet) -> str:
    """Say which chosen measures need one of which others."""
    needed = t(" of ").join(item.needed)
    return t("{ids} vereist {needed}, en dat is niet gekozen.", ids=", ".join(item.chosen), needed=needed)


def _sourced(catalogue: Catalogue, record: Conflict, text: str) -> dict[str, str]:
    """Return of what a package meets its title, what is to be said, how sure that is, and where it comes from."""
    return {
        "title": record.title.get(language()),
        "text": text,
        "grade": evidence_word(record.evidence),
        "source": terms.source_note(catalogue, record.source),
    }


def _said_of(clash: Clash) -> str:
    """Say of a conflict which measures it is about, how an overlap counts, and why where the record says it."""
    conflict = clash.conflict
    reason = conflict.reason.get(language()) if conflict.reason else ""
    return " – ".join(filter(None, [f"({', '.join(clash.chosen)})", kind_word(conflict), reason]))


def _choices(clash: Clash) -> list[dict[str, Any]]:
    """
    Return for each side of which something is chosen what its button says, and what goes when that side is kept.

    It goes as long as the first measure of that side, `keep`, is still chosen.
    """
    return [
        {
            "text": t("Houd {ids}", ids=", ".join(side)),
            "keep": side[0],
            "drop": [id_ for id_ in clash.chosen if id_ not in side],
        }
        for side in filter(None, clash.conflict.chosen_by_side(clash.chosen))
    ]


def _exclusion(catalogue: Catalogue, clash: Clash) -> dict[str, Any]:
    lead = t("Sluit elkaar uit; doelen waarvoor zij tellen, hebben geen oordeel.")
    told = _sourced(catalogue, clash.conflict, _said_of(clash))
    return {"level": "stop", "lead": lead, **told, "choices": _choices(clash)}


def warnings(package: Package) -> list[dict[str, Any]]:
    """
    Return what the list warns of: each condition that is not met, then each conflict of measures that exclude each other.

    Of a conflict with a choice for each side: what its button says, and the measures that it drops.
    """
    catalogue = package.catalogue
    unmet = [
        {"level": "warn", "lead": "", **_sourced(catalogue, item.requirement, f"– {unmet_text(item)}"), "choices": []}
        for item in package.unmet
    ]
    found = [
        catalogue.kept(
            "exclusion", (clash.conflict.id, clash.chosen, language()), partial(_exclusion, catalogue, clash), KEPT
        )
        for clash in package.clashes
        if clash.exclusive
    ]
    return unmet + found


def _explain(clash: Clash) -> Markdown:
    told = _sourced(state.catalogue(), clash.conflict, _said_of(clash))
    return Markdown("**{title}** {text} *{grade}.* {source}").format(**told)


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
