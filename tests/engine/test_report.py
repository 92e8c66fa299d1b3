"""
The published figures: what the report prints against what the engine makes of it.

1. The report's packages give the totals that it prints.
2. Every published figure is reproduced within its rounding, except the named ones, with the named difference.
3. The base's printed totals equal the sum of their lines, except in the named years.
4. The catalogue holds exactly the report's measures, in its order.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from budget.catalogue import Catalogue
from budget.core import DEFAULT_SETTINGS, DEPENDS, OPEN_COST, OPEN_SAVING, Amount, Overlaps, Settings, between
from budget.engine import (
    Package,
    Verdict,
    Why,
    compose_package,
    evaluate_target,
    evaluate_targets,
    first_year_share,
    package_interval,
    positions,
    reproduce,
)
from budget.search import Goal, Limits, Question
from budget.search.find import find_packages
from tests.conftest import COLUMNS, STRUCTURAL

pytestmark = pytest.mark.figures

# Typed from the report, in its order; options of one number have a record each.
# fmt: off
IDS = [
    "1.1", "1.2", "1.3",
    "2A.1.1", "2A.1.2", "2A.2",
    "2B.1.1a", "2B.1.1b", "2B.1.1.1", "2B.1.2", "2B.2.1", "2B.2.2", "2B.2.3",
    "2C.1.1-1", "2C.1.1-2", "2C.1.2", "2C.1.3.1-1000", "2C.1.3.1-5000", "2C.1.3.2", "2C.2",
    "2C.3.1", "2C.3.2", "2C.3.3",
    "3.1.1", "3.1.2", "3.1.3", "3.1.4", "3.2.1", "3.2.2", "3.2.3",
    "4.1", "4.2a", "4.2b", "4.3a", "4.3b", "4.4", "4.5", "4.6", "4.7", "4.8",
    "4.9-1A", "4.9-1B", "4.9-1C", "4.9-2", "4.10", "4.11", "4.12a", "4.12b", "4.12c",
    "5.1", "5.2a", "5.2b", "5.3", "5.4.1", "5.4.2", "5.5", "5.6",
    "6.1", "6.2a", "6.2b", "6.3.1", "6.3.2",
]
# fmt: on

AS_ADDED = Settings(overlaps=Overlaps.AS_REPORT)

# Thousands of euro, in the order of the columns.
TOTALS = {
    "jenv-20": (-38_700, -155_950, -211_200, -237_500, -236_900, -236_400),
    "jenv-20-104": (-2_700, -88_950, -106_200, -105_500, -104_900, -104_400),
    "jenv-20-412": (-36_000, -67_000, -105_000, -132_000, -132_000, -132_000),
    "bhos-20": (0, -100_000, -100_000, -100_000, -100_000, -100_000),
    "bhos+20-a": (100_000,) * 6,
    "bhos+20-b": (100_000,) * 6,
}

# Figures that their own recipe does not give: recomputed minus printed, thousands of euro.
NOT_REPRODUCED = {
    "jenv-133": 1_000,  # the rows of 4.12 add up to 132
    "jenv-237-package": 600,  # 104.4 + 132 = 236.4
    "korting-ind-2022": -520,  # 7% of 364 is 25.48, printed 26
    "pathways-45": -200,  # the parts of annex 5 add up to 4.3
    "legale-migratie-125": -100,  # the parts of annex 6 add up to 1.15 at most
}


def compose_ready(catalogue: Catalogue, name: str) -> Package:
    return compose_package(catalogue, catalogue.packages[name].measures)


# The report's packages


@pytest.mark.parametrize("name", TOTALS)
def test_ready_made_package_gives_the_reports_totals(catalogue: Catalogue, name: str) -> None:
    """Each of the report's packages adds up to what the report's rows give, to the thousand euro, in every column."""
    package = compose_ready(catalogue, name)
    assert tuple(package.totals[column].keur for column in COLUMNS) == TOTALS[name]
    assert all(package.totals[column].exact for column in COLUMNS)


@pytest.mark.parametrize(
    ("column", "effect_keur", "verdict"),
    [
        ("2021", -38_700, Verdict.NOT_MET),
        ("2024", -237_500, Verdict.MET),
        ("2025", -236_900, Verdict.NOT_MET),
        (STRUCTURAL, -236_400, Verdict.NOT_MET),
    ],
)
def test_jenv_cut_is_met_in_2024_only(catalogue: Catalogue, column: str, effect_keur: int, verdict: Verdict) -> None:
    """As the report adds, its JenV package passes −237.4 in 2024 and falls 1.0 short of it structurally."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures, AS_ADDED)
    cell = evaluate_target(package, catalogue.targets["jenv-20"]).cells[column]
    assert (cell.base_keur, cell.target_keur) == (1_187_000, -237_400)
    assert (cell.effect.keur, cell.verdict) == (effect_keur, verdict)
    assert cell.gap_keur == effect_keur + 237_400


