"""EPUB 3: one XHTML file for each part of the document, with a table of contents that readers open themselves."""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from wellbought.documents import look
from wellbought.documents.blocks import Block, Document, Heading, walk
from wellbought.documents.blocks import Paragraph as Line
from wellbought.documents.formats.html import block_as_html, inline

_CONTAINER: Final = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
#: A day for all files in the archive: the same document gives the same bytes.
_PACKED: Final = (1980, 1, 1, 0, 0, 0)
_XHTML: Final = "application/xhtml+xml"
_INNER_LINK: Final = re.compile(r'href="#([^"]+)"')
_LISTED: Final = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of the book: its opening heading, if it has one, and all up to the next such."""

    file: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading))


def write(document: Document) -> bytes:
    """The document as a book. The same document gives the same bytes."""
    parts = tuple(_parts(document))
    files = {anchor: part.file for part in parts for anchor in _anchors(part)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        # Readers know the file by this entry, which must be the first and stand as it is.
        book.writestr(_entry("mimetype"), "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(_entry("META-INF/container.xml"), _CONTAINER)
        book.writestr(_entry("book/package.opf"), "\n".join(_package(document, parts)))
        book.writestr(
            _entry("book/contents.xhtml"), _page(document, document.furniture.contents, _nav(document, parts))
        )
        book.writestr(_entry("book/style.css"), _style())
        book.writestr(_entry("book/cover.xhtml"), _page(document, document.subtitle, _cover(document)))
        for part in parts:
            title = "".join(run.text for run in part.headings[0].runs) if part.headings else document.subtitle
            body = "\n".join(piece for block in part.blocks for piece in block_as_html(block, document))
            linked = _INNER_LINK.sub(lambda link: f'href="{files[link[1]]}#{link[1]}"', body)
            book.writestr(_entry(f"book/{part.file}"), _page(document, title, linked))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _PACKED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _parts(document: Document) -> Iterator[_Part]:
    blocks: list[Block] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1 and blocks:
            number += 1
            yield _Part(f"part-{number}.xhtml", tuple(blocks))
            blocks = []
        blocks.append(block)
    if blocks:
        yield _Part(f"part-{number + 1}.xhtml", tuple(blocks))


def _anchors(part: _Part) -> Iterator[str]:
    return (block.anchor for block in walk(part.blocks) if isinstance(block, Heading | Line) and block.anchor)


def _package(document: Document, parts: tuple[_Part, ...]) -> Iterator[str]:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"wellbought:{document.file_name}:{document.language}")
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="name" '
        f'xml:lang="{escape(document.language)}">'
    )
    yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    yield f'<dc:identifier id="name">urn:uuid:{name}</dc:identifier>'
    yield f"<dc:title>{escape(document.subtitle)}</dc:title>"
    yield f"<dc:language>{escape(document.language)}</dc:language>"
    yield f"<dc:creator>{escape(document.buyer)}</dc:creator>"
    yield f"<dc:description>{escape(document.description)}</dc:description>"
    yield f"<dc:rights>{escape(document.status)}</dc:rights>"
    yield f'<meta property="dcterms:modified">{document.made_on.isoformat()}T00:00:00Z</meta>'
    for key, value in (
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityHazard", "none"),
    ):
        yield f'<meta property="schema:{key}">{value}</meta>'
    yield "</metadata>"
    yield "<manifest>"
    yield f'<item id="contents" href="contents.xhtml" media-type="{_XHTML}" properties="nav"/>'
    yield '<item id="style" href="style.css" media-type="text/css"/>'
    yield f'<item id="cover" href="cover.xhtml" media-type="{_XHTML}"/>'
    for number, part in enumerate(parts, start=1):
        yield f'<item id="part-{number}" href="{part.file}" media-type="{_XHTML}"/>'
    yield "</manifest>"
    direction = ' page-progression-direction="rtl"' if document.right_to_left else ""
    yield f'<spine{direction}><itemref idref="cover"/><itemref idref="contents"/>'
    yield "".join(f'<itemref idref="part-{number}"/>' for number in range(1, len(parts) + 1))
    yield "</spine></package>"


def _page(document: Document, title: str, body: str) -> str:
    language = escape(document.language)
    direction = "rtl" if document.right_to_left else "ltr"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}" dir="{direction}">\n'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def _cover(document: Document) -> str:
    entries = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in document.cover)
    return (
        f'<section><p class="kind">{escape(document.title)}</p><h1>{escape(document.subtitle)}</h1>'
        f"<p>{escape(document.description)}</p><p>{escape(document.buyer)}</p>"
        f'<dl class="facts">{entries}</dl><p>{escape(document.status)}</p></section>'
    )


def _nav(document: Document, parts: tuple[_Part, ...]) -> str:
    """The table of contents, two levels deep."""
    lines = [f'<li><a href="cover.xhtml">{escape(document.subtitle)}</a></li>']
    for part in parts:
        first, *others = part.headings or (None,)
        inner = [heading for heading in others if heading is not None and heading.level == _LISTED]
        listed = "".join(f"<li>{_nav_link(part, heading)}</li>" for heading in inner)
        if first is not None:
            lines.append(f"<li>{_nav_link(part, first)}{f'<ol>{listed}</ol>' if listed else ''}</li>")
    title = escape(document.furniture.contents)
    return f'<nav epub:type="toc" id="toc" role="doc-toc"><h1>{title}</h1><ol>{"".join(lines)}</ol></nav>'


def _nav_link(part: _Part, heading: Heading) -> str:
    return f'<a href="{part.file}#{heading.anchor}">{inline(heading.runs)}</a>'


def _style() -> str:
    tones = "".join(f".{tone}{{border-color:#{edge}}}" for tone, (edge, _) in look.TONES.items())
    return (
        "h1,h2,h3,h4{line-height:1.25;break-after:avoid}"
        f".kind,dt,caption,.caption{{font-weight:bold;color:#{look.QUIET}}}"
        "dd{margin:0 0 .6em}table{border-collapse:collapse;width:100%}caption{text-align:start}"
        f"th,td{{text-align:start;vertical-align:top;padding:.3em;border-bottom:1px solid #{look.LINE}}}"
        ".end{text-align:end}.choices{list-style:none}"
        ".callout{margin:1em 0;padding:.2em 1em;border-inline-start:.25em solid}.title{font-weight:bold}"
        f".scale span{{display:inline-block;padding:.3em;border:1px solid #{look.LINE}}}"
        f".answer{{border:1px solid #{look.LINE}}}.page-break{{break-after:page}}{tones}\n"
    )
