"""
Figures of one's own as files, links and JSON hold them: amounts in the catalogue's unit, cells as records write them.

They are short records, held to the rules of those, and to what the list allows (`budget/catalogue/own.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from budget.catalogue import Catalogue, GivenCells, Keur, Name, Record, clauses, given, own_faults, with_own
from budget.core import (
    OWN_BUDGET,
    OWN_SOURCE,
    OWN_TITLE,
    OWN_WHY,
    Cell,
    Own,
    OwnEstimate,
    OwnMeasure,
    meur_from_keur,
    tidy,
    write_cell,
)
from budget.share.own_targets import exact_number

Lengths = tuple[int, int]
"""How long titles and reasons may be in a link."""


def _exact(value: Any) -> Any:
    """Read a value of a link as a file's: floats by their decimal text, lists as they are in YAML."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, Mapping):
        return {key: _exact(found) for key, found in value.items()}
    return tuple(map(_exact, value)) if isinstance(value, list | tuple) else value


class StoredMeasure(Record):
    """A measure of one's own as it stands in a file: a column that is left out of its effects is not given."""

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_\-]*$")]
    title: Annotated[Name, given(OWN_TITLE)]
    budget: Annotated[Name, given(OWN_BUDGET)]
    article: Annotated[str, given(OWN_BUDGET)] = ""
    base: Name = "none"
    tax: bool = False
    effects: GivenCells
    why: Annotated[Name, given(OWN_WHY)]
    source: Annotated[str, given(OWN_SOURCE)] = ""

    @property
    def measure(self) -> OwnMeasure:
        """The measure that is meant."""
        texts = tidy(self.title), tidy(self.budget), self.effects, tidy(self.why), tidy(self.article)
        return OwnMeasure(self.id, *texts, self.base, self.tax, tidy(self.source))


class StoredEstimate(Record):
    """An own estimate as it stands in a file: amounts by column for a posting, counted from 0 as in readings."""

    measure: Name
    posting: Annotated[int, Field(ge=0)] = 0
    amounts: Annotated[dict[str, Keur], Field(min_length=1)]
    why: Annotated[Name, given(OWN_WHY)]
    source: Annotated[str, given(OWN_SOURCE)] = ""

    @property
    def estimate(self) -> OwnEstimate:
        """The estimate that is meant."""
        amounts = tuple(sorted(self.amounts.items()))
        return OwnEstimate(self.measure, amounts, tidy(self.why), self.posting, tidy(self.source))


class _StoredOwn(Record):
    """Figures of one's own as they stand in a file; `left_out` counts those that a link could not hold."""

    measures: tuple[StoredMeasure, ...] = ()
    estimates: tuple[StoredEstimate, ...] = ()
    left_out: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def list_allows_them(self, info: ValidationInfo) -> Self:
        """Refuse what the list of the context does not allow, if they were made with it."""
        context = info.context or {}
        if context.get("of_today", False) and (faults := own_faults(context["list"], self.own)):
            raise clauses(list(faults))
        return self

    @property
    def own(self) -> Own:
        """The figures that are meant."""
        return Own(
            tuple(stored.measure for stored in self.measures), tuple(stored.estimate for stored in self.estimates)
        )


StoredOwn = Annotated[_StoredOwn, BeforeValidator(_exact)]


def _in_unit(found: Any) -> Any:
    """Return a cell as a record writes it with its thousands in the catalogue's unit."""
    if isinstance(found, dict):
        return {key: _in_unit(value) for key, value in found.items()}
    return exact_number(meur_from_keur(found)) if isinstance(found, int) else found


def cell_in_unit(cell: Cell) -> Any:
    """Return a cell as a file holds it, in the catalogue's unit."""
    return _in_unit(write_cell(cell))


def own_values(catalogue: Catalogue, own: Own, lengths: Lengths = (OWN_TITLE.most, OWN_WHY.most)) -> dict[str, Any]:
    """Return figures of one's own as a file and JSON hold them, titles and reasons no longer than so many signs."""
    title, why = lengths
    measures = [
        {
            "id": item.id,
            "title": item.title[:title].strip(),
            "budget": item.budget,
            **({"article": item.article} if item.article else {}),
            **({} if item.base == "none" else {"base": item.base}),
            **({"tax": True} if item.tax else {}),
            "effects": dict(zip(catalogue.columns, map(cell_in_unit, item.cells), strict=True)),
            "why": item.why[:why].strip(),
            **({"source": item.source[:why].strip()} if item.source else {}),
        }
        for item in own.measures
    ]
    estimates = [
        {
            "measure": item.measure,
            **({"posting": item.posting} if item.posting else {}),
            "amounts": {column: _in_unit(keur) for column, keur in item.amounts},
            "why": item.why[:why].strip(),
            **({"source": item.source[:why].strip()} if item.source else {}),
        }
        for item in own.estimates
    ]
    return {name: found for name, found in (("measures", measures), ("estimates", estimates)) if found}


def left_out(own: Own) -> dict[str, int]:
    """Return what a link says that cannot hold figures of one's own: how many there are."""
    return {"left_out": len(own.measures) + len(own.estimates)}


def own_shortened(own: Own, lengths: Lengths) -> bool:
    """Whether a text of figures of one's own is longer than so many signs of its title or reason."""
    title, why = lengths
    items: tuple[OwnMeasure | OwnEstimate, ...] = (*own.measures, *own.estimates)
    texts = [text for item in items for text in (item.why, item.source)]
    return any(len(item.title) > title for item in own.measures) or any(len(text) > why for text in texts)


def read_own(catalogue: Catalogue, value: Any, of_today: bool = True) -> Own:
    """Return the figures that a mapping holds; raises ValidationError with every fault in it."""
    context = {"columns": catalogue.columns, "list": catalogue.listed, "of_today": of_today}
    return _StoredOwn.model_validate(_exact(value), context=context).own


def without_gone_own(catalogue: Catalogue, own: Own) -> tuple[Own, tuple[str, ...]]:
    """Take out the figures of one's own that the list no longer allows; return what is left, and those."""
    gone = list[str]()
    for measure in own.measures:
        if own_faults(catalogue, Own((measure,))):
            gone.append(f"{measure.id} {measure.title}")
            own = own.without_measure(measure.id)
    for item in own.estimates:
        if own_faults(catalogue, Own((), (item,))):
            gone.append(item.name)
            own = own.without_estimate(item.measure, item.posting)
    return own, tuple(gone)


def list_of_package(catalogue: Catalogue, value: Any) -> Catalogue:
    """Return the list with the own figures of a package's values; the list itself where those are not sound."""
    settings = value.get("settings") if isinstance(value, Mapping) else None
    own = settings.get("own") if isinstance(settings, Mapping) else None
    if not own:
        return catalogue.listed
    try:
        return with_own(catalogue, read_own(catalogue, own))
    except ValueError:  # what is wrong is told when the package is read
        return catalogue.listed
