"""Reads the text of a PDF, page by page."""

import re
from typing import Final

import pypdfium2

from wellbought.claims.reading.limits import MOST_CHARACTERS, MOST_PAGES, FileUnreadable

#: A page with fewer letters than this has no text of its own.
FEWEST_LETTERS: Final = 12
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u0002\ufffe]\r?\n(?=[^\W\d_A-Z])")
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
    return "\n\f\n".join(page for page in pages if page), tuple(notes)


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text_page = page.get_textpage()
        text = str(text_page.get_text_bounded())[: MOST_CHARACTERS // 10]
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return _flowing(text)


def _flowing(text: str) -> str:
    """Lines joined to paragraphs: a line that ends a sentence ends one."""
    text = _HYPHEN.sub("", text)
    parts = (re.sub(r"\s*\r?\n\s*", "\n", part).strip() for part in _PARAGRAPH_END.split(text))
    return "\n\n".join(part for part in parts if part)


def _letters(text: str) -> int:
    return sum(1 for character in text if character.isalpha())
