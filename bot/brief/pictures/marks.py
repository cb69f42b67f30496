"""The signs of how sure something is, as pictures draw them: full, empty, half (text has ● ○ ◐)."""

from __future__ import annotations

from typing import Literal

from bot.brief.pictures.canvas import Canvas, width_of
from bot.brief.pictures.palette import Colour, Palette
from bot.model import Status
from bot.words import say

Sureness = Literal["sure", "told", "doubt"]
SURENESS: dict[Status, Sureness] = {
    "confirmed": "sure",
    "reported": "told",
    "corrected": "told",
    "claimed": "doubt",
    "disputed": "doubt",
    "denied": "doubt",
}
LEGEND: tuple[Sureness, ...] = ("sure", "told", "doubt")
SMALL = 32  # words beside a sign


def mark(canvas: Canvas, x: float, y: float, radius: float, sureness: Sureness, colours: Palette) -> None:
    ring = {"sure": colours.sure, "told": colours.told, "doubt": colours.doubt}[sureness]
    canvas.disc(x, y, radius + 3, colours.halo)
    canvas.disc(x, y, radius, ring)
    if sureness != "sure":
        canvas.disc(x, y, radius - 4, colours.pale)
    if sureness == "doubt":
        canvas.lower_half(x, y, radius - 3, colours.half)


def ink(sureness: Sureness, colours: Palette) -> Colour:
    """What is written on such a sign."""
    return {"sure": colours.on_sure, "told": colours.told, "doubt": colours.ink}[sureness]


def said(sureness: Sureness) -> str:
    """What a legend writes beside the sign."""
    return say(f"legend_{sureness}")


def legend_spots(shown: set[Sureness], x: float, y: float) -> list[tuple[float, float, Sureness]]:
    """Where the signs of a legend stand, from x on."""
    spots: list[tuple[float, float, Sureness]] = []
    for sureness in LEGEND:
        if sureness in shown:
            spots.append((x + 16, y, sureness))
            x += 44 + width_of(said(sureness), SMALL) + 44
    return spots
