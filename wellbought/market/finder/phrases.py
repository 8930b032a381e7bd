"""The little language of the lexicon's phrases, and how they are looked for.

``word*`` stands for all words that begin so, ``(a|b)`` for either, ``(a)?`` for one that may be missing, ``..`` for up to
three words, ``=AI`` for an abbreviation in capitals. Case and accents do not matter elsewhere; a space also finds a hyphen.
"""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

_SEPARATOR: Final = r"[\W_]{1,3}"
_GAP: Final = r"(?:[\W_]{1,3}\w+){0,3}"
_ANY: Final = ".."
_KEY: Final = 4
_CAPITALS: Final = 0.8
_WORD: Final = re.compile(r"\w+")
#: ``AI-101`` and ``KI-67`` are names of roads and markers.
_NUMBERED: Final = re.compile(r"[-\u2010\u2011]\d")
_IN_BRACKETS: Final = re.compile(r"(?:(\w+)\W+(?:(?:de|d|of|in|di|da|do|du|la|l)\W+)?)?(\w+)\s*\((AI|IA|KI)\)")
_INTELLIGENT: Final = re.compile(r"int\w{1,3}[lx]+\w*ig|int\w*l\w*c\w*|kunst|kuenst|artifi", re.IGNORECASE)


@cache
def _plain_letters() -> dict[int, str]:
    """Latin letters with marks and the letters under them: the same that the text index folds."""
    found = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base != chr(code) and base.isascii():
            found[code] = base.lower()
    return found


def fold(text: str) -> str:
    """Lower case, Latin letters without their marks; as long as the text itself."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return lower if lower.isascii() else lower.translate(_plain_letters())


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to be looked for.

    :ivar keys: the beginnings of words of which one must be in a text before it is worth looking
    :ivar needs: the beginnings of words, one of each set, without which it cannot stand in a text
    :ivar query: the same for the text index
    :ivar capitals: whether it holds an abbreviation that counts only in capitals
    """

    written: str
    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    query: str
    capitals: bool

    def may_stand_in(self, keys: AbstractSet[str]) -> bool:
        """Whether a text has the words that it would need, by their beginnings."""
        for need in self.needs:  # noqa: SIM110 - the hottest line of the finder
            if need.isdisjoint(keys):
                return False
        return True

    def places(self, raw: str, folded: str) -> list[tuple[int, int]]:
        """Where it stands in a text."""
        found = []
        for match in self.pattern.finditer(folded):
            if self.capitals and not all(
                raw[match.start(group) : match.end(group)].isupper()
                for group in match.groupdict()
                if match.group(group) is not None
            ):
                continue
            if self.capitals and _NUMBERED.match(raw, match.end()):
                continue
            found.append(match.span())
        return found


def phrase(written: str) -> Phrase:
    """Compile a phrase."""
    tokens = _tokens(fold(written.replace("/", " ")) if "=" not in written else written)
    pattern, first, number = "", True, 0
    for token in tokens:
        if token == _ANY:
            pattern += _GAP
            continue
        optional = token.startswith("(") and token.endswith(")?")
        inner, number = _regex(token.removesuffix("?") if optional else token, number)
        if optional:
            pattern += f"(?:{_SEPARATOR}{inner})?" if not first else f"(?:{inner}{_SEPARATOR})?"
            continue
        pattern += ("" if first else _SEPARATOR) + inner
        first = False
    return Phrase(
        written,
        re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"),
        _keys(tokens),
        tuple(frozenset(map(_key, words)) for words in _needed(tokens)),
        _query(tokens),
        capitals="=" in written,
    )


def _tokens(text: str) -> list[str]:
    """Split at the spaces and hyphens that stand outside of brackets."""
    tokens, depth, current = [], 0, ""
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign in " -" and depth == 0:
            if current:
                tokens.append(current)
            current = ""
        else:
            current += sign
    return [*tokens, current] if current else tokens


def _regex(token: str, number: int) -> tuple[str, int]:
    made = ""
    place = 0
    while place < len(token):
        sign = token[place]
        if sign == "=":
            end = place + 1
            while end < len(token) and (token[end].isupper() or token[end] in "./"):
                end += 1
            letters = token[place + 1 : end].lower()
            made += f"(?P<u{number}>" + "".join(r"\W" if one in "./" else one for one in letters) + ")"
            number += 1
            place = end
            continue
        if sign == "(":
            made += "(?:"
        elif sign in ")|?":
            made += sign
        elif sign == "*":
            made += r"\w*"
        elif sign in " -":
            made += _SEPARATOR
        else:
            made += re.escape(fold(sign))
        place += 1
    return made, number


def _alternatives(token: str) -> list[str] | None:
    """The first words of a token's alternatives; ``None`` if the token need not stand there or is too involved."""
    if token.endswith("?") or token in ("..", "*"):
        return None
    if token.startswith("(") and token.endswith(")") and "(" not in token[1:-1]:
        return [fold(one.strip().split()[0].removeprefix("=")) for one in token[1:-1].split("|") if one.strip()]
    if any(sign in token for sign in "()|"):
        return None
    return [fold(re.split(r"[./]", token.removeprefix("="))[0])]


def _needed(tokens: list[str]) -> list[list[str]]:
    return [found for token in tokens if (found := _alternatives(token)) is not None]


def _keys(tokens: list[str]) -> tuple[str, ...]:
    """Of the words that must be there, those that are rarest: the longest, by their beginning."""
    needed = _needed(tokens)
    best = max(needed, key=lambda words: min(len(word.strip("*")) for word in words))
    return tuple(sorted({_key(word) for word in best}))


def _key(word: str) -> str:
    """The beginning of a word; marked where it is short and only the beginning of longer ones."""
    stem = word.rstrip("*")
    return f"~{stem}" if word.endswith("*") and len(stem) < _KEY else stem[:_KEY]


def _query(tokens: list[str]) -> str:
    parts = []
    for words in _needed(tokens):
        options = [f'"{word.rstrip("*")}"' + ("*" if word.endswith("*") else "") for word in words if word.rstrip("*")]
        parts.append(options[0] if len(options) == 1 else "(" + " OR ".join(options) + ")")
    return "(" + " AND ".join(parts) + ")"


@lru_cache(4_096)
def keys_of(folded: str) -> frozenset[str]:
    """The beginnings of a text's words. Descriptions come again and again, so the last ones are kept."""
    starts = {word[:_KEY] for word in _WORD.findall(folded)}
    return frozenset(starts.union(*((f"~{word[:3]}", f"~{word[:2]}", f"~{word[:1]}") for word in starts)))


def in_capitals(text: str) -> bool:
    """Whether a text is written in capitals, so that capitals say nothing."""
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 12 and sum(one.isupper() for one in letters) > _CAPITALS * len(letters)  # noqa: PLR2004


def defined_otherwise(text: str) -> set[str]:
    """The abbreviations that a text itself introduces as short for something else, as in *Kreditinstitut (KI)*."""
    found: set[str] = set()
    if not ("(AI)" in text or "(IA)" in text or "(KI)" in text):
        return found
    for match in _IN_BRACKETS.finditer(text):
        before, last, short = match.groups()
        folded = fold(f"{before or ''} {last}")
        initials = "".join(word[0] for word in folded.split())
        compound = short == "KI" and fold(last).startswith("k") and "i" in fold(last)
        if (initials == short.lower() or compound) and not _INTELLIGENT.search(folded):
            found.add(short)
    return found
