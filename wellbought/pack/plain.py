"""Markdown as plain words: for search, reading time and readability."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


#: A link to a place in a source, such as ``(source:eu-ai-act@Article 6(3))``.
_PLACE = re.compile(r"\]\((source:[a-z0-9-]+@(?:[^()\n]|\([^()\n]*\))*)\)")


def with_wrapped_places(markdown: str) -> str:
    """Markdown in which places in sources may hold spaces and brackets, which its grammar refuses bare."""
    return _PLACE.sub(r"](<\1>)", markdown)


def plain_text(markdown: str) -> str:
    """The words of a Markdown text without its marks; blocks are parted by line ends."""
    tokens = _parser().parse(with_wrapped_places(markdown))
    blocks = [_inline(token) for token in tokens if token.type in ("inline", "fence", "code_block")]
    return "\n".join(block for block in blocks if block)


def _inline(token: Token) -> str:
    if token.children is None:
        return token.content.strip()
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children
    ).strip()
