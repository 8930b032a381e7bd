"""Makes the template of slide decks: ``python tools/deck_template.py`` writes ``documents/learning/deck.pptx``.

One master and four layouts in our colours, wide, with real placeholders, so that whoever opens a deck can change the
master once for all slides. It starts from python-pptx's own empty file and writes its theme, master and layouts anew.
"""

import re
import sys
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.util import Emu

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from wellbought.documents import look

TEMPLATE = ROOT / "wellbought" / "documents" / "learning" / "deck.pptx"

INCH = 914400
WIDTH, HEIGHT = int(13.333 * INCH), int(7.5 * INCH)
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'


def inches(*values: float) -> tuple[int, ...]:
    """Inches as the units of the format."""
    return tuple(int(value * INCH) for value in values)


def placeholder(
    number: int, name: str, ph: str, box: tuple[float, float, float, float], style: str, *, anchor: str = "t"
) -> str:
    """A placeholder with its place and its look."""
    x, y, w, h = inches(*box)
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
<p:nvPr><p:ph {ph}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" rIns="0" anchor="{anchor}">
<a:normAutofit/></a:bodyPr>
<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>{style}</a:lvl1pPr></a:lstStyle>
<a:p><a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"""


def bar(number: int, name: str, box: tuple[float, float, float, float], colour: str) -> str:
    """A plain coloured shape that means nothing."""
    x, y, w, h = inches(*box)
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}" descr=""/><p:cNvSpPr/>
<p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>
<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>"""


def line_of_text(number: int, name: str, box: tuple[float, float, float, float], runs: str, align: str) -> str:
    """A line of text that every slide shows, such as whom to thank."""
    x, y, w, h = inches(*box)
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr txBox="1"/>
<p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:noFill/></p:spPr><p:txBody><a:bodyPr lIns="0" rIns="0" anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle/>
<a:p><a:pPr algn="{align}"/>{runs}</a:p></p:txBody></p:sp>"""


def look_of(size: int, colour: str, *, bold: bool = False) -> str:
    """The look of a text: its size in points and its colour of the theme."""
    weight = ' b="1"' if bold else ""
    return f'<a:defRPr sz="{size * 100}"{weight}><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr>'


def tree(shapes: str) -> str:
    """A tree of shapes."""
    return f"""<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>
{shapes}</p:spTree>"""


def slide_part(name: str, shapes: str, *, background: str = "bg1") -> etree._Element:
    """The content of a layout or master."""
    return etree.fromstring(f"""<p:cSld {SPACES} name="{name}"><p:bg><p:bgPr>
<a:solidFill><a:schemeClr val="{background}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>{tree(shapes)}</p:cSld>""")


KICKER = placeholder(
    4, "Part", 'type="body" sz="quarter" idx="13"', (0.75, 0.42, 9.6, 0.42), look_of(14, "accent1", bold=True)
)
TITLE = placeholder(2, "Title", 'type="title"', (0.75, 0.82, 11.8, 1.15), look_of(32, "tx1", bold=True), anchor="ctr")


def body(box: tuple[float, float, float, float]) -> str:
    """The placeholder of the points."""
    return placeholder(3, "Points", 'type="body" idx="1"', box, look_of(24, "tx1"))


LAYOUTS = {
    "Opening": (
        "tx2",
        bar(10, "Band", (0, 6.35, 13.333, 0.12), "accent2")
        + placeholder(2, "Title", 'type="ctrTitle"', (0.9, 1.7, 11.4, 2.0), look_of(44, "bg1", bold=True), anchor="b")
        + placeholder(3, "Subtitle", 'type="subTitle" idx="1"', (0.9, 3.9, 11.4, 1.9), look_of(22, "bg1")),
    ),
    "Points": ("bg1", KICKER + TITLE + body((0.75, 2.2, 11.8, 4.3))),
    "Points and figure": ("bg1", KICKER + TITLE + body((0.75, 2.1, 11.8, 2.55))),
    "Decide": ("bg2", KICKER + TITLE + body((0.75, 2.2, 11.8, 4.3))),
}


def master() -> etree._Element:
    """The master: edge, title, points, and the lines at the foot."""
    look_of_line = '<a:rPr lang="en-GB" sz="1100"/>'
    number = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">{look_of_line}<a:t>1</a:t></a:fld>'
    thanks = '<a:r><a:rPr lang="en-GB" sz="1100"/><a:t>Attribution</a:t></a:r>'
    return slide_part(
        "",
        bar(10, "Edge", (0, 0, 0.22, 7.5), "accent1")
        + TITLE
        + body((0.75, 2.2, 11.8, 4.3))
        + line_of_text(11, "Attribution", (0.75, 6.85, 10.6, 0.4), thanks, "l")
        + line_of_text(12, "Number", (11.55, 6.85, 1.0, 0.4), number, "r"),
    )


def recoloured(theme: bytes) -> bytes:
    """The theme with our colours and typeface."""
    colours = {
        "dk1": look.INK, "lt1": look.WHITE, "dk2": look.BRAND, "lt2": look.STRIPE, "accent1": look.BRAND,
        "accent2": look.ACCENT, "accent3": look.LINK, "accent4": look.QUIET, "accent5": "1B6B46", "accent6": "A23A12",
        "hlink": look.LINK, "folHlink": look.QUIET,
    }  # fmt: skip
    text = theme.decode()
    for name, colour in colours.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', text, flags=re.DOTALL)
    text = re.sub(r'(<a:latin typeface=")[^"]*(")', rf"\g<1>{look.OFFICE_FONT}\2", text)
    return text.replace('name="Office Theme"', 'name="Wellbought"').encode()


def main() -> None:
    """Write the template."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    for layout, (name, (background, shapes)) in zip(deck.slide_layouts, LAYOUTS.items(), strict=True):
        element = layout._element  # noqa: SLF001 - the library offers no other way to a layout's content
        if name == "Opening":
            element.set("showMasterSp", "0")
        element.replace(element.find(f"{{{P}}}cSld"), slide_part(name, shapes, background=background))
        element.attrib.pop("type", None)
    top = deck.slide_masters[0]
    top._element.replace(top._element.find(f"{{{P}}}cSld"), master())  # noqa: SLF001
    for part in top.part.rels.values():
        if part.reltype.endswith("/theme"):
            part.target_part._blob = recoloured(part.target_part.blob)  # noqa: SLF001
    deck.save(TEMPLATE)
    print(f"Written: {TEMPLATE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
