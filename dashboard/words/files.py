"""Names of files to download: after the catalogue, the package and the day."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from budget.catalogue import Catalogue

LONGEST = 60
HOME: Final = "Europe/Amsterdam"
"""The time that counts where nobody says another."""


def _slug(text: str) -> str:
    """Write a text in what any system takes in the name of a file: small letters, digits and hyphens."""
    ascii_ = unicodedata.normalize("NFKD", text.replace("−", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9+]+", "-", ascii_.lower())[:LONGEST].strip("-")


def today() -> str:
    """Return the date in the Netherlands, ISO."""
    return datetime.now(ZoneInfo(HOME)).date().isoformat()


def file_name(catalogue: Catalogue, ending: str, *parts: str) -> str:
    """Name a file: the list's id, the parts that leave anything, the day, as in `bmh-14-pakket-2026-11-26.xlsx`."""
    return "-".join([catalogue.info.id, *filter(None, map(_slug, parts)), today()]) + f".{ending}"
