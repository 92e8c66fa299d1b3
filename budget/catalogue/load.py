"""
Load a catalogue from disk: YAML files -> records, reporting every fault at once with file, line and field.

A catalogue is a folder with `variants/` (measures, variants, conflicts, what it says of itself) and `data/` (base,
targets, packages and what else there is). What a catalogue has no file of, it does not have.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, TypeVar

from budget.catalogue import check
from budget.catalogue.catalogue import Catalogue, report_order
from budget.catalogue.disk import broken_links, present, too_many_files, walk
from budget.catalogue.fields import Record
from budget.catalogue.info import CatalogueInfo
from budget.catalogue.lists import FILE, read_list
from budget.catalogue.measures import Conflict, ConflictKind, Measure, Variant
from budget.catalogue.names import Names
from budget.catalogue.reader import Placed, RecordReader
from budget.catalogue.tables import NO_BASE, Base, OdaData, ReadyPackage, Target
from budget.catalogue.yamlread import read_yaml
from budget.core import Columns, Fault, FaultsError, Message, UnknownIdError

PROJECT: Final = Path(__file__).resolve().parent.parent.parent

NO_MEASURE: Final = ("variant.yaml", FILE)
R = TypeVar("R", bound=Record)


def locate_catalogue(directory: Path) -> Path:
    """Return the folder that holds variants/, which may be named itself; raises FaultsError when there is none."""
    if not os.path.isdir(directory):  # noqa: PTH112 - Path.is_dir raises for a name too long for the disk
        found = Message("a_file") if os.path.isfile(directory) else Message("nothing")  # noqa: PTH113 - the same
        fault = Fault("catalogue_folder_expected", file=str(directory), found=found)
        raise FaultsError(str(directory), [fault])
    directory = directory.resolve()
    if (directory / "variants").is_dir():
        return directory
    if (directory / "catalogue.yaml").is_file() and directory.name == "variants":
        return directory.parent
    fault = Fault("catalogue_folder_expected", file=str(directory), found=Message("no_variants_in_it"))
    raise FaultsError(str(directory), [fault])


def known_catalogues() -> dict[str, Path]:
    """Return the folders of the installed catalogues by id: the project's own first, then those in catalogues/."""
    own, faults = read_yaml(PROJECT / "variants" / "catalogue.yaml", "variants/catalogue.yaml")
    if own is None or not isinstance(own.value, dict):
        raise FaultsError("variants/", faults)
    others = sorted(path.parent.parent for path in (PROJECT / "catalogues").glob("*/variants/catalogue.yaml"))
    return {str(own.value.get("id")): PROJECT, **{folder.name: folder for folder in others}}


def find_catalogue(name: str) -> Path:
    """Return the folder that a name means: a folder, or the id of an installed catalogue; raises UnknownIdError."""
    if os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises for a name too long for the disk
        return Path(name)
    known = known_catalogues()
    if name in known:
        return known[name]
    raise UnknownIdError(name, tuple(known), Message("id_of_catalogue"))


def offered_catalogues(named: str | None) -> dict[str, Path]:
    """
    Return the folders to choose from by id: the one that a name means first, else the project's; the others beside it.

    A folder with the id of an installed catalogue takes its place. Raises UnknownIdError for a name that means none,
    FaultsError for a folder that is no catalogue.
    """
    known = known_catalogues()
    if not named:
        return known
    folder = locate_catalogue(find_catalogue(named))
    read, _ = read_yaml(folder / "variants" / "catalogue.yaml", "variants/catalogue.yaml")
    given = read.value.get("id") if read is not None and isinstance(read.value, dict) else None
    first = given if isinstance(given, str) else folder.name  # one that cannot be read says so when it is opened
    return {first: folder, **{id_: path for id_, path in known.items() if id_ != first}}


def _faults_error(faults: list[Fault]) -> FaultsError:
    """Gather faults under the folder that holds them all."""
    inside = all(fault.file.split("/")[0] == "variants" for fault in faults)
    return FaultsError("variants/" if inside else Message("the_catalogue"), faults)


