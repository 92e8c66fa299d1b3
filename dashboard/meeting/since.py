"""What a meeting changed since it began, and the package that stands beside the one that it turns."""

from __future__ import annotations

from markupsafe import Markup

from budget.core import Amount
from budget.engine import AnyTarget, Package, Totals, evaluate_target, over_years
from dashboard.package import years_label
from dashboard.words import each, language, numbers, t, terms


def difference(one: Totals, other: Totals, column: str) -> Amount:
    """Return what the first has more than the other in a column."""
    return one[column].plus(other[column].negated)


def since_html(package: Package, began: Package, target: AnyTarget | None = None) -> Markup:
    """
    Say what was added and dropped since the meeting began, and what that changed structurally.

    What counts for the target in view is said where it changed by another amount, as by a measure without an amount of
    its own that has money counted elsewhere.
    """
    added = [id_ for id_ in package.selection if id_ not in began.rows]
    dropped = [id_ for id_ in began.selection if id_ not in package.rows]
    if not added and not dropped:
        return Markup('<p class="since">{}</p>').format(t("Sinds het begin is er niets veranderd."))
    catalogue = package.catalogue
    changed = difference(package.totals, began.totals, catalogue.columns.structural)
    amount = numbers.total(changed, numbers.places(catalogue), sign=True)
    told = [f"{terms.structural(catalogue)} {amount}"]
    if target is not None:
        now, then = (evaluate_target(one, target) for one in (package, began))
        column = now.main
        counted = now.cells[column].effect.plus(then.cells[column].effect.negated)
        if counted != difference(package.totals, began.totals, column):
            name = target.title.get(language()) + ("" if column == catalogue.columns.structural else f", {column}")
            told.append(f"{t('telt voor')} {name} {numbers.total(counted, numbers.places(catalogue), sign=True)}")
    if added:
        told.append(t("erbij: {ids}", ids=", ".join(added)))
    if dropped:
        told.append(t("eruit: {ids}", ids=", ".join(dropped)))
    return Markup('<p class="since">{}: <b>{}</b></p>').format(t("Sinds het begin"), "; ".join(told))


def _row(label: str, amounts: tuple[Amount, Amount, Amount], places: int) -> Markup:
    cells = [numbers.total(amount, places, sign=True) for amount in amounts]
    return Markup('<tr><th scope="row">{}</th><td class="num amount">{}</td>{}</tr>').format(
        label, cells[0], each(Markup('<td class="num">{}</td>'), cells[1:])
    )


def beside_table(package: Package, name: str, other: Package, other_name: str) -> Markup:
    """Build the table of two packages by year, A and B, with the difference; the sum of the years and the structural one."""
    catalogue, places = package.catalogue, numbers.places(package.catalogue)
    columns = list(catalogue.columns)
    rows = [
        _row(
            terms.structural(catalogue) if column == catalogue.columns.structural else column,
            (package.totals[column], other.totals[column], difference(package.totals, other.totals, column)),
            places,
        )
        for column in columns
    ]
    mine, theirs = over_years(catalogue, package.totals), over_years(catalogue, other.totals)
    rows.insert(-1, _row(years_label(catalogue), (mine, theirs, mine.plus(theirs.negated)), places))
    head = (t("Jaar"), f"A: {name}", f"B: {other_name}", t("Verschil A − B"))
    return Markup(
        '<table class="years beside"><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody>'
        "</table>"
    ).format(
        terms.legend(terms.unit(catalogue)),
        head[0],
        each(Markup('<th scope="col" class="num">{}</th>'), head[1:]),
        Markup("").join(rows),
    )
