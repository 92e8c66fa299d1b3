"""
Which saved versions the open packages go on from, as the address has them; and the open packages as unsaved work.

An origin is only a name: what it stands for is asked of the store, which says whose it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Final

import yaml

from budget.catalogue import Catalogue
from budget.share import QUICK, Draft, parse_package, stored_text
from dashboard.session.workspace import Origin, Slot, Workspace
from store import UnreadableWorkError

FORM: Final = 1
ORIGIN: Final = re.compile(r"([A-Za-z0-9_-]{1,40})\.([1-9]\d{0,5})")


def write_origins(space: Workspace) -> str:
    """Write the origins of the open packages for the address, in their order; "" when none has any."""
    found = [f"{slot.origin.package}.{slot.origin.number}" if slot.origin else "" for slot in space.slots]
    return "~".join(found) if any(found) else ""


def read_origins(space: Workspace, text: str) -> None:
    """Give the open packages their origins of an address; what has no form is left out."""
    for slot, one in zip(space.slots, text[:1000].split("~"), strict=False):
        if match := ORIGIN.fullmatch(one):
            slot.origin = Origin(match[1], int(match[2]))


def unsaved(space: Workspace) -> bool:
    """Whether an open package that holds anything is not as it was last saved or opened."""
    return any(not slot.draft.is_empty and slot.draft != slot.saved for slot in space.slots)


def work_text(catalogue: Catalogue, slots: tuple[tuple[Draft, Origin | None], ...], active: int) -> str:
    """Write open packages as unsaved work, which `read_work` reads back."""
    packages = [
        {
            "text": stored_text(catalogue, draft, QUICK),
            "named": bool(draft.name),
            "origin": [origin.package, origin.number] if origin else None,
        }
        for draft, origin in slots
    ]
    return json.dumps({"form": FORM, "active": active, "packages": packages}, ensure_ascii=False)


def read_work(catalogue: Catalogue, text: str, name: str) -> list[Slot]:
    """Make open packages of unsaved work; raises BudgetError for what the list cannot hold any more."""
    try:
        value: dict[str, Any] = json.loads(text)
        if value["form"] != FORM:
            raise UnreadableWorkError
        return [_slot(catalogue, one, name) for one in value["packages"]]
    except (ValueError, KeyError, TypeError):
        raise UnreadableWorkError from None


def work_names(text: str) -> tuple[tuple[str, int], ...]:
    """Return of unsaved work each package's name ("" where it has none) and how many measures it holds; none of a faulty one."""
    try:
        packages = [(one["named"], yaml.safe_load(one["text"])) for one in json.loads(text)["packages"]]
        return tuple((str(held["name"]) if named else "", len(held["measures"])) for named, held in packages)
    except (ValueError, KeyError, TypeError, yaml.YAMLError):
        return ()


def _slot(catalogue: Catalogue, one: dict[str, Any], name: str) -> Slot:
    draft = parse_package(one["text"], name, catalogue).draft
    if not one["named"]:
        draft = replace(draft, name="")
    origin = Origin(str(one["origin"][0]), int(one["origin"][1])) if one["origin"] else None
    return Slot(draft, saved=Draft(), origin=origin)
