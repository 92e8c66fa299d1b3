"""
The log: one line of JSON for each event, on standard error.

No text of a user is logged: of an error its kind and the places it passed, never its words; of a message of the
platform its pattern, never what is filled in; of an address its kind, never its query. An error has a number that the
user sees too.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OWN = "serve"
PLATFORM = ("streamlit", "uvicorn", "websockets", "root")
ROOT = Path(__file__).resolve().parent.parent
_log = logging.getLogger(OWN)
REFUSED_HANDSHAKE = "ASGI callable returned without completing handshake."
"""What uvicorn calls an error although the refusal was answered in full; it is logged already, as a refusal."""


class _OneWayLogger(logging.Logger):
    """A logger of the platform hands on what it is told; it takes no handler that writes in another form."""

    def addHandler(self, handler: logging.Handler) -> None:  # noqa: N802 - the library's name
        if not self.name.startswith(PLATFORM):
            super().addHandler(handler)

    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        if self.name.startswith(PLATFORM):
            if record.levelno >= logging.WARNING and record.msg != REFUSED_HANDSHAKE:
                logging.getLogger().callHandlers(record)
        else:
            super().callHandlers(record)


def frames(error: BaseException) -> list[str]:
    """Return the places that an error passed, the one that raised it last: `file:line name`."""
    found = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        shown = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])
        found.append(f"{shown}:{frame.lineno} {frame.name}")
    return found


class JsonLines(logging.Formatter):
    """Write a record as a line of JSON, without anything that a user gave."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": moment, "level": record.levelname, "logger": record.name}
        if record.name == OWN:
            line |= {"event": record.msg, **getattr(record, "fields", {})}
        else:
            line |= {"event": "platform", "place": f"{record.module}:{record.lineno}", "pattern": str(record.msg)}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line |= {"error": type(error).__name__, "frames": frames(error)}
        return json.dumps(line, ensure_ascii=False)


def start_logging() -> None:
    """Send all loggers to one handler, those that the platform has made already and those that it makes later."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.setLoggerClass(_OneWayLogger)
    for name, made in logging.getLogger().manager.loggerDict.items():
        if name.startswith(PLATFORM) and isinstance(made, logging.Logger):
            made.__class__ = _OneWayLogger
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    _log.setLevel(logging.INFO)


def log_event(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Log an event of ours by its name, with values that no user gave."""
    _log.log(level, event, extra={"fields": fields})


def log_error(event: str, error: BaseException) -> str:
    """Log an error that nothing caught and return the number to show to the user."""
    number = secrets.token_hex(4)
    _log.error(
        event,
        exc_info=(type(error), error, error.__traceback__),
        extra={"fields": {"error_id": number}},
    )
    return number
