"""Sound means: every file of a catalogue was loaded and checked, also those that few pages ask for."""

from __future__ import annotations

from pathlib import Path

from budget.catalogue import PROJECT, Catalogue, known_versions, load_catalogue, read_release
from budget.core import Fault, FaultsError, Message
from budget.resettlement import printed_otherwise


def load_sound_catalogue(directory: Path = PROJECT) -> Catalogue:
    """
    Load a catalogue with all that belongs to it, and hold its figures against its own arithmetic.

    The records first, as every command does; then differences, published figures and totals, rejected options,
    resettlement, chain and released versions.
    Raises FaultsError with every fault.
    """
    catalogue = load_catalogue(directory)
    faults: list[Fault] = []
    for part in ("differences", "figures", "published", "rejected", "placed_resettlement", "placed_chain"):
        try:
            getattr(catalogue, part)
        except FaultsError as error:
            faults += error.faults
    for version in known_versions(catalogue):
        try:
            read_release(catalogue, version)
        except FaultsError as error:
            faults += error.faults
    if not faults and catalogue.placed_resettlement is not None:
        faults += printed_otherwise(catalogue.placed_resettlement)
    if faults:
        raise FaultsError(Message("the_catalogue"), faults)
    return catalogue
