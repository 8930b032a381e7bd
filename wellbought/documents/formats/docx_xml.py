"""What python-docx has no name for: fields, links, bookmarks, shades, and lists that count anew."""
# ruff: noqa: SLF001 - python-docx keeps its XML behind private names; this module alone reaches for it

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from wellbought.documents import look
from wellbought.documents.blocks import Run

_LINE_HEIGHT: Final = 20
_LONGEST_BOOKMARK: Final = 40
_AFTER_SHADE: Final = ("w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def element(tag: str, /, **values: str) -> Any:
    """A new element such as ``w:shd`` with attributes of the same namespace."""
    made = OxmlElement(tag)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_style(line: Paragraph, style_id: str) -> None:
    """Give a paragraph a style by its id: by its name, the library searches all styles each time."""
    line._p.style = style_id


def add_run(line: Paragraph, run: Run) -> None:
    """Add a run to a paragraph: as a link if it leads anywhere."""
    made = _text_run(line, run.text)
    made.bold = run.strong or None
    made.italic = run.emphasis or None
    if run.code:
        made.font.name = "Consolas"
    if run.language:
        made._r.get_or_add_rPr().append(element("w:lang", val=run.language))
    if run.link:
        made.font.underline = True
        set_colour(made, look.LINK)
        link = OxmlElement("w:hyperlink")
        if run.link.startswith("#"):
            link.set(qn("w:anchor"), bookmark_name(run.link[1:]))
        else:
            link.set(qn("r:id"), line.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        line._p.append(link)
        link.append(made._r)


def _text_run(line: Paragraph, text: str) -> WordRun:
    """A run in which a line feed is a line break and every space is kept."""
    made = line.add_run()
    for place, part in enumerate(text.split("\n")):
        if place:
            made.add_break(WD_BREAK.LINE)
        made.add_text(part)
    return made


def add_field(line: Paragraph, code: str, shown: str) -> None:
    """Add a field such as ``PAGE``, with what it shows until it is updated."""
    open_field(line, code)
    line.add_run(shown)
    close_field(line)


def open_field(line: Paragraph, code: str) -> None:
    """Begin a field: what is added until :func:`close_field` is what it shows."""
    line.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    line.add_run()._r.append(instruction)
    line.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def close_field(line: Paragraph) -> None:
    """End the field that was begun last."""
    line.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def add_inner_link(line: Paragraph, anchor: str, text: str) -> None:
    """Add words that lead to a bookmark."""
    link = element("w:hyperlink", anchor=bookmark_name(anchor), history="1")
    line._p.append(link)
    link.append(_text_run(line, text)._r)


def bookmark_name(anchor: str) -> str:
    """An anchor as Word names it: a name that is too long for Word is made short, and stays one of its kind."""
    if len(anchor) <= _LONGEST_BOOKMARK:
        return anchor
    return f"{anchor[: _LONGEST_BOOKMARK - 9]}-{zlib.crc32(anchor.encode()):08x}"


@contextmanager
def bookmark(line: Paragraph, name: str, number: int) -> Iterator[None]:
    """Give a name to what is added meanwhile."""
    line._p.append(element("w:bookmarkStart", id=str(number), name=bookmark_name(name)))
    yield
    line._p.append(element("w:bookmarkEnd", id=str(number)))


def break_page(line: Paragraph) -> None:
    """Begin a page after the paragraph."""
    line.add_run().add_break(WD_BREAK.PAGE)


def set_colour(run: WordRun, colour: str) -> None:
    """Colour a run."""
    run.font.color.rgb = RGBColor.from_string(colour)


def set_end_tab(line: Paragraph, width: int) -> None:
    """Let a tab push what follows to the end of the line."""
    line.paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def align_to_end(line: Paragraph) -> None:
    """Set a paragraph to the end of the line, whichever side that is."""
    line._p.get_or_add_pPr().append(element("w:jc", val="end"))


def shade_callout(line: Paragraph, *, edge: str, ground: str, right_to_left: bool) -> None:
    """Make a paragraph part of a callout: a coloured edge where lines begin, and a ground."""
    properties = line._p.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    edges = {"right" if right_to_left else "left": edge}
    # Borders in the colour of the ground stand in for the inner margin that paragraphs do not have.
    for side in ("top", "left", "bottom", "right"):
        colour, space = edges.get(side, ground), "8" if side in edges else "1"
        border.append(element(f"w:{side}", val="single", sz="24", space=space, color=colour))
    properties.insert_element_before(border, "w:shd", *_AFTER_SHADE)
    properties.insert_element_before(element("w:shd", val="clear", color="auto", fill=ground), *_AFTER_SHADE)


def set_up_table(table: Table, widths: list[int], right_to_left: bool) -> None:  # noqa: FBT001 passed on from the document
    """Fix a table's columns, and keep its rows whole."""
    table.autofit = False
    properties = table._tbl.tblPr
    if right_to_left:
        properties.insert_element_before(
            OxmlElement("w:bidiVisual"), "w:tblStyleRowBandSize", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook"
        )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def set_direction(line: Paragraph, *, right_to_left: bool) -> None:
    """Say in which direction a paragraph runs."""
    properties = line._p.get_or_add_pPr()
    after = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc")
    properties.insert_element_before(element("w:bidi", val="1" if right_to_left else "0"), *after)


def mark_header(row: _Row) -> None:
    """Say that a row names the columns; it is repeated on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def describe_table(table: Table, alt: str) -> None:
    """Give a table a text that says it in words."""
    table._tbl.tblPr.append(element("w:tblDescription", val=alt))


def describe_picture(shape: InlineShape, alt: str) -> None:
    """Give a picture a text that says it in words."""
    shape._inline.docPr.set("descr", alt)


def set_least_height(row: _Row, lines: float) -> None:
    """Make a row at least so many lines high."""
    row.height = Pt(lines * _LINE_HEIGHT)


def shade_cell(cell: _Cell, colour: str) -> None:
    """Colour the ground of a cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def set_modern(word: WordDocument) -> None:
    """Say that the file is of today's Word, which lays out tables a little otherwise than the first versions did."""
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = OxmlElement("w:compat")
    compat.append(
        element("w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    )
    after = ("w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping")
    followers = [settings.find(qn(tag)) for tag in after]
    first = next((follower for follower in followers if follower is not None), None)
    if first is None:
        settings.append(compat)
    else:
        first.addprevious(compat)


def set_number(line: Paragraph, number: int) -> None:
    """Count a paragraph in a numbering of its own."""
    properties = line._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


class Numbering:
    """Numbered lists that each begin to count anew."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._root = word.part.numbering_part.numbering_definitions._numbering

    def restart(self, style: str, start: int) -> int:
        """A new numbering that looks as a list style does.

        :returns: its id, for :func:`set_number`
        """
        of_style = _numbering_of(self._word.styles[style])
        number = self._root.num_having_numId(of_style)
        made = self._root.add_num(number.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        found: int = made.numId
        return found


def _numbering_of(style: ParagraphStyle | None) -> int:
    """The id of the numbering that a list style has, or inherits."""
    while style is not None:
        properties = style.element.pPr
        if properties is not None and properties.numPr is not None:
            found: int = properties.numPr.numId.val
            return found
        style = style.base_style
    raise LookupError("not a list style")
