"""
The policy in a real browser: what is foreign does not load, and what is ours is small.

That no page of ours is refused a part is held by all tests with a browser: the window that they share reports it.

1. A foreign image, script and frame, an inline script and evaluated text are refused.
2. Charts are drawn without evaluating text.
3. Scripts travel compressed and are asked for once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.conftest import PAGE_MILLISECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => window.violations.push(
  `${e.effectiveDirective}: ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
"""
# Looks by itself: what Playwright waits with is a script from a text, which the policy refuses.
REFUSED = """(milliseconds) => new Promise((done) => {
  const end = performance.now() + milliseconds;
  const look = () => window.violations.length || performance.now() > end ? done(window.violations) : setTimeout(look, 20);
  look();
})"""
ATTEMPTS = [
    ("img-src", "const e = document.createElement('img'); e.src = 'http://127.0.0.2:9/x.png'; document.body.append(e)"),
    (
        "script-src-elem",
        "const e = document.createElement('script'); e.src = 'http://127.0.0.2:9/x.js'; document.body.append(e)",
    ),
    (
        "script-src-elem",
        "const e = document.createElement('script'); e.text = 'window.foreign = 1'; document.body.append(e)",
    ),
    (
        "script-src-attr",
        "const e = document.createElement('b'); e.setAttribute('onclick', 'window.foreign = 1'); document.body.append(e); e.click()",
    ),
    ("script-src", "setTimeout(() => { try { window.foreign = new Function('return 1')() } catch (error) {} })"),
    ("frame-src", "const e = document.createElement('iframe'); e.src = 'http://127.0.0.2:9/'; document.body.append(e)"),
    ("connect-src", "fetch('http://127.0.0.2:9/x').catch(() => 0)"),
    (
        "form-action",
        "const e = document.createElement('form'); e.action = 'http://127.0.0.2:9/'; document.body.append(e); e.submit()",
    ),
    ("base-uri", "const e = document.createElement('base'); e.href = 'http://127.0.0.2:9/'; document.head.append(e)"),
]
"""What a hostile text would try, by the directive that refuses it; the address is this machine, with nothing there."""
MOST_BYTES = 1_500_000
"""Of the first load; 4.94 million before compression."""


def open_page(page: Page, url: str, catalogue: Catalogue) -> None:
    """Open an address and wait until it is drawn."""
    page.goto(url)
    expect(page.get_by_text(f"Catalogus {catalogue.info.version}").first).to_be_visible()


@pytest.fixture
def hostile(browser: Browser) -> Iterator[Page]:
    """A window that keeps what the policy refused."""
    context = browser.new_context(locale="nl-NL")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def test_charts_are_drawn_without_evaluating(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The platform reads a chart's formulas itself; the policy allows no evaluation."""
    code = make_link(catalogue, SharedState((Draft("Rapport", "", catalogue.packages["jenv-20"].measures),)))
    open_page(page, f"{app_url}/grafieken?p={code}", catalogue)
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg.marks").first).to_be_visible()


def test_what_is_foreign_is_refused(hostile: Page, app_url: str, catalogue: Catalogue) -> None:
    """Each attempt is reported by the directive that is meant for it, and none has an effect."""
    open_page(hostile, app_url, catalogue)
    for directive, attempt in ATTEMPTS:
        hostile.evaluate("window.violations = []")
        hostile.evaluate(attempt)
        found = hostile.evaluate(REFUSED, PAGE_MILLISECONDS)
        assert found, attempt
        assert found[0].startswith(f"{directive}:"), found
    assert hostile.evaluate("window.foreign") is None


def test_the_first_load_is_small_and_the_second_smaller(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Scripts travel compressed; coming back asks for none of them again."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    open_page(page, f"{app_url}/", catalogue)
    page.wait_for_load_state("networkidle")  # what the page asks for later is of the first load too
    first, files = sum(sizes), len(sizes)
    sizes.clear()
    page.reload()
    expect(page.get_by_text(f"Catalogus {catalogue.info.version}").first).to_be_visible()
    print(f"first load {first} bytes in {files} files, second {sum(sizes)} bytes")
    assert 0 < first < MOST_BYTES
    assert sum(sizes) < first / 5
