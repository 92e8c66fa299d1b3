"""The BMH budget-variant calculator: page set-up and navigation only."""

import streamlit as st

from dashboard import page, state
from dashboard.outbox import take_reports
from dashboard.text import LANGUAGES, t

st.set_page_config(page_title="BMH-rekenmodel migratieketen", layout="wide", initial_sidebar_state="expanded")

state.recall_language()
take_reports(state.handle_repeated)
page.dress_page()
navigation = st.navigation(
    [
        st.Page("dashboard/pages/package.py", title=t("Pakket"), default=True),
        st.Page("dashboard/pages/targets.py", title=t("Doelen"), url_path="doelen"),
        st.Page("dashboard/pages/oda.py", title=t("ODA"), url_path="oda"),
        st.Page("dashboard/pages/charts.py", title=t("Grafieken"), url_path="grafieken"),
        st.Page("dashboard/pages/compare.py", title=t("Vergelijken"), url_path="vergelijken"),
        st.Page("dashboard/pages/search.py", title=t("Zoeken"), url_path="zoeken"),
        st.Page("dashboard/pages/measures.py", title=t("Maatregelen"), url_path="maatregelen"),
        st.Page("dashboard/pages/resettlement.py", title=t("Hervestiging"), url_path="hervestiging"),
        st.Page("dashboard/pages/meeting.py", title=t("Vergadering"), url_path="vergadering"),
        st.Page("dashboard/pages/printview.py", title=t("Afdruk"), url_path="afdruk"),
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
        required=True,
    )
state.remember()
navigation.run()
