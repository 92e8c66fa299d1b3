"""What every page shares: style, the page's language for screen readers, the footer with version and date."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from dashboard import address, state
from dashboard.words import (
    LANGUAGES,
    Markdown,
    explain_error,
    language,
    long_date,
    script,
    script_text,
    show,
    stylesheet,
    t,
    terms,
    ui,
)

ASSETS = Path(__file__).parent / "assets"
DRESS = Markup(
    "<script>document.documentElement.lang = '{}';document.documentElement.classList.toggle('dark-theme', {});</script>"
)
ASK, ASKED = "ask", "asked_figure"
TO_PAGE = "to_page"
CONNECTION = "connection.js"
DOWNLOADS = "downloads.js"
TO_ANSWER = "to_answer.js"
PLATFORM_WORDS = "platform_words.js"
THEMES = {False: "false", True: "true"}  # whether the theme is dark, as the script says it


def product() -> str:
    """Return what the calculator is called with this catalogue."""
    return t("Rekenmodel {catalogue}", catalogue=state.catalogue().info.short.get(language()))


def scripts() -> list[str]:
    """Return every script that a page draws, so that the server can name them and have browsers refuse all others."""
    drawn = (DRESS.format(chosen, dark) for chosen in LANGUAGES for dark in THEMES.values())
    texts = [str(one).removeprefix("<script>").removesuffix("</script>") for one in drawn]
    return [*texts, *map(script_text, (CONNECTION, DOWNLOADS, TO_ANSWER, PLATFORM_WORDS))]


@lru_cache(maxsize=1)
def _address() -> Any:
    js = (ASSETS / "address.js").read_text(encoding="utf-8")
    return st.components.v2.component("address", html="<i></i>", js=js)


def recall_address() -> None:
    """Give a session that died with its server its address back, when the browser is back; before anything is drawn."""
    told = _address()(key="address", on_back_change=lambda: None)
    if told.back:
        address.recall_address(told.back)


@lru_cache(maxsize=1)
def _ask() -> Any:
    js = (ASSETS / "ask.js").read_text(encoding="utf-8")
    return st.components.v2.component(ASK, html="<i></i>", js=js)


def _take_question() -> None:
    """Take a step back or forward, or note which figure was asked to explain itself: the page answers when it is drawn."""

    def asked() -> None:
        told = (st.session_state.get(ASK) or {}).get("asked")
        step = {"undo:": state.undo, "redo:": state.redo}.get(told) if isinstance(told, str) else None
        if step is not None:
            state.completed(step)()
        elif isinstance(told, str):
            st.session_state[ASKED] = told

    _ask()(key=ASK, on_asked_change=asked)


def asked_figure() -> tuple[str, str]:
    """Return which kind of figure was asked to explain itself and which one, once; nothing in both when none was."""
    kind, _, which = str(st.session_state.pop(ASKED, "")).partition(":")
    return kind, which


def ask_page(url_path: str = "") -> None:
    """Have the next run go to a page by its path in the address: to that of the package without one."""
    st.session_state[TO_PAGE] = url_path


def asked_page() -> str | None:
    """Return the path of the page to go to, once; None when none is asked."""
    found: str | None = st.session_state.pop(TO_PAGE, None)
    return found


def glossary() -> None:
    """Explain the words of the field by a click."""
    words = [(terms.capital(term), told) for term, told in terms.glossary(state.catalogue())]
    with ui.popover(t("Begrippen"), key="glossary"):
        listed = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*word) for word in words)
        show(Markup('<dl class="glossary">{}</dl>').format(listed))


def dress_page() -> None:
    """Add the house style and tell the browser the page's language and theme."""
    show(stylesheet("page.css"))
    dark = st.context.theme.type == "dark"
    show(Markup("<style>:root {{ --page: {}; }}</style>").format("#11181f" if dark else "#ffffff"))
    show(DRESS.format(language(), THEMES[dark]), script=True)
    show(script(CONNECTION, _connection_texts()), script=True)
    show(script(DOWNLOADS, {}), script=True)
    show(script(PLATFORM_WORDS, _platform_words()), script=True)
    _take_question()
    _refusals()
    _link_fault()


