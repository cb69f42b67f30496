"""The views that are pictures: Map and Figures. Each is a plan of what to draw, and a caption that says the same in words."""

from bot.brief.pictured.caption import CAPTION, Pictured
from bot.brief.pictured.figures import figures_view
from bot.brief.pictured.map import map_view

__all__ = ["CAPTION", "Pictured", "figures_view", "map_view"]
