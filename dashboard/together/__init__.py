"""Several officers' packages brought into one: their positions and red lines, the tally, and what they come to."""

from dashboard.together.lines import lines_form
from dashboard.together.outcome import outcome
from dashboard.together.positions import Support, choose_positions, held_positions, support
from dashboard.together.tallied import tally_block

__all__ = [
    "Support",
    "choose_positions",
    "held_positions",
    "lines_form",
    "outcome",
    "support",
    "tally_block",
]
