"""
The sheet Overlap: what counts when no money counts twice, for the total and for each set of base lines.

Every case of what may be chosen of measures that are the same money stands on a row, so that the engine's rule, also
that for equal sums, is plain formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from budget.engine import Package, measure_delay
from budget.export.book import Book
from budget.export.sheet import Value, cell
from budget.export.sheets.base import scope_groups
from budget.export.sheets.overlap_ends import block_words, doubtful, end_of_member, write_blocks, write_cut
from budget.export.sheets.overlap_group_rows import group_heads, place_groups
from budget.export.sheets.overlap_groups import columns_of, list_groups
from budget.export.sheets.overlap_plan import BLOCKS, FIRST, RESULT, Plan
from budget.export.sheets.overlap_sets import Cut, holds
from budget.export.sheets.overlap_stacks import overlapping_stacks
from budget.export.sheets.settings import has_choice, twice_name
from budget.export.texts import MARKS
from budget.export.units import whole


def write_overlap(book: Book, package: Package) -> None:
    """Write the sheet; without overlaps that bound a sum there is none."""
    if not has_choice(package.catalogue.frame, "Overlap"):
        return
    t = book.texts
    groups = scope_groups(package.catalogue, t, package.settings)
    layers, blocks = (6, len(BLOCKS)) if book.bounds else (2, 0)
    sums = len(groups) + 1 + len(overlapping_stacks(package.catalogue))
    wide = (layers + blocks) * book.width * sums + len(package.catalogue.measures)
    wide += columns_of(list_groups(package.catalogue)) if book.bounds else 0
    sheet = book.sheet(t("Overlap"), (26, 44, 16, 11, *[13] * wide), t("Zonder dubbeltelling"), thousands=True)
    about = t(
        "Van maatregelen die hetzelfde geld zijn telt het stel met de grootste som; een korting valt op wat besparingen laten."
    )
    sheet.text(2, 0, about, "note")
    plan = Plan(sheet, package)
    _result(plan)
    _members(plan)
    _sets(plan)
    _groups(plan)
    _percents(plan)
    _cuts(plan)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{RESULT}:C{plan.at_cuts + len(plan.cuts) + 2}"})
    sheet.raw.freeze_panes(4, 2)
    sheet.repeat(0, 1)
    sheet.print_head_only()


def _result(plan: Plan) -> None:
    """Write what counts twice, what cuts take less, and their sum, which other sheets add to the plain sum."""
    sheet, t, count = plan.sheet, plan.sheet.book.texts, len(plan.members)
    plan.heads(RESULT, [t("Uitkomst"), "", "", ""])
    first = plan.at_members + 1
    gone = [sum(a.values()) - sum(b.values()) for a, b in zip(plan.amounts, plan.kept, strict=True)]
    upper = 2 * plan.narrow
    less = [sum(plan.less(cut, place) for cut in plan.cuts) for place in range(plan.width)]
    less = [
        taken if place < upper else taken + sum(plan.most(cut, place - upper) for cut in plan.cuts)
        for place, taken in enumerate(less)
    ]

    def twice(place: int) -> str:
        amounts = plan.area(first, count, FIRST + place)
        return f"=SUM({amounts})-SUM({plan.area(first, count, FIRST + plan.width + place)})"

    def of_cuts(column: int) -> str:
        return plan.area(plan.at_cuts + 1, max(len(plan.cuts), 1), FIRST + column)

    def cuts(place: int) -> str:
        most = f"+SUM({of_cuts(plan.width + place - upper)})" if place >= upper else ""
        return f"=SUM({of_cuts(place)}){most}"

    def change(place: int) -> str:
        found = f"{cell(RESULT + 2, FIRST + place)}-{cell(RESULT + 1, FIRST + place)}"
        if place < upper:
            return f"={found}"
        return f"=IF(SUM({of_cuts(plan.width + place - plan.narrow)})>0,Kant_onbekend,{found})"

    endless = [
        place >= upper and any(plan.endless(cut, place - upper) for cut in plan.cuts) for place in range(plan.width)
    ]
    changes: list[Value] = [
        MARKS["unknown"] if unknown else b - a for a, b, unknown in zip(gone, less, endless, strict=True)
    ]
    rows: list[tuple[str, Callable[[int], str], Sequence[Value], str]] = [
        (t("Dubbel geteld"), twice, gone, "effect"),
        (t("Korting valt lager uit"), cuts, less, "effect"),
        (t("Verschil met de optelsom"), change, changes, "total"),
    ]
    for row, (label, formula, values, style) in enumerate(rows, start=RESULT + 1):
        for column in range(FIRST):
            sheet.value(row, column, label if column == 0 else None, "total_label" if style == "total" else "cell")
        plan.across(row, FIRST, formula, values, style)
    for place in range(plan.width):
        sheet.book.define(twice_name(*plan.name_of(place)), sheet, (RESULT + 3, FIRST + place))


def _members(plan: Plan) -> None:
    """Write what each member amounts to, and what of it still counts."""
    sheet, t, keys = plan.sheet, plan.sheet.book.texts, plan.sheet.book.keys
    sheet.text(plan.at_members - 1, 0, t("Bedragen, en daarna wat ervan telt"), "section")
    groups = place_groups(plan)
    extra = [*plan.block_heads(block_words(plan)), *group_heads(plan)] if sheet.book.bounds else []
    plan.heads(plan.at_members, [t("Nr."), t("Maatregel"), t("Sleutel"), t("Gekozen")], times=2, extra=extra)
    for row, id_ in enumerate(plan.members, start=plan.at_members + 1):
        sheet.text(row, 0, id_, "cell")
        sheet.text(row, 1, plan.package.catalogue.measures[id_].title.get(t.language), "cell_wrap")
        sheet.text(row, 2, f"{MARKS['prefix']}{id_}", "helper_text")
        key = cell(row, 2, lock_column=True)
        chosen = f"=IF(INDEX(Keuze_aan,MATCH({cell(row, 0, lock_column=True)},Keuze_nr,0))=Aan,Aan,0)"
        sheet.formula(row, 3, chosen, int(id_ in plan.chosen), "flag")

        def amount(place: int, key: str = key, id_: str = id_) -> str:
            if sheet.book.bounds:
                return end_of_member(plan, id_, place)
            group, column = divmod(place, len(keys))
            if group in plan.stacks:
                return plan.stacks[group].plain(keys[column], key, bounds=False)
            counts = f",Post_telt_{group},Aan" if group else ""
            return f"={whole(f'SUMIFS(Post_{keys[column]},Post_sleutel,{key},Post_gekozen,Aan{counts})')}"

        def kept(place: int, id_: str = id_) -> str:
            if id_ in groups:
                return groups[id_].kept(id_, place)
            if id_ not in plan.sharing:
                return f"={plan.member(id_, place)}"
            count, first = len(plan.sets), plan.at_sets + 1
            leaves = plan.area(first, count, FIRST + 2 * plan.width + plan.sharing.index(id_))
            counts = plan.area(first, count, FIRST + plan.width + place)
            return f"={plan.member(id_, place)}*(Aan-SUMPRODUCT({leaves}*{counts}))"

        plan.across(row, FIRST, amount, [column[id_] for column in plan.amounts], "quiet")
        plan.across(row, FIRST + plan.width, kept, [column[id_] for column in plan.kept], "quiet")
        if sheet.book.bounds:
            write_blocks(plan, groups.get(id_), id_, row)


def _sets(plan: Plan) -> None:
    """Write each set with its sum, whether it counts, and who of its component it leaves out."""
    sheet, t = plan.sheet, plan.sheet.book.texts
    if not plan.sets:
        return
    sheet.text(
        plan.at_sets - 1, 0, t("Hetzelfde geld: som van elk stel, welk stel telt, en wie het weglaat"), "section"
    )
    plan.heads(plan.at_sets, [t("Gekozen"), t("Dan telt"), t("Stel"), t("Geldt (1/0)")], 2, plan.sharing)
    members = {id_: cell(plan.at_members + 1 + place, 3, True, True) for place, id_ in enumerate(plan.members)}
    start = plan.at_sets + 1
    for row, one in enumerate(plan.sets, start=start):
        start = row if one.first else start
        sheet.text(row, 0, " + ".join(one.component), "cell_wrap")
        sheet.text(row, 1, " + ".join(id_ for id_ in one.component if id_ in one.kept), "cell")
        sheet.formula(row, 2, f"=ROWS({cell(start, 0, True)}:{cell(row, 0)})", row - start + 1, "helper")
        asked = [f"{members[id_]}=Aan" for id_ in one.component] + [f"{members[id_]}=0" for id_ in one.others]
        held = holds(one, plan.chosen)
        sheet.formula(row, 3, f"=IF(AND({','.join(asked)}),Aan,0)", int(held), "flag")

        def total(place: int, kept: frozenset[str] = one.kept) -> str:
            return f"=SUM({','.join(plan.member(id_, place) for id_ in plan.members if id_ in kept)})"

        def counts(place: int, row: int = row, start: int = start, count: int = one.count) -> str:
            here, area = cell(row, FIRST + place), plan.area(start, count, FIRST + place)
            most = f"MAX(MAX({area}),-MIN({area}))"
            before = f"{cell(start, FIRST + place)}:{cell(row - 1, FIRST + place)}"
            earlier = f",COUNTIF({before},{most})+COUNTIF({before},-{most})=0" if row > start else ""
            return f"=IF(AND({cell(row, 3, lock_column=True)}=Aan,ABS({here})={most}{earlier}),Aan,0)"

        sums = [sum(column[id_] for id_ in one.kept) for column in plan.amounts]
        plan.across(row, FIRST, total, sums, "quiet")
        flags = [int(found[row - plan.at_sets - 1]) for found in plan.counting]
        plan.across(row, FIRST + plan.width, counts, flags, "few")
        for place, id_ in enumerate(plan.sharing):
            leaves = int(id_ in one.component and id_ not in one.kept)
            sheet.value(row, FIRST + 2 * plan.width + place, leaves, "few")


def _groups(plan: Plan) -> None:
    """Write the sets of each group with bounds: their size and rank."""
    sheet, t = plan.sheet, plan.sheet.book.texts
    if not plan.groups:
        return
    about = t("Hetzelfde geld: grootte van elk stel, en de rang van wat er het grootst is")
    sheet.text(plan.at_sets - 1, 0, about, "section")
    plan.heads(plan.at_sets, [t("Groep"), t("Stel"), t("Rang"), t("Geldt (1/0)")], 2)
    for rows in dict.fromkeys(place_groups(plan).values()):
        for nth in range(len(rows.group.sets)):
            rows.write_set(nth)
        sheet.book.keep_width(sheet, rows.inside_area, len(rows.group.sets))


def _percents(plan: Plan) -> None:
    """Write the percentage of each cut by column, in whole parts."""
    if not plan.percents:
        return
    sheet, t, frame = plan.sheet, plan.sheet.book.texts, plan.package.catalogue.frame
    sheet.text(plan.at_percents - 1, 0, t("Percentage van elke korting, in delen"), "section")
    heads = [t("Nr."), t("Maatregel"), t("Schuif"), t("Delen per procent"), *sheet.book.heads]
    sheet.heads(plan.at_percents, 0, heads, right_from=FIRST)
    last = sheet.book.width - 1
    for row, percent in enumerate(plan.percents.values(), start=plan.at_percents + 1):
        measure, id_cell = percent.measure, cell(row, 0, lock_column=True)
        sheet.text(row, 0, measure.id, "cell")
        sheet.text(row, 1, measure.title.get(t.language), "cell_wrap")
        if has_choice(frame, "Besluitjaar"):
            delay = f"=INDEX(Keuze_verschuiving,MATCH({id_cell},Keuze_nr,0))"
            sheet.formula(row, 2, delay, measure_delay(measure, plan.package.settings), "helper")
        else:
            sheet.value(row, 2, 0, "helper")
        ids = {dial.id for dial in measure.dials.values} if measure.dials is not None else set()
        if not percent.by_year and "percent" not in ids:
            for column, value in enumerate([percent.denominator, *percent.numerators], start=3):
                sheet.value(row, column, value, "helper")
            continue
        counted, parts = (
            f'INDEX(Aanname_{name},MATCH({id_cell}&":percent",Aanname_sleutel,0))' for name in ("delen", "fijnheid")
        )
        per_step, per_ceiling = (f"INDEX(Formule_{name},MATCH({id_cell},Formule_nr,0))" for name in ("per_a", "per_b"))
        whole = f"={per_step}*{per_ceiling}" if percent.by_year else f"={parts}"
        sheet.formula(row, 3, whole, percent.denominator, "helper")
        for place, value in enumerate(percent.numerators):
            steps = f"MAX(Nummer_{sheet.book.keys[place]}-{cell(row, 2, lock_column=True)},0)"
            step, most = (f"INDEX(Formule_{name},MATCH({id_cell},Formule_nr,0))" for name in ("heel", "teller"))
            formula = f"={counted}"
            if percent.by_year and place < last:
                formula = f"=MIN({step}*{steps},{most})"
            elif percent.by_year:
                formula = f"=IF({step}=0,0,{most})"
            sheet.formula(row, FIRST + place, formula, value, "helper")


def _cuts(plan: Plan) -> None:
    """Write by how much each cut is smaller beside each saving that counts."""
    if not plan.cuts:
        return
    sheet, t, width = plan.sheet, plan.sheet.book.texts, plan.sheet.book.width
    sheet.text(plan.at_cuts - 1, 0, t("Korting op wat een besparing laat"), "section")
    doubts = [t("Op zijn hoogst"), t("Zonder grens")] if sheet.book.bounds else []
    plan.heads(plan.at_cuts, [t("Conflict"), t("Korting"), t("Besparing"), ""], extra=plan.block_heads(doubts))
    percents = {id_: plan.at_percents + 1 + place for place, id_ in enumerate(plan.percents)}
    for row, cut in enumerate(plan.cuts, start=plan.at_cuts + 1):
        for column, text in enumerate((cut.record, cut.cut, cut.saving)):
            sheet.text(row, column, text, "cell")
        at = percents[cut.cut]

        def part(saving: str, place: int, at: int = at) -> str:
            numerator = cell(at, FIRST + place % width)
            return f"ROUND(-{saving}*{numerator}/({cell(at, 3, lock_column=True)}*Procent),0)"

        def less(place: int, cut: Cut = cut, part: Callable[[str, int], str] = part) -> str:
            saving = plan.member(cut.saving, place, kept=True)
            sure = f",{doubtful(plan, cut, place % plan.narrow)}=0" if place >= plan.narrow else ""
            counts = f"AND({plan.member(cut.cut, place, kept=True)}<>0,{saving}<0{sure})"
            return f"=IF({counts},{part(saving, place)},0)"

        plan.across(row, FIRST, less, [plan.less(cut, place) for place in range(plan.width)], "quiet")
        if sheet.book.bounds:
            write_cut(plan, row, cut, part)
