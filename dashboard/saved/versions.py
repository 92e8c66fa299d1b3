"""The versions of what is saved as a table: who, when and why."""

from __future__ import annotations

from typing import Final

from dashboard.saved.telling import person_name, when
from dashboard.words import numbers, show, t, table, wide
from store import Version

MOST_ROWS: Final = 200


def _what(one: Version) -> str:
    """Say how a version came about, where it is no plain save."""
    if one.restored:
        return t("zet versie {n} terug", n=one.restored)
    if one.merged:
        return t("samengevoegd met bewerking van versie {n}", n=one.merged)
    return ""


def version_table(versions: list[Version]) -> None:
    """Draw the versions, the latest first: who, when and why."""
    rows = [
        [
            numbers.number(one.number),
            one.label,
            one.name,
            when(one.made_at),
            person_name(one.author, one.author_removed),
            " · ".join(filter(None, [one.note, _what(one)])),
            one.catalogue_version,
        ]
        for one in versions[:MOST_ROWS]
    ]
    heads = [t("Versie"), t("Naam"), t("Pakket"), t("Wanneer"), t("Wie"), t("Waarom"), t("Catalogus")]
    show(wide(table(t("Geschiedenis"), heads, rows), t("Geschiedenis")))
