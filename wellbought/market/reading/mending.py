"""Gives a release the shape that the standard describes: lists for objects, days for dates, numbers for words."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from wellbought.market.schema import SHAPE, Shape

_DATES: Final = frozenset("date startDate endDate dateSigned datePublished".split())
_NUMBERS: Final = frozenset("amount quantity numberOfTenderers numberOfTenders".split())
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTS: Final = re.compile(r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?=$|[ T])")
_COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NOT_OF_NUMBERS: Final = re.compile(r"[^\d.,\-]")
_MILLISECONDS: Final = 10_000_000_000
_MONTHS: Final = 12
_NAMED_MONTHS: Final = ("%d-%b-%y", "%d-%b-%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")


def mended(release: Mapping[str, Any], notes: set[str]) -> dict[str, Any]:
    """The part of a release that is read, in the standard's shape.

    :param notes: gathers ids of what was changed: shape, date, number
    """
    clean: dict[str, Any] = _fit(release, SHAPE, "", notes)
    if isinstance(clean.get("awards"), list):
        clean["awards"] = [one for one in clean["awards"] if one]
    if not clean.get("id"):
        clean["id"] = f"{clean.get('ocid', '')}-{clean.get('date') or ''}"
    clean.setdefault("tag", [])
    return clean


def _fit(value: Any, shape: Shape, name: str, notes: set[str]) -> Any:
    if value is None:
        return None
    if isinstance(shape, str):
        return _scalar(value, name, notes)
    if isinstance(shape, Mapping):
        if isinstance(value, list) and value:
            notes.add("shape")
            value = value[0]
        if not isinstance(value, Mapping):
            if value not in ("", [], None):
                notes.add("shape")
            return None
        return {key: _fit(value[key], part, key, notes) for key, part in shape.items() if key in value}
    if not isinstance(value, list):
        notes.add("shape")
        value = [value]
    return [one for one in (_fit(member, shape[0], name, notes) for member in value) if one is not None]


def _scalar(value: Any, name: str, notes: set[str]) -> Any:
    if isinstance(value, (list, Mapping)):
        notes.add("shape")
        parts: Iterable[object] = value.values() if isinstance(value, Mapping) else value
        return "; ".join(str(part) for part in parts if isinstance(part, (str, int, float))) or None
    if isinstance(value, bool):
        return str(value).lower()
    if name in _DATES:
        return _date(value, notes)
    if name in _NUMBERS:
        return _number(value, notes)
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _date(value: object, notes: set[str]) -> str | None:
    text = str(value).strip()
    if not text or _ISO.match(text):
        return text or None
    found = _other_date(text)
    notes.add("date" if found else "date-unreadable")
    return found.isoformat() if found else text


def _other_date(text: str) -> date | None:
    try:
        if match := _COMPACT.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if text.isdecimal():
            seconds = int(text) / (1000 if int(text) > _MILLISECONDS else 1)
            return datetime.fromtimestamp(seconds, UTC).date()
        if match := _PARTS.match(text):
            first, second, third = int(match[1]), int(match[2]), int(match[3])
            if len(match[1]) > 2:  # noqa: PLR2004 - a year has more than two digits
                return date(first, second, third)
            # Day first, as nearly everywhere; month first only where the day could not be a month.
            day, month = (second, first) if second > _MONTHS else (first, second)
            return date(third, month, day)
        return _with_named_month(text) or parsedate_to_datetime(text).date()
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _with_named_month(text: str) -> date | None:
    for shape in _NAMED_MONTHS:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _number(value: object, notes: set[str]) -> object:
    if isinstance(value, (int, float)):
        return value if abs(value) < 1e30 else str(value)  # noqa: PLR2004 - beyond it nothing is an amount
    text = str(value).strip()
    if not text:
        return None
    try:
        float(text)
    except ValueError:
        pass
    else:
        return text
    number = plain_number(text)
    notes.add("number" if number is not None else "number-unreadable")
    return number if number is not None else text


def plain_number(text: str) -> str | None:
    """A number as people write it (``1.234,50 €``, ``12,000``) with a point for its fraction; ``None`` if it is none."""
    digits = _NOT_OF_NUMBERS.sub("", text)
    if not re.search(r"\d", digits):
        return None
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if comma < point else "."
        digits = digits.replace(thousands, "")
    elif digits.count(",") == 1 and not re.search(r",\d{3}$", digits):
        digits = digits.replace(",", ".")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    digits = digits.replace(",", "." if digits.count(",") == 1 and not re.search(r",\d{3}$", digits) else "")
    try:
        float(digits)
    except ValueError:
        return None
    return digits
