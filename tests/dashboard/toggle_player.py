"""Plays random interleavings of clicks and other actions on a slow app, and holds each end against the model."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import TimeoutError as LateError

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link, stored_text
from tests.dashboard.slow_pages import ROOT_OF_LIST, SlowApp, click, opened, read, settle
from tests.dashboard.toggle_model import Desk, Model, Outcome, Sheet, outcomes
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Clicks = list[tuple[str, bool]]
PRESSES = 4
"""How often a change of page is asked for at most."""
READY = ("jenv-20", "jenv-20-104", "jenv-20-412")
PRESS = """(label) => {
  const button = [...document.querySelectorAll("button")].find((b) => b.innerText.trim() === label && !b.disabled);
  button?.click();
  return Boolean(button);
}"""
READ_UP = """() => document.querySelector(".st-key-refused button")?.click()"""
KEYS = f"""(keys) => {{
  const root = ({ROOT_OF_LIST})();
  return keys.map((key) => {{
    document.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true }}));
    const box = root.querySelector(`[aria-keyshortcuts="${{key}}"]`);
    return {{ id: box.dataset.id, on: box.checked, revision: root.dataset.revision }};
  }});
}}"""
LEAVE = f"""([ids, link]) => {{
  const root = ({ROOT_OF_LIST})();
  addEventListener("pagehide", () => sessionStorage.setItem("left", root.dataset.pending));
  const made = ids.map((id) => {{
    const box = root.querySelector(`input[data-id="${{id}}"]`);
    box.click();
    return {{ id, on: box.checked }};
  }});
  window.left = true;
  location.assign(link);
  return made;
}}"""


class Player:
    """One tab: what was done in it, and what may have come of it."""

    def __init__(self, page: Page, app: SlowApp, catalogue: Catalogue, path: str, folder: Path) -> None:
        self.page, self.app, self.catalogue, self.path, self.folder = page, app, catalogue, path, folder
        self.models: list[Model] = []
        self.counts: Counter[str] = Counter()
        self.dice = random.Random()
        self.ids: list[str] = list(catalogue.measures)
        self.made: list[dict[str, Any]] = []

    # The pieces of an interleaving

    def link(self, name: str) -> tuple[str, Sheet]:
        """Return an address of this page with a ready-made package."""
        package = self.catalogue.packages[name]
        code = make_link(self.catalogue, SharedState((Draft("link", "", package.measures),)))
        query = f"?p={code}"
        if self.path:  # a running meeting, with a key for the first measures
            query += f"&v=jenv-20:{','.join(self.ids)}"
        return f"{self.app.url}/{self.path}{query}", Sheet("link", frozenset(package.measures))

    def start(self, name: str = READY[0]) -> None:
        """Open the page with a package, without haste."""
        if self.path:
            ids = {*self.catalogue.packages[name].measures[:6], "6.2b", "1.3"}
            self.ids = list(self.catalogue.sorted_selection(ids))
        address, sheet = self.link(name)
        self.page.goto(address)
        settle(self.page)
        self.models = [Model((Desk(sheet),))]

    def wait(self) -> None:
        """Let a moment pass: mostly none or a tenth of a second."""
        self.page.wait_for_timeout(self.dice.choice([0, 0, 0, 20, 60, 120, 250]))

    def some_ids(self) -> list[str]:
        """Draw measures to click in one breath; often the same one twice."""
        pool = self.dice.sample(self.ids, 3)
        return [self.dice.choice(pool[: self.dice.randint(1, 3)]) for _ in range(self.dice.choice([1, 1, 2, 3]))]

    def click(self, times: int) -> None:
        """Click now and then, on whatever the list shows at that moment."""
        for _ in range(times):
            self.made += click(self.page, self.some_ids()) or []
            self.wait()

    def told(self, shown: dict[str, Any]) -> set[str]:
        """Return the measures that the page says it has not handled."""
        found = re.findall(r"(?:Niet verwerkt|Not processed): (.*?)\. (?:De|The|Dit|This)", shown["told"])
        return {id_ for ids in found for id_ in ids.split(", ")}

    # Actions that leave the package open

    def doubles(self) -> None:
        """Click and click again."""
        self.click(self.dice.randint(2, 3))
        self.keep_open()

    def keys(self) -> None:
        """Press number keys, in a breath and with pauses between."""
        for _ in range(self.dice.randint(2, 4)):
            self.made += self.page.evaluate(
                KEYS, [str(self.dice.randint(1, 6)) for _ in range(self.dice.randint(1, 4))]
            )
            self.wait()
        self.keep_open()

    def language(self) -> None:
        """Click while the language changes."""
        self.click(self.dice.randint(0, 1))
        here = self.page.locator("html").get_attribute("lang")
        other = "English" if here == "nl" else "Nederlands"
        self.page.get_by_role("radio", name=other, include_hidden=True).dispatch_event("click")
        self.click(self.dice.randint(1, 3))
        self.app.pace()
        self.page.wait_for_function("(was) => document.documentElement.lang !== was", arg=here)
        self.keep_open()

    def away(self) -> None:
        """Click, go to another page at once, and come back."""
        self.click(self.dice.randint(1, 2))
        for step in ("doelen", ""):
            self.page.locator(f'a[href$="/{step}"]').last.dispatch_event("click")
            self.wait()
        self.click(1)
        self.app.pace()
        wait_until_settled(self.page)
        for _ in range(PRESSES):  # a click that follows within milliseconds can take a change of page back
            try:
                self.page.wait_for_function(
                    "() => location.pathname === '/'", timeout=12_000
                )  # no load: the page stays
                break
            except LateError:
                self.counts["pressed again"] += 1
                self.page.locator('a[href$="/"]').last.dispatch_event("click")
        self.page.wait_for_function("() => location.pathname === '/'")
        self.keep_open()

    def pause(self) -> None:
        """Click, stop the meeting at once, and start it again."""
        self.click(self.dice.randint(1, 2))
        stop = self.page.locator(".st-key-meeting_stop button").first
        stop.dispatch_event("click")
        self.click(1)
        start = self.page.get_by_role("button", name=re.compile("Start vergadering|Start meeting"))
        wait_until_settled(self.page)
        if start.count() == 0:  # of two clicks within milliseconds Streamlit can drop a button's: press it again
            self.counts["pressed again"] += 1
            stop.dispatch_event("click")
        start.click()
        self.click(1)
        self.page.locator(".meeting-name").wait_for()
        self.keep_open()

    def keep_open(self) -> None:
        """Expect every click made, in order."""
        self.app.pace()
        settle(self.page)
        clicks = [(made["id"], made["on"]) for made in self.made]
        self.judge([Outcome(model.clicked(clicks)) for model in self.models])

    # Actions that put another package in place

    def replace(self, act: str, do: Callable[[], None], sheet: Sheet | None = None) -> None:
        """Click before and during an action that replaces the package; expect a cut somewhere in the first clicks."""
        old = read(self.page)["revision"]
        self.click(self.dice.randint(0, 2))
        do()
        self.click(self.dice.randint(1, 2))
        self.app.pace()
        settle(self.page)
        if read(self.page)["revision"] == old:  # a click that follows within milliseconds can cost a button's or a file
            self.counts["pressed again"] += 1
            do()
        settle(self.page, old)
        before = [(made["id"], made["on"]) for made in self.made if made["revision"] == old]
        after = [(made["id"], made["on"]) for made in self.made if made["revision"] != old]
        self.judge([end for model in self.models for end in outcomes(model, before, after, act, sheet)])

    def ready(self) -> None:
        """Click while a ready-made package is opened."""
        package = self.catalogue.packages[self.dice.choice(READY)]
        lang = self.page.locator("html").get_attribute("lang") or "nl"
        label = {"nl": "Kant-en-klaar pakket", "en": "Ready-made package"}[lang]

        def choose() -> None:
            self.page.get_by_role("combobox", name=label).click()
            self.page.get_by_role("option", name=package.title.get(lang), exact=True).click()

        self.replace("open", choose, Sheet(package.title.get(lang), frozenset(package.measures)))

    def undo(self) -> None:
        """Click while a step is undone."""
        if not all(model.desk.past for model in self.models):
            self.doubles()
            return
        label = {"nl": "Ongedaan maken", "en": "Undo"}[self.page.locator("html").get_attribute("lang") or "nl"]
        self.replace("undo", lambda: self.page.wait_for_function(PRESS, arg=label))

    def file(self) -> None:
        """Click while a file is opened."""
        measures = self.dice.sample(self.ids, 5)
        path = self.folder / "bestand.yaml"
        path.write_text(
            stored_text(
                self.catalogue, Draft(f"bestand {self.dice.random()}", "", self.catalogue.sorted_selection(measures))
            ),
            encoding="utf-8",
        )
        chooser = self.page.locator('input[type="file"]')

        def choose() -> None:
            if chooser.count() == 0:  # a click on the list closes the panel
                self.page.locator('[data-testid="stMain"] [data-testid="stPopoverButton"]').dispatch_event("click")
            with self.page.expect_response(lambda response: "upload_file" in response.url):
                chooser.set_input_files(path)

        sheet = Sheet(path.read_text(encoding="utf-8"), frozenset(measures))
        self.replace("open", choose, sheet)

    def address(self) -> None:
        """Click and open a link at once, and click while it opens; what was under way is told in the new session."""
        link, sheet = self.link(self.dice.choice(READY))
        made = self.page.evaluate(LEAVE, [self.some_ids(), link])
        self.page.wait_for_function(f"() => !window.left && ({ROOT_OF_LIST})()")
        left = int(self.page.evaluate("sessionStorage.getItem('left')"))
        self.click(self.dice.randint(1, 2))
        self.app.pace()
        settle(self.page)
        after = [(click["id"], click["on"]) for click in self.made]
        self.made = [*made, *self.made]
        refused = tuple(click["id"] for click in made[len(made) - left :])
        self.judge([Outcome(Model((Desk(sheet),)).clicked(after), refused)])

    # What came of it

    def story(self, shown: dict[str, Any], sheets: tuple[Sheet, ...], possible: list[Outcome]) -> str:
        """Tell what was done and seen, for a failure."""
        ends = "\n".join(
            f"  {[sorted(desk.sheet.measures) for desk in end.model.desks]} refused {end.refused}" for end in possible
        )
        packages = [sorted(sheet.measures) for sheet in sheets]
        return f"clicked {self.made}\nshown {shown}\nopen\n  {packages}\nexpected one of\n{ends}"

    def judge(self, possible: list[Outcome]) -> None:
        """Hold what the page shows against the possible ends; go on from those that fit."""
        shown = read(self.page)
        state = opened(self.catalogue, shown["address"])
        sheets = tuple(Sheet(draft.name, frozenset(draft.measures)) for draft in state.drafts)
        told, checked = self.told(shown), set(shown["checked"])
        if self.path:  # a meeting shows some of the measures
            checked |= sheets[state.active].measures - set(self.ids)
        fitting = [end for end in possible if end.fits(sheets, told, checked)]
        assert fitting, self.story(shown, sheets, possible)
        self.models = list(dict.fromkeys(end.model for end in fitting))
        self.counts.update(
            clicks=len(self.made), refused=len(fitting[0].refused), applied=len(self.made) - len(fitting[0].refused)
        )
        if told:
            self.page.evaluate(READ_UP)
            self.page.wait_for_function("() => !document.querySelector('.st-key-refused button')")

    def play(self, kind: str, dice: random.Random) -> None:
        """Play one interleaving; most on a quick server, some on one that takes up to three seconds."""
        self.dice, self.made = dice, []
        longest = dice.random() < 0.025
        waits = [0, 0, 0, 0.1, 0.2]
        self.app.pace(start=dice.choice(waits), list=dice.uniform(1, 3) if longest else dice.choice(waits))
        getattr(self, kind)()
        self.counts[f"played {kind}"] += 1
