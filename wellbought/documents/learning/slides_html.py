"""One HTML file with all slides: to read, to print, to present with the keys; no other files needed."""

import base64
from collections.abc import Iterator
from html import escape
from typing import Final

from wellbought.documents import look
from wellbought.documents.learning.deck import DeckFile, ShownSlide
from wellbought.learning.deck import Figure

_STYLE: Final = f"""
:root{{color-scheme:light}}*{{box-sizing:border-box}}
body{{margin:0;font:1.125rem/1.5 "Segoe UI",Calibri,"Noto Sans",sans-serif;color:#{look.INK};background:#{look.STRIPE}}}
a{{color:#{look.LINK}}}header,section{{max-width:62rem;margin:1.5rem auto;padding:2rem 2.5rem;background:#fff;
border-inline-start:.6rem solid #{look.BRAND};break-after:page;break-inside:avoid}}
header{{background:#{look.BRAND};color:#fff;border-color:#{look.ACCENT}}}header p{{margin:.3rem 0}}
h1{{font-size:2.6rem;line-height:1.15;margin:.5rem 0 1rem}}h2{{font-size:1.9rem;line-height:1.2;margin:.2rem 0 1rem}}
.kicker{{margin:0;color:#{look.BRAND};font-weight:700}}ul.points{{font-size:1.4rem;padding-inline-start:1.3rem}}
.points li{{margin:.5rem 0}}.points li::marker{{color:#{look.ACCENT}}}
ol.figure{{display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.5rem;list-style:none;padding:0}}
.figure li{{background:#{look.BRAND_SOFT};padding:.8rem .6rem;text-align:center}}.figure b{{display:block}}
details{{margin-top:1rem;border-top:1px solid #{look.LINE};padding-top:.6rem}}summary{{cursor:pointer;font-weight:700}}
.foot{{margin:1rem 0 0;font-size:.85rem;color:#{look.QUIET}}}
img{{max-height:4rem;max-width:14rem;background:#fff;padding:.4rem}}
section:focus,header:focus{{outline:.25rem solid #{look.ACCENT}}}
@media print{{body{{background:#fff}}header,section{{margin:0;max-width:none}}}}
@media (max-width:40rem){{header,section{{padding:1.2rem}}ul.points{{font-size:1.15rem}}h1{{font-size:2rem}}}}
"""

#: Page down, arrows and space lead from slide to slide; without it the page is simply read.
_SCRIPT: Final = """
const all=[...document.querySelectorAll("header,section")];
addEventListener("keydown",e=>{if(e.altKey||e.ctrlKey||e.metaKey||/^(A|BUTTON|SUMMARY|INPUT)$/.test(e.target.tagName))return;
const step={ArrowRight:1,PageDown:1," ":1,ArrowLeft:-1,PageUp:-1}[e.key];if(!step)return;
const forward=document.dir==="rtl"&&e.key.startsWith("Arrow")?-step:step;
const now=all.indexOf(document.activeElement.closest("header,section"));
const to=all[Math.min(all.length-1,Math.max(0,(now<0?0:now)+forward))];e.preventDefault();
to.focus({preventScroll:true});to.scrollIntoView()});
"""


def deck_as_html(made: DeckFile) -> bytes:
    """The talk as a page."""
    return "\n".join(_page(made)).encode()


def _page(made: DeckFile) -> Iterator[str]:
    direction = "rtl" if made.right_to_left else "ltr"
    yield f'<!doctype html><html lang="{escape(made.language)}" dir="{direction}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="author" content="Wellbought"><title>{escape(made.title)}</title><style>{_STYLE}</style></head>'
    yield f'<body><header tabindex="-1">{_logo(made)}<h1>{escape(made.title)}</h1>'
    yield "".join(f"<p>{escape(line)}</p>" for line in made.subtitle.split("\n"))
    yield f"<p>{escape(made.attribution)}</p></header><main>"
    for number, shown in enumerate(made.slides, start=1):
        yield from _slide(number, shown, made)
    yield f'<section tabindex="-1" aria-labelledby="closing"><h2 id="closing">{escape(made.labels["closing"])}</h2>'
    yield f'<ul class="points">{"".join(f"<li>{escape(line)}</li>" for line in made.closing)}</ul></section></main>'
    yield f"<script>{_SCRIPT}</script></body></html>"


def _slide(number: int, shown: ShownSlide, made: DeckFile) -> Iterator[str]:
    slide = shown.slide
    yield f'<section tabindex="-1" aria-labelledby="slide-{number}"><p class="kicker">{escape(slide.kicker)}</p>'
    yield f'<h2 id="slide-{number}">{escape(slide.title)}</h2>'
    yield f'<ul class="points">{"".join(f"<li>{escape(point)}</li>" for point in slide.points)}</ul>'
    if slide.figure:
        yield _figure(slide.figure)
    yield f"<details><summary>{escape(made.labels['notes'])}</summary>"
    yield "".join(f"<p>{escape(part)}</p>" for part in slide.notes.split("\n\n"))
    if shown.reading:
        yield f"<p>{escape(made.labels['reading'])}: {escape('; '.join(shown.reading))}</p>"
    if shown.sources:
        items = "".join(f"<li>{escape(source)}</li>" for source in shown.sources)
        yield f"<p>{escape(made.labels['sources'])}:</p><ul>{items}</ul>"
    yield f'</details><p class="foot">{number} · {escape(made.attribution)}</p></section>'


def _figure(figure: Figure) -> str:
    boxes = "".join(
        f"<li><b>{escape(label)}</b>{f' {escape(line)}' if line else ''}</li>" for label, line in figure.boxes
    )
    return f'<ol class="figure">{boxes}</ol>'


def _logo(made: DeckFile) -> str:
    if not made.logo:
        return ""
    data = base64.b64encode(made.logo).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{escape(made.logo_alt)}">'
