"""
Hold a lock against the published advisories, with pip-audit.

pip-audit ends with 0 and "no known vulnerabilities" also when it could ask nothing about any package, so its report is
read: what it skipped was not audited, and that is told as such.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from supply.lock import Locked, read_lock, run_program

SERVICES = ("pypi", "osv")  # where advisories are asked for, in turn, each about what the ones before did not know
SOUND, VULNERABLE, NOT_AUDITED = 0, 1, 2

Advisories = dict[tuple[str, str], list[dict[str, Any]]]  # of each package that was audited, by name and version


@dataclass
class Answer:
    """What a service said of a lock: the packages it knew, each with its advisories, and why it knew no more."""

    advisories: Advisories = field(default_factory=dict)
    reason: str = ""


def audit_lock(path: Path, program: Sequence[str]) -> int:
    """
    Audit a lock, print what was found, and return 0 (none known), 1 (some known) or 2 (not, or not wholly, audited).

    `program` is pip-audit's command. A vulnerability that is known counts, even when other packages were not audited.

    Raises:
        LockError: the lock cannot be read.

    """
    packages = read_lock(path)
    known: Advisories = {}
    reasons = []
    for service in SERVICES:
        left = [package for package in packages if key(package) not in known]
        for part in distinct(left):
            answer = ask(part, program, service)
            known |= answer.advisories
            reasons.append(answer.reason)
    return report(path.name, packages, known, reasons)


def key(package: Locked) -> tuple[str, str]:
    """Tell a package apart from others and from its other versions."""
    return package.name, package.version


def distinct(packages: Sequence[Locked]) -> list[list[Locked]]:
    """Part packages so that no part holds one in two versions, as a lock may for different Pythons."""
    parts: list[list[Locked]] = []
    for package in packages:
        fitting = (part for part in parts if all(package.name != other.name for other in part))
        if (part := next(fitting, None)) is None:
            parts.append([package])
        else:
            part.append(package)
    return parts


def ask(packages: Sequence[Locked], program: Sequence[str], service: str) -> Answer:
    """Ask one service about every package of a lock, whatever its platform; nothing is downloaded or installed."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("".join(f"{package.name}=={package.version}\n" for package in packages), encoding="utf-8")
        options = ["--requirement", str(listed), "--no-deps", "--disable-pip", "--format", "json"]
        result = run_program([*program, *options, "--progress-spinner", "off", "--vulnerability-service", service])
    try:
        entries = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer(reason=f"{service}: {last_line(result.stderr) or f'no answer, exit code {result.returncode}'}")
    skipped = [entry["skip_reason"] for entry in entries if "skip_reason" in entry]
    known = {(entry["name"], entry["version"]): entry["vulns"] for entry in entries if "vulns" in entry}
    return Answer(known, f"{service}: {skipped[0]}" if skipped else "")


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def report(lock: str, packages: Sequence[Locked], known: Advisories, reasons: Sequence[str]) -> int:
    """Print each advisory, and what was not audited and why; return the exit code."""
    found = [(package, advisory) for package in packages for advisory in known.get(key(package), [])]
    missing = [package for package in packages if key(package) not in known]
    for package, advisory in found:
        remedy = f"fixed in {', '.join(advisory['fix_versions'])}" if advisory.get("fix_versions") else "no fix yet"
        print(f"{lock}: {package.name} {package.version}: {advisory['id']}, {remedy}")
    if missing:
        print(f"{lock}: {len(missing)} of {len(packages)} packages were NOT audited; that none is known says nothing.")
        print("".join(f"  {reason}\n" for reason in filter(None, reasons)), end="")
        print("  Run `make audit` where pypi.org or api.osv.dev can be reached.")
    if not found and not missing:
        print(f"{lock}: {len(packages)} packages audited, no known vulnerabilities")
    if found:
        return VULNERABLE
    return NOT_AUDITED if missing else SOUND


def pip_audit() -> list[str]:
    """Give pip-audit's command, from the environment that runs this."""
    return [str(Path(sys.executable).parent / "pip-audit")]
