"""
The JSON Schemas in docs/schema.

1. They are in step with the records.
2. Every record of every catalogue validates against its schema.
3. Every record names its schema in its first line, so that an editor completes and checks it.
4. A schema refuses what the loader refuses in any catalogue: unknown fields and words, evidence without its source.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from budget.catalogue import PROJECT, read_yaml, schema_text, schemas
from budget.catalogue.schema import FORMS, form_of
from budget.cli.commands import main
from tests.conftest import FULL, TOY, TOY2, TOY_RANGES

FOLDER = PROJECT / "docs" / "schema"
CATALOGUES = {"report": PROJECT, "toy": TOY, "toy_full": FULL, "toy2": TOY2, "toy_ranges": TOY_RANGES}
LISTS = sorted(folder.parent for folder in (PROJECT / "catalogues").glob("*/variants"))
WITHOUT_SCHEMA = {PROJECT / "data" / "printed_tables.yaml"}  # a transcription, no record


def records(folder: Path) -> list[Path]:
    """The records in a catalogue's folder."""
    found = {path for part in ("variants", "data") for path in (folder / part).rglob("*.yaml")}
    return sorted(found - WITHOUT_SCHEMA)


FILES = [path for folder in CATALOGUES.values() for path in records(folder)]


def short(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def listed(value: Any) -> Any:
    """Turn the reader's tuples into lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: listed(inner) for key, inner in value.items()}
    return [listed(inner) for inner in value] if isinstance(value, tuple | list) else value


def value_of(path: Path) -> Any:
    file, faults = read_yaml(path, short(path))
    assert faults == []
    assert file is not None
    return listed(file.value)


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    return {name: Draft202012Validator(schema) for name, schema in schemas().items()}


def faults(validator: Draft202012Validator, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_schemas_are_in_step_with_the_records() -> None:
    """docs/schema holds exactly what the records give; if not, run `python -m budget schema`."""
    made = {f"{name}.json": schema_text(schema) for name, schema in schemas().items()}
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    apart = {name for name in {*made, *written} if made.get(name) != written.get(name)}
    assert apart == set(), "run `python -m budget schema`"


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.slow
def test_schema_is_a_schema(name: str) -> None:
    """Each schema is itself valid JSON Schema and is named in docs/schema/README.md with its files."""
    Draft202012Validator.check_schema(schemas()[name])
    assert f"| `{name}.json` | `{FORMS[name].files}`" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_record_has_one_schema() -> None:
    """Each YAML file in variants/ and data/ has the schema of its place, and each schema is of use."""
    assert [short(path) for path in FILES if form_of(path) is None] == []
    lists = {form_of(path) for folder in LISTS for path in records(folder)}
    assert {form_of(path) for path in records(PROJECT)} | lists == set(FORMS)


@pytest.mark.parametrize("path", FILES, ids=short)
def test_record_validates(validators: dict[str, Draft202012Validator], path: Path) -> None:
    """Every record of the catalogues validates against its schema, whatever its columns are called."""
    assert faults(validators[str(form_of(path))], value_of(path)) == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_record_names_its_schema_in_its_first_line(name: str) -> None:
    """The line that the YAML language server reads leads from the record to its own schema."""
    wrong = []
    for record in records(CATALOGUES[name]):
        schema = os.path.relpath(FOLDER / f"{form_of(record)}.json", record.parent).replace(os.sep, "/")
        line = f"# yaml-language-server: $schema={schema}"
        if record.read_text(encoding="utf-8").split("\n", 1)[0] != line:
            wrong.append(f"{short(record)}: expected as first line: {line}")
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("folder", LISTS, ids=lambda folder: folder.name)
def test_records_of_a_list_validate_and_name_their_schema(
    validators: dict[str, Draft202012Validator], folder: Path
) -> None:
    """What holds for the records of the report and the toys holds for those of every list."""
    for path in records(folder):
        assert faults(validators[str(form_of(path))], value_of(path)) == [], path
        schema = os.path.relpath(FOLDER / f"{form_of(path)}.json", path.parent).replace(os.sep, "/")
        assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={schema}\n"), path


@pytest.mark.slow
def test_command_writes_the_schemas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m budget schema -o DIR` writes one file for each kind; a file in the way is a fault."""
    assert main(["schema", "-o", str(tmp_path / "new" / "schema")]) == 0
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new" / "schema").iterdir()}
    assert made == {f"{name}.json": schema_text(schema) for name, schema in schemas().items()}
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert main(["schema", "-o", str(tmp_path / "taken")]) == 1
    assert "a place to write to" in capsys.readouterr().err


Change = Callable[[dict[str, Any]], object]

WRONG: dict[str, tuple[Change, str]] = {
    "unknown field": (lambda m: m.update(sumary=1), "'sumary' was unexpected"),
    "missing field": (lambda m: m.pop("effects"), "'effects' is a required property"),
    "amount as text": (lambda m: m["effects"].update({"2023": "5.0"}), "'5.0' is not valid"),
    "unknown evidence": (lambda m: m["postings"][0].update(evidence="sure"), "'sure' is not one of"),
    "unknown rule": (lambda m: m["oda"].update(rule="half"), "'half' is not one of"),
    "evidence without source": (lambda m: m["oda"].pop("source"), "'source' is a required property"),
    "derived without reason": (lambda m: m["oda"].pop("reason"), "'reason' is a required property"),
    "article as a number": (lambda m: m["postings"][0].update(article=37), "37 is not of type 'string'"),
    "no Dutch": (lambda m: m["title"].pop("nl"), "'nl' is a required property"),
    "no sources": (lambda m: m.update(sources=[]), "[] should be non-empty"),
    "unit as a number": (lambda m: m.update(unit=1000), "1000 is not of type 'string'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_schema_refuses(validators: dict[str, Draft202012Validator], what: str) -> None:
    """A measure with one thing wrong is refused, at that place."""
    change, message = WRONG[what]
    measure = deepcopy(value_of(TOY / "variants" / "A" / "A.2.yaml"))
    change(measure)
    found = faults(validators["measure"], measure)
    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize("cell", ["+", "-", "depends", 5, -2.5, 0])
def test_schema_takes_every_kind_of_cell(validators: dict[str, Draft202012Validator], cell: object) -> None:
    """A cell is a number or one of the open kinds."""
    measure = value_of(TOY / "variants" / "A" / "A.2.yaml")
    measure["effects"] = dict.fromkeys(measure["effects"], cell)
    assert faults(validators["measure"], measure) == []


def test_schemas_are_json() -> None:
    """A schema goes through JSON unchanged."""
    assert json.loads(schema_text(schemas()["measure"])) == schemas()["measure"]
