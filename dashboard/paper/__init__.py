"""What goes on paper: the summary, the print view's form and the nota."""

from dashboard.paper.chain import bearers, setback_sentence
from dashboard.paper.changes import AS_IT_WAS, Since, changes_section
from dashboard.paper.figures import figures_html
from dashboard.paper.nota import DOCX, write_nota, write_odf_nota
from dashboard.paper.paper import Figures, Row, Section, Summary
from dashboard.paper.payers import payers_section
from dashboard.paper.stacking import stacking_sections
from dashboard.paper.summary import gap_text, shown_parts, summarise

__all__ = [
    "AS_IT_WAS",
    "DOCX",
    "Figures",
    "Row",
    "Section",
    "Since",
    "Summary",
    "bearers",
    "changes_section",
    "figures_html",
    "gap_text",
    "payers_section",
    "setback_sentence",
    "shown_parts",
    "stacking_sections",
    "summarise",
    "write_nota",
    "write_odf_nota",
]
