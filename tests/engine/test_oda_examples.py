"""
Who keeps a package's effect, by hand: single measures, the report's 104, the options of 4.9, the invented country.

1. Every number here was added up by hand from the report's figures or the invented country's.
2. An option of 4.9 changes the rule itself, from the year in which it is decided.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import (
    Bearer,
    Line,
    OdaColumn,
    OdaResult,
    Split,
    Total,
    attribute_oda,
    compose_package,
    find_regime,
    oda_of,
    own_bearer,
)
from tests.conftest import COLUMNS, STRUCTURAL

CEILING_KEUR = 5_156_250  # 330 million is 6.4% of it


def attribute(catalogue: Catalogue, ids: Iterable[str], settings: Settings | None = None) -> OdaResult:
    return attribute_oda(compose_package(catalogue, tuple(ids), settings or Settings()))


def structural(catalogue: Catalogue, *ids: str, settings: Settings | None = None) -> OdaColumn:
    return attribute(catalogue, ids, settings).columns[STRUCTURAL]


def parts_keur(split: Split) -> tuple[int, int, int, int]:
    """Return what falls to JenV, the attribution, the ODA programmes and others."""
    return split.own.keur, split.attributed.keur, split.programme.keur, split.others.keur


# Worked examples


def test_saving_on_reception_by_hand(catalogue: Catalogue) -> None:
    """4.7 saves 5.0; at 295/548 the attribution falls by 2.692 and 2.308 stays with JenV."""
    column = structural(catalogue, "4.7")
    assert (column.share.numerator, column.share.denominator) == (295_000, 548_000)
    assert parts_keur(column.split) == (-2_308, -2_692, 0, 0)
    assert (column.attribution_before, column.attribution_after) == (330_000, 327_308)
    assert (column.ceiling_after, column.room, column.holds) == (CEILING_KEUR, 2_692, True)
    assert (column.net_stays, column.net_follows, column.net) == (-2_308, -5_000, -2_308)


def test_reports_104_by_hand(catalogue: Catalogue) -> None:
    """Of the 104.4 saved structurally 55.8 becomes ODA room, 48.1 stays with JenV and 0.5 with OCW."""
    # Reception, each at 295/548: 2.4 1.0 16.0 6.0 5.0 3.5 7.2 4.6 58.0; not reception: 5.1 and 5.4.1, together 0.7.
    attributed = 1_292 + 538 + 8_613 + 3_230 + 2_692 + 1_884 + 3_876 + 2_476 + 31_223
    education = 1_000 - 538
    column = structural(catalogue, *catalogue.packages["jenv-20-104"].measures)
    assert parts_keur(column.split) == (-104_400 + attributed + education, -attributed, 0, -education)


def test_wider_reception_crowds_out_other_programmes(catalogue: Catalogue) -> None:
    """4.3a raises the attribution by 10.2 of its 19.0: under a fixed ceiling other programmes shrink by as much."""
    column = structural(catalogue, "4.3a")
    assert parts_keur(column.split) == (8_772, 10_228, 0, 0)
    assert (column.room, column.holds) == (-10_228, False)


def test_option_1a_by_hand(catalogue: Catalogue) -> None:
    """1A ends the attribution and lowers the ceiling by 340; the balance does not change."""
    column = structural(catalogue, "4.9-1A")
    assert (column.attribution_after, column.ceiling_after) == (0, CEILING_KEUR - 340_000)
    assert parts_keur(column.split) == (0, 0, 0, 0)
    assert (column.room, column.net_stays, column.net_follows) == (-10_000, 0, 0)  # annex 4 prints 330 for the 340


def test_option_1b_by_hand(catalogue: Catalogue) -> None:
    """1B takes a further 68 out of the ODA budget for a reserve at JenV: the ceiling falls by 408, the sum is 0."""
    column = structural(catalogue, "4.9-1B")
    assert column.ceiling_after == CEILING_KEUR - 408_000
    assert parts_keur(column.split) == (68_000, 0, -68_000, 0)
    assert (column.effect.keur, column.net, column.attribution_after) == (0, 0, 0)


def test_option_1c_by_hand(catalogue: Catalogue) -> None:
    """1C pays the 68 from general funds: the ceiling falls by 340, the balance worsens by 68."""
    column = structural(catalogue, "4.9-1C")
    assert column.ceiling_after == CEILING_KEUR - 340_000
    assert parts_keur(column.split) == (68_000, 0, 0, 0)
    assert (column.effect.keur, column.net, column.attribution_after) == (68_000, 68_000, 0)


def test_option_2_by_hand(catalogue: Catalogue) -> None:
    """2 leaves attribution and ceiling; what fell to JenV's article 37 falls to BZ, and the move costs an open sum."""
    result = attribute(catalogue, ("4.9-2", "4.7"))
    column = result.columns[STRUCTURAL]
    assert (column.ceiling_after, column.attribution_after) == (CEILING_KEUR, 327_308)
    assert parts_keur(column.split) == (0, -2_692, 0, -2_308)
    first = result.columns["2021"].split
    assert (first.others, first.own, first.oda_room) == (Total(0, costs_open=True), Total(), Total())


