"""The package's name and description: what is typed is taken, or stays in its box with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Literal

import streamlit as st

from budget.catalogue import Catalogue, ReadyPackage, Text
from budget.core import DESCRIPTION, NAME, NO_OWN, TextForm, mended, text_fault, tidy
from budget.share import Draft
from dashboard import state
from dashboard.words import LANGUAGES, explain_note, language, t, ui

REFUSED: Final = "refused_texts"
FORMS: Final = {"name": NAME, "description": DESCRIPTION}
Field = Literal["name", "description"]


def with_ending(name: str, ending: str) -> str:
    """Put an ending behind a name; the name is cut where both are too long."""
    return f"{mended(name, TextForm(NAME.most - len(ending)))}{ending}"


def plain_name(draft: Draft, index: int) -> str:
    """Return a package's name as it was given, or its place when it has none."""
    return draft.name or t("Pakket {n}", n=index + 1)


def shown_name(draft: Draft, index: int) -> str:
    """
    Return a package's name; a ready-made package's title is in the page's language, and says when it is that no more.

    So it changes with a toggle and a language; a choice among packages, which the browser makes by words, has plain names.
    """
    ready, held = _ready(draft), draft.settings
    if ready is None:
        return plain_name(draft, index)
    title = ready.title.get(language())
    as_made = {*draft.measures} == {*ready.measures} and not held.dials and held.own == NO_OWN
    return title if as_made else with_ending(title, t(" (gewijzigd)"))


def _ready(draft: Draft) -> ReadyPackage | None:
    """Return the ready-made package whose title a package goes by."""
    catalogue = state.catalogue()
    return catalogue.kept("ready by title", None, lambda: _by_title(catalogue), most=1).get(draft.name)


def _by_title(catalogue: Catalogue) -> dict[str, ReadyPackage]:
    """Return the ready-made packages of a list by their titles in all languages; of the same title the first."""
    titled = [(text, one) for one in catalogue.packages.values() for text in _texts(one.title)]
    return dict(reversed(titled))


def shown_description(draft: Draft) -> str:
    """Return a package's description: a ready-made one's in the page's language."""
    notes = (one.note for one in state.catalogue().packages.values())
    return next((note.get(language()) for note in notes if draft.description in _texts(note)), draft.description)


def _texts(text: Text) -> set[str]:
    return {text.get(language) for language in LANGUAGES} - {""}


def _refused() -> dict[str, str]:
    """Return what was typed and not taken, by the box that holds it."""
    found: dict[str, str] = st.session_state.setdefault(REFUSED, {})
    return found


def _take(key: str, field: Field, text: str) -> None:
    """Put a text into the open package, or keep it in its box when it is refused."""
    if not state.is_bound(key):
        return
    if text_fault(tidy(text), FORMS[field]) is not None:
        _refused()[key] = text
        return
    _refused().pop(key, None)
    draft, given = state.draft(), tidy(text)
    state.change(replace(draft, name=given) if field == "name" else replace(draft, description=given))


def _box(draw: Callable[..., Any], label: str, field: Field, **more: Any) -> None:
    """Draw a box for a text of the package; below it what is wrong with what it holds, and the way out."""
    key = state.bound(field)
    draft: Draft = state.draft()
    st.session_state[key] = typed = _refused().get(key, getattr(draft, field))
    draw(label, key=key, on_change=lambda: _take(key, field, str(st.session_state[key])), **more)
    fault = text_fault(tidy(typed), FORMS[field])
    if fault is None:
        return
    ui.error(explain_note(fault))
    if fix := mended(typed, FORMS[field]):
        ui.button(t("Pas aan tot wat mag"), key=f"mend-{key}", on_click=_take, args=(key, field, fix))


def package_texts() -> None:
    """Draw the boxes of name and description."""
    for key in [key for key in _refused() if not state.is_bound(key)]:
        del _refused()[key]  # typed for a package that is no longer open
    _box(ui.text_input, t("Naam"), "name", placeholder=t("Nieuw pakket"))
    _box(ui.text_area, t("Omschrijving"), "description", height=80)