def test_jenv_cut_without_double_counting(catalogue: Catalogue) -> None:
    """3.1.4 and 6.2b are partly one saving and 4.12 cuts what the others leave: −208.6 in 2024, so no verdict there."""
    cells = evaluate_target(compose_ready(catalogue, "jenv-20"), catalogue.targets["jenv-20"]).cells
    once = (-38_605, -142_304, -185_508, -208_634, -208_076, -207_618)
    assert tuple(cells[column].once.keur for column in COLUMNS) == once
    assert (cells["2024"].verdict, cells["2024"].why) == (Verdict.UNDETERMINED, Why.OVERLAP)
    assert (cells["2024"].as_added, cells["2024"].counted_once) == (Verdict.MET, Verdict.NOT_MET)
    assert {cells[column].verdict for column in COLUMNS if column != "2024"} == {Verdict.NOT_MET}


def test_one_coa_saving_of_status_holders_counts_once(catalogue: Catalogue) -> None:
    """6.1, 6.2a and 6.2b each save on the same months at COA: −108 as the list adds, −58 when it counts once."""
    package = compose_package(catalogue, ("6.1", "6.2a", "6.2b"))
    for column in COLUMNS[1:]:
        assert package_interval(package)[column] == between(-108_000, -58_000)


def test_every_measure_of_the_jenv_package_counts_towards_the_jenv_base(catalogue: Catalogue) -> None:
    """The 104 part and 4.12 count wholly towards article 37, also 3.1.2, which OCW carries out."""
    package = compose_ready(catalogue, "jenv-20")
    assert {line.base for line in package.lines} == {"JenV-37"}
    parts = [compose_ready(catalogue, name).selection for name in ("jenv-20-104", "jenv-20-412")]
    assert set(package.selection) == set(parts[0]) | set(parts[1])
    assert len(parts[0]) == 11


def test_bhos_cut_meets_its_target(catalogue: Catalogue) -> None:
    """BHOS −100 meets 20% of 370 + 128, −99.6, from 2022 on; nothing is saved in 2021."""
    result = evaluate_target(compose_ready(catalogue, "bhos-20"), catalogue.targets["bhos-20"])
    cell = result.cells[STRUCTURAL]
    assert (cell.base_keur, cell.target_keur, cell.effect.keur) == (498_000, -99_600, -100_000)
    verdicts = [result.cells[column].verdict for column in COLUMNS]
    assert verdicts == [Verdict.NOT_MET, *[Verdict.MET] * 5]


@pytest.mark.parametrize("name", ["bhos+20-a", "bhos+20-b"])
def test_bhos_rise_meets_its_target(catalogue: Catalogue, name: str) -> None:
    """Both ways to raise BHOS by 20% give 100 against 99.6 in every column."""
    result = evaluate_target(compose_ready(catalogue, name), catalogue.targets["bhos+20"])
    assert {cell.verdict for cell in result.cells.values()} == {Verdict.MET}
    assert {cell.effect.keur for cell in result.cells.values()} == {100_000}


def test_ready_made_packages_do_not_exclude_themselves(catalogue: Catalogue) -> None:
    """Every ready-made package composes without measures that exclude each other."""
    blocked = {name: compose_ready(catalogue, name).clashes for name in catalogue.packages}
    found = {name: [clash.conflict.id for clash in clashes if clash.exclusive] for name, clashes in blocked.items()}
    assert {name: ids for name, ids in found.items() if ids} == {}


