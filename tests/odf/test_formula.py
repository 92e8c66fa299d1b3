"""Formulas of Excel in the notation of OpenFormula; what has no counterpart is refused, never written half."""

from __future__ import annotations

import pytest

from budget.odf import FormulaError, translate


@pytest.mark.parametrize(
    ("excel", "odf"),
    [
        ("=A1", "=[.A1]"),
        ("=$A$1:B2", "=[.$A$1:.B2]"),
        ("=Leeswijzer!$B$5", "=[$Leeswijzer.$B$5]"),
        ("='Grondslag en doel'!C4:C9", "=[$'Grondslag en doel'.C4:.C9]"),
        ("='Jan''s blad'!A1", "=[$'Jan''s blad'.A1]"),
        ("=SUMIFS(Keuze_2021,Keuze_aan,Aan)", "=SUMIFS(Keuze_2021;Keuze_aan;Aan)"),
        ('=IF(A1="a,b;A1","x""y",)', '=IF([.A1]="a,b;A1";"x""y";)'),
        ("=SUMPRODUCT(_xlfn.ISFORMULA(A1:A2)*1)", "=SUMPRODUCT(ISFORMULA([.A1:.A2])*1)"),
        ("=_xlfn.TEXTJOIN(A1,B1)", "=COM.MICROSOFT.TEXTJOIN([.A1];[.B1])"),
        ("=INDEX({1,2;3,4},1,2)", "=INDEX({1;2|3;4};1;2)"),
        ("=IF(TRUE,FALSE(),Waar_TRUE)", "=IF(TRUE();FALSE();Waar_TRUE)"),
        ("=LOG10(A1)+Post_2021+AB12_x", "=LOG10([.A1])+Post_2021+AB12_x"),
        ("=IFERROR(A1,#N/A)", "=IFERROR([.A1];#N/A)"),
        ("=-A1%^2&B$2", "=-[.A1]%^2&[.B$2]"),
    ],
)
def test_a_formula_is_written_in_the_notation_of_the_standard(excel: str, odf: str) -> None:
    """References between brackets, arguments parted by semicolons, functions by their own name; texts as they are."""
    assert translate(excel) == odf


@pytest.mark.parametrize("formula", ["=tKeuze[2021]", "=[1]Blad!A1", "=A1#", "=@A1", "=Blad1:Blad3!A1"])
def test_what_has_no_counterpart_is_refused(formula: str) -> None:
    """Columns of tables, other workbooks, spilled areas, sheets from one to another."""
    with pytest.raises(FormulaError):
        translate(formula)
