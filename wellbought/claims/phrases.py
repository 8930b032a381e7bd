"""The little language in which phrases of the pack are written, and how they are found fast.

A phrase is words with spaces between: ``never {fail}``. In it

- ``word`` stands for itself, whatever its capitals and accents; ``*`` in a word for any letters: ``guarante*``,
  ``*proof``; ``costs?`` is the word with or without its last letter;
- ``(a|b c)`` is one or the other; ``(a|b)?`` may be left out; ``(auto|robo)*`` is every word that begins with one;
- ``..`` leaves room for up to two words, ``...`` for up to six (commas included, so that it reaches over a list);
  neither goes beyond the end of a sentence or clause;
- ``{name}`` is any entry of the word list of that name;
- ``#`` is a number, ``#%`` a share such as "40 %", "50-75%" or "40 per cent", ``#x`` a factor such as "3x".

Spaces also match hyphens and apostrophes: ``error free`` finds "error-free", ``d erreur`` finds "d'erreur".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final, Generic, TypeVar

from wellbought.claims.fold import fold
from wellbought.errors import WellboughtError

#: Words and numbers of a folded text, as the index sees them.
TOKEN: Final = re.compile(r"[^\W_]+")

#: The key under which the index keeps phrases that begin with a number.
A_NUMBER: Final = "#"

BETWEEN: Final = r"[\"')\]]?[\s\-/']{1,3}[\"'(\[]?"
LIST_BETWEEN: Final = r"[\"')\]]?,?[\s\-/']{1,3}[\"'(\[]?"
_WORD: Final = r"[^\s.,;:!?()\"'\-/]{1,40}(?:[.,]\d+)?"
_DIGITS: Final = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SHARE: Final = r"\s?(?:%|per ?cent\b|percent(?:age points?)?\b|por ciento\b|pour ?cent\b)"
BUILT_IN: Final[Mapping[str, str]] = {
    "#": rf"(?:{_DIGITS})",
    "#%": rf"(?:(?:{_DIGITS})(?:{_SHARE})?\s?(?:-|to|and|a|y|et)\s?)?(?:{_DIGITS}){_SHARE}",
    "#x": rf"(?:(?:{_DIGITS})\s?(?:-|to|a)\s?)?(?:{_DIGITS})\s?(?:x\b|-?fold\b|times\b|fois\b|veces\b)",
}
_PIECES: Final = re.compile(r"\.{2,3}|#%|#x|#|\{[a-z0-9-]+\}|[(|)]|(?<=\))[?*]|[^\s(){}|#]+")
#: A word: letters with ``*`` and ``?`` between and after them, never two signs together; or an ending after ``*``.
_WRITTEN_RIGHT: Final = re.compile(r"\*[^*?]+|[^*?]+(?:[*?][^*?]+)*[*?]?")
_DEEPEST: Final = 6

#: The shortest beginning of a word that ``(…)*`` makes of a choice.
SHORTEST_BEGINNING: Final = 3

#: Words that stand in most sentences: a phrase is better looked for by another of its words.
FREQUENT: Final = frozenset(
    "a al an and are as at aux be by can con d dans de del des do du el en est et for from has have il in is it l la "
    "las le les lo los more n ne no not of on or our par pas plus por pour que qui s se sin su sur that the this to un "
    "una une we with y you your all every any como es son su sus este esta ha para mas".split()
)
_FREQUENT_COUNTS: Final = 40

#: How often one phrase is reported in one sentence.
MOST_HITS: Final = 5


class PhraseInvalid(WellboughtError):
    """A phrase that is not written as phrases are."""


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled piece of a phrase.

    :ivar regex: what finds it in folded text
    :ivar keys: words (or beginnings, with ``*``) one of which must stand in the text; ``None`` if nothing must
    """

    regex: str
    keys: frozenset[str] | None


