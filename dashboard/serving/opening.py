"""What a session begins with: the list and packages that its address asks for, or what is wrong with that."""

from __future__ import annotations

from typing import Final

from budget.catalogue import Catalogue
from budget.core import BudgetError, Message, UnknownIdError
from budget.lists import OwnLists
from budget.share import ListNotHereError, catalogue_in_link, open_link
from dashboard.serving.catalogues import default_list, offered_lists, open_catalogue
from dashboard.session import Slot, Workspace, read_origins

MAX_NAME: Final = 80  # of a list in the address; ids are shorter


def find_list(id_: str, own: OwnLists) -> Catalogue:
    """Return a list that the session brought or the server offers; raises FaultsError for one that is not sound."""
    return own.catalogue(id_) if id_ in own else open_catalogue(id_)


def opened_link(catalogue: Catalogue, code: str) -> Workspace:
    """Make the workspace that a link holds; an empty one, with the fault, when it cannot be read."""
    try:
        opened = open_link(catalogue, code)
    except BudgetError as error:
        return Workspace(link_fault=error, catalogue=catalogue.info.id)
    shared = opened.state
    slots = [Slot(draft, saved=draft) for draft in shared.drafts]
    return Workspace(slots, shared.active, shared.compared, opened=opened, catalogue=catalogue.info.id)


def _waiting(code: str, own: OwnLists) -> Workspace | None:
    """Make an empty workspace for a link of a list that is not here, which waits for that list; None for another link."""
    try:
        named = catalogue_in_link(code)
    except BudgetError:
        return None
    if named is None or named in offered_lists() or named in own:
        return None
    return Workspace(link_fault=ListNotHereError(named[:MAX_NAME]), catalogue=default_list(), waiting=(named, code))


def _asked(code: str | None, name: str | None) -> str:
    """Return the list that an address asks for, by its link before its name; the default where it asks for none."""
    if not code:
        return name or default_list()
    try:
        return catalogue_in_link(code) or default_list()
    except BudgetError:
        return default_list()


def opened_workspace(code: str | None, name: str | None, own: OwnLists, origins: str | None = None) -> Workspace:
    """Make the workspace that an address asks for; an empty one of the default list, with the fault, when it cannot."""
    found = _opened_workspace(code, name, own)
    if origins and found.opened is not None:
        read_origins(found, origins)
    return found


def _opened_workspace(code: str | None, name: str | None, own: OwnLists) -> Workspace:
    if code and (waiting := _waiting(code, own)):
        return waiting
    asked = _asked(code, name)
    try:
        if asked not in offered_lists() and asked not in own:
            raise UnknownIdError(asked[:MAX_NAME], tuple(offered_lists()), Message("id_of_catalogue"))
        catalogue = find_list(asked, own)
    except BudgetError as error:
        if asked == default_list():
            raise
        return Workspace(link_fault=error, catalogue=default_list())
    return opened_link(catalogue, code) if code else Workspace(catalogue=asked)
