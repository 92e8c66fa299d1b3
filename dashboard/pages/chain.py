"""The page "Keten": history, what-if, the package in the chain, and who pays a set-back."""

from __future__ import annotations

from budget.chain import inputs_of
from budget.core import BudgetError
from dashboard import page, state
from dashboard.chain import ahead_tab, history_tab, package_tab, put_back, setback_tab
from dashboard.words import explain_error, t, ui


def render() -> None:
    """Draw the page, where the catalogue has data on the chain."""
    catalogue = state.catalogue()
    data = catalogue.chain
    if data is None:
        return
    ui.page_heading(t("Keten"))
    ui.markdown(t("Instroom, verblijf, bezetting en kosten van de opvang, en wie betaalt als het anders loopt."))
    package = state.package()
    try:
        inputs = inputs_of(package)
    except BudgetError as error:
        ui.error(explain_error(error))
        dials = tuple(dial.id for dial in data.dials)
        ui.button(t("Terug naar de bron"), key=state.bound("chain-mend"), on_click=put_back, args=(dials,))
        page.footer()
        return
    names = [t("Historie"), t("Wat als"), t("Pakket in de keten"), t("Wie betaalt een tegenvaller")]
    past, ahead, chosen, payer = ui.tabs(names)
    with past:
        history_tab(data, catalogue)
    with ahead:
        ahead_tab(data, catalogue, inputs)
    with chosen:
        package_tab(data, package, inputs)
    with payer:
        setback_tab(data, package, inputs)
    page.footer()
