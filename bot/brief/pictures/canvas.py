"""What maps and charts draw on: shapes at twice the size, so that their edges come out smooth, then words, then a PNG.

Pillow is imported here alone, and this module only where something is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from bot.brief.pictures.letters import legible, shaped
from bot.brief.pictures.palette import Colour
from bot.brief.pictures.placing import Box

FINER = 2  # times that shapes are drawn larger
COLOURS = 96  # of a picture: flat fills and the steps between them
ALT = "Description"  # the PNG's own keyword for it: w3.org/TR/png-3/#11keywords


@cache
def _data(bold: bool) -> bytes:
    name = "bold.ttf" if bold else "regular.ttf"
    return (files("bot.brief.pictures") / "data" / name).read_bytes()


@cache
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    # The basic engine: letters.py has done what the other one does where a machine has FriBiDi.
    return ImageFont.truetype(BytesIO(_data(bold)), size, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, size: int, bold: bool = False) -> float:
    return font(size, bold).getlength(shaped(text))


def fitted(text: str, size: int, room: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room` pixels."""
    text = legible(text)
    if width_of(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…", size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


class Canvas:
    def __init__(self, width: int, height: int, paper: Colour) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * FINER, height * FINER), paper)
        self._draw = ImageDraw.Draw(self._image)
        self._words = False

    # --- shapes, in pixels of the finished picture; all of them before the first words ---

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        if len(points) >= 3:
            self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: Colour, width: float) -> None:
        if len(points) >= 2:
            scaled = [(x * FINER, y * FINER) for x, y in points]
            self._draw.line(scaled, fill=fill, width=max(1, round(width * FINER)), joint="curve")

    def dashed(self, start: tuple[float, float], end: tuple[float, float], fill: Colour, width: float) -> None:
        """A level or upright line in dashes of 14 pixels."""
        (x0, y0), (x1, y1) = start, end
        length = max(abs(x1 - x0), abs(y1 - y0), 1e-9)
        for at in range(0, int(length), 24):
            a, b = at / length, min(1.0, (at + 14) / length)
            ends = [(x0 + a * (x1 - x0), y0 + a * (y1 - y0)), (x0 + b * (x1 - x0), y0 + b * (y1 - y0))]
            self.line(ends, fill, width)

    def rectangle(self, box: Box, fill: Colour) -> None:
        left, top, right, bottom = (v * FINER for v in box)
        self._draw.rectangle((left, top, right - 1, bottom - 1), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self._draw.ellipse(self._bounds(x, y, radius), fill=fill)

    def lower_half(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self._draw.pieslice(self._bounds(x, y, radius), 0, 180, fill=fill)

    def _bounds(self, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        return (x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER

    # --- words ---

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        fill: Colour,
        *,
        bold: bool = False,
        anchor: str = "lm",
        halo: Colour | None = None,
    ) -> None:
        """Words at a point: `anchor` is Pillow's, "lm" for left and middle."""
        if not self._words:
            self._image = self._image.reduce(FINER)
            self._draw = ImageDraw.Draw(self._image)
            self._words = True
        self._draw.text(
            (x, y),
            shaped(text),
            font=font(size, bold),
            fill=fill,
            anchor=anchor,
            stroke_width=max(2, size // 12) if halo else 0,
            stroke_fill=halo,
        )

    def png(self, alt: str) -> bytes:
        """The picture, once its words are written, as a PNG that carries `alt`, its description."""
        info = PngInfo()
        info.add_itxt(ALT, alt)
        out = BytesIO()
        flat = self._image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        flat.save(out, "PNG", optimize=True, pnginfo=info)
        return out.getvalue()
