"""The package being composed: its list of toggles, headline, conflicts, settings and fiches."""

from dashboard.package import controls
from dashboard.package.conflicts import conflict_notes, kind_word, notes_below, unmet_text
from dashboard.package.dial_controls import dial_input
from dashboard.package.fiche import fiche, fiche_dialog
from dashboard.package.goal_rows import ASK_GAP, to_go_text
from dashboard.package.headline import ASK_CHANGES, headline, headline_place, steps_html
from dashboard.package.list_facts import legal_word
from dashboard.package.measure_list import column_labels, measure_list, measure_state, years_label
from dashboard.package.outbox import MEETING, outbox_data, report_callbacks, take_reports, toggle_component
from dashboard.package.own_targets import own_targets_panel
from dashboard.package.packages import link_notes, package_panel, saved_package, shown_name, step_buttons, switcher
from dashboard.package.parts import BESIDE, FIGURES, PANEL, forget_drawn, note_drawn, part, redraw_all, redraw_changed
from dashboard.package.places import backing, evidence_word, place_html
from dashboard.package.start import start
from dashboard.package.sum_dialog import ALL_YEARS, ASK_SUM, BARE, read_sum, sum_dialog
from dashboard.package.texts import with_ending
from dashboard.package.twins import twins_table
from dashboard.package.verdicts import (
    CLASSES,
    SIGNS,
    any_twice,
    both_verdicts,
    counts_twice,
    doubtful,
    once_amount,
    once_text,
    verdict_text,
    verdict_word,
    why_text,
)
from dashboard.package.years import (
    amounts_with_years,
    cells_with_years,
    once_with_years,
    shown_amount,
    with_years,
    year_heads,
)

__all__ = [
    "ALL_YEARS",
    "ASK_CHANGES",
    "ASK_GAP",
    "ASK_SUM",
    "BARE",
    "BESIDE",
    "CLASSES",
    "FIGURES",
    "MEETING",
    "PANEL",
    "SIGNS",
    "amounts_with_years",
    "any_twice",
    "backing",
    "both_verdicts",
    "cells_with_years",
    "column_labels",
    "conflict_notes",
    "controls",
    "counts_twice",
    "dial_input",
    "doubtful",
    "evidence_word",
    "fiche",
    "fiche_dialog",
    "forget_drawn",
    "headline",
    "headline_place",
    "kind_word",
    "legal_word",
    "link_notes",
    "measure_list",
    "measure_state",
    "note_drawn",
    "notes_below",
    "once_amount",
    "once_text",
    "once_with_years",
    "outbox_data",
    "own_targets_panel",
    "package_panel",
    "part",
    "place_html",
    "read_sum",
    "redraw_all",
    "redraw_changed",
    "report_callbacks",
    "saved_package",
    "shown_amount",
    "shown_name",
    "start",
    "step_buttons",
    "steps_html",
    "sum_dialog",
    "switcher",
    "take_reports",
    "to_go_text",
    "toggle_component",
    "twins_table",
    "unmet_text",
    "verdict_text",
    "verdict_word",
    "why_text",
    "with_ending",
    "with_years",
    "year_heads",
    "years_label",
]
