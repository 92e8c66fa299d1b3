"""What serving many sessions takes: downloads that stay until fetched, the lines of heavy work, a pace for each session."""

from dashboard.serving.downloads import KEPT_SECONDS, keep_downloads, keep_downloads_of_this_server
from dashboard.serving.lines import PAPERS, SEARCHES, number_of, paper, session_id
from dashboard.serving.pace import Pace, keep_pace

__all__ = [
    "KEPT_SECONDS",
    "PAPERS",
    "SEARCHES",
    "Pace",
    "keep_downloads",
    "keep_downloads_of_this_server",
    "keep_pace",
    "number_of",
    "paper",
    "session_id",
]
