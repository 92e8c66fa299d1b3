"""Amounts as tests write them: a plain sum and which of its ends are open."""

from __future__ import annotations

from budget.core import Amount


def total(keur: int = 0, costs_open: bool = False, savings_open: bool = False) -> Amount:
    """A sum of whole numbers beside cells that are only open."""
    return Amount(keur, None if savings_open else keur, None if costs_open else keur)
