"""The package being composed: its list of toggles, headline, conflicts, settings and fiches."""

from dashboard.package import controls
from dashboard.package.conflicts import conflict_notes, notes_below
from dashboard.package.fiche import backing, evidence_word, fiche, fiche_dialog
from dashboard.package.headline import CLASSES, SIGNS, VERDICT_WORDS, headline, verdict_text, why_text
from dashboard.package.measure_list import column_labels, measure_list
from dashboard.package.outbox import outbox_data, report_callbacks, take_reports, toggle_component
from dashboard.package.packages import link_notes, package_panel, shown_name, step_buttons, switcher

__all__ = [
    "CLASSES",
    "SIGNS",
    "VERDICT_WORDS",
    "backing",
    "column_labels",
    "conflict_notes",
    "controls",
    "evidence_word",
    "fiche",
    "fiche_dialog",
    "headline",
    "link_notes",
    "measure_list",
    "notes_below",
    "outbox_data",
    "package_panel",
    "report_callbacks",
    "shown_name",
    "step_buttons",
    "switcher",
    "take_reports",
    "toggle_component",
    "verdict_text",
    "why_text",
]
