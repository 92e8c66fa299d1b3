"""A session's open packages as plain data, and the changes that its lists of toggles report."""

from dashboard.session.changes import MAX_INSTANCES, MAX_REFUSALS, apply_report, forget_refusals, made_here, refuse
from dashboard.session.workspace import Refusal, Slot, Workspace

__all__ = [
    "MAX_INSTANCES",
    "MAX_REFUSALS",
    "Refusal",
    "Slot",
    "Workspace",
    "apply_report",
    "forget_refusals",
    "made_here",
    "refuse",
]
