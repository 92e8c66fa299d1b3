"""The controls beside the package: ready-made packages, settings, export."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from budget.core import SETTINGS, Frame, SettingForm, Settings, Value
from budget.engine import Package, compose_package, own_targets
from budget.export import write_ods, write_workbook
from budget.odf import ODS
from budget.share import Draft
from dashboard import address, state
from dashboard.package.texts import shown_description
from dashboard.serving import AtClick, paper
from dashboard.words import file_name, language, option_text, share_text, t, ui

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = ""  # stands for None, which a selectbox takes as nothing chosen
ROUND_SHARES = range(0, 1001, 50)
"""What is offered of a setting that is a number per mille, beside what it has a name for."""


def show_target_of(package: str) -> None:
    """Bring the target that a ready-made package is made for into view."""
    shown = list(st.session_state.get(address.SHOWN_TARGETS, []))
    wanted = state.catalogue().packages[package].target
    if wanted is not None and wanted not in shown:
        st.session_state[address.SHOWN_TARGETS] = [*shown, wanted]


def open_ready(package: str) -> None:
    """
    Open a ready-made package beside the others, with its target in view; it counts as the open one does.

    What is set for that one alone stays there; in place of an empty one it is what was set for the package to come.
    """
    found, lang, before = state.catalogue().packages[package], language(), state.draft()
    show_target_of(package)
    counted = before.settings if before.is_empty else before.settings.of_any_package
    state.open_package(Draft(found.title.get(lang), found.note.get(lang), found.measures, counted))


def ready_made() -> None:
    """Offer the ready-made packages, if there are any: the source's own first, those made for a target before others."""
    catalogue, lang = state.catalogue(), language()
    packages = catalogue.packages
    if not packages:
        return
    key = state.bound("ready")
    order = sorted(packages, key=lambda id_: (packages[id_].ours, packages[id_].target is None, id_))

    def load() -> None:
        chosen = st.session_state.get(key)
        if chosen in packages and state.is_bound(key):
            open_ready(chosen)

    ui.selectbox(
        t("Kant-en-klaar pakket"),
        order,
        index=None,
        key=key,
        placeholder=t("Kies een pakket"),
        format_func=lambda id_: packages[id_].title.get(lang),
        on_change=state.completed(load),
        help=t("Opent als nieuw pakket naast de andere; een leeg pakket wordt vervangen."),
    )


def _chosen(form: SettingForm, settings: Settings, frame: Frame) -> Value:
    value = form.read(settings, frame)
    return NOTHING if value is None else value


def _options(form: SettingForm, settings: Settings, frame: Frame) -> dict[Value, str]:
    """Return what a setting can take, with its words; of a number the named ones, the round ones and the chosen one."""
    named = {option.value: option_text(option) for option in form.options(frame)}
    if not form.permille:
        return named
    shares = [*([] if named else [NOTHING]), *ROUND_SHARES, _chosen(form, settings, frame)]
    return named | {share: share_text(share) for share in dict.fromkeys(shares) if share not in named}


def _select(form: SettingForm, current: Settings, frame: Frame) -> None:
    """Draw a setting as a selectbox that follows the active package."""
    key = state.bound(f"set-{form.name}")
    st.session_state[key] = _chosen(form, current, frame)
    options = _options(form, current, frame)

    def changed() -> None:
        if state.is_bound(key):
            chosen = st.session_state[key]
            wanted = None if chosen == NOTHING else chosen
            state.change_settings(lambda settings: form.write(settings, frame, wanted))

    ui.selectbox(
        t(form.label),
        list(options),
        key=key,
        format_func=options.__getitem__,
        on_change=changed,
        help=t(form.note),
    )


def _draw(with_oda: bool) -> None:
    """Draw the settings that the catalogue leaves to choose: those that only ODA needs, or the others."""
    current, frame = state.draft().settings, state.catalogue().frame
    without = replace(frame, has_oda=False, has_ending=False, has_cover=False)
    for form in SETTINGS:
        if form.shown(frame) and form.needs(without) != with_oda:
            _select(form, current, frame)


def settings_controls() -> None:
    """Offer the settings that hold with or without ODA: decision and base."""
    _draw(with_oda=False)


def oda_controls() -> None:
    """Offer the settings of the attribution to ODA; none without ODA."""
    _draw(with_oda=True)


def has_settings() -> bool:
    """Whether the catalogue leaves any setting to choose."""
    return any(form.shown(state.catalogue().frame) for form in SETTINGS)


def target_choice() -> tuple[str, ...]:
    """Let the user choose which targets of the list stay in view, if it has any; those of one's own always do."""
    catalogue, lang = state.catalogue(), language()
    targets = catalogue.targets
    if not targets:
        return shown_targets(state.package())
    # Said at each run: what was only shown, and not yet chosen, the platform forgets when the page changes.
    st.session_state[address.SHOWN_TARGETS] = st.session_state.get(
        address.SHOWN_TARGETS, address.usual_targets(catalogue)
    )
    ui.pills(
        t("Doelen in beeld"),
        list(targets),
        selection_mode="multi",
        key=address.SHOWN_TARGETS,
        persist_state="session",
        format_func=lambda id_: targets[id_].title.get(lang),
    )
    return shown_targets(state.package())


def shown_targets(package: Package) -> tuple[str, ...]:
    """Return the targets that stay in view: those chosen of the list, in its order, and all of one's own."""
    chosen = st.session_state.get(address.SHOWN_TARGETS, ())
    own = (target.id for target in own_targets(package))
    return (*(id_ for id_ in package.catalogue.targets if id_ in chosen), *own)


def export_button(package: Package, name: str, form: str = "xlsx") -> None:
    """Offer the workbook in a form ("xlsx" or "ods") of what is open at the click, built beside the server."""
    catalogue, slot = package.catalogue, state.workspace().slot
    lang, description = language(), shown_description(slot.draft)
    label, writer, mime = {
        "xlsx": (t("Download Excel"), write_workbook, XLSX),
        "ods": (t("Download ODF-werkmap"), write_ods, ODS),
    }[form]

    def write(draft: Draft) -> Any:
        asked = compose_package(catalogue, draft.measures, draft.settings)
        return paper(writer, catalogue, asked, name=name, language=lang, description=description)

    ui.download_button(
        label,
        data=AtClick(lambda: slot.draft, write),
        file_name=file_name(catalogue, form, name),
        mime=mime,
        on_click="ignore",
        width="stretch" if form == "xlsx" else "content",
    )
