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

from budget.core import COLUMNS, Cell, Open, plain
from budget.engine import Package, attribute_oda, evaluate_targets
from budget.export.book import column_heads
from budget.export.sheets.choice import bound_mark
from budget.export.texts import Texts

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
ODA_ROWS: Final = ("jenv", "attributed", "programme", "others")


def safe_text(text: str) -> str:
    """Return text that a spreadsheet keeps as text."""
    return f"'{text}" if text.startswith(RISKY) else text


def _number(cell: Cell, language: str) -> str:
    if isinstance(cell, Open):
        return ""
    return plain(cell) if language == "en" else plain(cell).replace(".", ",")


def _row(kind: str, key: str, label: str, cells: list[Cell], note: str, language: str) -> list[str]:
    return [kind, safe_text(key), safe_text(label), *(_number(cell, language) for cell in cells), safe_text(note)]


def _rows(package: Package, name: str, texts: Texts) -> Iterator[list[str]]:
    lang, catalogue = texts.language, package.catalogue
    heads = [texts("structural") if c == "structural" else c for c in COLUMNS]
    yield [texts("csv_kind"), texts("head_id"), texts("csv_label"), *column_heads(texts), texts("csv_note")]
    for id_, cells in package.rows.items():
        opened = [
            f"{head} {texts(f'csv_{cell.name.lower()}')}"
            for head, cell in zip(heads, cells, strict=True)
            if isinstance(cell, Open)
        ]
        note = f"{texts('csv_open')} {', '.join(opened)}" if opened else ""
        yield _row(texts("csv_measure"), id_, catalogue.measures[id_].title.get(lang), [*cells], note, lang)
    for key, totals in (
        ("total", package.totals),
        ("intensifications", package.intensifications),
        ("savings", package.savings),
    ):
        bounds = [f"{head} {mark}" for head, c in zip(heads, COLUMNS, strict=True) if (mark := bound_mark(totals[c]))]
        yield _row(texts("csv_total"), "", texts(key), [totals[c].keur for c in COLUMNS], ", ".join(bounds), lang)
    for id_, result in evaluate_targets(package).items():
        title = result.target.title.get(lang)
        cells_ = [result.cells[c] for c in COLUMNS]
        verdicts = ", ".join(f"{head} {texts.verdict(cell.verdict)}" for head, cell in zip(heads, cells_, strict=True))
        yield _row(
            texts("head_target"), id_, f"{title}: {texts('row_target')}", [c.target_keur for c in cells_], "", lang
        )
        yield _row(
            texts("head_target"),
            id_,
            f"{title}: {texts('row_effect')}",
            [c.effect.keur for c in cells_],
            verdicts,
            lang,
        )
    oda = attribute_oda(package).columns
    for key in ODA_ROWS:
        yield _row("ODA", "", texts(f"oda_{key}"), [getattr(oda[c].split, key).keur for c in COLUMNS], "", lang)
    for key in ("room", "net"):
        yield _row("ODA", "", texts(f"oda_{key}"), [getattr(oda[c], key) for c in COLUMNS], "", lang)
    info = catalogue.info
    yield _note(texts, texts("package"), name or texts("unnamed"))
    yield _note(texts, texts("catalogue"), f"{info.version}, {info.date}")
    yield _note(texts, texts("unit"), texts("legend"))


def _note(texts: Texts, label: str, text: str) -> list[str]:
    return [texts("csv_about"), "", label, *[""] * len(COLUMNS), safe_text(text)]


def write_csv(package: Package, name: str = "", language: str = "nl") -> bytes:
    """Write a package as CSV in `language` ("nl" or "en")."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerows(_rows(package, name, Texts(language)))
    return stream.getvalue().encode("utf-8-sig")