def test_without_412_the_search_reaches_104_and_misses_133(catalogue: Catalogue) -> None:
    """As the report adds, without 4.12 and the other COA savings the best is −104.4, 133.0 short, as it says."""
    forbidden = ("4.12a", "4.12b", "4.12c", "6.1", "6.2a")
    question = Question((Goal("jenv-20"),), forbidden=forbidden, settings=AS_ADDED)
    explanation = find_packages(catalogue, question).explanation
    assert explanation is not None
    (reach,) = explanation.reaches
    assert (reach.best_keur, reach.amount_keur, reach.missing_keur) == (-104_400, -237_400, 133_000)
    assert reach.proven
    assert explanation.missing_keur == 133_000
    assert reach.package.selection == catalogue.packages["jenv-20-104"].measures
    assert not explanation.closing


@pytest.mark.parametrize(
    ("forbidden", "limits", "best_keur"),
    [
        (("6.1", "6.2a"), Limits(), -88_400),  # 104.4 less the 16.0 of 3.1.4, which 6.2b saves too
        ((), Limits(no_overlaps=True), -84_300),
    ],
)
def test_without_412_and_without_double_counting(
    catalogue: Catalogue, forbidden: tuple[str, ...], limits: Limits, best_keur: int
) -> None:
    """By bounds the months of family members at COA count once, so less is reached than the report adds."""
    question = Question((Goal("jenv-20"),), forbidden=("4.12a", "4.12b", "4.12c", *forbidden), limits=limits)
    explanation = find_packages(catalogue, question).explanation
    assert explanation is not None
    (reach,) = explanation.reaches
    assert (reach.best_keur, reach.missing_keur, reach.proven) == (best_keur, best_keur + 237_400, True)


def test_the_jenv_package_meets_its_target_when_rounded_in_2025(catalogue: Catalogue) -> None:
    """The report's JenV −20% stands at −19.92% of 1,187 structurally, and rounds to the target only in 2025 (5)."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    jenv, bhos = positions(package, STRUCTURAL)
    cell = evaluate_targets(package)["jenv-20"].cells[STRUCTURAL]
    assert (jenv.name.nl, bhos.name.nl) == ("JenV", "BHOS")
    assert (jenv.base_keur, str(jenv.percent), jenv.aimed) == (1_187_000, "-19.92", cell)
    assert (bhos.effect.keur, bhos.aimed) == (0, None)
    rounded = {column: positions(package, column)[0].met_when_rounded for column in COLUMNS}
    assert [column for column, met in rounded.items() if met] == ["2025"]


# Published figures


def test_published_figures_are_reproduced(catalogue: Catalogue) -> None:
    """Every published figure follows from its recipe within its rounding, except five with a known difference."""
    found = {figure.id: reproduce(catalogue, figure) for figure in catalogue.figures}
    apart = {id_: item.difference for id_, item in found.items() if not item.fits}
    assert apart == NOT_REPRODUCED


@pytest.mark.parametrize(
    ("id_", "recomputed_keur"),
    [
        ("jenv-237", Fraction(-237_400)),
        ("overschrijding-44", Fraction(44_200)),
        ("korting-ind-2024", Fraction(50_120)),
        ("korting-coa-2021", Fraction(19_040)),
        ("hervestiging-1000", Fraction(656)),
        ("hervestiging-5000", Fraction(5_904)),
        ("hervestiging-0", Fraction(-656)),
        ("nareis-16", Fraction(2200 * 7 * 25, 24)),
        ("terugkeer-2", Fraction(2_000)),
    ],
)
def test_figures_worked_out_by_hand(catalogue: Catalogue, id_: str, recomputed_keur: Fraction) -> None:
    """A recipe gives, exactly, what a pocket calculator gives."""
    figure = next(figure for figure in catalogue.figures if figure.id == id_)
    assert reproduce(catalogue, figure).recomputed == recomputed_keur


def test_ids_of_figures_are_unique(catalogue: Catalogue) -> None:
    """No two published figures have the same id."""
    ids = [figure.id for figure in catalogue.figures]
    assert len(ids) == len(set(ids))


# The base


def test_printed_totals_of_the_base(catalogue: Catalogue) -> None:
    """The printed totals equal their lines, but the BHOS total from 2020 on is printed 10 million too high."""
    base = catalogue.base
    amounts = {line.id: line.amounts for line in base.lines}
    apart = {
        (total.id, year): (total.amounts[year], sum(amounts[line][year] for line in total.lines))
        for total in base.totals
        for year in base.years
        if total.amounts[year] != sum(amounts[line][year] for line in total.lines)
    }
    assert apart == {("BHOS-TOT", str(year)): (542_000, 532_000) for year in range(2020, 2025)}
    assert {total.id for total in base.totals} == {"BHOS-4.2", "BHOS-TOT"}


def test_parts_of_the_base_lines(catalogue: Catalogue) -> None:
    """The parts of a line add up to it, but article 37 differs by 1 million in 2020 and in 2021."""
    apart = {
        (line.id, year): (sum(part[year] for part in line.parts.values()), line.amounts[year])
        for line in catalogue.base.lines
        for year in catalogue.base.years
        if line.parts and sum(part[year] for part in line.parts.values()) != line.amounts[year]
    }
    assert apart == {("JenV-37", "2020"): (1_277_000, 1_278_000), ("JenV-37", "2021"): (1_188_000, 1_187_000)}


def test_attributions_of_annex_1_against_annex_4(catalogue: Catalogue) -> None:
    """JenV and OCW together are annex 4's budgeted attribution, within 1 million."""
    budgeted = {item.year: item.budgeted for item in catalogue.oda.history}
    together = {
        year: sum(attribution.amounts[year] for attribution in catalogue.base.attributions)
        for year in catalogue.base.years
    }
    differences = {year: budgeted[year] - keur for year, keur in together.items() if budgeted[year] != keur}
    assert differences == {"2019": -1_000, "2021": 1_000, "2022": 1_000}


