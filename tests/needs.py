"""
Programs that a test may need and a machine may lack: browser, LibreOffice, nginx, PostgreSQL, identity provider.

Tests that ask for one skip when there is none, and the run's last lines say so. With REQUIRE_BROWSER=1,
REQUIRE_CALC=1, REQUIRE_NGINX=1, REQUIRE_POSTGRES=1 or REQUIRE_OIDC=1 they fail instead. With `--at-least browser=50`
the run fails unless that many tests in the browser passed, so that a full check cannot pass by finding nothing to do.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_BROWSER = "NO BROWSER FOUND: the browser tests did not run. Install Chromium (Debian: apt-get install chromium)."
NO_CALC = "NO LIBREOFFICE FOUND: no workbook was opened. Install Calc (Debian: apt-get install libreoffice-calc)."

NO_NGINX = "NO NGINX FOUND: the proxy was not run. Install it (Debian: apt-get install nginx)."

NO_POSTGRES = "NO POSTGRESQL FOUND: the store ran on SQLite alone. Install it (Debian: apt-get install postgresql)."

OIDC_FOLDER = Path(__file__).parent / "login"
NO_OIDC = "NO IDENTITY PROVIDER FOUND: nobody signed in. Install it (npm ci --ignore-scripts --prefix tests/login)."

NEEDS = {"browser": "browser", "soffice": "calc", "nginx": "nginx", "postgres": "postgres", "oidc": "oidc"}
"""What a test asks for, and the marker that says so."""


def first_program(names: tuple[str, ...]) -> str | None:
    """Return the path of the first of these programs that is installed."""
    return next((path for path in map(shutil.which, names) if path), None)


def find_browser() -> str | None:
    """Return the path of a Chromium or Chrome."""
    return first_program(BROWSERS)


def find_soffice() -> str | None:
    """Return the path of LibreOffice."""
    return first_program(("soffice", "libreoffice"))


def find_nginx() -> str | None:
    """Return the path of nginx, which Debian keeps where only root looks."""
    return first_program(("nginx", "/usr/sbin/nginx"))


def find_postgres() -> str | None:
    """Return the folder of PostgreSQL's programs, the newest version of those that Debian keeps side by side."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = str(folders[-1] / "initdb") if folders else shutil.which("initdb")
    return str(Path(found).parent) if found else None


def find_oidc() -> str | None:
    """Return the path of Node, when the identity provider that it runs is installed."""
    return shutil.which("node") if (OIDC_FOLDER / "node_modules" / "oidc-provider").is_dir() else None


def skip_or_fail(reason: str, variable: str) -> NoReturn:
    """Skip the test that asks, or fail it when the environment variable requires the program."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{reason} ({variable}=1)", pytrace=False)
    pytest.skip(reason)


def floor(text: str) -> tuple[str, int]:
    """Read `browser=50`."""
    marker, _, number = text.partition("=")
    if marker not in NEEDS.values() or not number.isdecimal():
        known = ", ".join(f"{name}=<number>" for name in NEEDS.values())
        raise argparse.ArgumentTypeError(f"expected one of {known}, found {text}")
    return marker, int(number)


def mark_needs(items: list[pytest.Item]) -> None:
    """Mark the tests by what they ask for; the mark travels with their report. The running app makes a test slow."""
    for item in items:
        if "app_url" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
        for fixture, marker in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()) or item.get_closest_marker(marker):
                item.add_marker(marker)
                item.user_properties.append(("needs", marker))


def missing_programs() -> list[str]:
    """Return a line for each program that is not there."""
    found = (
        ("browser", find_browser(), NO_BROWSER),
        ("calc", find_soffice(), NO_CALC),
        ("nginx", find_nginx(), NO_NGINX),
        ("postgres", find_postgres(), NO_POSTGRES),
        ("oidc", find_oidc(), NO_OIDC),
    )
    return [f"{message} (tests marked {marker})" for marker, program, message in found if program is None]


def shortfalls(config: pytest.Config) -> list[str]:
    """Return a line for each number of passed tests that was asked for and not reached, in the run as a whole."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    floors: list[tuple[str, int]] = config.getoption("--at-least")
    if reporter is None or hasattr(config, "workerinput") or config.getoption("collectonly"):
        return []  # a worker sees a part of the run
    properties = [found for report in reporter.stats.get("passed", []) for found in report.user_properties]
    passed = Counter(marker for name, marker in properties if name == "needs")
    return [
        f"TOO FEW TESTS RAN: {passed[marker]} marked {marker} passed, {number} were asked for (--at-least)."
        for marker, number in floors
        if passed[marker] < number
    ]
