"""The words that a form offers where only some answers exist: a code, and how people write it in two languages."""

from __future__ import annotations

from typing import Final

from budget.core import ByLanguage, dutch, translate

Words = dict[str, str]
"""The Dutch word of each code."""

LANGUAGES: Final = {"nl": dutch("Nederlands"), "en": dutch("Engels"), "both": dutch("Nederlands en Engels")}
SCALES: Final = {"thousand": dutch("duizend"), "million": dutch("miljoen"), "billion": dutch("miljard")}
SIGNS: Final = {
    "negative": dutch("besparing is negatief"),
    "positive": dutch("besparing is positief"),
}
DECIMALS: Final = {",": dutch("komma"), ".": dutch("punt")}
OVERLAPS: Final = {
    "reviewed": dutch("alle paren beoordeeld"),
    "named-only": dutch("alleen wat de lijst noemt"),
    "none": dutch("niet beoordeeld"),
}
DIRECTIONS: Final = {"saving": dutch("ombuiging"), "intensification": dutch("intensivering")}
YES_NO: Final = {"yes": dutch("ja"), "no": dutch("nee")}
KINDS: Final = {"exclusive": dutch("sluiten elkaar uit"), "overlap": dutch("overlappen"), "requires": dutch("vereist")}
COUNTINGS: Final = {
    "same-money": dutch("hetzelfde geld"),
    "cut-after-saving": dutch("korting na besparing"),
    "unquantified": dutch("alleen melden"),
}
EVIDENCE: Final = {
    "stated": dutch("gemeld"),
    "derived": dutch("afgeleid"),
    "assumption": dutch("aanname"),
}
NOT_STATED: Final = dutch("niet genoemd")
"""The answer that the list does not say it, which is an answer."""
STRUCTURAL: Final = dutch("structureel")
NOT_GIVEN: Final = dutch("n.v.t.")
EXAMPLE: Final = dutch("VOORBEELD")
"""In the first column: the row is an example and is not read."""


def plain_word(text: str) -> str:
    """Return a word as it is compared: without capitals, space around it, or the mark of a question to be answered."""
    return " ".join(text.casefold().replace("*", " ").split())


def is_word(text: str, word: str) -> bool:
    """Whether a text is this Dutch word or its English one."""
    return plain_word(text) in {plain_word(word), plain_word(translate(word, "en"))}


def both(word: str) -> ByLanguage:
    """Return a Dutch word with its English one, for a message."""
    return ByLanguage(nl=word, en=translate(word, "en"))


def code_of(text: str, words: Words) -> str | None:
    """Return the code that a text stands for, in either language or as the code itself; None for none."""
    return next((code for code, word in words.items() if plain_word(text) == code or is_word(text, word)), None)


def in_language(words: Words, language: str) -> tuple[str, ...]:
    """Return the words of a language."""
    return tuple(translate(word, language) for word in words.values())
