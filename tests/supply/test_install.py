"""
Setting up from a lock: only files with the locked hash are installed, and a failure says what helps.

1. From a folder of wheels, without an index, a lock is installed with pip itself; a changed file is refused.
2. What pip prints of an index that cannot be reached, of a certificate or of a missing wheel is put in plain words.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from supply.install import explain
from tests.conftest import ROOT, free_port


def make_wheel(folder: Path) -> Path:
    """Make a wheel of a package without code, as its specification asks."""
    folder.mkdir()
    path = folder / "stand_in-1.0-py3-none-any.whl"
    files = {
        "stand_in-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: stand-in\nVersion: 1.0\n",
        "stand_in-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {
        name: base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=") for name, data in files.items()
    }
    record = "".join(f"{name},sha256={digest.decode()},{len(files[name])}\n" for name, digest in digests.items())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("stand_in-1.0.dist-info/RECORD", f"{record}stand_in-1.0.dist-info/RECORD,,\n")
    return path


def set_up(lock: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up as the Makefile does, into a folder of its own beside the lock."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    settings = {**own, "PIP_CONFIG_FILE": os.devnull, "PYTHONIOENCODING": "utf-8", **variables}
    if "--download" not in arguments:
        settings["PIP_TARGET"] = str(lock.parent / "site")
    command = [sys.executable, str(ROOT / "supply" / "install.py"), str(lock), *arguments]
    return subprocess.run(command, env=settings, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel of a package that is nowhere else."""
    return make_wheel(tmp_path / "wheels")


def write_lock(wheel: Path) -> Path:
    """Lock the wheel as it now is."""
    lock = wheel.parent.parent / "requirements.lock"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"stand-in==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    return lock


@pytest.mark.slow
def test_a_folder_of_wheels_is_enough(wheel: Path) -> None:
    """A folder that was filled by the same command is enough to install a lock without an index."""
    lock = write_lock(wheel)
    filled = lock.parent / "filled"
    done = set_up(lock, "--download", str(filled), PIP_FIND_LINKS=str(wheel.parent), PIP_NO_INDEX="1")
    assert done.returncode == 0, done.stderr
    done = set_up(lock, "--wheels", str(filled))
    assert done.returncode == 0, done.stderr
    assert (lock.parent / "site" / "stand_in-1.0.dist-info" / "METADATA").is_file()


@pytest.mark.slow
def test_a_changed_file_is_refused(wheel: Path) -> None:
    """A wheel that is not the locked one is not installed, and the message says not to go around it."""
    lock = write_lock(wheel)
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("stand_in.py", "print('another')\n")
    done = set_up(lock, "--wheels", str(wheel.parent))
    assert done.returncode == 1
    assert "is not the file that was locked" in done.stderr
    assert not (lock.parent / "site").exists()


@pytest.mark.long
def test_an_index_out_of_reach_is_told(wheel: Path) -> None:
    """When the index does not answer, the message names a mirror, a proxy and a folder of wheels."""
    address = f"http://127.0.0.1:{free_port()}/simple"
    done = set_up(write_lock(wheel), PIP_INDEX_URL=address, PIP_RETRIES="0", PIP_NO_PROXY="*", NO_PROXY="*")
    assert done.returncode == 1
    for remedy in ("cannot be reached from this machine", "PIP_INDEX_URL=", "HTTPS_PROXY=", "WHEELS=wheels"):
        assert remedy in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_folder_without_the_wheel_is_told(wheel: Path) -> None:
    """A folder that lacks a wheel is told, and one that is not there."""
    lock = write_lock(wheel)
    wheel.unlink()
    assert "There is no wheel of this package" in set_up(lock, "--wheels", str(wheel.parent)).stderr
    done = set_up(lock, "--wheels", str(wheel.parent / "none"))
    assert (done.returncode, "expected a folder of wheels, found none" in done.stderr) == (1, True)


def planned(folder: Path, *arguments: str) -> str:
    """What make would do in a folder, without doing it."""
    command = [
        "make",
        "--dry-run",
        f"PYTHON={sys.executable}",
        "--file",
        str(ROOT / "Makefile"),
        "--directory",
        str(folder),
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the locks and an environment that is up to date."""
    for lock in ROOT.glob("requirements*.lock"):
        (tmp_path / lock.name).touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for stamp in ("venv", "run", "dev"):
        (tmp_path / ".venv" / f"{stamp}.stamp").touch()
    return tmp_path


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_each_environment_comes_from_its_lock(clone: Path) -> None:
    """Make installs nothing but locks, from the folder of wheels when one is named."""
    assert "Installing" not in planned(clone, "run")
    (clone / ".venv" / "run.stamp").unlink()
    for target, python, lock in (
        ("run", ".venv", "requirements.lock"),
        (".venv-bench/bench.stamp", ".venv-bench", "requirements-bench.lock"),
        ("audit", ".venv-supply", "requirements-supply.lock"),
    ):
        plan = planned(clone, target, "WHEELS=w")
        assert f'{python}/bin/python supply/install.py --wheels "w" {lock}\n' in plan
        assert "pip" not in plan.replace("ensurepip", "")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_an_environment_whose_python_is_gone_is_made_anew(clone: Path) -> None:
    """After an upgrade of the system that took its Python away, the environment is made and filled again."""
    python = clone / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(clone / "gone")
    plan = planned(clone, "lint")
    assert "Making a virtual environment in .venv" in plan
    assert "supply/install.py  requirements-dev.lock" in plan


def test_a_certificate_is_told_apart() -> None:
    """A proxy that opens TLS is another matter than no network; words that nobody foresaw stand alone."""
    printed = "Retrying after connection broken by 'SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))'"
    assert "PIP_CERT=" in explain(printed)
    assert explain("No space left on device") == ""
