"""Word: real styles, a contents field, page numbers, table headers that repeat, and the document's language."""

import io
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, time
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.shared import Emu, Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from wellbought.documents import look
from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Heading,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Run,
    Runs,
    Scale,
    Table,
    plain,
)
from wellbought.documents.formats import docx_styles as styles
from wellbought.documents.formats import docx_xml as xml
from wellbought.documents.formats.drawing import drawn
from wellbought.documents.text import runs_right_to_left

_PAPERS: Final = {Paper.A4: (Mm(210), Mm(297)), Paper.LETTER: (Mm(215.9), Mm(279.4))}
_SIDE: Final = Mm(22)
_STEP: Final = Mm(6)
_DEEPEST_LIST: Final = 3
_NAME_SHARE: Final = 0.3
#: How high a row is that people are to fill in.
_BLANK_LINES: Final = 1.5
#: A callout of so many paragraphs or fewer stays on one page.
_KEPT_TOGETHER: Final = 9


def write(document: Document) -> bytes:
    """The document as a Word file. The same document gives the same words, styles and properties."""
    word = docx.Document()
    _set_page(word, document)
    _set_properties(word, document)
    styles.define(word, language=document.language, right_to_left=document.right_to_left)
    xml.set_modern(word)
    writer = _Writer(word, document)
    writer.cover()
    if document.contents:
        writer.contents()
    writer.blocks(document.blocks)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _set_page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = _PAPERS[document.paper]
    section.left_margin = section.right_margin = _SIDE
    section.top_margin = section.bottom_margin = Mm(22)
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.style = word.styles["Header"]
    line.text = f"{document.title} · {document.subtitle}"
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = word.styles["Footer"]
        width = section.page_width - 2 * _SIDE
        xml.set_end_tab(line, width)
        line.add_run(f"{document.status}\t")
        before, _, rest = document.furniture.page.partition("%(page)s")
        between, _, after = rest.partition("%(pages)s")
        line.add_run(before)
        xml.add_field(line, "PAGE", "1")
        line.add_run(between)
        xml.add_field(line, "NUMPAGES", "1")
        line.add_run(after)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    made_at = datetime.combine(document.made_on, time(), UTC)
    properties.title = f"{document.title}: {document.subtitle}"[:255]
    properties.subject = document.description[:255]
    properties.author = document.buyer[:255]
    properties.last_modified_by = document.buyer[:255]
    properties.content_status = document.status[:255]
    properties.language = document.language
    properties.created = properties.modified = made_at
    properties.comments = ""
    properties.keywords = ""


