"""
A list of one's own as CSV.

1. The same headings; the answers stand before the measures or in a YAML file.
2. A delimiter or decimal sign that can be read in two ways is asked, never guessed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import Amount, FaultsError
from budget.lists import Call, read_list
from budget.lists.amounts import decimal_sign

ANSWERS = """\
Naam voor bestanden (kleine letters, cijfers, streepje);lijst
Versie;1.0.0
Datum van deze versie (JJJJ-MM-DD);2027-01-01
Taal van de teksten;Nederlands
Titel;Lijst van OCW
Korte titel;OCW
Bron zoals hij wordt aangehaald;Brief 2027
Ministerie;OCW
Jaren (2027-2031, of met komma's);2027, 2029
Naam van de structurele kolom;structureel
Structurele kolom kort;struc.
Bedragen in;duizend
Munt (code);EUR
Munt (woord);euro
Teken;besparing is negatief
Prijspeil (of: niet genoemd);niet genoemd
Datum van besluit waarvan de lijst uitgaat (JJJJ-MM-DD);2026-09-01
Jaren waarin besloten kan worden;2027
Hoe ver is overlap beoordeeld;niet beoordeeld
Hoe overlap is beoordeeld;Niet.
"""
MEASURES = """\
onderdeel;nummer;titel;begrotingshoofdstuk;2027;2029;structureel
A;1;"Eén; twee";VIII;-10;-20-PM;n.v.t.
A;2;Drie;VIII;10-25;;PM
"""
ABOUT = """\
id: lijst
version: 1.0.0
date: 2027-01-01
languages: nl
title_nl: Lijst van OCW
short_nl: OCW
source_title: Brief 2027
ministry_nl: OCW
years: [2027, 2029]
structural_nl: structureel
structural_short_nl: struc.
scale: duizend
currency: EUR
currency_word: euro
sign: negative
price_level_nl: niet genoemd
decision_date: 2026-09-01
decision_years: 2027
overlaps: none
overlap_note_nl: Niet.
"""
DOCUMENTS = "Documenten\ndocument;titel\nbrief;Brief 2027\n"
WHOLE = f"Lijst\nVraag;Antwoord\n{ANSWERS}\nMaatregelen\n{MEASURES}\n{DOCUMENTS}"
BARE = f"{MEASURES}\n{DOCUMENTS}"


def read(text: str, folder: Path, call: Call | None = None) -> Catalogue:
    return read_list(text.encode(), "lijst.csv", call or Call()).install(folder / "lijst")


def test_a_file_with_its_answers_in_front(tmp_path: Path) -> None:
    """Thousands of euro, years with a gap, a text with the delimiter in quotes."""
    catalogue = read(WHOLE, tmp_path)
    one, two = catalogue.measures.values()
    assert catalogue.columns.years == ("2027", "2029")
    assert one.title.nl == "Eén; twee"
    assert one.effects == (-10, Amount(-20, None, -20), Amount(0, None, None, given=False))
    assert two.effects == (Amount(None, 10, 25), Amount(0, None, None, given=False), Amount(0, None, None))


def test_answers_beside_the_file_say_the_same(tmp_path: Path) -> None:
    """The YAML file with the answers gives the same records as the lines in front."""
    beside = read(BARE, tmp_path, Call(about=("about.yaml", ABOUT)))
    before = read(WHOLE, tmp_path / "other")
    assert beside.info == before.info
    assert beside.measures == before.measures


def test_a_wrong_answer_beside_the_file_is_told_at_its_line() -> None:
    """With the name of the file of answers, its line and key; an unknown key too."""
    about = ABOUT.replace("scale: duizend", "scale: x") + "cur: 1\n"
    with pytest.raises(FaultsError) as refused:
        read_list(BARE.encode(), "lijst.csv", Call(about=("about.yaml", about)))
    said = {fault.message.code: (fault.file, fault.line, fault.field) for fault in refused.value.faults}
    assert said == {
        "form_word_expected": ("about.yaml", 12, "scale"),
        "form_heading_unknown": ("about.yaml", 21, "cur"),
    }


@pytest.mark.parametrize(("texts", "sign"), [
    (["1,5"], ","), (["1.25"], "."), (["1.250"], ""), (["0,125"], ","), (["1,5", "2.5"], ""), (["10", "PM"], ""),
    (["1,250", "3,5"], ","), (["12345,678"], ","), (["1.250,5"], ""),
])  # fmt: skip
def test_a_decimal_sign_is_only_taken_when_it_can_be_no_other(texts: list[str], sign: str) -> None:
    """Three digits behind a sign can be thousands."""
    assert decimal_sign(texts) == sign


def test_an_amount_that_can_be_read_in_two_ways_is_asked(tmp_path: Path) -> None:
    """1.250 is a fault at its cell until the decimal sign is said."""
    text = WHOLE.replace(";-10;", ";-1.250;")
    with pytest.raises(FaultsError) as refused:
        read(text, tmp_path)
    (fault,) = refused.value.faults
    assert (fault.message.code, fault.line, fault.field) == ("form_decimal_asked", 26, "Maatregelen!E26 (2027)")
    with pytest.raises(FaultsError) as refused:  # 1.25 thousand is no whole number of thousands
        read(text, tmp_path, Call(decimal="."))
    assert refused.value.faults[0].message.code == "form_amount_refused"
    millions = text.replace("in;duizend", "in;miljoen")
    assert next(iter(read(millions, tmp_path, Call(decimal=".")).measures.values())).effects[0] == -1250


def test_a_delimiter_that_cannot_be_seen_is_asked() -> None:
    """Tabs are neither; text in another encoding is told too."""
    for data, code in (
        (BARE.replace(";", "\t").encode(), "form_delimiter_asked"),
        (BARE.encode("utf-16"), "form_not_utf8"),
        ((BARE + 'A;"open').encode(), "form_no_csv"),
    ):
        with pytest.raises(FaultsError) as refused:
            read_list(data, "lijst.csv")
        assert refused.value.faults[0].message.code == code


def test_commas_are_seen_too(tmp_path: Path) -> None:
    """A file with commas between its fields reads as one with semicolons."""
    text = BARE.replace('"Eén; twee"', "Vier").replace(";", ",")
    found = read(text, tmp_path, Call(about=("about.yaml", ABOUT)))
    assert [measure.title.nl for measure in found.measures.values()] == ["Vier", "Drie"]
