"""Portable Document Format, set by Typst and made to PDF/UA-1 so that screen readers can follow it."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from wellbought.documents import look
from wellbought.documents.blocks import Document
from wellbought.documents.formats.glyphs import FONTS, drawable
from wellbought.documents.serial import document_as_json
from wellbought.documents.text import runs_right_to_left
from wellbought.errors import WellboughtError

PAGE: Final = Path(__file__).with_name("page.typ")

_NOT_DISPLAYED: Final = "could not be displayed"
_LOOK: Final[dict[str, object]] = {
    "ink": look.INK,
    "quiet": look.QUIET,
    "brand": look.BRAND,
    "brand_soft": look.BRAND_SOFT,
    "accent": look.ACCENT,
    "line": look.LINE,
    "stripe": look.STRIPE,
    "link": look.LINK,
    "tones": {tone: list(colours) for tone, colours in look.TONES.items()},
}
_PAPERS: Final = {"a4": "a4", "letter": "us-letter"}

#: A compiler of Typst refuses a second thread while it works ("Already borrowed"): threads take turns.
_turn: Final = Lock()


class PdfNotMade(WellboughtError):
    """Typst could not set the document; the message is Typst's own."""


def write(document: Document) -> bytes:
    """The document as a tagged PDF with an outline. The same document gives the same bytes.

    :raises PdfNotMade: if it cannot be set
    """
    return typeset(PAGE, _for_page(document), on=document.made_on, not_drawn=document.furniture.not_drawn)


def typeset(page: Path, words: dict[str, object], *, on: date, not_drawn: str) -> bytes:
    """Words set by a page of Typst, which reads them as JSON in ``sys.inputs.document``.

    :param words: ``note`` is added to them, and ``look``
    :param not_drawn: the note where characters are missing from the fonts, with the place ``%(count)s``
    :raises PdfNotMade: if they cannot be set
    """
    try:
        return _set(page, words, on, not_drawn, plainly=False)
    except typst.TypstError as error:
        if _NOT_DISPLAYED not in error.message:
            raise PdfNotMade(f"The PDF could not be made: {error.message}") from error
    # Rare: a letter and a mark on it that no one font holds together.
    try:
        return _set(page, words, on, not_drawn, plainly=True)
    except typst.TypstError as error:
        raise PdfNotMade(f"The PDF could not be made: {error.message}") from error


def _set(page: Path, given: dict[str, object], on: date, not_drawn: str, *, plainly: bool) -> bytes:
    words, missing = _drawable_strings(given, plainly=plainly)
    words["note"] = not_drawn % {"count": missing} if missing else ""
    words["look"] = _LOOK
    with _turn:
        made, warnings = _compiler(page).compile_with_warnings(
            sys_inputs={"document": json.dumps(words, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(on, time(), UTC),
        )
    if warnings:
        raise PdfNotMade(f"The PDF could not be made: {warnings[0].message}")
    assert isinstance(made, bytes)
    return made


@cache
def _compiler(page: Path) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(page), font_paths=fonts, ignore_system_fonts=True)


def _for_page(document: Document) -> dict[str, object]:
    furniture = document.furniture
    return {
        **document_as_json(document),
        "date": [document.made_on.year, document.made_on.month, document.made_on.day],
        "paper": _PAPERS[document.paper],
        "contents": document.contents,
        "contents_depth": document.contents_depth,
        "furniture": {"page": furniture.page, "contents": furniture.contents},
    }


def _directed(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """A paragraph, with the direction of its own words if they have one."""
    if block.get("type") != "paragraph":
        return block
    direction = runs_right_to_left("".join(run["text"] for run in block["text"]))
    return block if direction is None else {**block, "right_to_left": direction}


def _drawable_strings(value: dict[str, object], *, plainly: bool) -> tuple[dict[str, object], int]:
    """The same values with every string made of characters that the fonts hold, and how many they did not."""
    missing = 0

    def changed(inner: object) -> object:
        nonlocal missing
        match inner:
            case str():
                text, count = drawable(inner, plainly=plainly)
                missing += count
                return text
            case list():
                return [changed(each) for each in inner]
            case dict():
                return {key: changed(each) for key, each in _directed(inner).items()}
            case _:
                return inner

    made = changed(value)
    assert isinstance(made, dict)
    return made, missing
