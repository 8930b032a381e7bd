"""Which pieces of the guidance are linked: by the fields that name others, and by the links in their prose."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from wellbought.pack.kinds import Item, Names, Term, Topic
from wellbought.pack.read import Pack

_IN_PROSE: Final = re.compile(r"\]\((topic|question|term|clause|criterion|disclosure):([a-z0-9-]+)")


def linked(pack: Pack) -> Mapping[str, frozenset[str]]:
    """For each piece, as ``topic/fast-lane``, those that name it or that it names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for of_kind in pack.items.values():
        for item in of_kind.values():
            here = f"{item.kind}/{item.id}"
            for other in (*_named(item), *_in_prose(item)):
                found[here].add(other)
                found[other].add(here)
    return {name: frozenset(others) for name, others in found.items()}


def _named(item: Item) -> Iterator[str]:
    for field, described in type(item).model_fields.items():
        for mark in described.metadata:
            if isinstance(mark, Names):
                value = getattr(item, field)
                for one in (value,) if isinstance(value, str) else value or ():
                    yield f"{mark.kind}/{one.partition('@')[0]}"


def _in_prose(item: Item) -> Iterator[str]:
    if isinstance(item, Topic):
        yield from (f"{kind}/{one}" for kind, one in _IN_PROSE.findall(item.body))
    elif isinstance(item, Term):
        yield from (f"{kind}/{one}" for kind, one in _IN_PROSE.findall(f"{item.meaning} {item.matters or ''}"))
