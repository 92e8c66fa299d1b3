"""
Packages as CSV: in Dutch with semicolons and a decimal comma, in English with commas and a decimal point.

One table with the kind of each row in its first column, UTF-8 with a byte order mark and CRLF, as Excel expects. Amounts
are in the catalogue's unit, exact; + worsens the balance. A cell without an amount says so in words, never 0. Before the id
of a measure stands "nr", so that no spreadsheet makes 4.1 of 4.10 or a date of it; text that a spreadsheet would take for a
formula gets an apostrophe before it. The long table has a row for each posting and column.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from budget.catalogue import OdaData
from budget.core import Amount, open_word, plain, span_of_years
from budget.engine import (
    Package,
    TargetCell,
    Totals,
    add_totals,
    attribute_oda,
    compare_packages,
    evaluate_targets,
    holds_own,
    own_in_targets,
    own_part,
    package_interval,
    package_once,
)
from budget.export.book import column_heads
from budget.export.csv_inputs import input_rows
from budget.export.csv_stacks import payer_rows, stack_rows
from budget.export.long import long_rows
from budget.export.sheets.ends import bound_mark
from budget.export.sheets.own_figures import own_mark
from budget.export.sheets.settings import has_choice
from budget.export.texts import LEGEND, MARKS, RESTS, Texts

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """Return text that a spreadsheet keeps as text."""
    return f"'{text}" if text.startswith(RISKY) else text


def measure_key(id_: str) -> str:
    """Return the id of a measure as text that no spreadsheet takes for a number or a date."""
    return f"{MARKS['prefix']}{id_}"


def _number(keur: int | None, language: str) -> str:
    if keur is None:
        return ""
    return plain(keur) if language == "en" else plain(keur).replace(".", ",")


def _row(kind: str, key: str, label: str, cells: Sequence[int | str | None], note: str, language: str) -> list[str]:
    """Return a row of amounts that are not added over the years, as of a target; one that is a text says what it is."""
    found = [safe_text(cell) if isinstance(cell, str) else _number(cell, language) for cell in cells]
    return [kind, safe_text(key), safe_text(label), *found, "", safe_text(note)]


def _summed(kind: str, key: str, label: str, cells: Sequence[int | str | None], note: str, language: str) -> list[str]:
    """Return a row with the sum of its years, which never holds the structural amount; empty where a year has no number."""
    years = [cell for cell in cells[:-1] if isinstance(cell, int)]
    *row, _, said = _row(kind, key, label, cells, note, language)
    return [*row, _number(sum(years), language) if len(years) == len(cells) - 1 else "", said]


def _plain(totals: Iterable[Amount], t: Texts) -> list[int | str]:
    """Return plain sums; where a range leaves none, its ends in words."""
    return [_ends(total, t) if total.keur is None else total.keur for total in totals]


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
    years = (span_of_years(heads[:-1]), add_totals(list(totals.values())[:-1]))
    found = [*zip(heads, totals.values(), strict=True), years]
    return ", ".join(f"{head} {text}" for head, total in found if (text := _ends(total, t)))


def _rows(package: Package, name: str, t: Texts) -> Iterator[list[str]]:
    heads = column_heads(package.catalogue, t.language)
    yield [t("Soort"), t("Nr."), t("Omschrijving"), *heads, span_of_years(heads[:-1]), t("Opmerking")]
    yield from _measures(package, t, heads)
    for found in (*payer_rows(package, t), *stack_rows(package, t)):
        bounds, cells = _bounds(found.totals, heads, t), _plain(found.totals.values(), t)
        yield _summed(found.kind, found.key, found.label, cells, bounds, t.language)
    for label, totals in (
        (t("Saldo-effect"), package.totals),
        (t("Intensiveringen"), package.intensifications),
        (t("Besparingen"), package.savings),
    ):
        yield _summed(t("totaal"), "", label, _plain(totals.values(), t), _bounds(totals, heads, t), t.language)
    if has_choice(package.catalogue.frame, "Overlap"):
        once = package_once(package).values()
        yield _summed(t("totaal"), "", t("Saldo-effect zonder dubbeltelling"), _plain(once, t), "", t.language)
        yield from _interval(t("totaal"), "", t("Saldo-effect"), list(package_interval(package).values()), t)
    if holds_own(package):
        part = own_part(package)
        bounds = _bounds(part, heads, t)
        yield _summed(t("totaal"), "", t("Eigen cijfers in het totaal"), _plain(part.values(), t), bounds, t.language)
    yield from _targets(package, t, heads)
    if package.catalogue.oda is not None:
        yield from _oda(package, package.catalogue.oda, t)
    for row in input_rows(package, t):
        yield _row(*row, t.language)
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
        title = package.catalogue.measures[id_].title.get(t.language) + own_mark(package, id_, t)
        keurs = [cell if isinstance(cell, int) else cell.keur or _cell_note(cell, t) for cell in cells]
        yield _summed(t("maatregel"), measure_key(id_), title, keurs, note, t.language)


def _targets(package: Package, t: Texts, heads: list[str]) -> Iterator[list[str]]:
    for id_, result in evaluate_targets(package).items():
        title, cells = result.target.title.get(t.language), list(result.cells.values())
        found = zip(heads, cells, strict=True)
        ends = ", ".join(f"{head} {text}" for head, cell in found if (text := _ends(cell.effect, t)))
        own, columns = own_in_targets(package).get(id_, {}), zip(heads, result.cells.items(), strict=True)
        verdicts = ", ".join(f"{head} {_verdict(cell, t, name in own)}" for head, (name, cell) in columns)
        goal = [cell.target_keur if cell.asked else None for cell in cells]
        effect = _plain((cell.effect for cell in cells), t)
        yield _row(t("Doel"), id_, f"{title}: {t('Te bereiken')}", goal, "", t.language)
        yield _row(t("Doel"), id_, f"{title}: {t('Effect van het pakket')}", effect, verdicts, t.language)
        if any(cell.effect.keur is None for cell in cells):
            yield _row(t("Doel"), id_, f"{title}: {t('Grenzen van het effect')}", [None] * len(heads), ends, t.language)
        if has_choice(package.catalogue.frame, "Overlap"):
            once = _plain((cell.once for cell in cells), t)
            yield _row(t("Doel"), id_, f"{title}: {t('Effect zonder dubbeltelling')}", once, "", t.language)
            yield from _interval(t("Doel"), id_, title, [cell.interval for cell in cells], t)


def _verdict(cell: TargetCell, t: Texts, own: bool) -> str:
    """Return the verdict, with its reason when it cannot be determined, and whether it rests on figures of one's own."""
    said = "; ".join(filter(None, (t.why(cell.why), t(RESTS) if own else "")))
    return f"{t.verdict(cell.verdict)} ({said})" if said else t.verdict(cell.verdict)


