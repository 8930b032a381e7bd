"""Writing SVG by hand: boxes, lines, and words that wrap. Words stay text, so that they scale and can be translated."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Final

from wellbought.diagrams import colours

#: The width of every drawing in its own units: words of 14 of them are still read on a phone.
WIDTH: Final = 520
FONT: Final = "Noto Sans, Noto Sans Arabic, sans-serif"
#: How wide a letter is on average, as a share of its height; a little more than measured, so that words stay inside.
LETTER: Final = 0.56
LINE_HEIGHT: Final = 1.3
_OTHER_EDGE: Final = {"start": "end", "end": "start", "middle": "middle"}


def wrapped(text: str, *, width: float, size: float) -> list[str]:
    """A text in lines that fit a width."""
    most = max(4, int(width / (size * LETTER)))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


@dataclass(slots=True)
class Canvas:
    """A drawing in the making, from the top down.

    :ivar height: how far down it reaches so far
    """

    right_to_left: bool = False
    height: float = 0
    _parts: list[str] = field(default_factory=list)

    def x(self, x: float, width: float = 0) -> float:
        """Where something stands that begins ``x`` from the side where reading begins."""
        return WIDTH - x - width if self.right_to_left else x

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = colours.WHITE,
        line: str = "",
        round_by: float = 4,
    ) -> None:
        """A box, with a line around it if that has a colour."""
        stroke = f' stroke="#{line}" stroke-width="1.5"' if line else ""
        self._parts.append(
            f'<rect x="{self.x(x, width):g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round_by:g}" '
            f'fill="#{fill}"{stroke}/>'
        )
        self.height = max(self.height, y + height)

    def circle(self, x: float, y: float, radius: float, *, fill: str, line: str = "") -> None:
        """A circle around a point."""
        stroke = f' stroke="#{line}" stroke-width="1.5"' if line else ""
        self._parts.append(f'<circle cx="{self.x(x):g}" cy="{y:g}" r="{radius:g}" fill="#{fill}"{stroke}/>')

    def words(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        *,
        size: float = 14,
        colour: str = colours.INK,
        bold: bool = False,
        anchor: str = "start",
    ) -> float:
        """Lines of words, the first with its foot at ``y``.

        :returns: where the foot of a next line would be
        """
        weight = ' font-weight="700"' if bold else ""
        for line in lines:
            backwards = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line)
            direction = ' direction="rtl"' if backwards else ""
            # "start" is the edge where the words of a line begin, which may not be where the page's begin.
            edge = anchor if self.right_to_left is backwards else _OTHER_EDGE[anchor]
            self._parts.append(
                f'<text x="{self.x(x):g}" y="{y:g}" font-size="{size:g}" fill="#{colour}" '
                f'text-anchor="{edge}"{weight}{direction}>{escape(line)}</text>'
            )
            self.height = max(self.height, y + size * 0.4)
            y += size * LINE_HEIGHT
        return y

    def path(self, points: Iterable[tuple[float, float]], *, colour: str, width: float = 2, dashes: str = "") -> None:
        """A line through points."""
        drawn = " ".join(f"{'L' if place else 'M'}{self.x(x):.1f} {y:.1f}" for place, (x, y) in enumerate(points))
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._parts.append(f'<path d="{drawn}" fill="none" stroke="#{colour}" stroke-width="{width:g}"{dashed}/>')

    def arrow(self, start: tuple[float, float], end: tuple[float, float], *, colour: str = colours.QUIET) -> None:
        """A line with a head, straight down or straight along."""
        self.path([start, end], colour=colour)
        (x, y), size = end, 5
        head = (
            [(x - size, y - size), (x, y), (x + size, y - size)]
            if start[0] == x
            else [(x - size, y - size), (x, y), (x - size, y + size)]
        )
        self.path(head, colour=colour)

    def svg(self) -> str:
        """The drawing, which is read out by whoever places it: it holds no title of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height + 4:g}" '
            f'font-family="{FONT}" aria-hidden="true" focusable="false">' + "".join(self._parts) + "</svg>"
        )
