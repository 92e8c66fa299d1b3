"""A target by column on the sheet Grondslag en doel: base, amount to reach, effect, verdict and reason, as formulas."""

from __future__ import annotations

from typing import Final

from budget.core import dutch
from budget.engine import Package, TargetResult, Verdict, Why, base_year
from budget.export.sheet import Sheet, cell
from budget.export.sheets.base import FIRST
from budget.export.sheets.choice import bound_formula, open_counts
from budget.export.sheets.ends import ENDS, bound_mark
from budget.export.sheets.settings import has_choice, twice_name
from budget.export.sheets.target_ends import Row, bounded_rows, once_rows
from budget.export.units import as_share, exact, from_whole, whole

ROW_LABELS: Final = {
    "year": dutch("Jaar van de grondslag"),
    "base": dutch("Grondslag"),
    "target": dutch("Te bereiken"),
    "bound": dutch("Grens van het effect"),
    "effect": dutch("Effect van het pakket"),
    "effect_lower": dutch("Effect, ondergrens"),
    "effect_upper": dutch("Effect, bovengrens"),
    "once": dutch("Effect zonder dubbeltelling"),
    "once_lower": dutch("Effect zonder dubbeltelling, ondergrens"),
    "once_upper": dutch("Effect zonder dubbeltelling, bovengrens"),
    "gap": dutch("Verschil met het doel"),
    "gap_lower": dutch("Verschil met het doel, ondergrens"),
    "gap_upper": dutch("Verschil met het doel, bovengrens"),
    "percent": dutch("Effect als % van de grondslag"),
    "percent_lower": dutch("Effect als % van de grondslag, ondergrens"),
    "percent_upper": dutch("Effect als % van de grondslag, bovengrens"),
    "as_added": dutch("Oordeel over de optelsom"),
    "counted_once": dutch("Oordeel zonder dubbeltelling"),
    "verdict": dutch("Oordeel"),
    "why": dutch("Reden"),
}
"""How the rows of a target are called."""

ONCE: Final = frozenset({"once", "once_lower", "once_upper", "as_added", "counted_once"})
"""The rows that are there only where overlaps bound a sum."""

BY_END: Final = frozenset(f"{key}_{end}" for key in ("effect", "once", "gap", "percent") for end in ENDS)
"""The rows that are there only where amounts have bounds."""

STRUCTURAL_NAMES: Final = {
    "base": "grondslag",
    "target": "bedrag",
    "effect": "effect",
    "gap": "verschil",
    "percent": "aandeel",
    "verdict": "oordeel",
    "effect_lower": "effect_laag",
    "effect_upper": "effect_hoog",
}
"""How the structural figures of a target are called in a name."""


def share_formula(effect: str, amount: str) -> str:
    """Return the formula for an effect as a share of the base."""
    return f"=IF({amount}=0,0,ROUND({whole(effect)}/{whole(amount)},Decimalen_procent))"


def why_formula(verdict: str, added: str, blocked: str, ends: tuple[str, str] | None = None) -> str:
    """
    Return the formula for the reason of a verdict that cannot be determined.

    `added` is the cell of the verdict on the plain sum, "" without overlaps that bound it; `blocked` the name of how
    many chosen measures exclude each other here, "" without conflicts. Between two known `ends` the reason is a range.
    """
    overlaps = f'IF({verdict}=Oordeel_onbepaald,Reden_overlap,"")' if added else '""'
    within = (
        f"IF(AND({','.join(f'ISNUMBER({end})' for end in ends)}),Reden_bandbreedte,Reden_open_cellen)" if ends else ""
    )
    opened = f"IF({added or verdict}=Oordeel_onbepaald,{within or 'Reden_open_cellen'},{overlaps})"
    return f"=IF({blocked}>0,Reden_uitsluitend,{opened})" if blocked else f"={opened}"


def judged_formula(gap: str, mark: str, direction: str, blocked: str = "") -> str:
    """
    Return the expression for a verdict, from what the effect is above the amount to reach, its bound and the direction.

    `blocked` is the name of how many chosen measures exclude each other here, "" where they do not matter.
    """
    sure = f'OR({mark}="",{mark}=IF(IF({direction}<0,{gap}>0,{gap}>=0),Grens_minstens,Grens_hoogstens))'
    told = f"IF({gap}*{direction}<0,Oordeel_niet_gehaald,Oordeel_gehaald)"
    return f"IF({f'AND({blocked}=0,{sure})' if blocked else sure},{told},Oordeel_onbepaald)"


def judged_by_ends(ends: tuple[str, str], goal: str, direction: str) -> str:
    """Return the expression for a verdict from both ends of an effect; one that is unknown proves nothing."""
    low, high = ends
    return _by_direction((f"ISNUMBER({low})", low), (f"ISNUMBER({high})", high), goal, direction)


