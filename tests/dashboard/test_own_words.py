"""
On the second toy country nothing says a word of the report, or a year that is not its own.

Pages under AppTest, charts, tables and every part of the nota.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.engine import Package, bridge, compare_packages, compose_package, evaluate_targets
from budget.search import Against, Goal, Question, explore_packages, pareto_front, random_packages
from dashboard import charts as drawn
from dashboard.pages import search
from dashboard.pages.printview import page_margins, sheet_html
from dashboard.paper import summarise, write_nota
from dashboard.words import in_language
from tests.dashboard.countries import LANGUAGES, everything, first_ready, run, said, text_of

OF_THE_REPORT = re.compile(
    r"jenv|bhos|bmh|\bcoa\b|\boda|hervestiging|resettlement|bijlage|\bannex|migrati", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\w.,#])(?:19|20)\d\d(?!\w|[.,]\d)")


def hold_own(text: str) -> None:
    """Hold a text free of words of the report and of years that are not the country's own."""
    text = re.sub(r"(?:Afgedrukt op|Printed on) [\w ,]+?20\d\d", "", text)
    found = sorted({match.group() for match in OF_THE_REPORT.finditer(text)})
    years = sorted({year for year in YEAR.findall(text) if not 2026 <= int(year) <= 2030})
    assert not found
    assert not years


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_speaks_of_the_report(polders: Catalogue, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and years of every page, choices and charts included, are the country's own."""
    monkeypatch.setattr(search, "SAMPLE", 1000)
    a, b = first_ready(polders), everything(polders)
    for page in ("charts", "compare", "printview", "search"):
        app = run(page, a, b, language=language, compared=(0, 1))
        hold_own(said(app))
    with in_language(language):  # in which the test reads the choices back
        next(button for button in app.button if button.label in {"Zoek", "Search"}).click().run()
        for kind in ("measures", "scatter"):
            app.session_state["trade-off"] = kind
            app.run()
            assert not app.exception, app.exception
            hold_own(said(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measures", [(), ("sluis-a", "dijk.1"), None])
def test_no_nota_speaks_of_the_report(polders: Catalogue, measures: tuple[str, ...] | None, language: str) -> None:
    """No part of the document holds a word of the report: text, footer, properties; nor does the print view."""
    package = compose_package(polders, list(polders.measures) if measures is None else list(measures))
    with ZipFile(BytesIO(write_nota(package, "Proef", "", language, "2026-05-06"))) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                hold_own(" ".join(etree.fromstring(parts.read(name)).itertext()))
    with in_language(language):
        summary = summarise(package, "Proef", "", "2026-05-06")
        hold_own(text_of(sheet_html(summary)) + page_margins(summary))


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.slow
def test_no_chart_or_table_speaks_of_the_report(polders: Catalogue, language: str) -> None:
    """Specifications and tables hold the country's own words and years."""
    a, b = (compose_package(polders, list(ids)) for ids in (["sluis-a"], polders.measures))
    with in_language(language):
        for chart in _charts(polders, a, b):
            hold_own(json.dumps(chart.to_dict(), ensure_ascii=False))
        for table in _tables(a, b):
            hold_own(text_of(table))


def _charts(catalogue: Catalogue, a: Package, b: Package) -> list[drawn.alt.LayerChart]:
    question = Question((Goal(target="sluizen-1"),))
    found = explore_packages(catalogue, random_packages(catalogue, 500), question.goals[0])
    return [
        drawn.package_by_variant(b),
        *(drawn.package_gauge([("a", a), ("b", b)], column) for column in catalogue.columns),
        *(drawn.target_gauge(result, catalogue) for result in evaluate_targets(b).values()),
        drawn.contribution_bars(b, "2029"),
        drawn.bridge_chart(bridge(a, b, "evenwicht"), catalogue, "a", "b"),
        drawn.front_chart(pareto_front(catalogue, question, against=Against.MEASURES), catalogue),
        drawn.scatter_chart(found.scatter(), found.envelope(), catalogue, "evenwicht"),
    ]


def _tables(a: Package, b: Package) -> list[Markup]:
    comparison, names = compare_packages([a, b]), ["a", "b"]
    return [
        drawn.variant_table(b),
        drawn.contribution_table(b, "2030"),
        drawn.position_table([("a", a), ("b", b)], "evenwicht"),
        drawn.totals_table(comparison, names),
        drawn.targets_table(comparison, names, list(a.catalogue.targets)),
        drawn.measures_table(comparison, names, "2026"),
        drawn.bridge_table(bridge(a, b, "evenwicht"), a, "a", "b"),
    ]
