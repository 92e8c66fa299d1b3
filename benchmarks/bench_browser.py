"""
How fast the dashboard feels, in a real browser, against a bare page with one checkbox, in the same run.

Prints medians in milliseconds and ratios: toggle -> new total painted (goal 1.4x) in a package that was just begun and
in the report's, another column -> chart repainted (goal 3x), first load (goal 1.5x), and the toggle with a catalogue ten
times as large (goal 3x). The pages take turns. The first toggle of a package is left out: it has the page say that
something changed.
"""

from __future__ import annotations

import shutil
import statistics
import time
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks._served import ROOT, launched, served
from budget.catalogue import find_catalogue, load_catalogue
from budget.share import Draft, SharedState, make_link

RUNS = 20
TURNS = 3
GOALS = (1.4, 1.4, 3)
CHART_GOAL = 3
LOAD_GOAL = 1.5
TOTAL = "tr.total td.big"
LIST = "ombuigingslijst-2021"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
TOGGLE_BARE = """() => new Promise((done) => {
  const shown = () => document.querySelector('p.total').textContent;
  const before = shown(), start = performance.now();
  document.querySelector('input[type=checkbox]').click();
  const look = () => shown() !== before ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look();
})"""
TOGGLE_APP = """(id) => new Promise((done) => {
  const shown = () => [...document.querySelectorAll('tr.total td.big')].map((cell) => cell.textContent).join();
  const host = [...document.querySelectorAll('*')].find((node) => node.shadowRoot && node.shadowRoot.querySelector('.root table'));
  const before = shown(), start = performance.now();
  host.shadowRoot.querySelector(`[data-id="${id}"]`).click();
  const look = () => shown() !== before ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look();
})"""
CHARTS = """() => new Promise((done) => {
  const start = performance.now();
  let last = start;
  const drawn = (change) => change.type === 'childList' || !['role', 'aria-hidden', 'aria-roledescription'].includes(change.attributeName);
  const watch = new MutationObserver((changes) => { if (changes.some(drawn)) last = performance.now(); });
  document.querySelectorAll('[data-testid="stVegaLiteChart"]').forEach((chart) => watch.observe(chart, { subtree: true, childList: true, attributes: true }));
  const radios = [...document.querySelectorAll('.st-key-part_column [role=radio]')];
  radios.find((radio) => radio.getAttribute('aria-checked') !== 'true').click();
  const look = () => {
    if (last > start && performance.now() - last > 400) { watch.disconnect(); done(last - start); } else setTimeout(look, 20);
  };
  look();
})"""


def first_load(browser: Browser, url: str, ready: str) -> float:
    """Return the median time from opening the page to its total, milliseconds, in fresh windows."""
    times = []
    for _ in range(5):
        context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url)
        page.locator(ready).first.wait_for()
        times.append((time.perf_counter() - start) * 1000)
        context.close()
    return statistics.median(times[1:])


def opened(browser: Browser, url: str, ready: str) -> Page:
    page = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url)
    page.locator(ready).first.wait_for()
    page.wait_for_timeout(1500)
    return page


def median_of(page: Page, script: str, argument: Any = None) -> float:
    times = []
    for _ in range(RUNS + 2):
        times.append(float(page.evaluate(script, argument)))
        page.wait_for_timeout(120)
    return statistics.median(times[2:])


def begun(browser: Browser, url: str, measure: str) -> Page:
    """Open the page of the package and change it once."""
    page = opened(browser, url, TOTAL)
    page.evaluate(TOGGLE_APP, measure)
    page.wait_for_timeout(500)
    return page


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("NO BROWSER FOUND: nothing measured. Install Chromium.")
        return
    catalogue, large = load_catalogue(), load_catalogue(find_catalogue(LIST)).measures
    draft = Draft("x", "", catalogue.packages["jenv-20"].measures)
    query = f"?p={make_link(catalogue, SharedState((draft,)))}"
    first, second = list(large)[:2]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        with (
            served(ROOT / "benchmarks" / "_bare_app.py") as bare,
            launched() as app,
            launched(CATALOGUE=LIST) as big,
        ):
            loads = first_load(browser, bare.url, "p.total"), first_load(browser, app.url, TOTAL)
            base_page = opened(browser, bare.url, "p.total")
            pages = {
                "new total": (begun(browser, app.url, "5.6"), "4.7"),
                f"new total, {len(draft.measures)} measures chosen": (
                    begun(browser, f"{app.url}/{query}", "5.6"),
                    "4.7",
                ),
                f"new total, a list of {len(large)}": (begun(browser, big.url, first), second),
            }
            base, times = [], {name: list[float]() for name in pages}
            for _ in range(TURNS):
                base.append(median_of(base_page, TOGGLE_BARE))
                for name, (page, measure) in pages.items():
                    times[name].append(median_of(page, TOGGLE_APP, measure))
            drawn = '[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg'
            charts_page = opened(browser, f"{app.url}/grafieken{query}", drawn)
            charts_page.get_by_role("tab", name="Bijdrage per maatregel").click()
            charts_page.wait_for_timeout(1500)
            charts = median_of(charts_page, CHARTS)
        browser.close()
    bare_toggle = statistics.median(base)
    print(f"bare page, one checkbox: toggle {bare_toggle:.0f} ms, first load {loads[0]:.0f} ms")
    found = {name: (statistics.median(values), goal) for (name, values), goal in zip(times.items(), GOALS, strict=True)}
    found[f"chart of {len(draft.measures)} measures"] = charts, CHART_GOAL
    for name, (value, goal) in found.items():
        print(f"{name}: {value:.0f} ms, {value / bare_toggle:.2f}x (goal {goal:g}x)")
    print(f"first load: {loads[1]:.0f} ms, {loads[1] / loads[0]:.2f}x (goal {LOAD_GOAL:g}x)")


if __name__ == "__main__":
    main()
