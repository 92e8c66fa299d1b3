"""The BMH budget-variant calculator: page set-up and navigation only."""

import streamlit as st

from dashboard import page, state
from dashboard.package import take_reports
from dashboard.pages import pages_for
from dashboard.words import LANGUAGES

st.set_page_config(page_title="BMH-rekenmodel migratieketen", layout="wide", initial_sidebar_state="expanded")

state.recall_language()
take_reports(state.handle_repeated)
page.dress_page()
navigation = st.navigation(
    [
        st.Page(entry.render, title=entry.title(), url_path=entry.url_path, default=not entry.url_path)
        for entry in pages_for(state.catalogue())
    ],
    position="top",
)
with st.sidebar:
    st.segmented_control(
        "Taal / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        required=True,
    )
state.remember()
navigation.run()
