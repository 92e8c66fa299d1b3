"""
What a person typed, or another list of measures holds, is shown and never read as HTML or Markdown.

1. In HTML it is escaped once: not less, not twice. HTML is a type, and only `show` draws it.
2. In Markdown (labels, notes, headings, titles) no part of it becomes an image, a link or a tag. Markdown is a type
   too, and only `ui` draws texts: what is no Markdown by type is escaped there.
3. So it is on every page, with hostile names, descriptions and texts of the catalogue; in a browser too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, Change, Source, Text
from budget.core import Own, OwnEstimate, OwnMeasure, Settings
from budget.engine import Verdict
from budget.search import Goal, Limits, Position, Question, bring_together, find_packages_with_steps
from budget.share import Draft, OpenedLink, SharedState, make_link
from dashboard.package.measure_list import WRITTEN
from dashboard.pages.printview import page_margins
from dashboard.paper import Summary
from dashboard.session import Slot, Workspace
from dashboard.words import css_text, definition, html, plain, show, table, ui, wide
from tests.conftest import ROOT
from tests.dashboard.tools import drawn, page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = "<img src=x>\"'&![b](http://evil.example/x)[klik](http://evil.example) www.evil.example a@evil.example"
ESCAPED = "&lt;img src=x&gt;&#34;&#39;&amp;![b]"
MARKDOWN = {"body", "label", "help", "title", "content", "options", "captions"}
PLAIN = {"Html", "Selectbox", "MultiSelect", "Code", "ArrowVegaLiteChart", "Arrow", "BidiComponent", "Text"}
"""Elements that show a text as it is, but for their label and help."""
PAGES = (
    "package",
    "targets",
    "oda",
    "charts",
    "compare",
    "together",
    "search",
    "measures",
    "resettlement",
    "meeting",
    "printview",
    "sources",
)
NO_HTML = {"meeting"}
"""Pages on which no text of a person or a catalogue stands so; in Markdown each page names the catalogue."""


def html_of(texts: list[tuple[str, str, str]]) -> str:
    return "\n".join(text for kind, field, text in texts if kind == "Html" and field == "body")


def markdown_of(texts: list[tuple[str, str, str]]) -> list[str]:
    return [
        text
        for kind, field, text in texts
        if field in MARKDOWN and (kind not in PLAIN or field in {"label", "help"}) and not text.startswith("<style")
    ]


def hold_html(text: str) -> None:
    """Hold HTML to escaping once: no tag or attribute of a text, and no escape of an escape."""
    assert ESCAPED in text
    assert "<img" not in text
    assert "&amp;lt;" not in text
    assert "&amp;#" not in text
    assert "&amp;amp;" not in text


def hold_markdown(text: str) -> None:
    """Hold Markdown to escaping once: no mark or address of a text works, and no backslash shows."""
    bare = re.sub(r"\\\W", "", text)
    assert "](" not in bare, text
    assert "<img" not in bare, text
    shown = re.sub(r"\\(\W)", r"\1", text)
    assert "\\" not in shown, text
    assert not re.search(r"://|www\.|@evil", shown), text


@pytest.fixture
def hostile_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make each text and source of the catalogue hostile, as another list of measures may be."""
    text, source = Text.get, Source.__str__
    monkeypatch.setattr(Text, "get", lambda self, language: f"{text(self, language)} {HOSTILE}")
    monkeypatch.setattr(Source, "__str__", lambda self: f"{source(self)} {HOSTILE}")
    yield
    WRITTEN.clear()


@pytest.fixture
def draft(catalogue: Catalogue) -> Draft:
    """A package with conflicts, open cells and a turned dial, with a hostile name and description."""
    measures = ("2C.1.2", "2C.3.1", "3.1.4", "4.2b", "4.4", "4.7", "4.9-1A", "4.9-2")
    dials = catalogue.measures["3.1.4"].dials
    assert dials is not None
    settings = Settings().turned("3.1.4", "people", Decimal(dials.values[0].maximum))
    cells = (-1_000,) * len(catalogue.columns)
    added = OwnMeasure("eigen-1", HOSTILE, HOSTILE[:60], cells, HOSTILE, source=HOSTILE)
    own = Own((added,), (OwnEstimate("4.4", (("2021", 1_000),), HOSTILE, source=HOSTILE),))
    settings = replace(settings, own=own)
    return Draft(f"Naam {HOSTILE}", f"Tekst {HOSTILE}", (*measures, "eigen-1"), settings)


