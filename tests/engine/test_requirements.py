"""
Measures that need another one: records of kind `requires` among the conflicts.

1. A chosen measure of the first side is told when none of the second is chosen; no total and no verdict changes by it.
2. Such a record has two sides and says nothing of counting; it is no conflict.
3. The list of savings has three, as its printed text gives them.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Conflict, ConflictKind, Evidence, Text, known_catalogues, load_catalogue
from budget.core import FaultsError
from budget.engine import compose_package, evaluate_targets
from tests.conftest import TOY

LIST = "ombuigingslijst-2021"
RECORD = """
- id: needs
  kind: requires
  sides: {sides}
  title: {{nl: x, en: x}}
  evidence: assumption
  reason: {{nl: x, en: x}}
"""


def requiring(needing: tuple[str, ...], needed: tuple[str, ...]) -> Conflict:
    """A record by which measures need one of others."""
    text = Text(nl="Voorwaarde", en="Condition")
    return Conflict(
        id="-".join(needing),
        kind=ConflictKind.REQUIRES,
        sides=(needing, needed),
        title=text,
        evidence=Evidence.ASSUMPTION,
        reason=text,
    )


def test_what_is_missing_is_told_and_changes_no_figure(toy: Catalogue) -> None:
    """Until one of the needed measures is chosen; totals and verdicts are those without the record."""
    first, second, third, *_ = toy.measures
    held = replace(toy, requirements=(requiring((first,), (second, third)),))
    for chosen, missing in (((first,), True), ((first, third), False), ((second,), False), ((), False)):
        package, plain = compose_package(held, chosen), compose_package(toy, chosen)
        assert [item.chosen for item in package.unmet] == [(first,)] * missing
        assert [item.needed for item in package.unmet] == [(second, third)] * missing
        assert package.clashes == plain.clashes
        assert package.totals == plain.totals
        assert evaluate_targets(package) == evaluate_targets(plain)


@pytest.mark.parametrize(
    ("sides", "extra", "message"),
    [
        ("[[A.1], [A.2], [B.1]]", "", r"sides: expected two sides, found 3"),
        ("[[A.1], [A.2]]", "  counting: same-money\n", r"counting"),
        ("[[A.1], [A.9]]", "", r"sides\[1\]\[0\]: .*A.9"),
        ("[[A.1], [A.1]]", "", r"sides\[1\]\[0\]: .*A.1"),
    ],
)
def test_a_record_that_makes_no_condition_is_refused(tmp_path: Path, sides: str, extra: str, message: str) -> None:
    """A third side, a counting, a measure that is not there, and one that needs itself."""
    folder = tmp_path / "toy"
    shutil.copytree(TOY, folder)
    with (folder / "variants" / "conflicts.yaml").open("a", encoding="utf-8") as file:
        file.write(RECORD.format(sides=sides) + extra)
    with pytest.raises(FaultsError, match=message):
        load_catalogue(folder)


def test_a_condition_is_no_conflict(tmp_path: Path, toy: Catalogue) -> None:
    """It stands in the same file, and is held apart."""
    folder = tmp_path / "toy"
    shutil.copytree(TOY, folder)
    with (folder / "variants" / "conflicts.yaml").open("a", encoding="utf-8") as file:
        file.write(RECORD.format(sides="[[A.1], [A.2]]"))
    found = load_catalogue(folder)
    assert found.conflicts == toy.conflicts
    assert [record.sides for record in found.requirements] == [(("A.1",), ("A.2",))]


@pytest.mark.figures
def test_the_conditions_of_the_list_of_savings() -> None:
    """Pages 85, 136 and 114 of the printed list."""
    found = load_catalogue(known_catalogues()[LIST]).requirements
    assert {record.sides: record.source.page for record in found if record.source} == {
        (("2.13-23",), ("2.13-42",)): 85,
        (("2.13-7",), ("3.13-1",)): 136,
        (("3.6-2a",), ("3.6-1a", "3.6-1b", "3.6-1c")): 114,
    }
