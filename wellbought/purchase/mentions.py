"""Finding whom a text mentions: ``@Wei``, ``@wei chen``."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_AT = re.compile(r"(?<![\w@.])@")


def mentioned(text: str, names: Mapping[int, str]) -> tuple[int, ...]:
    """Who is mentioned in a text, each once, in the order of the text.

    A full name counts, and so does a first name that only one of them bears. Accents and capitals make no difference.

    :param names: the people who can be mentioned, by their ids
    """
    folded = _folded(text)
    called = _called(names)
    found: dict[int, None] = {}
    for at in _AT.finditer(folded):
        rest = folded[at.end() :]
        for name, person in called:
            if rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum():
                found.setdefault(person)
                break
    return tuple(found)


def _called(names: Mapping[int, str]) -> list[tuple[str, int]]:
    """What each person can be called, the longest first."""
    full = [(_folded(name), person) for person, name in names.items() if name.strip()]
    first: dict[str, list[int]] = {}
    for name, person in full:
        first.setdefault(name.split()[0], []).append(person)
    alone = [(name, people[0]) for name, people in first.items() if len(people) == 1]
    return sorted({*full, *alone}, key=lambda one: (-len(one[0]), one))


def _folded(text: str) -> str:
    """Text without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def handles(names: Iterable[str]) -> tuple[str, ...]:
    """How each of some people can be mentioned: by the first name, or in full where two bear it."""
    them = tuple(names)
    firsts = [_folded(name).split()[0] if name.strip() else "" for name in them]
    return tuple(
        f"@{name.split()[0]}" if first and firsts.count(first) == 1 else f"@{name}"
        for name, first in zip(them, firsts, strict=True)
    )
