"""
Dials: the assumptions behind a list's amounts, on the invented country with dials (tests/toy_full).

Invariants: 1. at its default a dial changes nothing; 2. each formula gives the printed amount at the defaults, within
its rounding; 3. a moved dial reaches totals, targets, ODA, links, files and the command line alike.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from budget.catalogue import Catalogue, Measure
from budget.cli.commands import main
from budget.core import DEPENDS, NOT_GIVEN, OPEN_SAVING, Ceiling, SettingError, Settings, UnknownIdError
from budget.engine import attribute_oda, check_settings, compose_package, evaluate_target, find_dial, formula_amount
from budget.engine.formulas import FORMULAS, PART_FORMULAS
from budget.share import Draft, SharedState, make_link, open_link, parse_package, stored_text
from tests.amounts import total

# measure, dials moved, column, thousands of euro computed by hand
SECOND_POINTS = [
    ("A.1", {"step": 4}, "2021", -1_200),  # the first step: 4% of 30
    ("A.1", {"step": 3}, "2022", -1_200),  # the second step: 6% of 20
    ("A.1", {"ceiling": 10}, "2023", -2_000),  # three steps of 5%, but no more than 10% of 20
    ("A.1", {"step": 2}, "2025", -2_000),  # the fifth step: 10% of 20, the last budget there is
    ("A.1", {"step": 2}, "structural", -4_000),  # the full 20% of 20
    ("A.1", {"ceiling": 30}, "structural", -6_000),
    ("A.1", {"step": 0}, "structural", 0),
    ("A.2", {"percent": 10}, "structural", -5_000),  # 10% of 50, the main line in 2021
    ("A.2", {"percent": 10}, "2022", -5_000),  # the year of the dial, not of the column
    ("A.4", {"number": 10}, "structural", 3_000),  # 10 × 0.25 + 0.5
    ("A.4", {"number": 10}, "2021", 750),  # 0.5 × 3 / 2
    ("A.4", {"number": 7}, "2021", 563),  # 0.5 × 2.25 / 2 = 0.5625
    ("A.4", {"cost": 300_000}, "2023", 2_731),  # 2.375 × 2.3 / 2 = 2.73125
    ("B.3", {"quota": 300}, "2021", 10_000),  # 200 × 50,000
    ("B.3", {"quota": 50}, "2021", -2_500),  # 50 fewer than now
    ("B.3", {"priority": 50}, "2021", 4_750),  # 100 × (55,000 − 7,500)
    ("B.5", {"people": 1_100}, "2024", -5_500),  # 1,100 × 2 × 30,000 / 12
    ("B.5", {"months": 3}, "structural", -7_500),
    ("B.5", {"cost": 24_000}, "structural", -4_000),
]
DIALLED = ["A.1", "A.2", "A.3", "A.4", "B.3", "B.5"]


def turned(measure: str, values: dict[str, int], settings: Settings | None = None) -> Settings:
    found = settings or Settings()
    for dial, value in values.items():
        found = found.turned(measure, dial, Decimal(value))
    return found


def printed_unit(keur: int) -> int:
    """Return the unit that an amount is printed in: 1 million, 0.1 million and so on."""
    unit = 1000
    while unit > 1 and keur % unit:
        unit //= 10
    return unit


def dialled(catalogue: Catalogue) -> list[Measure]:
    return [measure for measure in catalogue.measures.values() if measure.dials is not None]


def test_each_formula_has_a_measure(full: Catalogue, catalogue: Catalogue) -> None:
    """Every formula that there is drives a measure of the invented country or of the report."""
    assert [measure.id for measure in dialled(full)] == DIALLED
    used = {m.dials.formula for country in (full, catalogue) for m in dialled(country) if m.dials}
    assert used == {*FORMULAS, *PART_FORMULAS}


def test_defaults_give_the_printed_amount_within_its_rounding(full: Catalogue, catalogue: Catalogue) -> None:
    """At the defaults the formula rounds to the amount that the list prints; limits are whole steps apart."""
    for country in (full, catalogue):
        for measure in dialled(country):
            assert measure.dials is not None
            reference = measure.dials.reference
            amount = formula_amount(country, measure.dials, {}, country.columns.structural)
            assert abs(amount - reference) * 2 <= printed_unit(reference), measure.id
            for dial in measure.dials.values:
                assert dial.minimum <= dial.default <= dial.maximum
                assert (Fraction(dial.maximum) - Fraction(dial.minimum)) % Fraction(dial.step) == 0


def test_a_dial_at_its_default_keeps_the_printed_row(full: Catalogue, catalogue: Catalogue) -> None:
    """A dial set to its default changes nothing and marks nothing."""
    for country in (full, catalogue):
        for measure in dialled(country):
            assert measure.dials is not None
            settings = Settings(dials=tuple((measure.id, d.id, Decimal(d.default)) for d in measure.dials.values))
            package = compose_package(country, [measure.id], settings)
            assert package.rows[measure.id] == measure.effects
            assert package.own_assumptions == ()


@pytest.mark.parametrize(("id_", "values", "column", "keur"), SECOND_POINTS)
def test_a_moved_dial_gives_the_amount_computed_by_hand(
    full: Catalogue, id_: str, values: dict[str, int], column: str, keur: int
) -> None:
    """A second point of each formula, computed by hand, in the row, the total and the mark."""
    package = compose_package(full, [id_], turned(id_, values))
    assert package.rows[id_][full.columns.place[column]] == keur
    assert package.totals[column].keur == keur
    assert package.own_assumptions == (id_,)


def test_a_shift_between_budgets_stays_a_shift(full: Catalogue) -> None:
    """A.3 at 10% of 35 moves 3.5 million; its row stays zero."""
    package = compose_package(full, ["A.3"], turned("A.3", {"percent": 10}))
    assert [line.cells[0] for line in package.lines] == [-3_500, 3_500]
    assert package.totals["2021"].keur == 0


def test_a_dial_drives_the_postings_that_it_names(full: Catalogue) -> None:
    """A dial on the second posting leaves the first one as printed, and the row is their sum."""
    measure = full.measures["A.3"]
    assert measure.dials is not None
    second = measure.model_copy(update={"dials": measure.dials.model_copy(update={"postings": (1,)})})
    country = replace(full, measures={**full.measures, "A.3": second})
    package = compose_package(country, ["A.3"], turned("A.3", {"percent": 10}))
    assert [line.cells[0] for line in package.lines] == [-7_000, 3_500]
    assert package.rows["A.3"] == (-3_500,) * 6


def test_open_cells_stay_open_whatever_the_dial(full: Catalogue) -> None:
    """A cell without an amount has nothing to scale; what another posting gets stands beside it, in row and total."""
    package = compose_package(full, ["B.3"], turned("B.3", {"quota": 300}))
    assert package.rows["B.3"] == (10_000, *[DEPENDS.plus(4_000)] * 5)
    assert [package.totals[column] for column in full.columns] == [total(10_000), *[DEPENDS.plus(4_000)] * 5]


def test_a_cut_by_year_leaves_an_open_cell_open(full: Catalogue) -> None:
    """A formula that works by year gives a number where the source has one, and nothing where it has none."""
    cut = next(m for m in full.measures.values() if m.dials is not None and m.dials.formula == "yearly-cut")
    step = next(dial for dial in cut.dials.values if dial.id == "step")
    opened = (OPEN_SAVING, *cut.effects[1:4], DEPENDS, NOT_GIVEN)
    made = replace(full, measures=full.measures | {cut.id: cut.model_copy(update={"effects": opened})})
    for value in {step.minimum, step.default, step.maximum}:
        row = compose_package(made, [cut.id], turned(cut.id, {"step": value})).rows[cut.id]
        assert (row[0], *row[4:]) == (OPEN_SAVING, DEPENDS, NOT_GIVEN)
        assert all(isinstance(cell, int) for cell in row[1:4])


def test_a_later_decision_moves_the_dialled_amounts(full: Catalogue) -> None:
    """The steps of a cut count from the list's first year and then move with the decision; B.5 states that it stays."""
    settings = turned("B.5", {"people": 2_000}, turned("A.1", {"step": 4}, Settings(delay=1)))
    package = compose_package(full, ["A.1", "B.5"], settings)
    assert package.rows["A.1"] == (0, -1_200, -1_600, -2_400, -3_200, -4_000)
    assert package.rows["B.5"] == (-10_000,) * 6


