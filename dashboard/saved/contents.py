"""Versions as packages, and packages as what is saved."""

from __future__ import annotations

from dataclasses import replace

from budget.catalogue import Catalogue
from budget.engine import check_settings
from budget.share import Draft, OpenedPackage, parse_package, stored_text
from dashboard import state
from dashboard.package import shown_name
from dashboard.saved.own_lists import bring_list_called
from dashboard.serving import KEEPER, offered_lists, person
from store import Edit, ListNotOfferedError, Version, kept, version


def own_version(package: str, number: int | None) -> tuple[Version, str]:
    """Return a version and its content, the latest without a number, if it is this person's; raises StoreError."""
    return version(KEEPER.store(), person(), package, number)


def opened(catalogue: Catalogue, found: Version, content: str) -> OpenedPackage:
    """Read the content of a version as a package of the open list; raises BudgetError."""
    read = parse_package(content, found.name, catalogue)
    check_settings(catalogue, read.draft.settings)
    return read


def draft_of(package: str, number: int | None) -> Draft:
    """Return a version as a package of the open list; raises BudgetError."""
    return opened(state.catalogue(), *own_version(package, number)).draft


def edit_of(catalogue: Catalogue, draft: Draft, token: str, note: str, label: str = "") -> Edit:
    """Make of a package what is saved."""
    info = catalogue.info
    return Edit(stored_text(catalogue, draft), draft.name, info.id, info.version, token, note, label)


def named(draft: Draft) -> Draft:
    """Give a package without a name the one that the pages show for it."""
    return replace(draft, name=shown_name(draft, state.workspace().active))


def list_of(package: str) -> str:
    """Return the id of the list that a saved package is of; raises StoreError when it is not this person's."""
    own_version(package, None)
    return next(item.catalogue for item in kept(KEEPER.store(), person()) if item.id == package)


def must_be_offered(id_: str) -> None:
    """
    Raise BudgetError for a list that this server does not offer, the session has not brought and nobody saved for it.

    One that is saved is brought into the session.
    """
    if id_ not in offered_lists() and id_ not in state.own_lists() and not bring_list_called(id_):
        raise ListNotOfferedError(id_)
