"""
Links that restore the open packages.

1. What is written is read back: packages, settings, which one is open and which are compared.
2. Any other text is refused with a LinkError or another BudgetError, whatever it holds; never another exception.
"""

from __future__ import annotations

import base64
import json
import random
import re
import string
import zlib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.catalogue import Catalogue, known_versions
from budget.core import (
    Basis,
    BudgetError,
    Ceiling,
    Cover,
    Ended,
    OdaRules,
    Overlaps,
    Programmes,
    Settings,
    ShareBy,
    TextForm,
    UnknownIdError,
    mended,
)
from budget.share import MAX_PACKAGES, Draft, SharedState, link_code, make_link, open_link
from budget.share.link import LinkError
from budget.share.link_code import FORM, MAX_LENGTH
from tests.conftest import DELAYS, SCOPES
from tests.hostile.texts import ANYTHING

OUTSIDE = "=+/ .%é\x00\ud800"  # characters outside a link's alphabet
TEXT = ANYTHING.map(lambda text: mended(text, TextForm(60)))
SETTINGS = st.builds(
    Settings,
    st.sampled_from(DELAYS),
    st.sampled_from(Basis),
    st.sampled_from(SCOPES),
    st.sampled_from(OdaRules),
    st.none() | st.sampled_from(("coa", "half", "stay")) | st.integers(0, 1000),
    st.sampled_from(ShareBy),
    st.none() | st.integers(0, 1000),
    st.sampled_from(Ceiling),
    st.sampled_from(Programmes),
    st.sampled_from(Ended),
    st.sampled_from(Cover),
    st.sampled_from(Overlaps),
)
UNHURRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def states(draw: st.DrawFn, catalogue: Catalogue) -> SharedState:
    """Draw up to eight packages of the catalogue's measures, with one open and some compared."""
    order = list(catalogue.measures)
    drafts = []
    for _ in range(draw(st.integers(1, MAX_PACKAGES))):
        chosen = draw(st.sets(st.sampled_from(order)))
        ids = tuple(id_ for id_ in order if id_ in chosen)
        drafts.append(Draft(draw(TEXT), draw(TEXT), ids, draw(SETTINGS)))
    places = st.integers(0, len(drafts) - 1)
    return SharedState(tuple(drafts), draw(places), tuple(draw(st.lists(places, unique=True))))


def reports_package(catalogue: Catalogue) -> SharedState:
    return SharedState((Draft("Rapport −20%", "", catalogue.packages["jenv-20"].measures),))


def forge(value: object) -> str:
    """Make a link of any value, with a right checksum."""
    return forge_bytes(zlib.compress(json.dumps(value).encode()))


def forge_bytes(body: bytes) -> str:
    return FORM + base64.urlsafe_b64encode(link_code._seal(body)).decode().rstrip("=")


def forge_draft(catalogue: Catalogue, **parts: object) -> str:
    """Make a link of one package with some of its parts replaced."""
    draft = {"name": "x", "description": "", "settings": {}, "bits": "1"} | parts
    return forge([catalogue.info.id, catalogue.info.version, [list(draft.values())], 0, []])


# There and back


@pytest.mark.slow
@UNHURRIED
@given(data=st.data())
def test_what_is_written_is_read_back(catalogue: Catalogue, data: st.DataObject) -> None:
    """Any state comes back as it was, with the catalogue's version and without changes."""
    state = data.draw(states(catalogue))
    opened = open_link(catalogue, make_link(catalogue, state))
    assert (opened.state, opened.version, opened.changes) == (state, catalogue.info.version, ())


def test_moved_dials_are_read_back(catalogue: Catalogue) -> None:
    """A moved dial travels with the link, exactly."""
    measure = next(measure for measure in catalogue.measures.values() if measure.dials is not None)
    assert measure.dials is not None
    dial = measure.dials.values[0]
    moved = Settings().turned(measure.id, dial.id, Decimal(dial.minimum))
    state = SharedState((Draft("x", "", (measure.id,), moved),))
    assert open_link(catalogue, make_link(catalogue, state)).state == state