def test_a_moved_dial_reaches_target_and_oda(full: Catalogue) -> None:
    """Twice the cut doubles what counts towards the target; 40% of it is attributed to ODA in 2024."""
    package = compose_package(full, ["A.1"], turned("A.1", {"step": 10, "ceiling": 40}))
    cell = evaluate_target(package, full.targets["main-20"]).cells["2024"]
    assert (cell.effect.keur, cell.gap_keur) == (-8_000, 2_000)
    split = attribute_oda(package).columns["2024"].split
    assert (split.own.keur, split.oda_room.keur) == (-4_800, -3_200)


def test_dials_travel_with_link_file_and_json(full: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    """A link and a file restore the dial; the command line reports it."""
    settings = Settings().turned("B.5", "months", Decimal("4.5"))
    draft = Draft("x", "", ("B.5",), settings)
    code = make_link(full, SharedState((draft,)))
    assert open_link(full, code).state.drafts == (draft,)
    assert parse_package(stored_text(full, draft), "x.yaml", full).draft == draft
    place = ["--catalogue", str(full.folder)]
    assert main(["compose", *place, "B.5", "--dial", "B.5:months=4,5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["settings"]["dials"] == {"B.5:months": "4.5"}
    assert found["own_assumptions"] == ["B.5"]
    assert found["totals_keur"]["structural"] == -11_250


def test_a_dial_outside_its_limits_or_unknown_is_refused(full: Catalogue) -> None:
    """The error names the dial, its limits and the dials that there are."""
    with pytest.raises(SettingError, match=r"dial A\.1:step: expected 0 to 10, found 11"):
        compose_package(full, ["A.1"], turned("A.1", {"step": 11}))
    with pytest.raises(UnknownIdError, match=r"Did you mean A\.1:step, A\.1:ceiling"):
        compose_package(full, ["A.1"], turned("A.1", {"stp": 1}))
    with pytest.raises(UnknownIdError, match=r'expected the id of a dial, found "B\.1:step"'):
        compose_package(full, ["A.1"], turned("B.1", {"step": 1}))
    assert find_dial(full, "A.1", "step").default == 5


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(ceiling=Ceiling.FOLLOWS), "--ceiling: expected a catalogue that has this setting, found one without"),
        (Settings(first_year_share=500), "--first-year-share: expected a catalogue that has this setting"),
        (Settings(scope="whole"), "expected one of nota, found whole"),
        (Settings(delay=1), "expected one of 2026, found 2027"),
    ],
)
def test_a_setting_that_the_catalogue_does_not_have_is_refused(toy2: Catalogue, settings: Settings, said: str) -> None:
    """What a catalogue leaves nothing to choose of cannot be set, by whatever way the settings came."""
    with pytest.raises(SettingError, match=said):
        check_settings(toy2, settings)
    with pytest.raises(SettingError, match=said):
        compose_package(toy2, ["sluis-a"], settings)


def test_the_quota_dials_of_the_report_join_into_one_range(catalogue: Catalogue) -> None:
    """The report's quota measures give the same cost for the same quota, from 0 to 10,000."""
    assert catalogue.resettlement is not None
    for quota in (0, 250, 500, 1000, 5000, 10_000):
        amounts = {
            formula_amount(catalogue, dials, {"quota": quota}, "structural")
            for id_ in catalogue.resettlement.quota_measures
            if (dials := catalogue.measures[id_].dials) is not None
        }
        assert len(amounts) == 1
