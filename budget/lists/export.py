"""Write a catalogue as a filled form, when the form holds all of it; what it cannot hold is refused, never dropped."""

from __future__ import annotations

from collections.abc import Iterator

from budget.catalogue import Catalogue
from budget.core import BudgetError, FaultsError
from budget.lists.fill import filled_answers, filled_rows
from budget.lists.form import write_form
from budget.lists.read import read_list


def differences_of(one: Catalogue, other: Catalogue) -> Iterator[str]:
    """Yield the records in which two catalogues differ, field by field and in their order."""
    beside = ("resettlement", "chain", "differences", "figures", "rejected")
    for part in ("info", "base", "targets", "oda", "packages", *beside):
        if getattr(one, part) != getattr(other, part):
            yield part
    if one.published != other.published:
        yield "published"
    for part in ("variants", "measures", "variant_of"):
        before, after = getattr(one, part), getattr(other, part)
        yield from (f"{part}: {id_}" for id_ in before if before[id_] != after.get(id_))
        if list(before) != list(after):
            yield part
    if (one.conflicts, one.requirements) != (other.conflicts, other.requirements):
        yield "conflicts"


def write_list(catalogue: Catalogue, language: str = "nl") -> bytes:
    """
    Write a short catalogue as a filled form.

    It is read back before it is given: raises BudgetError when a record would not come back as it is.
    """
    if catalogue.info.records != "short":
        raise BudgetError("list_with_full_records", id=catalogue.info.id)
    answers, rows = filled_answers(catalogue, language), filled_rows(catalogue, language)
    data = write_form(catalogue.columns.years, language, answers, rows)
    try:
        changed = list(differences_of(catalogue, read_list(data, "form.xlsx").catalogue))
    except FaultsError as error:
        raise BudgetError("list_not_held_by_form", id=catalogue.info.id, what=str(error)) from None
    if changed:
        raise BudgetError("list_not_held_by_form", id=catalogue.info.id, what=changed)
    return data
