"""Reads what can be read of YAML that is broken, so that one slip does not hide the faults beside it.

A mapping is taken key by key, a list entry by entry and each entry key by key. What cannot be read by itself is told
and emptied, line for line, so that the rest reads as it stands and every line keeps its number.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wellbought.errors import WellboughtError

_KEY: Final = re.compile(r"[A-Za-z_][\w-]*(?=\s*:(?:\s|$))")
_ENTRY: Final = re.compile(r"-\s+(?=\S)")

#: Reads YAML whose first line has this number, counted from 0; raises what is wrong with it.
Reader = Callable[[str, int], Any]


@dataclass(slots=True)
class Salvage:
    """What became of a broken text.

    :ivar lines: the text with what cannot be read left empty
    :ivar lost: for each entry that is left (a mapping is the first), the keys that were emptied in it
    :ivar pieces: the texts that were emptied
    :ivar faults: what is wrong with each of them, and the key that it belongs to
    """

    lines: list[str] = field(default_factory=list)
    lost: dict[int, set[str]] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    faults: list[tuple[WellboughtError, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as far as it can be read."""
        return "\n".join(self.lines)


def salvage(text: str, read: Reader, broken: type[WellboughtError]) -> Salvage:
    """Empty whatever cannot be read.

    :param broken: what ``read`` raises
    """
    found = Salvage()
    lines = text.split("\n")
    listed = next((line.startswith("-") for line in lines if line.strip() and not line.startswith(("#", "---"))), False)
    if not listed:
        _of_mapping(lines, 0, 0, found, _Attempt(read, broken))
        return found
    attempt = _Attempt(read, broken)
    for start, entry in _parted(lines, lambda line: line.startswith("-")):
        _of_entry(entry, start, found, attempt)
    return found


@dataclass(frozen=True, slots=True)
class _Attempt:
    read: Reader
    broken: type[WellboughtError]

    def __call__(self, lines: Sequence[str], start: int) -> WellboughtError | None:
        try:
            self.read("\n".join(lines), start)
        except self.broken as fault:
            return fault
        return None


def _of_entry(lines: list[str], start: int, found: Salvage, attempt: _Attempt) -> None:
    """One entry of a list, beginning with a dash; or what stands before the first."""
    place = len(found.lost)
    fault = attempt(lines, start)
    if fault is None:
        found.lines += lines
        if lines[0].startswith("-"):
            found.lost[place] = set()
        return
    dash = _ENTRY.match(lines[0])
    inner = Salvage()
    if dash is not None:
        width = len(dash[0])
        _of_mapping([" " * width + lines[0][width:], *lines[1:]], start, width, inner, attempt)
        if any(line.strip() for line in inner.lines):
            found.lines += ["-" + inner.lines[0][1:], *inner.lines[1:]]
            found.lost[place] = inner.lost[0]
            found.pieces += inner.pieces
            found.faults += inner.faults or [(fault, "")]
            return
    found.lines += [""] * len(lines)
    found.pieces.append("\n".join(lines))
    found.faults += inner.faults or [(fault, "")]


def _of_mapping(lines: list[str], start: int, width: int, found: Salvage, attempt: _Attempt) -> None:
    """A mapping whose keys stand ``width`` to the right."""
    lost = found.lost.setdefault(0, set())
    for offset, piece in _parted(lines, lambda line: bool(_KEY.match(line[width:])) or not _fits(line, width)):
        key = _KEY.match(piece[0][width:])
        name = key[0] if key else ""
        fault = attempt([line[width:] for line in piece], start + offset) if _fits(piece[0], width) else None
        if fault is None and _fits(piece[0], width):
            found.lines += piece
            continue
        found.lines += [""] * len(piece)
        found.pieces.append("\n".join(piece))
        lost.add(name or piece[0].strip().partition(":")[0])
        if fault is not None:
            found.faults.append((fault, name))


def _fits(line: str, width: int) -> bool:
    """Whether a line is empty, a comment, or stands far enough to the right."""
    return not line.strip() or line.lstrip().startswith("#") or not line[:width].strip()


def _parted(lines: list[str], begins: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
    """The lines in parts, each with the number of its first; a part begins where a line says so."""
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or begins(lines[number]):
            yield start, lines[start:number]
            start = number
