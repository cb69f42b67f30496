"""The colours of pictures, for light and for dark screens. A test holds all words to a contrast of 4.5:1 or more."""

from __future__ import annotations

from typing import NamedTuple

Colour = tuple[int, int, int]


class Palette(NamedTuple):
    paper: Colour  # behind the words around a map, and behind a chart
    ink: Colour
    faint: Colour  # of lesser words
    rule: Colour  # lines that words do not rely on
    water: Colour
    land: Colour
    own: Colour  # the country that the topic is
    coast: Colour
    border: Colour
    country: Colour  # of countries' names
    town: Colour  # of towns for orientation
    halo: Colour  # around words on a map
    sure: Colour  # confirmed by several
    told: Colour  # by one
    doubt: Colour  # claimed, disputed, denied
    half: Colour  # the half that is filled of what is in doubt
    pale: Colour  # what is not filled
    on_sure: Colour  # words on `sure`


LIGHT = Palette(
    paper=(255, 255, 255),
    ink=(22, 27, 34),
    faint=(87, 96, 106),
    rule=(214, 219, 225),
    water=(205, 226, 238),
    land=(240, 238, 231),
    own=(253, 250, 238),
    coast=(120, 150, 168),
    border=(150, 143, 130),
    country=(104, 97, 84),
    town=(88, 86, 80),
    halo=(255, 255, 255),
    sure=(0, 107, 92),
    told=(29, 78, 156),
    doubt=(166, 84, 0),
    half=(247, 192, 116),
    pale=(255, 255, 255),
    on_sure=(255, 255, 255),
)
DARK = Palette(
    paper=(18, 23, 30),
    ink=(236, 240, 244),
    faint=(160, 170, 181),
    rule=(52, 61, 71),
    water=(20, 36, 51),
    land=(46, 51, 57),
    own=(60, 65, 69),
    coast=(88, 116, 138),
    border=(118, 122, 126),
    country=(188, 190, 188),
    town=(196, 198, 198),
    halo=(18, 23, 30),
    sure=(64, 206, 178),
    told=(138, 182, 248),
    doubt=(244, 176, 84),
    half=(128, 72, 8),
    pale=(18, 23, 30),
    on_sure=(10, 18, 24),
)


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT
