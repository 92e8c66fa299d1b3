"""The Streamlit dashboard: the only place, with app.py, that imports streamlit."""
