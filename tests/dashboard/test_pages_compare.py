"""
The pages that compare and draw, and their charts.

1. Empty, both pages help instead of failing.
2. With packages they show the engine's own figures, in Dutch and in English.
3. A chart's table and texts say what the engine says; open cells are named.
4. PNG and SVG are made without a network, with Dutch numbers.
5. A comparison has a link that opens it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

import altair as alt
import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import attribute_oda, bridge, compose_package, evaluate_targets
from budget.share import Draft
from dashboard import address
from dashboard.address import COMPARED, SHOWN_TARGETS
from dashboard.charts import bridge_table, charts, package_gauge, target_gauge
from dashboard.charts.chart_look import DARK, export_png, export_svg, notes_of, page_spec, spec_of
from dashboard.charts.chart_stack import Piece, spread, stack_pieces
from dashboard.charts.charts_gauge import gauge_percent
from dashboard.session import Slot, Workspace
from dashboard.words import in_language
from tests.conftest import COLUMNS, STRUCTURAL
from tests.dashboard.tools import html_of, page_of, run_at


def run_page(name: str, drafts: list[Draft], compared: tuple[int, ...] = (), language: str = "nl") -> AppTest:
    """Run a page with these open packages."""
    app = page_of(name, *drafts, compared=compared, language=language).run()
    assert not app.exception, app.exception
    return app


@pytest.fixture
def report(catalogue: Catalogue) -> Draft:
    """The report's own package for JenV −20%."""
    return Draft("Rapport", "", catalogue.packages["jenv-20"].measures)


@pytest.fixture
def fourth(catalogue: Catalogue) -> Draft:
    """Variant 4 as a whole, with open cells, decided a year later."""
    return Draft("Vierde", "", catalogue.packages["variant-4"].measures, Settings(delay=1))


@pytest.fixture
def dutch() -> Iterator[None]:
    """Speak Dutch without a session."""
    with in_language("nl"):
        yield


@pytest.mark.parametrize("name", ["charts", "compare"])
def test_an_empty_page_helps(name: str) -> None:
    """Without measures the page says what to do and draws no chart (1)."""
    app = run_page(name, [Draft()])
    assert len(app.info) == 1
    assert not app.get("vega_lite_chart")


def test_one_package_is_not_compared(report: Draft) -> None:
    """The active package is chosen already; the page asks for another (1)."""
    app = run_page("compare", [report])
    assert app.multiselect[0].value == ["open:0"]
    assert len(app.info) == 1


def test_the_charts_page_draws_the_open_tab(report: Draft) -> None:
    """Only the open tab's chart is drawn, with its downloads (2)."""
    app = run_page("charts", [report])
    assert len(app.get("vega_lite_chart")) == 1
    assert "−237,5" in html_of(app)


@pytest.mark.slow
@pytest.mark.figures
@pytest.mark.parametrize(("language", "total", "verdict"), [("nl", "−236,40", "niet gehaald"), ("en", "−236.40", "")])
def test_the_comparison_shows_totals_and_verdicts(
    report: Draft, fourth: Draft, language: str, total: str, verdict: str
) -> None:
    """Totals stand side by side, targets have a verdict in words, and bridge and gauge are drawn (2)."""
    app = run_page("compare", [report, fourth], (0, 1), language)
    text = html_of(app)
    assert total in text
    assert verdict in text
    assert "−148" in text
    assert len(app.get("vega_lite_chart")) == 2


@pytest.mark.slow
def test_ready_made_packages_compare_with_open_ones(report: Draft) -> None:
    """Choosing a ready-made package beside the open one compares them; only the open one is kept in the state (2)."""
    app = run_page("compare", [report])
    app.multiselect[0].set_value(["open:0", "ready:variant-6"]).run()
    assert not app.exception
    assert "Variant 6 geheel" in html_of(app)
    assert app.session_state["workspace"].compared == (0,)


@pytest.mark.slow
def test_the_last_column_has_one_name_on_the_page(report: Draft, fourth: Draft) -> None:
    """In full in every table, caption and question, where the list and the head have it in short."""
    app = run_page("compare", [report, fourth], (0, 1))
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", html_of(app))
    assert "structureel" in heads
    assert "struc." not in html_of(app)


def test_a_column_that_the_list_does_not_have_is_the_last(report: Draft, fourth: Draft) -> None:
    """As a link of another list may have it."""
    app = page_of("compare", report, fourth, compared=(0, 1))
    app.session_state[address.COLUMN] = "1999"
    app.run()
    assert not app.exception, app.exception
    assert app.session_state[address.COLUMN] == STRUCTURAL


def test_a_closed_package_leaves_the_choice(report: Draft, fourth: Draft) -> None:
    """When an open package is closed, the choice follows the state (2)."""
    app = run_page("compare", [report, fourth], (0, 1))
    space = app.session_state["workspace"]
    del space.slots[1]
    space.compared = (0,)
    app.run()
    assert not app.exception
    assert app.multiselect[0].value == ["open:0"]


