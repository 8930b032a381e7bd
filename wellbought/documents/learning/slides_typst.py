"""Slides set by Typst: as a tagged PDF, and as pictures for a video."""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from wellbought.documents import look
from wellbought.documents.formats.glyphs import FONTS, drawable
from wellbought.documents.formats.pdf import PdfNotMade
from wellbought.documents.learning.deck import DeckFile
from wellbought.learning.deck import DeckSlide

PAGE: Final = Path(__file__).with_name("slides.typ")
#: Dots an inch that make a page of 960 points 1280 dots wide.
PPI: Final = 96.0
_SIZES: Final = ((480, 17), (330, 21), (210, 25), (0, 29))
_SIZES_WITH_FIGURE: Final = ((300, 16), (200, 18), (0, 20))

#: A compiler of Typst refuses a second thread while it works: threads take turns.
_turn: Final = Lock()


def deck_as_pdf(made: DeckFile) -> bytes:
    """The talk as a tagged PDF, without its notes.

    :raises PdfNotMade: if Typst cannot set it
    """
    done = _set(made, opening=True, format="pdf", pdf_standards=["ua-1"])
    assert isinstance(done, bytes)
    return done


def deck_as_pictures(made: DeckFile) -> tuple[bytes, ...]:
    """Each slide as a PNG of 1280 by 720 dots, the opening left out.

    :raises PdfNotMade: if Typst cannot set them
    """
    done = _set(made, opening=False, format="png", ppi=PPI)
    return tuple(done) if isinstance(done, list) else (done,)


def _set(made: DeckFile, *, opening: bool, **how: Any) -> Any:
    words: dict[str, object] = {
        "title": _drawn(made.title),
        "subtitle": _drawn(made.subtitle),
        "attribution": _drawn(made.attribution),
        "language": made.language,
        "right_to_left": made.right_to_left,
        "opening": opening,
        "date": [made.made_on.year, made.made_on.month, made.made_on.day],
        "slides": [_slide(shown.slide) for shown in made.slides],
        "look": {
            "ink": look.INK,
            "quiet": look.QUIET,
            "brand": look.BRAND,
            "brand_soft": look.BRAND_SOFT,
            "accent": look.ACCENT,
        },
    }
    if "pdf" in how.values():
        how["timestamp"] = datetime.combine(made.made_on, time(), UTC)
    try:
        with _turn:
            return _compiler().compile(sys_inputs={"deck": json.dumps(words, ensure_ascii=False)}, **how)
    except typst.TypstError as error:
        raise PdfNotMade(f"The slides could not be set: {error.message}") from error


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(PAGE), font_paths=fonts, ignore_system_fonts=True)


def _slide(slide: DeckSlide) -> dict[str, object]:
    sizes = _SIZES_WITH_FIGURE if slide.figure else _SIZES
    letters = sum(map(len, slide.points))
    figure = slide.figure
    return {
        "kicker": _drawn(slide.kicker),
        "title": _drawn(slide.title),
        "points": [_drawn(point) for point in slide.points],
        "size": next(size for least, size in sizes if letters >= least),
        "figure": {"kind": figure.kind, "boxes": [[_drawn(one), _drawn(two)] for one, two in figure.boxes]}
        if figure
        else None,
    }


def _drawn(text: str) -> str:
    """The text in characters that the fonts hold."""
    return drawable(text)[0]
