"""
The platform's own words, in the browser: none of them is left in English on a page in Dutch.

1. On every page, the one that is not there too, no name, hint or text of the platform's own is English.
2. At the switch they are English again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from dashboard.pages import PAGES
from dashboard.words import in_language, platform_words
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

ENGLISH = (
    "the|your|you|choose|select|remove|close|clear|upload|uploading|drag|browse|press|heading|sidebar|"
    "collapse|expand|fullscreen|skip|sort|more|found|running|loading|results|options|chart|visualization|column name"
)
"""Words that stand in the platform's texts and in no Dutch one of ours."""
SAID = """() => {
  const found = [], roots = [document];
  const names = ["aria-label", "title", "placeholder", "aria-roledescription"];
  for (const root of roots) for (const node of root.querySelectorAll("*")) {
    if (node.shadowRoot) roots.push(node.shadowRoot);
    if (node.closest("[aria-hidden=true], [translate=no], body [lang=en]")) continue;
    for (const name of names) if (node.getAttribute(name)) found.push(node.getAttribute(name));
    if (!node.checkVisibility() || node.closest("style, script")) continue;
    for (const child of node.childNodes)
      if (child.nodeType === 3 && child.nodeValue.trim()) found.push(child.nodeValue.trim());
  }
  return [...new Set(found)];
}"""
OURS = {"Word", "Open", "Stop"}
"""Words of the platform that are Dutch as well."""


def left_in_english(said: list[str]) -> list[str]:
    """Return what is one of the platform's own texts, or has an English word in a short name or text."""
    whole = {text for text in platform_words() if "…" not in text} - OURS
    patterns = [re.escape(text).replace("…", ".+") for text in platform_words() if "…" in text]
    own = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    word = re.compile(rf"\b(?:{ENGLISH})\b", re.IGNORECASE)
    return [text for text in said if text in whole or own.fullmatch(text) or (len(text) < 80 and word.search(text))]


def test_the_check_sees_what_is_english() -> None:
    """A text of the platform, one that it fills in, a word within a name; not what is Dutch."""
    assert len(left_in_english(["Choose an option", "5 more", "12MB per file", "Clear the list"])) == 4
    assert left_in_english(["Kies", "nog 5", "Open pakketten", "Zoek op nummer of woord"]) == []


def test_every_word_of_the_platform_has_a_dutch_one() -> None:
    """As many gaps on both sides, and in English none that is the Dutch one."""
    with in_language("nl"):
        dutch = platform_words()
    with in_language("en"):
        english = platform_words()
    for theirs, ours in dutch.items():
        assert theirs.count("…") == ours.replace("Bezig…", "").replace("ontvangen…", "").count("…") or theirs.endswith(
            "..."
        )
    assert {theirs for theirs, ours in dutch.items() if ours == english[theirs]} <= OURS


@pytest.mark.browser
@pytest.mark.long
def test_no_page_in_dutch_says_the_platforms_english(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """With two packages, so that each page draws all it has; and the page that is not there."""
    drafts = Draft("Rapport", "", catalogue.packages["jenv-20"].measures), Draft("Tweede", "", ("4.7",))
    code, left = make_link(catalogue, SharedState(drafts, compared=(0, 1))), {}
    for path in (*(entry.url_path for entry in PAGES), "nergens"):
        page.goto(f"{app_url}/{path}?p={code}")
        wait_until_settled(page)
        page.wait_for_timeout(600)  # longer than what looks for the platform's words waits
        with in_language("nl"):
            found = left_in_english(page.evaluate(SAID))
        if found:
            left[path] = found
    assert left == {}


@pytest.mark.browser
@pytest.mark.long
def test_at_the_switch_they_are_english_again(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/eigen-lijst")
    wait_until_settled(page)
    page.wait_for_function(f"() => ({SAID})().some((text) => text.startsWith('ten hoogste 5 MB'))")
    page.get_by_role("radio", name="English").click()
    page.wait_for_function(f"() => ({SAID})().some((text) => text.startsWith('at most 5 MB'))")
