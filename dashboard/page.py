"""What every page shares: style, the page's language for screen readers, the footer with version and date."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import state
from dashboard.words import explain_error, language, long_date, plain, show, stylesheet, t

DRESS = Markup(
    "<script>document.documentElement.lang = '{}';document.documentElement.classList.toggle('dark-theme', {});</script>"
)


def dress_page() -> None:
    """Add the house style and tell the browser the page's language and theme."""
    show(stylesheet("page.css"))
    dark = st.context.theme.type == "dark"
    show(Markup("<style>:root {{ --page: {}; }}</style>").format("#11181f" if dark else "#ffffff"))
    show(DRESS.format(language(), "true" if dark else "false"), script=True)
    _link_fault()


def _link_fault() -> None:
    """Say, on whichever page a link opens, that it could not be read; until there is something to work on."""
    space = state.workspace()
    if space.link_fault is None or any(slot.draft.measures for slot in space.slots):
        return
    text = t("De link kon niet worden geopend; u begint met een leeg pakket.")
    st.error(f"{text} {explain_error(space.link_fault)}")


def footer() -> None:
    """Show the catalogue's version and date and the source."""
    info = state.catalogue().info
    version = t("Catalogus {version} van {date}", version=info.version, date=long_date(info.date))
    st.caption(f"{plain(version)} · {t('Bron')}: {plain(info.source_title)}")
