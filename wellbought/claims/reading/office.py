"""Reads the text of Word and PowerPoint files: paragraphs, tables, notes. Macros and embedded objects stay shut."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.table import Table
from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PackageNotFoundError

from wellbought.claims.reading.limits import (
    LARGEST_UNPACKED,
    LONGEST_ENTRY,
    MOST_PAGES,
    MOST_PARTS,
    STEEPEST_PACKING,
    FileUnreadable,
    page_mark,
    row,
)

_BROKEN: Final = "This file is broken: its parts do not fit together. Open it, save it anew, and try again."
_MACROS: Final = "This file holds macros. They were not run."
#: Only parts larger than this are held to the steepness of their packing.
_LARGE_PART: Final = 5 * 1024 * 1024
_DEEPEST: Final = 8


def text_of_docx(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a Word file: its body with tables, without the headers and footers that repeat on each page.

    :raises FileUnreadable: if it is broken, locked or a zip bomb
    """
    notes = _proven(content)
    try:
        document = Document(BytesIO(content))
        text = "\n\n".join(_blocks(document.iter_inner_content()))
    except (KeyError, ValueError, XMLSyntaxError, AttributeError, zipfile.BadZipFile):
        raise FileUnreadable(_macro_file(content) or _BROKEN) from None
    return _some(text), notes


def text_of_pptx(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a PowerPoint file: slides with their tables and notes.

    :raises FileUnreadable: if it is broken, locked or a zip bomb
    """
    notes = _proven(content)
    try:
        slides = list(Presentation(BytesIO(content)).slides)
        text = "\n\n".join(
            "\n\n".join((page_mark(number), *_slide(slide)))
            for number, slide in enumerate(slides[:MOST_PAGES], start=1)
        )
    except (KeyError, ValueError, XMLSyntaxError, AttributeError, zipfile.BadZipFile, PackageNotFoundError):
        raise FileUnreadable(_macro_file(content) or _BROKEN) from None
    if len(slides) > MOST_PAGES:
        notes = (*notes, f"Only the first {MOST_PAGES:,} of {len(slides):,} slides were read. Part the file.")
    return _some(text), notes


def _some(text: str) -> str:
    if not any(character.isalpha() for character in text):
        raise FileUnreadable("There is no text in this file, perhaps only pictures. Ask the vendor for the text.")
    return text


def _proven(content: bytes) -> tuple[str, ...]:
    """Refuse what is made to do harm before it is unpacked.

    :returns: notes for the reader
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise FileUnreadable("This file is broken: it cannot be unpacked. Ask for a new copy.") from None
    if any(part.flag_bits & 1 for part in parts):
        raise FileUnreadable("This file is locked with a password. Ask the vendor for one without.")
    unpacked = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > _LARGE_PART and part.file_size > STEEPEST_PACKING * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or steep:
        raise FileUnreadable("This file would unpack to far more than a document holds. It was not opened.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(part) as file:
                    start = file.read(4096)
            except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
                raise FileUnreadable(_BROKEN) from None
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise FileUnreadable("This file holds definitions that no document needs. It was not opened.")
    return (_MACROS,) if any("vbaproject" in part.filename.lower() for part in parts) else ()


def _macro_file(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if any("vbaproject" in name.lower() for name in archive.namelist()):
            return "This is a file with macros. They are never run here. Save it as .docx or .pptx and try again."
    return ""


def _blocks(content: Iterable[Any], depth: int = 0) -> Iterator[str]:
    """Headings, paragraphs, points of lists and rows of tables, in reading order, marked as Markdown marks them."""
    for block in content:
        if isinstance(block, Table):
            yield from _table(block, depth)
        elif block.text.strip():
            yield _mark_of(block) + " ".join(block.text.split())


def _mark_of(paragraph: Any) -> str:
    style = str(paragraph.style.name if paragraph.style is not None else "")
    if style.startswith("Heading") or style in ("Title", "Subtitle"):
        return "# "
    properties = paragraph._p.pPr  # noqa: SLF001 - the library does not tell which paragraphs are numbered
    numbered = properties is not None and properties.numPr is not None
    return "- " if numbered or style.startswith("List") else ""


def _table(table: Table, depth: int) -> Iterator[str]:
    """Its rows; or its paragraphs, if it holds text rather than entries. A cell that spans several is read once."""
    seen: set[Any] = set()
    rows: list[list[list[str]]] = []
    for table_row in table.rows:
        cells: list[list[str]] = []
        for cell in table_row.cells:
            if cell._tc not in seen and depth < _DEEPEST:  # noqa: SLF001 - the library has no other identity of a cell
                seen.add(cell._tc)  # noqa: SLF001
                cells.append(list(_blocks(cell.iter_inner_content(), depth + 1)))
        rows.append(cells)
    entries = all(sum(map(len, cell)) <= LONGEST_ENTRY for cells in rows for cell in cells)
    for cells in rows:
        if entries and len(cells) > 1 and depth == 0:
            if any(map(any, cells)):
                yield row(" ".join(cell) for cell in cells)
        else:
            for cell in cells:
                yield from cell


def _slide(slide: Any) -> Iterator[str]:
    title = slide.shapes.title
    yield from _shapes(slide.shapes, title=None if title is None else title.shape_id)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _lines(slide.notes_slide.notes_text_frame)


def _shapes(shapes: Iterable[Any], depth: int = 0, *, title: int | None = None) -> Iterator[str]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _shapes(shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False) and shape.has_table:
            for table_row in shape.table.rows:
                yield row(" ".join(_lines(cell.text_frame)) for cell in table_row.cells)
        elif getattr(shape, "has_text_frame", False) and shape.has_text_frame:
            lines = list(_lines(shape.text_frame))
            mark = "# " if shape.shape_id == title else "- " if len(lines) > 1 else ""
            yield from (mark + line for line in lines)


def _lines(frame: Any) -> Iterator[str]:
    for paragraph in frame.paragraphs:
        text = "".join(run.text for run in paragraph.runs).strip()
        if text:
            yield text
