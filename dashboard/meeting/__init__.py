"""What a meeting looks at."""

from dashboard.meeting.board import board_html, meeting_toggles

__all__ = [
    "board_html",
    "meeting_toggles",
]
