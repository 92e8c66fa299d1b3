"""What goes on paper: the summary, the print view's form and the nota."""

from dashboard.paper.chain import bearers, setback_sentence
from dashboard.paper.changes import changes_section
from dashboard.paper.nota import DOCX, write_nota
from dashboard.paper.paper import Figures, Row, Section, Summary
from dashboard.paper.payers import payers_section
from dashboard.paper.stacking import stacking_sections
from dashboard.paper.summary import gap_text, summarise

__all__ = [
    "DOCX",
    "Figures",
    "Row",
    "Section",
    "Summary",
    "bearers",
    "changes_section",
    "gap_text",
    "payers_section",
    "setback_sentence",
    "stacking_sections",
    "summarise",
    "write_nota",
]
