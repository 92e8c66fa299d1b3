"""
A package as CSV: in Dutch with semicolons and a decimal comma, in English with commas and a decimal point.

One table, UTF-8 with a byte order mark and CRLF, as Excel expects. Amounts are in the catalogue's unit, exact; + worsens the
balance. Text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from budget.catalogue import OdaData
from budget.core import Amount, open_word, plain
from budget.engine import (
    Package,
    TargetCell,
    Totals,
    add_totals,
    attribute_oda,
    evaluate_targets,
    package_interval,
    package_once,
    who_pays,
)
from budget.export.book import column_heads
from budget.export.sheets.ends import bound_mark
from budget.export.sheets.settings import has_choice
from budget.export.texts import LEGEND, Texts

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """Return text that a spreadsheet keeps as text."""
    return f"'{text}" if text.startswith(RISKY) else text


def _number(keur: int | None, language: str) -> str:
    if keur is None:
        return ""
    return plain(keur) if language == "en" else plain(keur).replace(".", ",")


def years_head(years: Sequence[str]) -> str:
    """Return the head of the sum of the years."""
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _row(kind: str, key: str, label: str, cells: Sequence[int | None], note: str, language: str) -> list[str]:
    """Return a row of amounts that are not added over the years, such as those of a target."""
    numbers = [_number(cell, language) for cell in cells]
    return [kind, safe_text(key), safe_text(label), *numbers, "", safe_text(note)]


def _summed(kind: str, key: str, label: str, cells: Sequence[int | None], note: str, language: str) -> list[str]:
    """Return a row with the sum of its years, which never holds the structural amount; empty where a year has a range."""
    years = cells[:-1]
    total = None if None in years else sum(cell or 0 for cell in years)
    *row, _, said = _row(kind, key, label, cells, note, language)
    return [*row, _number(total, language), said]


def _plain(totals: Totals) -> list[int | None]:
    return [total.keur for total in totals.values()]


def _ends(amount: Amount, t: Texts) -> str:
    """Say the ends of an amount that is not one number, or its bound by its sign; "" for a number."""
    if amount.keur is not None or (amount.lower is None and amount.upper is None):
        return bound_mark(amount)
    if amount.lower is None or amount.upper is None:
        bound = amount.upper if amount.lower is None else amount.lower
        return f"{bound_mark(amount)} {_number(bound, t.language)}"
    return t("{low} tot {high}", low=_number(amount.lower, t.language), high=_number(amount.upper, t.language))


def _bounds(totals: Totals, heads: list[str], t: Texts) -> str:
    """Say by column what a sum that is not one number can be, and what its years can be together."""
    years = (years_head(heads[:-1]), add_totals(list(totals.values())[:-1]))
    found = [*zip(heads, totals.values(), strict=True), years]
    return ", ".join(f"{head} {text}" for head, total in found if (text := _ends(total, t)))


def _rows(package: Package, name: str, t: Texts) -> Iterator[list[str]]:
    heads = column_heads(package.catalogue, t.language)
    yield [t("Soort"), t("Nr."), t("Omschrijving"), *heads, years_head(heads[:-1]), t("Opmerking")]
    yield from _measures(package, t, heads)
    yield from _payers(package, t, heads)
    for label, totals in (
        (t("Totaal"), package.totals),
        (t("Intensiveringen"), package.intensifications),
        (t("Besparingen"), package.savings),
    ):
        yield _summed(t("totaal"), "", label, _plain(totals), _bounds(totals, heads, t), t.language)
    if has_choice(package.catalogue.frame, "Overlap"):
        yield _summed(t("totaal"), "", t("Totaal zonder dubbeltelling"), _plain(package_once(package)), "", t.language)
        yield from _interval(t("totaal"), "", t("Totaal"), list(package_interval(package).values()), t)
    yield from _targets(package, t, heads)
    if package.catalogue.oda is not None:
        yield from _oda(package, package.catalogue.oda, t)
    yield from _notes(package, name, t, heads)


def _cell_note(cell: Amount, t: Texts) -> str:
    """Say of a cell that is not one number what it is."""
    words = {
        "+": t("kosten zonder bedrag"),
        "-": t("besparing zonder bedrag"),
        "depends": t("richting onbekend"),
        "not given": t("niet opgegeven"),
    }
    if cell.keur is None:
        return _ends(cell, t)
    word = words[open_word(cell)]
    return t("{amount} en {open}", amount=_number(cell.keur, t.language), open=word) if cell.keur else word


def _measures(package: Package, t: Texts, heads: list[str]) -> Iterator[list[str]]:
    for id_, cells in package.rows.items():
        noted = [
            f"{head} {_cell_note(cell, t)}" for head, cell in zip(heads, cells, strict=True) if isinstance(cell, Amount)
        ]
        note = f"{t('open:')} {', '.join(noted)}" if noted else ""
        title = package.catalogue.measures[id_].title.get(t.language)
        keurs = [cell if isinstance(cell, int) else cell.keur or None for cell in cells]
        yield _summed(t("maatregel"), id_, title, keurs, note, t.language)


def _payers(package: Package, t: Texts, heads: list[str]) -> Iterator[list[str]]:
    """Yield who pays: each chapter, and each of its articles."""
    for payer in who_pays(package):
        chapter = payer.chapter
        bounds = _bounds(chapter.plain, heads, t)
        yield _summed(t("hoofdstuk"), chapter.name, t("Wie betaalt"), _plain(chapter.plain), bounds, t.language)
        for article in payer.articles if [it.name for it in payer.articles] != [chapter.name] else ():
            bounds = _bounds(article.plain, heads, t)
            yield _summed(t("artikel"), article.name, t("Wie betaalt"), _plain(article.plain), bounds, t.language)


def _targets(package: Package, t: Texts, heads: list[str]) -> Iterator[list[str]]:
    for id_, result in evaluate_targets(package).items():
        title, cells = result.target.title.get(t.language), list(result.cells.values())
        found = zip(heads, cells, strict=True)
        ends = ", ".join(f"{head} {text}" for head, cell in found if (text := _ends(cell.effect, t)))
        verdicts = ", ".join(f"{head} {_verdict(cell, t)}" for head, cell in zip(heads, cells, strict=True))
        goal = [cell.target_keur if cell.asked else None for cell in cells]
        effect = [cell.effect.keur for cell in cells]
        yield _row(t("Doel"), id_, f"{title}: {t('Te bereiken')}", goal, "", t.language)
        yield _row(t("Doel"), id_, f"{title}: {t('Effect van het pakket')}", effect, verdicts, t.language)
        if any(cell.effect.keur is None for cell in cells):
            yield _row(t("Doel"), id_, f"{title}: {t('Grenzen van het effect')}", [None] * len(heads), ends, t.language)
        if has_choice(package.catalogue.frame, "Overlap"):
            once = [cell.once.keur for cell in cells]
            yield _row(t("Doel"), id_, f"{title}: {t('Effect zonder dubbeltelling')}", once, "", t.language)
            yield from _interval(t("Doel"), id_, title, [cell.interval for cell in cells], t)


def _verdict(cell: TargetCell, t: Texts) -> str:
    """Return the verdict, with its reason when it cannot be determined."""
    why = t.why(cell.why)
    return f"{t.verdict(cell.verdict)} ({why})" if why else t.verdict(cell.verdict)


def _interval(kind: str, key: str, label: str, found: list[Amount], t: Texts) -> Iterator[list[str]]:
    """Yield where an amount lies when nothing counts twice: its lower and upper end; empty is no bound."""
    for end, ends in ((t("van"), [it.lower for it in found]), (t("tot en met"), [it.upper for it in found])):
        row = _row(kind, key, f"{label}: {t('zonder dubbeltelling')}, {end}", [], "", t.language)
        yield [*row[:3], *("" if keur is None else _number(keur, t.language) for keur in ends), "", ""]


def _oda(package: Package, oda: OdaData, t: Texts) -> Iterator[list[str]]:
    columns = attribute_oda(package).columns.values()
    for label, amounts in (
        (oda.own_chapter, [c.split.own.keur for c in columns]),
        (t("ODA: toerekening eerstejaarsopvang"), [c.split.attributed.keur for c in columns]),
        (t("ODA: programma's"), [c.split.programme.keur for c in columns]),
        (t("ODA: dekking van een reserve"), [c.split.cover.keur for c in columns]),
        (t("Anderen"), [c.split.others.keur for c in columns]),
        (t("Ruimte voor andere ODA-programma's"), [c.room for c in columns]),
        (t("Effect op het saldo na het ODA-plafond"), [c.net for c in columns]),
    ):
        yield _summed(t("ODA"), "", label, amounts, "", t.language)


def _notes(package: Package, name: str, t: Texts, heads: list[str]) -> Iterator[list[str]]:
    info = package.catalogue.info
    unit = info.unit.title.get(t.language)
    for label, text in (
        (t("Naam"), name or t("Pakket zonder naam")),
        (t("Catalogus"), f"{info.id} {info.version}, {info.date}: {info.title.get(t.language)}"),
        (unit, t(LEGEND, unit=unit)),
        *([] if info.overlaps.is_complete else [(t("Overlap"), info.overlaps.told(t.language))]),
    ):
        yield [t("toelichting"), "", safe_text(label), *[""] * len(heads), "", safe_text(text)]


def write_csv(package: Package, name: str = "", language: str = "nl") -> bytes:
    """Write a package as CSV in `language` ("nl" or "en")."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerows(_rows(package, name, Texts(language, package.catalogue.info.overlaps.is_complete)))
    return stream.getvalue().encode("utf-8-sig")
