"""Markdown: the document as plain text that reads well by itself and that other tools take in."""

import re
from collections.abc import Iterator
from typing import Final

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
    plain,
)

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<|])")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_LINE_START: Final = re.compile(r"^(?:([#>+=~-])|(\d+)([.)]))")
_EDGE_SPACE: Final = re.compile(r"^\s+|\s+$")
_WORDS: Final = re.compile(r"\S(?:.*\S)?")


def write(document: Document) -> bytes:
    """The document as UTF-8 Markdown."""
    parts = [f"# {_line(document.title)}: {_line(document.subtitle)}"]
    parts.append("\n".join(f"- **{_line(name)}:** {_line(value)}" for name, value in document.cover))
    parts += (_block(block, document) for block in document.blocks)
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: Block, document: Document) -> str:  # noqa: C901, PLR0911 one case for each block
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_inline(block.runs)}"
        case Paragraph():
            return _inline(block.runs)
        case BulletList():
            return _list(((_bullet(item), item) for item in block.items), document)
        case NumberedList():
            numbered = ((f"{number}. ", item) for number, item in enumerate(block.items, start=block.start))
            return _list(numbered, document)
        case Table():
            return _table(block)
        case Facts():
            entries = (f"- **{_line(plain(name))}:** {_inline(value)}" for name, value in block.entries)
            return "\n".join(entry.replace("\n", "\n  ") for entry in entries)
        case Callout():
            title = [f"**{_line(plain(block.title))}**"] if block.title else []
            inner = "\n\n".join([*title, *(_block(each, document) for each in block.blocks)])
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case Scale():
            return _line(block.alt)
        case Picture():
            return _line(block.alt)
        case AnswerSpace():
            return f"{_line(block.label)} …".strip()
        case PageBreak():
            return ""


def _bullet(item: ListItem) -> str:
    if item.ticked is None:
        return "- "
    return "- [x] " if item.ticked else "- [ ] "


def _list(items: Iterator[tuple[str, ListItem]], document: Document) -> str:
    lines = []
    for mark, item in items:
        indent = " " * (2 if mark.startswith("-") else len(mark))
        inner = "\n\n".join(_block(block, document) for block in item.blocks)
        first, *others = inner.split("\n")
        lines += [mark + first, *(indent + line if line else "" for line in others)]
    return "\n".join(lines)


def _table(table: Table) -> str:
    rules = ("--:" if right else "---" for right in table.right)
    lines = [
        "| " + " | ".join(_cell(cell) for cell in table.header) + " |",
        "| " + " | ".join(rules) + " |",
        *("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table.rows),
    ]
    caption = f"**{_line(table.caption)}**\n\n" if table.caption else ""
    return caption + "\n".join(lines)


def _cell(runs: Runs) -> str:
    return "<br>".join(_lines(runs))


def _inline(runs: Runs) -> str:
    return "\\\n".join(_lines(runs))


def _line(text: str) -> str:
    return _inline((Run(text),))


def _lines(runs: Runs) -> Iterator[str]:
    """The lines of a text, each with nothing in it that would be read as markup."""
    for line in "".join(_run(run) for run in runs).split("\n"):
        kept = _EDGE_SPACE.sub(lambda space: "".join(f"&#{ord(char)};" for char in space[0]), line)
        yield _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", kept)


def _run(run: Run) -> str:
    text = _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", run.text))
    if run.emphasis:
        text = _wrapped(text, "*")
    if run.strong:
        text = _wrapped(text, "**")
    if run.link:
        text = f"[{text}](<{run.link.replace('<', '%3C').replace('>', '%3E')}>)"
    return text


def _wrapped(text: str, mark: str) -> str:
    """Text between marks, line by line; spaces at the edges stay outside, where Markdown wants them."""
    return "\n".join(_WORDS.sub(lambda words: f"{mark}{words[0]}{mark}", line, count=1) for line in text.split("\n"))