# Invariant 1


def test_only_markup_is_drawn() -> None:
    """A text that is not HTML by type is refused, so that a forgotten escape fails at once."""
    with pytest.raises(TypeError, match="expected Markup, found str"):
        show("<p>x</p>")  # type: ignore[arg-type]  # what is tested


@pytest.mark.slow
def test_every_pattern_of_html_is_a_constant() -> None:
    """Outside words/html.py no module calls st.html or makes HTML of a text that it puts together."""
    wrong = []
    for path in (ROOT / "dashboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or path.name == "html.py":
                continue
            name = ast.unparse(node.func)
            constant = all(isinstance(argument, ast.Constant) for argument in node.args)
            if name == "st.html" or (name in {"Markup", "markupsafe.Markup"} and not constant):
                wrong.append(f"{path.name}:{node.lineno}: {ast.unparse(node)[:60]}")
            if any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords):
                wrong.append(f"{path.name}:{node.lineno}: unsafe_allow_html")
    assert not wrong, wrong


def test_the_builders_escape_once() -> None:
    """Caption, head, cells, term, explanation and label are escaped; what is HTML already stays so."""
    for built in (
        table(HOSTILE, ["", "x"], []),
        table("x", [HOSTILE, HOSTILE], []),
        table("x", ["", "x"], [[HOSTILE, HOSTILE]]),
        table("x", ["", "x"], [["", Markup("<b>{}</b>").format(HOSTILE)]]),
        table("x", ["", "x"], [], css=HOSTILE),
        definition(HOSTILE, HOSTILE),
        wide(table("x", [""], [[HOSTILE]]), HOSTILE),
        html.badge(HOSTILE),
        html.asking(HOSTILE, HOSTILE),
        html.asking("", HOSTILE),
    ):
        hold_html(built)
    assert "<b>&lt;img" in table("x", ["", "x"], [["", Markup("<b>{}</b>").format(HOSTILE)]])


def test_fill_is_format() -> None:
    """It escapes and joins as `format` of a pattern does; a text is no pattern, and each place has one value."""
    pattern = Markup('<a title="{}">{}{}</a>')
    values = (HOSTILE, Markup("<b>x</b>"), Decimal("1.5"))
    assert html.fill(pattern, *values) == pattern.format(*values)
    assert html.fill(Markup("<br>")) == "<br>"
    for wrong in (values[:2], (*values, "more")):
        with pytest.raises(ValueError, match="zip"):
            html.fill(pattern, *wrong)
    with pytest.raises(TypeError, match="expected Markup, found str"):
        html.fill(str(pattern), *values)  # type: ignore[arg-type]


def test_a_text_in_css_ends_neither_its_string_nor_its_element() -> None:
    """What stands in the margin of a printed page is one string of CSS, whatever it holds."""
    text = 'a"; } </style><script>\\\n'
    assert re.fullmatch(r'"[\w \\]*"', css_text(text))
    margins = page_margins(Summary("n", "", (), (), (), (text,)))
    assert margins.count("</style>") == 1
    assert "<script" not in margins


# Invariant 2


def test_markdown_keeps_a_text_as_it_is() -> None:
    """The helper escapes each mark once and takes addresses apart."""
    hold_markdown(plain(HOSTILE))
    assert plain("# a\n\n# b") == r"\# a # b"
    assert [plain(text) for text in ("1. a", "12) a", "- a", "&lt; & a")] == [
        r"1\. a",
        r"12\) a",
        r"\- a",
        r"\&lt; & a",
    ]


def test_an_ordinary_text_needs_no_escape() -> None:
    """A label is also read out by screen readers, without Markdown: it holds no backslash that is not needed."""
    for text in ("Nareizigers per jaar (mensen)", "JenV −20%, +5 – 1.2", "4.7 Opvang & zorg; stap 2", "2021-2025!"):
        assert plain(text) == text


