"""What a list says of itself: the questions of the form. Nothing is guessed; a question marked with * needs an answer."""

from __future__ import annotations

from typing import Final

from budget.core import dutch
from budget.lists import words
from budget.lists.columns import Column, Kind, Sheet
from budget.lists.words import Words


def _asked(key: str, title: str, path: tuple[str, ...], example: str) -> Column:
    return Column(key, title, path, needed=True, example=example)


def _chosen(key: str, title: str, choices: Words, example: str, path: tuple[str, ...] = ()) -> Column:
    return Column(key, title, path, Kind.CHOICE, True, choices, example)


ABOUT: Final = Sheet(
    "about",
    dutch("Lijst"),
    (
        _asked("id", dutch("Naam voor bestanden (kleine letters, cijfers, streepje)"), ("id",), "mijn-lijst-2027"),
        _asked("version", dutch("Versie"), ("version",), "1.0.0"),
        _asked("date", dutch("Datum van deze versie (JJJJ-MM-DD)"), ("date",), "2027-03-01"),
        _chosen("languages", dutch("Taal van de teksten"), words.LANGUAGES, "nl"),
        _asked("title_nl", dutch("Titel"), ("title", "nl"), "Besparingen op X 2027"),
        Column("title_en", dutch("Titel (Engels)"), ("title", "en"), example="Savings on X 2027"),
        _asked("short_nl", dutch("Korte titel"), ("short", "nl"), "X 2027"),
        Column("short_en", dutch("Korte titel (Engels)"), ("short", "en"), example="X 2027"),
        _asked("source_title", dutch("Bron zoals hij wordt aangehaald"), ("source_title",), "Rapport over X (2026)"),
        _asked("ministry_nl", dutch("Ministerie"), ("ministry", "nl"), "OCW"),
        Column("ministry_en", dutch("Ministerie (Engels)"), ("ministry", "en"), example="OCW"),
        _asked("years", dutch("Jaren (2027-2031, of met komma's)"), ("columns", "years"), "2027-2031"),
        _asked(
            "structural_nl",
            dutch("Naam van de structurele kolom"),
            ("columns", "structural", "title", "nl"),
            "structureel",
        ),
        Column(
            "structural_en",
            dutch("Naam van de structurele kolom (Engels)"),
            ("columns", "structural", "title", "en"),
            example="structural",
        ),
        _asked(
            "structural_short_nl", dutch("Structurele kolom kort"), ("columns", "structural", "short", "nl"), "struc."
        ),
        Column(
            "structural_short_en",
            dutch("Structurele kolom kort (Engels)"),
            ("columns", "structural", "short", "en"),
            example="struct.",
        ),
        _chosen("scale", dutch("Bedragen in"), words.SCALES, "million"),
        _asked("currency", dutch("Munt (code)"), (), "EUR"),
        _asked("currency_word", dutch("Munt (woord)"), (), "euro"),
        _chosen("sign", dutch("Teken"), words.SIGNS, "negative"),
        Column("decimal", dutch("Decimaalteken in teksten"), (), Kind.CHOICE, words=words.DECIMALS, example=","),
        _asked("price_level_nl", dutch("Prijspeil (of: niet genoemd)"), ("price_level", "nl"), "prijzen van 2026"),
        Column("price_level_en", dutch("Prijspeil (Engels)"), ("price_level", "en"), example="prices of 2026"),
        _asked(
            "decision_date",
            dutch("Datum van besluit waarvan de lijst uitgaat (JJJJ-MM-DD)"),
            ("decision", "date"),
            "2026-09-01",
        ),
        _asked("decision_years", dutch("Jaren waarin besloten kan worden"), ("decision", "years"), "2027"),
        _chosen(
            "overlaps", dutch("Hoe ver is overlap beoordeeld"), words.OVERLAPS, "named-only", ("overlaps", "level")
        ),
        _asked(
            "overlap_note_nl",
            dutch("Hoe overlap is beoordeeld"),
            ("overlaps", "note", "nl"),
            "Alleen wat de lijst noemt.",
        ),
        Column(
            "overlap_note_en",
            dutch("Hoe overlap is beoordeeld (Engels)"),
            ("overlaps", "note", "en"),
            example="What the list names.",
        ),
        Column(
            "frame_nl", dutch("Wat de bedragen niet bevatten"), ("frame", "nl"), example="Zonder uitvoeringskosten."
        ),
        Column("frame_en", dutch("Wat de bedragen niet bevatten (Engels)"), ("frame", "en")),
    ),
    dutch("Wat de lijst van zichzelf zegt; een vraag met * moet een antwoord hebben."),
    needed=True,
)
