"""
Load a catalogue from disk: YAML files -> records, reporting every fault at once with file, line and field.

A catalogue is a folder with `variants/` (measures, variants, conflicts, version) and `data/` (base, targets, packages).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from budget.catalogue import check
from budget.catalogue.describe import describe
from budget.catalogue.fields import Record
from budget.catalogue.measures import Conflict, Measure, Variant
from budget.catalogue.tables import Base, CatalogueInfo, OdaData, ReadyPackage, Target
from budget.catalogue.yamlread import FieldPath, YamlFile, field_name, read_yaml
from budget.core import Fault, FaultsError, Message, RepeatedIdError, UnknownIdError, nearest, shown

PROJECT: Final = Path(__file__).resolve().parent.parent.parent

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the engine knows: the records, in report order."""

    info: CatalogueInfo
    variants: dict[str, Variant]
    measures: dict[str, Measure]
    variant_of: dict[str, str]
    conflicts: tuple[Conflict, ...]
    base: Base
    targets: dict[str, Target]
    oda: OdaData
    packages: dict[str, ReadyPackage] = field(default_factory=dict)

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each measure in the report's order."""
        return {id_: place for place, id_ in enumerate(self.measures)}

    def measure(self, id_: str) -> Measure:
        """Return a measure; raises UnknownIdError with the nearest ids."""
        try:
            return self.measures[id_]
        except KeyError:
            raise UnknownIdError(id_, nearest(id_, self.measures)) from None

    def sorted_selection(self, ids: tuple[str, ...] | list[str] | frozenset[str] | set[str]) -> tuple[str, ...]:
        """Return ids in report order; raises UnknownIdError and RepeatedIdError."""
        for id_ in ids:
            self.measure(id_)
        repeated = tuple(sorted({id_ for id_, times in Counter(ids).items() if times > 1}, key=self.order.__getitem__))
        if repeated:
            raise RepeatedIdError(repeated)
        return tuple(sorted(ids, key=self.order.__getitem__))

    def target(self, id_: str) -> Target:
        """Return a target; raises UnknownIdError."""
        try:
            return self.targets[id_]
        except KeyError:
            raise UnknownIdError(id_, tuple(self.targets), Message("id_of_target")) from None


