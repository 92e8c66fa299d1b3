"""Heavy work in processes of its own, at low priority, so that it holds up no one who toggles: searches and papers."""

from dashboard.workers.images import draw_png, draw_svg
from dashboard.workers.job import Job, LineFullError, WorkerLostError
from dashboard.workers.line import Line, State, Ticket
from dashboard.workers.seat import Seat

__all__ = [
    "Job",
    "Line",
    "LineFullError",
    "Seat",
    "State",
    "Ticket",
    "WorkerLostError",
    "draw_png",
    "draw_svg",
]