def test_report_package_fits_in_a_short_link(catalogue: Catalogue) -> None:
    """The report's package of 14 measures takes less than 120 characters, all of them safe in an address."""
    code = make_link(catalogue, reports_package(catalogue))
    assert len(code) < 120
    assert set(code) <= set(string.ascii_letters + string.digits + "-_")


@pytest.mark.parametrize("letter", ["a", "é", "😀", None])
def test_long_texts_are_shortened_until_the_link_can_be_read(catalogue: Catalogue, letter: str | None) -> None:
    """Eight packages with long texts give a link that opens, with the measures whole and the texts cut short."""
    rng = random.Random(1)
    drafts = []
    for _ in range(MAX_PACKAGES):
        text = letter * 5000 if letter else "".join(chr(rng.randint(0x4E00, 0x9FFF)) for _ in range(5000))
        drafts.append(Draft(text, text, tuple(catalogue.measures)))
    code = make_link(catalogue, SharedState(tuple(drafts), 7, (0, 7)))
    assert len(code) <= MAX_LENGTH
    opened = open_link(catalogue, code).state
    assert (opened.active, opened.compared) == (7, (0, 7))
    for before, after in zip(drafts, opened.drafts, strict=True):
        assert after.measures == before.measures
        assert len(after.name) >= 40
        assert before.name.startswith(after.name)
        assert before.description.startswith(after.description)


# Damaged and foreign links


def test_any_single_changed_character_is_noticed(catalogue: Catalogue) -> None:
    """A link with one character changed is refused, or means the same (the last character has spare bits)."""
    state = reports_package(catalogue)
    code = make_link(catalogue, state)
    same = 0
    for place, found in enumerate(code):
        for letter in string.ascii_letters + string.digits + "-_" + OUTSIDE:
            if letter == found:
                continue
            try:
                opened = open_link(catalogue, code[:place] + letter + code[place + 1 :])
            except LinkError:
                continue
            assert opened.state == state
            same += 1
    assert same < len(code)


def test_every_truncated_link_is_refused(catalogue: Catalogue) -> None:
    """A link that lost its end is refused with a reason and a remedy."""
    code = make_link(catalogue, reports_package(catalogue))
    for length in range(len(code)):
        with pytest.raises(LinkError, match=r"^expected a link made by this tool, found .+\. Ask the sender"):
            open_link(catalogue, code[:length])


@UNHURRIED
@given(text=st.text(max_size=200))
def test_foreign_text_is_refused(catalogue: Catalogue, text: str) -> None:
    """Any text that this tool did not make is refused, with and without the form number."""
    for code in (text, FORM + text):
        with pytest.raises(LinkError):
            open_link(catalogue, code)


