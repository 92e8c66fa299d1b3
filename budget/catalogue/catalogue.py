"""A catalogue: the records of one list of measures, in the order of the list."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from budget.catalogue.chain import ChainData
from budget.catalogue.check_chain import load_chain
from budget.catalogue.differences import Difference, Figure, load_differences, load_figures
from budget.catalogue.fields import Source
from budget.catalogue.info import CatalogueInfo
from budget.catalogue.measures import Conflict, Counting, Measure, Variant
from budget.catalogue.names import Namer, Names
from budget.catalogue.published import PublishedData, load_published
from budget.catalogue.reader import Placed
from budget.catalogue.rejected import Rejected, load_rejected
from budget.catalogue.resettlement import ResettlementData, load_resettlement
from budget.catalogue.tables import Base, OdaData, ReadyPackage, Target
from budget.core import (
    NO_OWN,
    Amount,
    Columns,
    Frame,
    Message,
    Own,
    RepeatedIdError,
    TargetFrame,
    UnknownIdError,
    dutch,
    nearest,
    translate,
)

T = TypeVar("T")
OWN_DOCUMENT: Final = "*"
"""What a figure of one's own is cited from: no document of a list."""
OWN_CITED: Final = dutch("eigen opgave")


def report_order(id_: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key for ids: numbers by value, letters before deeper numbers (2B.1.1b before 2B.1.1.1)."""
    return tuple((1, int(t), "") if t.isdigit() else (0, 0, t) for t in re.findall(r"\d+|[A-Za-z]+|-", id_))


class CutsAfterSavings(NamedTuple):
    """A record of cuts by a percentage and the savings of which they take what is left; measures by their ids."""

    id: str
    cuts: tuple[str, ...]
    savings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """
    Everything the engine knows: the records, in the order of the list, and the folder that they come from.

    What few pages ask for (differences, published figures, rejected options, resettlement, chain) is read when it is
    first asked for; `validate` asks for all of it.
    """

    folder: Path
    info: CatalogueInfo
    variants: dict[str, Variant]
    measures: dict[str, Measure]
    variant_of: dict[str, str]
    conflicts: tuple[Conflict, ...]
    base: Base
    targets: dict[str, Target]
    oda: OdaData | None
    packages: dict[str, ReadyPackage] = field(default_factory=dict)
    requirements: tuple[Conflict, ...] = ()
    """The records by which a measure needs another: they stand among the conflicts, and are none."""
    names: Names | None = None
    edition: str = ""
    """Names the figures of a list without released versions, so that no link of other figures opens with it."""
    own: Own = NO_OWN
    """The figures of one's own that are put into these records, and the list as it is without them."""
    origin: Catalogue | None = field(default=None, repr=False)
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What the engine has worked out of these records already, by its own keys."""

    def __getstate__(self) -> dict[str, Any]:
        """Leave out of a pickle what was worked out of the records so far; threads may be adding to it."""
        return {item.name: getattr(self, item.name) for item in fields(self)} | {"memo": {}}

    @property
    def listed(self) -> Catalogue:
        """The list as it is, without figures of one's own."""
        return self.origin or self

    @cached_property
    def columns(self) -> Columns:
        """The columns of every row of cells."""
        return Columns(self.info.columns.years, self.info.columns.structural.id)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that a source may cite."""
        return tuple(document.id for document in self.info.documents)

    def cited(self, source: Source, language: str) -> str:
        """Write the place of a figure as a page in `language` ("nl" or "en") names it."""
        if source.document == OWN_DOCUMENT:
            return ": ".join(filter(None, (translate(OWN_CITED, language), source.section)))
        return self._namer.source(source, self.cited_document(source, language), language)

    def cited_document(self, source: Source, language: str) -> str:
        """Name the document of a place as a page does in `language` ("nl" or "en")."""
        document = next((document for document in self.info.documents if document.id == source.document), None)
        return source.document if document is None or document.cited is None else document.cited.get(language)

    def place(self, words: str, language: str) -> str:
        """Write a section, table or row of a document in `language` ("nl" or "en"), where it describes a place."""
        return self._namer.place(words, language)

    def body(self, name: str, language: str) -> str:
        """Write the name of an executing body or of a part of a budget in `language` ("nl" or "en")."""
        return self._namer.body(name, language)

    def also_called(self, chapter: str) -> tuple[str, ...]:
        """Return by which other names a chapter is looked for: its usual short name, its name in English."""
        return self._namer.chapter(chapter)

    @cached_property
    def _namer(self) -> Namer:
        return Namer(self.names)

    @cached_property
    def frame(self) -> Frame:
        """What the settings leave to choose."""
        return Frame(
            tuple(map(int, self.info.decision.years)),
            tuple((scope.id, scope.title.nl, scope.title.get("en")) for scope in self.info.scopes),
            tuple((share.id, share.title.nl, share.title.get("en")) for share in (self.oda.shares if self.oda else ())),
            has_oda=self.oda is not None,
            has_ending=any(regime.ends_attribution for regime in (self.oda.regimes if self.oda else ())),
            has_cover=any(regime.cover for regime in (self.oda.regimes if self.oda else ())),
            has_targets=bool(self.targets),
            has_overlaps=any(conflict.bounds for conflict in self.conflicts),
            targets=TargetFrame(
                self.columns.all,
                self.budgets,
                tuple(line.id for line in self.base.lines),
                self.base.years,
                any(measure.tax for measure in self.measures.values()),
            ),
        )

    @cached_property
    def budgets(self) -> tuple[str, ...]:
        """The chapters and lines on which measures have an effect, each chapter before its lines."""
        found: dict[str, dict[str, None]] = {}
        for measure in self.measures.values():
            for posting in measure.postings:
                found.setdefault(posting.budget, {})[posting.line] = None
        names = (name for chapter, lines in sorted(found.items()) for name in (chapter, *sorted(lines)))
        return tuple(dict.fromkeys(names))

    def kept(self, name: str, key: object, make: Callable[[], T], most: int) -> T:
        """Return what `make` gives under a key; of each name the last so many made are kept, as long as the list is."""
        found: OrderedDict[object, Any] = self.memo.setdefault(name, OrderedDict())
        try:
            made: T = found[key]
        except KeyError:
            made = found[key] = make()
            while len(found) > most:
                found.popitem(last=False)
        return made

    @cached_property
    def _conflicts_of(self) -> dict[str, tuple[int, ...]]:
        """The places of the conflicts of which each measure is a member, in their order."""
        found: dict[str, list[int]] = {}
        for place, conflict in enumerate(self.conflicts):
            for member in frozenset(conflict.members):
                found.setdefault(member, []).append(place)
        return {member: tuple(places) for member, places in found.items()}

    def conflicts_among(self, chosen: Iterable[str], least: int = 1) -> list[Conflict]:
        """Return the conflicts of which at least so many of some measures are members, in the order of the list."""
        counts: dict[int, int] = {}
        for id_ in chosen:
            for place in self._conflicts_of.get(id_, ()):
                counts[place] = counts.get(place, 0) + 1
        return [self.conflicts[place] for place in sorted(counts) if counts[place] >= least]

    @cached_property
    def cuts_after_savings(self) -> tuple[CutsAfterSavings, ...]:
        """The records of cuts that fall on what savings leave, in the order of the conflicts."""
        return tuple(
            CutsAfterSavings(record.id, record.sides[0], tuple(id_ for side in record.sides[1:] for id_ in side))
            for record in self.conflicts
            if record.counting is Counting.CUT_AFTER_SAVING
        )

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The places where the source contradicts itself, the heaviest first; raises FaultsError."""
        return load_differences(self) if self.origin is None else self.origin.differences

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The source's published figures with their recipes; raises FaultsError."""
        return load_figures(self) if self.origin is None else self.origin.figures

    @cached_property
    def rejected(self) -> tuple[Rejected, ...]:
        """The options that the source weighed and left out; raises FaultsError."""
        return load_rejected(self) if self.origin is None else self.origin.rejected

    @cached_property
    def published(self) -> PublishedData | None:
        """The totals that another document publishes, or None; raises FaultsError."""
        return load_published(self) if self.origin is None else self.origin.published

    @cached_property
    def placed_resettlement(self) -> Placed[ResettlementData] | None:
        """What the sources give on resettlement with its place in the file, or None; raises FaultsError."""
        return load_resettlement(self) if self.origin is None else self.origin.placed_resettlement

    @property
    def resettlement(self) -> ResettlementData | None:
        """What the sources give on resettlement, or None; raises FaultsError."""
        return None if self.placed_resettlement is None else self.placed_resettlement.record

    @cached_property
    def placed_chain(self) -> Placed[ChainData] | None:
        """What the sources give on the chain with its place in the file, or None; raises FaultsError."""
        return load_chain(self) if self.origin is None else self.origin.placed_chain

    @property
    def chain(self) -> ChainData | None:
        """What the sources give on the chain from inflow to cost, or None; raises FaultsError."""
        return None if self.placed_chain is None else self.placed_chain.record

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each measure in the report's order."""
        return {id_: place for place, id_ in enumerate(self.measures)}

    def measure(self, id_: str) -> Measure:
        """Return a measure; raises UnknownIdError with the nearest ids."""
        try:
            return self.measures[id_]
        except KeyError:
            raise UnknownIdError(id_, nearest(id_, self.measures)) from None

    def sorted_selection(self, ids: tuple[str, ...] | list[str] | frozenset[str] | set[str]) -> tuple[str, ...]:
        """Return ids in report order; raises UnknownIdError and RepeatedIdError."""
        for id_ in ids:
            if id_ not in self.measures:
                self.measure(id_)
        found = tuple(sorted(ids, key=self.order.__getitem__))
        repeated = tuple(dict.fromkeys(id_ for id_, after in pairwise(found) if id_ == after))
        if repeated:
            raise RepeatedIdError(repeated)
        return found

    def open_columns(self, measure: Measure) -> tuple[str, ...]:
        """Return the columns in which a measure has no number, or something open beside it."""
        cells = zip(self.columns, measure.effects, strict=True)
        return tuple(column for column, cell in cells if isinstance(cell, Amount) and cell.open)

    def target(self, id_: str) -> Target:
        """Return a target; raises UnknownIdError."""
        try:
            return self.targets[id_]
        except KeyError:
            raise UnknownIdError(id_, tuple(self.targets), Message("id_of_target")) from None
