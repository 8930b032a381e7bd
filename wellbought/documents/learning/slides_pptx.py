"""PowerPoint: slides on our own template, with speaker notes and words for every picture."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from wellbought.documents import look
from wellbought.documents.learning.deck import DeckFile, ShownSlide
from wellbought.documents.text import clean
from wellbought.learning.deck import Figure

#: Made by ``tools/deck_template.py``.
TEMPLATE: Final = Path(__file__).with_name("deck.pptx")
OPENING, POINTS, POINTS_AND_FIGURE, DECIDE = range(4)

_KICKER: Final = 13
_BODY: Final = 1
_LOGO_HEIGHT: Final = Inches(0.55)
_LOGO_WIDEST: Final = Inches(1.9)

#: From so many letters of all points together, their size in points.
_SIZES: Final = ((480, 16), (330, 20), (210, 24), (0, 28))
_SIZES_WITH_FIGURE: Final = ((300, 16), (200, 18), (0, 20))

#: The colours of the boxes of a figure, from first to last.
_BOXES: Final = {
    "tiers": (("DCEFE4", look.INK), ("FEF3CF", look.INK), ("FCE1D4", look.INK), ("A23A12", look.WHITE)),
}

#: The sizes of the two lines in a box, where they are not chosen by the number of boxes.
_SIZES_IN_BOXES: Final = {"scores": (28, 11)}


def deck_as_pptx(made: DeckFile) -> bytes:
    """The talk as a PowerPoint file. The same talk gives the same file, but for the time in its zip."""
    deck = Presentation(str(TEMPLATE))
    _describe(deck, made)
    _thank(deck, made)
    _opening(deck, made)
    for shown in made.slides:
        _slide(deck, shown, made)
    _closing(deck, made)
    kept = io.BytesIO()
    deck.save(kept)
    return kept.getvalue()


def _colour(name: str) -> Any:
    return RGBColor.from_string(name)  # type: ignore[no-untyped-call]


def _describe(deck: Any, made: DeckFile) -> None:
    core = deck.core_properties
    core.title, core.subject, core.author = made.title, made.subtitle.partition("\n")[0], "Wellbought"
    core.language, core.comments = made.language, made.attribution
    core.created = core.modified = datetime.combine(made.made_on, time(), UTC)


def _thank(deck: Any, made: DeckFile) -> None:
    """Say on the master, and so on every slide, where the slides come from."""
    for shape in deck.slide_masters[0].shapes:
        if shape.name == "Attribution":
            run = shape.text_frame.paragraphs[0].runs[0]
            run.text = made.attribution
            run.font.color.rgb = _colour(look.QUIET)
            _direct(shape.text_frame.paragraphs[0], made)


def _opening(deck: Any, made: DeckFile) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[OPENING])
    _write(slide.shapes.title, [made.title], made)
    _write(slide.placeholders[_BODY], made.subtitle.split("\n"), made)
    box = slide.shapes.add_textbox(Inches(0.9), Inches(6.6), Inches(11.4), Inches(0.5))
    box.name = "Attribution"
    box.text_frame.word_wrap = True
    _write(box, [made.attribution], made, size=14, colour=look.WHITE)
    if made.logo:
        _logo(slide, made, top=Inches(0.6), left=Inches(0.9), height=Inches(0.9), plate=True)
    slide.notes_slide.notes_text_frame.text = clean("\n".join(made.closing))


def _slide(deck: Any, shown: ShownSlide, made: DeckFile) -> None:
    content = shown.slide
    layout = POINTS_AND_FIGURE if content.figure else DECIDE if content.id.endswith("-asked") else POINTS
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    _write(slide.placeholders[_KICKER], [content.kicker], made)
    _write(slide.shapes.title, [content.title], made, size=_title_size(content.title))
    sizes = _SIZES_WITH_FIGURE if content.figure else _SIZES
    letters = sum(map(len, content.points))
    size = next(size for least, size in sizes if letters >= least)
    _points(slide.placeholders[_BODY], content.points, made, size)
    if content.figure:
        _figure(slide, content.figure, made)
    if made.logo:
        _logo(slide, made, top=Inches(0.3), left=None, height=_LOGO_HEIGHT)
    slide.notes_slide.notes_text_frame.text = clean("\n\n".join(_notes(shown, made)))


def _closing(deck: Any, made: DeckFile) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[POINTS])
    _write(slide.placeholders[_KICKER], [made.title], made)
    _write(slide.shapes.title, [made.labels["closing"]], made)
    _points(slide.placeholders[_BODY], made.closing, made, 18)


def _notes(shown: ShownSlide, made: DeckFile) -> list[str]:
    notes = [shown.slide.notes, f"{made.labels['minutes']}: {shown.slide.minutes:g}"]
    if shown.reading:
        notes.append(f"{made.labels['reading']}: {'; '.join(shown.reading)}")
    if shown.sources:
        notes.append(f"{made.labels['sources']}:\n" + "\n".join(f"– {source}" for source in shown.sources))
    return notes


def _title_size(title: str) -> int:
    return 32 if len(title) <= 48 else 26 if len(title) <= 90 else 22  # noqa: PLR2004 - what fits in one line, in two


def _write(shape: Any, lines: Sequence[str], made: DeckFile, *, size: int = 0, colour: str = "") -> None:
    """Put lines into a shape, one paragraph each."""
    frame = shape.text_frame
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.language_id = None
        run._r.get_or_add_rPr().set("lang", made.language)  # noqa: SLF001 - the library knows few languages
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = _colour(colour)
        _direct(paragraph, made)


def _points(shape: Any, points: Sequence[str], made: DeckFile, size: int) -> None:
    _write(shape, points, made, size=size)
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = Pt(round(size * 0.5))
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - bullets are beyond the library
        properties.set("marR" if made.right_to_left else "marL", str(Inches(0.32)))
        properties.set("indent", str(-Inches(0.32)))
        for tag, attributes in (
            ("a:buClr", {}),
            ("a:buFont", {"typeface": "Arial"}),
            ("a:buChar", {"char": "•"}),
        ):
            element = properties.makeelement(_qualified(tag), attributes)
            if tag == "a:buClr":
                element.append(element.makeelement(_qualified("a:schemeClr"), {"val": "accent2"}))
            properties.append(element)


def _qualified(tag: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(tag))


def _direct(paragraph: Any, made: DeckFile) -> None:
    """Set a paragraph from right to left where the language is written so."""
    if made.right_to_left:
        paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001
        paragraph.alignment = PP_ALIGN.RIGHT


def _figure(slide: Any, figure: Figure, made: DeckFile) -> None:
    """A row of boxes as one group, which says itself in words."""
    top, height, gap = Inches(4.95), Inches(1.45), Inches(0.12)
    left, width = Inches(0.75), Inches(11.8)
    count = len(figure.boxes)
    each = Emu(int((width - gap * (count - 1)) / count))
    group = slide.shapes.add_group_shape()
    described = group._element.nvGrpSpPr.cNvPr  # noqa: SLF001 - words for a picture are beyond the library
    described.set("descr", figure.alt)
    described.set("name", figure.kind)
    boxes = list(figure.boxes)
    for number, (label, line) in enumerate(boxes):
        place = count - 1 - number if made.right_to_left else number
        box = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(left + place * (each + gap)), top, each, height)
        colours = _BOXES.get(figure.kind, ())
        fill, ink = colours[number % len(colours)] if colours else (look.BRAND_SOFT, look.INK)
        box.fill.solid()
        box.fill.fore_color.rgb = _colour(fill)
        box.line.fill.background()
        box.shadow.inherit = False
        frame = box.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Inches(0.03)
        small = 10 if count > 6 else 15  # noqa: PLR2004 - eight boxes are narrow
        sizes = _SIZES_IN_BOXES.get(figure.kind, (small, small - 2))
        for row, (text, size, bold) in enumerate(((label, sizes[0], True), (line, sizes[1], False))):
            if not text:
                continue
            paragraph = frame.paragraphs[0] if row == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = clean(text), Pt(size), bold
            run.font.color.rgb = _colour(ink)


def _logo(slide: Any, made: DeckFile, *, top: int, left: int | None, height: int, plate: bool = False) -> None:
    """The organisation's logo; on the dark opening slide on a light plate."""
    picture = slide.shapes.add_picture(io.BytesIO(made.logo), 0, top, height=height)
    if picture.width > _LOGO_WIDEST:
        picture.height = int(picture.height * _LOGO_WIDEST / picture.width)
        picture.width = _LOGO_WIDEST
    picture.left = left if left is not None else Emu(Inches(12.55) - picture.width)
    picture._element.nvPicPr.cNvPr.set("descr", made.logo_alt)  # noqa: SLF001
    picture.name = "Logo"
    if plate:
        edge = Inches(0.12)
        behind = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Emu(picture.left - edge),
            Emu(picture.top - edge),
            Emu(picture.width + 2 * edge),
            Emu(picture.height + 2 * edge),
        )
        behind.fill.solid()
        behind.fill.fore_color.rgb = _colour(look.WHITE)
        behind.line.fill.background()
        behind.shadow.inherit = False
        behind.name = "Plate"
        slide.shapes._spTree.remove(behind._element)  # noqa: SLF001
        picture._element.addprevious(behind._element)  # noqa: SLF001
