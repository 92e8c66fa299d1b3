"""
The workbook, comparison and CSV of any catalogue: other columns, scopes and targets, without ODA, dials or conflicts.

1. Whatever is typed into it, Calc gives the engine's figures. 2. It comes back whole, and only to its own catalogue.
3. What has no data is not there. 4. Nothing in it is of another report.
"""

from __future__ import annotations

import csv
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Dial, DialSet, OdaRegime, load_catalogue
from budget.core import Basis, BudgetError, Settings, keur_from_meur
from budget.engine import Verdict, compose_package, evaluate_targets
from budget.export import read_workbook, write_comparison, write_csv, write_workbook
from budget.export.book import unique_heads
from budget.search import Goal, Question
from budget.search.find import find_packages
from tests.calc import CSV, Calc
from tests.conftest import ROOT
from tests.export.workbook_tools import (
    condemned,
    csv_errors,
    csv_results,
    csv_sheets,
    differences,
    errors,
    flip,
    named,
    open_book,
    opened,
    random_packages,
)

CHECK = {"nl": "Controle", "en": "Check"}
Case = tuple[list[str], Settings]


@pytest.fixture(params=["toy", "toy2"])
def country(request: pytest.FixtureRequest) -> Catalogue:
    """Each of the invented countries."""
    found: Catalogue = request.getfixturevalue(request.param)
    return found


def faults_of(soffice: Calc, folder: Path, catalogue: Catalogue, cases: list[Case], language: str = "nl") -> list[str]:
    """Type each case into the workbook of an empty package; return where Calc differs from the engine."""
    data = write_workbook(compose_package(catalogue, []), language=language)
    files = {f"case{place}": flip(data, catalogue, *case, language) for place, case in enumerate(cases)}
    faults = []
    for name, path in soffice.calculate(folder, files, CSV).items():
        package = compose_package(catalogue, *cases[int(name.removeprefix("case"))])
        sheets = csv_sheets(path)
        wrong = [*differences(csv_results(sheets[CHECK[language]]), package, language), *condemned(sheets)]
        faults += [
            f"{name} {package.selection} {package.settings}: {fault}"
            for fault in [*wrong, *csv_errors(sheets), *condemned(sheets)]
        ]
    return faults


# What Calc makes of it


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_calc_agrees_with_the_engine_in_either_country(
    country: Catalogue, soffice: Calc, tmp_path: Path, language: str
) -> None:
    """Random choices and settings typed into the workbook give the engine's figures, and no error."""
    cases = [*random_packages(country, 8, 26), (list(country.measures), Settings()), ([], Settings())]
    assert faults_of(soffice, tmp_path, country, cases, language) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_calc_agrees_in_many_more_states(country: Catalogue, soffice: Calc, tmp_path: Path, seed: int) -> None:
    """The same for a hundred packages of either country, of every size and under settings of every kind."""
    assert faults_of(soffice, tmp_path, country, list(random_packages(country, 50, 40 + seed))) == []


@pytest.mark.long
def test_calc_agrees_for_the_longest_list(soffice: Calc, tmp_path: Path) -> None:
    """Packages of the list of 681 measures; it has ranges and overlaps, and no dials."""
    catalogue = load_catalogue(ROOT / "catalogues" / "ombuigingslijst-2021")
    assert len(catalogue.measures) > 600
    found = [
        (ids[:limit], settings)
        for limit, (ids, settings) in zip((40, 999, 3), random_packages(catalogue, 3, 5), strict=True)
    ]
    assert faults_of(soffice, tmp_path, catalogue, found) == []


def bare(toy2: Catalogue) -> Catalogue:
    """A country without targets and conflicts."""
    return replace(toy2, targets={}, conflicts=())


def unruled(toy: Catalogue) -> Catalogue:
    """A country with ODA of which no measure changes the rule, and that is decided upon in one year."""
    measures = {id_: m for id_, m in toy.measures.items() if m.oda is None or m.oda.regime is None}
    decision = toy.info.decision.model_copy(update={"years": toy.info.decision.years[:1]})
    info = toy.info.model_copy(update={"decision": decision})
    return replace(toy, info=info, measures=measures, conflicts=(), packages={})


def moving_elsewhere(toy: Catalogue) -> Catalogue:
    """A country whose regimes also end the attribution, move another line, or move one of another chapter."""
    assert toy.oda is not None
    changes = {
        "1A": {"moves": {"budget": "JenV", "article": "37"}},
        "2": {"moves": {"budget": "BHOS", "article": "4.1"}, "ceiling": 7, "ends_attribution": True},
    }
    regimes = tuple(
        OdaRegime.model_validate({**regime.model_dump(), **changes.get(regime.id, {})}) for regime in toy.oda.regimes
    )
    return replace(toy, oda=toy.oda.model_copy(update={"regimes": regimes}))