# What Streamlit offers that shows no text, or shows it as it is.
TEXTLESS = {
    *("cache_data", "cache_resource", "code", "columns", "components", "container", "context"),
    *("fragment", "rerun"),
    *(
        "dataframe",
        "empty",
        "form",
        "navigation",
        "login",
        "logout",
        "query_params",
        "secrets",
        "user",
        "session_state",
        "set_page_config",
        "sidebar",
        "stop",
        "switch_page",
        "text",
        "vega_lite_chart",
    ),
}


def drawn_past_ui(tree: ast.AST) -> list[str]:
    """What a module draws past `ui` and the escaping builders of `html`: Streamlit's own elements, unsafe Markdown."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st" and node.attr not in TEXTLESS:
            found.append(ast.unparse(node))
        if isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            found.append(ast.unparse(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = ast.unparse(node.func.value), node.func.attr
            if owner not in ESCAPING and name in {*DRAWN, "write", "badge", "link_button", "page_link"}:
                found.append(ast.unparse(node.func))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markdown":
            found += [ast.unparse(node) for argument in node.args if not isinstance(argument, ast.Constant)]
    return found


# Who escapes what is drawn through it; `st` is held to `TEXTLESS` above.
ESCAPING = {"ui", "st", "form", "html"}
DRAWN = {name for name, value in vars(ui).items() if callable(value) and hasattr(st, name)}


@pytest.mark.slow
def test_every_text_of_a_page_goes_through_ui() -> None:
    """No page calls an element of Streamlit that reads Markdown, nor calls a text that it puts together Markdown."""
    wrong = {}
    for path in (ROOT / "app.py", *(ROOT / "dashboard").rglob("*.py")):
        if path.parent.name != "words" and (found := drawn_past_ui(ast.parse(path.read_text(encoding="utf-8")))):
            wrong[path.name] = found
    assert not wrong, wrong


@pytest.mark.parametrize(
    "line",
    [
        "st.caption(name)",
        "st.sidebar.info(name)",
        "left.radio(name)",
        "from streamlit import markdown",
        "Markdown(f'**{name}**')",
        "ui.caption(Markdown(name))",
    ],
)
def test_a_page_that_draws_past_ui_is_seen(line: str) -> None:
    """The check above sees each way around `ui`."""
    assert drawn_past_ui(ast.parse(line))


def test_ui_escapes_by_type() -> None:
    """Label, text, help, options and tabs are escaped where they are drawn, once; Markdown stays Markdown."""

    def draw() -> None:
        from dashboard.words import Markdown, ui
        from tests.dashboard.test_escaping import HOSTILE

        ui.caption(HOSTILE, help=HOSTILE)
        ui.markdown(Markdown("**{}**").format(HOSTILE))
        ui.warning(Markdown(" · ").join([HOSTILE, Markdown("*a*")]))
        ui.button(label=HOSTILE)
        ui.radio(HOSTILE, [HOSTILE, "b"])
        ui.pills("a", [1, 2], format_func=lambda number: f"{HOSTILE} {number}")
        with ui.tabs([HOSTILE])[0]:
            ui.info("1 &lt; 2 -> 3")

    app = AppTest.from_function(draw).run()
    assert not app.exception, app.exception
    texts = markdown_of(drawn(app))
    hostile = [text for text in texts if "klik" in text]
    assert len(hostile) == 10
    for text in hostile:
        hold_markdown(text)
    assert "**" in app.markdown[0].value
    assert app.warning[0].value.endswith("*a*")
    assert app.info[0].value == "1 \\&lt; 2 -\u2060> 3"


# Invariant 3


def hold_page(app: AppTest) -> tuple[bool, bool]:
    """Run a page and hold everything that it draws; say whether hostile texts stand in its HTML and its Markdown."""
    app.run()
    assert not app.exception, app.exception
    texts = drawn(app)
    html, markdown = html_of(texts), [text for text in markdown_of(texts) if "klik" in text]
    if "klik" in html:
        hold_html(html)
    for text in markdown:
        hold_markdown(text)
    return "klik" in html, bool(markdown)


@pytest.mark.usefixtures("hostile_catalogue")
@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_text_is_only_shown(page: str, draft: Draft) -> None:
    """With hostile names, descriptions and catalogue, each page shows them as they are."""
    app = page_of(page, draft, Draft(HOSTILE, "", ("4.7",)), compared=(0, 1))
    app.session_state["settings_panel"] = app.session_state["package_panel"] = True
    app.session_state["own_figures_panel"] = True
    app.session_state["asked_fiche"] = "3.1.4"
    app.session_state["fair-country"] = HOSTILE
    if page == "search":
        app.session_state["answer"] = answer_for(draft)
    if page == "together":
        app.session_state["together"] = together_of(draft)
    assert hold_page(app) == (page not in NO_HTML, True)


def together_of(draft: Draft) -> object:
    """Bring positions with hostile names into one whose red lines stand in each other's way."""
    from dashboard import state

    positions = (Position(HOSTILE, ("4.7",), never=("4.8",)), Position(f"{HOSTILE} 2", always=("4.8",)))
    return bring_together(state.catalogue(), positions, Question(settings=draft.settings))


