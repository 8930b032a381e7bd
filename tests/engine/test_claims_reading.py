"""Files that vendors send: what is kept of their layout, and what is refused, in bounded time."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pikepdf
import pptx
import pytest

from wellbought.claims.reading import FileUnreadable, text_of_bytes
from wellbought.claims.reading.apart import read_apart

FONT = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)


def pdf(*pages: str, password: str = "") -> bytes:
    document = pikepdf.new()
    for page in pages:
        document.add_blank_page()
        document.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=FONT))
        document.pages[-1].Contents = document.make_stream(page.encode("latin-1"))
    content = io.BytesIO()
    document.save(content, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return content.getvalue()


def line(words: str, *, size: int = 11, y: int = 700) -> str:
    return f"BT /F1 {size} Tf 72 {y} Td ({words}) Tj ET\n"


def office(*parts: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return content.getvalue()


def word(document: "docx.document.Document") -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_headings_lists_and_tables_of_a_word_file_are_kept() -> None:
    document = docx.Document()
    document.add_heading("Product", 1)
    document.add_paragraph("It never fails.")
    document.add_paragraph("Fast", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Accuracy", "99%"

    read = text_of_bytes(word(document), "a.docx")

    assert read.text.split("\n\n") == ["# Product", "It never fails.", "- Fast", "| Accuracy | 99% |"]


def test_a_table_that_only_lays_a_page_out_is_read_as_paragraphs() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "A long story. " * 40

    read = text_of_bytes(word(document), "a.docx")

    assert read.text.startswith("Left\n\nA long story.")


def test_slides_are_numbered_and_have_titles() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Why us"
    slide.placeholders[1].text = "Fast\nSafe"
    content = io.BytesIO()
    deck.save(content)

    read = text_of_bytes(content.getvalue(), "a.pptx")

    assert read.text.split("\n\n") == ["---- 1 ----", "# Why us", "- Fast", "- Safe"]


def test_pages_of_a_pdf_are_numbered_and_larger_letters_are_headings() -> None:
    first = line("Our product", size=20, y=750) + line("It never fails and it works for all of the people.")
    content = pdf(first, line("It is the best of all."))

    read = text_of_bytes(content, "a.pdf")

    assert read.text.split("\n\n") == [
        "---- 1 ----",
        "# Our product",
        "It never fails and it works for all of the people.",
        "---- 2 ----",
        "It is the best of all.",
    ]


def test_lists_and_tables_of_a_page_are_kept() -> None:
    page = b"<html><h2>A</h2><ul><li><p>One</p></li></ul><table><tr><td>x|y</td><td><p>9</p></td></tr></table></html>"

    read = text_of_bytes(page, "a.html")

    assert read.text.split("\n\n") == ["# A", "- One", "| x/y | 9 |"]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (pdf(line("A secret text for you."), password="p"), "a.pdf", "locked with a password"),
        (pdf(line("A text."))[:200], "a.pdf", "broken"),
        (pdf("0 0 m 200 200 l S"), "a.pdf", "pictures of pages"),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf", "a picture"),
        (b"MZ\x90\x00", "a.docx", "a program"),
        (b"PK\x03\x04broken", "a.docx", "cannot be unpacked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "a.doc", "old Office file"),
        (office(("a.txt", b"hello")), "a.docx", "packed file"),
        (office(("word/document.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")), "a.docx", "definitions"),
        (office(("word/document.xml", b"<x/>"), ("word/vbaProject.bin", b"x")), "a.docm", "macros"),
        (office(("word/document.xml", b"\x00" * 30_000_000)), "a.docx", "would unpack to far more"),
        (b"", "a.txt", "empty"),
        (b"\x00\x01\x02" * 50, "a.txt", "not text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(content: bytes, name: str, says: str) -> None:
    with pytest.raises(FileUnreadable, match=says):
        text_of_bytes(content, name)


def test_a_file_that_is_not_what_its_name_says_is_read_as_what_it_is() -> None:
    read = text_of_bytes(pdf(line("It never fails at all.")), "a.docx")

    assert read.form == "pdf"
    assert "was read as what it is" in read.notes[0]


def test_macros_beside_a_text_are_told_and_not_run() -> None:
    document = docx.Document()
    document.add_paragraph("It never fails.")
    content = io.BytesIO(word(document))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen")

    read = text_of_bytes(content.getvalue(), "a.docx")

    assert read.text == "It never fails."
    assert read.notes == ("This file holds macros. They were not run.",)


def test_a_file_of_a_thousand_pages_is_read_in_bounded_time() -> None:
    content = pdf(*[line(f"Page {number} says that it never fails.") for number in range(1, 1001)])
    started = time.monotonic()

    read = text_of_bytes(content, "a.pdf")

    assert "---- 1000 ----" in read.text
    assert time.monotonic() - started < 30


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    content = pdf(line("It never fails at all."))

    with pytest.raises(FileUnreadable, match="took longer"):
        read_apart(content, "pdf", seconds=0.01)
