"""Every kind of document in every format, opened again by a library of that format and read back."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.engine.documents_examples import AWKWARD, TODAY, chatbot, document, pack, small_document, texts, written
from wellbought.documents.assemble import assemble, write
from wellbought.documents.blocks import Document, Heading, Table, walk
from wellbought.documents.formats import FORMATS, FormatNotOffered
from wellbought.documents.formats.glyphs import FROM_TYPST, covered, drawable
from wellbought.documents.formats.pdf import PdfNotMade
from wellbought.documents.markdown import Values
from wellbought.documents.template import kinds, read_template
from wellbought.documents.text import clean
from wellbought.profile import parse_profile

KINDS = kinds(pack())
ANY_TEXT = st.text(alphabet=st.characters(), min_size=1, max_size=60)
TEXT_THAT_FONTS_HOLD = st.text(
    alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2AF, exclude_characters="\xad"), min_size=1, max_size=60
)

#: Every place in which a text may stand.
EVERYWHERE = """
{0}

# {0}

- {0}

> [!note] {0}
> {0}

| {0} | b |
|-----|---|
| a | {0} |

| | |
|---|---|
| {0} | {0} |
"""


def test_the_kinds_that_people_may_ask_for() -> None:
    assert KINDS == (
        "agenda",
        "brief",
        "check",
        "contract-points",
        "market-brief",
        "questions",
        "record",
        "scorecard",
        "solicitation",
        "strategy",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_offers_only_formats_that_there_are(kind: str) -> None:
    assert set(read_template(kind, pack()).card.formats) <= set(FORMATS)


def test_a_format_that_is_not_offered_is_refused_with_those_that_are() -> None:
    with pytest.raises(FormatNotOffered, match="docx, pdf"):
        write(document("brief"), "xlsx", pack())


# ---- Word


@pytest.mark.parametrize("kind", KINDS)
def test_word_holds_every_text(kind: str) -> None:
    made = document(kind)

    opened = docx.Document(io.BytesIO(written(kind, "docx")))

    assert _lacking(texts(made), "\n".join(_word_texts(opened))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_word_has_real_styles_headers_and_language(kind: str) -> None:
    made = document(kind)

    opened = docx.Document(io.BytesIO(written(kind, "docx")))

    styles = {_style(paragraph) for paragraph in opened.paragraphs}
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    assert {f"Heading {heading.level}" for heading in headings} <= styles
    tables = [table for table in opened.tables if table.style is not None and table.style.name == "Wellbought Table"]
    assert len(tables) == sum(isinstance(block, Table) for block in walk(made.blocks))
    assert all(len(list(table.rows[0]._tr.iter(qn("w:tblHeader")))) == 1 for table in tables)
    assert opened.core_properties.title == f"{made.title}: {made.subtitle}"
    assert opened.core_properties.author == "City of Northford"
    assert opened.core_properties.language == "en"
    assert opened.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en"
    footer = opened.sections[0].footer._element.xml
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_word_has_a_contents_field_that_is_filled_already() -> None:
    opened = docx.Document(io.BytesIO(written("strategy", "docx")))

    contents = [paragraph.text for paragraph in opened.paragraphs if _style(paragraph) == "toc 1"]
    assert contents[1] == "1. Problem"
    assert len(contents) == 18
    bookmarks = {mark.get(qn("w:name")) for mark in opened.element.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in opened.element.iter(qn("w:hyperlink"))} - {None}
    assert links <= bookmarks


#: The order in which Word wants the parts of a property list (ECMA-376); other programs do not mind, Word does.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "pBdr": "top left bottom right between bar",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_word_files_are_in_the_order_that_word_wants(kind: str, language: str) -> None:
    made = written(kind, "docx", language=language)

    with zipfile.ZipFile(io.BytesIO(made)) as word:
        parts = [ET.fromstring(word.read(f"word/{name}.xml")) for name in ("document", "styles", "footer1")]
    for part in parts:
        for tag, order in ORDERS.items():
            ranks = {qn(f"w:{name}"): rank for rank, name in enumerate(order.split())}
            for found in part.iter(qn(f"w:{tag}")):
                names = [child.tag for child in found]
                assert names == sorted(names, key=lambda name: ranks[name]), ET.tostring(found)[:600]


def test_word_numbers_each_list_anew() -> None:
    made = small_document("1. a\n2. b\n\ntext\n\n1. c\n\ntext\n\n5. d")

    opened = docx.Document(io.BytesIO(FORMATS["docx"].write(made)))

    numbered = [paragraph for paragraph in opened.paragraphs if _style(paragraph) == "List Number"]
    numberings = {number.get(qn("w:val")) for line in numbered for number in line._p.iter(qn("w:numId"))}
    assert len(numberings) == 3


@given(ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_word_holds_any_text_as_it_was_written(text: str) -> None:
    made = _everywhere(text)

    opened = docx.Document(io.BytesIO(FORMATS["docx"].write(made)))

    assert _lacking(texts(made), "\n".join(_word_texts(opened))) == []


# ---- PDF


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_holds_every_word(kind: str) -> None:
    made = document(kind)

    opened = pypdfium2.PdfDocument(written(kind, "pdf"))

    found = Counter(re.findall(r"\w+", " ".join(_page_texts(opened))))
    wanted = Counter(re.findall(r"\w+", " ".join(drawable(text)[0] for text in texts(made) if text != AWKWARD)))
    latin = {word: count for word, count in wanted.items() if word.isascii()}
    assert {word: count - found[word] for word, count in latin.items() if found[word] < count} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_is_tagged_with_title_language_and_outline(kind: str) -> None:
    made = document(kind)

    with pikepdf.open(io.BytesIO(written(kind, "pdf"))) as opened:
        root = opened.Root
        assert root.MarkInfo.Marked
        assert root.Lang == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        assert opened.docinfo["/Title"] == f"{made.title}: {made.subtitle}"
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        with opened.open_outline() as outline:
            firsts = [heading for heading in made.blocks if isinstance(heading, Heading) and heading.level == 1]
            assert len(outline.root) == len(firsts)
        roles = Counter(str(element.S) for element in _structure(root.StructTreeRoot))
        assert roles["/Table"] == sum(isinstance(block, Table) for block in walk(made.blocks))
        assert roles["/TH"] == sum(len(block.header) for block in walk(made.blocks) if isinstance(block, Table))
        assert all("/Alt" in figure for figure in _structure(root.StructTreeRoot) if figure.S == "/Figure")


def test_the_same_document_gives_the_same_pdf() -> None:
    assert FORMATS["pdf"].write(document("brief")) == FORMATS["pdf"].write(document("brief"))


@given(ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_set_as_pdf(text: str) -> None:
    made = _everywhere(text)

    assert FORMATS["pdf"].write(made).startswith(b"%PDF-")


@given(TEXT_THAT_FONTS_HOLD)
@settings(max_examples=60, deadline=None)
def test_pdf_holds_text_as_it_was_written(text: str) -> None:
    values = Values()
    made = small_document(values.keep(text), values)

    opened = pypdfium2.PdfDocument(FORMATS["pdf"].write(made))

    shown, _ = drawable(clean(text))
    assert "".join(shown.split()) in "".join("".join(_page_texts(opened)).split())


def test_pdf_says_in_words_what_its_fonts_lack() -> None:
    values = Values()
    made = small_document(values.keep("日本 🀀 👩‍💻 مرحبا"), values)

    shown = " ".join(_page_texts(pypdfium2.PdfDocument(FORMATS["pdf"].write(made))))

    assert "□□ [mahjong tile east wind] 👩‍💻" in shown
    assert "3 characters could not be drawn." in shown


def test_pdf_draws_the_signs_that_it_relies_on() -> None:
    made = small_document(" ".join(sorted(FROM_TYPST)))

    shown = "".join(_page_texts(pypdfium2.PdfDocument(FORMATS["pdf"].write(made))))

    assert set(shown) >= FROM_TYPST


def test_the_fonts_hold_the_scripts_that_the_product_speaks() -> None:
    assert set("Aa Ññ¿ Çç Œœ Åå Ðð Čč Žž Șș Ąą Ğğ Ωω Жж ا ب ت ٣ ، “”‘’–—…€£ 👩💻") <= covered()


def test_a_document_that_cannot_be_set_says_so() -> None:
    made = small_document("### A heading of the third level comes first")

    with pytest.raises(PdfNotMade, match="heading"):
        FORMATS["pdf"].write(made)


# ---- Excel


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "xlsx" in read_template(kind, pack()).card.formats])
def test_excel_opens_with_headers_in_view_and_no_formula_from_users(kind: str) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(written(kind, "xlsx")))

    assert all(re.fullmatch(r"[^\[\]:*?/\\']{1,31}", name) for name in opened.sheetnames)
    framed = [sheet for sheet in opened if sheet.freeze_panes]
    assert framed
    assert all(sheet.print_title_rows for sheet in framed)
    assert all(sheet.page_setup.fitToHeight == 0 for sheet in opened)


def test_excel_lists_every_question_with_a_status_to_choose() -> None:
    opened = openpyxl.load_workbook(io.BytesIO(written("questions", "xlsx")))

    sheet = opened["Questions"]
    asked = [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert asked == [planned.question.text for planned in chatbot().plan.questions]
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == '"To do,Drafted,Agreed,Does not apply"'
    assert AWKWARD in [row[6] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sheet.auto_filter.ref.startswith("A1:")


@given(ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_excel_holds_any_text_as_text(text: str) -> None:
    values = Values()
    made = small_document(f"| a |\n|---|\n| {values.keep(text)} |", values)

    opened = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(made)))

    cell = opened.worksheets[1].cell(2, 1)
    assert (cell.value or "") == clean(text)
    assert cell.data_type in ("s", "n")  # "n" is an empty cell; never "f", a formula


# ---- HTML


@pytest.mark.parametrize("kind", KINDS)
def test_html_holds_every_text_and_names_its_columns(kind: str) -> None:
    made = document(kind)

    page = _Page(written(kind, "html").decode())

    assert _lacking(texts(made), page.text) == []
    assert page.attributes["html"][0] == {"lang": "en", "dir": "ltr"}
    assert all(attributes.get("scope") == "col" for attributes in page.attributes["th"])
    assert "script" not in page.attributes
    assert len(page.attributes["h1"]) == 1
    ids = [attributes["id"] for tag in page.attributes.values() for attributes in tag if "id" in attributes]
    assert len(ids) == len(set(ids))


@given(ANY_TEXT)
@settings(deadline=None)
def test_html_holds_any_text_as_it_was_written(text: str) -> None:
    made = _everywhere(text)

    page = _Page(FORMATS["html"].write(made).decode())

    assert _lacking(texts(made), page.text) == []
    assert "script" not in page.attributes


# ---- Markdown


@pytest.mark.parametrize("kind", KINDS)
def test_markdown_reads_back_to_every_text(kind: str) -> None:
    made = document(kind)

    page = _Page(_rendered(written(kind, "md").decode()))

    assert _lacking(texts(made), page.text) == []


@given(ANY_TEXT)
@settings(deadline=None)
def test_markdown_holds_any_text_as_it_was_written(text: str) -> None:
    made = _everywhere(text)

    page = _Page(_rendered(FORMATS["md"].write(made).decode()))

    assert _lacking(texts(made), page.text) == []
    assert {"script", "img", "pre", "a"}.isdisjoint(page.attributes)


# ---- JSON


@pytest.mark.parametrize("kind", KINDS)
def test_json_holds_the_facts_and_the_profile_reads_back(kind: str) -> None:
    opened = json.loads(written(kind, "json"))

    assert parse_profile(opened["profile"]) == chatbot().profile
    assert opened["document"]["kind"] == kind
    assert opened["answers"]["who-is-affected"]["text"] == AWKWARD


@pytest.mark.parametrize("ending", read_template("questions", pack()).card.formats)
def test_a_list_without_questions_can_be_made(ending: str) -> None:
    without = replace(chatbot(), plan=replace(chatbot().plan, questions=()))

    made = assemble("questions", without, pack(), on=TODAY, language="en")

    assert write(made, ending, pack())


# ---- Nothing known, other languages, office programs


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_purchase_of_which_nothing_is_known_makes_every_document(kind: str, ending: str) -> None:
    made = document(kind, nothing_known=True)

    assert made.subtitle == "A purchase of AI"
    assert ending not in read_template(kind, pack()).card.formats or write(made, ending, pack())


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_from_right_to_left(kind: str) -> None:
    made = document(kind, language="ar")

    assert made.right_to_left
    assert 'dir="rtl"' in written(kind, "html", language="ar").decode()
    assert written(kind, "pdf", language="ar").startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(written(kind, "docx", language="ar"))) as word:
        assert b"<w:bidi/>" in word.read("word/styles.xml")


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice: apt-get install libreoffice-writer-nogui")
def test_word_files_open_in_an_office_program(tmp_path: Path) -> None:
    files = []
    for kind in KINDS:
        file = tmp_path / f"{kind}.docx"
        file.write_bytes(written(kind, "docx"))
        files.append(str(file))

    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )

    for kind in KINDS:
        opened = pypdfium2.PdfDocument(tmp_path / f"{kind}.pdf")
        shown = " ".join(_page_texts(opened))
        assert "A chatbot that answers residents’ questions" in " ".join(shown.split())
        assert f"Page 1 of {len(opened)}" in shown


# ---- Helpers


def _everywhere(text: str) -> Document:
    values = Values()
    return small_document(EVERYWHERE.format(values.keep(text)), values)


def _lacking(wanted: Iterator[str], found: str) -> list[str]:
    """The texts that are not in what was found; spaces do not count, since each format breaks lines its own way."""
    whole = "".join(found.split())
    return [text for text in wanted if "".join(text.split()) not in whole]


def _style(line: WordParagraph) -> str:
    return line.style.name or "" if line.style is not None else ""


def _word_texts(opened: WordDocument) -> Iterator[str]:
    for part in opened.element.body.iter(qn("w:p")):
        yield "".join(
            "\n" if node.tag == qn("w:br") else "\t" if node.tag == qn("w:tab") else node.text or ""
            for node in part.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        )


def _page_texts(opened: pypdfium2.PdfDocument) -> list[str]:
    # The reader takes a hyphen at a line's end for one that parts a word, and gives it as a control character.
    return [page.get_textpage().get_text_bounded().replace("\x02", "-") for page in opened]


def _structure(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    children: object = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _structure(child)


def _rendered(markdown: str) -> str:
    # "<br>" stands in cells, where Markdown has no other line break; nothing else is HTML.
    rendered: str = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    return rendered


class _Page(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.attributes: dict[str, list[dict[str, str | None]]] = {"th": []}
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.setdefault(tag, []).append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
