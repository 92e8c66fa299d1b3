"""Which conflicts a package meets: those with chosen members on two sides, the exclusive ones first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from budget.catalogue import Catalogue
from budget.engine import compose_package, find_clashes


@pytest.mark.parametrize(
    ("ids", "clashes"),
    [
        ([], []),
        (["A.1"], []),
        (["A.2", "B.1"], []),
        (["A.1", "A.2"], [("a1-or-a2", ("A.1", "A.2"))]),
        (["B.5", "A.2"], [("a1-and-b5", ("A.2", "B.5"))]),
        (["B.5", "A.1", "A.2"], [("a1-or-a2", ("A.1", "A.2")), ("a1-and-b5", ("A.1", "A.2", "B.5"))]),
    ],
)
def test_a_conflict_bites_across_sides(
    toy: Catalogue, ids: list[str], clashes: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Members of two different sides clash; two members of one side do not, and a stranger never does."""
    package = compose_package(toy, ids)
    assert [(clash.conflict.id, clash.chosen) for clash in package.clashes] == clashes
    assert package.blocked is any(name == "a1-or-a2" for name, _ in clashes)


def test_exclusive_clashes_come_first(toy: Catalogue) -> None:
    """Whatever the order of the records, the clashes that block come before those that warn."""
    turned = replace(toy, conflicts=toy.conflicts[::-1])
    found = find_clashes(turned, ["A.1", "A.2", "B.5"])
    assert [clash.exclusive for clash in found] == [True, False]


def test_two_quotas_are_not_told_to_abolish_it(catalogue: Catalogue) -> None:
    """Quota 1,000 with 5,000 meets one conflict, their own; the one about raising and abolishing needs 2C.3.3."""
    found = find_clashes(catalogue, ["2C.1.3.1-1000", "2C.1.3.1-5000"])
    assert [clash.conflict.id for clash in found] == ["quotum-1000-of-5000"]
    raised = find_clashes(catalogue, ["2C.1.3.1-5000", "2C.3.3"])
    assert [clash.conflict.id for clash in raised] == ["quotum-omhoog-en-naar-nul"]


@runs(deadline=None)
@given(data=st.data())
def test_more_measures_never_solve_a_clash(catalogue: Catalogue, data: st.DataObject) -> None:
    """A clash stays when measures are added."""
    ids = data.draw(st.lists(st.sampled_from(list(catalogue.measures)), unique=True))
    fewer = {clash.conflict.id for clash in find_clashes(catalogue, ids[: len(ids) // 2])}
    assert fewer <= {clash.conflict.id for clash in find_clashes(catalogue, ids)}
