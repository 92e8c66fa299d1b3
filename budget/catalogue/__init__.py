"""The records of a list of measures: their fields, checks, loading, schemas and released versions."""

from budget.catalogue.check import Placed
from budget.catalogue.differences import Difference, Figure, load_differences, load_figures
from budget.catalogue.fields import Attribution, Evidence, Keur, Name, Record, Source, Text
from budget.catalogue.history import Change, Release, changes_since, current_release, read_release
from budget.catalogue.load import PROJECT, Catalogue, RecordReader, faults_of, load_catalogue
from budget.catalogue.measures import (
    Conflict,
    ConflictKind,
    Dial,
    DialSet,
    LegalLevel,
    Measure,
    OdaKind,
    OdaRule,
    Posting,
)
from budget.catalogue.schema import schema_text, schemas
from budget.catalogue.tables import Base, ReadyPackage, Target, TargetScope
from budget.catalogue.yamlread import YamlFile, parse_yaml, read_yaml

__all__ = [
    "PROJECT",
    "Attribution",
    "Base",
    "Catalogue",
    "Change",
    "Conflict",
    "ConflictKind",
    "Dial",
    "DialSet",
    "Difference",
    "Evidence",
    "Figure",
    "Keur",
    "LegalLevel",
    "Measure",
    "Name",
    "OdaKind",
    "OdaRule",
    "Placed",
    "Posting",
    "ReadyPackage",
    "Record",
    "RecordReader",
    "Release",
    "Source",
    "Target",
    "TargetScope",
    "Text",
    "YamlFile",
    "changes_since",
    "current_release",
    "faults_of",
    "load_catalogue",
    "load_differences",
    "load_figures",
    "parse_yaml",
    "read_release",
    "read_yaml",
    "schema_text",
    "schemas",
]
