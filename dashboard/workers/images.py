"""Charts drawn as images, without a browser or a network; done by a worker, as the drawing takes much memory."""

from __future__ import annotations

from typing import Any


def draw_png(spec: dict[str, Any], scale: float, numbers: dict[str, Any]) -> bytes:
    """Draw a chart, `scale` pixels for each of its own; `numbers` is the notation of numbers, as d3-format has it."""
    import vl_convert  # noqa: PLC0415 - heavy, and needed for a click only

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, format_locale=numbers, allowed_base_urls=[]))


def draw_svg(spec: dict[str, Any], numbers: dict[str, Any]) -> bytes:
    """Draw a chart as text."""
    import vl_convert  # noqa: PLC0415 - heavy, and needed for a click only

    return vl_convert.vegalite_to_svg(spec, format_locale=numbers, allowed_base_urls=[]).encode()
