"""
Measures that need another one, on the pages and on paper.

1. The page of the package tells what is missing and marks the measure, until one of the needed ones is chosen.
2. Paper names it among the conflicts.
"""

from __future__ import annotations

import pytest

from budget.engine import compose_package
from budget.share import Draft
from dashboard.package.measure_list import conflict_marks
from dashboard.paper.lists import clash_section
from dashboard.serving import open_catalogue
from dashboard.session import Slot, Workspace
from dashboard.words import in_language
from tests.dashboard.tools import page_of, told_to_list

LIST = "ombuigingslijst-2021"
NEEDING, NEEDED = "3.6-2a", ("3.6-1a", "3.6-1b", "3.6-1c")


def warnings(*ids: str, language: str = "nl") -> str:
    app = page_of("package", language=language)
    app.session_state["workspace"] = Workspace([Slot(Draft("", "", ids))], catalogue=LIST)
    app.run()
    assert not app.exception, app.exception
    told = told_to_list(app)["warnings"]
    assert all((one["level"], one["choices"]) == ("warn", []) for one in told)
    return " ".join(f"{one['title']} {one['text']} {one['grade']}. {one['source']}" for one in told)


@pytest.mark.slow
def test_the_page_tells_what_is_missing() -> None:
    """With the place in the source, in both languages; not once one of the three is chosen."""
    told = warnings(NEEDING)
    assert "3.6-2a vereist 3.6-1a of 3.6-1b of 3.6-1c, en dat is niet gekozen." in told
    assert "114" in told
    assert "3.6-2a requires 3.6-1a or 3.6-1b or 3.6-1c" in warnings(NEEDING, language="en")
    assert "vereist" not in warnings(NEEDING, NEEDED[2])


def test_the_list_marks_the_measure_and_paper_names_it() -> None:
    """A mark as of an overlap, and a line among the conflicts."""
    with in_language("nl"):
        bare, met = (compose_package(open_catalogue(LIST), ids) for ids in ((NEEDING,), (NEEDING, NEEDED[0])))
        assert conflict_marks(bare)[NEEDING] == {"level": "overlap", "text": "vereist 3.6-1a of 3.6-1b of 3.6-1c"}
        assert "vereist" not in conflict_marks(met).get(NEEDING, {}).get("text", "")
        assert any(head.startswith("Vereist: ") for head, _ in clash_section(bare).lines)
        assert not any(head.startswith("Vereist: ") for head, _ in clash_section(met).lines)
