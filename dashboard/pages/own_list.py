"""The page on which someone brings a list: the form, the filled form with every fault in it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from budget.catalogue import overview_of
from budget.core import BudgetError, FaultsError, explain, on_one_line
from budget.export import MAX_BYTES
from budget.lists import OwnList, open_own_list, place_of, write_template
from budget.odf import ODS, to_ods
from dashboard import page, state
from dashboard.package import switcher
from dashboard.pages.list_cards import card, choice, opening_fault
from dashboard.saved import save_list_buttons, tell
from dashboard.serving import forget_upload, offered_lists
from dashboard.session import LET_GO
from dashboard.words import Markdown, each, explain_error, file_name, language, show, t, ui, wide

HELD: Final = "own_list"
NUMBER: Final = "own_list_uploads"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Brought:
    """
    What came of the last file: its name, the list when it is sound, the error when it is not, or what to tell.

    `lost` are the measures that open packages had of an earlier list of that id, and that this one lacks.
    """

    name: str
    found: OwnList | None = None
    error: BudgetError | None = None
    told: str = ""
    lost: tuple[str, ...] = ()


def fault_table(error: FaultsError) -> Markup:
    """Build the table of the faults in a form, each with sheet, row and column."""
    heads = [t("Blad"), t("Rij"), t("Kolom"), t("Wat er niet klopt")]
    rows = []
    for fault in error.shown:
        place = place_of(fault)
        column = on_one_line(f"{place.column} {place.heading}".strip())
        cells = [on_one_line(place.sheet), str(place.row or ""), column, explain(fault.message, language(), page=True)]
        rows.append(Markup("<tr>{}</tr>").format(each(Markup("<td>{}</td>"), cells)))
    return Markup(
        '<table class="figures"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(t("Fouten in het formulier"), each(Markup('<th scope="col">{}</th>'), heads), Markup("").join(rows))


def read_upload(upload: Any) -> Brought:
    """Read a filled form; nothing of it stays but what this returns."""
    name, data = on_one_line(upload.name), upload.getvalue()
    if upload.type == LET_GO:
        told = t(
            "{name} is niet gelezen: de server kreeg te veel bestanden tegelijk. Kies het bestand opnieuw.", name=name
        )
        return Brought(name, told=told)
    if len(data) > MAX_BYTES:
        return Brought(name, told=t("Het bestand is groter dan 5 MB. Verdeel de lijst."))
    try:
        return Brought(name, open_own_list(data, upload.name, offered_lists()))
    except BudgetError as error:
        return Brought(name, error=error)


def keep_for_this_session(brought: Brought) -> None:
    """Hold a sound list in this session alone, so that it can be opened; and what to tell of the file."""
    if brought.found is not None:
        try:
            brought = replace(brought, lost=state.keep_own_list(brought.found))
        except BudgetError as error:
            brought = Brought(brought.name, error=error)
    st.session_state[HELD] = brought


def template_form() -> None:
    """Offer the blank form for the years that are asked."""
    ui.header(t("1. Haal het formulier op"))
    years = ui.text_input(t("Jaren van de lijst"), value="2027-2031", key="own_list_years", max_chars=200)
    lang = language()
    try:
        form = write_template(years, lang)
    except BudgetError as error:
        ui.error(explain_error(error))
        return
    with st.container(horizontal=True):
        ui.download_button(
            t("Download het formulier"), data=form, file_name=f"{t('formulier')}.xlsx", mime=XLSX, on_click="ignore"
        )
        ui.download_button(
            t("Download het formulier (ODF)"),
            data=partial(to_ods, form),
            file_name=f"{t('formulier')}.ods",
            mime=ODS,
            on_click="ignore",
        )


def uploader() -> None:
    """Let the user bring a file; a new uploader takes the old one's place, so that another file can follow."""
    ui.header(t("2. Lever het ingevulde formulier in"))
    number = st.session_state.setdefault(NUMBER, 0)
    key = f"own-list-{number}"

    def read() -> None:
        upload = st.session_state.get(key)
        if upload is None or number != st.session_state[NUMBER]:
            return
        brought = read_upload(upload)
        forget_upload(upload.file_id)
        keep_for_this_session(brought)
        st.session_state[NUMBER] += 1

    label = t("Ingevuld formulier (Excel, ODF of CSV)")
    ui.file_uploader(label, type=["xlsx", "ods", "csv"], key=key, on_change=state.completed(read))


