"""
What a screen reader and a user of the system's own colours get, in the browser.

1. The tree of the list, the verdicts and a chart: names, states and headings, in the order of the page.
2. A status is said once for each change (toggle, step back and forward, another package), and not as a page opens.
3. In forced colours what is checked, focused, judged or filled looks other; a button that goes leaves the focus near.
4. Who asks for less motion gets none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIST = """
- table:
  - rowgroup:
    - row:
      - columnheader "Maatregel":
        - button "Maatregel"
      - columnheader "Begroting"
      - columnheader "2021"
      - columnheader "struc."
  - rowgroup:
    - row /4 · .+ \\d+ gekozen/:
      - rowheader
    - row:
      - cell:
        - checkbox "4.12a Doelmatigheidskorting IND" [checked]
      - rowheader /4.12a .+ △ overlapt met 4.6, 5.3/
      - cell "JenV 37"
      - cell /−[\\d,]+/
      - cell "Fiche 4.12a":
        - button "Fiche 4.12a"
"""
VERDICTS = """
- heading "Rapport" [level=1]
- button "Stap terug" [disabled]
- button "Stap vooruit" [disabled]
- table:
  - caption: /mln. euro; \\+ verslechtert het saldo/
  - rowgroup:
    - row:
      - columnheader "Totaal"
      - columnheader "2021"
      - columnheader "2021–2025"
  - rowgroup:
    - row /Saldo-effect .+/:
      - rowheader "Saldo-effect"
      - cell:
        - button /−[\\d,]+/
    - row /zonder dubbeltelling .+/
    - row:
      - rowheader /JenV −20% doel .+ te gaan/:
        - button /struc.. nog .+ te gaan/
      - cell /−[\\d,]+ niet gehaald/
      - cell /−[\\d,]+ niet te bepalen. overlap/
      - cell /−[\\d,]+ niet gehaald/
"""
CHART = """
- heading "JenV −20%" [level=2]
- img /Het pakket tegenover JenV −20%, per jaar. 2021. .+ niet gehaald/
- button "Download PNG"
- button "Download SVG"
- group:
  - paragraph: Tabel bij deze grafiek
"""
SPOKEN = """() => {
  window.spoken = [];
  const status = document.getElementById("told-total");
  new MutationObserver(() => window.spoken.push(status.textContent.trim())).observe(status, { childList: true });
}"""
"""Keeps what the status says: each time that its text is put anew is heard."""
MOVES = """() => {
  const roots = [document], found = [];
  for (const root of roots) for (const node of root.querySelectorAll("*")) {
    if (node.shadowRoot) roots.push(node.shadowRoot);
    const look = getComputedStyle(node);
    const times = `${look.transitionDuration},${look.animationDuration}`.split(",");
    const longest = Math.max(...times.map(parseFloat));
    if (longest > 0.01) found.push(`${node.tagName}.${node.className} ${longest}`);
  }
  return found;
}"""
LOOK = """node => { const look = getComputedStyle(node);
  const parts = ["backgroundColor", "backgroundImage", "borderLeftWidth", "textDecorationLine", "color"];
  return parts.map(part => look[part]).join(" "); }"""


def opened(page: Page, url: str, catalogue: Catalogue, path: str = "", *drafts: Draft) -> Page:
    report = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    page.goto(f"{url}/{path}?p={make_link(catalogue, SharedState((report, *drafts)))}")
    wait_until_settled(page)
    return page


# 1


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.figures
def test_the_tree_of_list_and_verdicts(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Each measure is a row with a checkbox of its name and state; each verdict is said in words in its cell."""
    opened(page, app_url, catalogue)
    page.get_by_role("searchbox").fill("4.12")
    expect(page.locator(".st-key-headline")).to_match_aria_snapshot(VERDICTS)
    expect(page.get_by_role("table").last).to_match_aria_snapshot(LIST)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.figures
