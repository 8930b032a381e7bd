"""Vendors side by side: what each claims, what each shows for it, and where each is silent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from wellbought.pack.kinds import ClaimElement, ClaimGuide
from wellbought.pack.read import Pack
from wellbought.web.claims.queries.read import ReadPassage, ReadSentence, ReadText

#: The longest example that a cell shows, in characters.
LONGEST_EXAMPLE: Final = 160


@dataclass(frozen=True, slots=True)
class Cell:
    """How many sentences of a vendor say a thing, with the first of them."""

    count: int
    example: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One thing, with a cell for each vendor."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Vendors side by side.

    :ivar kinds: kinds of claim
    :ivar needs: what a buyer needs to know
    """

    vendors: tuple[str, ...]
    kinds: tuple[ComparedRow, ...]
    needs: tuple[ComparedRow, ...]


def compare(texts: Sequence[tuple[str, Sequence[ReadText]]], pack: Pack) -> Compared:
    """Put vendors side by side.

    :param texts: each vendor's name and texts
    """
    reads = [read for _vendor, read in texts]

    def row(title: str, says: Callable[[ReadSentence], bool]) -> ComparedRow:
        return ComparedRow(title, tuple(_cell(read, says) for read in reads))

    return Compared(
        vendors=tuple(vendor for vendor, _read in texts),
        kinds=tuple(
            row(guide.title, lambda sentence, kind=guide.claim_kind: kind in sentence.kinds)  # type: ignore[misc]
            for guide in pack.all(ClaimGuide)
        ),
        needs=tuple(
            row(
                element.label,
                lambda sentence, element_id=element.id: element_id in sentence.gives,  # type: ignore[misc]
            )
            for element in pack.all(ClaimElement)
        ),
    )


def _cell(texts: Sequence[ReadText], says: Callable[[ReadSentence], bool]) -> Cell:
    found = [
        (passage, sentence)
        for text in texts
        for passage in text.passages
        for sentence in passage.sentences
        if says(sentence)
    ]
    return Cell(len(found), _shortened(*found[0]) if found else "")


def _shortened(passage: ReadPassage, sentence: ReadSentence) -> str:
    words = passage.text[sentence.start - passage.start : sentence.end - passage.start]
    return words if len(words) <= LONGEST_EXAMPLE else f"{words[:LONGEST_EXAMPLE].rstrip()}…"