def go_to_answer(answer: object) -> None:
    """Have the browser go to a new answer of the search, once."""
    show(script(TO_ANSWER, {"answer": f"{state.workspace().session}-{id(answer)}"}), script=True)


def _platform_words() -> dict[str, str]:
    """Return the platform's own words, which are English, in the page's language; " …" stands for what follows."""
    return {
        "App pages": t("Pagina's"),
        "Clear all": t("Alles wissen"),
        "Clear value": t("Wissen"),
        "Close": t("Sluiten"),
        "Collapse sidebar": t("Zijbalk inklappen"),
        "Copy Vega-Lite spec": t("Kopieer de definitie van de grafiek"),
        "Copy to clipboard": t("Kopieer"),
        "Download as CSV": t("Download als CSV"),
        "Download as PNG": t("Download als PNG"),
        "Expand sidebar": t("Zijbalk uitklappen"),
        "Fullscreen": t("Volledig scherm"),
        "Help for …": t("Uitleg bij …"),
        "Link to heading": t("Link naar deze kop"),
        "Open": t("Openen"),
        "Remove …": t("Verwijder …"),
        "Search": t("Zoeken"),
        "Selected values": t("Gekozen waarden"),
        "Show data": t("Toon de gegevens"),
        "Show/hide columns": t("Kolommen tonen of verbergen"),
        "Sidebar": t("Zijbalk"),
    }


def _connection_texts() -> dict[str, str]:
    """Return what the browser says by itself when the server cannot, with the session that drew the page."""
    return {
        "session": state.workspace().session,
        "lost": t(
            "Geen verbinding met het rekenmodel. De bedragen zijn die van ervoor. Wat u aan- of uitzet, blijft staan en "
            "wordt verstuurd zodra de verbinding er weer is."
        ),
        "waiting": t("Nog te versturen: {n}."),
        "back": t("De verbinding is hersteld."),
        "anew": t(
            "De verbinding is hersteld, maar de server is opnieuw begonnen. Uw pakketten komen uit het adres van deze "
            "pagina. Niet hersteld zijn de stappen om ongedaan te maken, gevonden pakketten, kant-en-klare pakketten in de "
            "vergelijking en eigen invoer op andere pagina's; kies of vul die opnieuw."
        ),
        "read": t("Gelezen"),
    }


def _refusals() -> None:
    """Tell on every page what was clicked and not done, in sight wherever one is, until it has been read."""
    with st.container(key="refused"):
        refusals = state.workspace().refusals
        if not refusals:
            return
        stale = ", ".join(dict.fromkeys(r.id for r in refusals if not r.unknown))
        unknown = ", ".join(dict.fromkeys(r.id for r in refusals if r.unknown))
        if stale:
            ui.warning(
                t(
                    "Niet verwerkt: {ids}. De klik hoorde bij een pakket dat intussen is vervangen. Kies zo nodig opnieuw.",
                    ids=stale,
                )
            )
        if unknown:
            ui.warning(t("Niet verwerkt: {ids}. Dit staat niet in de catalogus; laad de pagina opnieuw.", ids=unknown))
        number = refusals[-1].number  # in the key too: a click reads what its button was drawn with, no more
        ui.button(t("Gelezen"), key=f"refused-read-{number}", on_click=state.read_refusals, args=(number,))


def _link_fault() -> None:
    """Say, on whichever page a link opens, that it could not be read; until there is something to work on."""
    space = state.workspace()
    with st.container():  # with nothing in it, too: what comes after stays in its place (dashboard/package/parts.py)
        if space.link_fault is None or any(slot.draft.measures for slot in space.slots):
            return
        text = t("De link kon niet worden geopend; u begint met een leeg pakket.")
        ui.error(Markdown("{} {}").format(text, explain_error(space.link_fault)))


def version_text() -> str:
    """Name the version of the catalogue and its date."""
    info = state.catalogue().info
    return t("catalogus {version} van {date}", version=info.version, date=long_date(info.date))


def footer() -> None:
    """Show the catalogue's name, version and date and the source, and how far its overlaps were judged if not in full."""
    info = state.catalogue().info
    ui.caption(f"{info.short.get(language())}: {version_text()} · {t('Bron')}: {info.source_title}")
    if unsure := terms.not_judged(info):
        ui.caption(unsure)
