"""Read records: values of YAML files -> models, with every fault's file, line and field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from pydantic import ValidationError

from budget.catalogue.describe import describe
from budget.catalogue.disk import file_name, present
from budget.catalogue.fields import Record
from budget.catalogue.yamlread import FieldPath, YamlFile, field_name, read_yaml
from budget.core import Columns, Fault, FaultsError, Message, nearest, shown

if TYPE_CHECKING:
    from budget.catalogue.catalogue import Catalogue

R = TypeVar("R", bound=Record)
T = TypeVar("T")
KEY: Final = "[key]"  # pydantic's name for a key of a mapping, which stands before it in the path


MOST_SUGGESTED: Final = 1000
"""How many faults of a record are looked at for what was meant; a message shows fewer."""


@dataclass(frozen=True)
class Placed(Generic[R]):
    """A record with the file and the path inside it where it stands."""

    record: R
    file: YamlFile
    at: FieldPath = ()

    def fault(self, path: FieldPath, code: str, /, **values: object) -> Fault:
        """Make a fault at a field of this record."""
        whole = (*self.at, *path)
        message = Message(code, **values)
        return Fault.of(message, file=self.file.name, line=self.file.line(whole), field=field_name(whole))


def remedy_near(id_: str, known: Iterable[str]) -> Message:
    """Say what to write instead of an id that does not exist."""
    near = nearest(id_, known, most=1)
    return Message("did_you_mean", near=near[0]) if near else Message("use_an_id_that_exists")


def faults_at(error: ValidationError, model: type[Record] = Record) -> list[tuple[FieldPath, Message]]:
    """Turn pydantic's errors into messages with the path of their field."""
    found: list[tuple[FieldPath, Message]] = []
    for item in error.errors(include_url=False):
        path: FieldPath = tuple(part for part in item["loc"] if part != KEY)
        if item["type"] == "clauses":
            found += [((*path, *within), message) for within, message in item["ctx"]["items"]]
        else:
            found.append((path, describe(item, model)))
    return found


def faults_of(error: ValidationError, file: YamlFile, model: type[Record], at: FieldPath = ()) -> list[Fault]:
    """Turn pydantic's errors into faults with file, line and field."""
    faults = []
    items = error.errors(include_url=False)
    within = {item["loc"][:-depth] for item in items for depth in range(1, len(item["loc"]))}
    for place, item in enumerate(items):
        if item["type"] == "too_short" and item["loc"] in within:
            continue  # pydantic does not count the items that it refused
        path: FieldPath = (*at, *(part for part in item["loc"] if part != KEY))
        if item["type"] == "clauses":
            details = [((*path, *within_it), message) for within_it, message in item["ctx"]["items"]]
        else:
            details = [(path, describe(item, model, suggest=place < MOST_SUGGESTED))]
        faults += [Fault.of(m, file=file.name, line=file.line(p), field=field_name(p)) for p, m in details]
    return faults


@dataclass
class RecordReader:
    """
    Reads records and gathers faults; `root` makes file names short.

    `columns` are those of the effects, `documents` the ones that a source may cite (None: any); `short` says that the
    measures have their amounts alone, `dutch_only` that texts have no English.
    """

    root: Path
    faults: list[Fault] = field(default_factory=list)
    columns: Columns | None = None
    documents: tuple[str, ...] | None = None
    short: bool = False
    dutch_only: bool = False

    @classmethod
    def beside(cls, catalogue: Catalogue, name: str) -> tuple[RecordReader, Path] | None:
        """Return a reader of a catalogue's data with the path of one of its files; None without the file."""
        path = catalogue.folder / "data" / name
        if not present(path):
            return None
        return cls(catalogue.folder, columns=catalogue.columns, documents=catalogue.documents), path

    def sound(self, path: Path, found: T | None) -> T:
        """Return what was read of a file; raises FaultsError with every fault that was gathered."""
        if found is None or self.faults:
            raise FaultsError(path.name, self.faults)
        return found

    @property
    def context(self) -> dict[str, Any]:
        """What validating a record must know of its catalogue."""
        return {
            "columns": self.columns,
            "documents": self.documents,
            "short": self.short,
            "dutch_only": self.dutch_only,
        }

    def file(self, path: Path) -> YamlFile | None:
        """Read a file under its short name."""
        file, faults = read_yaml(path, file_name(path, self.root), self.root)
        self.faults += faults
        return file

    def one(self, path: Path, model: type[R]) -> Placed[R] | None:
        """Read a file that is one record."""
        file = self.file(path)
        return None if file is None else self.record(file, file.value, model)

    def many(self, path: Path, model: type[R]) -> list[Placed[R]]:
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

    def record(self, file: YamlFile, value: Any, model: type[R], at: FieldPath = ()) -> Placed[R] | None:
        """Make a record of a value at a place in a file."""
        try:
            return Placed(model.model_validate(value, context=self.context), file, at)
        except ValidationError as error:
            self.faults += faults_of(error, file, model, at)
            return None
