"""One HTML file that stands alone: no other files, no scripts, fit for printing and for screen readers."""

from collections.abc import Iterator
from html import escape
from typing import Final

from wellbought.documents import look
from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Scale,
    Table,
)

#: Blocks begin below the document's own title.
_FIRST_LEVEL: Final = 2
_LEVELS_SHOWN: Final = 6


def write(document: Document) -> bytes:
    """The document as a page."""
    return "\n".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    direction = "rtl" if document.right_to_left else "ltr"
    yield "<!doctype html>"
    yield f'<html lang="{escape(document.language)}" dir="{direction}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(document.title)}: {escape(document.subtitle)}</title>"
    yield f'<meta name="description" content="{escape(document.description)}">'
    size = f"@page{{size:{document.paper};margin:18mm}}"
    yield f"<style>{_style()}{size}</style></head><body>"
    yield f'<header><p class="kind">{escape(document.title)}</p><h1 dir="auto">{escape(document.subtitle)}</h1>'
    yield f'<p dir="auto">{escape(document.buyer)}</p></header><main>'
    entries = ((f"<dt>{escape(name)}</dt>", f'<dd dir="auto">{escape(value)}</dd>') for name, value in document.cover)
    yield '<dl class="facts">' + "".join(name + value for name, value in entries) + "</dl>"
    if document.contents:
        parts = document.listed_headings()
        links = "".join(f'<li><a href="#{part.anchor}">{inline(part.runs)}</a></li>' for part in parts)
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{escape(document.furniture.contents)}</h2>'
        yield f"<ul>{links}</ul></nav>"
    for block in document.blocks:
        yield from block_as_html(block, document)
    yield f"</main><footer><p>{escape(document.status)}</p></footer></body></html>"


def block_as_html(block: Block, document: Document) -> Iterator[str]:  # noqa: C901, PLR0912 one case for each block
    """A block as HTML that is also XHTML, in pieces."""
    match block:
        case Heading():
            level = min(block.level + _FIRST_LEVEL - 1, _LEVELS_SHOWN)
            yield f'<h{level} id="{block.anchor}">{inline(block.runs)}</h{level}>'
        case Paragraph():
            name = f' id="{escape(block.anchor)}"' if block.anchor else ""
            yield f'<p dir="auto"{name}>{inline(block.runs)}</p>'
        case BulletList():
            boxes = all(item.ticked is not None for item in block.items)
            yield '<ul class="choices">' if boxes else "<ul>"
            for item in block.items:
                yield from _item(item, document)
            yield "</ul>"
        case NumberedList():
            yield f'<ol start="{block.start}">' if block.start != 1 else "<ol>"
            for item in block.items:
                yield from _item(item, document)
            yield "</ol>"
        case Table():
            yield from _table(block)
        case Facts():
            if block.caption:
                yield f'<p class="caption">{escape(block.caption)}</p>'
            pairs = (f'<dt>{inline(name)}</dt><dd dir="auto">{inline(value)}</dd>' for name, value in block.entries)
            yield '<dl class="facts">' + "".join(pairs) + "</dl>"
        case Callout():
            yield f'<aside class="callout {block.tone}">'
            if block.title:
                yield f'<p class="title">{inline(block.title)}</p>'
            for inner in block.blocks:
                yield from block_as_html(inner, document)
            yield "</aside>"
        case Scale():
            yield f'<figure class="scale" role="img" aria-label="{escape(block.alt)}">'
            yield "".join(f'<span class="{step.mark}">{escape(step.label)}</span>' for step in block.steps)
            yield "</figure>"
        case Picture():
            name = f' id="{escape(block.anchor)}"' if block.anchor else ""
            yield f'<figure class="picture"{name}><div role="img" aria-label="{escape(block.alt)}">'
            yield block.svg
            caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
            yield f"</div>{caption}</figure>"
        case AnswerSpace():
            label = f"<p>{escape(block.label)}</p>" if block.label else ""
            yield f'<div class="answer" style="min-height:{block.lines * 1.75}em">{label}</div>'
        case PageBreak():
            yield '<div class="page-break"></div>'


def _item(item: ListItem, document: Document) -> Iterator[str]:
    box = ""
    if item.ticked is not None:
        furniture = document.furniture
        said = furniture.ticked if item.ticked else furniture.unticked
        box = f'<span role="img" aria-label="{escape(said)}">{"☑" if item.ticked else "☐"}</span> '
    if len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph):
        yield f'<li dir="auto">{box}{inline(item.blocks[0].runs)}</li>'
        return
    yield f"<li>{box}"
    for block in item.blocks:
        yield from block_as_html(block, document)
    yield "</li>"


