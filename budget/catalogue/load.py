"""
Load a catalogue from disk: YAML files -> records, reporting every fault at once with file, line and field.

A catalogue is a folder with `variants/` (measures, variants, conflicts, version) and `data/` (base, targets, packages).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

from pydantic import ValidationError

from budget.catalogue import check
from budget.catalogue.fields import Record
from budget.catalogue.measures import Conflict, Measure, Variant
from budget.catalogue.tables import Base, CatalogueInfo, OdaData, ReadyPackage, Target
from budget.catalogue.yamlread import FieldPath, YamlFile, field_name, read_yaml
from budget.core import Fault, FaultsError, RepeatedIdError, UnknownIdError, shown

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
            raise UnknownIdError(id_, tuple(get_close_matches(id_, self.measures, n=3, cutoff=0.5))) from None

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
            raise UnknownIdError(id_, tuple(self.targets), "target") from None


def report_order(id_: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key for ids: numbers by value, letters before deeper numbers (2B.1.1b before 2B.1.1.1)."""
    return tuple((1, int(t), "") if t.isdigit() else (0, 0, t) for t in re.findall(r"\d+|[A-Za-z]+|-", id_))


# What pydantic refuses, by the type of its error: what was expected and the remedy.
_PLAIN_ERRORS: Final = {
    "missing": ("this field", "Add it; the schema in docs/schema lists the fields."),
    "tuple_type": ("a list", "Start each item with a dash."),
    "model_type": ("a mapping of fields", "Write `field: value` lines."),
    "dict_type": ("a mapping of fields", "Write `field: value` lines."),
    "int_type": ("a whole number", "Write it with digits only and without quotes."),
    "bool_type": ("true or false", "Write true or false, without quotes."),
}
_REMEDY_OF_MISSING: Final = {
    "section": "Give the section of the document, and its table and row where there are.",
    "sources": "Give document, section, table and row.",
    "source": "Give document, section, table and row.",
}
_LIKE: Final = {"id": "4.9-1A", "version": "1.0.0", "date": "2021-12-31"}


def _nested(annotation: Any) -> type[Record] | None:
    """Return the record inside an annotation such as `tuple[Posting, ...]` or `OdaRule | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _nested(part))), None)


def _fields_at(model: type[Record], path: FieldPath) -> list[str]:
    """Return the fields of the record that stands at a path inside another."""
    for part in path:
        if part in model.model_fields:
            model = _nested(model.model_fields[str(part)].annotation) or model
    return list(model.model_fields)


def _describe_text(kind: str, context: dict[str, Any], name: str, value: object) -> tuple[str, str, str] | None:
    """Turn one pydantic error about text into expected, found and remedy."""
    if kind == "string_type":
        quotable = isinstance(value, int | Decimal)  # numbers, true and false
        return "text", shown(value), "Put quotes around it." if quotable else "Write text."
    if kind == "literal_error":
        expected = context["expected"].replace("'", '"')
        quoted = not isinstance(value, str) and f'"{value}"' in expected
        if " or " not in expected:
            return expected, shown(value), f"Write {expected.strip(chr(34))}."
        return (
            f"one of {expected}",
            shown(value),
            "Put quotes around it." if quoted else "Use one of the allowed words.",
        )
    if kind == "string_too_short":
        return "text", "an empty one", "Fill it in."
    if kind == "string_pattern_mismatch":
        return f"text like {_LIKE.get(name, context['pattern'])}", shown(value), "Correct the text."
    return None


def _describe(error: Any, model: type[Record]) -> tuple[str, str, str]:
    """Turn one pydantic error into expected, found and remedy."""
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    name = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "clause":
        return context["expected"], context["found"], context["remedy"]
    if kind == "extra_forbidden":
        near = get_close_matches(name, _fields_at(model, error["loc"][:-1]), n=1)
        return "only known fields", shown(name), f"Did you mean {near[0]}?" if near else "Remove it."
    if kind == "too_short":
        least = context["min_length"]
        return f"at least {least} item{'s' * (least > 1)}", str(context["actual_length"]), "Add what is missing."
    if text := _describe_text(kind, context, name, value):
        return text
    if kind in _PLAIN_ERRORS:
        expected, remedy = _PLAIN_ERRORS[kind]
        if kind == "missing":
            return expected, "nothing", _REMEDY_OF_MISSING.get(name, remedy)
        return expected, shown(value), remedy
    return error["msg"].lower().removeprefix("input should be "), shown(value), "Correct the value."


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
            details = [((*path, column), e, f, r) for column, e, f, r in item["ctx"]["items"]]
        else:
            details = [(path, *_describe(item, model))]
        faults += [Fault(file.name, file.line(p), field_name(p), e, f, r) for p, e, f, r in details]
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
            remedy = "Start each item with a dash."
            self.faults.append(Fault(file.name, file.line(()), "", "a list of records", shown(file.value), remedy))
            return []
        found = [self.record(file, value, model, (place,)) for place, value in enumerate(file.value)]
        return [placed for placed in found if placed is not None]

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
        found = "a file" if os.path.isfile(directory) else "nothing"  # noqa: PTH113 - the same
        fault = Fault(str(directory), 0, "", "a catalogue folder", found, "Name a folder that holds variants/.")
        raise FaultsError(str(directory), [fault])
    directory = directory.resolve()
    variants = directory / "variants" if (directory / "variants").is_dir() else directory
    data = variants.parent / "data"
    return variants, data if data.is_dir() else PROJECT / "data"


def _faults_error(variants: Path, faults: list[Fault]) -> FaultsError:
    """Gather faults under the folder that holds them all."""
    inside = all(fault.file.split("/")[0] == variants.name for fault in faults)
    return FaultsError(f"{variants.name}/" if inside else "the catalogue", faults)


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
        reader.faults.append(
            Fault(f"{variants_dir.name}/", 0, "", "measures", "none", "Add variants/<variant>/<id>.yaml.")
        )
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
