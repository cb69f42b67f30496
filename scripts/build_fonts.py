"""Writes bot/brief/pictures/data/regular.ttf and bold.ttf, the fonts that pictures are lettered with.

    python scripts/build_fonts.py REGULAR_LATIN REGULAR_ARABIC BOLD_LATIN BOLD_ARABIC

From Noto Sans and Noto Sans Arabic (SIL Open Font License 1.1), as the npm packages @expo-google-fonts/noto-sans and
@expo-google-fonts/noto-sans-arabic carry them: the characters of bot/brief/pictures/letters.py, and each form of each Arabic
letter, shaped by HarfBuzz and drawn as one glyph. Needed here alone: fonttools, uharfbuzz. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import uharfbuzz as hb
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from bot.brief.pictures import letters

TARGET = Path(__file__).parent.parent / "bot" / "brief" / "pictures" / "data"
JOIN, BEFORE = "\u200d", "ر"


def forms() -> Iterator[tuple[int, str]]:
    """(private code point, text that HarfBuzz shapes to this form)."""
    for n, letter in enumerate(letters.LETTERS):
        # a letter that stands all alone may be drawn in another way (a heh is): one is put before it, which does not join
        shapes = (BEFORE + letter, JOIN + letter, letter + JOIN, JOIN + letter + JOIN)
        for form in range(4 if letter in letters.DUAL else 2):
            yield letters.FIRST_FORM + 4 * n + form, shapes[form]
    for n, alef in enumerate(letters.ALEFS):
        yield letters.FIRST_LIGATURE + 2 * n, "ل" + alef
        yield letters.FIRST_LIGATURE + 2 * n + 1, JOIN + "ل" + alef


def build(latin_file: str, arabic_file: str, name: str) -> None:
    options = subset.Options(
        layout_features=[], hinting=False, name_IDs=[], notdef_outline=True, drop_tables=["STAT", "meta"]
    )
    latin, arabic = TTFont(latin_file, recalcTimestamp=False), TTFont(arabic_file, recalcTimestamp=False)
    assert latin["head"].unitsPerEm == arabic["head"].unitsPerEm
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in letters.glyphs()])
    subsetter.subset(latin)
    shaper = hb.Font(hb.Face(hb.Blob.from_file_path(arabic_file)))
    outlines, own = arabic.getGlyphSet(), set(latin.getBestCmap())
    direct = [(ord(c), c) for c in sorted(letters.glyphs()) if letters.is_arabic(c) and ord(c) not in own]
    for code, text in [*direct, *forms()]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(shaper, buffer)
        pen, at = TTGlyphPen(None), 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if text[0] == BEFORE != text and info.cluster == 0:
                continue
            assert info.codepoint, f"no glyph for {text!r}"
            glyph = DecomposingRecordingPen(outlines)
            outlines[shaper.glyph_to_string(info.codepoint)].draw(glyph)
            glyph.replay(TransformPen(pen, (1, 0, 0, 1, at + position.x_offset, position.y_offset)))
            at += position.x_advance
        glyph_name = f"u{code:04X}"
        latin.setGlyphOrder([*latin.getGlyphOrder(), glyph_name])
        latin["glyf"][glyph_name] = pen.glyph()
        latin["hmtx"][glyph_name] = (at, 0)
        for table in latin["cmap"].tables:
            table.cmap[code] = glyph_name
    lacking = [c for c in letters.glyphs() if ord(c) not in latin.getBestCmap()]
    assert not lacking, f"promised in letters.py, but not in the fonts: {sorted(map(ord, lacking))}"
    for glyph_name in latin.getGlyphOrder():
        glyph = latin["glyf"][glyph_name]
        glyph.recalcBounds(latin["glyf"])
        latin["hmtx"][glyph_name] = (latin["hmtx"][glyph_name][0], getattr(glyph, "xMin", 0))
    latin["post"].formatType = 3.0
    latin["name"].names = []
    words = {0: arabic["name"].getDebugName(0), 1: f"sitrep {name}", 2: "Regular", 4: f"sitrep {name}", 6: f"sitrep-{name}",
             13: "SIL Open Font License, Version 1.1", 14: "https://scripts.sil.org/OFL"}  # fmt: skip
    for key, value in words.items():
        latin["name"].setName(value, key, 3, 1, 0x409)
    latin.save(TARGET / f"{name}.ttf")
    print(name, len(latin.getGlyphOrder()), "glyphs,", (TARGET / f"{name}.ttf").stat().st_size, "bytes")


if __name__ == "__main__":
    build(*sys.argv[1:3], "regular")
    build(*sys.argv[3:5], "bold")
