"""A ministry's own list: the form to fill in, its way to a catalogue, and a catalogue as a filled form."""

from budget.lists.export import differences_of, write_list
from budget.lists.form import write_template
from budget.lists.held import OwnLists
from budget.lists.own import FaultPlace, OwnList, open_own_list, place_of
from budget.lists.read import Call, ReadList, read_list

__all__ = [
    "Call",
    "FaultPlace",
    "OwnList",
    "OwnLists",
    "ReadList",
    "differences_of",
    "open_own_list",
    "place_of",
    "read_list",
    "write_list",
    "write_template",
]
