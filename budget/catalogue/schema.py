"""
JSON Schemas of the files in `variants/` and `data/`, so that an editor completes and checks them while typing.

They are made from the records and describe the form of the file: amounts as numbers in EUR million, effects by column,
closed words as text. Faults across files, and the sums, are found by `python -m budget validate` only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from budget.catalogue.chain import ChainData
from budget.catalogue.differences import Difference, Figure
from budget.catalogue.fields import Attribution, Evidence, Record
from budget.catalogue.info import CatalogueInfo
from budget.catalogue.lists import MeasureList
from budget.catalogue.measures import Conflict, Measure, Variant
from budget.catalogue.names import Names
from budget.catalogue.published import PublishedData
from budget.catalogue.rejected import Rejected
from budget.catalogue.resettlement import ResettlementData
from budget.catalogue.tables import Base, OdaData, ReadyPackage, Target

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


@dataclass(frozen=True)
class FileForm:
    """A kind of file: the record that it holds, one or a list, and where such files stand in a catalogue's folder."""

    record: type[Record]
    many: bool
    files: str


FORMS: Final = {
    "variant": FileForm(Variant, False, "variants/*/variant.yaml"),
    "list": FileForm(MeasureList, False, "variants/*/list.yaml"),
    "measure": FileForm(Measure, False, "variants/*/*.yaml"),
    "catalogue": FileForm(CatalogueInfo, False, "variants/catalogue.yaml"),
    "conflict": FileForm(Conflict, True, "variants/conflicts.yaml"),
    "base": FileForm(Base, False, "data/base.yaml"),
    "target": FileForm(Target, True, "data/targets.yaml"),
    "oda": FileForm(OdaData, False, "data/oda.yaml"),
    "package": FileForm(ReadyPackage, False, "data/packages/*.yaml"),
    "figure": FileForm(Figure, True, "data/report_figures.yaml"),
    "difference": FileForm(Difference, True, "data/differences.yaml"),
    "rejected": FileForm(Rejected, True, "data/rejected.yaml"),
    "published": FileForm(PublishedData, False, "data/published.yaml"),
    "resettlement": FileForm(ResettlementData, False, "data/resettlement.yaml"),
    "chain": FileForm(ChainData, False, "data/chain.yaml"),
    "names": FileForm(Names, False, "data/names.yaml"),
}


def form_of(path: PurePath) -> str | None:
    """Return the name of the form that a file has by its place, None for a file of no form; a variant's comes first."""
    return next((name for name, form in FORMS.items() if path.match(form.files)), None)


def _needs(evidence: tuple[Evidence, ...], field: str) -> Schema:
    """Require a field under some grades of evidence."""
    grades = {"properties": {"evidence": {"enum": [grade.value for grade in evidence]}}}
    return {"if": grades, "then": {"required": [field]}}


class FileSchema(GenerateJsonSchema):
    """Write pydantic's schema in the form of the files: numbers are numbers, evidence needs its source or reason."""

    def decimal_schema(self, _: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Return a number; pydantic would take text as well."""
        return {"type": "number"}

    def union_schema(self, schema: core_schema.UnionSchema) -> JsonSchemaValue:
        """Return one number for `Decimal | int`."""
        found = super().union_schema(schema)
        return {"type": "number"} if found == {"anyOf": [{"type": "number"}, {"type": "integer"}]} else found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return the record itself where it may be left out, so that an editor names the fault inside it."""
        found = super().nullable_schema(schema)
        record = found.get("anyOf", [{}])[0]
        return record if "$ref" in record else found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out a default of nothing."""
        found = super().default_schema(schema)
        return {key: value for key, value in found.items() if key != "default" or value is not None}

    def field_title_should_be_set(self, _: Any) -> bool:
        """Leave out titles that repeat a field's name."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Add to an attribution what its evidence needs (see `Attribution`)."""
        found = super().model_schema(schema)
        if issubclass(schema["cls"], Attribution):
            source = _needs((Evidence.STATED, Evidence.DERIVED), "source")
            found["allOf"] = [source, _needs((Evidence.DERIVED, Evidence.ASSUMPTION), "reason")]
        return found


def file_schema(form: FileForm) -> Schema:
    """Return the JSON Schema of a kind of file."""
    found = form.record.model_json_schema(schema_generator=FileSchema, mode="validation")
    if not form.many:
        return {"$schema": DIALECT, **found}
    defs = found.pop("$defs", {})
    name = form.record.__name__
    return {"$schema": DIALECT, "type": "array", "items": {"$ref": f"#/$defs/{name}"}, "$defs": {name: found, **defs}}


def schemas() -> dict[str, Schema]:
    """Return the JSON Schema of every kind of file, by name."""
    return {name: file_schema(form) for name, form in FORMS.items()}


def schema_text(schema: Schema) -> str:
    """Write a schema as the text of its file in `docs/schema`."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
