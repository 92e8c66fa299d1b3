"""Read the settings and assumptions of an opened workbook, in either language."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from budget.catalogue import CHAIN, Catalogue
from budget.core import (
    DEFAULT_SETTINGS,
    SETTINGS,
    BudgetError,
    ByLanguage,
    Frame,
    NumberError,
    Sentence,
    SettingForm,
    Settings,
    UnknownIdError,
    Value,
    read_number,
    read_share,
    shown,
)
from budget.engine import check_settings, find_dial
from budget.export.old_words import OLD_OPTIONS
from budget.export.opened import WorkbookFile, text_of
from budget.export.own_inputs import read_own_inputs
from budget.export.sheets.dials import chain_dials, dial_key, has_dials, list_dials
from budget.export.sheets.settings import PER_MILLE, word_of
from budget.export.texts import Texts

LANGUAGES: Final = ("nl", "en")
MAX_KEY: Final = 200
NEWER_CELLS: Final = frozenset({"Aandeel_per", "DAC_deel", "Programma_s", "Plafond_daalt", "Dekking", "Overlap"})
"""The cells of settings that workbooks of version 1.0.0 do not have."""


def read_inputs(file: WorkbookFile, catalogue: Catalogue) -> Settings:
    """
    Read the settings that the catalogue leaves to choose, in either language, the dials and the targets of one's own.

    The figures of one's own are those that the list holds by then.

    A setting that a workbook of an older version does not have yet is at its default.
    """
    frame, settings = catalogue.frame, DEFAULT_SETTINGS
    for form in SETTINGS:
        not_yet = file.older and form.cell in NEWER_CELLS and file.area(form.cell) is None
        if form.shown(frame) and not not_yet:
            place, found = file.one(file.typed(f"Invoer_{form.cell}", form.cell))
            value, known = _option(form, frame, found) if form.options(frame) else (None, False)
            if form.permille and not known:
                value, known = _share(found)
            if known:
                settings = form.write(settings, frame, value)
            else:
                _refuse(file, place, form, frame, found)
    turned_dials = _dials(file, catalogue) if has_dials(catalogue) else {}
    for key, turned in turned_dials.items():
        measure, _, dial = key.partition(":")
        settings = settings.turned(measure, dial, turned)
    return replace(settings, own_targets=read_own_inputs(file, catalogue), own=catalogue.own)


def _share(found: object) -> tuple[Value, bool]:
    """Read a fraction from 0 to 1, or a text such as 54,1%, as per mille; an empty cell is None. Also says whether it can be read."""
    if found is None or found == "":
        return None, True
    if isinstance(found, str):
        return _share_of_text(found)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= 1:
        return None, False
    return int(found * PER_MILLE + 0.5), True


def _share_of_text(found: str) -> tuple[Value, bool]:
    try:
        return read_share(found), True
    except NumberError:
        return None, False


def _option(form: SettingForm, frame: Frame, found: object) -> tuple[Value, bool]:
    """Read an option by its words, in either language and as older workbooks have them."""
    options = form.options(frame)
    known: dict[object, Value] = {}
    values = {option.value for option in options}
    known.update({_folded(word): value for word, value in OLD_OPTIONS.get(form.cell, {}).items() if value in values})
    known.update({_folded(word_of(Texts(lang), option)): option.value for lang in LANGUAGES for option in options})
    found = _folded(found)
    if isinstance(found, bool) or not isinstance(found, int | float | str) or found not in known:
        return None, False
    return known[found], True


def _folded(word: object) -> object:
    """Return a word without its capitals, which formulas do not see either."""
    return word.casefold() if isinstance(word, str) else word


def _refuse(file: WorkbookFile, place: str, form: SettingForm, frame: Frame, found: object) -> None:
    options = form.options(frame)
    if not options:
        file.fault(place, "percentage_expected", found=shown(found))
        return
    nl, en = (", ".join(str(word_of(Texts(lang), option)) for option in options) for lang in LANGUAGES)
    file.fault(place, "option_not_in_list", options=ByLanguage(nl=nl, en=en), found=shown(found))


def _unmoved(file: WorkbookFile, value: object, moved: object) -> bool:
    """Whether a row leaves its dial at the default: empty, or unmoved by what an older workbook says itself."""
    return value is None or value == "" or (file.older and moved == 0)


def _dials(file: WorkbookFile, catalogue: Catalogue) -> dict[str, Decimal]:
    """
    Return the dials that stand elsewhere than at their default; an empty cell is the default.

    A workbook of an older version says itself which were moved: a default may be another one since.
    """
    found: dict[str, Decimal] = {}
    seen: set[str] = set()
    known = {(measure.id, dial.id) for measure, dial in list_dials(catalogue)}
    known |= {(CHAIN, dial.id) for dial in chain_dials(catalogue)}
    blocks = [file.block(f"Aanname_{name}") for name in ("sleutel", "waarde", "fijnheid", "verzet")]
    for (key_place, (key, *_)), (place, (value, *_)), (_, (parts, *_)), (_, (moved, *_)) in zip(*blocks, strict=False):
        if key is None:
            continue
        measure, _, dial = text_of(key, MAX_KEY).partition(":")
        if key in seen:
            file.fault(key_place, "assumption_in_several_rows", key=key)
            continue
        seen.add(key)
        if _unmoved(file, value, moved) or _gone(file, measure, dial, known):
            continue
        exact = _number(value, catalogue, measure, dial)
        if exact is None:
            file.fault(place, "assumption_not_a_number", dial=f"{measure}:{dial}", found=shown(value))
            continue
        if _may_stand(file, place, catalogue, (measure, dial, exact), parts):
            found[f"{measure}:{dial}"] = exact
    if blocks[0] and not file.older:
        _all_rows(file, catalogue, blocks[0][0][0].split("!")[0], seen)
    return found


def _number(value: object, catalogue: Catalogue, measure: str, dial: str) -> Decimal | None:
    """Return the number of a cell, also where it is typed as a text; None for what is none, or can be two."""
    if isinstance(value, str):
        try:
            return read_number(value, find_dial(catalogue, measure, dial).written_form)
        except (NumberError, UnknownIdError):
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(int(value)) if value == int(value) else Decimal(str(value))


def _may_stand(
    file: WorkbookFile, place: str, catalogue: Catalogue, dial: tuple[str, str, Decimal], parts: object
) -> bool:
    """Tell whether a dial may stand at a value and that is not its default; note a fault when it may not."""
    measure, name, value = dial
    try:
        check_settings(catalogue, Settings(dials=(dial,)))
    except BudgetError as error:
        file.fault(
            place, "assumption_refused", dial=f"{measure}:{name}", value=float(value), remedy=Sentence(error.message)
        )
        return False
    if not isinstance(parts, int | float) or value * int(parts) % 1:
        file.fault(place, "assumption_too_fine", dial=f"{measure}:{name}", parts=parts, value=float(value))
        return False
    return value != find_dial(catalogue, measure, name).default


def _gone(file: WorkbookFile, measure: str, dial: str, known: set[tuple[str, str]]) -> bool:
    """Whether an older workbook moved a dial that the catalogue no longer has; notes it."""
    gone = file.older and (measure, dial) not in known
    if gone:
        file.gone.append(f"{measure}:{dial}")
    return gone


def _all_rows(file: WorkbookFile, catalogue: Catalogue, sheet: str, seen: set[str]) -> None:
    """Note a fault when an assumption of the catalogue has no row."""
    missing = [key for m, d in list_dials(catalogue) if (key := dial_key(m.id, d.id)) not in seen]
    if missing:
        file.fault(sheet, "assumptions_without_row", keys=missing)
