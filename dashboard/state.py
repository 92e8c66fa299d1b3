"""The session's package and settings, and nothing else's; every change goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import streamlit as st

from budget.load import Catalogue, load_catalogue
from budget.package import Package, compose_package
from budget.settings import DEFAULT_SETTINGS, Settings

KEY = "workspace"


@dataclass(frozen=True)
class Draft:
    """A package being composed: name, description, measures and settings."""

    name: str = ""
    description: str = ""
    measures: tuple[str, ...] = ()
    settings: Settings = DEFAULT_SETTINGS


@dataclass
class Workspace:
    """The session's draft; `revision` counts the changes that did not come from the list of toggles."""

    draft: Draft = field(default_factory=Draft)
    revision: int = 0


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    """Load the catalogue once for all sessions."""
    return load_catalogue()


def workspace() -> Workspace:
    """Return the session's workspace, an empty one at first."""
    if KEY not in st.session_state:
        st.session_state[KEY] = Workspace()
    found: Workspace = st.session_state[KEY]
    return found


def draft() -> Draft:
    """Return the package being composed."""
    return workspace().draft


def package() -> Package:
    """Compose the session's package; the one engine call behind every number of a page."""
    current = draft()
    return compose_package(catalogue(), current.measures, current.settings)


def choose(measures: Iterable[str], from_list: bool = False) -> None:
    """Set the chosen measures; unknown ids (from a stale page) are left out."""
    space = workspace()
    known = catalogue().measures
    ids = catalogue().sorted_selection({id_ for id_ in measures if id_ in known})
    space.draft = replace(space.draft, measures=ids)
    if not from_list:
        space.revision += 1


def load_draft(new: Draft) -> None:
    """Replace the draft by another package."""
    space = workspace()
    space.draft = new
    space.revision += 1


def change_settings(settings: Settings) -> None:
    """Replace the settings."""
    space = workspace()
    space.draft = replace(space.draft, settings=settings)
