"""
Make the folder of a catalogue, and hold it to the rules of every catalogue before anyone sees it.

What `validate` would say of a file is said of the cell that it came from. The folder is made beside its place and
renamed, so that it is there whole or not at all.
"""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from budget.catalogue import Catalogue
from budget.core import Fault, FaultsError, Message
from budget.engine import load_sound_catalogue
from budget.lists.about import set_at
from budget.lists.questions import ABOUT
from budget.lists.records import INFO, Files
from budget.lists.table import Log
from budget.lists.yamlwrite import yaml_text

UNCHECKED: Final = ("years", "decision_years", "frame_nl", "frame_en")
"""Answers that are left as they are when the others give way to examples."""


def write_files(folder: Path, values: dict[str, Any]) -> None:
    """Write the files of a catalogue into a folder."""
    for name, value in values.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_text(value), encoding="utf-8")


def _checked(values: dict[str, Any]) -> tuple[Catalogue | None, tuple[Fault, ...]]:
    """Return the catalogue that files make, loaded whole from a folder that is gone by then, or what is wrong with them."""
    with tempfile.TemporaryDirectory() as found:
        write_files(Path(found), values)
        try:
            return load_sound_catalogue(Path(found)), ()
        except FaultsError as error:
            return None, error.faults


def _told(fault: Fault, files: Files, log: Log) -> bool:
    """Tell a fault of a file at the cell that it came from; False when there is no such cell."""
    place = files.place(fault.file, fault.field)
    if place is not None:
        log.add(place, fault.message)
    return place is not None


def _exemplary(values: dict[str, Any]) -> dict[str, Any]:
    """Return the files with the examples as what the list says of itself, so that the rest can be checked too."""
    info = copy.deepcopy(values[INFO])
    for column in ABOUT.columns:
        if column.path and column.example and column.key not in UNCHECKED:
            set_at(info, column.path, column.example)
    set_at(info, ("decision", "years"), info["columns"]["years"][:1])
    return values | {INFO: info}


def check_files(files: Files, log: Log) -> Catalogue:
    """
    Return the catalogue that the files make, held to the rules of every catalogue.

    Raises FaultsError with every fault, those of the form too.
    """
    catalogue, faults = _checked(files.values)
    if any(fault.file == INFO for fault in faults):
        faults += tuple(fault for fault in _checked(_exemplary(files.values))[1] if fault.file != INFO)
    untold = [fault for fault in faults if not _told(fault, files, log)]
    if not log.faults:
        log.faults += untold
    if log.faults or catalogue is None:
        raise FaultsError(log.file, log.faults)
    return catalogue


def install(values: dict[str, Any], folder: Path) -> Catalogue:
    """Put a checked catalogue in its place, whole; raises FaultsError when something stands there already."""
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise FaultsError(str(folder), [Fault("folder_not_empty", file=str(folder))])
    beside: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        write_files(beside, values)
        beside.chmod(0o755)
        beside.rename(folder)
    except OSError as error:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
        fault = Fault("file_cannot_be_written", file=str(folder), detail=error.strerror or "none")
        raise FaultsError(Message("the_import"), [fault]) from None
    return load_sound_catalogue(folder)
