"""The commands of `make lock`, `make notices`, `make sbom` and `make audit`. Exit code 1: a fault; 2: not audited."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from supply.audit import audit_lock, pip_audit
from supply.lock import LOCKS, LockError, check_wheels, make_locks, read_lock
from supply.notices import write_notices
from supply.sbom import make_bill, validate_bill

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK = ROOT / "requirements.lock"
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"


def lock(options: argparse.Namespace) -> int:
    """Make the locks again and see that each installs from wheels everywhere."""
    make_locks(ROOT, options.upgrade)
    faults = [fault for name in LOCKS for fault in check_wheels(ROOT / f"{name}.lock")]
    print("".join(f"{fault}\n" for fault in faults), end="", file=sys.stderr)
    return 1 if faults else 0


def notices(_: argparse.Namespace) -> int:
    """Write the third-party notices from the installed packages."""
    write_notices(read_lock(RUN_LOCK), NOTICES, f"{platform.system()} {platform.machine()}")
    return 0


def sbom(options: argparse.Namespace) -> int:
    """Write the bill of materials, when it is valid by CycloneDX's schema."""
    text = json.dumps(make_bill(RUN_LOCK, NOTICES, options.version), indent=2, ensure_ascii=False) + "\n"
    if fault := validate_bill(text):
        raise LockError(f"The bill is not valid CycloneDX: {fault}")
    options.output.write_text(text, encoding="utf-8")
    print(f"{options.output}: {len(read_lock(RUN_LOCK))} packages")
    return 0


def audit(_: argparse.Namespace) -> int:
    """Audit every lock; a known vulnerability outranks a package that was not audited."""
    codes = {audit_lock(ROOT / f"{name}.lock", pip_audit()) for name in LOCKS}
    return next((code for code in (1, 2) if code in codes), 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is named."""
    parser = argparse.ArgumentParser(prog="python -m supply", description="What the calculator is made of.")
    commands = parser.add_subparsers(required=True)
    locking = commands.add_parser("lock", help="make the locks again")
    locking.add_argument("--upgrade", action="store_true", help="take the newest versions that the lists allow")
    locking.set_defaults(command=lock)
    commands.add_parser("notices", help="write the third-party notices").set_defaults(command=notices)
    billing = commands.add_parser("sbom", help="write the software bill of materials")
    billing.add_argument("--version", required=True, help="the version of the app")
    billing.add_argument("--output", type=Path, default=ROOT / "sbom.cdx.json")
    billing.set_defaults(command=sbom)
    commands.add_parser("audit", help="ask for known vulnerabilities").set_defaults(command=audit)
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options))
    except LockError as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
