"""Drawing where things stand on a scale from 0 to 4: a line for the range, a mark for the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wellbought.diagrams import colours
from wellbought.diagrams.svg import WIDTH, Canvas, wrapped

HIGHEST: Final = 4
_NAMES: Final = 190.0
_EDGE: Final = 56.0
_ROW: Final = 40.0


@dataclass(frozen=True, slots=True)
class LevelBar:
    """A row of the drawing.

    :ivar shown: the score as it is written
    :ivar low, high: the range; ``None`` for none
    :ivar before: an earlier score, drawn as a hollow mark
    """

    label: str
    score: float | None
    shown: str
    low: float | None = None
    high: float | None = None
    before: float | None = None


def draw_levels(bars: Sequence[LevelBar], *, right_to_left: bool = False) -> str:
    """The drawing as SVG. What it shows must also stand in a table."""
    canvas = Canvas(right_to_left=right_to_left)
    track = WIDTH - _NAMES - _EDGE

    def place(level: float) -> float:
        return _NAMES + track * level / HIGHEST

    for level in range(HIGHEST + 1):
        canvas.words(place(level), 14, [str(level)], size=12, colour=colours.QUIET, anchor="middle")
        canvas.path([(place(level), 20), (place(level), 24 + _ROW * len(bars))], colour=colours.LINE, width=1)
    for number, bar in enumerate(bars):
        middle = 24 + _ROW * (number + 0.5)
        lines = wrapped(bar.label, width=_NAMES - 20, size=13)[:2]
        canvas.words(0, middle + 5 - (len(lines) - 1) * 8, lines, size=13, bold=True)
        canvas.path([(place(0), middle), (place(HIGHEST), middle)], colour=colours.LINE, width=2)
        if bar.low is not None and bar.high is not None:
            canvas.path([(place(bar.low), middle), (place(bar.high), middle)], colour=colours.ACCENT, width=9)
        if bar.before is not None:
            canvas.circle(place(bar.before), middle, 6, fill=colours.WHITE, line=colours.QUIET)
        if bar.score is not None:
            canvas.circle(place(bar.score), middle, 8, fill=colours.BRAND)
        canvas.words(WIDTH - 4, middle + 5, [bar.shown], size=14, bold=True, colour=colours.BRAND, anchor="end")
    canvas.height = max(canvas.height, 24 + _ROW * len(bars))
    return canvas.svg()
