"""What a link can be refused for."""

from __future__ import annotations

from budget.core import BudgetError, Message


class LinkError(BudgetError):
    """A link that cannot be read; says why and what to do."""

    def __init__(self, why: str, /, **values: object) -> None:
        super().__init__("link_cannot_be_read", why=Message(why, **values))


class ListNotHereError(BudgetError):
    """A link to packages of a list that nobody installed and this session did not bring; says how to bring it."""

    def __init__(self, id_: str) -> None:
        super().__init__("list_not_here", id=id_)
