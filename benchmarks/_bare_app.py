"""A page with one checkbox: what the platform itself costs, to compare with."""

import streamlit as st

on = st.checkbox("toggle", key="box")
st.html(f"<p class=total>{'1' if on else '0'}</p>")
