"""Markdown as plain words: for search, reading time and readability."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text without its marks; blocks are parted by line ends."""
    blocks = [_inline(token) for token in _parser().parse(markdown) if token.type in ("inline", "fence", "code_block")]
    return "\n".join(block for block in blocks if block)


def _inline(token: Token) -> str:
    if token.children is None:
        return token.content.strip()
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children
    ).strip()
