"""
Words for options that older workbooks hold and today's do not, by the cell they stand in; they are still read.

Those workbooks are of the first catalogue; another one has other words, so a word counts only for an option that it has.
"""

from __future__ import annotations

from typing import Final

OLD_OPTIONS: Final[dict[str, dict[object, str]]] = {
    "Basis_doel": {
        "vast jaar (rapport)": "report",
        "fixed year (report)": "report",
        "vast jaar van het rapport (2021)": "report",
        "fixed year of the report (2021)": "report",
        "eigen jaar": "own-year",
        "own year": "own-year",
    },
    "Reikwijdte": {
        "zoals het rapport": "report",
        "as the report": "report",
        "zoals het rapport: artikel 37; 498 voor BHOS": "report",
        "as the report: article 37; 498 for BHOS": "report",
        "JenV geheel: artikelen 37 en 32; 498 voor BHOS": "jenv",
        "JenV in full: articles 37 and 32; 498 for BHOS": "jenv",
        "hele grondslag": "whole",
        "whole base": "whole",
    },
    "ODA_regels": {
        "alleen gemeld": "stated",
        "stated only": "stated",
        "ook afgeleid": "derived",
        "derived too": "derived",
    },
    "Plafond": {
        "blijft": "stays",
        "stays": "stays",
        "volgt": "follows",
        "follows": "follows",
        "beweegt mee (als bij optie 1A)": "follows",
        "moves along (as in option 1A)": "follows",
    },
}
