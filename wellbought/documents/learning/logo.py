"""A logo that somebody brings: checked, and brought to PNG. Nothing in it is run or fetched."""

import io
from typing import Final

import typst
from lxml import etree
from PIL import Image

from wellbought.errors import WellboughtError

LARGEST: Final = 1024 * 1024
MOST_PIXELS: Final = 4000
_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_ACTIVE: Final = frozenset(("script", "foreignObject", "iframe", "set", "animate"))


class LogoNotTaken(WellboughtError):
    """The file cannot be used as a logo; the message says why and what would do."""


def logo_as_png(content: bytes) -> bytes:
    """A logo as PNG, from PNG or SVG.

    :raises LogoNotTaken: if it is too large, of another kind, broken, or holds what a picture has no need for
    """
    if len(content) > LARGEST:
        raise LogoNotTaken("The logo is larger than 1 MB. Save it smaller.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _checked_png(content)
    if b"<svg" in content[:4096]:
        return _drawn_svg(content)
    raise LogoNotTaken("A logo is a PNG or SVG file. Save it as one of these.")


def _checked_png(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if max(picture.size) > MOST_PIXELS:
                raise LogoNotTaken("The logo has more than 4,000 pixels a side. Save it smaller.")
            picture.load()
            kept = io.BytesIO()
            # Written anew, so that nothing comes along but the picture.
            picture.convert("RGBA").save(kept, format="PNG")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise LogoNotTaken("This PNG file is broken. Save it again.") from None
    return kept.getvalue()


def _drawn_svg(content: bytes) -> bytes:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise LogoNotTaken("The SVG file holds a document type. Save it as plain SVG.")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        raise LogoNotTaken("This SVG file is broken. Save it again.") from None
    if root.tag != f"{_SVG}svg":
        raise LogoNotTaken("A logo is a PNG or SVG file. Save it as one of these.")
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _ACTIVE:
            raise LogoNotTaken("The SVG file holds a script or another active part. Save it as plain SVG.")
        if any(element.get(name, "#").strip()[:1] != "#" and not _is_picture(element.get(name)) for name in _HREFS):
            raise LogoNotTaken("The SVG file fetches something from elsewhere. Save it as plain SVG.")
    page = b'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("logo.svg", height: 72pt)'
    try:
        # The library takes several files at once, which its types do not tell.
        drawn = typst.compile({"main.typ": page, "logo.svg": content}, format="png", ppi=216)  # type: ignore[call-overload]
    except typst.TypstError:
        raise LogoNotTaken("This SVG file cannot be drawn. Save it as PNG.") from None
    assert isinstance(drawn, bytes)
    return _checked_png(drawn)


def _is_picture(reference: str | None) -> bool:
    return bool(reference and reference.strip().startswith(("data:image/png;base64,", "data:image/jpeg;base64,")))
