"""When somebody saved meanwhile: what both changed otherwise is shown, and the one who saves later chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import streamlit as st

from budget.share import Draft, Merged, Piece, Side, merge
from dashboard import state
from dashboard.saved.contents import draft_of, edit_of, own_version
from dashboard.saved.pieces import change_rows, piece_name, piece_text
from dashboard.saved.settling import MERGING, settle
from dashboard.saved.telling import person_name, say, told
from dashboard.serving import KEEPER, person
from dashboard.words import Markdown, show, t, table, ui, wide
from store import OutdatedError, new_id, save

TRIES: Final = 5
"""How often in a row somebody may be quicker before the click is given up."""


@dataclass(frozen=True)
class Merging:
    """An edit that was made on version `base` of a package whose latest is `head` by now."""

    package: str
    base: int
    head: int
    mine: Draft
    note: str


def _merged(found: Merging, choices: dict[Piece, Side]) -> Merged:
    base, theirs = (draft_of(found.package, number) for number in (found.base, found.head))
    return merge(state.catalogue(), base, theirs, found.mine, choices)


def bring_together(found: Merging, choices: dict[Piece, Side] | None = None) -> None:
    """
    Save an edit with what others saved since; ask first where both changed the same otherwise.

    Raises StoreError, and BudgetError for a version that the open list cannot read.
    """
    for _ in range(TRIES):
        merged = _merged(found, choices or {})
        if merged.conflicts:
            st.session_state[MERGING] = found
            return
        edit = edit_of(state.catalogue(), merged.draft, new_id(), found.note)
        try:
            made = save(KEEPER.store(), person(), found.package, found.head, edit, merged=found.base)
        except OutdatedError as error:
            found = replace(found, head=error.head)
            continue
        settle(made, merged.draft)
        state.workspace().replace()
        taken = ", ".join(piece_name(state.catalogue(), one.piece) for one in merged.taken)
        text = t("Bewaard als versie {n}, samengevoegd met wat intussen werd bewaard.", n=made.number)
        say("success", f"{text} {t('Overgenomen: {pieces}.', pieces=taken)}" if taken else text)
        return
    say("error", t("Er wordt op dit moment veel bewaard in dit pakket. Probeer het opnieuw."))


@told
def _choose(found: Merging, conflicts: tuple[Piece, ...]) -> None:
    """Save with what was chosen of each piece."""
    choices = {
        piece: Side(str(st.session_state[_key(piece)])) for piece in conflicts if _key(piece) in st.session_state
    }
    bring_together(found, choices)


@told
def _leave() -> None:
    """Go on without saving; the open package stays as it is."""
    st.session_state.pop(MERGING, None)


def _key(piece: Piece) -> str:
    return f"merge-{piece.kind}-{piece.key}"


def merging() -> None:
    """Draw what is to be chosen, if anything is; an edit that was changed since is asked anew when it is saved."""
    found: Merging | None = st.session_state.get(MERGING)
    origin = state.workspace().slot.origin
    if found is None or origin is None or origin.package != found.package:
        return
    catalogue = state.catalogue()
    merged = _merged(found, {})
    latest, _ = own_version(found.package, found.head)
    author = person_name(latest.author, latest.author_removed)
    text = t(
        "{author} bewaarde intussen versie {n}. U veranderde allebei hetzelfde: kies.", author=author, n=found.head
    )
    ui.warning(text)
    for one in merged.conflicts:
        labels = {
            Side.THEIRS: t("{author}: {text}", author=author, text=piece_text(catalogue, one.piece, one.theirs)),
            Side.MINE: t("u: {text}", text=piece_text(catalogue, one.piece, one.mine)),
        }
        was = t("was: {text}", text=piece_text(catalogue, one.piece, one.base))
        title = Markdown("{} ({})").format(piece_name(catalogue, one.piece), was)
        ui.radio(title, list(Side), key=_key(one.piece), format_func=labels.__getitem__)
    if merged.taken:
        heads = [t("Zonder vraag overgenomen"), t("was"), t("wordt")]
        show(wide(table(t("Wat de ander verder veranderde"), heads, change_rows(catalogue, merged.taken)), heads[0]))
    pieces = tuple(one.piece for one in merged.conflicts)
    with st.container(horizontal=True):
        go = partial(_choose, found, pieces)
        ui.button(t("Bewaar samengevoegd"), key="merge-save", type="primary", on_click=go)
        ui.button(t("Nu niet bewaren"), key="merge-leave", on_click=_leave)
