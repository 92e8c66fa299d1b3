"""The kinds of things that are fuzzed: how each is opened, changed and what it starts from; the corpus on disk."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from budget.core import OPEN_COST, Amount, Own, OwnEstimate, OwnMeasure, Settings
from budget.engine import compose_package
from budget.export import write_ods, write_workbook
from budget.share import Draft, SharedState, make_link, stored_text
from fuzz import folders, mutate, targets

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Kind:
    """A kind of thing to open: `run` holds its property, `change` draws another, `seeds` are sound ones."""

    name: str
    run: Callable[[bytes], str]
    change: mutate.Mutate
    seeds: Callable[[], list[bytes]]

    @property
    def corpus(self) -> Path:
        """The folder of what was once found to go wrong."""
        return CORPUS / self.name


def _drafts() -> list[Draft]:
    plain = Draft("Proef", "één regel", ("A.1", "B.5"))
    turned = replace(plain, name="B", settings=Settings(delay=1, first_year_share=541), measures=("A.2", "A.3"))
    added = OwnMeasure(
        "eigen-1", "Eigen", "JenV", (-1_000, OPEN_COST, 0, 0, 0, Amount(None, -2_000, 500)), "raming", "37"
    )
    own = Own((added,), (OwnEstimate("B.1", (("2021", 3_500),), "als in 2019", source="nota"),))
    owned = Draft("C", "", ("A.1", "B.1", "eigen-1"), Settings(own=own))
    return [plain, turned, Draft(), owned]


def _links() -> list[bytes]:
    states = [SharedState((draft,)) for draft in _drafts()] + [SharedState(tuple(_drafts()), 1, (0, 2))]
    return [make_link(targets.toy(), state).encode() for state in states]


def _packages() -> list[bytes]:
    ready = (targets.ROOT / "tests/toy/data/packages/both.yaml").read_bytes()
    return [ready, *(stored_text(targets.toy(), draft).encode() for draft in _drafts())]


def _workbooks() -> list[bytes]:
    packages = [
        (draft, compose_package(targets.toy(), draft.measures, draft.settings)) for draft in _drafts() if draft.measures
    ]
    return [write(package, draft.name) for write in (write_workbook, write_ods) for draft, package in packages]


def _records() -> list[bytes]:
    folder = folders.country()
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".json"})
    return [f"# {path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes() for path in paths]


def _folders() -> list[bytes]:
    return [
        b"link variants/A/A.9.yaml ../../../x\nremove data/base.yaml",
        b"pipe data/targets.yaml\nfolder variants/C\nwrite variants/C/variant.yaml id: C",
        b"move variants/A variants/C\nwrite variants/A.yaml x",
        b"link variants/C A\nlink variants/A/A.1 /dev/zero\nremove variants/B/B.1.yaml",
        b"remove data/oda.yaml\nremove data/history/0.1.0.json\nwrite data/history/0.1.0.json {}",
        b"move data/resettlement.yaml data/rejected.yaml\nwrite variants/A/\xff.yaml id: \xff",
    ]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("link", targets.open_a_link, mutate.change_link, _links),
        Kind("package", targets.open_a_package, mutate.change_text, _packages),
        Kind("workbook", targets.open_a_workbook, mutate.change_workbook, _workbooks),
        Kind("record", folders.load_a_record, mutate.change_text, _records),
        Kind("folder", folders.load_a_folder, mutate.change_text, _folders),
    )
}


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Return what a kind starts from: sound ones, and all that was once found."""
    kind = KINDS[name]
    found = sorted(kind.corpus.iterdir()) if kind.corpus.is_dir() else []
    return (*kind.seeds(), *(path.read_bytes() for path in found))


def drawn(name: str, seed: int, count: int) -> Iterator[bytes]:
    """Draw changed ones, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        data = chance.choice(seeds(name))
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = KINDS[name].change(data, chance)
        yield data
