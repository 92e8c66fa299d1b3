"""
Figures of one's own in a list: a catalogue with the user's measures after those of the list, and their estimates in it.

The list itself is untouched, so that links and versions stay those of the list. An estimate stands in for a cell of a
posting that is not one number, or for which the sources print another: never for an amount that nobody doubts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from weakref import WeakValueDictionary

from budget.catalogue.catalogue import OWN_DOCUMENT, Catalogue
from budget.catalogue.fields import Evidence, Source, Text
from budget.catalogue.info import OverlapReview, Reviewed
from budget.catalogue.measures import Measure, Posting, Variant
from budget.catalogue.reader import remedy_near
from budget.catalogue.readings import read_cells
from budget.catalogue.yamlread import FieldPath, field_name
from budget.core import (
    MOST_KEUR,
    MOST_OWN_ESTIMATES,
    MOST_OWN_MEASURES,
    OWN_BUDGET,
    OWN_PREFIX,
    OWN_SOURCE,
    OWN_TITLE,
    OWN_VARIANT,
    OWN_WHY,
    Cell,
    Cells,
    Message,
    Own,
    OwnEstimate,
    OwnMeasure,
    SettingError,
    TextForm,
    add_cells,
    dutch,
    shown,
    text_fault,
    translate,
)

OwnFault = tuple[FieldPath, Message]
"""What is wrong with figures of one's own: the path of the field in them, and why."""

HEADING: Final = dutch("Maatregelen van uzelf")
NOT_JUDGED_OWN: Final = dutch("eigen maatregelen zijn niet op overlap met de lijst beoordeeld")


def _both(text: str) -> Text:
    return Text(nl=text, en=translate(text, "en"))


def _text(path: FieldPath, text: str, form: TextForm, needed: bool) -> Iterator[OwnFault]:
    if needed and not text:
        yield path, Message("text_is_empty")
    elif fault := text_fault(text, form):
        yield path, fault


def _measure_faults(listed: Catalogue, own: Own) -> Iterator[OwnFault]:
    times = Counter(measure.id for measure in own.measures)
    bases = {line.id for line in listed.base.lines} | {"none"}
    for place, measure in enumerate(own.measures):
        at: FieldPath = ("measures", place)
        if not measure.id.startswith(OWN_PREFIX) or measure.id in listed.measures:
            yield (*at, "id"), Message("own_id_refused", start=OWN_PREFIX, found=shown(measure.id))
        elif times[measure.id] > 1:
            yield (*at, "id"), Message("own_id_twice", found=shown(measure.id))
        yield from _text((*at, "title"), measure.title, OWN_TITLE, needed=True)
        yield from _text((*at, "budget"), measure.budget, OWN_BUDGET, needed=True)
        yield from _text((*at, "article"), measure.article, OWN_BUDGET, needed=False)
        yield from _text((*at, "why"), measure.why, OWN_WHY, needed=True)
        yield from _text((*at, "source"), measure.source, OWN_SOURCE, needed=False)
        if measure.base not in bases:
            remedy = remedy_near(measure.base, bases)
            yield (
                (*at, "base"),
                Message("posting_on_unknown_base_line", base_line=shown(measure.base), remedy=remedy),
            )
        for column, found in zip(listed.columns, measure.cells, strict=True):
            ends = (found,) if isinstance(found, int) else found.ends
            yield from _size((*at, "effects", column), ends)


