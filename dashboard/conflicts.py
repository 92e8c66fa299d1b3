"""Conflicts explained where they arise: which measures, why, on what evidence."""

from __future__ import annotations

import streamlit as st

from budget.package import Clash, Package
from dashboard import state
from dashboard.fiche import evidence_word
from dashboard.text import language, t


def _explain(clash: Clash) -> str:
    lang, conflict = language(), clash.conflict
    reason = conflict.reason.get(lang) if conflict.reason else ""
    source = f" {t('Bron')}: {conflict.source}." if conflict.source else ""
    return f"**{conflict.title.get(lang)}** ({', '.join(clash.chosen)}) – {reason} *{evidence_word(conflict.evidence)}.*{source}"


def _keep(clash: Clash, side: tuple[str, ...]) -> None:
    dropped = set(clash.chosen) - set(side)
    state.choose([id_ for id_ in state.draft().measures if id_ not in dropped])


def conflict_notes(package: Package) -> None:
    """Explain each conflict; an exclusive one offers one click to keep either side."""
    chosen = set(package.selection)
    for clash in package.clashes:
        if not clash.exclusive:
            continue
        st.error(f"{t('Sluit elkaar uit; er is geen oordeel over de doelen.')} {_explain(clash)}")
        sides = [tuple(m for m in side if m in chosen) for side in clash.conflict.sides]
        with st.container(horizontal=True):
            for place, side in enumerate(filter(None, sides)):
                st.button(
                    t("Houd {ids}", ids=", ".join(side)),
                    key=f"keep-{clash.conflict.id}-{place}",
                    on_click=_keep,
                    args=(clash, side),
                )
    overlaps = [clash for clash in package.clashes if not clash.exclusive]
    if overlaps:
        with st.expander(
            t("Overlap: {n} waarschuwingen", n=len(overlaps)) if len(overlaps) > 1 else t("Overlap: 1 waarschuwing")
        ):
            for clash in overlaps:
                st.markdown(_explain(clash))
