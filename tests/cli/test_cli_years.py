"""
The years together and one after the other, on the command line.

1. `compose` has the sum of the years, without the structural amount, and what each year is more than the one before; as
   text and as JSON, with both ends.
2. `compare` puts packages side by side in the same way, each against the first.
"""

from __future__ import annotations

import json

import pytest

from budget.catalogue import Catalogue
from budget.cli import main
from budget.core import Amount
from budget.engine import compose_package, minus, over_years, year_on_year
from tests.cli.conftest import Cli, refused
from tests.conftest import TOY, YEARS

HEAD = 32


def rows(out: str) -> dict[str, list[str]]:
    return {line[:HEAD].strip(): line[HEAD:].split() for line in out.splitlines()}


def test_each_year_is_held_against_the_one_before(toy: Catalogue, toy_ranges: Catalogue) -> None:
    """The changes add up to the last year less the first; a range is as wide as both of its years."""
    package = compose_package(toy, ["A.1", "A.4", "B.5"])
    found = year_on_year(toy, package.totals)
    assert list(found) == list(YEARS[1:])
    last, first = package.totals[YEARS[-1]].certain, package.totals[YEARS[0]].certain
    assert sum(change.certain for change in found.values()) == last - first
    wide = compose_package(toy_ranges, ["kade-breed"])
    (before, after, *_) = toy_ranges.columns.years
    change = year_on_year(toy_ranges, wide.totals)[after]
    assert change == minus(wide.totals[after], wide.totals[before])
    assert minus(Amount(None, 10, 25), Amount(None, -5, 5)) == Amount(None, 5, 30)
    assert minus(Amount(0, 0, None), Amount(1, 1, 1)) == Amount(-1, -1, None)


@pytest.mark.slow
@pytest.mark.figures
def test_compose_has_the_years_together_and_one_after_the_other(cli: Cli) -> None:
    """By hand: −880.25 for the report's package, and −117.25 from 2021 to 2022."""
    table = rows(cli("compose", "--package", "jenv-20", catalogue=None).out)
    assert table[""] == [*YEARS, "2021–2025", "structural"]
    assert table["Balance effect"][-2:] == ["-880.25", "-236.4"]
    assert table["more than the year before"] == ["-117.25", "-55.25", "-26.3", "+0.6"]
    assert table["without double counting"][-2:] == ["-783.127", "-207.618"]
    found = json.loads(cli("compose", "--package", "jenv-20", "--json", catalogue=None).out)
    assert found["years"]["totals"] == {"keur": -880_250, "lower": -880_250, "upper": -880_250}
    assert found["years"]["span"] == "2021–2025"
    assert found["year_on_year"]["totals"]["2022"]["keur"] == -117_250
    assert "2021" not in found["year_on_year"]["totals"]
    assert sum(one["keur"] for one in found["years"]["by_budget"].values()) == -880_250


@pytest.mark.slow
def test_compare_puts_packages_side_by_side(cli: Cli, catalogue: Catalogue) -> None:
    """What the second has more than the first in each year, over all years, and from year to year."""
    names = "jenv-20", "jenv-20-104"
    one, other = (compose_package(catalogue, catalogue.packages[name].measures) for name in names)
    found = json.loads(cli("compare", *names, "--json", catalogue=None).out)
    assert [package["selection"] for package in found["packages"]] == [list(one.selection), list(other.selection)]
    (difference,) = found["differences"]
    assert (difference["from"], difference["of"]) == tuple(package["name"] for package in found["packages"])
    years = minus(over_years(catalogue, other.totals), over_years(catalogue, one.totals))
    assert difference["years"] == {"keur": years.keur, "lower": years.lower, "upper": years.upper}
    assert set(found["shared"]) == set(one.selection) & set(other.selection)
    out = cli("compare", *names, catalogue=None).out
    assert "more than the year before" in out
    assert out.count("only in ") == 2


def test_one_package_is_not_compared(capsys: pytest.CaptureFixture[str], cli: Cli, toy: Catalogue) -> None:
    """A wrong call, which says what was expected; in Dutch when asked."""
    (name, *_) = toy.packages
    assert "expected at least two packages, found 1" in refused(cli("compare", name), code=2)
    assert main(["compare", name, "--catalogue", str(TOY), "--language", "nl"]) == 2
    assert "verwacht ten minste twee pakketten, gevonden 1" in capsys.readouterr().err