class _Writer:
    def __init__(self, word: WordDocument, document: Document) -> None:
        self.word = word
        self.document = document
        self.width = _PAPERS[document.paper][0] - 2 * _SIDE
        self.numbering = xml.Numbering(word)
        self.bookmarks = 0
        self.style_ids = {style.name: style.style_id for style in word.styles}
        self.lines: list[WordParagraph] = []

    def line(self, style: str, text: str = "") -> WordParagraph:
        """A new paragraph at the end."""
        made = self.word.add_paragraph()
        xml.set_style(made, self.style_ids[style])
        self.lines.append(made)
        if text:
            made.add_run(text)
        return made

    # ---- What opens the document

    def cover(self) -> None:
        document = self.document
        box = self.word.add_table(rows=1, cols=1, style="Wellbought Cover")
        xml.set_up_table(box, [int(self.width)], document.right_to_left)
        cell = box.rows[0].cells[0]
        for place, (style, text) in enumerate(
            (("Kind", document.title), ("Title", document.subtitle), ("Subtitle", document.buyer))
        ):
            line = cell.add_paragraph() if place else cell.paragraphs[0]
            xml.set_style(line, self.style_ids[style])
            line.add_run(text)
        self.gap()
        self.facts(tuple(((Run(name),), (Run(value),)) for name, value in document.cover))

    def contents(self) -> None:
        """A contents field with the entries in it already, so that it need not be updated to be of use."""
        parts = self.document.listed_headings()
        if not parts:
            return
        self.line("Contents Heading", self.document.furniture.contents)
        lines = [self.line(styles.CONTENTS_STYLE) for _ in parts]
        xml.open_field(lines[0], rf"TOC \o 1-{self.document.contents_depth} \n \h \z \u")
        for line, part in zip(lines, parts, strict=True):
            if part.level > 1:
                line.paragraph_format.left_indent = _STEP * (part.level - 1)
            xml.add_inner_link(line, part.anchor, "".join(run.text for run in part.runs))
        xml.close_field(lines[-1])
        self.gap()

    # ---- Blocks

    def blocks(self, blocks: tuple[Block, ...], *, callout: bool = False, depth: int = 0) -> None:
        for block in blocks:
            self.block(block, callout=callout, depth=depth)

    def block(self, block: Block, *, callout: bool, depth: int) -> None:  # noqa: C901 one case for each block
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.paragraph(block.runs, "Callout" if callout else "Normal", anchor=block.anchor)
            case BulletList() | NumberedList():
                self.list(block, callout=callout, depth=depth)
            case Table():
                self.table(block)
            case Facts():
                if block.caption:
                    self.line("Caption", block.caption)
                self.facts(block.entries)
            case Callout():
                self.callout(block)
            case Scale():
                self.scale(block)
            case Picture():
                self.picture(block)
            case AnswerSpace():
                self.answer(block)
            case PageBreak():
                xml.break_page(self.line("Gap"))

    def heading(self, heading: Heading) -> None:
        line = self.line(f"Heading {min(heading.level, 3)}")
        with self.named(line, heading.anchor):
            self.runs(line, heading.runs)

    def named(self, line: WordParagraph, anchor: str) -> AbstractContextManager[None]:
        """Let links lead to what is added to a line meanwhile, if it has an anchor."""
        if not anchor:
            return nullcontext()
        self.bookmarks += 1
        return xml.bookmark(line, anchor, self.bookmarks)

    def paragraph(self, runs: Runs, style: str, *, anchor: str = "") -> WordParagraph:
        line = self.line(style)
        with self.named(line, anchor):
            self.runs(line, runs)
        if not style.startswith("Callout"):
            self.direct(line, runs)
        return line

    def direct(self, line: WordParagraph, runs: Runs) -> None:
        """Let a paragraph run in the direction of its own words, if that is not the document's."""
        direction = runs_right_to_left(plain(runs))
        if direction is not None and direction is not self.document.right_to_left:
            xml.set_direction(line, right_to_left=direction)

    def runs(self, line: WordParagraph, runs: Runs) -> None:
        for run in runs:
            xml.add_run(line, run)

    def list(self, block: BulletList | NumberedList, *, callout: bool, depth: int) -> None:
        numbered = isinstance(block, NumberedList)
        level = min(depth, _DEEPEST_LIST - 1) + 1
        suffix = "" if level == 1 else f" {level}"
        boxes = not numbered and all(item.ticked is not None for item in block.items)
        style = "Choice" if boxes else f"List Number{suffix}" if numbered else f"List Bullet{suffix}"
        style = f"Callout {'Number' if numbered else 'Bullet'}" if callout and not boxes else style
        number = self.numbering.restart(style, block.start) if isinstance(block, NumberedList) else None
        for item in block.items:
            first, *others = item.blocks or (Paragraph(()),)
            line = self.line(style)
            if number is not None:
                xml.set_number(line, number)
            if item.ticked is not None:
                line.add_run(("☑" if item.ticked else "☐") + "\u00a0")
            if isinstance(first, Paragraph):
                self.runs(line, first.runs)
                if not callout:
                    self.direct(line, first.runs)
            else:
                others = [first, *others]
            for other in others:
                if isinstance(other, Paragraph):
                    self.paragraph(other.runs, "Callout" if callout else f"List Continue{suffix}")
                else:
                    self.block(other, callout=callout, depth=depth + 1)

    def callout(self, callout: Callout) -> None:
        start = len(self.lines)
        if callout.title:
            self.paragraph(callout.title, "Callout Heading")
        self.blocks(callout.blocks, callout=True)
        edge, ground = look.TONES[callout.tone]
        for line in self.lines[start:-1] if len(self.lines) - start <= _KEPT_TOGETHER else ():
            line.paragraph_format.keep_with_next = True
        for line in self.lines[start:]:
            xml.shade_callout(line, edge=edge, ground=ground, right_to_left=self.document.right_to_left)
        if callout.title:
            for run in self.lines[start].runs:
                xml.set_colour(run, edge)
        self.gap()

    def table(self, table: Table) -> None:
        if table.caption:
            self.line("Caption", table.caption)
        made = self.word.add_table(rows=1 + len(table.rows), cols=len(table.header), style="Wellbought Table")
        xml.set_up_table(made, [int(width * self.width) for width in table.widths], self.document.right_to_left)
        xml.mark_header(made.rows[0])
        for index, cells in enumerate((table.header, *table.rows)):
            if not any(cells):
                xml.set_least_height(made.rows[index], _BLANK_LINES)
            style = "Table Header" if index == 0 else "Table Text"
            for cell, runs, right in zip(made.rows[index].cells, cells, table.right, strict=True):
                self.cell(cell, runs, style, at_end=right)
        self.gap()

    def facts(self, entries: tuple[tuple[Runs, Runs], ...]) -> None:
        if not entries:
            return
        made = self.word.add_table(rows=len(entries), cols=2, style="Wellbought Facts")
        widths = [int(_NAME_SHARE * self.width), int((1 - _NAME_SHARE) * self.width)]
        xml.set_up_table(made, widths, self.document.right_to_left)
        for row, (name, value) in zip(made.rows, entries, strict=True):
            self.cell(row.cells[0], name, "Fact Name")
            self.cell(row.cells[1], value, "Table Text")
        self.gap()

    def cell(self, cell: _Cell, runs: Runs, style: str, *, at_end: bool = False) -> None:
        line = cell.paragraphs[0]
        xml.set_style(line, self.style_ids[style])
        if at_end:
            xml.align_to_end(line)
        self.runs(line, runs)

    def scale(self, scale: Scale) -> None:
        made = self.word.add_table(rows=1, cols=len(scale.steps), style="Wellbought Scale")
        xml.set_up_table(made, [int(self.width / len(scale.steps))] * len(scale.steps), self.document.right_to_left)
        xml.describe_table(made, scale.alt)
        for cell, step in zip(made.rows[0].cells, scale.steps, strict=True):
            line = cell.paragraphs[0]
            xml.set_style(line, self.style_ids["Scale Step"])
            run = line.add_run(step.label)
            if step.mark == "here":
                run.bold = True
                xml.set_colour(run, look.WHITE)
                xml.shade_cell(cell, look.BRAND)
            elif step.mark == "possible":
                xml.set_colour(run, look.BRAND)
                xml.shade_cell(cell, look.BRAND_SOFT)
        self.gap()

    def picture(self, picture: Picture) -> None:
        if picture.caption:
            self.line("Caption", picture.caption)
        line = self.line("Normal")
        with self.named(line, picture.anchor):
            shape = line.add_run().add_picture(io.BytesIO(drawn(picture.svg)), width=Emu(self.width))
        xml.describe_picture(shape, picture.alt)

    def answer(self, space: AnswerSpace) -> None:
        made = self.word.add_table(rows=1, cols=1, style="Wellbought Answer")
        xml.set_up_table(made, [int(self.width)], self.document.right_to_left)
        xml.set_least_height(made.rows[0], space.lines)
        self.cell(made.rows[0].cells[0], (Run(space.label),) if space.label else (), "Answer Label")
        self.gap()

    def gap(self) -> None:
        """A thin empty line: Word glues a table, or a shaded paragraph, to the next without one."""
        self.line("Gap")
