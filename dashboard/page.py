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
    asking,
    explain_error,
    language,
    long_date,
    platform_words,
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
FROM = "\n"  # between the question whose answer a figure stands in, and what is asked of that
TRAIL = "asked_trail"
LONGEST_TRAIL = 30
TO_PAGE = "to_page"
CONNECTION = "connection.js"
DOWNLOADS = "downloads.js"
TO_ANSWER = "to_answer.js"
PLATFORM_WORDS = "platform_words.js"
POPOVER_FOCUS = "popover_focus.js"
LOST_FOCUS = "lost_focus.js"
THEMES = {False: "false", True: "true"}  # whether the theme is dark, as the script says it


def product() -> str:
    """Return what the calculator is called with this catalogue."""
    return t("Rekenmodel {catalogue}", catalogue=state.catalogue().info.short.get(language()))


def scripts() -> list[str]:
    """Return every script that a page draws, so that the server can name them and have browsers refuse all others."""
    drawn = (DRESS.format(chosen, dark) for chosen in LANGUAGES for dark in THEMES.values())
    texts = [str(one).removeprefix("<script>").removesuffix("</script>") for one in drawn]
    names = (CONNECTION, DOWNLOADS, TO_ANSWER, PLATFORM_WORDS, POPOVER_FOCUS, LOST_FOCUS)
    return [*texts, *map(script_text, names)]


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


def note_question(asked: str, since: str = "") -> None:
    """
    Keep by which questions one came to this one, so that there is a way back.

    `since` is the question whose answer it was asked in, nothing on the page itself. Who asks one of those anew goes back
    to it.
    """
    trail: list[str] = st.session_state.get(TRAIL, [])
    trail = trail[: trail.index(since) + 1] if since in trail else [since] if since else []
    trail = trail[: trail.index(asked)] if asked in trail else trail
    st.session_state[TRAIL] = [*trail, asked][-LONGEST_TRAIL:]


def way_back() -> None:
    """Draw in an answer which question it answers, for what is asked in it, and a button to the one that led to it."""
    trail: list[str] = st.session_state.get(TRAIL, [])
    if not trail:
        return
    mark = Markup('<i hidden data-answers="{}"></i>').format(trail[-1])
    show(mark + Markup('<p class="aside">{}</p>').format(asking(trail[-2], t("← Terug"))) if trail[1:] else mark)


def _take_question() -> None:
    """Take a step back or forward, or note which figure was asked to explain itself: the page answers when it is drawn."""

    def asked() -> None:
        told = (st.session_state.get(ASK) or {}).get("asked")
        step = {"undo:": state.undo, "redo:": state.redo}.get(told) if isinstance(told, str) else None
        if step is not None:
            state.completed(step)()
        elif isinstance(told, str):
            since, _, asked = told.rpartition(FROM)
            note_question(asked, since)
            st.session_state[ASKED] = asked

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
    show(DRESS.format(language(), THEMES[dark]), script=True)
    show(script(CONNECTION, _connection_texts()), script=True)
    show(script(DOWNLOADS, {}), script=True)
    show(script(POPOVER_FOCUS, {}), script=True)
    show(script(LOST_FOCUS, {}), script=True)
    show(script(PLATFORM_WORDS, platform_words()), script=True)
    _take_question()
    _refusals()
    _link_fault()


def go_to_answer(answer: object) -> None:
    """Have the browser go to a new answer of the search, once."""
    show(script(TO_ANSWER, {"answer": f"{state.workspace().session}-{id(answer)}"}), script=True)


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
            "pagina. Niet hersteld zijn de stappen om ongedaan te maken, gevonden pakketten en eigen invoer op andere "
            "pagina's; kies of vul die opnieuw."
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
