"""How a program shows the sheets at first: which one, the rows and columns that stay in view, no grid."""

from __future__ import annotations

from budget.odf.package import VERSION
from budget.odf.xlsx import XlsxSheet
from budget.odf.xml import HEAD, SPACES, attributes, written

_FROZEN = "2"


def _item(name: str, kind: str, value: str) -> str:
    return f"<config:config-item{attributes({'config:name': name, 'config:type': kind})}>{written(value)}</config:config-item>"


def view_of(sheet: XlsxSheet) -> str:
    """Return how a sheet is shown."""
    view, pane = sheet.find("sheetView"), sheet.find("pane")
    items = [_item("ShowGrid", "boolean", "false" if view.get("showGridLines") == "0" else "true")]
    if pane is not None:
        across, down = (int(float(pane.get(split, "0"))) for split in ("xSplit", "ySplit"))
        for name, count in (("Horizontal", across), ("Vertical", down)):
            if count:
                items += [
                    _item(f"{name}SplitMode", "short", _FROZEN),
                    _item(f"{name}SplitPosition", "int", str(count)),
                    _item("PositionRight" if name == "Horizontal" else "PositionBottom", "int", str(count)),
                ]
        items.append(
            _item("ActiveSplitRange", "short", {(True, True): "3", (True, False): "1"}.get((across > 0, down > 0), "2"))
        )
    return f"<config:config-item-map-entry{attributes({'config:name': sheet.name})}>{''.join(items)}</config:config-item-map-entry>"


def settings_xml(views: list[str], active: str) -> str:
    """Return the part with the views of all sheets; `active` is the one that is shown first."""
    spaces = {name: SPACES[name] for name in ("xmlns:office", "xmlns:config")} | {
        "xmlns:ooo": "http://openoffice.org/2004/office"
    }
    return (
        f"{HEAD}<office:document-settings{attributes({**spaces, 'office:version': VERSION})}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f'<config:config-item-map-entry>{_item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">'
        f"{''.join(views)}</config:config-item-map-named>{_item('ActiveTable', 'string', active)}</config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )


def text_settings_xml() -> str:
    """Return the part by which the room between paragraphs is the larger of the two that ask for it, as in Word."""
    spaces = {name: SPACES[name] for name in ("xmlns:office", "xmlns:config")} | {
        "xmlns:ooo": "http://openoffice.org/2004/office"
    }
    items = "".join(_item(name, "boolean", "true") for name in ("AddParaTableSpacing", "AddParaTableSpacingAtStart"))
    return (
        f"{HEAD}<office:document-settings{attributes({**spaces, 'office:version': VERSION})}><office:settings>"
        f'<config:config-item-set config:name="ooo:configuration-settings">{items}</config:config-item-set>'
        "</office:settings></office:document-settings>"
    )