@pytest.mark.parametrize("option", ["4.9-1A", "4.9-1B", "4.9-1C"])
def test_jenv_bears_reception_wholly_under_option_1(catalogue: Catalogue, option: str) -> None:
    """Under 1A, 1B and 1C a saving on reception stays with JenV: nothing of it is attributed."""
    alone, with_saving = structural(catalogue, option), structural(catalogue, option, "4.7", "6.2b")
    assert with_saving.split.attributed == Total()
    assert with_saving.split.own.keur - alone.split.own.keur == -63_000
    assert (with_saving.room, with_saving.ceiling_after) == (alone.room, alone.ceiling_after)
    assert with_saving.net_stays - alone.net_stays == -63_000


@pytest.mark.parametrize(("option", "lower_keur"), [("4.9-1A", 340_000), ("4.9-1B", 408_000), ("4.9-1C", 340_000)])
def test_option_decided_later_starts_later(catalogue: Catalogue, option: str, lower_keur: int) -> None:
    """Decided in 2022, an option of 4.9 leaves attribution and ceiling of 2021 as printed and works from 2022."""
    columns = attribute(catalogue, (option,), Settings(delay=1)).columns
    assert (columns["2021"].attribution_after, columns["2021"].ceiling_after) == (384_000, CEILING_KEUR)
    assert (columns["2021"].effect, columns["2021"].room) == (Total(), 0)
    for column in COLUMNS[1:]:
        assert (columns[column].attribution_after, columns[column].ceiling_after) == (0, CEILING_KEUR - lower_keur)


def test_regime_by_column(catalogue: Catalogue) -> None:
    """The option in force is none before its first year, and structurally the chosen one."""
    package = compose_package(catalogue, ("4.9-1A",), Settings(delay=2))
    regimes = [find_regime(package, column) for column in COLUMNS]
    assert [regime and regime.id for regime in regimes] == [None, None, "1A", "1A", "1A", "1A"]
    assert attribute_oda(package).regime is regimes[-1]


def test_option_2_moves_article_37_only(catalogue: Catalogue) -> None:
    """Under option 2 article 37 falls to BZ; legal aid and JenV without an article stay with JenV."""
    oda = oda_of(catalogue)
    lines = {
        name: Line("x", "x", *(name + " ").split(" ")[:2], "none", (0,) * 6, False)
        for name in ("JenV 37", "JenV 32", "JenV", "OCW", "ODA")
    }
    now = {name: own_bearer(oda, line, None) for name, line in lines.items()}
    later = {name: own_bearer(oda, line, oda.regime("2")) for name, line in lines.items()}
    assert now["JenV 37"] is now["JenV 32"] is now["JenV"] is Bearer.OWN
    assert (now["OCW"], now["ODA"]) == (Bearer.OTHERS, Bearer.ODA_ROOM)
    assert {name for name in lines if now[name] is not later[name]} == {"JenV 37"}
    assert later["JenV 37"] is Bearer.OTHERS


# The invented country


def test_invented_country_by_hand(toy: Catalogue) -> None:
    """A.1 is reception: half of it is attributed in 2021 and 2022 (20/40, 15/30), two fifths from 2023 (10/25)."""
    found = attribute(toy, ("A.1",)).by_measure["A.1"]
    assert [parts_keur(found[column]) for column in COLUMNS] == [
        (-500, -500, 0, 0),
        (-1_000, -1_000, 0, 0),
        (-1_800, -1_200, 0, 0),
        (-2_400, -1_600, 0, 0),
        (-3_000, -2_000, 0, 0),
        (-3_600, -2_400, 0, 0),
    ]


def test_package_of_the_invented_country_by_hand(toy: Catalogue) -> None:
    """A.1, A.3, A.4 and B.5: −6 on reception, a shift of 7 within ODA, 2 at BZ and −5 at JenV without a rule."""
    result = attribute(toy, ("A.1", "A.3", "A.4", "B.5"))
    column = result.columns[STRUCTURAL]
    assert parts_keur(column.split) == (-3_600 - 5_000, -2_400, 0, 2_000)
    assert column.effect.keur == -9_000
    assert (column.attribution_before, column.attribution_after) == (12_000, 9_600)
    assert (column.ceiling_before, column.ceiling_after, column.room) == (120_000, 120_000, 2_400)
    assert (column.net_stays, column.net_follows) == (-6_600, -9_000)
    assert str(column.share_of_oda(column.attribution_after)) == "8.0"
    assert result.unruled == ("A.4", "B.5")


def test_later_decision_in_the_invented_country(toy: Catalogue) -> None:
    """Decided in 2022, A.1's first amount falls in 2022 and is split by 2022's share; 2021 is empty."""
    found = attribute(toy, ("A.1",), Settings(delay=1)).by_measure["A.1"]
    assert parts_keur(found["2021"]) == (0, 0, 0, 0)
    assert parts_keur(found["2022"]) == (-500, -500, 0, 0)
    assert parts_keur(found["2023"]) == (-1_200, -800, 0, 0)
