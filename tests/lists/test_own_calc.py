"""A form that another program saved reads as the one that was filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.catalogue import find_catalogue, load_catalogue
from budget.lists import differences_of, read_list, write_list
from tests.calc import Calc
from tests.lists.forms import filled


@pytest.mark.calc
@pytest.mark.long
def test_a_form_saved_by_calc_reads_the_same(tmp_path: Path, soffice: Calc) -> None:
    """Numbers, open cells, signs as text and validations survive the other program: both lists come back."""
    catalogue = load_catalogue(find_catalogue("bmh-2020-02"))
    saved = soffice.calculate(tmp_path, {"zorg": write_list(catalogue), "options": filled()})
    again = read_list(saved["zorg"].read_bytes(), "zorg.xlsx").install(tmp_path / "zorg")
    assert list(differences_of(catalogue, again)) == []
    before = read_list(filled(), "options.xlsx").install(tmp_path / "before")
    after = read_list(saved["options"].read_bytes(), "options.xlsx").install(tmp_path / "after")
    assert list(differences_of(before, after)) == []
