"""
Third-party notices: name, version, licence and licence texts of every package that the app is installed with.

The texts are those in the installed packages; a package that brings none gets the standard text of the licence that it
names, from `supply/licences/`. A wheel for another platform may hold texts of other libraries than these.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import Distribution
from pathlib import Path

from supply.lock import Locked, LockError

STANDARD_TEXTS = Path(__file__).parent / "licences"
SHORT = 60  # characters; a longer License field is a text, not a name
TEXT_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|third.?party)[^/]*$", re.IGNORECASE)
ROW = re.compile(r"^\| (?P<name>[^ |]+) \| (?P<version>[^ |]+) \| (?P<licence>[^|]+) \|$", re.MULTILINE)
HEAD = """\
# Third-party notices

The calculator itself is licensed under the EUPL-1.2 (`LICENSE`); its scripts and styles in `dashboard/assets/` are its
own and hold no other's code. It is installed with the packages below, those of `requirements.lock`, each unchanged and
under its own licence. Made by `make notices` from the packages as installed for {platform}; a wheel for another
platform may bundle other libraries. Some packages bundle more: the browser part of streamlit (React, its fonts and
others) and vl-convert-python (Vega) hold work whose notices their makers publish with the source, not in the package.

| package | version | licence |
| --- | --- | --- |
"""


def read_notices(path: Path) -> dict[str, tuple[str, str]]:
    """Return version and licence by package, as the notices list them."""
    rows = ROW.finditer(path.read_text(encoding="utf-8"))
    return {row["name"]: (row["version"], row["licence"]) for row in rows if row["name"] not in {"package", "---"}}


def write_notices(
    packages: Sequence[Locked],
    path: Path,
    platform: str,
    find: Callable[[str], Distribution] = importlib.metadata.distribution,
) -> None:
    """
    Write the notices of the packages of a lock.

    Raises:
        LockError: a package is not installed, or in another version, or names no licence, or its text is nowhere.

    """
    rows, sections = [], []
    for package in packages:
        distribution = installed(package, find)
        licence = licence_of(distribution, package)
        rows.append(f"| {package.name} | {package.version} | {licence} |\n")
        texts = list(licence_texts(distribution)) or [standard_text(licence, package)]
        sections.append(f"\n## {package.name} {package.version}\n\n{licence}\n" + "".join(map(fenced, texts)))
    path.write_text(HEAD.format(platform=platform) + "".join(rows) + "".join(sections), encoding="utf-8")


def installed(package: Locked, find: Callable[[str], Distribution]) -> Distribution:
    """Find a locked package among the installed ones."""
    try:
        distribution = find(package.name)
    except importlib.metadata.PackageNotFoundError:
        raise LockError(
            f"{package.name}: expected {package.version} installed, found nothing. Run `make run` first."
        ) from None
    if distribution.version != package.version:
        found = distribution.version
        raise LockError(f"{package.name}: expected {package.version} installed, found {found}. Run `make run` first.")
    return distribution


def licence_of(distribution: Distribution, package: Locked) -> str:
    """Name a package's licence: its SPDX expression, else its short name, else its classifiers."""

    def stated(field: str) -> list[str]:
        return [str(text).strip() for text in distribution.metadata.get_all(field) or []]

    classifiers = [text.rsplit(" :: ", 1)[-1] for text in stated("Classifier") if text.startswith("License ::")]
    short = [text for text in stated("License") if len(text) <= SHORT and "\n" not in text]
    licence = next(filter(None, [*stated("License-Expression"), *short, " / ".join(classifiers)]), "")
    if not licence:
        raise LockError(
            f"{package.name}: expected a licence in its metadata, found none. Look at its source before it ships."
        )
    return licence


def licence_texts(distribution: Distribution) -> Iterator[str]:
    """Yield the different licence texts of a package, those of its metadata folder, in the order of their names."""
    seen = set()
    for file in sorted(distribution.files or [], key=str):
        if ".dist-info/" in str(file) and TEXT_FILE.search(str(file)):
            text = Path(str(distribution.locate_file(file))).read_text(encoding="utf-8", errors="replace").strip()
            if text and text not in seen:
                seen.add(text)
                yield text


def standard_text(licence: str, package: Locked) -> str:
    """Return the standard text of the licence that a package names without bringing it."""
    path = STANDARD_TEXTS / f"{licence}.txt"
    if not path.is_file():
        raise LockError(
            f"{package.name}: expected a licence text in the package, found none, and {path.name} is not in "
            f"supply/licences/. Put the text of {licence} there."
        )
    return path.read_text(encoding="utf-8").strip("\n")


def fenced(text: str) -> str:
    """Set a text apart as it stands, whatever it holds; tabs and ends of lines are made plain."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text) or [""]))
    lines = "\n".join(line.rstrip() for line in text.expandtabs().splitlines())
    return f"\n{fence}text\n{lines}\n{fence}\n"