@dataclass(frozen=True)
class Phrase:
    """A phrase, ready to be looked for.

    :ivar text: as the pack writes it
    :ivar source: the regular expression, compiled when first needed: most texts need few of them
    """

    text: str
    source: str
    keys: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded text."""
        return re.compile(self.source)


@dataclass(frozen=True, slots=True)
class _Item:
    part: Part
    optional: bool = False


Lists = Mapping[str, Iterable[str]]


class PhraseBook:
    """Compiles the phrases of one language, knowing its word lists."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._compiled: dict[str, Part] = {}
        self._open: list[str] = []

    def phrase(self, text: str) -> Phrase:
        """Compile one phrase.

        :raises PhraseInvalid: saying what is wrong in it
        """
        part = self._sequence(text)
        if not part.keys:
            raise PhraseInvalid(f"A phrase needs at least one word that must be there; “{text}” has none.")
        return Phrase(text, _bounded(part.regex), part.keys)

    def _sequence(self, text: str) -> Part:
        pieces = _PIECES.findall(fold(text))
        if "".join(pieces) != re.sub(r"\s+", "", fold(text)):
            raise PhraseInvalid(f"This phrase holds a sign that has no meaning there: “{text}”.")
        part, rest = self._alternatives(_spread(pieces), text, depth=0)
        if rest:
            raise PhraseInvalid(f"A bracket is closed that was not opened in “{text}”.")
        return part

    def _alternatives(self, pieces: list[str], text: str, *, depth: int) -> tuple[Part, list[str]]:
        if depth > _DEEPEST:
            raise PhraseInvalid(f"Brackets stand too deep in “{text}”.")
        options: list[Part] = []
        items: list[_Item] = []
        while pieces and pieces[0] != ")":
            piece, *pieces = pieces
            if piece == "|":
                options.append(_joined(items, text))
                items = []
            elif piece == "?":
                if not items:
                    raise PhraseInvalid(f"“?” follows the word that may be left out: “{text}”.")
                items[-1] = _Item(items[-1].part, optional=True)
            elif piece == "(":
                inner, pieces = self._alternatives(pieces, text, depth=depth + 1)
                if not pieces:
                    raise PhraseInvalid(f"A bracket is not closed in “{text}”.")
                items.append(_Item(inner))
                pieces = pieces[1:]
            else:
                items.append(_Item(self._piece(piece, text), optional=piece in ("..", "...")))
        options.append(_joined(items, text))
        return _either(options), pieces

    def _piece(self, piece: str, text: str) -> Part:
        if piece in ("..", "..."):
            most, between = (2, BETWEEN) if piece == ".." else (6, LIST_BETWEEN)
            return Part(f"(?:{_WORD}(?:{between}{_WORD}){{0,{most - 1}}}?),?", None)
        if piece in BUILT_IN:
            return Part(BUILT_IN[piece], frozenset({A_NUMBER}))
        if piece.startswith("{"):
            return self._list(piece[1:-1], text)
        if piece.endswith("%") and piece[:-1].isdigit():
            return Part(piece[:-1] + _SHARE, frozenset({piece[:-1]}))
        return _word(piece, text)

    def _list(self, name: str, text: str) -> Part:
        if name not in self._compiled:
            if name not in self._lists:
                raise PhraseInvalid(f"There is no word list “{name}”, which “{text}” names.")
            if name in self._open:
                raise PhraseInvalid(f"The word list “{name}” names itself.")
            self._open.append(name)
            self._compiled[name] = _either([self._sequence(entry) for entry in self._lists[name]])
            self._open.pop()
        return self._compiled[name]


def _word(piece: str, text: str) -> Part:
    tokens = TOKEN.findall(piece)
    if not tokens or not _WRITTEN_RIGHT.fullmatch(piece):
        raise PhraseInvalid(f"“{piece}” is not a word in “{text}”.")
    if piece.startswith("*"):
        return Part(r"\w+" + re.escape(piece[1:]), None)
    if "*" not in piece and "?" not in piece:
        return Part(BETWEEN.join(map(re.escape, tokens)), frozenset({max(tokens, key=len)}))
    known = TOKEN.findall(re.split(r"\*|.\?", piece)[0])
    if not known:
        raise PhraseInvalid(f"“{piece}” begins with what may be left out, in “{text}”.")
    regex = re.sub(r"\\\*|\\\?", lambda sign: {"\\*": r"\w*", "\\?": "?"}[sign[0]], re.escape(piece))
    return Part(regex, frozenset({known[-1] + "*"}))


