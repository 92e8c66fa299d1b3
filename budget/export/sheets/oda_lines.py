"""The rows of the sheet ODA by column: the share, who keeps the effect, the ceiling and the balance, bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from budget.core import Amount
from budget.engine import OdaColumn, Package, ceiling_change, find_regime, oda_of
from budget.export.book import Book
from budget.export.sheet import Value
from budget.export.sheets.choice import bound_formula, open_counts
from budget.export.sheets.ends import bound_mark
from budget.export.sheets.oda_parts import share_of
from budget.export.sheets.posting_rows import Row
from budget.export.sheets.settings import has_choice
from budget.export.units import as_share, exact

Line = tuple[str, Callable[[int], str], Sequence[Value], str]
"""A row of the sheet: key, formula by column, cached values, style."""


def regime_lines(book: Book, package: Package) -> list[Line]:
    """Return the row that says from which column the chosen regime holds; the last column comes after every delay."""
    delays = has_choice(package.catalogue.frame, "Besluitjaar")

    def holds(c: int) -> str:
        started = f"Nummer_{book.keys[c]}>Regime_verschuiving"
        return f'=IF(Regime="",0,IF({started},Aan,0))' if delays else '=IF(Regime="",0,Aan)'

    values = [int(find_regime(package, column) is not None) for column in package.catalogue.columns]
    return [("regime_holds", holds, values, "flag_right")]


def moved_away(package: Package, rows: Sequence[Row]) -> list[int]:
    """Return by column what the regime moves from the own chapter to others, of a list without bounds."""
    going = [row.oda.rest for row in rows if row.chosen and row.oda and row.oda.goes]
    return [
        sum(rest[place].keur or 0 for rest in going) if find_regime(package, column) is not None else 0
        for place, column in enumerate(package.catalogue.columns)
    ]


def share_lines(book: Book, columns: Sequence[OdaColumn], package: Package) -> list[Line]:
    """Return the rows with the first-year share, and the part of people from DAC countries."""
    keys, dac = book.keys, _dac(package)

    def by_year(name: str, other: str) -> Callable[[int], str]:
        chosen = "IFERROR(MATCH(Eerstejaarsaandeel,Keuzes_Eerstejaarsaandeel,0),Aan)"
        return lambda c: (
            f"=IF(ISNUMBER(Eerstejaarsaandeel),{other},INDEX({name},{chosen},MATCH(Jaar_{keys[c]},Grondslag_jaren,0)))"
        )

    shares = [as_share(column.share.percent) for column in columns]
    return [
        (
            "numerator",
            by_year("Aandeel_tellers", "ROUND(Eerstejaarsaandeel*Promille,0)"),
            [c.share.numerator for c in columns],
            "helper",
        ),
        ("denominator", by_year("Aandeel_noemers", "Promille"), [c.share.denominator for c in columns], "helper"),
        (
            "share",
            lambda c: f"=ROUND(Teller_{keys[c]}/Noemer_{keys[c]},Decimalen_aandeel)",
            shares,
            "share",
        ),
        (
            "dac",
            lambda _: '=IF(DAC_deel="",DAC_bron,ROUND(DAC_deel*Promille,0))',
            [dac] * book.width,
            "helper",
        ),
    ]


def _dac(package: Package) -> int:
    """Return the part of first-year reception that counts as ODA, per mille."""
    own = package.settings.dac_part
    return oda_of(package.catalogue).dac.permille if own is None else own


def split_lines(book: Book, columns: Sequence[OdaColumn], gone: Sequence[int], regimes: bool) -> list[Line]:
    """Return the rows that say who keeps the effect; `gone` is what a regime moves to others."""
    keys = book.keys
    splits = [column.split for column in columns]

    def borne(bearer: str, moved: str = "") -> Callable[[int], str]:
        """Return the formula for what a bearer keeps: its postings less their attributed part, and what moves."""
        chosen = f"Post_gekozen,Aan,Post_drager,{bearer}"
        goes = f"{moved}ODA_verhuisd_" if moved and regimes else ""
        return lambda c: (
            f"SUMIFS(Post_{keys[c]},{chosen})-SUMIFS(Toegerekend_{keys[c]},{chosen}){goes and goes + keys[c]}"
        )

    def rounded(found: Callable[[int], str]) -> Callable[[int], str]:
        return lambda c: f"={exact(found(c))}"

    def moved(c: int) -> str:
        going = "Post_gekozen,Aan,Post_verhuist,Aan"
        kept = f"SUMIFS(Post_{keys[c]},{going})-SUMIFS(Toegerekend_{keys[c]},{going})"
        return f"=Regime_geldt_{keys[c]}*{exact(kept)}"

    return [
        (
            "effect",
            rounded(lambda c: f"SUMIFS(Post_{keys[c]},Post_gekozen,Aan)"),
            [c.effect.keur for c in columns],
            "total",
        ),
        *([("moved", moved, gone, "helper_amount")] if regimes else []),
        ("own", rounded(borne("Drager_eigen", "-")), [s.own.keur for s in splits], "effect"),
        (
            "attributed",
            rounded(lambda c: f"SUMIFS(Toegerekend_{keys[c]},Post_gekozen,Aan)"),
            [s.attributed.keur for s in splits],
            "effect",
        ),
        (
            "programme",
            rounded(lambda c: f"SUMIFS(Post_{keys[c]},Post_gekozen,Aan,Post_odaregel,Regel_programma)"),
            [s.programme.keur for s in splits],
            "effect",
        ),
        (
            "cover",
            rounded(lambda c: f"{borne('Drager_ODA')(c)}-ODA_programma_{keys[c]}"),
            [s.cover.keur for s in splits],
            "effect",
        ),
        (
            "room_total",
            rounded(lambda c: f"ODA_toegerekend_{keys[c]}+ODA_programma_{keys[c]}+ODA_dekking_{keys[c]}"),
            [s.oda_room.keur for s in splits],
            "effect",
        ),
        ("others", rounded(borne("Drager_overig", "+")), [s.others.keur for s in splits], "effect"),
        (
            "sum",
            rounded(lambda c: f"ODA_effect_{keys[c]}-ODA_eigen_{keys[c]}-ODA_deel_{keys[c]}-ODA_overig_{keys[c]}"),
            [0] * book.width,
            "helper",
        ),
    ]


def attribution_lines(book: Book, columns: Sequence[OdaColumn], regimes: bool) -> list[Line]:
    """Return the rows on the attribution before and after the package, in euro and as a part of total ODA."""
    keys = book.keys

    def before(c: int) -> str:
        return f"=INDEX(Oda_begroot,MATCH(Jaar_{keys[c]},Oda_jaren,0))"

    def after(c: int) -> str:
        left = exact(f"Toerekening_voor_{keys[c]}+ODA_toegerekend_{keys[c]}")
        return f"=IF(Regime_geldt_{keys[c]}*Regime_schaft_af=Aan,0,{left})" if regimes else f"={left}"

    def of_oda(name: str) -> Callable[[int], str]:
        return lambda c: f"={share_of(f'Toerekening_{name}_{keys[c]}', f'Plafond_voor_{keys[c]}')}"

    shares = [
        [as_share(c.share_of_oda(a) or Decimal(0)) for c, a in zip(columns, found, strict=True)]
        for found in ([c.attribution_before for c in columns], [c.attribution_after for c in columns])
    ]
    return [
        ("attribution_before", before, [c.attribution_before for c in columns], "amount"),
        ("attribution_after", after, [c.attribution_after for c in columns], "amount"),
        ("share_before", of_oda("voor"), shares[0], "share"),
        ("share_after", of_oda("na"), shares[1], "share"),
    ]


def ceiling_lines(book: Book, package: Package, columns: Sequence[OdaColumn], regimes: bool) -> list[Line]:
    """Return the rows on the ceiling, the room that it leaves, and whether that holds."""
    t, keys, ending = book.texts, book.keys, has_choice(book.catalogue.frame, "Plafond_daalt")
    changes = [
        ceiling_change(find_regime(package, name), column.attribution_before, package.settings)
        for name, column in zip(book.catalogue.columns, columns, strict=True)
    ]

    def ceiling(c: int) -> str:
        k = keys[c]
        follows = f"IF(Plafond=Keus_plafond_volgt,ODA_toegerekend_{k},0)"
        programmes = f"IF(Programma_s=Keus_programma_beweegt,ODA_programma_{k},0)"
        lowered = f"Plafond_wijzigt_{k}+" if regimes else ""
        return f"={exact(f'Plafond_voor_{k}+{lowered}ODA_dekking_{k}+{programmes}+{follows}')}"

    def change(c: int) -> str:
        lowered = f"(-Toerekening_voor_{keys[c]})"
        if ending:
            lowered = f"IF(Plafond_daalt=Keus_gedrukt_bedrag,Regime_verlaagt,{lowered})"
        return f"=Regime_geldt_{keys[c]}*Regime_schaft_af*{lowered}"

    def room(c: int) -> str:
        k = keys[c]
        left = f"Plafond_na_{k}-Plafond_voor_{k}-ODA_programma_{k}-(Toerekening_na_{k}-Toerekening_voor_{k})"
        return f"={exact(left)}"

    held = [t("ja") if c.holds else t("nee") for c in columns]
    return [
        ("ceiling_before", lambda _: "=Totale_ODA", [c.ceiling_before for c in columns], "amount"),
        *([("change", change, changes, "effect")] if regimes else []),
        ("ceiling_after", ceiling, [c.ceiling_after for c in columns], "amount"),
        ("room", room, [c.room for c in columns], "effect"),
        ("holds", lambda c: f"=IF(Ruimte_{keys[c]}>=0,Past,Past_niet)", held, "word"),
    ]


def net_lines(book: Book, columns: Sequence[OdaColumn]) -> list[Line]:
    """Return the rows on the balance: what a ceiling that stays or follows leaves of the effect."""
    keys = book.keys

    def follows(c: int) -> str:
        crowds = f"IF(Programma_s=Keus_programma_beweegt,0,ODA_programma_{keys[c]})"
        return f"={exact(f'ODA_effect_{keys[c]}-{crowds}')}"

    def stays(c: int) -> str:
        return f"={exact(f'Saldo_volgt_{keys[c]}-ODA_toegerekend_{keys[c]}')}"

    def net(c: int) -> str:
        return f"=IF(Plafond=Keus_plafond_volgt,Saldo_volgt_{keys[c]},Saldo_blijft_{keys[c]})"

    return [
        ("net_stays", stays, [c.net_stays for c in columns], "effect"),
        ("net_follows", follows, [c.net_follows for c in columns], "effect"),
        ("net", net, [c.net for c in columns], "total"),
    ]


def bound_lines(book: Book, columns: Sequence[OdaColumn], regimes: bool) -> list[Line]:
    """Return the rows with the bounds that open cells leave of each part."""
    stays = "*(Aan-Regime_geldt_{key}*Regime_schaft_af)" if regimes else ""
    bearer = "Drager_{key}" if regimes else "Post_drager"
    weights = {
        "effect": "Post_gekozen",
        "own": f"Post_gekozen*({bearer}=Drager_eigen)",
        "attributed": f"Post_gekozen*(Post_odaregel=Regel_opvang){stays}",
        "programme": "Post_gekozen*(Post_odaregel=Regel_programma)",
        "cover": "Post_gekozen*(Post_drager=Drager_ODA)*(Post_odaregel<>Regel_programma)",
        "others": f"Post_gekozen*({bearer}=Drager_overig)",
    }

    def found(key: str, column: OdaColumn) -> Amount:
        total: Amount = column.effect if key == "effect" else getattr(column.split, key)
        return total

    def formula(weight: str) -> Callable[[int], str]:
        def at(c: int) -> str:
            return bound_formula(*open_counts(f"Post_{book.keys[c]}", weight.format(key=book.keys[c])))

        return at

    return [
        (f"bound_{key}", formula(weight), [bound_mark(found(key, column)) for column in columns], "said")
        for key, weight in weights.items()
    ]
