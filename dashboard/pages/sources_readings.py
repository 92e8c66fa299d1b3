"""The tab of the sources that holds the open package against every printed reading."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from budget.core import Amount
from budget.engine import AmountReading, Package, TargetReadings, Turn, Verdict, by_readings, evaluate_targets
from dashboard.package import SIGNS, asks, column_labels, place_html, verdict_word
from dashboard.words import asking, each, html, language, numbers, show, t, terms, ui


def interval_text(found: Amount) -> str:
    """Write an interval, one number where both ends are the same; an open end by its bound."""
    low, high = found.lower, found.upper
    if low is not None and high is not None:
        return numbers.meur(low) if low == high else f"{numbers.meur(low)} … {numbers.meur(high)}"
    if low is None and high is None:
        return "?"
    return f"≥ {numbers.meur(low)}" if low is not None else f"≤ {numbers.meur(high or 0)}"


def _cell(found: TargetReadings, judged: bool) -> str:
    """Write a verdict, and into what the readings turn it."""
    if found.verdict is Verdict.NOT_ASKED:
        return verdict_word(found.verdict, judged)
    if found.stands:
        return f"{SIGNS[found.verdict]} {verdict_word(found.verdict, judged)}; {t('staat')}"
    tried = (found.verdict, found.best, found.worst, *(turn.verdict for turn in found.turns))
    words = [verdict_word(verdict, judged) for verdict in dict.fromkeys(tried)]
    return f"{SIGNS[found.verdict]} {words[0]}; {t('staat niet: ook {others}', others=', '.join(words[1:]))}"


def _turns(package: Package, label: str, turns: tuple[Turn, ...]) -> Iterator[Markup]:
    """Write each reading that turns a verdict by itself, into what, and its place."""
    for turn in turns:
        reading = turn.reading
        name = reading.measure if isinstance(reading, AmountReading) else reading.target
        yield Markup("{}: {} – {} → {} {}").format(
            label,
            name,
            reading.value.get(language()),
            verdict_word(turn.verdict, package.catalogue.info.overlaps.is_complete),
            place_html(package.catalogue, reading.source),
        )


def readings_tab(package: Package) -> None:
    """Draw between what amounts the totals lie under every reading, and which verdicts stand under all of them."""
    catalogue, labels = package.catalogue, column_labels(package.catalogue)
    ui.markdown(t("Het geopende pakket onder elke gedrukte lezing: elke apart, en alle samen aan hun uitersten."))
    found = by_readings(package)
    if not package.selection:
        ui.info(t("Dit pakket heeft nog geen maatregelen."))
        return
    ask = asks(catalogue)
    totals = (asking(ask[column], numbers.total(total)) for column, total in package.totals.items())
    rows = [[t("Saldo-effect"), *totals]]
    rows.append([t("één lezing anders"), *(interval_text(r.one) for r in found.totals.values())])
    rows.append([t("alle lezingen"), *(interval_text(r.every) for r in found.totals.values())])
    caption = f"{t('Totalen onder elke lezing')} – {terms.legend(terms.unit(catalogue))}"
    show(html.table(caption, ["", *labels], rows))
    targets = {id_: held.target.title.get(language()) for id_, held in evaluate_targets(package).items()}
    judged = catalogue.info.overlaps.is_complete
    verdicts = [[targets[id_], *(_cell(c, judged) for c in columns.values())] for id_, columns in found.targets.items()]
    if verdicts:
        show(
            html.table(t("Welke oordelen staan onder elke lezing"), [t("Doel"), *labels], verdicts, css="figures told")
        )
    for id_, columns in found.targets.items():
        told = [
            line
            for label, cell in zip(labels, columns.values(), strict=True)
            for line in _turns(package, label, cell.turns)
        ]
        if told:
            head = t("Wat een oordeel over {target} keert", target=targets[id_])
            show(Markup("<h2>{}</h2><ul>{}</ul>").format(head, each(Markup("<li>{}</li>"), told)))
