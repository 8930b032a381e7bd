"""The words of our Markdown for the search, in a tenth of the time that its whole grammar takes.

:mod:`wellbought.pack.plain` reads the grammar; this takes the marks off that our guidance uses. A test holds both
against each other over all of it, in every language.
"""

import re
from typing import Final

_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_FRAME: Final = re.compile(r"\n[ \t]*\|(?:[ :-]+\|)+|\n```.*")
_AT_THE_START: Final = re.compile(r"\n[ \t]*(?:#{1,6}|[-*+>])(?=[ \t])(?:[ \t]+[-*+>#]+(?=[ \t]))*")
#: A number begins an item after an empty line or another item: within a paragraph it is a number.
_NUMBERED: Final = re.compile(r"(?<=\n\n)(?:[ \t]*\d{1,9}[.)][ \t][^\n]*\n?(?:[ \t]+[^\n]*\n)*)+")
_NUMBER: Final = re.compile(r"^[ \t]*\d{1,9}[.)][ \t]", re.MULTILINE)
_STRESS: Final = re.compile(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_ESCAPED_CELL: Final = "\\|"


def bare_text(markdown: str) -> str:
    """The words of a text of the guidance in a row, without marks."""
    text = _LINK.sub(r"\1", f"\n\n{markdown}") if "](" in markdown else f"\n\n{markdown}"
    text = _NUMBERED.sub(_without_numbers, text)
    text = _AT_THE_START.sub("\n", _FRAME.sub("\n", text))
    if "|" in text:
        text = text.replace(_ESCAPED_CELL, "\0").replace("|", " ").replace("\0", "|")
    if "_" in text:
        text = _STRESS.sub("", text)
    return " ".join(text.replace("*", "").replace("`", "").split())


def _without_numbers(items: re.Match[str]) -> str:
    return _NUMBER.sub("", items[0])
