"""
How pages look: what is chosen is read in full, and another theme leaves no colour of the old one.

1. The names in a choice, and the words of buttons, are not cut on a phone, a tablet or a usual screen.
2. A filter of the list is as wide as what is chosen, and says it in full on hover.
3. A list of 681 measures stands within the screen of a phone; a box is what a finger on it touches, at any width.
4. The list's own colours change with the theme, without a run of the server.
5. What the list of budgets leaves to be settled has words of the page's language.
6. A sum fits a narrow screen.
7. Caption and notes of a wide table stay within its frame.
8. A fiche and the published figures fit a phone; the head marks a page under its menu; a box without a tick is empty.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.share import Draft, SharedState, make_link
from dashboard.package.measure_list import rows_text
from dashboard.pages.meeting import MOST_TOGGLES
from dashboard.paper import payers_section
from dashboard.serving import open_catalogue
from dashboard.words import in_language, t
from tests.conftest import ROOT
from tests.dashboard.tools import page_of
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXTS = ROOT / "budget" / "core" / "locale" / "en" / "LC_MESSAGES" / "texts.po"
CUT = """() => [...document.querySelectorAll("span[data-tag] span, [data-testid=stButton] button p")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowX !== "visible")
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent)"""
ROOTS = """
  const roots = [document];
  for (const root of roots)
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);"""
OUTSIDE = f"""() => {{{ROOTS}
  const parts = "tr[data-row] td, tr[data-row] .title";
  const cells = roots.flatMap((root) => [...root.querySelectorAll(parts)]).slice(0, 200);
  return [cells.length, cells.filter((one) => one.getBoundingClientRect().right > innerWidth).length];
}}"""
PLACES = "all => all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right])"
MARK = f"""() => {{{ROOTS}
  const mark = roots.map((root) => root.querySelector(".mark.overlap:not([hidden])")).find(Boolean);
  return getComputedStyle(mark).color;
}}"""


def address(url: str, catalogue: Catalogue, path: str = "") -> str:
    draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    return f"{url}/{path}?p={make_link(catalogue, SharedState((draft,)))}"


# 1


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("path", ["vergadering", "lijsten", "zoeken"])
def test_what_is_chosen_is_read_in_full(page: Page, app_url: str, catalogue: Catalogue, path: str) -> None:
    page.goto(address(app_url, catalogue, path))
    wait_until_settled(page)
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_settled(page)
        assert page.evaluate(CUT) == [], width


# 2


@pytest.mark.long
@pytest.mark.browser
def test_a_filter_says_what_is_chosen(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Its first words too, which once were cut at this width."""
    page.goto(address(app_url, catalogue))
    chosen = page.get_by_label("Wijziging van regels", exact=True)
    expect(chosen).to_have_attribute("title", "Wijziging van regels: Elke wijziging van regels")
    narrow = chosen.evaluate("one => one.getBoundingClientRect().width")
    assert chosen.evaluate("one => one.scrollWidth <= one.clientWidth")
    chosen.select_option("EU law")
    expect(chosen).to_have_attribute("title", "Wijziging van regels: EU-recht")
    assert chosen.evaluate("one => one.getBoundingClientRect().width") < narrow


# 3


@pytest.mark.browser
@pytest.mark.long
def test_a_long_list_stands_within_a_phone(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app_url}/?lijst=ombuigingslijst-2021")
    page.locator("tr[data-row]").nth(100).wait_for(state="attached")
    wait_until_settled(page)
    count, outside = page.evaluate(OUTSIDE)
    assert count == 200
    assert outside == 0


COVERED = f"""() => {{{ROOTS}
  const boxes = roots.flatMap((root) => [...root.querySelectorAll("input[data-id]")]);
  const seen = (box) => {{
    box.scrollIntoView({{ block: "center" }});
    const {{ x, y, width, height }} = box.getBoundingClientRect();
    return box.getRootNode().elementFromPoint(x + width / 2, y + height / 2) === box;
  }};
  return [boxes.length, boxes.filter((box) => !seen(box)).map((box) => box.dataset.id)];
}}"""


@pytest.mark.long
@pytest.mark.browser
def test_no_box_lies_under_its_title(page: Page, app_url: str) -> None:
    page.goto(app_url)
    for width in (1280, 900, 853, 600, 390):
        page.set_viewport_size({"width": width, "height": 844})
        wait_until_settled(page)
        count, covered = page.evaluate(COVERED)
        assert count > 50
        assert covered == [], width


@pytest.mark.browser
@pytest.mark.long
def test_totals_with_an_open_part_stand_apart(page: Page, app_url: str) -> None:
    """Of a list with many columns, whose totals are longest."""
    listed = open_catalogue("ombuigingslijst-2021")
    draft = Draft("Alles open", "", tuple(listed.measures)[5:600:43])
    page.goto(f"{app_url}/?p={make_link(listed, SharedState((draft,)))}")
    page.locator("tr[data-row]").nth(100).wait_for(state="attached")
    for width in (390, 820, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_settled(page)
        places = page.locator("tr.total td.big button").evaluate_all(PLACES)
        assert len(places) == len(listed.columns)
        assert all(one[1] < other[0] for one, other in pairwise(places)), (width, places)


# 4


@pytest.mark.browser
@pytest.mark.long
def test_the_marks_of_the_list_follow_the_theme(page: Page, app_url: str, catalogue: Catalogue) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address(app_url, catalogue))
    page.locator("input[data-id]").first.wait_for()
    wait_until_settled(page)
    light = page.evaluate(MARK)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => document.documentElement.classList.contains('dark-theme')")
    assert light == "rgb(122, 75, 0)"
    assert page.evaluate(MARK) == "rgb(255, 210, 125)"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => !document.documentElement.classList.contains('dark-theme')")
    assert page.evaluate(MARK) == light