def outcome(brought: Brought) -> None:
    """Say what came of the last file."""
    if brought.told:
        ui.error(brought.told)
    elif isinstance(brought.error, FaultsError):
        ui.error(
            t(
                "{name} is nog geen lijst: {n} fouten. Er is niets bewaard.",
                name=brought.name,
                n=len(brought.error.faults),
            )
        )
        show(wide(fault_table(brought.error), t("Fouten in het formulier")))
        for more in brought.error.more:
            ui.markdown(explain(more, language(), page=True))
    elif brought.error is not None:
        ui.error(Markdown("{}: {}").format(brought.name, explain_error(brought.error)))
    elif brought.found is not None:
        sound(brought.found)
        if brought.lost:
            ids = ", ".join(brought.lost)
            ui.warning(t("Uw pakketten van deze lijst hadden maatregelen die er niet meer in staan: {ids}.", ids=ids))


def sound(own: OwnList) -> None:
    """Say that a list is sound."""
    counts = {"measures": len(own.catalogue.measures), "conflicts": len(own.catalogue.conflicts)}
    title = own.catalogue.info.title.get(language())
    ui.success(t("{title} klopt: {measures} maatregelen, {conflicts} conflicten.", title=title, **counts))


def _let_go(id_: str) -> None:
    """Take a list out of the session."""
    state.let_go_own_list(id_)
    st.session_state.pop(HELD, None)


def held_list(own: OwnList) -> None:
    """Show a list that the session holds: what it is, and buttons that open it, take it along as a file or let it go."""
    info, lang = own.catalogue.info, language()
    with st.container(border=True, key=f"own-{info.id}"):
        about, buttons = st.columns([3, 1], vertical_alignment="center")
        with about:
            show(card(overview_of(own.catalogue)))
        with buttons:
            choice(info.id, overview_of(own.catalogue))
            ui.download_button(
                t("Download als map (zip)"),
                data=own.archive,
                file_name=file_name(own.catalogue, "zip"),
                mime="application/zip",
                on_click="ignore",
                key=f"zip-{info.id}",
                width="stretch",
            )
            ui.download_button(
                t("Download als formulier"),
                data=lambda: own.workbook(lang),
                file_name=file_name(own.catalogue, "xlsx"),
                mime=XLSX,
                on_click="ignore",
                key=f"form-{info.id}",
                width="stretch",
            )
            save_list_buttons(own)
            remove = state.completed(partial(_let_go, info.id))
            ui.button(t("Haal uit deze sessie"), key=f"let-go-{info.id}", on_click=remove, width="stretch")


def held_lists() -> None:
    """Show every list that the session holds."""
    ui.header(t("3. Werk ermee"))
    held = list(state.own_lists())
    if not held:
        ui.markdown(t("Een formulier zonder fouten opent u hier."))
        return
    ui.markdown(
        t(
            "Een eigen lijst staat alleen in deze sessie. Na het herladen van de pagina, of in een andere browser, levert u haar opnieuw in; een link naar uw pakketten wacht daarop. Download haar dus."
        )
    )
    for own in held:
        held_list(own)
    ui.caption(t("Een bewaarde lijst vindt u op de pagina Opgeslagen, met haar versies; daar deelt u haar ook."))


def render() -> None:
    """Draw the page."""
    with st.sidebar:
        switcher()
    ui.page_heading(t("Eigen lijst"))
    ui.markdown(
        t(
            "Breng een lijst met maatregelen van uw ministerie mee. Wat u inlevert wordt alleen in deze sessie gelezen en nergens bewaard; niemand anders ziet het."
        )
    )
    tell()
    opening_fault()
    template_form()
    uploader()
    brought = st.session_state.get(HELD)
    if brought is not None:
        outcome(brought)
    held_lists()
    page.footer()
