"""
Serve the app as it is, by a server that takes its time: `python -m tests.dashboard.slow_app <port> <file with waits>`.

The file holds seconds by place, and is read at each wait, so that a test sets the pace while the app runs: "start" is
before the page is drawn, "list" after the headline and before the list of toggles.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.web import cli

from dashboard import address
from dashboard.pages import meeting, package


def slowed(function: Callable[..., Any], place: str, waits: Path) -> Callable[..., Any]:
    """Return the function with a wait before it."""

    def run(*args: Any, **kwargs: Any) -> Any:
        time.sleep(json.loads(waits.read_text(encoding="utf-8")).get(place, 0))
        return function(*args, **kwargs)

    return run


def main(port: str, waits: Path) -> None:
    """Slow the app down and serve it."""
    address.remember = slowed(address.remember, "start", waits)
    package.measure_state = slowed(package.measure_state, "list", waits)
    meeting.meeting_toggles = slowed(meeting.meeting_toggles, "list", waits)
    options = [
        ("server.address", "127.0.0.1"),
        ("server.port", port),
        ("server.headless", "true"),
        ("server.fileWatcherType", "none"),
        ("browser.gatherUsageStats", "false"),
        ("logger.enableRich", "false"),
    ]
    cli.main(["run", "app.py", *(part for name, value in options for part in (f"--{name}", value))])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
