"""Names of files to download: after the catalogue, the package and the date."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from budget.catalogue import Catalogue

LONGEST = 60


def _slug(text: str) -> str:
    """Write a text in what any system takes in the name of a file: small letters, digits and hyphens."""
    ascii_ = unicodedata.normalize("NFKD", text.replace("−", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9+]+", "-", ascii_.lower())[:LONGEST].strip("-")


def file_name(catalogue: Catalogue, ending: str, *parts: str) -> str:
    """Name a file: the catalogue's id, the parts that leave anything, and today: `bmh-14-pakket-2026-11-26.xlsx`."""
    today = datetime.now().astimezone().date().isoformat()
    return "-".join([catalogue.info.id, *filter(None, map(_slug, parts)), today]) + f".{ending}"
