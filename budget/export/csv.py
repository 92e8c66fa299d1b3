"""
A package as CSV: in Dutch with semicolons and a decimal comma, in English with commas and a decimal point.

One table, UTF-8 with a byte order mark and CRLF, as Excel expects. Amounts are EUR million, exact; + worsens the
balance. Text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from budget.core import Cell, Open, plain
from budget.engine import Package, attribute_oda, evaluate_targets
from budget.export.book import COLUMNS, column_heads
from budget.export.sheets.choice import bound_mark
from budget.export.texts import LEGEND, Texts

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """Return text that a spreadsheet keeps as text."""
    return f"'{text}" if text.startswith(RISKY) else text


def _number(cell: Cell, language: str) -> str:
    if isinstance(cell, Open):
        return ""
    return plain(cell) if language == "en" else plain(cell).replace(".", ",")


def _row(kind: str, key: str, label: str, cells: list[Cell], note: str, language: str) -> list[str]:
    return [kind, safe_text(key), safe_text(label), *(_number(cell, language) for cell in cells), safe_text(note)]


def _rows(package: Package, name: str, t: Texts) -> Iterator[list[str]]:
    lang, catalogue = t.language, package.catalogue
    heads = column_heads(t)
    words = {
        Open.COST: t("kosten zonder bedrag"),
        Open.SAVING: t("besparing zonder bedrag"),
        Open.DEPENDS: t("hangt af van de instroom"),
    }
    yield [t("Soort"), t("Nr."), t("Omschrijving"), *heads, t("Opmerking")]
    for id_, cells in package.rows.items():
        opened = [f"{head} {words[cell]}" for head, cell in zip(heads, cells, strict=True) if isinstance(cell, Open)]
        note = f"{t('open:')} {', '.join(opened)}" if opened else ""
        yield _row(t("maatregel"), id_, catalogue.measures[id_].title.get(lang), [*cells], note, lang)
    for label, totals in (
        (t("Totaal"), package.totals),
        (t("Intensiveringen"), package.intensifications),
        (t("Besparingen"), package.savings),
    ):
        bounds = [f"{head} {mark}" for head, c in zip(heads, COLUMNS, strict=True) if (mark := bound_mark(totals[c]))]
        yield _row(t("totaal"), "", label, [totals[c].keur for c in COLUMNS], ", ".join(bounds), lang)
    for id_, result in evaluate_targets(package).items():
        title = result.target.title.get(lang)
        cells_ = [result.cells[c] for c in COLUMNS]
        verdicts = ", ".join(f"{head} {t.verdict(cell.verdict)}" for head, cell in zip(heads, cells_, strict=True))
        yield _row(t("Doel"), id_, f"{title}: {t('Te bereiken')}", [c.target_keur for c in cells_], "", lang)
        yield _row(
            t("Doel"),
            id_,
            f"{title}: {t('Effect van het pakket')}",
            [c.effect.keur for c in cells_],
            verdicts,
            lang,
        )
    columns = [attribute_oda(package).columns[c] for c in COLUMNS]
    for label, amounts in (
        (t("JenV"), [c.split.own.keur for c in columns]),
        (t("ODA: toerekening eerstejaarsopvang"), [c.split.attributed.keur for c in columns]),
        (t("ODA: programma's"), [c.split.programme.keur for c in columns]),
        (t("Anderen"), [c.split.others.keur for c in columns]),
        (t("Ruimte voor andere ODA-programma's"), [c.room for c in columns]),
        (t("Effect op het saldo na het ODA-plafond"), [c.net for c in columns]),
    ):
        yield _row(t("ODA"), "", label, [*amounts], "", lang)
    info = catalogue.info
    yield _note(t, t("Naam"), name or t("Pakket zonder naam"))
    yield _note(t, t("Catalogus"), f"{info.version}, {info.date}")
    yield _note(t, t("mln. euro"), t(LEGEND))


def _note(t: Texts, label: str, text: str) -> list[str]:
    return [t("toelichting"), "", label, *[""] * len(COLUMNS), safe_text(text)]


def write_csv(package: Package, name: str = "", language: str = "nl") -> bytes:
    """Write a package as CSV in `language` ("nl" or "en")."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerows(_rows(package, name, Texts(language)))
    return stream.getvalue().encode("utf-8-sig")
