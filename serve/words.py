"""What the server itself says, outside the pages: in the language that the browser asks for, Dutch first."""

from __future__ import annotations

from budget.core import dutch

UNKNOWN_HOST = dutch(
    "Deze naam is niet van deze server. Gebruik het adres dat u van uw beheerder kreeg. Beheerder: noem de naam in HOSTS."
)
FOREIGN_PAGE = dutch("Een andere website vroeg dit; dat mag niet. Open het rekenmodel zelf in een nieuw venster.")
NOT_YOURS = dutch("U bent niet aangemeld, of dit bestand is niet van u.")
NOT_HERE = dutch("Deze pagina is er niet.")
UNEXPECTED = dutch("Er ging iets mis wat niet was voorzien. Meld dit nummer aan uw beheerder: {id}.")


def language_of(accepted: str) -> str:
    """Return "en" when an Accept-Language header names English before Dutch; else "nl"."""
    named = [part.split(";")[0].strip().lower()[:2] for part in accepted.split(",")]
    return next((name for name in named if name in ("nl", "en")), "nl")
