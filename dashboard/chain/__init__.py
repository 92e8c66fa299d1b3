"""The parts of the page on the chain."""

from dashboard.chain.ahead import ahead_tab
from dashboard.chain.controls import put_back
from dashboard.chain.history import history_tab
from dashboard.chain.package import package_tab
from dashboard.chain.setback import meeting_setback, setback_tab

__all__ = ["ahead_tab", "history_tab", "meeting_setback", "package_tab", "put_back", "setback_tab"]
