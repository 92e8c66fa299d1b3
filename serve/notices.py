"""What the pages say about how they are served: protections that lack, another version."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st

from dashboard.serving import host_name, is_loopback
from dashboard.words import t, ui
from serve.logs import log_error, log_event
from serve.platform_settings import forbid_lookups
from serve.version import VERSION_COOKIE

LACKING = "headers host_check origin_check closed_doors json_log health"
"""What the launcher adds and `streamlit run` lacks, as the log names it."""


@dataclass(frozen=True)
class Standing:
    """How this process was started: with the launcher it has a version, without it none."""

    version: str = ""


class _Holder:
    """Holds the standing of the process; one for all sessions."""

    def __init__(self) -> None:
        self._held = Standing()
        self._warned = False

    def get(self) -> Standing:
        return self._held

    def set(self, held: Standing) -> None:
        self._held = held

    def warn_once(self) -> None:
        """Log once that the launcher is not there, and do what can still be done without it."""
        if not self._warned:
            self._warned = True
            forbid_lookups()
            log_event("without_launcher", logging.WARNING, lacking=LACKING.split())


standing = _Holder()


def tell_script_error(error: Exception) -> bool:
    """Log an error of a page and show its number; True, so that the platform shows nothing of its own."""
    number = log_error("page_failed", error)
    ui.error(t("Er ging iets mis wat niet was voorzien. Meld dit nummer aan uw beheerder: {id}.", id=number))
    return True


def tell_serving() -> None:
    """Say at the top of each page what its user must know about the server."""
    if not standing.get().version:
        _tell_plain()
    else:
        _tell_other_version()


def _tell_plain() -> None:
    standing.warn_once()
    name = host_name(st.context.headers.get("Host") or "localhost")
    if name is None or not is_loopback(name):
        ui.warning(
            t(
                "Dit rekenmodel draait zonder zijn beveiliging voor gebruik door anderen: geen controle van naam en herkomst, geen beschermende headers. Beheerder: start het met make run of python -m serve."
            )
        )


def _tell_other_version() -> None:
    loaded = st.context.cookies.get(VERSION_COOKIE)
    if loaded and loaded != standing.get().version:
        ui.warning(
            t(
                "De server is vernieuwd sinds deze pagina werd geladen, of de servers hebben niet dezelfde versie. Laad de pagina opnieuw; uw pakketten staan in het adres. Ziet u dit daarna nog, meld het uw beheerder."
            )
        )
