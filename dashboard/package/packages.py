"""The open packages: name, switch, duplicate, undo, save to and open from a file, share by link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from budget.catalogue import Change
from budget.core import BudgetError, Message, on_one_line
from budget.engine import Package, check_settings
from budget.export import read_workbook, write_csv, write_long_csv
from budget.share import Draft, OpenedPackage, parse_package, stored_text
from dashboard import address, state
from dashboard.package.controls import export_button
from dashboard.package.measure_list import labels_of_columns
from dashboard.package.texts import package_texts, plain_name, shown_name, with_ending
from dashboard.serving import forget_upload
from dashboard.session import LET_GO
from dashboard.words import Markdown, explain_error, explain_note, file_name, language, numbers, t, terms, ui

MAX_UPLOAD = 5_000_000


def saved_package() -> Package | None:
    """Compose the open package as it was last saved or opened, if it has other measures now; None where it has not."""
    slot = state.workspace().slot
    changed = slot.saved.measures and slot.saved.measures != slot.draft.measures
    return state.compose(slot.saved) if changed else None


def _change_line(change: Change) -> str:
    catalogue = state.catalogue()
    label = labels_of_columns(catalogue).get(change.column, change.column)
    before = t("nieuw") if change.before is None else numbers.cell(change.before)
    after = t("vervallen") if change.after is None else numbers.cell(change.after)
    return f"{change.measure} {label}: {before} → {after}"


def _with_changes(text: str, changes: tuple[Change, ...]) -> Markdown:
    """Write a text with the amounts that changed as a list below it."""
    return Markdown("\n").join([text, *(Markdown("- {}").format(_change_line(change)) for change in changes)])


def link_notes() -> None:
    """
    Explain a link whose figures changed since it was made, or whose texts could not stay as they were.

    `page` explains one that could not be read.
    """
    opened = state.workspace().opened
    if opened is None:
        return
    if opened.changes:
        text = t("Deze link is gemaakt met catalogus {version}. Sindsdien veranderde:", version=opened.version)
        ui.warning(_with_changes(text, opened.changes))
    for note in [*_gone_notes(opened.gone), *map(explain_note, opened.mended)]:
        ui.warning(note)


def _gone_notes(gone: tuple[str, ...]) -> list[Markdown]:
    """Say which dials of an older link or file the catalogue no longer has."""
    return [explain_note(Message("gone_assumptions", dials=gone))] if gone else []


def switcher() -> None:
    """Let the user switch between the open packages."""
    space = state.workspace()
    key = state.bound("active")
    st.session_state[key] = space.active

    def switched() -> None:
        chosen = st.session_state[key] if state.is_bound(key) else space.active
        if isinstance(chosen, int) and chosen != space.active:  # else words of another language, on the way meanwhile
            state.switch(chosen)

    ui.selectbox(
        t("Open pakketten"),
        range(len(space.slots)),
        key=key,
        format_func=lambda index: plain_name(space.slots[index].draft, index),
        on_change=state.completed(switched),
    )


def _duplicate() -> None:
    draft = state.draft()
    name = shown_name(draft, state.workspace().active)
    state.open_package(replace(draft, name=with_ending(name, t(" (kopie)"))))


def _buttons(buttons: list[tuple[str, Any, bool]]) -> None:
    for label, action, disabled in buttons:
        ui.button(label, on_click=state.completed(action), disabled=disabled, key=f"do-{label}")


def step_buttons() -> None:
    """Offer undo, redo and the way back to the saved package."""
    slot = state.workspace().slot
    _buttons(
        [
            (t("Ongedaan maken"), state.undo, not slot.past),
            (t("Opnieuw"), state.redo, not slot.future),
            (t("Terug naar opgeslagen"), state.reset, slot.draft == slot.saved),
        ]
    )


def slot_buttons() -> None:
    """Offer a copy, a new package and closing this one."""
    full = not state.can_open() or not state.draft().measures
    with st.container(horizontal=True):
        _buttons(
            [
                (t("Dupliceer"), _duplicate, full),
                (t("Nieuw pakket"), lambda: state.open_package(Draft()), full),
                (t("Sluit pakket"), state.close, False),
            ]
        )
        space = state.workspace()
        if space.closed:
            last = space.closed[-1].draft
            label = t("Heropen {name}", name=last.name or t("het gesloten pakket"))
            action = state.completed(state.reopen)
            ui.button(label, on_click=action, disabled=not space.can_reopen(), key=f"reopen-{len(space.closed)}")


def _file_notes(opened: OpenedPackage) -> list[str]:
    """Say that a file was made with another version of the catalogue, and which of its amounts changed since."""
    version = state.catalogue().info.version
    if opened.version == version:
        return []
    text = t("Het bestand is gemaakt met catalogus {old}; nu geldt {new}.", old=opened.version, new=version)
    if not opened.changes:
        return [text, *_gone_notes(opened.gone)]
    return [_with_changes(f"{text} {t('Sindsdien veranderde:')}", opened.changes), *_gone_notes(opened.gone)]


def _read_file(name: str, data: bytes) -> tuple[tuple[Draft, ...], list[str]]:
    """
    Read a workbook or a package file, with what to tell about it; raises BudgetError and UnicodeDecodeError.

    The package comes first; a workbook may hold other choices beside it.
    """
    if name.lower().endswith((".xlsx", ".ods")):
        found = read_workbook(data, state.catalogue(), name)
        return (found.draft, *found.beside), [explain_note(note) for note in found.warnings]
    opened = parse_package(data.decode("utf-8", errors="strict"), name, state.catalogue())
    check_settings(state.catalogue(), opened.draft.settings)
    return (opened.draft,), _file_notes(opened)


def _read_upload(upload: Any) -> tuple[tuple[Draft, ...], list[tuple[str, str]]]:
    """Read a chosen file: its packages, if it holds any, and what to tell about it."""
    name, data = on_one_line(upload.name), upload.getvalue()
    if upload.type == LET_GO:
        text = t(
            "{name} is niet geopend: de server kreeg te veel bestanden tegelijk. Kies het bestand opnieuw.", name=name
        )
        return (), [("error", text)]
    if len(data) > MAX_UPLOAD:
        text = t("Het bestand is groter dan 5 MB; een pakket is enkele KB. Kies een ander bestand.")
        return (), [("error", text)]
    try:
        drafts, notes = _read_file(upload.name, data)
    except UnicodeDecodeError:
        text = t(
            "{name}: verwacht een pakket (YAML, Excel of ODF), gevonden een ander soort bestand. Kies een ander bestand.",
            name=name,
        )
        return (), [("error", text)]
    except BudgetError as error:
        text = t("{name} kon niet worden geopend; uw pakketten zijn niet veranderd.", name=name)
        return (), [("error", Markdown("{}\n\n{}").format(text, explain_error(error)))]
    told = t("{name} is geopend: {count}.", name=name, count=terms.measures(len(drafts[0].measures)))
    return drafts, [("success", told), *(("warning", note) for note in notes)]


def _beside_notes(others: tuple[Draft, ...], opened: int) -> list[tuple[str, str]]:
    """Say which choices beside a package were opened too, and for which there was no room."""
    notes = []
    if others[:opened]:
        names = ", ".join(draft.name for draft in others[:opened])
        notes.append(("success", t("Ook de keuzes ernaast zijn geopend: {names}.", names=names)))
    if others[opened:]:
        names = ", ".join(draft.name for draft in others[opened:])
        text = t("Voor {names} was geen plaats. Sluit een pakket en open het bestand opnieuw.", names=names)
        notes.append(("warning", text))
    return notes


def uploader() -> None:
    """Let the user open a file; a new uploader takes the old one's place, so that another file can follow."""
    space = state.workspace()
    number = space.uploads
    key = f"upload-{number}"

    def read() -> None:
        upload = st.session_state.get(key)
        if upload is None or number != space.uploads:
            return
        drafts, notes = _read_upload(upload)
        forget_upload(upload.file_id)
        st.session_state["upload_notes"] = notes
        space.uploads += 1
        if drafts:
            space.open(drafts[0])
            notes += _beside_notes(drafts[1:], space.open_beside(drafts[1:]))

    ui.file_uploader(
        t("Open een bestand (YAML, Excel of ODF)"),
        type=["yaml", "yml", "xlsx", "ods"],
        key=key,
        on_change=state.completed(read),
    )
    for kind, text in st.session_state.get("upload_notes", []):
        {"error": ui.error, "warning": ui.warning, "success": ui.success}[kind](text)


