"""A session's open packages as plain data, the changes that its lists of toggles report, and the files it sends."""

from dashboard.session.changes import MAX_INSTANCES, MAX_REFUSALS, apply_report, forget_refusals, made_here, refuse
from dashboard.session.origins import read_origins, read_work, unsaved, work_names, work_text, write_origins
from dashboard.session.uploads import LET_GO, bound_uploads, let_go
from dashboard.session.workspace import Origin, Refusal, Slot, Workspace

__all__ = [
    "LET_GO",
    "MAX_INSTANCES",
    "MAX_REFUSALS",
    "Origin",
    "Refusal",
    "Slot",
    "Workspace",
    "apply_report",
    "bound_uploads",
    "forget_refusals",
    "let_go",
    "made_here",
    "read_origins",
    "read_work",
    "refuse",
    "unsaved",
    "work_names",
    "work_text",
    "write_origins",
]
