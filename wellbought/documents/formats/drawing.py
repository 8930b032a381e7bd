"""Drawings as pictures of points, for the formats that cannot hold a drawing as it is."""

from functools import cache
from typing import Final

from wellbought.documents.formats.glyphs import FONTS

#: Pictures are this many times as fine as the drawing's own units, so that print stays sharp.
FINENESS: Final = 2.5


def drawn(svg: str) -> bytes:
    """A drawing as PNG, in the fonts that documents ship with."""
    import vl_convert

    _with_our_fonts()
    made: bytes = vl_convert.svg_to_png(svg, scale=FINENESS)
    return made


@cache
def _with_our_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
