"""What people ask, with the pieces that answer it, and how well the search does by them."""

from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

import yaml

from wellbought.pack.read import Pack
from wellbought.pack.search import SearchIndex

CASES = Path(__file__).parents[1] / "cases" / "search" / "questions.yaml"
LANGUAGES = ("en", "es", "fr")
LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in several languages.

    :ivar right: the pieces that help whoever asks it, as ``topic/fast-lane``
    """

    words: dict[str, str]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """How well a search does, each from 0 to 1.

    :ivar gain: nDCG over the first five: right pieces, and those at the top counting most
    :ivar first: how often the very first piece is right
    """

    gain: float
    first: float


@cache
def questions() -> tuple[Asked, ...]:
    rows = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return tuple(Asked({language: row[language] for language in LANGUAGES}, tuple(row["right"])) for row in rows)


def gain(found: list[str], right: tuple[str, ...]) -> float:
    """NDCG over the first five pieces found, each right or not."""
    reached = sum(1 / log2(place + 2) for place, one in enumerate(found[:LOOKED_AT]) if one in right)
    return reached / sum(1 / log2(place + 2) for place in range(min(LOOKED_AT, len(right))))


def marks(pack: Pack) -> Marks:
    """How well the search of a pack does in the language that it is in."""
    index = SearchIndex(pack)
    found = [
        [f"{hit.kind}/{hit.id}" for hit in index.find(one.words[pack.language], most=LOOKED_AT)] for one in questions()
    ]
    pairs = list(zip(found, questions(), strict=True))
    return Marks(
        gain=sum(gain(pieces, one.right) for pieces, one in pairs) / len(pairs),
        first=sum(bool(pieces) and pieces[0] in one.right for pieces, one in pairs) / len(pairs),
    )