@UNHURRIED
@given(body=st.binary(max_size=200), packed=st.booleans())
def test_forged_bytes_are_refused(catalogue: Catalogue, body: bytes, packed: bool) -> None:
    """Bytes with a right checksum, compressed or not, that are no state are refused."""
    with pytest.raises(LinkError):
        open_link(catalogue, forge_bytes(zlib.compress(body) if packed else body))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_forged_states_give_no_other_exception(catalogue: Catalogue, data: st.DataObject) -> None:
    """A state with any of its parts replaced by any value is refused with a BudgetError, or opens as a valid state."""
    settings = {"y": 2022, "b": "own-year", "s": "whole", "q": 5, "d": {"3.1.4:people": 3}}
    good: list[Any] = [catalogue.info.id, catalogue.info.version, [["x", "", settings, "1"]], 0, [0]]
    value = json.loads(json.dumps(good))
    where = data.draw(st.sampled_from(["whole", "top", "row", "settings", "dials"]))
    if where == "whole":
        value = data.draw(JSON)
    elif where in {"top", "row"}:
        target = value if where == "top" else value[2][0]
        target[data.draw(st.integers(0, len(target) - 1))] = data.draw(JSON)
    else:
        found = value[2][0][2] if where == "settings" else value[2][0][2]["d"]
        found[data.draw(st.sampled_from(list(found)) | st.text(max_size=3))] = data.draw(JSON)
    try:
        opened = open_link(catalogue, forge(value))
    except BudgetError:
        return
    assert open_link(catalogue, make_link(catalogue, opened.state)).state == opened.state


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", 'the form ""'),
        ("3AAAA", 'the form "3"; this version reads "1" or "2".'),
        (FORM + "A" * MAX_LENGTH, "a text that is too long"),
        (FORM + "é", "characters that do not belong in a link"),
        (FORM, "a link that was cut off or changed"),
        (forge_bytes(b""), "a link that was changed"),
        (forge_bytes(zlib.compress(b"\xff\xfe")), "a link that was changed"),
        (forge_bytes(zlib.compress(b"[" * 19_000)), "a link that was changed"),
        (forge_bytes(zlib.compress(b" " * 2_000_000)), "a text that is too long"),
        (forge([]), "a link of another shape"),
        (forge(5), "a link of another shape"),
    ],
)
def test_refusal_says_why(catalogue: Catalogue, code: str, why: str) -> None:
    """Each kind of wrong link is refused with its own reason; a zip bomb is not unpacked."""
    with pytest.raises(LinkError) as caught:
        open_link(catalogue, code)
    assert str(caught.value).startswith(f"expected a link made by this tool, found {why}")


@pytest.mark.parametrize(
    ("part", "value", "why"),
    [
        ("settings", {"y": 2024}, "a link of another shape"),
        ("settings", {"y": True}, "a link of another shape"),
        ("settings", {"z": 1}, "a link of another shape"),
        ("settings", {"q": 1001}, "a link of another shape"),
        ("settings", {"q": 0.5}, "a link of another shape"),
        ("settings", {"d": {"3.1.4:people": "many"}}, "a link of another shape"),
        ("settings", [0, 0, None], "a link of another shape"),
        ("bits", "g", "a selection that cannot be read"),
        ("bits", 1, "a link of another shape"),
        ("bits", "-1", "measures that this version does not have"),
        ("bits", format(1 << 62, "x"), "measures that this version does not have"),
        ("name", 7, "a link of another shape"),
        ("description", "\ud800", "a link of another shape"),
    ],
)
def test_forged_package_is_refused(catalogue: Catalogue, part: str, value: object, why: str) -> None:
    """A package with one impossible part is refused with the reason."""
    with pytest.raises(LinkError, match=why):
        open_link(catalogue, forge_draft(catalogue, **{part: value}))


@pytest.mark.parametrize(
    ("count", "active", "compared"),
    [(0, 0, []), (MAX_PACKAGES + 1, 0, []), (1, 1, []), (1, -1, []), (2, 0, [2]), (1, float("inf"), []), (1, "x", [])],
)
def test_packages_that_are_not_there_are_refused(
    catalogue: Catalogue, count: int, active: object, compared: list[int]
) -> None:
    """No packages, too many, or one open or compared that the link does not hold."""
    rows = [["x", "", {}, "1"]] * count
    with pytest.raises(LinkError):
        open_link(catalogue, forge([catalogue.info.id, catalogue.info.version, rows, active, compared]))


@pytest.mark.parametrize("version", ["0.0.0", "../0.0.1", ""])
def test_unknown_version_is_refused(catalogue: Catalogue, version: object) -> None:
    """A link of a catalogue version that is not held here names the versions that are."""
    held = re.escape(", ".join(known_versions(catalogue)))
    with pytest.raises(BudgetError, match=rf"expected a known catalogue version \({held}\), found"):
        open_link(catalogue, forge([catalogue.info.id, version, [["x", "", {}, "1"]], 0, []]))


def test_unknown_dial_is_refused(catalogue: Catalogue) -> None:
    """A dial that the catalogue does not have is a clear error."""
    with pytest.raises(UnknownIdError, match=r"3\.1\.4:nothing"):
        open_link(catalogue, forge_draft(catalogue, settings={"d": {"3.1.4:nothing": 1}}))
