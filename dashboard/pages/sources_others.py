"""The tabs of the sources on what others say: options that the source left out, and totals that others publish."""

from __future__ import annotations

from markupsafe import Markup

from budget.catalogue import Catalogue, PublishedWhy
from budget.engine import PublishedTotal, published_totals
from dashboard.package import backing, column_labels, place_html
from dashboard.words import each, html, language, numbers, show, t, terms, ui


def rejected_tab(catalogue: Catalogue) -> None:
    """Draw the options that the source weighed and left out, each with its reason and place."""
    lang = language()
    ui.markdown(t("Opties die de bron heeft bekeken en niet heeft opgenomen, met haar reden."))
    blocks = []
    for option in catalogue.rejected:
        near = Markup(" {}").format(html.badge(", ".join(option.measures))) if option.measures else ""
        blocks.append(
            Markup('<section class="difference"><h2>{}{}</h2><p>{}</p></section>').format(
                t("Waarom niet: {title}?", title=option.title.get(lang)), near, backing(catalogue, option)
            )
        )
    show(Markup("").join(blocks))


def why_words() -> dict[PublishedWhy, str]:
    """Return in words why a published total is another than the sum of the records."""
    return {
        PublishedWhy.TRANSCRIPTION: t("overgenomen bedrag wijkt af"),
        PublishedWhy.ROUNDING: t("afronding"),
        PublishedWhy.OPEN: t("posten zonder bedrag"),
        PublishedWhy.EXCLUSIVE: t("maatregelen die elkaar uitsluiten"),
        PublishedWhy.ROWS: t("andere rijen, dezelfde som"),
    }


def total_block(catalogue: Catalogue, total: PublishedTotal) -> Markup:
    """Build the published and our total of a variant, and what lies between."""
    lang, words, rows = language(), why_words(), []
    rows.append([t("Gepubliceerd"), *map(numbers.meur, total.published.values())])
    rows.append([t("Som van alle maatregelen"), *map(numbers.total, total.ours.values())])
    rows.append([t("Verschil"), *(numbers.meur(keur, sign=True) for keur in total.difference.values())])
    notes = []
    for part in total.parts:
        name = f"{', '.join(part.measures)}: {words[part.why]}"
        if any(part.difference.values()):
            rows.append([f"– {name}", *(numbers.meur(keur, sign=True) for keur in part.difference.values())])
        note = f" – {part.note.get(lang)}" if part.note else ""
        notes.append(f"{name}{note}")
    if any(total.unexplained.values()):
        rest = (numbers.meur(keur, sign=True) for keur in total.unexplained.values())
        rows.append([f"– {t('niet verklaard')}", *rest])
    if any(
        end not in total.ours[column].ends for column, one in total.choosable.items() for end in (one.lower, one.upper)
    ):
        rows.append([t("Samen te kiezen, van minst tot meest"), *map(numbers.total, total.choosable.values())])
    notes.append(_alike(catalogue, total))
    title = catalogue.variants[total.variant].named(lang)
    table = html.table(f"{title} – {terms.legend(terms.unit(catalogue))}", ["", *column_labels(catalogue)], rows)
    return table + Markup("<ul>{}</ul>").format(each(Markup("<li>{}</li>"), notes))


def _alike(catalogue: Catalogue, total: PublishedTotal) -> str:
    """Name the measures of a variant of which every published cell is the record's."""
    differing = {measure for part in total.parts if any(part.difference.values()) for measure in part.measures}
    own = [id_ for id_, variant in catalogue.variant_of.items() if variant == total.variant]
    alike = [id_ for id_ in own if id_ not in differing]
    return t("Zelfde bedrag in elke kolom: {ids}.", ids=", ".join(alike) or t("geen"))


def totals_tab(catalogue: Catalogue) -> None:
    """Draw why another document publishes another total by variant."""
    data, lang = catalogue.published, language()
    if data is None:
        return
    ui.header(t("{title}: waarom een ander bedrag?", title=data.title.get(lang)))
    ui.markdown(data.note.get(lang))
    show(Markup("<p>{}</p>").format(place_html(catalogue, data.source)))
    for total in published_totals(catalogue).values():
        show(total_block(catalogue, total))
