"""What the calculator is made of: locks with hashes, bill of materials, licences and known vulnerabilities."""

from supply.audit import audit_lock
from supply.install import install_lock
from supply.lock import LOCKS, Locked, LockError, check_wheels, make_locks, read_lock
from supply.notices import read_notices, write_notices
from supply.sbom import complete_bill, make_bill

__all__ = [
    "LOCKS",
    "LockError",
    "Locked",
    "audit_lock",
    "check_wheels",
    "complete_bill",
    "install_lock",
    "make_bill",
    "make_locks",
    "read_lock",
    "read_notices",
    "write_notices",
]
