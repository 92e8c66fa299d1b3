"""The rules of a sheet: what may be typed in a cell, and the look that a condition gives it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from budget.odf.formula import PREFIX, sheet_name, translate
from budget.odf.ooxml import Node
from budget.odf.xlsx import MAIN, XlsxSheet, areas_of
from budget.odf.xml import attributes, paragraphs

Area = tuple[int, int, int, int]

_KINDS: Final = {
    "decimal": "cell-content-is-decimal-number()",
    "whole": "cell-content-is-whole-number()",
    "date": "cell-content-is-date()",
    "time": "cell-content-is-time()",
}
_SIGNS: Final = {
    "equal": "=",
    "notEqual": "!=",
    "greaterThan": ">",
    "lessThan": "<",
    "greaterThanOrEqual": ">=",
    "lessThanOrEqual": "<=",
}
_ALARMS: Final = {"stop": "stop", "warning": "warning", "information": "information"}


def cell_name(row: int, column: int) -> str:
    """Return a reference such as B5 for a row and column from 0."""
    letters, number = "", column + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row + 1}"


def _expression(text: str) -> str:
    return translate(text)[1:]


def _compared(node: Node, content: str, between: str) -> str:
    """Return a comparison of what was typed with one or two expressions."""
    first, last = (_expression(node.findtext(f"{MAIN}formula{at}") or "") for at in (1, 2))
    how = node.get("operator", "between")
    if how in {"between", "notBetween"}:
        word = between if how == "between" else between.replace("is-between", "is-not-between")
        return f"{word}({first},{last})"
    return f"{content}{_SIGNS[how]}{first}"


def _list(text: str) -> str:
    """Return the condition for a list: the values of an area, or those that it names itself."""
    if text.startswith('"') and text.endswith('"'):
        values = ";".join(f'"{value.strip()}"' for value in text[1:-1].split(","))
        return f"cell-content-is-in-list({values})"
    return f"cell-content-is-in-list({_expression(text)})"


def _condition(node: Node) -> str:
    kind = node.get("type", "none")
    if kind == "none":
        return ""
    if kind == "list":
        return PREFIX + _list(node.findtext(f"{MAIN}formula1") or "")
    if kind == "custom":
        return f"{PREFIX}is-true-formula({_expression(node.findtext(f'{MAIN}formula1') or '')})"
    if kind == "textLength":
        return PREFIX + _compared(node, "cell-content-text-length()", "cell-content-text-length-is-between")
    return f"{PREFIX}{_KINDS[kind]} and {_compared(node, 'cell-content()', 'cell-content-is-between')}"


def _message(tag: str, shown: bool, title: str, text: str, alarm: str = "") -> str:
    if not text and not title:
        return ""
    told = {"table:title": title, "table:display": "true" if shown else "false", "table:message-type": alarm}
    return f"<table:{tag}{attributes(told)}>{paragraphs(text)}</table:{tag}>"


def _validation(node: Node, name: str, base: str) -> str:
    head = {
        "table:name": name,
        "table:condition": _condition(node),
        "table:allow-empty-cell": "true" if node.get("allowBlank") == "1" else "false",
        "table:display-list": ("no" if node.get("showDropDown") == "1" else "unsorted")
        if node.get("type") == "list"
        else "",
        "table:base-cell-address": base,
    }
    help_ = _message(
        "help-message", node.get("showInputMessage") == "1", node.get("promptTitle", ""), node.get("prompt", "")
    )
    error = _message(
        "error-message",
        node.get("showErrorMessage") == "1",
        node.get("errorTitle", ""),
        node.get("error", ""),
        _ALARMS[node.get("errorStyle", "stop")],
    )
    return f"<table:content-validation{attributes(head)}>{help_}{error}</table:content-validation>"


@dataclass
class Rules:
    """The rules of all sheets: the validations as they are listed, and of the sheet at hand what holds where."""

    listed: list[str] = field(default_factory=list)
    validations: list[tuple[Area, str]] = field(default_factory=list)
    conditions: list[tuple[Area, str]] = field(default_factory=list)

    def read(self, sheet: XlsxSheet) -> None:
        """Take the rules of a sheet in the place of those of the sheet before."""
        self.validations, self.conditions = [], []
        for node in sheet.all("dataValidation"):
            name, areas = f"val{len(self.listed) + 1}", areas_of(node.get("sqref"))
            self.listed.append(_validation(node, name, f"{sheet_name(sheet.name)}.{cell_name(*areas[0][:2])}"))
            self.validations += [(area, name) for area in areas]
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for block in sheet.all("conditionalFormatting"):
            base = areas_of(block.get("sqref"))[0]
            at = f"{sheet_name(sheet.name)}.{cell_name(*base[:2])}"
            for rule in block.iter(f"{MAIN}cfRule"):
                found[block.get("sqref")].append((int(rule.get("priority")), _map(rule, at)))
        for where, maps in found.items():
            told = "".join(text for _, text in sorted(maps))
            self.conditions += [(area, told) for area in areas_of(where)]

    def of_row(self, row: int) -> RowRules:
        """Return what holds in a row."""
        validations, conditions = (
            [(left, right, told) for (top, left, bottom, right), told in found if top <= row <= bottom]
            for found in (self.validations, self.conditions)
        )
        return RowRules(validations, conditions)


@dataclass(frozen=True)
class RowRules:
    """The rules that hold in a row: first column, last column, and the name or the elements."""

    validations: list[tuple[int, int, str]]
    conditions: list[tuple[int, int, str]]

    def validation(self, column: int) -> str:
        """Return the name of what may be typed in a cell, "" for anything."""
        return next((name for left, right, name in self.validations if left <= column <= right), "")

    def maps(self, column: int) -> str:
        """Return the elements of the conditions that a cell stands under."""
        return "".join(text for left, right, text in self.conditions if left <= column <= right)


def _map(rule: Node, base: str) -> str:
    """Return the element for a condition; raises ValueError for a kind that ODF has no words for."""
    first, last = _formulas(rule)
    kind = rule.get("type")
    if kind == "expression":
        condition = f"is-true-formula({first})"
    elif kind == "cellIs" and rule.get("operator") in {"between", "notBetween"}:
        condition = f"cell-content-is-{'not-' * (rule.get('operator') == 'notBetween')}between({first},{last})"
    elif kind == "cellIs":
        condition = f"cell-content(){_SIGNS[rule.get('operator')]}{first}"
    else:
        raise ValueError(kind)
    told = {
        "style:condition": condition,
        "style:apply-style-name": f"Condition{rule.get('dxfId')}",
        "style:base-cell-address": base,
    }
    return f"<style:map{attributes(told)}/>"


def _formulas(rule: Node) -> tuple[str, str]:
    """Return the expressions of a condition, "" for a second one that it has not."""
    found = [_expression(node.text or "") for node in rule.iter(f"{MAIN}formula")]
    return found[0], found[1] if len(found) > 1 else ""
