"""A saved package to open on another page, in its latest version."""

from __future__ import annotations

from dashboard import state
from dashboard.saved.contents import draft_of
from dashboard.saved.listing import part_name
from dashboard.saved.telling import say, told, when
from dashboard.serving import KEEPER, person
from dashboard.session import Origin
from dashboard.words import explain_error, t, ui
from store import Kept, StoreError, kept

KEY = "pick_saved"


@told
def _open(item: Kept) -> None:
    """Open the latest version beside the others."""
    if not state.can_open():
        say("warning", t("Er is geen ruimte voor meer pakketten. Sluit er eerst een op de pagina Pakket."))
        return
    state.workspace().open(draft_of(item.id, item.head), Origin(item.id, item.head))
    say("success", t("{name} is geopend.", name=item.name))


def pick_saved() -> None:
    """Let the user open a saved package of the open list; without a store it says why there is none."""
    try:
        known = {item.id: item for item in kept(KEEPER.store(), person()) if item.catalogue == state.current_list()}
    except StoreError as error:
        ui.caption(explain_error(error))
        return
    if not known:
        ui.caption(t("Van deze lijst is nog geen pakket bewaard."))
        return
    chosen = ui.selectbox(
        t("Of kies een bewaard pakket"),
        list(known),
        key=KEY,
        index=None,
        format_func=lambda id_: f"{known[id_].name} · {part_name(known[id_].part)} · {when(known[id_].changed_at)}",
        placeholder=t("Kies een pakket"),
    )
    if chosen in known:
        ui.button(t("Open als standpunt"), key="pick-open", on_click=_open, args=(known[str(chosen)],))
