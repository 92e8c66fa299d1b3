"""
The third-party notices and the bill of materials list exactly what is locked.

A package without a licence, without a text or in another version is a fault, so that none ships unseen.
"""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from supply import Locked, LockError, complete_bill, make_bill, read_lock, read_notices, write_notices
from tests.conftest import ROOT

NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
PACKAGE = Locked("some-thing", "1.0", "", ("0" * 64,), ("",))
FENCED = re.compile(r"^(`{3,})text\n.*?^\1$", re.MULTILINE | re.DOTALL)
OTHER = Locked("other", "2.0", "", ("1" * 64,), ("some-thing",))


def install(folder: Path, metadata: str, texts: dict[str, str]) -> Distribution:
    """Put a package into a folder as pip would, and find it there."""
    info = folder / "some_thing-1.0.dist-info"
    for name, text in {"METADATA": f"Metadata-Version: 2.4\nName: some-thing\n{metadata}", **texts}.items():
        (info / name).parent.mkdir(parents=True, exist_ok=True)
        (info / name).write_text(text, encoding="utf-8")
    (info / "RECORD").write_text("".join(f"{info.name}/{name},,\n" for name in texts), encoding="utf-8")
    return next(iter(importlib.metadata.distributions(path=[str(folder)])))


def test_the_notices_list_what_is_locked() -> None:
    """The notices name each package of the app's lock in its version with a licence and a text, and no other."""
    noticed = read_notices(NOTICES)
    locked = {package.name: package.version for package in read_lock(ROOT / "requirements.lock")}
    assert {name: version for name, (version, _) in noticed.items()} == locked, "run `make notices`"
    unfenced = FENCED.sub("(text)", NOTICES.read_text(encoding="utf-8"))
    expected = [f"{name} {version}\n\n{licence}\n" for name, (version, licence) in noticed.items()]
    sections = unfenced.split("\n## ")[1:]
    assert [section.replace("\n(text)\n", "") for section in sections] == expected
    assert all("(text)" in section for section in sections)


def test_our_own_scripts_are_ours() -> None:
    """The notices say that the app's scripts hold no other's code: none names another's copyright or licence."""
    scripts = sorted((ROOT / "dashboard" / "assets").glob("*.[jc]s*"))
    assert scripts
    for script in scripts:
        text = script.read_text(encoding="utf-8").lower()
        assert not [word for word in ("copyright", "@license", "sourcemappingurl") if word in text], script


def test_notices_are_written(tmp_path: Path) -> None:
    """Each different licence text of a package stands whole in its notice, also one that holds a fence itself."""
    texts = {
        "licenses/LICENSE": "May be used.\n```\n# x\n```",
        "licenses/NOTICE": "By A.",
        "licenses/sub/COPYING": "By A.",
    }
    package = install(tmp_path, "Version: 1.0\nLicense-Expression: MIT\n", texts)
    write_notices([PACKAGE], tmp_path / "notices.md", "Linux", lambda _: package)
    text = (tmp_path / "notices.md").read_text(encoding="utf-8")
    assert read_notices(tmp_path / "notices.md") == {"some-thing": ("1.0", "MIT")}
    assert "\n````text\nMay be used.\n```\n# x\n```\n````\n" in text
    assert text.count("By A.") == 1


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("Version: 1.1\nLicense: MIT\n", "expected 1.0 installed, found 1.1"),
        ("Version: 1.0\n", "expected a licence in its metadata, found none"),
        ("Version: 1.0\nLicense: Unheard-of\n", "expected a licence text in the package, found none"),
    ],
)
def test_a_package_without_a_notice_is_a_fault(tmp_path: Path, metadata: str, said: str) -> None:
    """Another version, no licence or no text stops the notices, and nothing is written."""
    package = install(tmp_path, metadata, {})
    with pytest.raises(LockError, match=f"some-thing: {said}"):
        write_notices([PACKAGE], tmp_path / "notices.md", "Linux", lambda _: package)
    assert not (tmp_path / "notices.md").exists()


def test_a_licence_without_its_text_gets_the_standard_one(tmp_path: Path) -> None:
    """A package that names a licence but brings no text gets the licence's own; classifiers do as a name."""
    package = install(tmp_path, f"Version: 1.0\nLicense: {'x' * 99}\nClassifier: License :: Apache-2.0\n", {})
    write_notices([PACKAGE], tmp_path / "notices.md", "Linux", lambda _: package)
    assert "Apache License" in (tmp_path / "notices.md").read_text(encoding="utf-8")


def bill() -> dict[str, Any]:
    """A bill as cyclonedx-bom makes it from a lock of two packages."""
    parts = [{"name": p.name, "version": p.version, "purl": f"pkg:pypi/{p.name}@{p.version}"} for p in (PACKAGE, OTHER)]
    return {"components": [{**part, "bom-ref": "requirements-L1", "description": "line 1"} for part in parts]}


def test_the_bill_says_who_needs_whom() -> None:
    """The app needs what its own list names, a package what the lock says; each has its licence."""
    licences = {"some-thing": ("1.0", "MIT OR Apache-2.0"), "other": ("2.0", "BSD License")}
    made = complete_bill(bill(), [PACKAGE, OTHER], licences, "1.2.3")
    assert made["metadata"]["component"]["version"] == "1.2.3"
    assert made["dependencies"] == [
        {"ref": "bmh-rekenmodel", "dependsOn": ["pkg:pypi/some-thing@1.0"]},
        {"ref": "pkg:pypi/other@2.0", "dependsOn": []},
        {"ref": "pkg:pypi/some-thing@1.0", "dependsOn": ["pkg:pypi/other@2.0"]},
    ]
    expected = [{"expression": "MIT OR Apache-2.0"}], [{"license": {"name": "BSD License"}}]
    assert tuple(part["licenses"] for part in made["components"]) == expected


def test_a_bill_of_something_else_is_refused() -> None:
    """A bill or notices that lack a locked package, or have another version of it, are refused by name."""
    licences = {"some-thing": ("1.0", "MIT"), "other": ("2.0", "MIT")}
    with pytest.raises(LockError, match="the bill and the lock differ on other"):
        complete_bill({"components": bill()["components"][:1]}, [PACKAGE, OTHER], licences, "1")
    with pytest.raises(LockError, match=r"NOTICES.md and the lock differ on other"):
        complete_bill(bill(), [PACKAGE, OTHER], {**licences, "other": ("2.1", "MIT")}, "1")


def test_a_tool_that_fails_makes_no_bill(tmp_path: Path) -> None:
    """When cyclonedx-bom fails its words are told."""
    failed = subprocess.CompletedProcess([], 1, "", "no such file\n")
    with pytest.raises(LockError, match=r"made no bill of requirements.lock.\nno such file"):
        make_bill(ROOT / "requirements.lock", NOTICES, "1", lambda _: failed)
