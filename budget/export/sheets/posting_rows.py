"""The postings of the catalogue as the workbook shows them: each with what the engine makes of it under the settings."""

from __future__ import annotations

from dataclasses import dataclass

from budget.catalogue import Catalogue, Measure, OdaData, OdaKind, Posting
from budget.core import Amount, ShareBy
from budget.engine import (
    NOTHING,
    Bearer,
    Line,
    Package,
    counted_rule,
    find_regime,
    first_year_share,
    measure_lines,
    own_bearer,
    share_of_rule,
    split_ends,
)
from budget.export.sheets.choice import posting_key
from budget.export.texts import Texts


@dataclass(frozen=True)
class OdaPart:
    """
    What ODA makes of a posting: the rule that counts, who bears what is not attributed, and the parts of each cell.

    `attributed` and `rest` are those parts with their ends, one for each column; `attributable` is what would be
    attributed under the list's own rule.

    `goes` says that the regime that was chosen moves to others what the posting leaves to the own chapter, `bearers` who
    bears it in each column; `own_share` that the measure has a first-year share of its own, `dac` is the part of it that
    is ODA, per mille.
    """

    rule: str
    bearer: Bearer
    bearers: tuple[Bearer, ...]
    attributed: tuple[Amount, ...]
    attributable: tuple[Amount, ...]
    rest: tuple[Amount, ...]
    goes: bool
    own_share: bool
    dac: int


@dataclass(frozen=True)
class Row:
    """A posting as the sheet shows it."""

    measure: Measure
    place: int
    posting: Posting
    line: Line
    chosen: bool
    oda: OdaPart | None

    @property
    def split(self) -> bool:
        """Whether the posting has amounts of its own."""
        return self.posting.effects is not None

    @property
    def key(self) -> str:
        """The key of the posting's own amounts on Effecten."""
        return posting_key(self.measure.id, self.place - 1)


def has_regimes(catalogue: Catalogue) -> bool:
    """Tell whether a measure brings about another rule for the attribution."""
    return any(measure.oda is not None and measure.oda.regime is not None for measure in catalogue.measures.values())


def list_rows(package: Package, t: Texts) -> list[Row]:
    """Return every posting of the catalogue with what the engine makes of it under the package's settings."""
    catalogue, settings = package.catalogue, package.settings
    rows = []
    for measure in catalogue.measures.values():
        lines, chosen = measure_lines(catalogue, measure, settings), measure.id in package.selection
        for place, (posting, line) in enumerate(zip(measure.postings, lines, strict=True), start=1):
            part = None if catalogue.oda is None else _oda_part(package, catalogue.oda, measure, line, t)
            rows.append(Row(measure, place, posting, line, chosen, part))
    return rows


def _oda_part(package: Package, oda: OdaData, measure: Measure, line: Line, t: Texts) -> OdaPart:
    """Return what the engine makes of a posting, chosen or not, under the regime of the package."""
    catalogue, settings = package.catalogue, package.settings
    columns = catalogue.columns
    rule = counted_rule(measure.oda, settings)
    kind = rule.rule if rule else None
    parts, attributable = [], []
    for column, found in zip(columns, line.cells, strict=True):
        regime = find_regime(package, column)
        share = share_of_rule(oda, rule, first_year_share(catalogue, column, settings), settings)
        ended = regime is not None and regime.ends_attribution
        whole = NOTHING.plus(found, line.uncertain)
        split = split_ends(whole, share) if kind is OdaKind.RECEPTION else (NOTHING, whole)
        attributable.append(split[0])
        parts.append((NOTHING, whole) if ended else split)
    bearer = Bearer.ODA_ROOM if kind is OdaKind.PROGRAMME else own_bearer(oda, line, None)
    regime = find_regime(package, columns.structural)
    goes = bearer is Bearer.OWN and own_bearer(oda, line, regime) is Bearer.OTHERS
    months = measure.oda.first_year if measure.oda is not None else None
    bearers = tuple(Bearer.OTHERS if goes and find_regime(package, column) else bearer for column in columns)
    own_share = settings.share_by is ShareBy.MEASURE and months is not None and months.share != "average"
    dac = oda.dac.permille if settings.dac_part is None else settings.dac_part
    attributed, rest = zip(*parts, strict=True)
    word = t.oda_kind(kind) if kind else ""
    return OdaPart(word, bearer, bearers, attributed, tuple(attributable), rest, goes, own_share, dac)