# 5


def test_what_is_yet_to_be_settled_has_words_in_both_languages(catalogue: Catalogue) -> None:
    package = compose_package(catalogue, ["2B.2.2"])
    for lang, word, other in (("nl", "n.t.b.", "t.b.d."), ("en", "t.b.d.", "n.t.b.")):
        with in_language(lang):
            text = rows_text(catalogue, package.settings, lang)
            table = payers_section(package).table
        assert f'"{word}' in text
        assert f'"{other}' not in text
        assert table is not None
        labels = [row.label for row in table.rows]
        assert word in labels
        assert other not in labels


def test_the_share_of_a_country_is_named_in_the_pages_language() -> None:
    """In Dutch with the field's own term behind it."""
    for lang, name in (("nl", "Eerlijk aandeel (fair share)"), ("en", "Fair share")):
        app = page_of("resettlement", language=lang).run()
        assert name in [tab.label for tab in app.tabs]


def test_a_fiche_is_called_details_in_english() -> None:
    with TEXTS.open("rb") as stream:
        english = [str(message.string) for message in read_po(stream, locale="en") if message.id]
    assert not [text for text in english if "fiche" in text.lower()]
    with in_language("en"):
        assert t("Fiche") == "Details"


def test_every_toggle_of_a_meeting_has_a_key_of_its_own() -> None:
    """None of them is a key that keeps a side of a conflict."""
    script = (ROOT / "dashboard" / "assets" / "meeting_toggles.js").read_text(encoding="utf-8")
    keys, choices = (script.split(f'const {name} = "')[1].split('"')[0] for name in ("KEYS", "CHOICES"))
    assert len(set(keys)) == len(keys) == MOST_TOGGLES
    assert not set(keys) & set(choices)


@pytest.mark.long
@pytest.mark.browser
def test_a_sum_fits_a_narrow_screen_whole(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """At 390 points of width nothing of it lies beyond its frame, and it is still a table with its heads."""
    page.set_viewport_size({"width": 390, "height": 844})
    ids = catalogue.packages["jenv-20"].measures
    page.goto(f"{app_url}/?p={make_link(catalogue, SharedState((Draft('A', '', ids),)))}")
    wait_until_settled(page)
    page.locator("tr.total td.big button").last.click()
    table = page.get_by_role("dialog").get_by_role("table")
    expect(table.get_by_role("rowheader").first).to_be_visible()
    assert table.locator("..").evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("row").count() == len(ids) + 2


# 7


AROUND = "caption, p.note"
WIDER = f"""() => [...document.querySelectorAll(".wide")].flatMap((frame) => [...frame.querySelectorAll("{AROUND}")]
  .filter((one) => one.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1)
  .map((one) => one.textContent))"""
NARROW = """() => [...document.querySelectorAll(".wide table.figures tbody th")]
  .filter((one) => one.getBoundingClientRect().width < 100).map((one) => one.textContent)"""


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("path", ["wie-betaalt", "stapeling", "vergelijken"])
def test_what_stands_around_a_wide_table_is_read_without_sliding(
    page: Page, app_url: str, catalogue: Catalogue, path: str
) -> None:
    """Its caption and notes end where its frame does, and the names of its rows have room."""
    drafts = tuple(Draft(id_, "", catalogue.packages[id_].measures) for id_ in ("jenv-20", "jenv-20-104"))
    page.goto(f"{app_url}/{path}?p={make_link(catalogue, SharedState(drafts, 0, (0, 1)))}")
    wait_until_settled(page)
    assert page.locator(".wide caption").count() > 0
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_settled(page)
        assert page.evaluate(WIDER) == [], width
        assert page.evaluate(NARROW) == [], width


# 8


FITS = "frame => frame.scrollWidth <= frame.clientWidth"


@pytest.mark.browser
@pytest.mark.long
def test_a_fiche_and_the_published_figures_fit_a_phone(page: Page, app_url: str) -> None:
    """Every column is in sight, and no row is higher than what is seen of it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(app_url)
    wait_until_settled(page)
    page.get_by_role("button", name="Fiche 4.7").click()
    table = page.get_by_role("dialog").get_by_role("table").first
    expect(table).to_be_visible()
    assert table.locator("..").evaluate(FITS)
    page.goto(f"{app_url}/bron")
    wait_until_settled(page)
    assert page.locator("table.sources").locator("..").evaluate(FITS)


@pytest.mark.browser
@pytest.mark.long
def test_a_page_under_the_menu_is_marked_in_the_head(page: Page, app_url: str) -> None:
    """As a page beside it is, and only then."""
    page.set_viewport_size({"width": 1366, "height": 768})
    colour = "button => getComputedStyle(button).backgroundColor"
    seen = []
    for path in ("keten", "zoeken"):
        page.goto(f"{app_url}/{path}")
        wait_until_settled(page)
        seen.append(page.locator(".rc-overflow-item-rest button").evaluate(colour))
    assert seen == ["rgba(146, 164, 200, 0.25)", "rgba(0, 0, 0, 0)"]


@pytest.mark.browser
@pytest.mark.long
def test_a_box_without_a_tick_is_empty_in_the_dark(page: Page, app_url: str) -> None:
    """The browser draws it filled with grey, as one that is disabled."""
    page.emulate_media(color_scheme="dark")
    page.goto(app_url)
    wait_until_settled(page)
    box = page.locator('input[data-id="1.1"]')
    assert box.evaluate("box => getComputedStyle(box).appearance") == "none"
    assert box.evaluate("box => getComputedStyle(box).backgroundColor") == "rgba(0, 0, 0, 0)"
    box.check()
    assert box.evaluate("box => getComputedStyle(box).appearance") == "auto"