def _interval(kind: str, key: str, label: str, found: list[Amount], t: Texts) -> Iterator[list[str]]:
    """Yield where an amount lies when nothing counts twice: its lower and upper end; empty is no bound."""
    for end, ends in ((t("van"), [it.lower for it in found]), (t("tot en met"), [it.upper for it in found])):
        row = _row(kind, key, f"{label}: {t('zonder dubbeltelling')}, {end}", [], "", t.language)
        yield [*row[:3], *("" if keur is None else _number(keur, t.language) for keur in ends), "", ""]


def _oda(package: Package, oda: OdaData, t: Texts) -> Iterator[list[str]]:
    columns = attribute_oda(package).columns.values()
    for label, amounts in (
        (oda.own_chapter, [c.split.own for c in columns]),
        (t("ODA: toerekening eerstejaarsopvang"), [c.split.attributed for c in columns]),
        (t("ODA: programma's"), [c.split.programme for c in columns]),
        (t("ODA: dekking van de reserve"), [c.split.cover for c in columns]),
        (t("Anderen"), [c.split.others for c in columns]),
        (t("Ruimte voor andere ODA-programma's"), [c.room_bounds for c in columns]),
        (t("Effect op het saldo na het ODA-plafond"), [c.balance for c in columns]),
    ):
        yield _summed(t("ODA"), "", label, _plain(amounts, t), "", t.language)


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


def csv_bytes(rows: Iterable[Sequence[str]], language: str) -> bytes:
    """Write rows as a CSV file of a language."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _texts(package: Package, language: str) -> Texts:
    return Texts(language, package.catalogue.info.overlaps.is_complete)


def write_csv(package: Package, name: str = "", language: str = "nl") -> bytes:
    """Write a package as CSV in `language` ("nl" or "en")."""
    return csv_bytes(_rows(package, name, _texts(package, language)), language)


def write_comparison_csv(packages: Sequence[tuple[str, Package]], language: str = "nl") -> bytes:
    """Write packages of one catalogue as one table, with the name of the package in its first column."""
    compare_packages([package for _, package in packages])
    rows: list[list[str]] = []
    for letter, (name, package) in zip("ABCD", packages, strict=False):
        t = _texts(package, language)
        head, *found = _rows(package, name, t)
        title = f"{letter}. {name or t('Pakket zonder naam')}"
        rows += [*([] if rows else [[t("Pakket"), *head]]), *([safe_text(title), *row] for row in found)]
    return csv_bytes(rows, language)


def _long(package: Package, t: Texts) -> Iterator[list[str]]:
    yield [
        *(
            t("Nr."),
            t("Post"),
            t("Maatregel"),
            t("Variant"),
            t("Hoofdstuk"),
            t("Artikel"),
            t("Grondslagregel"),
            t("Jaar"),
        ),
        *(t("Bedrag"), t("Grens"), t("Ondergrens"), t("Bovengrens"), t("Soort"), t("Bron"), t("Pagina")),
    ]
    for row in long_rows(package, package.selection, t):
        line, amount = row.line, row.amount
        words = [measure_key(row.measure.id), str(row.place + 1), row.measure.title.get(t.language), line.variant]
        words += [line.chapter, line.article, t.base_line(line.base), row.head]
        one = isinstance(row.cell, int)
        shown = _number(amount.keur, t.language) if one or amount.keur else _cell_note(amount, t)
        ends = [_number(amount.lower, t.language), _number(amount.upper, t.language)]
        about = [row.kind(t), row.source(package.catalogue, t), "" if row.page is None else str(row.page)]
        yield [*map(safe_text, words), shown, bound_mark(amount), *ends, *map(safe_text, about)]


def write_long_csv(package: Package, language: str = "nl") -> bytes:
    """Write the chosen measures as a long table: a row for each posting and column, ready for a pivot table."""
    return csv_bytes(_long(package, _texts(package, language)), language)