def cutting(toy2: Catalogue) -> Catalogue:
    """A country without ODA with a yearly cut on a part of its base, over the years that it has."""
    years = toy2.base.years
    line = toy2.base.lines[0].model_copy(
        update={"parts": {"wachters": dict(zip(years, (333, 777, 1001, 5), strict=True))}}
    )
    measure = toy2.measures["sluis-a"]
    dials = [
        Dial.model_construct(
            id=id_, title=line.title, unit=line.title, default=default, minimum=0, maximum=40, step=Decimal("0.5"),
            source=line.source,
        )
        for id_, default in (("step", Decimal("3.5")), ("ceiling", 14))
    ]  # fmt: skip
    cut = DialSet.model_construct(
        formula="yearly-cut", reference=-50, values=tuple(dials), lines=(line.id,), part="wachters"
    )
    return replace(
        toy2,
        base=toy2.base.model_copy(update={"lines": (line, *toy2.base.lines[1:])}),
        measures=toy2.measures | {"sluis-a": measure.model_copy(update={"dials": cut})},
    )


@pytest.mark.parametrize("change", [cutting, pytest.param(bare, marks=pytest.mark.long)])
def test_calc_agrees_where_something_is_absent(
    toy2: Catalogue, soffice: Calc, tmp_path: Path, change: Callable[[Catalogue], Catalogue]
) -> None:
    """Without targets and conflicts, and with a dial over years with a gap, the figures are the engine's."""
    catalogue = change(toy2)
    turned = Settings(dials=(("sluis-a", "ceiling", Decimal(20)), ("sluis-a", "step", Decimal("4.5"))))
    cases = [*random_packages(catalogue, 4, 3)]
    cases += [(list(catalogue.measures), turned)] if change is cutting else []
    assert faults_of(soffice, tmp_path, catalogue, cases) == []


@pytest.mark.parametrize(
    "change", [pytest.param(change, marks=pytest.mark.long) for change in (unruled, moving_elsewhere)]
)
def test_calc_agrees_for_other_rules_of_oda(
    toy: Catalogue, soffice: Calc, tmp_path: Path, change: Callable[[Catalogue], Catalogue]
) -> None:
    """What a regime does is the catalogue's to say; without one nothing on the sheet speaks of it."""
    catalogue = change(toy)
    chosen = [id_ for id_, measure in catalogue.measures.items() if measure.oda and measure.oda.regime]
    cases = [*random_packages(catalogue, 6, 5), *[([id_, "A.1"], Settings()) for id_ in chosen]]
    assert faults_of(soffice, tmp_path, catalogue, cases) == []


@pytest.mark.long
def test_targets_of_one_per_cent_and_of_nothing_agree_everywhere(
    toy2: Catalogue, soffice: Calc, tmp_path: Path
) -> None:
    """A base that does not divide, and one of 0: engine, Calc and search give the same amount and the same verdict."""
    assert {c.base_keur for r in evaluate_targets(compose_package(toy2, [])).values() for c in r.cells.values()} >= {
        0,
        1_187_003,
    }
    chosen = (["sluis-a"], ["sluis-b"], ["molen-x"], ["vlieger"], ["dijk.1", "sluis-a", "Z9"], ["molen-y"], [])
    cases = [(ids, Settings(basis=basis)) for ids, basis in itertools.product(chosen, Basis)]
    assert faults_of(soffice, tmp_path, toy2, cases) == []
    for ids, settings in cases:
        rest = tuple(id_ for id_ in toy2.measures if id_ not in ids)
        for target, result in evaluate_targets(compose_package(toy2, ids, settings)).items():
            for column, cell in result.cells.items():
                goal = Goal(target, (column,))
                asked = Question((goal,), required=tuple(ids), forbidden=rest, settings=settings)
                found = find_packages(toy2, asked).found
                assert bool(found) == (cell.verdict is Verdict.MET), f"{ids} {settings} {target} {column}"


# What comes back


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_comes_back_whole(country: Catalogue, language: str) -> None:
    """Choice, settings, name and description come back from either language, without a warning."""
    for ids, settings in random_packages(country, 4, 9):
        package = compose_package(country, ids, settings)
        read = read_workbook(write_workbook(package, "Mijn pakket", language, "Uitleg"), country)
        assert (read.draft.measures, read.draft.settings) == (package.selection, settings)
        assert (read.draft.name, read.draft.description, read.warnings) == ("Mijn pakket", "Uitleg", ())


def test_a_workbook_of_another_catalogue_is_refused(catalogue: Catalogue, toy2: Catalogue) -> None:
    """The workbook names its catalogue; another one that is open says which to open."""
    data = write_workbook(compose_package(toy2, []))
    assert named(open_book(data), "Catalogus_id").value == "toy2"
    with pytest.raises(BudgetError) as caught:
        read_workbook(data, catalogue)
    assert caught.value.message.code == "package_of_another_catalogue"
    assert caught.value.message.values == {"open": "bmh-14", "found": "toy2"}


# What is in it