def _table(table: Table) -> Iterator[str]:
    yield '<div class="wide"><table>'
    if table.caption:
        yield f"<caption>{escape(table.caption)}</caption>"
    yield "<colgroup>" + "".join(f'<col style="width:{width:.1%}"/>' for width in table.widths) + "</colgroup>"
    yield "<thead><tr>"
    for cell, right in zip(table.header, table.right, strict=True):
        yield f'<th scope="col"{_end(right)}>{inline(cell)}</th>'
    yield "</tr></thead><tbody>"
    for row in table.rows:
        cells = (
            f'<td dir="auto"{_end(right)}>{inline(cell)}</td>' for cell, right in zip(row, table.right, strict=True)
        )
        yield "<tr>" + "".join(cells) + "</tr>"
    yield "</tbody></table></div>"


def _end(right: bool) -> str:  # noqa: FBT001 the table's own flag
    return ' class="end"' if right else ""


def inline(runs: Runs) -> str:
    """Runs as HTML that is also XHTML."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br/>")
    if run.code:
        text = f"<code>{text}</code>"
    if run.emphasis:
        text = f"<em>{text}</em>"
    if run.strong:
        text = f"<strong>{text}</strong>"
    if run.language:
        text = f'<span lang="{escape(run.language)}">{text}</span>'
    if run.link:
        text = f'<a href="{escape(run.link)}">{text}</a>'
    return text


def _style() -> str:
    tones = "".join(
        f".{tone}{{border-color:#{edge};background:#{ground}}}.{tone} .title{{color:#{edge}}}"
        for tone, (edge, ground) in look.TONES.items()
    )
    return _STYLE % {
        "ink": look.INK,
        "quiet": look.QUIET,
        "brand": look.BRAND,
        "soft": look.BRAND_SOFT,
        "accent": look.ACCENT,
        "line": look.LINE,
        "stripe": look.STRIPE,
        "link": look.LINK,
        "tones": tones,
    }


_STYLE: Final = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:50rem;padding:1.5rem;color:#%(ink)s;background:#fff;
font:1rem/1.5 "Noto Sans","Segoe UI",system-ui,Arial,sans-serif;overflow-wrap:anywhere}
header{background:#%(brand)s;color:#fff;padding:1.5rem;border-bottom:.3rem solid #%(accent)s}
header p{margin:0}header h1{margin:.3rem 0 .6rem;font-size:2rem;line-height:1.2}
.kind{color:#%(accent)s;font-weight:700}
h2,h3{color:#%(brand)s;line-height:1.25;margin:2rem 0 .6rem}h4{margin:1.4rem 0 .4rem}
h2{font-size:1.5rem;border-bottom:1px solid #%(line)s;padding-bottom:.3rem}h3{font-size:1.2rem}
a{color:#%(link)s}li{margin:.3rem 0}.choices{list-style:none;padding-inline-start:.5rem}
.facts{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;margin:1.2rem 0}
.facts dt,.facts dd{margin:0;padding:.45rem .6rem .45rem 0;border-bottom:1px solid #%(line)s}
.facts dt{font-weight:700;color:#%(quiet)s}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%%;margin:1rem 0;font-size:.93rem}
caption,.caption{text-align:start;font-weight:700;color:#%(quiet)s;margin:0;padding:.3rem 0}
th{background:#%(brand)s;color:#fff}th,td{text-align:start;vertical-align:top;padding:.45rem .6rem}
td{border-bottom:1px solid #%(line)s}tbody tr:nth-child(even){background:#%(stripe)s}.end{text-align:end}
.callout{margin:1.2rem 0;padding:.6rem 1rem;border-inline-start:.3rem solid;break-inside:avoid}
.title{font-weight:700;margin:.2rem 0}
.scale{display:flex;gap:.3rem;margin:1rem 0}
.scale span{flex:1;text-align:center;padding:.5rem;border:1px solid #%(line)s;color:#%(quiet)s}
.scale .here{background:#%(brand)s;color:#fff;font-weight:700}
.scale .possible{border:1px dashed #%(brand)s;background:#%(soft)s;color:#%(brand)s}
.picture{margin:1.2rem 0;overflow-x:auto;break-inside:avoid}.picture svg{width:100%%;height:auto;min-width:30rem}
figcaption{font-weight:700;color:#%(quiet)s}
.answer{border:1px solid #%(line)s;margin:.6rem 0 1rem}
.answer p{margin:.2rem .5rem;font-size:.8rem;color:#%(quiet)s}
footer{margin-top:2rem;border-top:1px solid #%(line)s;color:#%(quiet)s;font-size:.9rem}
%(tones)s
@media print{body{max-width:none;padding:0;font-size:10pt}.page-break{break-after:page}
header,th,.callout,.scale span{-webkit-print-color-adjust:exact;print-color-adjust:exact}
h2,h3,h4{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}
"""
