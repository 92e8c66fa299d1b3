"""
The red lines of whoever a package is of.

1. A file, a link, saved work and merging keep them; a package without any is written as it always was.
2. What a list has no more is let go of; what cannot be is a fault at its line.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError, UnknownIdError, explain
from budget.share import (
    Draft,
    Line,
    RedLines,
    SharedState,
    differences,
    link,
    link_code,
    make_link,
    merge,
    open_link,
    parse_package,
    stored_text,
)
from budget.share.link_errors import LinkError
from dashboard.session import Origin, read_work, work_text

LINED = Draft("Bewind", "", ("A.1",), red_lines=RedLines(("A.2", "A.3"), ("B.5",)))


def test_files_links_and_saved_work_keep_red_lines(toy: Catalogue) -> None:
    """Beside a package without any, whose file has no word about them."""
    plain = replace(LINED, red_lines=RedLines())
    assert "red_lines" not in stored_text(toy, plain)
    assert parse_package(stored_text(toy, LINED), "x", toy).draft == LINED
    opened = open_link(toy, make_link(toy, SharedState((LINED, plain))))
    assert opened.state.drafts == (LINED, plain)
    work = read_work(toy, work_text(toy, ((replace(LINED, name=""), Origin("p", 1)),), 0), "werk")
    assert [slot.draft for slot in work] == [replace(LINED, name="")]


def test_a_link_and_a_file_of_before_open_without_any(toy: Catalogue) -> None:
    """What has no word about red lines has none."""
    text = "\n".join(line for line in stored_text(toy, replace(LINED, red_lines=RedLines())).splitlines())
    assert not parse_package(text, "x", toy).draft.red_lines


def test_two_people_draw_lines_on_different_measures(toy: Catalogue) -> None:
    """Both lines stand; a line that both drew otherwise is asked."""
    base, theirs = replace(LINED, red_lines=RedLines()), replace(LINED, red_lines=RedLines(never=("A.2",)))
    mine = replace(LINED, red_lines=RedLines(always=("B.5",)))
    merged = merge(toy, base, theirs, mine)
    assert merged.conflicts == ()
    assert merged.draft.red_lines == RedLines(("A.2",), ("B.5",))
    (found,) = differences(toy, base, theirs, base)
    assert (found.base, found.theirs) == (None, Line.NEVER)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_measure_on_both_sides_is_a_fault_at_its_line(toy: Catalogue, language: str) -> None:
    """The file, the line and the field are named, and what to do."""
    text = stored_text(toy, LINED).replace("  - B.5", "  - A.2")
    with pytest.raises(FaultsError) as error:
        parse_package(text, "bewind.yaml", toy)
    line = 1 + text.splitlines().index("  always:")
    said = explain(error.value, language)
    assert f"bewind.yaml:{line}" in said
    assert "red_lines.always" in said
    assert "A.2" in said


@pytest.mark.parametrize("bits", [["3", "1"], ["x", "0"], ["-1", "0"], ["f" * 40, "0"], ["0"], [1, 2], "00", None])
def test_a_forged_link_is_refused(toy: Catalogue, bits: object) -> None:
    """A measure both ways, and what are no bits of measures."""
    value = link_code.unpack(make_link(toy, SharedState((LINED,))))
    value[2][0][2][link.RED_LINES] = bits
    with pytest.raises(LinkError):
        open_link(toy, link_code.pack(json.dumps(value).encode()))


def test_an_unknown_measure_is_refused(toy: Catalogue) -> None:
    """As one among the measures is."""
    with pytest.raises(UnknownIdError):
        parse_package(stored_text(toy, LINED).replace("  - B.5", "  - Z.9"), "x", toy)
