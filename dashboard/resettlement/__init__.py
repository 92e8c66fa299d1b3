"""The parts of the page on resettlement."""

from dashboard.resettlement.fair import fair_share_tab
from dashboard.resettlement.planner import planner_tab
from dashboard.resettlement.tables import (
    arrivals_table,
    counting_table,
    engagement_table,
    history_table,
    place,
    programme_table,
)

__all__ = [
    "arrivals_table",
    "counting_table",
    "engagement_table",
    "fair_share_tab",
    "history_table",
    "place",
    "planner_tab",
    "programme_table",
]