def _by_direction(low: tuple[str, str], high: tuple[str, str], goal: str, direction: str) -> str:
    """Return the verdict on the least and the most of an effect, each with the expression that says it is known."""

    def judged(sure: str, never: str) -> str:
        return f"IF(AND({sure}),Oordeel_gehaald,IF(AND({never}),Oordeel_niet_gehaald,Oordeel_onbepaald))"

    (lower, least), (upper, most) = low, high
    cut = judged(f"{upper},{most}<={goal}", f"{lower},{least}>{goal}")
    rise = judged(f"{lower},{least}>={goal}", f"{upper},{most}<{goal}")
    return f"IF({direction}<0,{cut},{rise})"


def verdict_formula(judged: str, alone: str, blocked: str) -> str:
    """Return the formula for a verdict, from that on the plain sum and that without double counting."""
    verdict = f"IF(AND(Overlap=Keus_met_grenzen,{judged}<>{alone}),Oordeel_onbepaald,{judged})"
    return f"=IF({blocked}>0,Oordeel_onbepaald,{verdict})" if blocked else f"={verdict}"


def goal_formula(base: str, number: int) -> str:
    """
    Return the formula for the amount to reach, away from zero as `Target.amount_of`.

    The base in thousands times the percentage is a whole number, so only the division by a hundred can break, once.
    """
    amount = f"INT(-{whole(base)}*ABS(Doel_{number}_procent)/Procent)"
    return f"=-{from_whole(amount)}*Doel_{number}_richting"


def paint_verdicts(sheet: Sheet, first: int, left: int, last: int, right: int) -> None:
    """Colour the verdicts; the word says the same."""
    for name, style in (("Oordeel_gehaald", "good"), ("Oordeel_niet_gehaald", "alarm"), ("Oordeel_onbepaald", "warn")):
        rule = {"type": "formula", "criteria": f"={cell(first, left)}={name}", "format": sheet.book.formats[style]}
        sheet.raw.conditional_format(first, left, last, right, rule)


