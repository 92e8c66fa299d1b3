"""
Targets of one's own in package files and links.

1. What is written is read back the same, in both, together with all else of the package.
2. A package without them is written as it was before there were any.
3. What a file cannot ask is told with its line and field, all at once.
"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import (
    MOST_BUDGETS,
    MOST_OWN_TARGETS,
    Aim,
    BudgetError,
    FaultsError,
    Money,
    OwnTarget,
    OwnTargetError,
    Settings,
    explain,
)
from budget.share import (
    MAX_PACKAGES,
    Draft,
    SharedState,
    link_shortens,
    make_link,
    open_link,
    parse_package,
    stored_text,
)
from budget.share.link_code import MAX_LENGTH

TARGETS = (
    OwnTarget(amount_keur=500_250, budgets=("JenV", "BHOS 4.1"), columns=("2025", "structural"), name="Mijn doel"),
    OwnTarget(Aim.RISE, percent=Decimal("12.125"), base_lines=("T-main", "T-aid"), base_year="2022"),
    OwnTarget(percent=Decimal("0.001"), base_keur=1, money=Money.EXPENDITURE, columns=("2023",)),
    OwnTarget(amount_keur=0),
)
DRAFT = Draft("Pakket", "", ("A.1",), Settings(1, own_targets=TARGETS))


def test_a_file_keeps_them(toy: Catalogue) -> None:
    """Exactly, with amounts in the catalogue's unit."""
    text = stored_text(toy, DRAFT)
    assert "amount: 500.25" in text
    assert parse_package(text, "pakket.yaml", toy).draft == DRAFT


def test_a_link_keeps_them(toy: Catalogue) -> None:
    """Beside a package that has none."""
    state = SharedState((DRAFT, replace(DRAFT, settings=Settings())), 1)
    assert open_link(toy, make_link(toy, state)).state == state


def test_without_them_nothing_is_written(toy: Catalogue) -> None:
    """Neither in the file nor in the link."""
    plain = replace(DRAFT, settings=Settings(1))
    assert "own_targets" not in stored_text(toy, plain)
    assert len(make_link(toy, SharedState((plain,)))) < len(make_link(toy, SharedState((DRAFT,))))


def long_targets(catalogue: Catalogue, draw: random.Random) -> tuple[OwnTarget, ...]:
    """As many targets of as many chapters with as long a name as may be."""
    names = ["".join(map(chr, draw.choices(range(0x4E00, 0x9FA5), k=60))) for _ in range(MOST_OWN_TARGETS)]
    return tuple(
        OwnTarget(
            amount_keur=draw.randrange(10**9),
            budgets=tuple(draw.sample(catalogue.budgets, min(MOST_BUDGETS, len(catalogue.budgets)))),
            name=name,
        )
        for name in names
    )


def test_the_longest_link_can_be_opened(catalogue: Catalogue) -> None:
    """Names go first where all of it is too long, and the page says that they do; what is asked never goes."""
    draw = random.Random(1)
    drafts = tuple(Draft(settings=Settings(own_targets=long_targets(catalogue, draw))) for _ in range(MAX_PACKAGES))
    state = SharedState(drafts)
    code = make_link(catalogue, state)
    assert len(code) <= MAX_LENGTH
    assert link_shortens(catalogue, state)
    opened = open_link(catalogue, code).state.drafts
    for draft, found in zip(drafts, opened, strict=True):
        assert found.settings.own_targets == tuple(replace(own, name="") for own in draft.settings.own_targets)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("- {amount: 5, percent: 5}", [(3, "percent", "allebei")]),
        ("- {amount: vijf}", [(3, "amount", "een getal")]),
        ("- {amount: 0.0001}", [(3, "amount", "decimalen")]),
        ("- {amount: 5, budgets: [JenW], columns: ['2031']}", [(3, "budgets", "JenV"), (3, "columns", "2031")]),
        ("- {amount: 5, direction: down}", [(3, "direction", "cut")]),
        ("- {amount: 5, when: later}", [(3, "when", "")]),
        ("- {percent: 5, base_lines: [T-main]}\n  - {}", [(3, "base_year", "jaar"), (4, "amount", "geen van beide")]),
    ],
)
def test_a_file_that_cannot_ask_says_where(toy: Catalogue, lines: str, told: list[tuple[int, str, str]]) -> None:
    """Each fault with its line and field, in the language of the reader."""
    text = f"name: x\nsettings: {{own_targets: [\n  {lines.replace('- ', '').replace('}', '},')}\n  ]}}\nmeasures: []\n"
    with pytest.raises(FaultsError) as caught:
        parse_package(text, "pakket.yaml", toy)
    faults = [(fault.line, fault.field.rpartition(".")[2], explain(fault, "nl")) for fault in caught.value.faults]
    assert [(line, field) for line, field, _ in faults] == [(line, field) for line, field, _ in told]
    assert all(word in said for (_, _, said), (_, _, word) in zip(faults, told, strict=True))


def test_a_target_of_an_older_list_is_let_go_and_told(
    toy: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it no longer has something for goes, in a file and in a link, and all else stays."""
    older = replace(toy, info=toy.info.model_copy(update={"version": "0.0.9"}))
    known = {"own_targets": (TARGETS[0], OwnTarget(amount_keur=1, budgets=("JenV 38",)))}
    draft = replace(DRAFT, settings=Settings(**known))  # type: ignore[arg-type]
    monkeypatch.setattr("budget.share.files.read_release", lambda catalogue, _: _release(catalogue))
    text = stored_text(older, draft)
    opened = parse_package(text, "pakket.yaml", toy)
    assert opened.draft.settings.own_targets == TARGETS[:1]
    assert opened.gone == ("JenV 38: −0,001",)
    linked = open_link(toy, make_link(older, SharedState((draft,))))
    assert (linked.state.drafts[0].settings, linked.gone) == (opened.draft.settings, opened.gone)


def _release(catalogue: Catalogue) -> object:
    from budget.catalogue import current_release

    return replace(current_release(catalogue), version="0.0.9")


def test_a_target_of_this_list_that_it_lacks_is_a_fault(toy: Catalogue) -> None:
    """Also in a link, which was then made by hand."""
    state = SharedState((replace(DRAFT, settings=Settings(own_targets=(OwnTarget(amount_keur=1, budgets=("X",)),))),))
    with pytest.raises(OwnTargetError):
        open_link(toy, make_link(toy, state))
    with pytest.raises(BudgetError):
        parse_package(stored_text(toy, state.drafts[0]), "pakket.yaml", toy)
