"""Uploaded files of this session: held to the server's limits, and freed once read."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.session import bound_uploads, let_go


def limit_uploads() -> None:
    """Hold what the server keeps of uploaded files to its limits."""
    if context := get_script_run_ctx():
        bound_uploads(context.uploaded_file_mgr)


def forget_upload(file_id: str) -> None:
    """Free an uploaded file that was read."""
    if context := get_script_run_ctx():
        let_go(context.uploaded_file_mgr, context.session_id, file_id)
