"""Reads the text of a PDF, page by page."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw

from wellbought.claims.reading.limits import MOST_CHARACTERS, MOST_PAGES, FileUnreadable, page_mark

#: A page with fewer letters than this has no text of its own.
FEWEST_LETTERS: Final = 12
#: By how much a heading's letters are larger than the page's usual ones, and how long it is at the most.
LARGER, LONGEST_HEADING = 1.15, 150
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u0002\ufffe]\r?\n(?=[^\W\d_A-Z])")
_BULLET: Final = re.compile("(?m)^[ \t]*[\uf000-\uf0ff\u2022\u25aa\u25e6\u2023\u00b7\u25cf][ \t]*")
_PARAGRAPH_END: Final = re.compile(r"(?<=[.!?:;»”\"])\s*\r?\n|\r?\n\s*\r?\n")


def text_of_pdf(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF and what a person should know of it.

    :raises FileUnreadable: if it is locked, broken or scanned
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise FileUnreadable(
                "This PDF is locked with a password. Ask the vendor for one without, or open it and print it to a PDF."
            ) from None
        raise FileUnreadable("This PDF is broken and cannot be opened. Ask for a new copy.") from None
    pages = [_page(document, number) for number in range(min(len(document), MOST_PAGES))]
    empty = [number for number, page in enumerate(pages, start=1) if _letters(page) < FEWEST_LETTERS]
    if not pages or len(empty) == len(pages):
        raise FileUnreadable(
            "This PDF holds pictures of pages and no text. Ask the vendor for the file it was made from, "
            "or run text recognition (OCR) on it first."
        )
    notes = []
    if len(document) > MOST_PAGES:
        notes.append(f"Only the first {MOST_PAGES:,} of {len(document):,} pages were read. Part the file.")
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (", …" if len(empty) > 10 else "")  # noqa: PLR2004 - enough to look at
        notes.append(f"These pages hold no text, perhaps pictures: {shown}. They were not read.")
    return "\n\n".join(f"{page_mark(number)}\n\n{page}" for number, page in enumerate(pages, start=1) if page), tuple(
        notes
    )


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text_page = page.get_textpage()
        text = "\n\n".join(_parts(text_page))[: MOST_CHARACTERS // 10]
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return text


def _parts(text_page: pypdfium2.PdfTextPage) -> Iterator[str]:
    """Headings, which stand in larger letters, and the paragraphs between them."""
    lines = list(_lines(text_page))
    sizes: Counter[float] = Counter()
    for line, size in lines:
        sizes[size] += len(line)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    waiting: list[str] = []
    for line, size in lines:
        if usual and size >= usual * LARGER and len(line) <= LONGEST_HEADING and line.strip():
            yield from _flowing("\n".join(waiting))
            waiting = []
            yield f"# {' '.join(line.split())}"
        else:
            waiting.append(line)
    yield from _flowing("\n".join(waiting))


def _lines(text_page: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float]]:
    """The lines of a page, each with the size of its first letter."""
    at = 0
    for line in str(text_page.get_text_range()).split("\n"):
        first = at + len(line) - len(line.lstrip())
        size = pypdfium2.raw.FPDFText_GetFontSize(text_page, min(first, max(text_page.count_chars() - 1, 0)))
        yield line.rstrip("\r"), round(float(size), 1)
        at += len(line.encode("utf-16-le")) // 2 + 1


def _flowing(text: str) -> Iterator[str]:
    """Lines joined to paragraphs: a line that ends a sentence ends one."""
    text = _BULLET.sub("\n\n- ", _HYPHEN.sub("", text))
    for part in _PARAGRAPH_END.split(text):
        joined = re.sub(r"\s*\r?\n\s*", "\n", part).strip()
        if joined:
            yield joined


def _letters(text: str) -> int:
    return sum(1 for character in text if character.isalpha())
