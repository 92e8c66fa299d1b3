"""
What the list warns of, and what ends it.

1. Of each conflict of measures that exclude each other there is a choice for each side of which something is chosen; it
drops the other sides of that conflict and nothing else, as one step. Once its own side is gone it drops nothing, so
that of two choices of one conflict the first counts.
2. On the page a warning that stays is left where it is, so that a screen reader says it once; the focus goes on to the
next choice, and to the list when there is none.
3. A warning says its texts as they are, in the language of the page.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.share import Draft, SharedState, make_link
from dashboard.package.conflicts import warnings
from dashboard.serving import open_catalogue
from dashboard.session import Slot, Workspace, apply_report
from dashboard.words import in_language
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLASHING = ("4.9-1A", "4.9-1B", "4.9-2", "5.2a", "5.2b")


def choose(space: Workspace, catalogue: Catalogue, *choices: dict[str, Any], revision: str = "") -> tuple[str, ...]:
    """Take choices as the browser reports them; return what is left."""
    at = revision or space.revision
    items = [
        {"n": n, "id": one["keep"], "on": False, "keep": True, "revision": at, "drop": one["drop"]}
        for n, one in enumerate(choices, 1)
    ]
    apply_report(space, catalogue, {"from": "here", "items": items})
    return space.slot.draft.measures


def test_a_choice_keeps_its_side_and_drops_the_others_of_that_conflict(catalogue: Catalogue) -> None:
    """Of packages at random: what is left is all but the other sides, and that conflict is over (1)."""
    dice, met = random.Random(12), 0
    for _ in range(60):
        ids = catalogue.sorted_selection(dice.sample(list(catalogue.measures), 25))
        package = compose_package(catalogue, ids)
        clashes = [clash for clash in package.clashes if clash.exclusive]
        with in_language("nl"):
            told = [one for one in warnings(package) if one["level"] == "stop"]
        assert [one["title"] for one in told] == [clash.conflict.title.nl for clash in clashes]
        for clash, one in zip(clashes, told, strict=True):
            sides = [[id_ for id_ in side if id_ in ids] for side in clash.conflict.sides]
            assert [choice["text"] for choice in one["choices"]] == [f"Houd {', '.join(s)}" for s in sides if s]
            for side, choice in zip(filter(None, sides), one["choices"], strict=True):
                space = Workspace([Slot(Draft("", "", ids))])
                left = choose(space, catalogue, choice)
                others = {id_ for other in sides for id_ in other} - set(side)
                assert set(left) == set(ids) - others
                after = compose_package(catalogue, left).clashes
                assert clash.conflict.id not in {found.conflict.id for found in after if found.exclusive}
                space.undo()
                assert space.slot.draft.measures == ids
                met += 1
    assert met > 100


def test_of_two_choices_of_a_conflict_the_first_counts(catalogue: Catalogue) -> None:
    """Made before the answer to the first has come; on a replaced package neither is made, and each is told (1)."""
    with in_language("nl"):
        (told,) = warnings(compose_package(catalogue, ("4.9-1A", "4.9-2")))
    space = Workspace([Slot(Draft("", "", ("4.9-1A", "4.9-2")))])
    assert choose(space, catalogue, *told["choices"]) == ("4.9-1A",)
    space = Workspace([Slot(Draft("", "", ("4.9-1A", "4.9-2")))])
    assert choose(space, catalogue, *told["choices"], revision="older") == ("4.9-1A", "4.9-2")
    assert [refusal.id for refusal in space.refusals] == ["4.9-1A", "4.9-2"]


def test_what_goes_together_is_not_warned_of(catalogue: Catalogue) -> None:
    assert warnings(compose_package(catalogue, ())) == []
    report = catalogue.packages["jenv-20"].measures
    assert [one for one in warnings(compose_package(catalogue, report)) if one["choices"]] == []


def test_a_warning_is_in_the_language_of_the_page_and_of_its_own_list(catalogue: Catalogue) -> None:
    """What was written for one page is not kept for another (3)."""
    package = compose_package(catalogue, ("4.9-1A", "4.9-2"))
    conflict = next(clash.conflict for clash in package.clashes if clash.exclusive)
    title = conflict.title.model_copy(update={"nl": "Anders"})
    other = replace(catalogue, conflicts=(conflict.model_copy(update={"title": title}),))
    for language, keep in (("nl", "Houd 4.9-2"), ("en", "Keep 4.9-2"), ("nl", "Houd 4.9-2")):
        with in_language(language):
            (told,) = warnings(package)
            assert told["choices"][1]["text"] == keep
            assert told["title"] == conflict.title.get(language)
    with in_language("nl"):
        assert [one["title"] for one in warnings(compose_package(other, package.selection))] == ["Anders"]


def test_a_conflict_without_a_reason_says_none() -> None:
    """The list of 2021 gives no reasons: nothing follows the measures."""
    with in_language("nl"):
        (told,) = warnings(compose_package(open_catalogue("ombuigingslijst-2021"), ("2.3-7a", "2.3-7b")))
    assert told["text"] == "(2.3-7a, 2.3-7b)"


def test_an_unmet_condition_offers_no_choice() -> None:
    with in_language("nl"):
        (told,) = warnings(compose_package(open_catalogue("ombuigingslijst-2021"), ("3.6-2a",)))
    assert (told["level"], told["choices"]) == ("warn", [])
    assert told["text"] == "– 3.6-2a vereist 3.6-1a of 3.6-1b of 3.6-1c, en dat is niet gekozen."


@pytest.mark.browser
def test_a_warning_that_stays_is_said_once_and_the_focus_goes_on(
    page: Page, app_url: str, catalogue: Catalogue
) -> None:
    """By keyboard: keep a side of one conflict, then of the next, until none is left (2)."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{app_url}/?p={make_link(catalogue, SharedState((Draft('Proef', '', CLASHING),)))}")
    warned = page.get_by_role("alert")
    expect(warned).to_have_count(3)
    wait_until_settled(page)
    last = warned.last.element_handle()
    expect(warned.last).to_contain_text("5.2a, 5.2b")
    page.get_by_role("button", name="Houd 4.9-1A", exact=True).focus()  # of the second
    page.keyboard.press("Enter")
    expect(warned).to_have_count(2)
    expect(page.locator('input[data-id="4.9-1B"]')).not_to_be_checked()
    assert last.evaluate("node => node.isConnected")
    assert last.evaluate("(node, other) => node === other", warned.last.element_handle())
    expect(page.get_by_role("button", name="Houd 5.2a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(warned).to_have_count(1)
    expect(page.get_by_role("button", name="Houd 4.9-1A", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(warned).to_have_count(0)
    expect(page.get_by_role("button", name="Alle", exact=True)).to_be_focused()
    wait_until_settled(page)
    expect(page.locator("input[data-id]:checked")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(warned).to_have_count(1)


@pytest.mark.browser
def test_two_quick_clicks_keep_the_first_side(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The second comes before the answer, and its own side is gone from the list by then (1)."""
    page.goto(f"{app_url}/?p={make_link(catalogue, SharedState((Draft('Proef', '', ('4.9-1A', '4.9-2')),)))}")
    page.get_by_role("alert").get_by_role("button").first.wait_for()
    wait_until_settled(page)
    page.get_by_role("alert").evaluate("node => node.querySelectorAll('button').forEach((button) => button.click())")
    expect(page.locator('input[data-id="4.9-2"]')).not_to_be_checked()
    expect(page.get_by_role("alert")).to_have_count(0)
    wait_until_settled(page)
    expect(page.locator('input[data-id="4.9-1A"]')).to_be_checked()
    page.keyboard.press("Control+z")
    expect(page.locator('input[data-id="4.9-2"]')).to_be_checked()


HOSTILE = "<img src=x onerror=alert(1)> **a** [b](c) <b>d</b>"
TELL = """(text) => {
  const held = window.listStates.get("measure_list");
  const told = { level: "stop", lead: text, title: text, text, grade: text, source: text };
  const warnings = [{ ...told, choices: [{ text, keep: text, drop: [text] }] }];
  window.listStates.set("measure_list", { ...held, data: { ...held.data, warnings } });
  held.draw();
}"""


@pytest.mark.browser
def test_a_warning_says_its_texts_as_they_are(page: Page, app_url: str) -> None:
    """Nothing of a text becomes an element, wherever in a warning it stands (3)."""
    page.goto(app_url)
    page.locator("input[data-id]").first.wait_for()
    wait_until_settled(page)
    page.evaluate(TELL, HOSTILE)
    warned = page.get_by_role("alert")
    expect(warned.locator("p")).to_have_text(f"{HOSTILE} {HOSTILE} {HOSTILE} {HOSTILE}. {HOSTILE}")
    expect(warned.get_by_role("button")).to_have_text(HOSTILE)
    tags = warned.evaluate("node => [...node.querySelectorAll('*')].map((one) => one.localName)")
    assert tags == ["p", "b", "i", "button"]
