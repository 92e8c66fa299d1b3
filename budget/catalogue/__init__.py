"""The records of a list of measures: their fields, checks, loading, schemas and released versions."""

from budget.catalogue.catalogue import Catalogue
from budget.catalogue.differences import Difference, Figure
from budget.catalogue.fields import Attribution, Evidence, Keur, Name, Record, Source, Text, clauses
from budget.catalogue.history import (
    Change,
    Release,
    changes_since,
    current_release,
    history_folder,
    known_versions,
    read_release,
    release_text,
)
from budget.catalogue.load import PROJECT, find_catalogue, known_catalogues, load_catalogue
from budget.catalogue.measures import (
    Conflict,
    ConflictKind,
    Counting,
    Dial,
    DialSet,
    LegalLevel,
    Measure,
    OdaKind,
    OdaRule,
    Posting,
)
from budget.catalogue.reader import Placed, RecordReader, faults_of
from budget.catalogue.resettlement import Costs, Disagreement, FairShareData, Programme, ResettlementData, Rule, Series
from budget.catalogue.schema import schema_text, schemas
from budget.catalogue.tables import Base, CatalogueInfo, OdaData, OdaRegime, ReadyPackage, Target, TargetScope
from budget.catalogue.yamlread import YamlFile, parse_yaml, read_yaml

__all__ = [
    "PROJECT",
    "Attribution",
    "Base",
    "Catalogue",
    "CatalogueInfo",
    "Change",
    "Conflict",
    "ConflictKind",
    "Costs",
    "Counting",
    "Dial",
    "DialSet",
    "Difference",
    "Disagreement",
    "Evidence",
    "FairShareData",
    "Figure",
    "Keur",
    "LegalLevel",
    "Measure",
    "Name",
    "OdaData",
    "OdaKind",
    "OdaRegime",
    "OdaRule",
    "Placed",
    "Posting",
    "Programme",
    "ReadyPackage",
    "Record",
    "RecordReader",
    "Release",
    "ResettlementData",
    "Rule",
    "Series",
    "Source",
    "Target",
    "TargetScope",
    "Text",
    "YamlFile",
    "changes_since",
    "clauses",
    "current_release",
    "faults_of",
    "find_catalogue",
    "history_folder",
    "known_catalogues",
    "known_versions",
    "load_catalogue",
    "parse_yaml",
    "read_release",
    "read_yaml",
    "release_text",
    "schema_text",
    "schemas",
]
