"""The words of the workbook in Dutch and English, looked up by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budget.catalogue import ConflictKind, Evidence, LegalLevel, OdaKind
from budget.engine import Verdict, Why
from budget.export.words import WORDS

MARKS: Final = {"depends": "?", "least": "≥", "most": "≤", "none": "≷", "prefix": "nr "}
"""Signs that are the same in both languages: an open cell without direction, and the bounds of a total."""

_VERDICTS: Final = {
    Verdict.MET: ("gehaald", "met"),
    Verdict.NOT_MET: ("niet gehaald", "not met"),
    Verdict.UNDETERMINED: ("niet te bepalen", "undetermined"),
}
_WHY: Final = {
    Why.NONE: ("", ""),
    Why.OPEN_CELLS: ("open cellen", "open cells"),
    Why.EXCLUSIVE: ("uitsluitende maatregelen", "exclusive measures"),
}
_CONFLICTS: Final = {
    ConflictKind.EXCLUSIVE: ("sluit elkaar uit", "exclusive"),
    ConflictKind.OVERLAP: ("overlap", "overlap"),
}
_EVIDENCE: Final = {
    Evidence.STATED: ("gemeld", "stated"),
    Evidence.DERIVED: ("afgeleid", "derived"),
    Evidence.ASSUMPTION: ("aanname", "assumption"),
}
_ODA: Final = {
    OdaKind.NONE: ("geen", "none"),
    OdaKind.PROGRAMME: ("programma", "programme"),
    OdaKind.RECEPTION: ("opvang", "reception"),
}
_LEGAL: Final = {
    LegalLevel.NONE: ("Geen wijziging van regels", "No legal change"),
    LegalLevel.REGULATION: ("Wijziging van een besluit of regeling", "Change of a regulation"),
    LegalLevel.LAW: ("Wetswijziging", "Change of a law"),
    LegalLevel.EU_LAW: ("Wijziging van EU-recht", "Change of EU law"),
    LegalLevel.TREATY: ("Wijziging van een verdrag", "Change of a treaty"),
}


@dataclass(frozen=True)
class Texts:
    """The words in one language; calling it with a key gives the text."""

    language: str

    def __call__(self, key: str) -> str:
        """Return a text; an unknown key is a KeyError."""
        return self._pick(WORDS[key])

    def _pick(self, pair: tuple[str, str]) -> str:
        return pair[1 if self.language == "en" else 0]

    def count(self, prefix: str) -> int:
        """Return how many numbered texts start with a prefix."""
        return sum(key.startswith(prefix) for key in WORDS)

    def verdict(self, verdict: Verdict) -> str:
        """Return the word for a verdict."""
        return self._pick(_VERDICTS[verdict])

    def why(self, why: Why) -> str:
        """Return the reason for a verdict that cannot be determined."""
        return self._pick(_WHY[why])

    def conflict(self, kind: ConflictKind) -> str:
        """Return the word for a kind of conflict."""
        return self._pick(_CONFLICTS[kind])

    def evidence(self, evidence: Evidence) -> str:
        """Return the word for a kind of evidence."""
        return self._pick(_EVIDENCE[evidence])

    def oda_kind(self, kind: OdaKind) -> str:
        """Return the word for an ODA rule."""
        return self._pick(_ODA[kind])

    def legal(self, level: LegalLevel) -> str:
        """Return the words for a legal change."""
        return self._pick(_LEGAL[level])

    def result(self, key: str) -> str:
        """Return the label of a result on Controle, from its key."""
        kind, *rest = key.split(":")
        if kind == "target":
            return f"{rest[0]}: {self(f'row_{rest[1]}')}"
        if kind == "oda":
            return self(f"oda_{rest[0]}") if len(rest) == 1 else f"ODA {rest[0]}: {self(f'part_{rest[1]}')}"
        return f"{self(f'by_{kind}')}: {rest[0]}" if rest else self(kind)
