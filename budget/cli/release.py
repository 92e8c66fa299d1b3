"""
The command `python -m budget release`: a corrected catalogue becomes a version of its own.

It writes the version and date, the file of the release and a stub in the changelog, and says what else is due. Nothing
is written while the catalogue is unsound, or under a version that exists already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from budget.catalogue import (
    Catalogue,
    Change,
    changes_since,
    history_folder,
    known_versions,
    read_release,
    release_text,
)
from budget.cli.call import check_day
from budget.core import SettingError, plain
from budget.engine import load_sound_catalogue, reproduce

UNRELEASED: Final = "## Unreleased"


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _check_version(catalogue: Catalogue, version: str, date: str) -> None:
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise SettingError("version_unreadable", text=version)
    check_day("--date", date)
    last = max((_number(known) for known in known_versions(catalogue)), default=(0, 0, 0))
    if _number(version) <= last:
        newest = ".".join(map(str, last))
        raise SettingError("version_not_raised", newest=newest, text=version)


def changes_of(catalogue: Catalogue) -> tuple[Change, ...] | None:
    """Return every cell that differs from the last released version; None when there is none."""
    known = known_versions(catalogue)
    if not known:
        return None
    release = read_release(catalogue, known[-1])
    return changes_since(release, catalogue, tuple(dict.fromkeys((*release.cells, *catalogue.measures))))


def _said(change: Change) -> str:
    before, after = ("–" if cell is None else plain(cell) for cell in (change.before, change.after))
    return f"{change.measure} {change.column}: {before} → {after}"


def _due_in_data(catalogue: Catalogue, ids: Iterable[str]) -> Iterator[str]:
    """Yield the records beside the measures that a changed figure may have made untrue."""
    for ready in catalogue.packages.values():
        if hit := [id_ for id_ in ids if id_ in ready.measures]:
            yield f"data/packages/: {ready.id} holds {', '.join(hit)}; read its title and note again"
    for figure in catalogue.figures:
        found = reproduce(catalogue, figure)
        if not found.fits and figure.note is None:
            amount = plain(round(found.recomputed))
            yield f"data/report_figures.yaml: {figure.id} prints {plain(figure.printed)}, now {amount}; add a note"
    for difference in catalogue.differences:
        if hit := [id_ for id_ in ids if id_ in difference.measures]:
            yield f"data/differences.yaml: {difference.id} is about {', '.join(hit)}; read it again"


def _due(catalogue: Catalogue, changes: tuple[Change, ...]) -> Iterator[str]:
    """Yield what a changed figure may have made untrue elsewhere."""
    ids = dict.fromkeys(change.measure for change in changes)
    yield from _due_in_data(catalogue, ids)
    for id_ in ids:
        if id_ in catalogue.measures:
            yield f"variants/{catalogue.variant_of[id_]}/{id_}.yaml: read summary, readings and notes of {id_} again"
    if ids and (catalogue.folder / "data" / "printed_tables.yaml").exists():
        yield "data/printed_tables.yaml: it keeps what is printed; a cell typed wrongly there is corrected too"
    if ids and (catalogue.folder / "tests").is_dir():
        yield "tests that state the list's own figures (tests/engine/test_report.py, tests/catalogue/): run make test"


def _write_info(path: Path, version: str, date: str) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^version: .*$", f'version: "{version}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^date: .*$", f'date: "{date}"', text, count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def _write_changelog(path: Path, catalogue: Catalogue, version: str, date: str, changes: tuple[Change, ...]) -> None:
    """Put the release on top of the changelog's unreleased part; make the file where there is none."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Changelog\n"
    if UNRELEASED not in text:
        head, _, rest = text.partition("\n## ")
        text = f"{head.rstrip()}\n\n{UNRELEASED}\n" + (f"\n## {rest}" if rest else "")
    lines = [f"- Catalogue {catalogue.info.id} {version} of {date}."]
    lines += [f"- {_said(change)} ({catalogue.info.unit.title.get('en')}): say why." for change in changes]
    head, _, rest = text.partition(UNRELEASED)
    path.write_text(f"{head}{UNRELEASED}\n\n**Figures**\n" + "\n".join(lines) + f"\n{rest}", encoding="utf-8")


def release(folder: Path, version: str, date: str) -> list[str]:
    """
    Make a release of a sound catalogue and return what was written, what changed and what else is due.

    Raises FaultsError for an unsound catalogue and SettingError for a version that is not above the last.
    """
    catalogue = load_sound_catalogue(folder)
    _check_version(catalogue, version, date)
    since = changes_of(catalogue)
    changes = since or ()
    _write_info(catalogue.folder / "variants" / "catalogue.yaml", version, date)
    history_folder(catalogue).mkdir(parents=True, exist_ok=True)
    path = history_folder(catalogue) / f"{version}.json"
    path.write_text(release_text(catalogue), encoding="utf-8")
    changelog = catalogue.folder / "CHANGELOG.md"
    _write_changelog(changelog, catalogue, version, date, changes)
    load_sound_catalogue(folder)  # what was written is sound too
    info = catalogue.folder / "variants" / "catalogue.yaml"
    written = [f"Written: {found.relative_to(catalogue.folder).as_posix()}" for found in (info, path, changelog)]
    none = "changed: no amount" if since is not None else f"first release, of {len(catalogue.measures)} measures"
    changed = [f"changed: {_said(change)}" for change in changes] or [none]
    return [f"Catalogue {catalogue.info.id} {version} of {date}.", *written, *changed, *_listed(catalogue, changes)]


def _listed(catalogue: Catalogue, changes: tuple[Change, ...]) -> list[str]:
    return [f"due: {item}" for item in _due(catalogue, changes)]
