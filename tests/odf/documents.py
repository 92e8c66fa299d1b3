"""Office documents held against their standards, for the tests: ECMA-376 and ODF 1.3."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openxml_audit
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity
from openxml_audit.odf import OdfValidator

LARGEST = 40_000_000  # bytes of a part that the validator takes: the report's workbook has nine million
SCHEMA = Path(openxml_audit.__file__).parent / "odf" / "schemas" / "odf-1.3" / "OpenDocument-v1.3-schema.rng"
OBJECTS = ("No Relax NG schema route for manifest XML part '/Object ", "Frame child references 'Object ")
"""What the validator says of charts, whose folders it does not know; `charts` holds those against the same schema."""


def findings(data: bytes, ending: str, folder: Path) -> list[str]:
    """Return what a validator finds in a document of a kind ("xlsx", "docx", "ods" or "odt")."""
    path = folder / f"document.{ending}"
    path.write_bytes(data)
    office = ending in {"xlsx", "docx"}
    validator = (
        OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=0)
        if office
        else OdfValidator(max_errors=0, relaxng_validation=True, max_schema_xml_bytes=LARGEST)
    )
    found = [
        f"{error.part_uri}: {error.description}"
        for error in validator.validate(path).errors
        if error.severity is ValidationSeverity.ERROR and not error.description.startswith(OBJECTS)
    ]
    return found if office else [*found, *charts(data)]


def charts(data: bytes) -> Iterator[str]:
    """Yield what is wrong with the charts of a workbook: one that is not there, or no chart of the standard."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for link in parts["content.xml"].decode().split('xlink:href="./')[1:]:
        if f"{link.partition(chr(34))[0]}/content.xml" not in parts:
            yield f"/content.xml: no {link[:40]}"
    schema = etree.RelaxNG(etree.parse(SCHEMA)) if any(name.startswith("Object ") for name in parts) else None
    for name, content in parts.items():
        if schema is not None and name.startswith("Object ") and not schema.validate(etree.fromstring(content)):
            yield f"/{name}: {schema.error_log.last_error}"
