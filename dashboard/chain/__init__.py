"""The parts of the page on the chain."""

from dashboard.chain.ahead import ahead_tab
from dashboard.chain.borne import ASK_BORNE, borne_dialog
from dashboard.chain.controls import put_back
from dashboard.chain.history import history_tab
from dashboard.chain.package import ASK_STAY, package_tab, stay_dialog
from dashboard.chain.setback import meeting_setback, setback_tab

__all__ = [
    "ASK_BORNE",
    "ASK_STAY",
    "ahead_tab",
    "borne_dialog",
    "history_tab",
    "meeting_setback",
    "package_tab",
    "put_back",
    "setback_tab",
    "stay_dialog",
]
