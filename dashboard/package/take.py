"""The button on a fiche that takes its measure into the open package, or out of it."""

from __future__ import annotations

from functools import partial

from dashboard import state
from dashboard.words import t, ui


def _take(id_: str, on: bool, revision: str) -> None:
    """Take a measure in or out, if the package on screen at the click is still open."""
    if state.holds(revision, [id_]):
        others = [one for one in state.draft().measures if one != id_]
        state.choose([*others, id_] if on else others)


def take_button(id_: str) -> None:
    """Offer to take a measure into the open package, or out of it where it is in; one button, which keeps the focus."""
    chosen = id_ in state.draft().measures
    label = t("Haal {id} eruit", id=id_) if chosen else t("Neem {id} op", id=id_)
    act = state.completed(partial(_take, id_, not chosen, state.workspace().revision))
    ui.button(label, key=f"take-{id_}", on_click=act)
