"""Names of files to download: after the catalogue and the package."""

from __future__ import annotations

import re
import unicodedata

from budget.catalogue import Catalogue

LONGEST = 60


def _slug(text: str) -> str:
    """Write a text in what any system takes in the name of a file: small letters, digits and hyphens."""
    ascii_ = unicodedata.normalize("NFKD", text.replace("−", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9+]+", "-", ascii_.lower())[:LONGEST].strip("-")


def file_name(catalogue: Catalogue, ending: str, *parts: str) -> str:
    """Name a file: the catalogue's id, the parts that leave anything, and the ending, as in `bmh-14-pakket.xlsx`."""
    return "-".join([catalogue.info.id, *filter(None, map(_slug, parts))]) + f".{ending}"