def answer_for(draft: Draft) -> object:
    """Find packages for a question that has overlaps in its answer."""
    from dashboard import state

    question = Question((Goal(target="jenv-20"),), required=("4.7",), settings=draft.settings)
    return find_packages_with_steps(state.catalogue(), question, [], top=1, time_limit=20)


@pytest.mark.usefixtures("hostile_catalogue")
def test_a_hostile_restriction_is_only_shown(draft: Draft) -> None:
    """The proof that there is no package names goals and restrictions as they are."""
    from dashboard import state

    question = Question((Goal(target="jenv-20"),), limits=Limits(max_measures=1), settings=draft.settings)
    app = page_of("search", draft)
    app.session_state["answer"] = find_packages_with_steps(state.catalogue(), question, [], top=1, time_limit=20)
    assert hold_page(app)[0]


@pytest.mark.usefixtures("hostile_catalogue")
def test_a_running_meeting_shows_hostile_texts(draft: Draft) -> None:
    """The board of a meeting escapes name and titles."""
    app = page_of("meeting", draft)
    app.query_params["v"] = "jenv-20:4.7"
    assert hold_page(app)[0]


def test_a_hostile_link_is_only_shown(draft: Draft) -> None:
    """The version that a link names is shown as it is."""
    app = page_of("package")
    link = OpenedLink(SharedState((draft,)), HOSTILE, (Change("4.7", "2024", None, -1000),))
    app.session_state["workspace"] = Workspace([Slot(draft)], opened=link)
    assert hold_page(app) == (True, True)


@pytest.mark.long
def test_a_browser_makes_nothing_of_a_hostile_name(
    page: Page, app_url: str, catalogue: Catalogue, draft: Draft
) -> None:
    """On the page that names packages most, Chromium shows the name and makes no image or link of it."""
    link = make_link(catalogue, SharedState((draft, Draft(HOSTILE, "", ("4.7",))), 0, (0, 1)))
    page.goto(f"{app_url}/vergelijken?p={link}")
    page.get_by_text("Brug van Naam <img src=x>").first.wait_for()
    page.get_by_text("Bevat maatregelen die elkaar uitsluiten").wait_for()
    page.get_by_text("Gedeelde en verschillende maatregelen").first.wait_for()
    made = page.locator("[src*=evil], [href*=evil]:not([href^='#']), [href^='mailto:'], img[src=x]")
    assert [element.evaluate("e => e.outerHTML") for element in made.all()] == []


def test_pieces_are_put_together_as_html_alone() -> None:
    """A text among them is refused, as nobody escaped it; what is put together is HTML that nothing escapes again."""
    put = html.joined([Markup("<b>a</b>"), html.fill(Markup("<i>{}</i>"), "<x>")])
    assert (type(put), put) == (Markup, "<b>a</b><i>&lt;x&gt;</i>")
    with pytest.raises(TypeError, match="str"):
        html.joined([Markup("<b>a</b>"), "<x>"])  # type: ignore[list-item]


@pytest.mark.parametrize("value", ["<x>", 'a"b', "a'b", "a&b", 7, Markup("<b>a</b>"), Verdict.MET])
def test_filled_in_is_escaped_as_markupsafe_does(value: object) -> None:
    """A text is escaped also when it was filled in before; one of a type of its own, a number and HTML as they are."""
    for _ in range(2):
        assert html.fill(Markup("<p>{}</p>"), value) == Markup("<p>{}</p>").format(value)
