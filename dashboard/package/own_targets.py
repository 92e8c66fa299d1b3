"""The targets of one's own of the open package: add, change and remove them, each as a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from budget.core import (
    FIELDS,
    MOST_OWN_TARGETS,
    BudgetError,
    Message,
    OwnTarget,
    check_own_targets,
)
from budget.engine import held_targets
from dashboard import state
from dashboard.package.own_target_form import Box, draw_boxes, read_boxes
from dashboard.words import Markdown, bold, explain_error, explain_note, forget_numbers, language, plain, t, ui

ADDED = "new"
"""The name of the form that adds a target; that of one that changes one is its place."""


def _faults_key() -> str:
    return state.bound("own-target-faults")


def _open_key() -> str:
    return state.bound("own-target-open")


def _own() -> tuple[OwnTarget, ...]:
    return state.draft().settings.own_targets


def _set(targets: tuple[OwnTarget, ...]) -> None:
    """Put these targets into the package."""
    state.change_settings(lambda settings: replace(settings, own_targets=targets))


def _close() -> None:
    """Close the form, and forget what was typed and what was wrong with it."""
    forget_numbers("own-target-")
    for key in [key for key in st.session_state if str(key).startswith("own-target-")]:
        del st.session_state[key]


def _save(name: str) -> None:
    """Take over what the form holds, or tell what is wrong with it."""
    target, faults = read_boxes(Box(name), state.catalogue().frame.targets)
    notes: list[Markdown] = [
        explain_note(Message("own_target_refused", field=FIELDS[field], why=fault)) for field, fault in faults
    ]
    held = held_targets(state.catalogue(), state.draft().settings)
    twice = [one for place, one in enumerate(held) if one.asked == target and str(place) != name]
    if twice:
        title = twice[0].title.get(language())
        notes = [plain(t("Dit doel staat er al: {target}. Wijzig wat het vraagt, of annuleer.", target=title))]
    elif target is not None:
        before = _own()
        targets = (*before, target) if name == ADDED else (*before[: int(name)], target, *before[int(name) + 1 :])
        try:
            check_own_targets(targets, state.catalogue().frame.targets)
        except BudgetError as error:
            notes = [explain_error(error)]
        else:
            _close()
            _set(targets)
            return
    st.session_state[_faults_key()] = notes


def _bound(action: Callable[[], None], key: str) -> Callable[[], None]:
    """Return a callback that acts only while the package that it was drawn for is open."""

    def run() -> None:
        if state.is_bound(key):
            action()

    return state.completed(run)


def _open(name: str) -> None:
    _close()
    st.session_state[_open_key()] = name


def _remove(place: int) -> None:
    own = _own()
    _close()
    _set((*own[:place], *own[place + 1 :]))


def _form(name: str, now: OwnTarget | None) -> None:
    """Draw the form of a target, with what is wrong with it below."""
    key = _open_key()
    with st.container(border=True, key=f"own_target_form_{name}"):
        draw_boxes(Box(name), state.catalogue(), now)
        for note in st.session_state.get(_faults_key(), []):
            ui.error(note)
        with st.container(horizontal=True):
            word = t("Voeg doel toe") if name == ADDED else t("Bewaar doel")
            ui.button(word, type="primary", key=f"own-save-{name}", on_click=_bound(partial(_save, name), key))
            ui.button(t("Annuleer"), key=f"own-cancel-{name}", on_click=_bound(_close, key))


def own_targets_panel() -> None:
    """Draw the targets of one's own with their buttons, and the form of the one that is being made or changed."""
    key, catalogue, targets = _open_key(), state.catalogue(), _own()
    opened = st.session_state.get(key)
    for place, held in enumerate(held_targets(catalogue, state.draft().settings)):
        name = str(place)
        if opened == name:
            _form(name, targets[place])
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"own_target_{name}"):
            ui.markdown(bold(held.title.get(language())))
            ui.button(t("Wijzig"), key=f"own-change-{name}", on_click=_bound(partial(_open, name), key))
            ui.button(t("Verwijder"), key=f"own-remove-{name}", on_click=_bound(partial(_remove, place), key))
    if opened == ADDED:
        _form(ADDED, None)
    elif len(targets) < MOST_OWN_TARGETS:
        ui.button(t("Eigen doel toevoegen"), key="own-add", on_click=_bound(partial(_open, ADDED), key))
    else:
        ui.caption(t("Een pakket heeft ten hoogste {n} eigen doelen.", n=MOST_OWN_TARGETS))
