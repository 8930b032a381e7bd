"""Prose of the guidance as HTML: links that lead somewhere, anchors to share, tables that can be heard.

Only links to our own items and to the web are links; everything else an author might write (HTML, images, other
schemes) is shown as text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final
from urllib.parse import unquote

from django.template import engines
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from wellbought.pack.kinds import Term
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.pack.translate import SOURCE_LANGUAGE, FallbackText, paragraphs
from wellbought.web.guidance.queries.items import LINKED_KINDS, href_of
from wellbought.web.guidance.queries.packs import pack_in
from wellbought.web.ui.navigation import language_of

#: ``](source:eu-ai-act@Article 6(3))``: a place may hold spaces and brackets, which Markdown wants wrapped.
PLACED_LINK: Final = re.compile(r"\]\(((?:" + "|".join(LINKED_KINDS) + r"):[^)\s@]+@(?:[^()]|\([^()]*\))*)\)")
OWN_LINK: Final = re.compile(r"(" + "|".join(LINKED_KINDS) + r"):([^@]+)(?:@(.*))?")

#: Ids that pages use around the prose; headings take others.
TAKEN_IDS: Final = frozenset({"main", "search", "key-points", "next-steps", "its-questions", "its-sources", "share"})

#: A table with more letters than this in a row is given room, and scrolls on a phone; others are squeezed first.
ROOMY: Final = 110

ANCHORED: Final = frozenset({"heading_open", "paragraph_open", "list_item_open"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level in a text, with its anchor."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as HTML.

    :ivar cited: the sources that its links name, as ``source-id`` or ``source-id@place``, in their order
    """

    html: Markup
    headings: tuple[Heading, ...]
    cited: tuple[str, ...]


@lru_cache(maxsize=1024)
def prose(text: str, original: str, language: str, *, prefix: str = "", deeper: int = 0, paper: bool = False) -> Prose:
    """Render a text of the guidance, for a page that lists the sources which the text cites.

    :param text: Markdown
    :param original: the same in English: what was not translated is marked, and anchors are the same in all languages
    :param language: the language of ``text``
    :param prefix: stands before every anchor, where several texts share a page
    :param deeper: by how many levels to lower headings
    :param paper: leave out what only a screen can show: links to paragraphs, meanings that open
    """
    return _Rendering(pack_in(language), prefix, deeper, paper=paper).run(text, original)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


def _parse(text: str) -> list[Token]:
    return _parser().parse(_with_wrapped_places(text))


def _with_wrapped_places(text: str) -> str:
    return PLACED_LINK.sub(lambda link: "](<" + link[1].replace("\n", " ") + ">)", text)


