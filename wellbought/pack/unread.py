"""What of a pack could not be read, so that proofs tell no faults that only follow from it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that could not be read.

    :ivar kind: the kind of item that stands in it; empty if nobody can say
    :ivar id_unknown: whether it may give an item of any id
    """

    text: str
    kind: str = ""
    id_unknown: bool = False

    @classmethod
    def of_file(cls, path: Path, kind: str = "") -> "Piece":
        """All of a file, its name among it, as far as its bytes can be told."""
        text = path.read_bytes().replace(b"\0", b"").decode("utf-8", "replace")
        return cls(f"{path.as_posix()} {path.stem} {text}", kind)


@dataclass(frozen=True, slots=True)
class Unread:
    """What a broken pack holds that could not be read. That of a pack that is right is empty.

    :ivar partial: the items of which only some fields could be read, as kind and id
    :ivar nameless: those among them that have no id of their own
    :ivar cards: the packs of which not even the card could be read whole
    :ivar adrift: the packs that lie over one that is not there, so that nobody knows what they may name
    """

    pieces: tuple[Piece, ...] = ()
    partial: frozenset[tuple[str, str]] = frozenset()
    nameless: frozenset[tuple[str, str]] = frozenset()
    cards: frozenset[str] = frozenset()
    adrift: frozenset[str] = frozenset()

    def may_give(self, kind: str, name: str) -> bool:
        """Whether an item of that name may stand in what could not be read."""
        return any(
            piece.kind in ("", kind) and (piece.id_unknown or _stands_in(name, piece.text)) for piece in self.pieces
        )

    def mentions(self, words: str) -> bool:
        """Whether words stand anywhere in what could not be read."""
        return any(words.casefold() in piece.text.casefold() for piece in self.pieces)


#: What a pack holds that is right: all of it was read.
NOTHING_UNREAD: Final = Unread()


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
