"""Cuts line-delimited data into pieces of whole lines, each held where DuckDB can read it as a file."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from wellbought.market.reading.containers import Source, SourceUnreadable
from wellbought.market.reading.pieces import LONGEST, Report

CHUNK: Final = 96 << 20
#: The longest line that DuckDB reads; longer ones go to the careful reader.
LONGEST_LINE: Final = 4 << 20
_BLOCK: Final = 1 << 20


class Chunk:
    """Bytes that DuckDB can read as a file: in memory where the system can, else a temporary file."""

    def __init__(self, folder: Path) -> None:
        if hasattr(os, "memfd_create"):
            self._file: Any = os.fdopen(os.memfd_create("wellbought"), "w+b", buffering=0)
            self.path = f"/proc/self/fd/{self._file.fileno()}"
        else:
            self._file = tempfile.NamedTemporaryFile(dir=folder, suffix=".ndjson", buffering=0)  # noqa: SIM115
            self.path = self._file.name

    #: The longest line that was written into it line by line.
    longest = LONGEST_LINE

    def fill(self, blocks: Iterator[bytes]) -> None:
        """Hold these bytes instead of what was there."""
        self._file.seek(0)
        size = 0
        for block in blocks:
            self.longest = max(self.longest, len(block))
            size += self._file.write(block)
        self._file.truncate(size)

    def copy(self, path: Path, start: int, end: int) -> None:
        """Hold a piece of a file instead of what was there."""
        self._file.seek(0)
        place = start
        with path.open("rb") as source:
            if hasattr(os, "sendfile"):
                while place < end and (sent := os.sendfile(self._file.fileno(), source.fileno(), place, end - place)):
                    place += sent
            else:
                source.seek(start)
                while place < end and (block := source.read(min(_BLOCK, end - place))):
                    place += self._file.write(block)
        self._file.truncate(place - start)

    def lines(self) -> Iterator[bytes]:
        """Line by line what it holds."""
        with Path(self.path).open("rb") as file:
            yield from file

    def close(self) -> None:
        """Let go of the memory."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece of a source.

    :ivar end: the byte of the content at which it ends
    :ivar fill: puts it into a chunk
    :ivar before: counts the lines of the source that stand before it; called only if one of its lines is bad
    """

    end: int
    fill: Callable[[Chunk], None]
    before: Callable[[], int]


def cuts(source: Source, *, after: int, size: int, report: Report) -> Iterator[Cut]:
    """A source in pieces of whole lines.

    :param after: the byte at which an earlier run stopped
    :param report: called for lines that are too long for anything, and where the source breaks off
    """
    if source.path is not None:
        yield from _of_file(source.path, source.size, after, size, report)
    else:
        with source.open() as stream:
            yield from _of_stream(stream, after, size, report)


def _of_file(path: Path, whole: int, start: int, size: int, report: Report) -> Iterator[Cut]:
    lines = _Lines(path)
    with path.open("rb") as file:
        while start < whole:
            end = _end_of_line(file, start, min(start + size, whole), whole)
            if end - start > LONGEST and end - start > size:
                report(lines.before(start) + 1, "too-long", f"This line is longer than {LONGEST >> 20} MB.")
            else:
                yield Cut(
                    end,
                    lambda chunk, start=start, end=end: chunk.copy(path, start, end),  # type: ignore[misc]
                    lambda start=start: lines.before(start),  # type: ignore[misc]
                )
            start = end


def _end_of_line(file: BinaryIO, start: int, end: int, whole: int) -> int:
    """The last end of a line before a place; if the line is longer than that, its end."""
    if end == whole:
        return end
    place = end
    while place > start:
        block_start = max(start, place - _BLOCK)
        file.seek(block_start)
        if (found := file.read(place - block_start).rfind(b"\n")) >= 0:
            return block_start + found + 1
        place = block_start
    file.seek(end)
    while block := file.read(_BLOCK):
        if (found := block.find(b"\n")) >= 0:
            return end + found + 1
        end += len(block)
    return whole


class _Lines:
    """Counts the lines of a file as far as anybody asks."""

    def __init__(self, path: Path) -> None:
        self._path, self._place, self._count = path, 0, 0

    def before(self, place: int) -> int:
        if place < self._place:
            self._place = self._count = 0
        with self._path.open("rb") as file:
            file.seek(self._place)
            while self._place < place and (block := file.read(min(_BLOCK, place - self._place))):
                self._count += block.count(b"\n")
                self._place += len(block)
        return self._count


def _of_stream(stream: BinaryIO, after: int, size: int, report: Report) -> Iterator[Cut]:
    start, lines, kept, ended = 0, 0, b"", False
    while not ended:
        blocks, held = [kept], len(kept)
        while held < size:
            try:
                block = stream.read(_BLOCK)
            except SourceUnreadable as error:
                report(0, "broken-off", error.message)
                block = b""
            if not block:
                ended = True
                break
            blocks.append(block)
            held += len(block)
        whole = b"".join(blocks)
        cut = len(whole) if ended else whole.rfind(b"\n") + 1
        if not cut and held > LONGEST:
            report(lines + 1, "too-long", f"A line is longer than {LONGEST >> 20} MB. It was read up to here.")
            return
        kept, piece = whole[cut:], whole[:cut]
        if cut and start + cut > after:
            yield Cut(
                start + cut,
                lambda chunk, piece=piece: chunk.fill(iter([piece])),  # type: ignore[misc]
                lambda lines=lines: lines,  # type: ignore[misc]
            )
        start += cut
        lines += piece.count(b"\n")
        size = max(size, len(kept) + _BLOCK)