@pytest.mark.parametrize(
    ("column", "numerator", "denominator", "percent"),
    [
        ("2021", 342, 544 + 88, "54.1"),
        ("2022", 315, 498 + 87, "53.8"),
        ("2023", 302, 473 + 87, "53.9"),
        ("2024", 295, 461 + 87, "53.8"),
        ("2025", 295, 548, "53.8"),
        (STRUCTURAL, 295, 548, "53.8"),
    ],
)
def test_first_year_share(catalogue: Catalogue, column: str, numerator: int, denominator: int, percent: str) -> None:
    """The share of reception that is charged to ODA is JenV's attribution over COA and Nidos: 53.8–54.1%."""
    share = first_year_share(catalogue, column, DEFAULT_SETTINGS)
    assert Fraction(share.numerator, share.denominator) == Fraction(numerator, denominator)
    assert str(share.percent) == percent


# The catalogue as a whole


def test_catalogue_holds_the_reports_measures_in_order(catalogue: Catalogue) -> None:
    """The catalogue has the report's 62 measures and options, each once, in the report's order."""
    assert len(IDS) == 62
    assert list(catalogue.measures) == IDS


def test_every_measure_is_taken_from_annex_10(catalogue: Catalogue) -> None:
    """Each measure names its row in annex 10, the leading table, among its sources."""
    without = [
        measure.id
        for measure in catalogue.measures.values()
        if not any(source.section == "Bijlage 10" and source.row for source in measure.sources)
    ]
    assert without == []


def test_open_cells_of_the_report(catalogue: Catalogue) -> None:
    """Five measures have cells without a number: 4.2b, 4.4, 4.5, 4.9 option 2 and 5.6."""
    found = {
        measure.id: {cell for cell in measure.effects if isinstance(cell, Amount)}
        for measure in catalogue.measures.values()
        if catalogue.open_columns(measure)
    }
    expected = {"4.2b": DEPENDS, "4.4": OPEN_COST, "4.5": OPEN_SAVING, "4.9-2": OPEN_COST, "5.6": OPEN_COST}
    assert found == {id_: {kind} for id_, kind in expected.items()}
    assert catalogue.open_columns(catalogue.measures["4.9-2"]) == ("2021", "2022")
    assert sum(len(catalogue.open_columns(m)) for m in catalogue.measures.values()) == 5 + 6 + 6 + 2 + 6
