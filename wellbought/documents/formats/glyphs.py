"""Which characters the shipped fonts can draw. Reads the character maps of the TrueType files; draws nothing."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from wellbought.documents.text import name_of

FONTS: Final = Path(__file__).parent / "fonts"

#: Typst carries DejaVu Sans Mono inside it; of that, documents rely on these signs alone, and a test draws them.
FROM_TYPST: Final = frozenset("☐☑☒✓✗→←↑↓□≤≥≠≈")

#: Shown instead of a character that no font holds and that has no name worth reading.
NOT_DRAWN: Final = "□"

#: Marks on letters, and signs that join letters and pictures or set them apart.
_JOINING: Final = frozenset(("Mn", "Mc", "Me", "Cf"))

_UNICODE_FULL: Final = 12
_UNICODE_BASIC: Final = 4
_LAST_SEGMENT: Final = 0xFFFF
_PICTURES: Final = range(0x2190, 0x2C00), range(0x1F000, 0x1FC00)


@cache
def covered() -> frozenset[str]:
    """Every character that can be drawn."""
    found = {chr(code) for path in sorted(FONTS.glob("*.ttf")) for code in _codes(path.read_bytes())}
    return frozenset(found | FROM_TYPST | {"\n", "\t"})


def drawable(text: str, *, plainly: bool = False) -> tuple[str, int]:
    """The text with what cannot be drawn said in another way, and how many characters that concerned.

    A picture is named (``[mahjong tile east wind]``); a letter of a script that the fonts lack becomes an empty box,
    and the marks on it go.

    :param plainly: leave out all marks and joiners: a mark and its letter may stand in two fonts, which then draw
        neither
    """
    fonts = covered()
    if not plainly and all(char in fonts for char in text):
        return text, 0
    made, missing, on_a_box = [], 0, False
    for char in unicodedata.normalize("NFC", text) if plainly else text:
        joins = unicodedata.category(char) in _JOINING
        if joins and (on_a_box or plainly):
            missing += 1
            continue
        on_a_box = char not in fonts
        missing += on_a_box
        made.append(_instead(char) if on_a_box else char)
    return "".join(made), missing


def _instead(char: str) -> str:
    if any(ord(char) in block for block in _PICTURES):
        return f"[{name_of(char)}]"
    return NOT_DRAWN


def _codes(font: bytes) -> Iterator[int]:
    """The code points in a font's character map (OpenType ``cmap``, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * table) for table in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    for subtable in range(subtables):
        _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * subtable)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == _UNICODE_FULL:
            yield from _groups(font, start + offset)
        elif form == _UNICODE_BASIC:
            yield from _segments(font, start + offset)


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for group in range(count):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * group)
        yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + twice)
    for first, last in zip(starts, ends, strict=True):
        if last != _LAST_SEGMENT:
            yield from range(first, last + 1)
