"""Bars of figures, each with its name above it and its figure at its end: read on paper and without colour."""

from collections.abc import Sequence
from typing import Final

from wellbought.diagrams import colours
from wellbought.diagrams.svg import WIDTH, Canvas, wrapped

_BAR: Final = 16
_SIZE: Final = 14
_ROOM_FOR_FIGURE: Final = 110


def draw_bars(bars: Sequence[tuple[str, float, str]], *, right_to_left: bool = False) -> str:
    """Draw horizontal bars as SVG, which whoever places it has to describe.

    :param bars: the name of each, its length in any unit, and its figure in words
    """
    canvas = Canvas(right_to_left=right_to_left)
    longest = max((length for _, length, _ in bars), default=0) or 1
    room = WIDTH - _ROOM_FOR_FIGURE
    y = 4.0
    for name, length, figure in bars:
        y = canvas.words(0, y + _SIZE, wrapped(name, width=WIDTH - 8, size=_SIZE), size=_SIZE)
        y -= _SIZE * 0.9
        width = max(0, length) / longest * room
        canvas.box(0, y, room, _BAR, fill=colours.STRIPE, round_by=2)
        if width:
            canvas.box(0, y, max(2.0, width), _BAR, fill=colours.BRAND, round_by=2)
        canvas.words(room + 10, y + _BAR - 3, [figure], size=_SIZE, bold=True)
        y += _BAR + 10
    return canvas.svg()
