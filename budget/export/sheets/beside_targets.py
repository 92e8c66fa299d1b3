"""
The targets on Naast elkaar: what each choice does on the base lines of a target, its verdict, and the difference from A.

A verdict of B, C or D is the engine's, but for one case: what double counting leaves is worked out for A alone, so where
that bounds a verdict and the choice holds measures that share money, a word says so instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budget.catalogue import Catalogue
from budget.engine import Package, TargetCell, TargetResult, Verdict, compose_package, evaluate_targets
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.base import scope_groups
from budget.export.sheets.beside_rows import ALL, FIRST, differences, heads, line
from budget.export.sheets.choice import bound_formula, open_counts
from budget.export.sheets.choice_beside import posted_of
from budget.export.sheets.conflicts_beside import clashes_of, shared_of
from budget.export.sheets.ends import ENDS, bound_mark, end_sum, end_sums, end_word, plain_sum, plain_sums
from budget.export.sheets.settings import has_choice
from budget.export.sheets.target_rows import ROW_LABELS, judged_by_ends, judged_formula, paint_verdicts
from budget.export.units import exact


def write_targets_beside(sheet: Sheet, row: int, package: Package) -> int:
    """Write every target, of one's own too; returns the row after them."""
    catalogue, t = package.catalogue, sheet.book.texts
    groups = scope_groups(catalogue, t, package.settings)
    nothing = evaluate_targets(compose_package(catalogue, (), package.settings))
    for number, (id_, result) in enumerate(evaluate_targets(package).items(), start=1):
        group = next(place for place, found in enumerate(groups, start=1) if id_ in found.targets)
        rows = _Target(sheet, result, nothing[id_], (number, group))
        row = rows.write(row) + 1
    return row


class _Target:
    """A target for each of the choices; `places` are its number among the targets and that of its base lines."""

    def __init__(self, sheet: Sheet, result: TargetResult, nothing: TargetResult, places: tuple[int, int]) -> None:
        self.sheet, self.result, self.nothing = sheet, result, nothing
        self.book: Book = sheet.book
        self.catalogue: Catalogue = sheet.book.catalogue
        self.number, self.group = places
        self.key = f"target:{result.target.id}"

    def write(self, row: int) -> int:
        """Write what is asked, the effect and verdict of each choice, and the differences; returns the row after."""
        sheet, t, cells = self.sheet, self.book.texts, list(self.result.cells.values())
        heads(sheet, row, self.result.target.title.get(t.language))
        self.goal = row + 1
        row = line(sheet, self.goal, t("Te bereiken"), self._given("target"), [c.target_keur for c in cells])
        effects, verdicts = [], []
        for letter in ALL:
            found = cells if letter == "A" else list(self.nothing.cells.values())
            effects.append(row)
            row = self._choice(row, letter, found)
            verdicts.append(row - 1)
            self.book.define(f"Naast_{letter}_doel_{self.number}", sheet, *self._across(effects[-1]))
            self.book.define(f"Naast_{letter}_oordeel_{self.number}", sheet, *self._across(verdicts[-1]))
        for at in verdicts:
            sheet.fit(at, FIRST, max(map(t.verdict, Verdict), key=len))
            paint_verdicts(sheet, at, FIRST, at, FIRST + self.book.width - 1)
        return differences(sheet, row, effects, plain_sums(cell.effect for cell in cells))

    def _across(self, row: int) -> tuple[tuple[int, int], tuple[int, int]]:
        return (row, FIRST), (row, FIRST + self.book.width - 1)

    def _given(self, key: str) -> Callable[[int], str]:
        """Return the formula that reads a row of the target as it stands for A."""
        return lambda c: self.book.reference(f"{self.key}:{key}", c)

    def _choice(self, row: int, letter: str, cells: Sequence[TargetCell]) -> int:
        """Write a choice's effect with its bounds and, last, its verdict; returns the row after."""
        t, sheet, first = self.book.texts, self.sheet, row
        where = ((posted_of(letter), "Aan"), (f"Post_telt_{self.group}", "Aan"))
        keys, effects = self.book.keys, [cell.effect for cell in cells]
        name = f"{letter}: {t('Effect op de grondslag')}"
        if self.book.bounds:
            row = line(sheet, row, name, lambda c: plain_sum(keys[c], where), plain_sums(effects), "total")
            for end in ENDS:

                def at_end(c: int, end: str = end) -> str:
                    return end_sum(keys[c], end, where, unsure=self.book.unsure)  # type: ignore[arg-type]  # an end

                row = line(sheet, row, f"{name}, {end_word(self.book, end)}", at_end, end_sums(effects, end))
        else:
            pairs = ",".join(f"{area},{value}" for area, value in where)
            row = line(
                sheet,
                row,
                name,
                lambda c: f"={exact(f'SUMIFS(Post_{keys[c]},{pairs})')}",
                plain_sums(effects),
                "total",
            )
            weight = "*".join(area for area, _ in where)
            bounds: list[Value] = [bound_mark(effect) for effect in effects]

            def bound(c: int) -> str:
                return bound_formula(*open_counts(f"Post_{keys[c]}", weight))

            row = line(sheet, row, f"{letter}: {t('Grens van het effect')}", bound, bounds, "said")
        verdict = self._given("verdict")
        if letter != "A":
            added = [t.verdict(cell.as_added) for cell in cells]
            row = line(sheet, row, f"{letter}: {t(ROW_LABELS['as_added'])}", self._added(first), added, "helper")
            verdict = self._verdict(letter, row - 1)
        values = [t.verdict(cell.verdict) for cell in cells]
        return line(sheet, row, f"{letter}: {t('Oordeel')}", verdict, values, "word")

    def _added(self, row: int) -> Callable[[int], str]:
        """Return the formula for the verdict on the sum; the effect stands in a row, what is known of it below."""
        direction = f"Doel_{self.number}_richting"

        def judged(c: int) -> str:
            found, below, last = (cell(row + step, FIRST + c) for step in (0, 1, 2))
            goal = cell(self.goal, FIRST + c)
            if self.book.bounds:
                return f"={judged_by_ends((below, last), goal, direction)}"
            return f"={judged_formula(f'({found}-{goal})', below, direction)}"

        return judged

    def _verdict(self, letter: str, added: int) -> Callable[[int], str]:
        """Return the formula for the verdict on a choice; that on its sum stands in the row `added`."""

        def formula(c: int) -> str:
            verdict = cell(added, FIRST + c)
            if has_choice(self.catalogue.frame, "Overlap") and self.catalogue.conflicts:
                shared = f"{shared_of(letter, self.group)}>0"
                verdict = f"IF(AND(Overlap=Keus_met_grenzen,{shared}),Oordeel_dubbel,{verdict})"
            if clashes := clashes_of(letter, self.group, self.catalogue.conflicts):
                verdict = f"IF({clashes}>0,Oordeel_onbepaald,{verdict})"
            if self.result.own is not None:
                asked = self._given("asked")(c).removeprefix("=")
                verdict = f"IF({asked}=Aan,{verdict},Oordeel_niet_gevraagd)"
            return f"={verdict}"

        return formula