def _size(path: FieldPath, ends: tuple[int | None, ...]) -> Iterator[OwnFault]:
    if any(end is not None and abs(end) > MOST_KEUR for end in ends):
        yield path, Message("own_target_amount_outside_limits", most=MOST_KEUR // 1000)


def _printed_otherwise(listed: Catalogue, measure: Measure, place: int) -> Iterator[Cells]:
    """Yield the cells of a posting by each other reading of the sources."""
    found = [(item.cells, item.posting) for item in measure.readings if item.cells is not None]
    for difference in listed.differences:
        found += [(item.cells[measure.id], None) for item in difference.readings if measure.id in item.cells]
    for cells, posting in found:
        at, read = read_cells(listed.columns, measure, cells, posting)
        if at == place:
            yield read


def open_to_estimates(catalogue: Catalogue, measure: Measure, place: int) -> dict[str, Cell]:
    """
    Return the cells of a measure's posting that an own estimate can stand in for, as the list has them, by column.

    Those that are not one number, and those that the sources print in another way too. A posting that dials drive has
    none: there the dial is turned.
    """
    listed = catalogue.listed
    if measure.dials is not None and measure.dials.drives(place):
        return {}
    measure = listed.measures[measure.id]
    cells = measure.posting_effects(measure.postings[place])
    others = list(_printed_otherwise(listed, measure, place))
    return {
        column: found
        for at, (column, found) in enumerate(zip(listed.columns, cells, strict=True))
        if not isinstance(found, int) or any(other[at] != found for other in others)
    }


def _estimate_faults(listed: Catalogue, own: Own) -> Iterator[OwnFault]:
    times = Counter((item.measure, item.posting) for item in own.estimates)
    for place, item in enumerate(own.estimates):
        at: FieldPath = ("estimates", place)
        yield from _text((*at, "why"), item.why, OWN_WHY, needed=True)
        yield from _text((*at, "source"), item.source, OWN_SOURCE, needed=False)
        measure = listed.measures.get(item.measure)
        if measure is None:
            remedy = remedy_near(item.measure, listed.measures)
            yield (*at, "measure"), Message("unknown_measure", id=item.measure, remedy=remedy)
        elif not 0 <= item.posting < len(measure.postings):
            last = len(measure.postings) - 1
            yield (*at, "posting"), Message("own_estimate_of_no_posting", last=last, found=item.posting)
        elif times[item.measure, item.posting] > 1:
            yield (*at, "measure"), Message("own_estimate_given_twice", id=item.measure)
        else:
            yield from _amount_faults(listed, measure, item, at)


def _amount_faults(listed: Catalogue, measure: Measure, item: OwnEstimate, at: FieldPath) -> Iterator[OwnFault]:
    free = open_to_estimates(listed, measure, item.posting)
    if not item.amounts:
        yield (*at, "amounts"), Message("own_estimate_without_amount")
    for column, keur in item.amounts:
        if column not in listed.columns.place:
            found = {"columns": listed.columns.all, "found": shown(column), "remedy": Message("remove_the_column")}
            yield (*at, "amounts", column), Message("unknown_column", **found)
        elif column not in free:
            yield (*at, "amounts", column), Message("own_estimate_of_a_sure_amount", id=measure.id, column=column)
        yield from _size((*at, "amounts", column), (keur,))


def own_faults(catalogue: Catalogue, own: Own) -> tuple[OwnFault, ...]:
    """Return what is wrong with a package's figures of one's own in a list, by field; nothing where all is sound."""
    counts = (("measures", len(own.measures), MOST_OWN_MEASURES), ("estimates", len(own.estimates), MOST_OWN_ESTIMATES))
    many = (((name,), Message("own_figures_too_many", most=most, found=n)) for name, n, most in counts if n > most)
    return (*many, *_of_list(catalogue.listed, own))


def check_own(catalogue: Catalogue, own: Own) -> None:
    """Raise SettingError at the first fault in a package's figures of one's own."""
    if own:
        _refuse(own_faults(catalogue, own))


def _of_list(listed: Catalogue, own: Own) -> Iterator[OwnFault]:
    yield from _measure_faults(listed, own)
    yield from _estimate_faults(listed, own)


def _refuse(faults: tuple[OwnFault, ...]) -> None:
    if faults:
        path, why = faults[0]
        raise SettingError("own_figures_refused", field=field_name(path), why=why)


def _source(text: str) -> Source:
    return Source.model_construct(document=OWN_DOCUMENT, section=text, table=None, row=None, page=None)


def _record(listed: Catalogue, own: OwnMeasure) -> Measure:
    """Return the record of a measure of one's own: a short one, whose posting is an assumption for its reason."""
    why, source = Text.model_construct(nl=own.why, en=None), _source(own.source)
    posting = Posting.model_construct(
        budget=own.budget,
        article=own.article,
        part=None,
        base=own.base,
        effects=None,
        evidence=Evidence.ASSUMPTION,
        source=source if own.source else None,
        reason=why,
    )
    return Measure.model_construct(
        id=own.id,
        unit=listed.info.unit.id,
        title=Text.model_construct(nl=own.title, en=None),
        summary=why,
        effects=own.cells,
        postings=(posting,),
        tax=own.tax,
        sources=(source,),
    )


def _estimated(listed: Catalogue, measure: Measure, item: OwnEstimate) -> Measure:
    """Return a measure with an estimate in a posting; its row follows in the columns of the estimate."""
    amounts, posting = dict(item.amounts), measure.postings[item.posting]
    cells: Cells = tuple(
        amounts.get(column, found)
        for column, found in zip(listed.columns, measure.posting_effects(posting), strict=True)
    )
    if posting.effects is None:
        return measure.model_copy(update={"effects": cells})
    rows = [measure.posting_effects(other) for other in measure.postings]
    rows[item.posting] = cells
    row = tuple(
        add_cells([cells_of[at] for cells_of in rows]) if column in amounts else found
        for at, (column, found) in enumerate(zip(listed.columns, measure.effects, strict=True))
    )
    changed = posting.model_copy(update={"effects": cells})
    postings = tuple(changed if at == item.posting else other for at, other in enumerate(measure.postings))
    return measure.model_copy(update={"effects": row, "postings": postings})


def _derive(listed: Catalogue, own: Own) -> Catalogue:
    _refuse(tuple(_of_list(listed, own)))
    measures, variants, variant_of = dict(listed.measures), dict(listed.variants), dict(listed.variant_of)
    for item in own.estimates:
        measures[item.measure] = _estimated(listed, measures[item.measure], item)
    info = listed.info
    if own.measures:
        heading = OWN_VARIANT
        while heading in variants:
            heading = f"{heading}*"
        order = 1 + max(variant.order for variant in variants.values())
        variants[heading] = Variant.model_construct(
            id=heading, order=order, title=_both(HEADING), summary=None, source=_source("")
        )
        measures |= {measure.id: _record(listed, measure) for measure in own.measures}
        variant_of |= {measure.id: heading for measure in own.measures}
        if info.overlaps.is_complete:
            review = OverlapReview(level=Reviewed.NAMED_ONLY, note=_both(NOT_JUDGED_OWN))
            info = info.model_copy(update={"overlaps": review})
    return replace(
        listed, info=info, measures=measures, variants=variants, variant_of=variant_of, own=own, origin=listed
    )


def with_own(catalogue: Catalogue, own: Own) -> Catalogue:
    """
    Return a list with figures of one's own in it: the list itself for none, one catalogue for the same figures.

    It lives as long as something composed of it does. Raises SettingError for figures that the list does not allow.
    """
    if own == catalogue.own:
        return catalogue
    listed = catalogue.listed
    if not own:
        return listed
    held: WeakValueDictionary[Own, Catalogue] = listed.memo.setdefault("own", WeakValueDictionary())
    found = held.get(own)
    if found is None:
        found = held[own] = _derive(listed, own)
    return found