class TargetRows:
    """The rows of one target; `number` is its place among the targets, `group` that of its base lines."""

    def __init__(self, sheet: Sheet, row: int, result: TargetResult, number: int, group: int) -> None:
        self.sheet, self.row, self.result, self.number, self.group = sheet, row, result, number, group
        catalogue = sheet.book.catalogue
        self.blocked = f"Uitsluitend_{group}" if catalogue.conflicts else ""
        self.overlaps = has_choice(catalogue.frame, "Overlap")
        self.bounds = sheet.book.bounds
        self.shown = [
            key for key in ROW_LABELS if (self.overlaps or key not in ONCE) and (self.bounds or key not in BY_END)
        ]

    def label(self, key: str) -> str:
        """Return what a row is called."""
        return self.sheet.book.texts(ROW_LABELS[key])

    def at(self, key: str) -> int:
        """Return the row of a key."""
        return self.row + 1 + self.shown.index(key)

    def here(self, key: str, c: int) -> str:
        """Return the reference to a key's cell in a column."""
        return cell(self.at(key), FIRST + c)

    def ends(self, key: str, c: int) -> tuple[str, str]:
        """Return the references to both ends of a key in a column."""
        low, high = (self.here(f"{key}_{end}", c) for end in ENDS)
        return low, high

    def judged(self, key: str, c: int, blocked: str = "") -> str:
        """Return the expression for the verdict on an effect by itself; `blocked` is as in `judged_formula`."""
        if self.bounds:
            found = judged_by_ends(self.ends(key, c), self.here("target", c), f"Doel_{self.number}_richting")
            return f"IF({blocked}>0,Oordeel_onbepaald,{found})" if blocked else found
        gap = self.here("gap", c) if key == "effect" else f"({self.here(key, c)}-{self.here('target', c)})"
        return judged_formula(gap, self.here("bound", c), f"Doel_{self.number}_richting", blocked)

    def verdict(self, c: int) -> str:
        """Return the formula for the verdict."""
        if not self.overlaps:
            return f"={self.judged('effect', c, self.blocked)}"
        return verdict_formula(self.here("as_added", c), self.here("counted_once", c), self.blocked)

    def why(self, c: int) -> str:
        """Return the formula for the reason."""
        added = self.here("as_added", c) if self.overlaps else ""
        ends = self.ends("effect", c) if self.bounds else None
        return why_formula(self.here("verdict", c), added, self.blocked, ends)

    def aims(self, package: Package) -> list[Row]:
        """Return the rows with the base and the amount to reach."""
        base, columns, target = package.catalogue.base, package.catalogue.columns, self.result.target
        here, cells, number, group = self.here, list(self.result.cells.values()), self.number, self.group
        keys = self.sheet.book.keys

        def base_of(c: int) -> str:
            year = f"MATCH({here('year', c)},Grondslag_jaren,0)"
            return f"={exact(f'SUMPRODUCT(Telt_{group},INDEX(Grondslag_bedragen,0,{year}))')}"

        def year(c: int) -> str:
            return f"=IF(Basis_doel=Keus_eigen_jaar,Jaar_{keys[c]},Doel_{number}_jaar)"

        years = [int(base_year(base, target, column, package.settings)) for column in columns]
        return [
            ("year", year, years, "helper"),
            ("base", base_of, [c.base_keur for c in cells], "amount"),
            ("target", lambda c: goal_formula(here("base", c), number), [c.target_keur for c in cells], "effect"),
        ]

    def amounts(self) -> list[Row]:
        """Return the rows with the effect and its distance to the amount to reach."""
        here, cells, group, keys = self.here, list(self.result.cells.values()), self.group, self.sheet.book.keys

        def bound(c: int) -> str:
            return bound_formula(*open_counts(f"Post_{keys[c]}", f"Post_gekozen*Post_telt_{group}"))

        def effect(c: int) -> str:
            return f"={exact(f'SUMIFS(Post_{keys[c]},Post_gekozen,Aan,Post_telt_{group},Aan)')}"

        def gap(c: int) -> str:
            effect, goal = here("effect", c), here("target", c)
            return f"={exact(f'{effect}-{goal}')}"

        if self.bounds:
            return bounded_rows(here, cells, keys, group, self.sheet.book.unsure)
        percents = [as_share(c.certain_percent) for c in cells]
        return [
            ("bound", bound, [bound_mark(c.effect) for c in cells], "said"),
            ("effect", effect, [c.effect.keur for c in cells], "total"),
            ("gap", gap, [c.gap_keur for c in cells], "effect"),
            ("percent", lambda c: share_formula(here("effect", c), here("base", c)), percents, "percent"),
        ]

    def verdicts(self) -> list[Row]:
        """Return the rows with the verdict and its reason; where overlaps bound a sum also both its ends."""
        t, keys, cells = self.sheet.book.texts, self.sheet.book.keys, list(self.result.cells.values())

        def once(c: int) -> str:
            effect, twice = self.here("effect", c), from_whole(twice_name(self.group, keys[c]))
            return f"={exact(f'{effect}+{twice}')}"

        added, alone = [t.verdict(c.as_added) for c in cells], [t.verdict(c.counted_once) for c in cells]
        ends: list[Row] = [
            *(
                once_rows(self.here, cells, keys, self.group)
                if self.bounds
                else [("once", once, [c.once.keur for c in cells], "effect")]
            ),
            ("as_added", lambda c: f"={self.judged('effect', c)}", added, "word"),
            ("counted_once", lambda c: f"={self.judged('once', c)}", alone, "word"),
        ]
        return [
            *(ends if self.overlaps else []),
            ("verdict", self.verdict, [t.verdict(c.verdict) for c in cells], "word"),
            ("why", self.why, [t.why(c.why) for c in cells], "said"),
        ]


def write_target(sheet: Sheet, row: int, package: Package, result: TargetResult, number: int, group: int) -> int:
    """Write one target of the list by column; returns the row after it."""
    return write_rows(TargetRows(sheet, row, result, number, group), package)


def write_rows(rows: TargetRows, package: Package) -> int:
    """Write the rows of a target under its title; returns the row after them."""
    sheet, row, target, number = rows.sheet, rows.row, rows.result.target, rows.number
    t, book = sheet.book.texts, sheet.book
    sheet.heads(row, 0, [target.title.get(t.language), "", *book.numeric_heads], right_from=FIRST)
    for key, formula, values, style in [*rows.aims(package), *rows.amounts(), *rows.verdicts()]:
        at, label, name = rows.at(key), "total_label" if style == "total" else "cell", rows.label(key)
        sheet.text(at, 0, name, label)
        sheet.value(at, 1, None, label)
        sheet.across(at, FIRST, formula, values, style)
        book.place(f"target:{target.id}:{key}", f"{target.title.get(book.texts.language)}: {name}", sheet, at, FIRST)
        if key in STRUCTURAL_NAMES:
            book.define(f"Doel_{number}_{STRUCTURAL_NAMES[key]}", sheet, (at, FIRST + book.width - 1))
    sheet.fit(rows.at("why"), FIRST, t.why(Why.EXCLUSIVE))  # room for what may come with the next toggle
    for key in ("as_added", "counted_once", "verdict"):
        if key in rows.shown:
            for column in range(FIRST, FIRST + book.width):
                sheet.fit(rows.at(key), column, max(map(t.verdict, Verdict), key=len))
            paint_verdicts(sheet, rows.at(key), FIRST, rows.at(key), FIRST + book.width - 1)
    return row + len(rows.shown) + 2
