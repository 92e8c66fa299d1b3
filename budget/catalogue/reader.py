"""Read records: values of YAML files -> models, with every fault's file, line and field."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, get_args

from pydantic import ValidationError

from budget.catalogue.fields import Record
from budget.catalogue.yamlread import FieldPath, YamlFile, field_name, read_yaml
from budget.core import Columns, Fault, shown

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Placed(Generic[R]):
    """A record with the file and the path inside it where it stands."""

    record: R
    file: YamlFile
    at: FieldPath = ()

    def fault(self, path: FieldPath, expected: str, found: str, remedy: str) -> Fault:
        """Make a fault at a field of this record."""
        whole = (*self.at, *path)
        return Fault(self.file.name, self.file.line(whole), field_name(whole), expected, found, remedy)


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
    """
    Reads records and gathers faults; `root` makes file names short.

    `columns` are those of the effects, `documents` the ones that a source may cite (None: any).
    """

    root: Path
    faults: list[Fault] = field(default_factory=list)
    columns: Columns | None = None
    documents: tuple[str, ...] | None = None

    def file(self, path: Path) -> YamlFile | None:
        """Read a file under its short name."""
        name = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        file, faults = read_yaml(path, name)
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
            remedy = "Start each item with a dash."
            self.faults.append(Fault(file.name, file.line(()), "", "a list of records", shown(file.value), remedy))
            return []
        found = [self.record(file, value, model, (place,)) for place, value in enumerate(file.value)]
        return [placed for placed in found if placed is not None]

    def record(self, file: YamlFile, value: Any, model: type[R], at: FieldPath = ()) -> Placed[R] | None:
        """Make a record of a value at a place in a file."""
        try:
            return Placed(
                model.model_validate(value, context={"columns": self.columns, "documents": self.documents}), file, at
            )
        except ValidationError as error:
            self.faults += faults_of(error, file, model, at)
            return None