@pytest.mark.slow
def test_packages_of_one_name_get_a_number(report: Draft) -> None:
    """Two packages with the same name are told apart (2)."""
    text = html_of(run_page("compare", [report, report], (0, 1)))
    assert "Rapport (1)" in text
    assert "Rapport (2)" in text


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.usefixtures("dutch")
def test_every_chart_describes_itself_and_exports(catalogue: Catalogue, report: Draft, fourth: Draft) -> None:
    """Each chart has a description for screen readers, fits both themes and becomes PNG and SVG (3, 4)."""
    a, b = (compose_package(catalogue, draft.measures, draft.settings) for draft in (report, fourth))
    drawn: list[alt.LayerChart] = [
        charts.package_by_variant(b),
        package_gauge([("a", a), ("b", b)], "2024"),
        target_gauge(evaluate_targets(b)["jenv-20"], catalogue),
        charts.contribution_bars(b, "2023"),
        charts.bridge_chart(bridge(a, b, STRUCTURAL), catalogue, "a", "b"),
        charts.oda_history(catalogue),
        charts.oda_flow(attribute_oda(a), a),
    ]
    for chart in drawn:
        spec = page_spec(spec_of(chart), DARK)
        assert len(spec["description"]) > 20
        assert spec["config"]["background"] == "transparent"
        assert export_svg(spec_of(chart), "Titel", "nl").startswith(b"<svg")
    assert export_png(spec_of(drawn[0]), "Titel", "nl").startswith(b"\x89PNG")


@pytest.mark.slow
@pytest.mark.usefixtures("dutch")
@pytest.mark.long
def test_exports_have_dutch_numbers(catalogue: Catalogue) -> None:
    """The peak of 1,186 million is written 1.186, on the axis and in the label, and 1,186 in English (4)."""
    chart = charts.oda_history(catalogue)
    assert ">1.000<" in export_svg(spec_of(chart), "ODA", "nl").decode()
    assert "gerealiseerd 1.186<" in export_svg(spec_of(chart), "ODA", "nl").decode()
    assert ">1,000<" in export_svg(spec_of(chart), "ODA", "en").decode()


@pytest.mark.usefixtures("dutch")
def test_open_cells_are_named(catalogue: Catalogue, fourth: Draft) -> None:
    """The note names the measures without an amount (3)."""
    package = compose_package(catalogue, fourth.measures, fourth.settings)
    ids = dict.fromkeys(cell.measure for cell in package.open_cells)
    notes = " ".join(notes_of(spec_of(charts.package_by_variant(package))))
    assert ", ".join(ids) in notes


@pytest.mark.figures
@pytest.mark.usefixtures("dutch")
def test_a_share_that_misses_the_target_never_reads_as_twenty(catalogue: Catalogue, report: Draft) -> None:
    """−236.9 is −19.96% of the base: with one decimal it would read −20.0% though the target is not met (3)."""
    cells = evaluate_targets(compose_package(catalogue, report.measures))["jenv-20"].cells
    assert [gauge_percent(cells[c]) for c in COLUMNS[3:]] == ["−20,0%", "−19,96%", "−19,9%"]


@pytest.mark.figures
@pytest.mark.usefixtures("dutch")
def test_the_bridge_table_has_every_step(catalogue: Catalogue, report: Draft, fourth: Draft) -> None:
    """The table has a row for each step, start and end, and open cells are written as PM (3)."""
    a, b = (compose_package(catalogue, draft.measures, draft.settings) for draft in (report, fourth))
    found = bridge(a, b, STRUCTURAL)
    text = bridge_table(found, a, "Rapport", "Vierde")
    assert text.count('<th scope="row">') == len(found.steps) + 2
    assert "+ PM" in text
    assert "−236,4" in text
    assert re.search(r"erbij: 4\.2a .*?\+205", text)


def test_pieces_stack_from_zero() -> None:
    """Savings go down and costs up, each from where the last one ended."""
    pieces = [Piece("2021", name, keur, "") for name, keur in (("a", -5), ("b", 7), ("c", -2), ("d", 1))]
    assert [(p.low, p.high) for p in stack_pieces(pieces)] == [(-5, 0), (0, 7), (-7, -5), (7, 8)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [([], []), ([5.0, 5.0], [5.0, 6.0]), ([9.9, 10.0], [9.0, 10.0]), ([0.0, 4.0], [0.0, 4.0])],
)
def test_names_move_apart(wanted: list[float], found: list[float]) -> None:
    """Names beside a column lie at least a line apart and within the chart."""
    assert spread(wanted, 1.0, 0.0, 10.0) == found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_link_opens_the_comparison_elsewhere(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open packages, one as it was saved, a ready-made one, in their order; targets, column and language."""
    monkeypatch.setattr(address, "keep_work", lambda *_: None)  # a changed package would be another test's unsaved work
    slots = [Slot(Draft("Een", "", ("4.7",)), saved=Draft("Een", "", ("4.8",))), Slot(Draft("Twee", "", ("4.6",)))]
    app = page_of("compare", language=language)
    app.session_state["workspace"] = Workspace(slots, 0, (0, 1))
    wanted = ["open:0", "open:1", "saved:0", "ready:jenv-20"]
    app.session_state[COMPARED] = wanted
    app.session_state[SHOWN_TARGETS] = ["bhos-20"]
    app.session_state["compare_link"] = True
    app.session_state[address.COLUMN] = "2023"
    app.run()
    assert not app.exception, app.exception
    (link,) = (one.value for one in app.code)
    told = {name: values[0] for name, values in parse_qs(link.partition("?")[2]).items()}
    opened = run_at(**told)
    assert opened.session_state[COMPARED] == wanted
    assert opened.session_state[SHOWN_TARGETS] == ["bhos-20"]
    assert (opened.session_state[address.COLUMN], opened.session_state["language"]) == ("2023", language)
    assert [slot.draft.name for slot in opened.session_state["workspace"].slots] == ["Een", "Twee"]
