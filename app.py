"""The calculator of budget measures: page set-up and navigation only."""

import streamlit as st
import streamlit.emojis  # a large pattern; the first warning would otherwise hold up everyone while it is read

from budget.core import BudgetError
from dashboard import address, page, state
from dashboard.package import FIGURES, forget_drawn, take_reports
from dashboard.pages import answer_figure, pages_for
from dashboard.saved import gate, link_fault, open_saved_link, signed_in_line
from dashboard.serving import keep_downloads_of_this_server, keep_pace, keep_parts_on_their_page, limit_uploads
from dashboard.words import LANGUAGES, bold, explain_error, speak, ui
from serve import tell_serving

keep_pace()
limit_uploads()
page.recall_address()
address.recall_language()
speak(st.session_state["language"])
if not gate():
    st.stop()
open_saved_link()
try:
    catalogue = state.catalogue()
except BudgetError as error:
    ui.error(explain_error(error))
    st.stop()

st.set_page_config(layout="wide", initial_sidebar_state="auto")
keep_downloads_of_this_server()
keep_parts_on_their_page(FIGURES)
take_reports(state.handle_repeated)
address.recall_choices()
forget_drawn()
page.dress_page()
tell_serving()
link_fault()
pages = [
    ui.titled_page(entry.render, title=entry.title(), url_path=entry.url_path, default=not entry.url_path)
    for entry in pages_for(catalogue)
]
navigation = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{navigation.title} – {page.product()}")
if (asked := page.asked_page()) is not None:
    st.switch_page(next(entry for entry in pages if entry.url_path == asked))
with st.sidebar:
    ui.markdown(bold(page.product()))
    ui.caption(page.version_text())
    ui.segmented_control(
        "Taal / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        required=True,
    )
    signed_in_line()
    page.glossary()
address.remember(whole=True)
navigation.run()
answer_figure()
