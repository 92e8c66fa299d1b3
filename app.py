"""The BMH budget-variant calculator: page set-up and navigation only."""

import streamlit as st

from dashboard import page, state
from dashboard.text import LANGUAGES, t

st.set_page_config(page_title="BMH-rekenmodel migratieketen", layout="wide", initial_sidebar_state="expanded")

page.dress_page()
navigation = st.navigation(
    [
        st.Page("dashboard/pages/package.py", title=t("Pakket"), default=True),
        st.Page("dashboard/pages/targets.py", title=t("Doelen"), url_path="doelen"),
        st.Page("dashboard/pages/oda.py", title=t("ODA"), url_path="oda"),
        st.Page("dashboard/pages/measures.py", title=t("Maatregelen"), url_path="maatregelen"),
        st.Page("dashboard/pages/sources.py", title=t("Bron en verantwoording"), url_path="bron"),
    ],
    position="top",
)
with st.sidebar:
    st.segmented_control(
        "Taal / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        default="nl",
        required=True,
    )
navigation.run()
state.remember()
