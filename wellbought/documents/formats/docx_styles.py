"""The styles of the Word files: whoever opens one can restyle it in a minute, because everything has a named style."""

from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from wellbought.documents import look

#: Word's own name for the lines of a table of contents.
CONTENTS_STYLE: Final = "toc 1"

#: Bullets and numbers of lists in callouts, indented to stand under the callout's title.
_NUMBERINGS: Final = f"""
<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
  <w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
  <w:pPr><w:ind w:left="500" w:hanging="280"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="91"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
  <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
  <w:pPr><w:ind w:left="580" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
</w:numbering>
"""

_TABLES: Final = f"""
<w:styles {nsdecls("w")}>
<w:style w:type="table" w:customStyle="1" w:styleId="WellboughtTable"><w:name w:val="Wellbought Table"/>
  <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblStyleRowBandSize w:val="1"/>
  <w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="{look.LINE}"/>
  <w:insideH w:val="single" w:sz="4" w:color="{look.LINE}"/></w:tblBorders>
  <w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
  <w:bottom w:w="70" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{look.WHITE}"/></w:rPr>
  <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.BRAND}"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.STRIPE}"/></w:tcPr>
  </w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="WellboughtCover"><w:name w:val="Wellbought Cover"/>
  <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr>
  <w:tblBorders><w:bottom w:val="single" w:sz="24" w:color="{look.ACCENT}"/></w:tblBorders>
  <w:tblCellMar><w:top w:w="240" w:type="dxa"/><w:left w:w="240" w:type="dxa"/>
  <w:bottom w:w="240" w:type="dxa"/><w:right w:w="240" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.BRAND}"/></w:tcPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="WellboughtFacts"><w:name w:val="Wellbought Facts"/>
  <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr>
  <w:tblBorders><w:top w:val="single" w:sz="4" w:color="{look.LINE}"/>
  <w:bottom w:val="single" w:sz="4" w:color="{look.LINE}"/>
  <w:insideH w:val="single" w:sz="4" w:color="{look.LINE}"/></w:tblBorders>
  <w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
  <w:bottom w:w="60" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="WellboughtScale"><w:name w:val="Wellbought Scale"/>
  <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr>
  <w:tblBorders><w:top w:val="single" w:sz="6" w:color="{look.LINE}"/>
  <w:left w:val="single" w:sz="6" w:color="{look.LINE}"/><w:bottom w:val="single" w:sz="6" w:color="{look.LINE}"/>
  <w:right w:val="single" w:sz="6" w:color="{look.LINE}"/>
  <w:insideV w:val="single" w:sz="6" w:color="{look.LINE}"/></w:tblBorders>
  <w:tblCellMar><w:top w:w="90" w:type="dxa"/><w:bottom w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="WellboughtAnswer"><w:name w:val="Wellbought Answer"/>
  <w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr>
  <w:tblBorders><w:top w:val="single" w:sz="4" w:color="{look.LINE}"/>
  <w:left w:val="single" w:sz="4" w:color="{look.LINE}"/><w:bottom w:val="single" w:sz="4" w:color="{look.LINE}"/>
  <w:right w:val="single" w:sz="4" w:color="{look.LINE}"/></w:tblBorders>
  <w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
</w:styles>
"""


def define(word: WordDocument, *, language: str, right_to_left: bool) -> None:
    """Give the Word document its styles, its language and its direction."""
    _set_defaults(word, language, right_to_left=right_to_left)
    normal = word.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(10.5), _colour(look.INK)
    _space(normal, before=0, after=7, lines=1.15)
    for name, size, before, after, colour in (
        ("Heading 1", 17, 20, 7, look.BRAND),
        ("Heading 2", 13, 15, 5, look.BRAND),
        ("Heading 3", 11, 11, 3, look.INK),
    ):
        style = word.styles[name]
        _face(style, size=size, colour=colour, bold=True)
        _space(style, before=before, after=after, lines=1.05)
        style.paragraph_format.keep_with_next = True
    _define_cover(word)
    _define_small(word)
    _define_lists(word)
    for table in parse_xml(_TABLES):
        word.styles.element.append(table)


def _define_cover(word: WordDocument) -> None:
    kind = _new(word, "Kind")
    _face(kind, size=11, colour=look.ACCENT, bold=True)
    _space(kind, before=0, after=4, lines=1)
    title = word.styles["Title"]
    _face(title, size=25, colour=look.WHITE, bold=True)
    _space(title, before=0, after=5, lines=1)
    subtitle = word.styles["Subtitle"]
    _face(subtitle, size=12, colour=look.WHITE, bold=False)
    subtitle.font.italic = False
    _space(subtitle, before=0, after=0, lines=1)
    for style in (title, subtitle):
        _drop(style.element.get_or_add_pPr(), "w:pBdr")
        _drop(style.element.get_or_add_rPr(), "w:spacing", "w:kern")


