"""The words of the field, explained once; pages show them as help."""

from __future__ import annotations

from collections.abc import Iterable

from budget.catalogue import Catalogue, CatalogueInfo, Reviewed, Source
from budget.engine import OdaPart, oda_of
from dashboard.words.text import language, t


def cited(catalogue: Catalogue, source: Source) -> str:
    """Write the place of a figure as a page names it."""
    return catalogue.cited(source, language())


def source_note(catalogue: Catalogue, source: Source | None) -> str:
    """Say where something comes from, as a sentence; nothing of what has no source."""
    return f"{t('Bron')}: {cited(catalogue, source)}." if source else ""


def variant(catalogue: Catalogue, id_: str) -> str:
    """Name a variant as a line of its own does: that it is one, its number and its title; without a number its title."""
    found = catalogue.variants[id_]
    title = found.title.get(language())
    return t("Variant {id}: {title}", id=id_, title=title) if found.is_numbered else title


def document(catalogue: Catalogue, source: Source) -> str:
    """Return how a page names the document of a place."""
    return catalogue.cited_document(source, language())


def place(catalogue: Catalogue, words: str) -> str:
    """Return the words of a place in a document in the page's language, where they describe it."""
    return catalogue.place(words, language())


def body(catalogue: Catalogue, name: str) -> str:
    """Return the name of an executing body or part of a budget in the page's language."""
    return catalogue.body(name, language())


def bodies(catalogue: Catalogue, names: Iterable[str]) -> str:
    """Return several of them, one after the other."""
    return ", ".join(body(catalogue, name) for name in names)


def unit(catalogue: Catalogue) -> str:
    """Return the unit of the amounts, for instance "mln. euro"."""
    return catalogue.info.unit.title.get(language())


def structural(catalogue: Catalogue) -> str:
    """Return the name of the structural column, for instance "structureel"."""
    return catalogue.info.columns.structural.title.get(language())


def budget_line(name: str) -> str:
    """Return a budget line as people read it: its own name, or in the page's language that it is yet to be settled."""
    return t("n.t.b.") if name == "n.t.b." else name


def capital(text: str) -> str:
    """Write a text as the start of a line."""
    return text[:1].upper() + text[1:]


def measures(count: int) -> str:
    """Say how many measures there are."""
    return t("1 maatregel") if count == 1 else t("{n} maatregelen", n=count)


def legend(unit: str) -> str:
    """Return the sign legend that stands with every table of amounts in a unit."""
    return t("{unit}; + verslechtert het saldo (kosten), − verbetert het (besparing)", unit=unit)


def balance() -> str:
    """Explain saldo."""
    return t(
        "Het begrotingssaldo van het Rijk. Een plus is een verslechtering (kosten), een min een verbetering (besparing)."
    )


def counted_once() -> str:
    """Explain the sum without double counting."""
    return t(
        "Maatregelen die geheel of deels hetzelfde geld zijn, tellen samen één keer; een korting geldt over wat andere besparingen overlaten. De bron zelf telt alles op."
    )


def review(info: CatalogueInfo) -> str:
    """Say how far the overlaps of a list were judged."""
    words = {
        Reviewed.REVIEWED: t("overlap volledig beoordeeld"),
        Reviewed.NAMED_ONLY: t("overlap niet volledig beoordeeld: alleen wat de bron noemt"),
        Reviewed.NONE: t("overlap niet beoordeeld"),
    }
    return words[info.overlaps.level]


def not_judged(info: CatalogueInfo) -> str:
    """Say below the figures of a list that its overlaps were not judged in full, and how far; else nothing."""
    return info.overlaps.told(language())


def oda() -> str:
    """Explain ODA."""
    return t("Official Development Assistance: uitgaven die internationaal als ontwikkelingshulp meetellen.")


def oda_part(catalogue: Catalogue, part: OdaPart) -> str:
    """Name who keeps a part of the effect, as every table of it does."""
    words = {
        OdaPart.OWN: oda_of(catalogue).own_chapter,
        OdaPart.ATTRIBUTED: t("ODA: toerekening eerstejaarsopvang"),
        OdaPart.PROGRAMME: t("ODA: programma's"),
        OdaPart.COVER: t("ODA: dekking van de reserve"),
        OdaPart.OTHERS: t("Anderen"),
        OdaPart.ODA_ROOM: t("ODA-begroting"),
    }
    return words[part]


def pm() -> str:
    """Explain PM."""
    return t(
        "Pro memorie: de bron verwacht een effect, maar geeft geen bedrag. Het totaal is dan een grens: ≥ minstens dit, ≤ hoogstens dit, + ? aan beide kanten open. Afh. is een bedrag dat van een ontwikkeling buiten het pakket afhangt; n.o. (niet opgegeven) is een bedrag dat de bron niet noemt."
    )


def base() -> str:
    """Explain grondslag."""
    return t("Het begrotingsbedrag waarvan een doel een percentage is.")


def lasting() -> str:
    """Explain the structural amount."""
    return t(
        "Wat een maatregel elk jaar oplevert of kost als zij geheel is ingevoerd; het telt niet mee in de som van de jaren."
    )


def evidence() -> str:
    """Explain the grades of evidence."""
    return t(
        "Gemeld: de bron zegt het. Afgeleid: het volgt uit cijfers van de bron. Aanname: het is van het rekenmodel, met de reden erbij."
    )


def glossary(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the words of the field with what they mean, those that a list has use for."""
    found = [
        (t("Saldo-effect"), balance()),
        (structural(catalogue), lasting()),
        ("PM", pm()),
        (t("zonder dubbeltelling"), counted_once()),
        (t("Bewijs"), evidence()),
    ]
    if catalogue.targets:
        found.insert(2, (t("grondslag"), base()))
    return [*found, ("ODA", oda())] if catalogue.oda is not None else found
