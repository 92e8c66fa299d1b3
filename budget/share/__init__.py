"""Packages on their way to others: drafts, links and package files."""

from budget.share.files import StoredPackage, StoredSettings, parse_package, read_package, stored_text
from budget.share.link import MAX_PACKAGES, Draft, OpenedLink, SharedState, make_link, open_link

__all__ = [
    "MAX_PACKAGES",
    "Draft",
    "OpenedLink",
    "SharedState",
    "StoredPackage",
    "StoredSettings",
    "make_link",
    "open_link",
    "parse_package",
    "read_package",
    "stored_text",
]