def _define_small(word: WordDocument) -> None:
    for name, size, colour, bold in (
        ("Contents Heading", 13, look.BRAND, True),
        ("Caption", 9.5, look.QUIET, True),
        ("Table Text", 9.5, look.INK, False),
        ("Table Header", 9.5, look.WHITE, True),
        ("Fact Name", 9.5, look.QUIET, True),
        ("Scale Step", 9.5, look.QUIET, False),
        ("Answer Label", 8, look.QUIET, False),
        ("Callout", 10.5, look.INK, False),
        ("Callout Heading", 10.5, look.INK, True),
        ("Gap", 4, look.INK, False),
        (CONTENTS_STYLE, 10.5, look.INK, False),
        ("Header", 8.5, look.QUIET, False),
        ("Footer", 8.5, look.QUIET, False),
    ):
        style = _new(word, name)
        _face(style, size=size, colour=colour, bold=bold)
        _space(style, before=0, after=0, lines=1.05)
    _space(word.styles["Contents Heading"], before=14, after=5, lines=1)
    _space(word.styles["Caption"], before=8, after=4, lines=1)
    _space(word.styles[CONTENTS_STYLE], before=0, after=2, lines=1)
    _space(word.styles["Callout Heading"], before=0, after=2, lines=1.05)
    _space(word.styles["Callout"], before=0, after=3, lines=1.1)
    for name in ("Caption", "Contents Heading", "Callout Heading", "Fact Name"):
        word.styles[name].paragraph_format.keep_with_next = True
    word.styles["Fact Name"].paragraph_format.keep_with_next = False
    word.styles["Scale Step"].paragraph_format.alignment = 1
    _add_border(word.styles["Header"], {"bottom": look.LINE}, sizes={}, space=4)
    for name in ("Header", "Footer"):
        word.styles[name].paragraph_format.tab_stops.clear_all()
    for name in ("Callout", "Callout Heading"):
        word.styles[name].paragraph_format.left_indent = Pt(11)
        word.styles[name].paragraph_format.right_indent = Pt(4)


def _define_lists(word: WordDocument) -> None:
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2", "List Number 3"):
        _space(word.styles[name], before=0, after=3, lines=1.1)
    for name, numbering in zip(("Callout Bullet", "Callout Number"), _add_numberings(word), strict=True):
        style = _new(word, name)
        style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
        style.paragraph_format.right_indent = Pt(4)
        _space(style, before=0, after=3, lines=1.1)
    choice = _new(word, "Choice")
    choice.paragraph_format.left_indent, choice.paragraph_format.first_line_indent = Pt(18), Pt(-16)
    _space(choice, before=0, after=3, lines=1.1)
    for name in ("List Continue", "List Continue 2", "List Continue 3"):
        _space(word.styles[name], before=0, after=3, lines=1.1)


def _add_numberings(word: WordDocument) -> tuple[int, ...]:
    """Define the lists of callouts.

    :returns: the ids of the bullets and of the numbers
    """
    root = word.part.numbering_part.element
    made = []
    for abstract in list(parse_xml(_NUMBERINGS)):
        # Word wants all abstract definitions before the first concrete one.
        root.find(qn("w:num")).addprevious(abstract)
        made.append(root.add_num(int(abstract.get(qn("w:abstractNumId")))).numId)
    return tuple(made)


def _set_defaults(word: WordDocument, language: str, *, right_to_left: bool) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in list(properties):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), look.OFFICE_FONT)
    said = OxmlElement("w:lang")
    for script in ("val", "bidi", "eastAsia"):
        said.set(qn(f"w:{script}"), language)
    properties.append(fonts)
    properties.append(said)
    if right_to_left:
        word.styles["Normal"].element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    # The library's own template fixes fonts by theme for headings; ours are the same everywhere.
    for style in word.styles.element.iterfind(f".//{qn('w:rFonts')}"):
        for script in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            style.attrib.pop(qn(f"w:{script}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            style.set(qn(f"w:{script}"), look.OFFICE_FONT)


def _new(word: WordDocument, name: str, based_on: str = "Normal") -> ParagraphStyle:
    if name in word.styles:
        found: ParagraphStyle = word.styles[name]
        return found
    style: ParagraphStyle = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == CONTENTS_STYLE)
    style.base_style = word.styles[based_on]
    style.quick_style = True
    return style


def _face(style: ParagraphStyle, *, size: float, colour: str, bold: bool) -> None:
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, _colour(colour)


def _space(style: ParagraphStyle, *, before: float, after: float, lines: float) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), lines


def _add_border(style: ParagraphStyle, sides: dict[str, str], *, sizes: dict[str, int], space: int) -> None:
    border = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            line = OxmlElement(f"w:{side}")
            line.set(qn("w:val"), "single")
            line.set(qn("w:sz"), str(sizes.get(side, 4)))
            line.set(qn("w:space"), str(space))
            line.set(qn("w:color"), sides[side])
            border.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
    )


def _drop(properties: Any, *tags: str) -> None:
    for tag in tags:
        for old in properties.findall(qn(tag)):
            properties.remove(old)


def _colour(rgb: str) -> RGBColor:
    return RGBColor.from_string(rgb)
