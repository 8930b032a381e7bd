"""Markdown to blocks. This is the Markdown that document templates and the pack's prose are written in.

It is CommonMark with tables, without HTML, and with these conventions:

``> [!warning] Title``
    a block quote that opens so is a callout (``note``, ``decision``, ``open``, ``warning``); without the mark, a note
``- [ ] words``, ``- [x] words``
    an entry with an empty or a ticked box
``---``
    a page break
``Table: words``
    a paragraph of its own just before a table is the table's caption
``|-----|--|``
    the dashes under a table's header share out its width; ``--:`` sets a column to the end of the line
``| | |``
    a table of two columns without names in its header is a list of facts: a name and what is said of it
a fenced block called ``scale``
    the first line says the scale in words, each other line is a step: ``> `` before it marks where the thing stands
    and ``? `` where it may turn out to stand
a fenced block called ``answer``
    room to write: its first line is the number of lines, its second, if there is one, says what to write
a fenced block called ``picture``
    a drawing: its first line says what it shows, its second is the caption, its third the drawing as SVG

What users wrote never passes through here. :class:`Values` keeps it aside, leaves a mark in the Markdown, and puts the
text back once the markup has been read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
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
    ScaleStep,
    Table,
    Tone,
    plain,
)
from wellbought.documents.text import END_OF_ISOLATE, LEFT_TO_RIGHT, clean
from wellbought.errors import WellboughtError
from wellbought.pack.plain import with_wrapped_places

_OPEN: Final = "\ue000"
_CLOSE: Final = "\ue001"
_MARK: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_CALLOUT: Final = re.compile(r"\[!(\w+)\][ \t]*")
_CHOICE: Final = re.compile(r"\[([ xX])\][ \t]+")
_CAPTION: Final = re.compile(r"Table:[ \t]*")
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SCHEMES: Final = ("http", "https", "mailto")
_STEP_MARKS: Final = {">": "here", "?": "possible"}


class MarkdownUnknown(WellboughtError):
    """A template uses Markdown that a document cannot hold."""


@dataclass(slots=True)
class Values:
    """Texts that are kept out of the markup while it is read, each with its language if that is a foreign one.

    :ivar right_to_left: whether the document is; a foreign text in it keeps its own direction
    """

    right_to_left: bool = False
    _texts: list[tuple[str, str]] = field(default_factory=list)

    def keep(self, text: str, language: str = "") -> str:
        """Put a text aside and return the mark that stands for it.

        Marks in it are put back first: a template that joins a text to markup gets text, not marks, on the page.
        """
        text = self.put_back(clean(text))
        if language and self.right_to_left:
            text = "\n".join(f"{LEFT_TO_RIGHT}{line}{END_OF_ISOLATE}" if line else "" for line in text.split("\n"))
        self._texts.append((text, language))
        return f"{_OPEN}{len(self._texts) - 1}{_CLOSE}"

    @property
    def any_foreign(self) -> bool:
        """Whether any text is in another language than the document."""
        return any(language for _, language in self._texts)

    def put_back(self, marked: str) -> str:
        """The string with each mark replaced by its text."""
        return _MARK.sub(lambda mark: self._texts[int(mark[1])][0], marked)

    def pieces(self, marked: str) -> Iterator[tuple[str, str]]:
        """The string in pieces, each with its language: what stood there, and the texts of its marks."""
        for place, piece in enumerate(_MARK.split(marked)):
            yield self._texts[int(piece)] if place % 2 else (piece, "")


def without_marks(markdown: str) -> str:
    """Markdown from a pack, in which nothing can pass for a mark of :class:`Values`."""
    return clean(markdown).replace(_OPEN, "").replace(_CLOSE, "")


def parse(
    markdown: str,
    values: Values | None = None,
    *,
    address: Callable[[str], str] | None = None,
    language: str = "",
) -> tuple[Block, ...]:
    """Read Markdown into blocks.

    :param values: the texts that marks in the Markdown stand for
    :param address: where a link with some target leads in this document; all but web and mail lead nowhere without it
    :param language: the language of the words, if that is not the document's
    :raises MarkdownUnknown: for markup that is not in this module's list
    """
    text = with_wrapped_places(markdown)
    reader = _Reader(values or Values(), text.split("\n"), address or web_or_mail, language)
    return reader.read(SyntaxTreeNode(_markdown().parse(text)))


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Addresses are checked after the marks in them have been put back.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 the reader's own parameter
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return reader


class _Reader:
    def __init__(self, values: Values, lines: list[str], address: Callable[[str], str], language: str) -> None:
        self.values = values
        self.lines = lines
        self.address = address
        self.language = language
        self.sections = 0

    def read(self, root: SyntaxTreeNode) -> tuple[Block, ...]:
        return tuple(self._read(root.children))

    def _read(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        caption = ""
        for node in nodes:
            if node.type == "paragraph" and (words := self._caption(node)) is not None:
                caption = words
                continue
            for block in self._block(node):
                yield replace(block, caption=caption) if isinstance(block, Table | Facts) else block
            caption = ""

    def _caption(self, node: SyntaxTreeNode) -> str | None:
        follower = node.next_sibling
        if follower is None or follower.type != "table":
            return None
        inline = node.children[0]
        found = _CAPTION.match(inline.content)
        return plain(self._runs(inline))[found.end() :].strip() if found else None

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                runs = _on_one_line(self._runs(node.children[0]))
                if plain(runs).strip():
                    self.sections += 1
                    yield Heading(int(node.tag[1]), runs, f"section-{self.sections}")
            case "paragraph":
                yield from _paragraphs(self._runs(node.children[0]))
            case "bullet_list":
                yield BulletList(tuple(self._item(child) for child in node.children))
            case "ordered_list":
                start = int(node.attrs.get("start", 1))
                yield NumberedList(tuple(self._item(child) for child in node.children), start)
            case "table":
                yield self._table(node)
            case "blockquote":
                yield self._callout(node)
            case "hr":
                yield PageBreak()
            case "fence":
                yield self._fence(node)
            case _:
                line = node.map[0] + 1 if node.map else 0
                raise MarkdownUnknown(
                    f"A document cannot hold Markdown of the kind “{node.type}”.", where=f"line {line}"
                )

    def _item(self, node: SyntaxTreeNode) -> ListItem:
        blocks = self.read(node)
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph) and (found := _CHOICE.match(self._source_start(node))):
            runs = _without_start(first.runs, found.end())
            return ListItem((Paragraph(runs), *blocks[1:]), ticked=found[1] in "xX")
        return ListItem(blocks)

    def _source_start(self, node: SyntaxTreeNode) -> str:
        """The inline Markdown with which an entry opens, marks and all: what a user wrote cannot draw a box."""
        inline = node.children[0].children[0] if node.children and node.children[0].children else None
        return inline.content if inline is not None else ""

    def _callout(self, node: SyntaxTreeNode) -> Callout:
        first = node.children[0] if node.children else None
        inline = first.children[0] if first is not None and first.type == "paragraph" else None
        found = _CALLOUT.match(inline.content) if inline is not None else None
        if inline is None or found is None:
            return Callout(Tone.NOTE, (), self.read(node))
        if found[1] not in set(Tone):
            raise MarkdownUnknown(f"There is no callout “{found[1]}”. Use one of: {', '.join(Tone)}.")
        breaks = [place for place, child in enumerate(inline.children) if child.type == "softbreak"]
        end = breaks[0] if breaks else len(inline.children)
        title = _without_start(_joined(tuple(self._inline(inline.children[:end], Run("")))), found.end())
        opening = _paragraphs(_joined(tuple(self._inline(inline.children[end + 1 :], Run("")))))
        return Callout(Tone(found[1]), _on_one_line(title), (*opening, *self._read(node.children[1:])))

    def _fence(self, node: SyntaxTreeNode) -> Block:
        content = node.content.strip("\n")
        match node.info.strip():
            case "answer":
                lines, _, label = content.partition("\n")
                return AnswerSpace(int(lines), self.values.put_back(label).strip())
            case "scale":
                alt, *steps = content.split("\n")
                return Scale(self.values.put_back(alt), tuple(self._step(step) for step in steps))
            case "picture":
                alt, caption, svg = (self.values.put_back(line).strip() for line in content.split("\n"))
                return Picture(alt, svg, caption)
            case other:
                raise MarkdownUnknown(f"There is no fenced block “{other}”. Use “scale”, “answer” or “picture”.")

    def _step(self, line: str) -> ScaleStep:
        mark = _STEP_MARKS.get(line[:1], "")
        return ScaleStep(self.values.put_back(line[1:] if mark else line).strip(), mark)

    def _table(self, node: SyntaxTreeNode) -> Table | Facts:
        head, *bodies = node.children
        header = tuple(self._runs(cell.children[0]) if cell.children else () for cell in head.children[0].children)
        rows = tuple(
            tuple(self._runs(cell.children[0]) if cell.children else () for cell in row.children)
            for body in bodies
            for row in body.children
        )
        if len(header) == 2 and not any(plain(runs).strip() for runs in header):  # noqa: PLR2004 two columns
            return Facts(tuple((row[0], row[1]) for row in rows))
        widths, right = self._columns(node)
        return Table(header, rows, widths, right)

    def _columns(self, node: SyntaxTreeNode) -> tuple[tuple[float, ...], tuple[bool, ...]]:
        assert node.map is not None
        line = self.lines[node.map[0] + 1].lstrip("> \t").strip().strip("|")
        rules = [rule.strip() for rule in line.split("|")]
        dashes = [rule.count("-") for rule in rules]
        return (
            tuple(count / sum(dashes) for count in dashes),
            tuple(rule.endswith(":") and not rule.startswith(":") for rule in rules),
        )

    def _runs(self, inline: SyntaxTreeNode) -> Runs:
        return _joined(tuple(self._inline(inline.children, Run("", language=self.language))))

    def _inline(self, nodes: Sequence[SyntaxTreeNode], look: Run) -> Iterator[Run]:
        for node in nodes:
            match node.type:
                case "text" | "text_special" | "code_inline":
                    code = node.type == "code_inline"
                    for text, language in self.values.pieces(node.content):
                        yield replace(look, text=text, language=language or self.language, code=code)
                case "softbreak":
                    yield replace(look, text=" ")
                case "hardbreak":
                    yield replace(look, text="\n")
                case "strong":
                    yield from self._inline(node.children, replace(look, strong=True))
                case "em":
                    yield from self._inline(node.children, replace(look, emphasis=True))
                case "link":
                    yield from self._inline(
                        node.children, replace(look, link=self._address(str(node.attrs.get("href", ""))))
                    )
                case other:
                    raise MarkdownUnknown(f"A document cannot hold Markdown of the kind “{other}”.")

    def _address(self, marked: str) -> str:
        return self.address(self.values.put_back(marked).strip())


def web_or_mail(target: str) -> str:
    """The address of a link, or nothing if it leads anywhere but to a page or a mailbox."""
    try:
        return target if urlsplit(target).scheme in _SCHEMES else ""
    except ValueError:
        return ""


def _paragraphs(runs: Runs) -> Iterator[Paragraph]:
    """A paragraph; more than one where a text that a user wrote has empty lines in it."""
    current: list[Run] = []
    for run in runs:
        first, *others = _PARAGRAPH_END.split(run.text)
        current.append(replace(run, text=first))
        for other in others:
            yield from _if_any(current)
            current = [replace(run, text=other)]
    yield from _if_any(current)


def _if_any(runs: list[Run]) -> Iterator[Paragraph]:
    if "".join(run.text for run in runs).strip():
        yield Paragraph(_joined(tuple(runs)))


def _joined(runs: Runs) -> Runs:
    """The same runs, neighbours of one look made one and empty ones left out."""
    out: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if out and replace(out[-1], text="") == replace(run, text=""):
            out[-1] = replace(run, text=out[-1].text + run.text)
        else:
            out.append(run)
    return tuple(out)


def _without_start(runs: Runs, length: int) -> Runs:
    """Runs less a number of characters at their start, which all stand in the first."""
    first, *others = runs
    return _joined((replace(first, text=first.text[length:]), *others))


def _on_one_line(runs: Runs) -> Runs:
    return tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs)
