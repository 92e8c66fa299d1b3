"""What a meeting looks at."""

from dashboard.meeting.board import Beside, board_html, meeting_toggles

__all__ = [
    "Beside",
    "board_html",
    "meeting_toggles",
]