def test_the_tree_of_a_chart(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """One picture with a description that holds its figures; what it is drawn with is not read out."""
    opened(page, app_url, catalogue, "doelen")
    chart = page.locator(".st-key-chart-gauge-jenv-20")
    expect(chart).to_match_aria_snapshot(CHART)
    assert "axis" not in chart.aria_snapshot()


# 2


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.figures
def test_a_status_is_said_once(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Also where a measure moves no total; another package with its name; not as the page opens."""
    opened(page, app_url, catalogue, "", Draft("Tweede", "", ("4.7",)))
    page.evaluate(SPOKEN)
    said: list[str] = []

    def hears(text: str) -> None:
        said.append(text)
        wait_until_settled(page)
        page.wait_for_function("n => window.spoken.length >= n", arg=len(said))
        wait_until_settled(page)

        assert page.evaluate("() => window.spoken") == said

    page.locator('input[data-id="4.7"]').click()
    hears("Structureel −231,40 mln. euro.")
    page.keyboard.press("Control+z")
    hears("Ongedaan gemaakt. Structureel −236,40 mln. euro.")
    page.keyboard.press("Control+y")
    hears("Structureel −231,40 mln. euro.")
    page.locator('input[data-id="2C.2"]').click()
    hears("Structureel −231,40 mln. euro.")
    page.get_by_role("combobox", name="Open pakketten").click()
    page.get_by_role("option", name="Tweede").click()
    hears("Tweede. Structureel −5,00 mln. euro.")
    page.get_by_role("radio", name="English").click()
    wait_until_settled(page)
    assert page.evaluate("() => window.spoken") == [*said, ""]  # what was said in Dutch goes, of which nothing is said


# 3


@pytest.mark.browser
@pytest.mark.long
def test_forced_colours_tell_apart_what_colours_told(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Checked rows, the focus, verdicts, the bar of what remains, a chart."""
    page.emulate_media(forced_colors="active")
    opened(page, app_url, catalogue)
    chosen, other = (page.locator(f"tr[data-row='{id_}'] th.row") for id_ in ("4.7", "4.2a"))
    assert chosen.evaluate(LOOK) != other.evaluate(LOOK)
    assert page.locator("input[data-id='4.7']").is_checked()
    page.locator("input[data-id='4.7']").focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("""() => { let node = document.activeElement;
        while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        const look = getComputedStyle(node); return [look.outlineStyle, parseFloat(look.outlineWidth)]; }""")
    assert outline[0] != "none"
    assert outline[1] >= 2
    words = {sign.strip()[:1] for sign in page.locator("tr.goal .verdict").all_inner_texts()}
    assert {"✕", "?"} <= words
    way = page.locator("tr.goal .way").first
    filled, bare = way.locator("i").last.evaluate(LOOK), way.evaluate(LOOK)
    assert filled.split(")")[0] != bare.split(")")[0]
    opened(page, app_url, catalogue, "doelen")
    chart = page.get_by_test_id("stVegaLiteChart").first
    assert chart.evaluate("node => getComputedStyle(node).forcedColorAdjust") == "none"
    opened(page, app_url, catalogue, "vergadering")
    page.get_by_role("button", name="Start vergadering").click()
    wait_until_settled(page)
    value, track = page.locator(".gauge .track > .value"), page.locator(".gauge .track")
    background = "node => getComputedStyle(node).backgroundColor"
    assert value.evaluate(background) != track.evaluate(background)


@pytest.mark.browser
@pytest.mark.long
def test_who_keeps_a_side_of_a_conflict_stays_at_its_row(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The button goes with the conflict; the focus is then on the checkbox of what is kept."""
    page.goto(f"{app_url}?p={make_link(catalogue, SharedState((Draft('', '', ('4.9-1A', '4.9-2')),)))}")
    wait_until_settled(page)
    page.get_by_role("button", name="houd deze: 4.9-2").click()
    wait_until_settled(page)
    expect(page.locator('input[data-id="4.9-1A"]')).not_to_be_checked()
    expect(page.locator('input[data-id="4.9-2"]')).to_be_focused()


# 4


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("path", ["", "doelen", "vergadering"])
def test_less_motion_is_none(page: Page, app_url: str, catalogue: Catalogue, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    opened(page, app_url, catalogue, path)
    assert page.evaluate(MOVES) == []
