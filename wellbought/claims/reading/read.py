"""Finds out what a file is and reads its text."""

import zipfile
from pathlib import Path
from typing import Final

from wellbought.claims.reading.apart import read_apart
from wellbought.claims.reading.limits import LARGEST_FILE, FileUnreadable, ReadText, shortened
from wellbought.claims.reading.plain import decoded, text_of_html, text_of_markdown

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_BYTES: Final = (
    (b"{\\rtf", "an RTF document. Save it as .docx or PDF"),
    (b"\x89PNG", "a picture. Send a PDF or text that can be selected"),
    (b"\xff\xd8\xff", "a picture. Send a PDF or text that can be selected"),
    (b"GIF8", "a picture. Send a PDF or text that can be selected"),
    (b"\x1f\x8b", "a packed file. Unpack it and give the files in it"),
    (b"7z\xbc\xaf", "a packed file. Unpack it and give the files in it"),
    (b"Rar!", "a packed file. Unpack it and give the files in it"),
    (b"MZ", "a program. It was not opened"),
    (b"\x7fELF", "a program. It was not opened"),
)
_NAMED: Final = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}
_HTML_STARTS: Final = ("<!doctype html", "<html", "<head", "<body", "<?xml")
_OFFICE_PARTS: Final = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.xml": "xlsx",
    "content.xml": "odf",
}
_NOT_YET: Final = {
    "xlsx": "This is a spreadsheet. Save the text in it as .docx or PDF.",
    "odf": "This is an OpenDocument file. Save it as .docx or PDF.",
}


def read_file(path: Path) -> ReadText:
    """The text of a file.

    :raises FileUnreadable: saying why it cannot be had, and what to do
    """
    where = str(path)
    try:
        if path.is_dir():
            raise FileUnreadable("This is a folder. Name the files in it.", where=where)
        if path.stat().st_size > LARGEST_FILE:
            megabytes = LARGEST_FILE // 1024 // 1024
            raise FileUnreadable(f"This file is larger than {megabytes} MB. Part it, or save it as text.", where=where)
        content = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(f"This file cannot be read: {error.strerror}.", where=where) from None
    try:
        return text_of_bytes(content, path.name)
    except FileUnreadable as error:
        raise type(error)(error.message, where=where) from None


def text_of_bytes(content: bytes, name: str) -> ReadText:
    """The text of a file's content.

    :param name: what the file is called; it decides only between kinds of plain text
    :raises FileUnreadable: saying why it cannot be had, and what to do
    """
    if not content.strip():
        raise FileUnreadable("This file is empty.")
    ending = Path(name).suffix.lower()
    if b"%PDF-" in content[:1024]:
        return _noted(read_apart(content, "pdf"), ending, "pdf")
    if content.startswith(b"PK\x03\x04"):
        form = _office_form(content)
        return _noted(read_apart(content, form), ending, form)
    _refuse_others(content)
    return _plain(content, ending)


def _noted(read: ReadText, ending: str, form: str) -> ReadText:
    """Tell when a file is not what its name says."""
    if ending in ("", f".{form}"):
        return read
    note = f"The name ends in {ending}, but this is a {form.upper()} file. It was read as what it is."
    return ReadText(read.text, read.form, (note, *read.notes))


def _office_form(content: bytes) -> str:
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileUnreadable("This file is broken: it cannot be unpacked. Ask for a new copy.") from None
    form = next((form for part, form in _OFFICE_PARTS.items() if part in names), None)
    if form is None:
        raise FileUnreadable("This is a packed file. Unpack it and give the files in it.")
    if form in _NOT_YET:
        raise FileUnreadable(_NOT_YET[form])
    return form


def _refuse_others(content: bytes) -> None:
    if content.startswith(_OLD_OFFICE):
        raise FileUnreadable(
            "This is an old Office file, or one with a password. Open it, take the password off, "
            "and save it as .docx, .pptx or PDF."
        )
    for first, what in _FIRST_BYTES:
        if content.startswith(first):
            raise FileUnreadable(f"This is {what}.")


def _plain(content: bytes, ending: str) -> ReadText:
    text, notes = decoded(content)
    form = _NAMED.get(ending, "txt")
    if form != "md" and text.lstrip("\ufeff \t\r\n").lower().startswith(_HTML_STARTS):
        form = "html"
    text, cut = shortened(text)
    if form == "html":
        text = text_of_html(text)
    elif form == "md":
        text = text_of_markdown(text)
    if not text.strip():
        raise FileUnreadable("There is no text in this file.")
    return ReadText(text, form, (*notes, *cut))
