"""The words of the field, explained once; pages show them as help."""

from __future__ import annotations

from dashboard.words.text import t


def cited(source: object) -> str:
    """Write the place of a figure; the letter to parliament goes by its Dutch name in Dutch."""
    document, space, rest = str(source).partition(" ")
    return f"{t('BRIEF')}{space}{rest}" if document == "LETTER" else str(source)


def legend() -> str:
    """Return the sign legend that stands with every table."""
    return t("mln. euro; + verslechtert het saldo (kosten), − verbetert het (besparing)")


def base() -> str:
    """Explain grondslag."""
    return t("De budgetten waarop de opdracht van 20% meer of minder rekent (bijlage 1 van het rapport).")


def balance() -> str:
    """Explain saldo."""
    return t(
        "Het begrotingssaldo van het Rijk. Een plus is een verslechtering (kosten), een min een verbetering (besparing)."
    )


def oda() -> str:
    """Explain ODA."""
    return t("Official Development Assistance: uitgaven die internationaal als ontwikkelingshulp meetellen.")


def pm() -> str:
    """Explain PM."""
    return t(
        "Pro memorie: het rapport verwacht een effect, maar geeft geen bedrag. Het totaal is dan een grens: ≥ minstens dit, ≤ hoogstens dit, + ? aan beide kanten open. Afh. is een bedrag dat van de instroom afhangt."
    )
