"""Conditions put together from plain choices, and read back into them where they were made that way.

A person chooses facts and values; the text of the condition is what the rest of the house works with.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from wellbought.profile import SHAPES, FactKind

YES: Final = "yes"
NO: Final = "no"
_ALWAYS: Final = "true"

_EQUAL = re.compile(r"(\w+) (==|!=) '([^']*)'")
_AMONG = re.compile(r"(!\()?'([^']*)' in (\w+)\)?")
_YES_NO = re.compile(r"(!?)(\w+)")
_VALUE = re.compile(r"\(estimated_value\.currency == '([A-Z]{3})' && estimated_value\.amount >= (\d+(?:\.\d+)?)\)")


@dataclass(frozen=True, slots=True)
class FactIs:
    """That a fact has a value, or among several holds it; ``yes`` or ``no`` where that is the answer.

    :ivar negated: that it has not
    """

    key: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class WorthAtLeast:
    """That the estimated value reaches an amount in a currency."""

    amount: Decimal
    currency: str


Part = FactIs | WorthAtLeast


@dataclass(frozen=True, slots=True)
class PlainCondition:
    """Parts of which all have to hold, or any one of them. No part at all always holds."""

    parts: tuple[Part, ...] = ()
    any_of: bool = False

    def as_text(self) -> str:
        """The condition in the Common Expression Language."""
        glue = " || " if self.any_of else " && "
        return glue.join(_text_of(part) for part in self.parts) or _ALWAYS


def read_plain(text: str) -> PlainCondition | None:
    """The parts of a condition that was put together from them; ``None`` for any other."""
    if text.strip() == _ALWAYS:
        return PlainCondition()
    for any_of, glue in ((False, " && "), (True, " || ")):
        parts = [_part_of(one) for one in _split(text.strip(), glue)]
        found = tuple(part for part in parts if part is not None)
        if len(found) == len(parts):
            plain = PlainCondition(found, any_of=any_of and len(found) > 1)
            if plain.as_text() == text.strip():
                return plain
    return None


def _split(text: str, glue: str) -> Iterable[str]:
    """The text parted at the glue, but for that inside brackets."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text.startswith(glue, place):
            yield text[start:place]
            start = place + len(glue)
    yield text[start:]


def _text_of(part: Part) -> str:
    if isinstance(part, WorthAtLeast):
        amount = f"{part.amount.normalize():f}"
        amount = amount if "." in amount else f"{amount}.0"  # the language compares like with like
        return f"(estimated_value.currency == '{part.currency}' && estimated_value.amount >= {amount})"
    kind = SHAPES[part.key].kind
    if kind is FactKind.YES_NO:
        return part.key if (part.value == YES) is not part.negated else f"!{part.key}"
    if kind is FactKind.CHOICES:
        inside = f"'{part.value}' in {part.key}"
        return f"!({inside})" if part.negated else inside
    return f"{part.key} {'!=' if part.negated else '=='} '{part.value}'"


def _part_of(text: str) -> Part | None:
    if found := _VALUE.fullmatch(text):
        try:
            return WorthAtLeast(Decimal(found[2]), found[1])
        except InvalidOperation:
            return None
    if found := _EQUAL.fullmatch(text):
        return FactIs(found[1], found[3], found[2] == "!=") if found[1] in SHAPES else None
    if found := _AMONG.fullmatch(text):
        return FactIs(found[3], found[2], bool(found[1])) if found[3] in SHAPES else None
    if found := _YES_NO.fullmatch(text):
        return FactIs(found[2], NO if found[1] else YES) if found[2] in SHAPES else None
    return None
