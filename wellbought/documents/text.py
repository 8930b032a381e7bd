"""Text that people wrote: made fit for every format, and kept apart from markup."""

import re
import unicodedata
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufeff]")
_NOT_CHARACTERS: Final = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NOT_TEXT: Final = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NOT_CHARACTERS}]")
LEFT_TO_RIGHT: Final = "\u2066"
END_OF_ISOLATE: Final = "\u2069"
_ISOLATES: Final = f"{LEFT_TO_RIGHT}\u2067\u2068"
_RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))


def clean(text: str) -> str:
    """The same text with nothing in it that a format forbids or that would disturb what stands around it.

    Every kind of line end becomes a line feed. Control characters go, and so do the old marks that force a writing
    direction on all that follows; marks that isolate a stretch of the other direction stay, and are closed at the end
    of their line. What is not a character at all becomes the replacement character.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", text)
    text = _NOT_TEXT.sub("\ufffd", text)
    if any(mark in text for mark in _ISOLATES) or END_OF_ISOLATE in text:
        text = "\n".join(_closed(line) for line in text.split("\n"))
    return text


def _closed(line: str) -> str:
    """A line in which each isolate is closed and nothing is closed that was not opened."""
    open_now, out = 0, []
    for char in line:
        if char in _ISOLATES:
            open_now += 1
        elif char == END_OF_ISOLATE:
            if not open_now:
                continue
            open_now -= 1
        out.append(char)
    return "".join(out) + END_OF_ISOLATE * open_now


def one_line(text: str) -> str:
    """The text on one line, for titles and names."""
    return " ".join(clean(text).split())


def name_of(char: str) -> str:
    """A character said in words, such as ``grinning face``."""
    return unicodedata.name(char, f"U+{ord(char):04X}").lower()


def runs_right_to_left(text: str) -> bool | None:
    """Whether a text is written from right to left, by its first letter that has a direction; ``None`` if none has."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _RIGHT_TO_LEFT:
            return True
        if kind == "L":
            return False
    return None