def _listed(folder: Path) -> list[Path]:
    """List a folder; raises FaultsError for one that may not be read."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        fault = Fault("file_unreadable", file=folder.name, detail=error.strerror or str(error))
        raise FaultsError(folder.name, [fault]) from None


def _optional(reader: RecordReader, path: Path, model: type[R]) -> Placed[R] | None:
    return reader.one(path, model) if present(path) else None


def _several(reader: RecordReader, path: Path, model: type[R]) -> list[Placed[R]]:
    return reader.many(path, model) if present(path) else []


def _info(reader: RecordReader, path: Path) -> Placed[CatalogueInfo] | None:
    """Read what the catalogue says of itself, of which it may say that it is in Dutch alone."""
    file = reader.file(path)
    if file is None:
        return None
    languages = file.value.get("languages") if isinstance(file.value, dict) else None
    reader.dutch_only = languages == ("nl",)
    return reader.record(file, file.value, CatalogueInfo)


def _sound_folders(root: Path, variants: Path, data: Path) -> None:
    """Raise FaultsError when a folder of a catalogue is a link out of it, or holds more than a catalogue does."""
    inner = [path for path in (*walk(variants), data / "packages", data / "history") if path.is_symlink()]
    faults = list(broken_links([variants, data, *(path for path in inner if path.is_dir())], root))
    if not faults:
        faults = [fault for folder in (variants, data) for fault in too_many_files(folder, root)]
    if faults:
        raise _faults_error(faults)


def load_catalogue(directory: Path = PROJECT) -> Catalogue:
    """
    Load and check a whole catalogue.

    Raises FaultsError with every fault at once: of each file by itself first; across files when each file is sound.
    """
    root = locate_catalogue(directory)
    variants_dir, data = root / "variants", root / "data"
    _sound_folders(root, variants_dir, data)
    reader = RecordReader(root, list(check.file_that_no_one_reads(variants_dir, root)))
    info = _info(reader, variants_dir / "catalogue.yaml")
    if info is None:  # without its columns no row can be read
        raise _faults_error(reader.faults)
    columns = reader.columns = Columns(info.record.columns.years, info.record.columns.structural.id)
    reader.documents = tuple(document.id for document in info.record.documents)
    reader.short = info.record.records == "short"
    variants: list[Placed[Variant]] = []
    measures: dict[str, list[Placed[Measure]]] = {}
    for folder in [path for path in _listed(variants_dir) if path.is_dir()]:
        variant = reader.one(folder / "variant.yaml", Variant)
        placed = [reader.one(p, Measure) for p in sorted(folder.glob("*.yaml")) if p.name not in NO_MEASURE]
        measures[folder.name] = [m for m in placed if m is not None]
        if info.record.records == "short" and (folder / FILE).exists():
            measures[folder.name] += read_list(reader, folder / FILE, info.record.unit.id)
        variants += [variant] if variant is not None else []
    conflicts = _several(reader, variants_dir / "conflicts.yaml", Conflict)
    base = _optional(reader, data / "base.yaml", Base)
    targets = _several(reader, data / "targets.yaml", Target)
    oda = _optional(reader, data / "oda.yaml", OdaData)
    names = _optional(reader, data / "names.yaml", Names)
    ready = [reader.one(path, ReadyPackage) for path in sorted((data / "packages").glob("*.yaml"))]

    if not any(measures.values()) and not reader.faults:
        reader.faults.append(Fault("catalogue_without_measures", file="variants/"))
    if reader.faults:
        raise _faults_error(reader.faults)
    records = check.Records(
        info, columns, variants, measures, conflicts, base, targets, [p for p in ready if p is not None], oda, names
    )
    across = check.check_all(records)
    if across:
        raise _faults_error(across)
    return _catalogue(root, records)


def _catalogue(root: Path, records: check.Records) -> Catalogue:
    """Put sound records in order."""
    ordered = sorted((placed.record for placed in records.variants), key=lambda v: v.order)
    by_variant = {
        name: sorted((p.record for p in found), key=lambda m: report_order(m.id))
        for name, found in records.measures.items()
    }
    conflicts = [placed.record for placed in records.conflicts]
    return Catalogue(
        folder=root,
        info=records.info.record,
        variants={v.id: v for v in ordered},
        measures={m.id: m for v in ordered for m in by_variant[v.id]},
        variant_of={m.id: v.id for v in ordered for m in by_variant[v.id]},
        conflicts=tuple(record for record in conflicts if record.kind is not ConflictKind.REQUIRES),
        requirements=tuple(record for record in conflicts if record.kind is ConflictKind.REQUIRES),
        base=NO_BASE if records.base is None else records.base.record,
        targets={placed.record.id: placed.record for placed in records.targets},
        oda=None if records.oda is None else records.oda.record,
        packages={placed.record.id: placed.record for placed in records.packages},
        names=None if records.names is None else records.names.record,
    )
