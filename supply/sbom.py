"""
The software bill of materials, in CycloneDX JSON: what the app is installed with, as locked.

cyclonedx-bom reads the lock and gives each package with its purl and hashes. A lock says more than it reads: who needs
whom, and the notices say under which licence. Those and the app itself are added here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from supply.lock import Locked, LockError, Run, normal, read_lock, run_program
from supply.notices import read_notices

FORM = "1.6"
APP = "bmh-rekenmodel"
SPDX_ID = re.compile(r"[A-Za-z0-9.-]+-[0-9][A-Za-z0-9.-]*|MIT|MIT-CMU|0BSD|Zlib")


def make_bill(lock: Path, notices: Path, version: str, run: Run = run_program) -> dict[str, Any]:
    """
    Make the bill of a lock, for this version of the app.

    Raises:
        LockError: the lock cannot be read, cyclonedx-bom failed, or its packages are not those of lock and notices.

    """
    packages = read_lock(lock)
    program = str(Path(sys.executable).parent / "cyclonedx-py")
    command = [program, "requirements", str(lock), "--output-format", "JSON", "--spec-version", FORM]
    result = run([*command, "--output-reproducible", "--short-PURLs"])
    if result.returncode:
        raise LockError(f"cyclonedx-bom made no bill of {lock.name}.\n{result.stderr.strip()}")
    return complete_bill(json.loads(result.stdout), packages, read_notices(notices), version)


def complete_bill(
    bill: dict[str, Any], packages: Sequence[Locked], licences: Mapping[str, tuple[str, str]], version: str
) -> dict[str, Any]:
    """
    Add the app, the licences and who needs whom; a component is referred to by its purl.

    Raises:
        LockError: the bill, the lock and the notices do not name the same packages in the same versions.

    """
    locked = {(package.name, package.version) for package in packages}
    listed = {(normal(part["name"]), part["version"]) for part in bill.get("components", [])}
    noticed = {(name, stated) for name, (stated, _) in licences.items()}
    for where, names in (("the bill", listed), ("THIRD_PARTY_NOTICES.md", noticed)):
        if differing := sorted({name for name, _ in names ^ locked}):
            raise LockError(
                f"{where} and the lock differ on {', '.join(differing)}. Run `make lock` and `make notices`."
            )
    for part in bill["components"]:
        part["bom-ref"] = part["purl"]
        part.pop("description", None)  # the line of the lock, hashes and all, which the hashes below say better
        part["licenses"] = [licence_entry(licences[normal(part["name"])][1])]
    root = {
        "type": "application",
        "bom-ref": APP,
        "name": APP,
        "version": version,
        "licenses": [licence_entry("EUPL-1.2")],
    }
    bill.setdefault("metadata", {})["component"] = root
    bill["dependencies"] = dependencies(bill["components"], packages)
    return bill


def licence_entry(licence: str) -> dict[str, Any]:
    """Write a licence as CycloneDX has it: an SPDX expression, or a name when it is none."""
    terms = re.split(r" AND | OR | WITH ", licence.replace("(", "").replace(")", ""))
    if all(SPDX_ID.fullmatch(term) for term in terms):
        return {"expression": licence}
    return {"license": {"name": licence}}


def dependencies(components: Sequence[Mapping[str, Any]], packages: Sequence[Locked]) -> list[dict[str, Any]]:
    """Say for the app and each package what it needs itself, by the remarks in the lock."""
    refs = {normal(part["name"]): part["purl"] for part in components}
    needs: dict[str, list[str]] = {APP: [], **{ref: [] for ref in refs.values()}}
    for package in packages:
        for name in package.needed_by:
            needs[refs.get(name, APP)].append(refs[package.name])
    return [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(needs.items())]


def validate_bill(text: str) -> str:
    """Return what is wrong with a bill by CycloneDX's own JSON Schema; "" when nothing is."""
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415 - only .venv-supply has it
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415 - the same

    fault = JsonStrictValidator(SchemaVersion.from_version(FORM)).validate_str(text)
    return "" if fault is None else str(fault)
