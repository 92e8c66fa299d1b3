"""The sheet Controle: what was exported beside what the sheet has now, and the sums that hold in any state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budget.core import DEPENDS, OPEN_COST, OPEN_SAVING, Amount
from budget.engine import Package
from budget.export.book import Book, mark_of
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.chain_results import PEOPLE
from budget.export.sheets.dials import dial_values, has_dials, plain_number
from budget.export.sheets.oda_parts import KINDS, Kind
from budget.export.sheets.own_inputs import exported_inputs
from budget.export.sheets.settings import list_choices
from budget.export.sheets.watch import Watched, write_watch
from budget.export.texts import CHANGED, FINE, MARKS, WRONG, Texts
from budget.export.units import in_millions

SHARES: Final = (":percent", ":share", ":share_before", ":share_after")
"""How the keys of results end that are a share."""
COUNTERS: Final = 3
"""The row of the first counter."""
COUNTS: Final = frozenset({"open_cells", "oda:numerator", "oda:denominator"})
"""The keys of results that are counted in whole numbers."""
ITEMS: Final = 14
"""The row above the heads of what was exported."""


def is_count(key: str) -> bool:
    """Tell whether a result is counted in whole numbers, and no amount."""
    return key in COUNTS or key.startswith(PEOPLE)


def as_cells(values: Mapping[str, Sequence[Value]]) -> dict[str, list[Value]]:
    """Return results, amounts in thousands, as their cells hold them: in millions."""
    return {
        key: [in_millions(value) if isinstance(value, int) and not is_count(key) else value for value in found]
        for key, found in values.items()
    }


@dataclass(frozen=True)
class Item:
    """
    Something that can be changed: its kind, its name, its value as exported, the expression for it now, its style.

    What may be `blank` is no 0 then.
    """

    kind: str
    label: str
    exported: Value
    now: str
    style: str
    blank: bool = True


def write_check(book: Book, package: Package, values: dict[str, Sequence[Value]]) -> None:
    """
    Write Controle: what can be changed, as exported and now; engine value, sheet value and difference of every result.

    `values` holds the engine's values by key, one for each column. They hold for the exported selection and settings; a
    formula says whether the sheet still has those. The sums hold in any state.
    """
    t = book.texts
    sheet = book.sheet(t("Controle"), (50, 31, *[11] * (3 * book.width)))
    items = _items(package, book)
    row = _exported(sheet, ITEMS + 1, items)
    first = row + 3
    _matrix(sheet, first, values)
    sums = _sums(sheet, first + len(values) + 2, package)
    row = _messages(sheet, first + len(values) + len(sums) + 4, package)
    start = 2 + 2 * book.width
    area = f"{cell(first, start, True, True)}:{cell(first + len(values) - 1, start + book.width - 1, True, True)}"
    _counters(sheet, area)
    write_watch(
        sheet, row + 2, package, [*sums, Watched(t("Uitkomsten naast het rekenmodel"), area, "Afwijkende_keuzes=0")]
    )
    sheet.raw.freeze_panes(3, 1)
    sheet.repeat(0, 1)
    sheet.print_to(ITEMS - 1, sheet.wide_enough(4))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{ITEMS}:B{ITEMS + len(items) + 2}"})


def _items(package: Package, book: Book) -> list[Item]:
    """Return what a reader may change: settings, dials and the choice."""
    t, catalogue = book.texts, package.catalogue
    found = [
        Item("instellingen", t(c.form.label), c.now, c.name, "share" if isinstance(c.now, float) else "word")
        for c in list_choices(t, package.settings, catalogue.frame)
    ]
    if has_dials(catalogue):
        place = "MATCH({label},Aanname_sleutel,0)"
        now = f"INDEX(Aanname_delen,{place})/INDEX(Aanname_fijnheid,{place})"
        dials = dial_values(package).items()
        found += [Item("aannames", key, plain_number(value), now, "number", blank=False) for key, value in dials]
    for number, held in enumerate(book.own_targets, start=1):
        asked = exported_inputs(held, number, t, book.keys)
        found += [Item("doelen", label, value, name, "number") for label, value, name in asked]
    now = "INDEX(Keuze_aan,MATCH({label},Keuze_nr,0))"
    return found + [Item("keuze", id_, int(id_ in package.selection), now, "word") for id_ in catalogue.measures]


def _exported(sheet: Sheet, row: int, items: Sequence[Item]) -> int:
    """Write what was exported, what the sheet has now, and whether they differ; returns the row after."""
    t = sheet.book.texts
    heads = [t("Wat"), t("Bij export"), t("Nu"), t("Wijkt af"), t("Volgnr.")]
    sheet.table("tExport", row, 0, heads, len(items), right_from=1)
    for at, item in enumerate(items, start=row + 1):
        label = cell(at, 0, lock_column=True)
        now = item.now.format(label=label)
        sheet.text(at, 0, item.label, "cell")
        sheet.value(at, 1, item.exported, item.style)
        sheet.formula(at, 2, f'=IF({now}="","",{now})' if item.blank else f"={now}", item.exported, item.style)
        if isinstance(item.exported, str):
            sheet.fit(at, 2, item.exported)
        sheet.formula(at, 3, f"=IF({cell(at, 1)}={cell(at, 2)},0,Aan)", 0, "count")
        above = f"N({cell(at - 1, 4)})+" if at > row + 1 else ""
        sheet.formula(at, 4, f"={above}{cell(at, 3)}", 0, "helper")
    first = row + 1
    for name, column in (("naam", 0), ("bij_export", 1), ("nu", 2), ("volgnummer", 4)):
        sheet.name_block(f"Wijziging_{name}", first, column, len(items))
    sheet.name_block("Wijkt_af", first, 3, len(items))
    return first + len(items)


def _counters(sheet: Sheet, area: str) -> None:
    """Write how much was changed since the export, and the largest difference in the rows of results."""
    t, book, row = sheet.book.texts, sheet.book, COUNTERS
    for label, formula, style, name in (
        (t("Gewijzigde keuzes, instellingen en aannames"), "=SUM(Wijkt_af)", "flag", "Afwijkende_keuzes"),
        (
            t("Grootste verschil in een uitkomst"),
            f"=MAX(MAX({area}),-MIN({area}))",
            "amount_centre",
            "Grootste_verschil",
        ),
    ):
        sheet.text(row, 0, label, "cell")
        sheet.formula(row, 1, formula, 0, style)
        book.define(name, sheet, (row, 1))
        row += 1


def _messages(sheet: Sheet, row: int, package: Package) -> int:
    """Write the messages that formulas show; returns the row after."""
    t = sheet.book.texts
    messages = {
        "Melding_goed": t(FINE),
        "Melding_gewijzigd": t(CHANGED),
        "Melding_fout": t(WRONG),
        "Melding_papier": t("Niet alles komt op papier: wis of verruim het afdrukbereik."),
        "Legenda": f" · {sheet.book.legend_of(thousands=False)}",
        "Blad_controle": sheet.name,
        "Blad_leeswijzer": t("Leeswijzer"),
    }
    if any(one.thousands for one in sheet.book.sheets):
        messages["Legenda_duizend"] = f" · {sheet.book.legend_of(thousands=True)}"
    if package.catalogue.conflicts:
        messages["Conflict_ja"] = t("treedt op")
    for at, (name, text) in enumerate(messages.items(), start=row):
        sheet.text(at, 0, text, "helper_text")
        sheet.book.define(name, sheet, (at, 0))
    return _signs(sheet, row + len(messages) + 1)


def _signs(sheet: Sheet, row: int) -> int:
    """
    Write the signs that formulas take together; returns the row after.

    `Grens` is the bound of a total by whether costs (down) and savings (across) are open; the others are the signs of
    open costs and of open savings.
    """
    table: dict[str, list[list[tuple[str, str]]]] = {
        "Open_kosten": [[_sign("kosten", OPEN_COST), _sign("onbekend", DEPENDS)]],
        "Open_besparing": [[_sign("besparing", OPEN_SAVING), _sign("onbekend", DEPENDS)]],
        "Grens": [
            [('=""', ""), ("=Grens_hoogstens", MARKS["most"])],
            [("=Grens_minstens", MARKS["least"]), ("=Grens_open", MARKS["none"])],
        ],
    }
    for name, lines in table.items():
        sheet.name_block(name, row, 0, len(lines), len(lines[0]))
        for line in lines:
            for column, (formula, value) in enumerate(line):
                sheet.formula(row, column, formula, value, "helper_text")
            row += 1
    return row


def _sign(kind: str, amount: Amount) -> tuple[str, str]:
    """Return the formula and the sign of a kind of open cell."""
    return f"=Teken_{kind}", mark_of(amount)


def _range(book: Book, keys: Sequence[str], offset: int) -> str:
    """Return the cells of results that stand below one another, in a column."""
    first, last = (book.reference(keys[at], offset).removeprefix("=") for at in (0, -1))
    return f"{first}:{last.split('!')[1]}"


def _agrees(total: str, parts: str) -> str:
    """Return the formula that is 0 where a total is the sum of its parts, or neither is one number."""
    apart = f"IF(ISNUMBER({total}),ROUND({total}-SUM({parts}),Decimalen_procent),0)"
    return f"=IFERROR(IF(ISNUMBER({total})=(COUNT({parts})=ROWS({parts})),{apart},Aan),Aan)"


def _sums(sheet: Sheet, row: int, package: Package) -> list[Watched]:
    """Write the sums that hold in any state, 0 where they do: total = variants = lines = ODA effect = its parts."""
    t, book, keys = sheet.book.texts, sheet.book, sheet.book.places
    sheet.heads(row, 0, [t("Sluit aan, in elke stand"), "", *book.heads], right_from=2)
    found = []

    def suffix(kind: Kind) -> str:
        return f"_{kind}" if kind else ""

    for kind in KINDS if book.bounds else KINDS[:1]:
        ending = suffix(kind)
        groups = {
            name: [key for key in keys if key.startswith(f"{name}:") and (f"{key}{ending}" in keys)]
            for name in ("variant", "chapter", "budget")
        }
        plain = {
            name: [f"{key}{ending}" for key in found_ if not key.endswith(("_lower", "_upper"))]
            for name, found_ in groups.items()
        }
        rows = [
            (t("Totaal en varianten"), plain["variant"], ""),
            (t("Totaal en hoofdstukken"), plain["chapter"], ""),
            (t("Totaal en begrotingsregels"), plain["budget"], ""),
            *(
                [
                    (t("Totaal en ODA-effect"), [f"oda:effect{ending}"], ""),
                    (t("ODA-effect en zijn delen"), [], f"oda:sum{ending}"),
                ]
                if package.catalogue.oda
                else []
            ),
        ]
        for label, parts, difference in rows:
            row += 1
            name = (
                f"{label}, {book.texts('ondergrens') if kind == 'lower' else book.texts('bovengrens')}"
                if kind
                else label
            )
            sheet.text(row, 0, name, "cell")
            sheet.value(row, 1, None, "cell")

            def formula(c: int, parts: list[str] = parts, difference: str = difference, ending: str = ending) -> str:
                total = book.reference(f"total{ending}", c).removeprefix("=")
                if difference:
                    return f"=IFERROR({book.reference(difference, c).removeprefix('=')},Aan)"
                return _agrees(total, _range(book, parts, c))

            sheet.across(row, 2, formula, [0] * book.width, "count")
            area = f"{cell(row, 2, True, True)}:{cell(row, 1 + book.width, True, True)}"
            found.append(Watched(name, area))
    return [*found, *_sums_beside(t, package)]


def _sums_beside(t: Texts, package: Package) -> Iterator[Watched]:
    """Yield what must be 0 on the sheet with the choices beside the package."""
    yield Watched(t("Brug en verschil van de keuzes"), "Naast_brug_rest", on=t("Naast elkaar"))
    if package.catalogue.oda is not None:
        yield Watched(t("ODA-effect van de keuzes en zijn delen"), "Naast_ODA_rest", on=t("Naast elkaar"))


def _matrix(sheet: Sheet, first: int, values: dict[str, Sequence[Value]]) -> None:
    """Write the engine's values, the sheet's values and the differences for each result."""
    t, book, width = sheet.book.texts, sheet.book, sheet.book.width
    heads = [t("Uitkomst"), t("Sleutel")]
    groups = (t("Model"), t("Blad"), t("Verschil"))
    heads += [f"{group} {head.lower()}" for group in groups for head in book.heads]
    sheet.table("tControle", first - 1, 0, heads, len(values), right_from=2)
    sheet.name_block("Uitkomst_sleutel", first, 1, len(values))
    sheet.name_block("Uitkomst_nu", first, 2 + width, len(values), width)
    for row, (key, found) in enumerate(values.items(), start=first):
        sheet.text(row, 0, book.labels[key], "cell")
        sheet.text(row, 1, key, "helper_text")
        percent = key.removesuffix("_lower").removesuffix("_upper").endswith(SHARES)
        style = "count" if is_count(key) else "percent" if percent else "effect"
        for offset, value in enumerate(found):
            word = isinstance(value, str)
            engine, here = cell(row, 2 + offset), cell(row, 2 + width + offset)
            sheet.value(row, 2 + offset, value, "said" if word else style)
            if offset >= book.counts[key]:
                for block in (1, 2):
                    sheet.value(row, 2 + block * width + offset, None, "cell")
                continue
            sheet.formula(row, 2 + width + offset, book.reference(key, offset), value, "said" if word else style)
            if book.bounds:  # a sum may turn from a number into a sign, and back
                formula = f"=IF(AND(ISNUMBER({engine}),ISNUMBER({here})),ROUND({here}-{engine},Decimalen_procent),"
                formula += f'IF({engine}&""={here}&"",0,Aan))'
                sheet.formula(row, 2 + 2 * width + offset, formula, 0, "count")
                continue
            formula = f'=IF({engine}&""={here}&"",0,Aan)' if word else f"=ROUND({here}-{engine},Decimalen_procent)"
            sheet.formula(row, 2 + 2 * width + offset, formula, 0, "count")
