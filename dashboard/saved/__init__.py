"""Saved packages: save and merge, the list, the history of one and what changed in it, the bin, and unsaved work."""

from dashboard.saved.administration import administration, own_data
from dashboard.saved.comparing import what_changed
from dashboard.saved.gate import gate, signed_in_line
from dashboard.saved.history import history_of
from dashboard.saved.links import link_fault, open_saved_link
from dashboard.saved.listing import bin_list, choose, saved_list
from dashboard.saved.merging import merging
from dashboard.saved.own_lists import save_list_buttons, saved_lists
from dashboard.saved.picking import pick_saved
from dashboard.saved.saving import save_form
from dashboard.saved.sharing import sharing, shelves_panel
from dashboard.saved.since import since_choice
from dashboard.saved.telling import tell
from dashboard.saved.unsaved import unsaved_list

__all__ = [
    "administration",
    "bin_list",
    "choose",
    "gate",
    "history_of",
    "link_fault",
    "merging",
    "open_saved_link",
    "own_data",
    "pick_saved",
    "save_form",
    "save_list_buttons",
    "saved_list",
    "saved_lists",
    "sharing",
    "shelves_panel",
    "signed_in_line",
    "since_choice",
    "tell",
    "unsaved_list",
    "what_changed",
]
