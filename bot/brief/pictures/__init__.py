"""Pictures: values in, PNG bytes out. What is shown is planned without drawing (maps.py, charts.py), so that it can be told
in words as well; what draws it imports Pillow, and takes a few tenths of a second: a worker's task."""

from __future__ import annotations

from bot.brief.pictures.charts import ChartPlan
from bot.brief.pictures.maps import MapPlan
from bot.brief.pictures.palette import palette
from bot.words import speaking


def draw(plan: MapPlan | ChartPlan, dark: bool, language: str = "en") -> bytes:
    """The picture as a PNG, for a light or a dark screen, its words in a language. The same plan gives the same bytes."""
    from bot.brief.pictures import cartography, charting

    colours = palette(dark)
    with speaking(language):
        return cartography.draw(plan, colours) if isinstance(plan, MapPlan) else charting.draw(plan, colours)


__all__ = ["draw"]
