"""Parsing the choices that narrow a list, as they stand in an address."""

from dataclasses import fields
from typing import Any, TypeVar

from django.http import QueryDict

Filter = TypeVar("Filter")

LONGEST_WORDS = 200
#: No list is longer than this many pages, and no number in an address larger.
MOST_PAGES = 999


def chosen(filter_type: type[Filter], params: QueryDict) -> Filter:
    """Read the choices of one list from an address.

    What is not among the choices, or makes no sense, counts as not chosen: an old link still shows a list.

    :param filter_type: a dataclass of choices, see :mod:`wellbought.web.guidance.queries.choices`
    """
    found: dict[str, Any] = {}
    for field in fields(filter_type):  # type: ignore[arg-type]  # every filter is a dataclass
        raw = params.get(field.metadata["name"] or field.name, "").replace("\x00", "").strip()
        found[field.name] = _read(raw, field.default, field.metadata["allowed"])
    return filter_type(**found)


def _read(raw: str, default: Any, allowed: frozenset[str] | None) -> Any:
    if isinstance(default, bool):
        return raw == "1"
    if isinstance(default, int):
        number = int(raw[:9]) if raw.isascii() and raw.isdecimal() else 0
        return min(number, MOST_PAGES) or default
    if allowed is None:
        return raw[:LONGEST_WORDS]
    return raw if raw in allowed else default