def report_order(id_: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key for ids: numbers by value, letters before deeper numbers (2B.1.1b before 2B.1.1.1)."""
    return tuple((1, int(t), "") if t.isdigit() else (0, 0, t) for t in re.findall(r"\d+|[A-Za-z]+|-", id_))


def faults_of(error: ValidationError, file: YamlFile, model: type[Record], at: FieldPath = ()) -> list[Fault]:
    """Turn pydantic's errors into faults with file, line and field."""
    faults = []
    items = error.errors(include_url=False)
    within = {item["loc"][:-depth] for item in items for depth in range(1, len(item["loc"]))}
    for item in items:
        if item["type"] == "too_short" and item["loc"] in within:
            continue  # pydantic does not count the items that it refused
        path: FieldPath = (*at, *item["loc"])
        if item["type"] == "clauses":
            details = [((*path, column), message) for column, message in item["ctx"]["items"]]
        else:
            details = [(path, describe(item, model))]
        faults += [Fault.of(m, file=file.name, line=file.line(p), field=field_name(p)) for p, m in details]
    return faults


@dataclass
class RecordReader:
    """Reads records and gathers faults; `root` makes file names short."""

    root: Path
    faults: list[Fault] = field(default_factory=list)

    def file(self, path: Path) -> YamlFile | None:
        """Read a file under its short name."""
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        file, faults = read_yaml(path, name)
        self.faults += faults
        return file

    def one(self, path: Path, model: type[R]) -> check.Placed[R] | None:
        """Read a file that is one record."""
        file = self.file(path)
        return None if file is None else self.record(file, file.value, model)

    def many(self, path: Path, model: type[R]) -> list[check.Placed[R]]:
        """Read a file that is a list of records."""
        file = self.file(path)
        if file is None:
            return []
        if not isinstance(file.value, tuple):
            found = shown(file.value)
            self.faults.append(Fault("list_of_records_expected", file=file.name, line=file.line(()), found=found))
            return []
        records = [self.record(file, value, model, (place,)) for place, value in enumerate(file.value)]
        return [placed for placed in records if placed is not None]

    def record(self, file: YamlFile, value: Any, model: type[R], at: FieldPath = ()) -> check.Placed[R] | None:
        """Make a record of a value at a place in a file."""
        try:
            return check.Placed(model.model_validate(value), file, at)
        except ValidationError as error:
            self.faults += faults_of(error, file, model, at)
            return None


def locate_catalogue(directory: Path) -> tuple[Path, Path]:
    """Return the folders with the variants and the data; a bare variants folder borrows the project's data."""
    if not os.path.isdir(directory):  # noqa: PTH112 - Path.is_dir raises for a name too long for the disk
        found = Message("a_file") if os.path.isfile(directory) else Message("nothing")  # noqa: PTH113 - the same
        fault = Fault("catalogue_folder_expected", file=str(directory), found=found)
        raise FaultsError(str(directory), [fault])
    directory = directory.resolve()
    variants = directory / "variants" if (directory / "variants").is_dir() else directory
    data = variants.parent / "data"
    return variants, data if data.is_dir() else PROJECT / "data"


def _faults_error(variants: Path, faults: list[Fault]) -> FaultsError:
    """Gather faults under the folder that holds them all."""
    inside = all(fault.file.split("/")[0] == variants.name for fault in faults)
    return FaultsError(f"{variants.name}/" if inside else Message("the_catalogue"), faults)


def load_catalogue(directory: Path = PROJECT) -> Catalogue:
    """
    Load and check a whole catalogue.

    Raises FaultsError with every fault at once: of each file by itself first; across files when each file is sound.
    """
    variants_dir, data_dir = locate_catalogue(directory)
    root = variants_dir.parent
    reader = RecordReader(root, list(check.file_that_no_one_reads(variants_dir, root)))
    info = reader.one(variants_dir / "catalogue.yaml", CatalogueInfo)
    variants: list[check.Placed[Variant]] = []
    measures: dict[str, list[check.Placed[Measure]]] = {}
    for folder in sorted(path for path in variants_dir.iterdir() if path.is_dir()):
        variant = reader.one(folder / "variant.yaml", Variant)
        placed = [reader.one(p, Measure) for p in sorted(folder.glob("*.yaml")) if p.name != "variant.yaml"]
        measures[folder.name] = [m for m in placed if m is not None]
        variants += [variant] if variant is not None else []
    conflicts = reader.many(variants_dir / "conflicts.yaml", Conflict)
    base = reader.one(data_dir / "base.yaml", Base)
    targets = reader.many(data_dir / "targets.yaml", Target)
    oda = reader.one(data_dir / "oda.yaml", OdaData)
    own_data = data_dir.parent == root
    paths = sorted((data_dir / "packages").glob("*.yaml")) if own_data else []
    packages = [p for p in (reader.one(path, ReadyPackage) for path in paths) if p is not None]

    if not any(measures.values()) and not reader.faults:
        reader.faults.append(Fault("catalogue_without_measures", file=f"{variants_dir.name}/"))
    if reader.faults or info is None or base is None or oda is None:
        raise _faults_error(variants_dir, reader.faults)
    across = check.check_all(variants, measures, conflicts, base, targets, packages, oda)
    if across:
        raise _faults_error(variants_dir, across)

    ordered = sorted((placed.record for placed in variants), key=lambda v: v.order)
    by_variant = {
        name: sorted((p.record for p in found), key=lambda m: report_order(m.id)) for name, found in measures.items()
    }
    return Catalogue(
        info=info.record,
        variants={v.id: v for v in ordered},
        measures={m.id: m for v in ordered for m in by_variant[v.id]},
        variant_of={m.id: v.id for v in ordered for m in by_variant[v.id]},
        conflicts=tuple(placed.record for placed in conflicts),
        base=base.record,
        targets={placed.record.id: placed.record for placed in targets},
        oda=oda.record,
        packages={placed.record.id: placed.record for placed in packages},
    )
