"""The words of a workbook or CSV file in its language: what it says of the engine's outcomes, and what several sheets say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budget.catalogue import ConflictKind, Evidence, LegalLevel, OdaData, OdaKind
from budget.core import dutch, translate
from budget.engine import Bearer, Verdict, Why

MARKS: Final = {
    "depends": "?",
    "absent": "∅",
    "range": "↔",
    "unknown": "?",
    "least": "≥",
    "most": "≤",
    "none": "≷",
    "prefix": "nr ",
}
"""
Signs that are the same in both languages: an open cell without direction, one that is not given, a range, the end of an
amount that is not known, and the bounds of a total.
"""

LEGEND: Final = dutch(
    "Bedragen in {unit} · + is saldoverslechterend (kosten), − is een besparing · ≥ ondergrens, ≤ bovengrens, ≷ open"
)
THOUSANDS: Final = dutch("duizend euro")
"""The unit of a sheet of workings."""
LEGEND_OF_BOUNDS: Final = dutch("↔ bandbreedte, ∅ niet opgegeven, een grens ? is onbekend")
"""What the legend says more where amounts have bounds."""
RESTS: Final = dutch("rust op eigen cijfers")
"""What is said of a verdict towards which figures of one's own count."""
WITH_OWN: Final = dutch("met eigen cijfers")
"""What it says more where the package has figures of one's own."""
FINE: Final = dutch("Controle: klopt")
"""What every sheet says as exported: nothing was changed and each result is the calculator's."""
CHANGED: Final = dutch("Controle: gewijzigd en klopt")
"""What every sheet says after an edit of the choice, the settings or the assumptions."""
WRONG: Final = dutch("Controle: klopt niet, zie")
"""What every sheet says, before a sheet and a cell, when something does not hold."""

_VERDICTS: Final = {
    Verdict.MET: dutch("gehaald"),
    Verdict.NOT_MET: dutch("niet gehaald"),
    Verdict.UNDETERMINED: dutch("niet te bepalen"),
    Verdict.NOT_ASKED: dutch("niet gevraagd"),
}
MET_UNLESS: Final = dutch("gehaald, als niets overlapt")
_WHY: Final = {
    Why.NONE: "",
    Why.OPEN_CELLS: dutch("open cellen"),
    Why.RANGE: dutch("bandbreedte"),
    Why.EXCLUSIVE: dutch("uitsluitende maatregelen"),
    Why.OVERLAP: dutch("overlap"),
}
_CONFLICTS: Final = {ConflictKind.EXCLUSIVE: dutch("Sluit elkaar uit"), ConflictKind.OVERLAP: dutch("Overlap")}
_EVIDENCE: Final = {
    Evidence.STATED: dutch("gemeld"),
    Evidence.DERIVED: dutch("afgeleid"),
    Evidence.ASSUMPTION: dutch("aanname"),
}
_ODA: Final = {
    OdaKind.NONE: dutch("geen ODA"),
    OdaKind.PROGRAMME: dutch("geheel ODA"),
    OdaKind.RECEPTION: dutch("eerstejaarsopvang"),
}
_LEGAL: Final = {
    LegalLevel.NONE: dutch("geen"),
    LegalLevel.REGULATION: dutch("lagere regelgeving"),
    LegalLevel.LAW: dutch("wet"),
    LegalLevel.EU_LAW: dutch("EU-recht"),
    LegalLevel.TREATY: dutch("verdrag"),
}
_MONTHS: Final = {
    "average": dutch("alle maanden"),
    "first": dutch("eerste twaalf maanden"),
    "after": dutch("latere maanden"),
}
_BEARERS: Final = {
    Bearer.ODA_ROOM: dutch("ODA-ruimte"),
    Bearer.OTHERS: dutch("Anderen"),
}


@dataclass(frozen=True)
class Texts:
    """The words in one language ("nl" or "en"); calling it translates a Dutch text."""

    language: str
    judged: bool = True
    """Whether the overlaps of the list were judged in full; if not, what is met is met if nothing overlaps."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text with `{name}` filled in."""
        return translate(text, self.language, **values)

    def verdict(self, verdict: Verdict) -> str:
        """Return the word for a verdict."""
        return self(MET_UNLESS if verdict is Verdict.MET and not self.judged else _VERDICTS[verdict])

    def why(self, why: Why) -> str:
        """Return the reason for a verdict that cannot be determined."""
        return self(_WHY[why])

    def conflict(self, kind: ConflictKind) -> str:
        """Return the word for a kind of conflict."""
        return self(_CONFLICTS[kind])

    def evidence(self, evidence: Evidence) -> str:
        """Return the word for a kind of evidence."""
        return self(_EVIDENCE[evidence])

    def oda_kind(self, kind: OdaKind) -> str:
        """Return the word for an ODA rule."""
        return self(_ODA[kind])

    def legal(self, level: LegalLevel) -> str:
        """Return the words for a legal change."""
        return self(_LEGAL[level])

    def months(self, share: str) -> str:
        """Return the words for the months of stay that a measure acts on."""
        return self(_MONTHS[share])

    def base_line(self, id_: str) -> str:
        """Return what the base line of a posting is called; of one that counts in none a word."""
        return self("geen") if id_ == "none" else id_

    def bearer(self, bearer: Bearer, oda: OdaData) -> str:
        """Return the word for who bears a part of the effect; the own chapter goes by its name."""
        return oda.own_chapter if bearer is Bearer.OWN else self(_BEARERS[bearer])