class _Rendering:
    """One text on its way to HTML; knows which terms it has explained already."""

    def __init__(self, pack: Pack, prefix: str, deeper: int, *, paper: bool) -> None:
        self._pack = pack
        self._prefix = prefix
        self._deeper = deeper
        self._paper = paper
        self._explained: set[str] = set()
        self._cited: dict[str, None] = {}
        self._headings: list[Heading] = []

    def run(self, text: str, original: str) -> Prose:
        tokens = _parse(text)
        if self._pack.language != SOURCE_LANGUAGE:
            _mark_untranslated(tokens, text, original)
        self._anchor(tokens, _anchors(original if _alike(tokens, original) else text))
        _head_tables(tokens)
        self._link(tokens)
        html = _parser().renderer.render(list(self._framed(tokens)), _parser().options, {})
        return Prose(Markup(html), tuple(self._headings), tuple(self._cited))  # noqa: S704 - html=False escapes

    def _anchor(self, tokens: list[Token], anchors: list[str]) -> None:
        for (place, token), anchor in zip(_anchored(tokens), anchors, strict=True):
            name = self._prefix + anchor
            token.attrSet("id", name)
            inline = _inline_of(tokens, place)
            if token.type == "heading_open":
                self._lower(tokens, place)
                words = FallbackText(_words(inline)) if token.attrGet("lang") else _words(inline)
                if token.tag == f"h{2 + self._deeper}":
                    self._headings.append(Heading(words, name))
                label = _("Link to the part “%(title)s”") % {"title": words}
            else:
                label = _("Link to this paragraph")
            if not self._paper:
                inline.children = [*(inline.children or ()), _html(_anchor_link(name, label))]

    def _lower(self, tokens: list[Token], place: int) -> None:
        level = min(6, int(tokens[place].tag[1]) + self._deeper)
        tokens[place].tag = tokens[place + 2].tag = f"h{level}"

    def _link(self, tokens: list[Token]) -> None:
        table = 0
        for place, token in enumerate(tokens):
            table += token.nesting if token.type in ("table_open", "table_close") else 0
            if token.type == "inline" and token.children:
                plain = self._paper or bool(table) or tokens[place - 1].type == "heading_open"
                token.children = list(self._linked(token.children, plain=plain))

    def _linked(self, children: list[Token], *, plain: bool) -> Iterator[Token]:
        """Replace the targets of links.

        :param plain: leave terms as plain links: a meaning does not open inside a heading or a table
        """
        inside: list[Token] | None = None
        closing = ""
        for child in children:
            if child.type == "link_open":
                target = unquote(str(child.attrGet("href") or ""))
                explained = None if plain else self._term(target)
                if explained:
                    inside, closing = [], target
                    continue
                closing = self._open(child, target)
                yield child
            elif child.type == "link_close":
                if inside is not None:
                    yield _html(self._explain(closing, "".join(_plain(inside))))
                    inside = None
                else:
                    child.tag = closing
                    yield child
            elif inside is not None:
                inside.append(child)
            elif child.type == "image":
                yield _text(child.content)
            else:
                yield child

    def _open(self, link: Token, target: str) -> str:
        """Give a link its address, and say by which element it is closed."""
        address = str(link.attrs.pop("href"))
        link.attrs = {}
        own = OWN_LINK.fullmatch(target)
        if own and own[1] == "source":
            self._cited[f"{own[2]}@{own[3]}" if own[3] else own[2]] = None
            link.attrSet("href", f"#source-{own[2]}")
        elif own:
            try:
                link.attrSet("href", href_of(self._pack, own[1], own[2]))
            except ItemUnknown:
                link.tag = "span"
        elif target.startswith(("https://", "http://", "mailto:")):
            link.attrSet("href", address)
            link.attrSet("rel", "noreferrer external")
        else:
            link.tag = "span"
        return link.tag

    def _term(self, target: str) -> Term | None:
        """The term that a link is the first to name."""
        kind, _colon, term_id = target.partition(":")
        if kind != "term" or term_id in self._explained:
            return None
        try:
            return self._pack.get(Term, term_id)
        except ItemUnknown:
            return None

    def _explain(self, target: str, words: str) -> Markup:
        term_id = target.removeprefix("term:")
        self._explained.add(term_id)
        term = self._pack.get(Term, term_id)
        href = href_of(self._pack, "term", term.id)
        explained: Markup = _components().term(words, term.meaning, href, f"{self._prefix}term-{term_id}")
        return explained

    def _framed(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Let a wide table scroll by itself, and give it a name."""
        heading, in_heading, tables = "", False, 0
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                in_heading = token.nesting == 1
            elif token.type == "inline" and in_heading:
                heading = _words(token)
            if token.type == "table_open":
                tables += 1
                label = _("Table: %(heading)s") % {"heading": heading} if heading else _("Table")
                name = label if tables == 1 else _("%(label)s (%(number)s)") % {"label": label, "number": tables}
                yield _html(Markup('<div class="wb-table" role="region" tabindex="0" aria-label="{}">').format(name))
                yield token
            elif token.type == "table_close":
                yield token
                yield _html(Markup("</div>\n"))
            else:
                yield token


def _components() -> Any:
    return engines["jinja2"].env.globals["ui"]  # type: ignore[attr-defined]  # our own environment


def _anchored(tokens: list[Token]) -> list[tuple[int, Token]]:
    """The blocks that can be linked to, with their place: headings, paragraphs, and items of tight lists."""
    return [
        (place, token)
        for place, token in enumerate(tokens)
        if token.type in ANCHORED
        and not token.hidden
        and not (token.type == "list_item_open" and _is_loose(tokens, place))
    ]


def _is_loose(tokens: list[Token], place: int) -> bool:
    """Whether an item of a list begins with a paragraph of its own (or with no words at all)."""
    first = tokens[place + 1]
    return first.type != "paragraph_open" or not first.hidden


def _inline_of(tokens: list[Token], place: int) -> Token:
    return next(token for token in tokens[place + 1 :] if token.type == "inline")


def _anchors(text: str) -> list[str]:
    """A name for each block: headings by their words, and what follows them by its number below."""
    tokens = _parse(text)
    taken = set(TAKEN_IDS)
    section, number = "part", 0
    names = []
    for place, token in _anchored(tokens):
        if token.type == "heading_open":
            section = _free(slugify(_words(_inline_of(tokens, place)))[:60].strip("-") or "part", taken)
            number = 0
            names.append(section)
        else:
            number += 1
            names.append(_free(f"{section}-{number}", taken))
    return names


def _free(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    taken.add(free)
    return free


def _alike(tokens: list[Token], original: str) -> bool:
    """Whether a translation has the same blocks as the original, so that anchors can be the same."""
    ours = [token.type for _place, token in _anchored(tokens)]
    return ours == [token.type for _place, token in _anchored(_parse(original))]


def _mark_untranslated(tokens: list[Token], text: str, original: str) -> None:
    """Mark each outermost block in which all words are still the original's with the original's language."""
    ours, theirs = paragraphs(text), paragraphs(original)
    if len(ours) != len(theirs):
        return
    fallback: set[int] = set()
    line = 0
    for our, their in zip(ours, theirs, strict=True):
        count = our.count("\n") + 1
        if our == their:
            fallback |= set(range(line, line + count))
        line += count + 1
    source = language_of(SOURCE_LANGUAGE)
    marked_until = 0
    for token in tokens:
        if token.nesting != 1 or token.hidden or not token.map or token.map[0] < marked_until:
            continue
        lines = set(_filled(text, *token.map))
        if lines and lines <= fallback:
            token.attrSet("lang", source.code)
            token.attrSet("dir", source.direction)
            marked_until = token.map[1]


def _filled(text: str, first: int, end: int) -> Iterator[int]:
    lines = text.split("\n")
    return (line for line in range(first, min(end, len(lines))) if lines[line].strip())


def _head_tables(tokens: list[Token]) -> None:
    """Name rows and columns by their heads, and take out what our content policy would not allow."""
    first_in_row = False
    for place, token in enumerate(tokens):
        if token.type in ("th_open", "td_open"):
            aligned = str(token.attrs.pop("style", ""))
            if "right" in aligned:
                token.attrSet("class", "govuk-table__cell--numeric")
            empty = not tokens[place + 1].content.strip()
            if token.type == "th_open":
                _as_cell(tokens, place, "td" if empty else "th", scope="" if empty else "col")
            elif first_in_row and not empty:
                _as_cell(tokens, place, "th", scope="row")
            first_in_row = False
        elif token.type == "tr_open":
            first_in_row = True
        elif token.type == "table_open" and _longest_row(tokens, place) > ROOMY:
            token.attrSet("class", "guide-roomy")


def _longest_row(tokens: list[Token], place: int) -> int:
    """How many letters the longest row of a table holds."""
    longest = row = 0
    for token in tokens[place:]:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            row = 0
        elif token.type == "inline":
            row += len(token.content)
            longest = max(longest, row)
    return longest


def _as_cell(tokens: list[Token], place: int, tag: str, *, scope: str) -> None:
    tokens[place].tag = tokens[place + 2].tag = tag
    if scope:
        tokens[place].attrSet("scope", scope)


def _words(inline: Token) -> str:
    return "".join(_plain(inline.children or ())).strip()


def _plain(children: Iterable[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type in ("text", "code_inline", "image"):
            yield child.content


def _anchor_link(name: str, label: str) -> Markup:
    return Markup(' <a class="guide-anchor" href="#{}" aria-label="{}">#</a>').format(name, label)


def _html(markup: Markup) -> Token:
    return Token("html_inline", "", 0, content=str(markup))


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