def files() -> None:
    """Offer saving to and opening from a file, and the link."""
    catalogue, draft, package = state.catalogue(), state.draft(), state.package()
    name = shown_name(draft, state.workspace().active)
    ui.download_button(
        t("Bewaar als bestand"),
        data=lambda: stored_text(catalogue, replace(draft, name=name)),
        file_name=file_name(catalogue, "yaml", name),
        mime="application/yaml",
        on_click=state.mark_saved,
    )
    lang = language()
    ui.download_button(
        t("Download CSV"),
        data=lambda: write_csv(package, name, lang),
        file_name=file_name(catalogue, "csv", name),
        mime="text/csv",
        on_click="ignore",
    )
    ui.download_button(
        t("Download lange tabel (CSV)"),
        data=lambda: write_long_csv(package, lang),
        file_name=file_name(catalogue, "csv", name, t("lang")),
        mime="text/csv",
        on_click="ignore",
    )
    export_button(package, name, "ods")
    uploader()
    link_block(t("Link naar deze pakketten"), f"{state.PARAMETER}={address.link_code()}")


def link_block(title: str, query: str) -> None:
    """Show this page's address with a query, to be copied; where names do not fit in it, say so."""
    here = (st.context.url or "").split("?")[0]
    st.text(title)
    st.code(f"{here}?{query}", language=None, wrap_lines=True)
    if address.link_is_short():
        ui.warning(
            t(
                "De link en het adres van deze pagina houden deze namen en omschrijvingen niet geheel: samen zijn zij te lang. "
                "Een bestand houdt ze wel."
            )
        )


def package_panel() -> None:
    """Draw everything about the open packages but their measures."""
    package_texts()
    slot_buttons()
    files()
