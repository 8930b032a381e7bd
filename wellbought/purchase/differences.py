"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|[^\s]+")
#: Above this many words, lines are compared instead: comparing words would take seconds.
MOST_WORDS = 4000


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with what became of it."""

    mark: Mark
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The newer text in pieces, with what is gone where it stood."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > 2 * MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(Mark.SAME, "".join(new[from_new:to_new])))
            continue
        if to_old > from_old:
            found.append(Piece(Mark.GONE, "".join(old[from_old:to_old])))
        if to_new > from_new:
            found.append(Piece(Mark.ADDED, "".join(new[from_new:to_new])))
    return tuple(found)