def test_what_has_no_data_has_no_sheet_and_no_name(toy2: Catalogue) -> None:
    """Without ODA and dials, and in the last case without targets and conflicts, no sheet or name speaks of them."""
    full = open_book(write_workbook(compose_package(toy2, list(toy2.measures))))
    assert full.sheetnames == [
        *(
            "Leeswijzer",
            "Keuze",
            "Effecten",
            "Posten",
            "Grondslag en doel",
            "Verloop",
            "Naast elkaar",
            "Stapeling",
            "Conflicten",
            "Bronnen",
            "Lange tabel",
            "Controle",
            "Wijzigingen",
        )
    ]
    assert not [
        name
        for name in full.defined_names
        if re.search("oda|aanname|formule|regime|schui|besluit", name, re.IGNORECASE)
    ]
    without = open_book(write_workbook(compose_package(bare(toy2), list(toy2.measures))))
    assert without.sheetnames == [
        *("Leeswijzer", "Keuze", "Effecten", "Posten", "Verloop", "Naast elkaar", "Stapeling"),
        *("Bronnen", "Lange tabel", "Controle", "Wijzigingen"),
    ]
    heads = [cell.value for cell in full["Effecten"][5]]
    assert heads[2:7] == ["2026", "2027", "2029", "2030", "Evenwicht"]
    assert [head for head in heads if head and not head.startswith("Cel ")][-1] == "Richting onzeker"


OTHERS = ("jenv", "bhos", "bmh", "coa", "oda", "hervestig", "resettle", "bijlage", "annex", "migrati", "vreemdeling")


YEARS_OF_ITS_OWN = set(range(2026, 2031))


def told(data: bytes) -> Iterator[str]:
    """Every part of a workbook; addresses of XML forms and numbers in cells are left out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode()
            yield part + re.sub(r'(xmlns(:\w+)?|Type|uri|fmtid)="[^"]*"|<(c:)?v>-?[\d.]+</(c:)?v>', "", text)


def numbers(data: bytes) -> Iterator[float]:
    """The numbers in cells that are no amount; an amount has a format with three decimals."""
    for sheet in open_book(data):
        for row in sheet.iter_rows():
            yield from (c.value for c in row if isinstance(c.value, int | float) and "0.000" not in c.number_format)


def years_in(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"(?<![\d.#,])(?:19|20|21)\d\d(?![\d.])", text)}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_in_the_files_is_of_another_report(toy2: Catalogue, language: str) -> None:
    """No word, name, property or year of another report stands anywhere in workbook, comparison or CSV."""
    package = compose_package(toy2, list(toy2.measures))
    workbook = write_workbook(package, "x", language)
    comparison = write_comparison([("x", package), ("y", compose_package(toy2, []))], language)
    for text in (*told(workbook), *told(comparison), write_csv(package, "x", language).decode("utf-8-sig")):
        words = [word for word in OTHERS if re.search(rf"(?<![a-z]){word}", text, re.IGNORECASE)]
        assert (words, years_in(text) - YEARS_OF_ITS_OWN) == ([], set()), text[:60]
    found = {number for data in (workbook, comparison) for number in numbers(data)}
    assert {2026, 2027, 2029, 2030} <= found
    assert not [number for number in found - YEARS_OF_ITS_OWN if 1900 <= number < 2200]


def test_a_csv_holds_what_the_catalogue_has(country: Catalogue) -> None:
    """Its columns are the catalogue's, its totals exact, and rows of ODA are there only with its data."""
    package = compose_package(country, list(country.measures))
    rows = list(csv.reader(StringIO(write_csv(package).decode("utf-8-sig"), newline=""), delimiter=";"))
    width = len(country.columns)
    assert {len(row) for row in rows} == {width + 5}  # the sum of the years too
    assert rows[0][3 : 2 + width] == [*country.columns.years]
    (total,) = (row for row in rows if row[2] == "Totaal")
    found = [keur_from_meur(Decimal(text.replace(",", "."))) for text in total[3 : 3 + width]]
    assert found == [total.keur for total in package.totals.values()]
    assert any(row[0] == "ODA" for row in rows) == (country.oda is not None)
    assert any(row[4 + width].startswith("Bedragen in mln. euro") for row in rows)
    assert any(row[-1].startswith(f"{country.info.id} {country.info.version}") for row in rows)


def test_a_comparison_of_either_country_adds_up(country: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Start plus steps is the end in every column, and ODA stands there only with its data."""
    packages = [compose_package(country, ids, settings) for ids, settings in random_packages(country, 3, 11)]
    data = write_comparison([(f"p{place}", package) for place, package in enumerate(packages)])
    for _, book in opened(soffice.calculate(tmp_path, {"side": data})):
        assert errors(book) == []
        width = len(country.columns)
        rows = list(book["Brug"].iter_rows(values_only=True))
        checks = [row[3 : 3 + width] for row in rows if row[1] == "Verschil (moet 0 zijn)"]
        assert checks == [(0,) * width] * 2
        labels = {str(row[0]) for row in book["Vergelijking"].iter_rows(values_only=True)}
        assert any("ODA" in label for label in labels) == (country.oda is not None)


def test_no_two_heads_of_a_table_are_the_same() -> None:
    """Excel repairs a table with two equal heads, whatever their capitals; the second one is numbered."""
    assert unique_heads(["a", "b", "A", "a"]) == ["a", "b", "A (2)", "a (3)"]
