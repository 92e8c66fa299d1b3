"""Where a package's effect lands, in sentences that follow the settings of the attribution to ODA."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budget.catalogue import Catalogue
from budget.core import Ceiling, Cover, Ended, Programmes, Settings
from budget.engine import OdaColumn, OdaResult, Package, attribute_oda, oda_of, without_own
from dashboard.package import own_ids
from dashboard.words import language, numbers, t, terms, ui

BILLION = 1_000_000  # thousands of euro


@dataclass(frozen=True)
class Landing:
    """
    Where a column's effect lands under the settings, thousands of euro; the four parts sum to the effect.

    `room` is what other ODA programmes feel, `ceiling` what moves the ODA ceiling and so the State's balance. A cover
    leaves the ODA budget with its part of the ceiling: the programmes that stay feel it beside.
    """

    own: int
    room: int
    ceiling: int
    others: int

    @property
    def effect(self) -> int:
        """The whole effect."""
        return self.own + self.room + self.ceiling + self.others


def landing(column: OdaColumn, settings: Settings) -> Landing:
    """Tell apart what ODA programmes feel and what moves the ceiling, by the settings of ceiling and programmes."""
    split = column.split
    parts = (
        (split.attributed.certain, settings.ceiling is Ceiling.FOLLOWS),
        (split.programme.certain, settings.programmes is Programmes.MOVE_CEILING),
        (split.cover.certain, True),
    )
    room = sum(keur for keur, moves in parts if not moves)
    return Landing(split.own.certain, room, sum(keur for keur, moves in parts if moves), split.others.certain)


def _clauses(catalogue: Catalogue, found: Landing) -> list[str]:
    """Say who keeps how much, each part that there is; the own chapter and others always."""
    own = oda_of(catalogue).own_chapter
    parts = {"kept": found.own, "room": found.room, "moved": found.ceiling, "others": found.others}
    texts = {name: numbers.on_page(catalogue, abs(keur)) for name, keur in parts.items()}
    if found.effect < 0:
        kept = t("blijft {kept} bij {own}", kept=texts["kept"], own=own)
        room = t("wordt {room} ODA-ruimte", room=texts["room"])
        moved = t("gaat {moved} van het ODA-plafond af", moved=texts["moved"])
        others = t("valt {others} bij anderen", others=texts["others"])
    else:
        kept = t("draagt {own} {kept}", kept=texts["kept"], own=own)
        room = t("gaat {room} ten koste van de ODA-ruimte", room=texts["room"])
        moved = t("komt {moved} bij het ODA-plafond", moved=texts["moved"])
        others = t("dragen anderen {others}", others=texts["others"])
    middle = [*([moved] if found.ceiling else []), *([room] if found.room or not found.ceiling else [])]
    return [kept, *middle, others]


def _all_one_way(catalogue: Catalogue, found: Landing) -> str:
    """Say of an effect that each bearer feels in the same direction who keeps how much."""
    *first, last = _clauses(catalogue, found)
    effect = numbers.on_page(catalogue, abs(found.effect))
    texts = {"effect": effect, "unit": terms.unit(catalogue), "parts": f"{', '.join(first)}{t(' en ')}{last}"}
    if found.effect < 0:
        return t("van de {effect} {unit} die het pakket bespaart, {parts}.", **texts)
    return t("van de {effect} {unit} die het pakket kost, {parts}.", **texts)


def _either_way(catalogue: Catalogue, found: Landing) -> str:
    """Say who keeps how much of an effect that is a saving for one and a cost for another."""
    effect = found.effect
    parts = {"kept": found.own, "room": found.room + found.ceiling, "others": found.others}
    return t(
        "het pakket {word} {effect} {unit}: {own} {kept}, ODA-begroting {room}, anderen {others}.",
        word=t("bespaart") if effect < 0 else t("kost"),
        effect=numbers.on_page(catalogue, abs(effect)),
        unit=terms.unit(catalogue),
        own=oda_of(catalogue).own_chapter,
        **{name: numbers.on_page(catalogue, keur, sign=True) for name, keur in parts.items()},
    )


def _programme_text(catalogue: Catalogue, keur: int, settings: Settings) -> str:
    """Say what a change in programmes does under the ceiling, by the setting."""
    amount = numbers.on_page(catalogue, abs(keur))
    if settings.programmes is Programmes.MOVE_CEILING:
        return t("Het plafond beweegt mee met {programme} aan programma's (aanname).", programme=amount)
    if keur > 0:
        return t("Onder het vaste plafond verdringt {programme} aan programma's andere programma's.", programme=amount)
    return t("Onder het vaste plafond komt {programme} aan programma's vrij voor andere.", programme=amount)


def sentence(catalogue: Catalogue, result: OdaResult, settings: Settings) -> str:
    """Say in plain words who keeps the structural effect."""
    own, name = oda_of(catalogue).own_chapter, terms.capital(terms.structural(catalogue))
    cell = result.columns[catalogue.columns.structural]
    found = landing(cell, settings)
    parts = (found.own, found.room, found.ceiling, found.others)
    if not any(parts[:3]) and found.effect == 0:
        nothing = t("dit pakket verandert niets aan de saldo's van {own}, ODA en anderen.", own=own)
        return f"{name}: {nothing}"
    one_way = found.effect and all(keur * found.effect >= 0 for keur in parts)
    say = _all_one_way if one_way else _either_way
    texts = [f"{name}: {say(catalogue, found)}"]
    if cell.split.programme.certain:
        texts.append(_programme_text(catalogue, cell.split.programme.certain, settings))
    if not cell.effect.exact:
        texts.append(t("Maatregelen zonder bedrag tellen hier niet mee."))
    return " ".join(texts)


def settings_notes(settings: Settings) -> list[str]:
    """Say what the ceiling does with the attribution, and what programmes do under it."""
    if settings.ceiling is Ceiling.FOLLOWS:
        notes = [t("Het ODA-plafond beweegt mee met de toerekening: een lagere toerekening verbetert het saldo.")]
    else:
        notes = [
            t("Het ODA-plafond blijft gelijk: wat er minder wordt toegerekend, komt vrij voor andere programma's.")
        ]
    if settings.programmes is Programmes.MOVE_CEILING:
        notes.append(t("Het plafond beweegt ook mee met ODA-programma's; dat is een aanname."))
    else:
        notes.append(t("Meer geld voor een ODA-programma gaat af van andere programma's."))
    return notes


def total_text(catalogue: Catalogue) -> str:
    """Say what total ODA is about, and between which amounts the rounded share leaves it."""
    total, unit = oda_of(catalogue).total, terms.unit(catalogue)
    low, high = (numbers.meur(keur, 0) for keur in total.bounds)
    if total.keur >= BILLION:
        about = t("{amount} miljard euro", amount=numbers.number(Decimal(total.keur) / BILLION, 1))
    else:
        about = f"{numbers.meur(total.keur, 0)} {unit}"
    return t("Totale ODA: ongeveer {about}, tussen {low} en {high} {unit}.", about=about, low=low, high=high, unit=unit)


def _others_text(catalogue: Catalogue, change: int) -> str:
    amount, unit = numbers.on_page(catalogue, abs(change)), terms.unit(catalogue)
    if change < 0:
        return t("per saldo leveren andere ODA-programma's {lost} {unit} in.", lost=amount, unit=unit)
    if change > 0:
        return t("per saldo houden andere ODA-programma's {left} {unit} over.", left=amount, unit=unit)
    return t("de stap verandert niets voor andere ODA-programma's.")


def regime_note(catalogue: Catalogue, result: OdaResult, settings: Settings) -> None:
    """Explain the regime that the package brings about, in the catalogue's words, and what the settings make of it."""
    regime, lang = result.regime, language()
    if regime is None:
        return
    ui.info((regime.explanation or regime.title).get(lang))
    if regime.note is not None:
        ui.caption(regime.note.get(lang))
    if not regime.ends_attribution:
        return
    if settings.ended is Ended.PRINTED:
        told = [t("Het plafond daalt met het gedrukte bedrag.")]
    else:
        told = [t("Het plafond daalt met de toerekening van elk jaar zelf.")]
    if regime.cover:
        own = oda_of(catalogue).own_chapter
        paid = t("De reserve komt uit het ODA-budget.")
        told.append(paid if settings.cover is Cover.ODA else t("De reserve komt ten laste van {own}.", own=own))
    cell = result.columns[catalogue.columns.structural]
    text = _others_text(catalogue, cell.spared + cell.split.cover.certain)
    told.append(f"{terms.capital(terms.structural(catalogue))}: {text}")
    ui.caption(" ".join(told))


def own_oda(package: Package, result: OdaResult) -> str:
    """Say what of the structural effect is attributed with, and without, figures of one's own."""
    column, catalogue = package.catalogue.columns.structural, package.catalogue
    bare = attribute_oda(without_own(package)).columns[column].split
    split, places = result.columns[column].split, numbers.places(catalogue)
    return t(
        "Met eigen cijfers: {ids}. Structureel {own} bij {chapter} en {room} ruimte in de ODA-begroting; zonder die cijfers "
        "{bare_own} en {bare_room}.",
        ids=own_ids(package),
        chapter=oda_of(catalogue).own_chapter,
        own=numbers.total(split.own, places, sign=True),
        room=numbers.total(split.oda_room, places, sign=True),
        bare_own=numbers.total(bare.own, places, sign=True),
        bare_room=numbers.total(bare.oda_room, places, sign=True),
    )
