"""
The files of deploy/ that need no running proxy: the unit, the image and the compose file.

1. Debian's own checker finds no fault in the unit, and little that a process in it may do.
2. A linter finds no fault in the image's file; what it copies is there, and nothing that a server needs is left out.
3. The compose file has two servers that write nothing and reach nothing outside, with settings that the server knows.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from serve.settings import READERS, read_settings
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
MOST_EXPOSURE = 20  # of 100, as systemd-analyze counts; a unit without any of it has 96
UNIT = DEPLOY / "systemd" / "rekenmodel@.service"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program and return what it says."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze (Debian: apt-get install systemd)"
)
def test_the_unit_is_sound_and_narrow(tmp_path: Path) -> None:
    """Each line is one that systemd knows, and its exposure is low."""
    unit = tmp_path / "rekenmodel@8501.service"
    text = UNIT.read_text(encoding="utf-8").replace("/opt/bmh/.venv/bin/python", "/bin/true")
    unit.write_text(text, encoding="utf-8")
    found = run("systemd-analyze", "verify", str(unit))
    assert [line for line in found.stderr.splitlines() if "rekenmodel@8501" in line] == []
    unit.write_text(text.replace("ProtectHome=", "ProtectHouse="), encoding="utf-8")
    assert "ProtectHouse" in run("systemd-analyze", "verify", str(unit)).stderr
    unit.write_text(text, encoding="utf-8")
    narrow = run("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", str(unit))
    assert narrow.returncode == 0, narrow.stdout[-400:]


def test_the_unit_gives_settings_that_the_server_knows() -> None:
    """Its variables are read as they stand."""
    line = re.search(r"^Environment=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    given = dict(pair.split("=", 1) for pair in line[1].replace("%i", "8501").split())
    settings = read_settings([], given)
    assert (settings.address, settings.port, settings.headless, settings.proxies) == (
        "127.0.0.1",
        8501,
        True,
        ("127.0.0.1",),
    )


def steps(containerfile: str) -> list[tuple[str, str]]:
    """Return the instructions of a container file with their arguments."""
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", containerfile, flags=re.MULTILINE)).splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines if line.strip()]


def test_the_image_has_what_the_server_needs_and_its_own_user() -> None:
    """All that it copies exists; every part of the code and the catalogue is in; it does not run as root."""
    found = steps((DEPLOY / "Containerfile").read_text(encoding="utf-8"))
    copied = {source for name, rest in found if name == "COPY" for source in rest.split()[:-1]}
    assert all((ROOT / source).exists() for source in copied)
    assert {"app.py", "budget", "store", "dashboard", "serve", "variants", "data", "requirements.lock"} <= copied
    assert [rest for name, rest in found if name == "USER"] == ["10001"]
    assert [name for name, _ in found][-1] == "ENTRYPOINT"


LINTER = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(LINTER is None, reason="no hadolint")
def test_the_image_passes_the_linter(tmp_path: Path) -> None:
    """The linter's rules hold, and it sees a fault that is put in."""
    assert LINTER is not None
    result = run(LINTER, "--no-color", str(DEPLOY / "Containerfile"))
    assert (result.returncode, result.stdout) == (0, "")
    broken = tmp_path / "Containerfile"
    broken.write_text(
        (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("python:3.11-slim-bookworm", "python")
    )
    assert run(LINTER, "--no-color", str(broken)).returncode == 1


def test_compose_has_two_narrow_servers_behind_the_proxy() -> None:
    """They differ in nothing, so that either can take over; only the proxy is open to outside."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    one, two, proxy = (compose["services"][name] for name in ("replica-1", "replica-2", "proxy"))
    assert one == two
    for service in (one, proxy):
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert one["networks"] == ["inside"]
    assert compose["networks"]["inside"]["internal"] is True
    assert "ports" not in one
    database = compose["services"]["database"]
    assert database["networks"] == ["inside"]
    assert "ports" not in database
    assert one["env_file"] == database["env_file"]  # the password stands in neither
    assert set(one["environment"]) <= set(READERS)
    settings = read_settings([], one["environment"])
    assert settings.proxies == (compose["networks"]["inside"]["ipam"]["config"][0]["subnet"],)
    for volume in proxy["volumes"]:
        source = volume.split(":")[0]
        assert source == "./tls" or (DEPLOY / source).is_file()
    nginx = (DEPLOY / "nginx" / "rekenmodel.conf").read_text(encoding="utf-8")
    assert settings.hosts[0] in nginx
    assert f"/{settings.base_path}" in nginx
    names = re.findall(r"server (\S+):8501", (DEPLOY / "nginx" / "upstream-compose.conf").read_text(encoding="utf-8"))
    assert names == ["replica-1", "replica-2"]
