"""
Accessibility by axe-core (WCAG 2.1 A and AA) in a real browser: no serious or critical fault of ours on any page.

What the platform itself causes is listed in PLATFORM, with the reason, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = ["", "zoeken", "vergadering"]
OTHERS = [
    "oda",
    "bron",
    "lijsten",
    "doelen",
    "grafieken",
    "vergelijken",
    "maatregelen",
    "hervestiging",
    "keten",
    "afdruk",
    "stapeling",
]
TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}

# (rule, part of the faulty element) -> why it is the platform's, not ours.
PLATFORM: dict[tuple[str, str], str] = {}


def ours(violations: list[dict]) -> list[str]:
    """Return the serious and critical faults that are not the platform's, one line each."""
    found = []
    for violation in violations:
        if violation["impact"] not in {"serious", "critical"}:
            continue
        for node in violation["nodes"]:
            known = any(rule == violation["id"] and part in node["html"] for rule, part in PLATFORM)
            if not known:
                found.append(f"{violation['id']} ({violation['impact']}): {node['html'][:300]}")
    return found


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("path", [*PAGES, *(pytest.param(path, marks=pytest.mark.long) for path in OTHERS)])
def test_page_has_no_serious_accessibility_fault(
    page: Page, app_url: str, catalogue: Catalogue, path: str, scheme: str
) -> None:
    """axe-core finds no serious or critical fault of ours, with the report's package, in both themes."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that Playwright names
    code = make_link(catalogue, SharedState((Draft("Rapport", "", catalogue.packages["jenv-20"].measures),)))
    page.goto(f"{app_url}/{path}?p={code}")
    expect(page.get_by_text(f"Catalogus {catalogue.info.version}").first).to_be_visible()
    wait_until_settled(page)
    results = Axe().run(page, options=TAGS)
    faults = ours(results.response["violations"])
    assert not faults, "\n".join(faults)
