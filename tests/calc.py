"""
LibreOffice Calc for the tests: it opens workbooks, calculates them afresh and saves them in another form.

A run that fails, ends with an error or leaves a file out is repeated once; after that the test fails and says why.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.needs import NO_CALC, find_soffice, skip_or_fail

START_SECONDS = 120
FILE_SECONDS = 20  # a workbook takes about one; a machine that does other work as well takes longer
TRIES = 2

XLSX = "xlsx:Calc MS Excel 2007 XML"
ODS = "ods"
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as CSV with plain values: the quickest way to see what Calc makes of a workbook."""

# LibreOffice trusts the values that a workbook carries unless told to calculate them afresh (0: always).
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


@dataclass(frozen=True)
class Calc:
    """LibreOffice with profiles of its own, kept as long as the tests run, so that only the first start is slow."""

    program: str
    profiles: Path
    at_once: int
    afresh: bool = True
    """Whether it calculates what it opens, or trusts the values of the file as it does for a user."""

    def calculate(
        self, folder: Path, files: Mapping[str, bytes], form: str = XLSX, ending: str = "xlsx"
    ) -> dict[str, Path]:
        """
        Recalculate workbooks, many in each run; returns by name the path that each was saved to: `<name>.xlsx` or .ods.

        As CSV each sheet stands beside that path as `<name>-<sheet>.csv`. Cached values are not trusted. `ending` says
        which kind of workbooks they are.
        """
        out = folder / "out"
        for name, data in files.items():
            (folder / f"{name}.{ending}").write_bytes(data)
        names = list(files)
        runs = min(self.at_once, len(names))
        with ThreadPoolExecutor(runs) as pool:
            shares = [[folder / f"{name}.{ending}" for name in names[run::runs]] for run in range(runs)]
            troubles = list(pool.map(lambda run: self.convert(run, shares[run], out, form), range(runs)))
        if any(troubles):
            pytest.fail("\n".join(filter(None, troubles)), pytrace=False)
        return {name: out / f"{name}.{ODS if form == ODS else 'xlsx'}" for name in files}

    def convert(self, run: int, workbooks: Sequence[Path], out: Path, form: str) -> str:
        """Convert workbooks in one run with the profile of that number; returns what went wrong in every try."""
        troubles = []
        for _ in range(TRIES):
            left = [path for path in workbooks if not saved(path, out, form)]
            trouble = self.start(self.profile(run), left, out, form)
            missing = [path.name for path in left if not saved(path, out, form)]
            if not trouble and not missing:
                return ""
            troubles.append(f"{trouble or 'it ended well'}; not saved: {', '.join(missing) or 'nothing'}")
        return f"LibreOffice failed {TRIES} times:\n" + "\n".join(troubles)

    def profile(self, run: int) -> Path:
        """Make a profile of its own, so that no other LibreOffice takes the files over."""
        user = self.profiles / str(run) / "user"
        if not user.exists():
            user.mkdir(parents=True)
            if self.afresh:
                (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        return user.parent

    def start(self, profile: Path, workbooks: Sequence[Path], out: Path, form: str) -> str:
        """Run the program once, with its children; returns how it failed, nothing when it ended well."""
        command = ["--convert-to", form, "--outdir", str(out), *map(str, workbooks)]
        return self.run(profile, command, len(workbooks))

    def macro(self, profile: Path, call: str, count: int) -> str:
        """Run a macro of a profile, which works on so many workbooks; returns how it failed."""
        return self.run(profile, [call], count)

    def run(self, profile: Path, command: Sequence[str], count: int) -> str:
        """Run the program once, with time for so many workbooks; returns how it failed, nothing when it ended well."""
        process = subprocess.Popen(
            [self.program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # the program is a script that starts others: they end together
        )
        limit = START_SECONDS + FILE_SECONDS * count
        try:
            told, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            told, _ = process.communicate()
            return f"no end after {limit} seconds: {told.strip()[-1000:]}"
        return f"exit code {process.returncode}: {told.strip()[-1000:]}" if process.returncode else ""


def saved(workbook: Path, out: Path, form: str) -> bool:
    """Say whether a workbook was converted."""
    if form == CSV:
        return any(out.glob(f"{workbook.stem}-*.csv"))
    return (out / f"{workbook.stem}.{ODS if form == ODS else 'xlsx'}").exists()


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Calc:
    """LibreOffice; alone it runs twice at once, beside other workers of the run once."""
    program = find_soffice()
    if program is None:
        skip_or_fail(NO_CALC, "REQUIRE_CALC")
    at_once = 1 if "PYTEST_XDIST_WORKER" in os.environ else 2
    return Calc(program, tmp_path_factory.mktemp("calc"), at_once)