def _spread(pieces: list[str]) -> list[str]:
    """Give the ``*`` after a bracket to every choice in it that is long enough."""
    spread: list[str] = []
    for piece in pieces:
        if piece != "*":
            spread.append(piece)
            continue
        depth, following = 0, "|"
        for back in range(len(spread) - 1, -1, -1):
            word = spread[back]
            depth += {")": 1, "(": -1}.get(word, 0)
            if depth == 0:
                break
            if depth == 1 and following == "|" and word[-1].isalpha() and len(word) >= SHORTEST_BEGINNING:
                spread[back] = f"{word}*"
            following = "|" if back == len(spread) - 1 else word
    return spread


def _joined(items: list[_Item], text: str) -> Part:
    if not items:
        raise PhraseInvalid(f"A choice is empty in “{text}”.")
    last = max((place for place, item in enumerate(items) if not item.optional), default=-1)
    if last < 0:
        raise PhraseInvalid(f"Everything may be left out in “{text}”; one word must stay.")
    regex = ""
    for place, item in enumerate(items):
        lazily = "?" if item.part.keys is None else ""
        if place > last:
            regex += f"(?:{BETWEEN}{item.part.regex})?"
        elif item.optional:
            regex += f"(?:{item.part.regex}{BETWEEN})?{lazily}"
        else:
            regex += item.part.regex + (BETWEEN if place < last else "")
    must = [item.part.keys for item in items if not item.optional and item.part.keys]
    return Part(regex, min(must, key=_cost) if must else None)


def _cost(keys: frozenset[str]) -> int:
    """How often a text will hold one of these words, roughly."""
    return sum(_FREQUENT_COUNTS if key in FREQUENT or key == A_NUMBER else 1 for key in keys)


def _either(parts: list[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    keys = None if any(part.keys is None for part in parts) else frozenset().union(*(part.keys or () for part in parts))
    ordered = sorted({part.regex for part in parts}, key=lambda regex: (-len(regex), regex))
    return Part(f"(?:{'|'.join(ordered)})", keys)


def _bounded(regex: str) -> str:
    return rf"(?<!\w)(?:{regex})(?!\w)"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Where a phrase was found, and what it stands for."""

    what: T
    phrase: Phrase
    start: int
    end: int


class PhraseIndex(Generic[T]):
    """Many phrases, each standing for something, found in one pass: only those are tried whose words are there."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        self._phrases = tuple(phrases)
        whole: dict[str, set[int]] = {}
        beginnings: dict[str, set[int]] = {}
        for number, (phrase, _) in enumerate(self._phrases):
            for key in phrase.keys:
                shelf = beginnings if key.endswith("*") else whole
                shelf.setdefault(key.rstrip("*"), set()).add(number)
        self._whole = whole
        self._beginnings = beginnings
        self._lengths = sorted({len(key) for key in beginnings})
        self._numbers_of = lru_cache(maxsize=20_000)(self._look_up)

    def _look_up(self, token: str) -> frozenset[int]:
        found = set(self._whole.get(token, ()))
        if token[0].isdigit():
            found |= self._whole.get(A_NUMBER, set())
        for length in self._lengths:
            if length > len(token):
                break
            found |= self._beginnings.get(token[:length], set())
        return frozenset(found)

    def hits(self, folded: str, tokens: Iterable[str]) -> list[Hit[T]]:
        """Every place where a phrase stands in a folded text, in reading order.

        :param tokens: the text's words, as :data:`TOKEN` finds them
        """
        tried: set[int] = set()
        for token in tokens:
            tried |= self._numbers_of(token)
        hits = [
            Hit(what, phrase, match.start(), match.end())
            for phrase, what in map(self._phrases.__getitem__, sorted(tried))
            for match in islice(phrase.regex.finditer(folded), MOST_HITS)
        ]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))
