"""Turns one source into staged Parquet parts, chunk by chunk, so that a stop in the middle costs one chunk."""

import io
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import duckdb
import orjson

from wellbought.errors import WellboughtError
from wellbought.market.flattening import LOOSE, flatten, reader
from wellbought.market.reading import flat, pieces
from wellbought.market.reading.containers import Source, SourceUnreadable
from wellbought.market.reading.mending import mended
from wellbought.market.reading.pieces import Bad, NotContractingData

CHUNK: Final = 128 << 20
#: The longest line that DuckDB reads; longer ones go to the careful reader.
LONGEST_LINE: Final = 4 << 20
_MOST_LISTED: Final = 2_000
_HEAD: Final = 1 << 20
_COLUMN_OF_ERROR: Final = re.compile(r"Expected (ARRAY|OBJECT), but got")


class DiskFull(WellboughtError):
    """The data could not be written; what was there before is unharmed."""


@dataclass
class Staged:
    """What one source gave.

    :ivar chunks: the byte at which each finished chunk ends, for going on after a stop
    :ivar bad: what could not be read, at most two thousand; ``counts`` counts all of it
    """

    name: str
    fingerprint: str
    size: int
    kind: str = ""
    finished: bool = False
    releases: int = 0
    mended: dict[str, int] = field(default_factory=dict)
    chunks: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bad: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""

    def report(self, line: int, kind: str, reason: str) -> None:
        """Count something that could not be read, and keep where it stands."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.bad) < _MOST_LISTED:
            self.bad.append(
                vars(Bad(self.name, line, kind, reason))
                if False
                else {"file": self.name, "line": line, "kind": kind, "reason": reason}
            )


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

    def copy(self, source: BinaryIO, start: int, end: int) -> None:
        """Hold a piece of a file instead of what was there."""
        self._file.seek(0)
        place = start
        if hasattr(os, "sendfile"):
            while place < end and (sent := os.sendfile(self._file.fileno(), source.fileno(), place, end - place)):
                place += sent
        else:
            source.seek(start)
            while place < end and (block := source.read(min(1 << 20, end - place))):
                place += self._file.write(block)
        self._file.truncate(end - start)

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


def quoted(path: Path | str) -> str:
    """A path as a text in SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def connect(folder: Path, *, memory_mb: int = 700) -> duckdb.DuckDBPyConnection:
    """A DuckDB that stays within bounds and spills into the dataset's own folder."""
    temporary = folder / "spill"
    connection = duckdb.connect(config={"temp_directory": str(temporary), "memory_limit": f"{memory_mb}MB"})
    connection.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false; SET TimeZone = 'UTC'")
    return connection


class Stager:
    """Writes one source's parts into a folder.

    :param progress: called with the bytes of the source that are done
    """

    def __init__(
        self, source: Source, folder: Path, progress: Callable[[int], None], *, mapping: Path | None = None
    ) -> None:
        self.source, self.folder, self.progress, self.mapping = source, folder, progress, mapping
        folder.mkdir(parents=True, exist_ok=True)
        self.loose: list[str] = []
        self.state = self._earlier() or Staged(source.name, source.fingerprint, source.size)
        self.connection = connect(folder)

    def _earlier(self) -> Staged | None:
        path = self.folder / "state.json"
        return Staged(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None

    def _remember(self) -> None:
        path = self.folder / "state.json"
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps(vars(self.state), ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)

    def stage(self) -> Staged:
        """Read the source to its end, or from where an earlier run stopped.

        :raises NotContractingData: if it holds nothing of the kind
        :raises DiskFull: if the parts cannot be written
        """
        if self.state.finished:
            return self.state
        try:
            with self.source.open() as stream:
                head = _peek(stream, _HEAD)
                self.state.kind = pieces.sniff(head, self.source.name)
            if self.state.kind == "lines" and self._all_single(head):
                self._stage_lines()
            else:
                self._stage_pieces()
            self._mend()
            self.state.finished = True
            self._remember()
        except (OSError, duckdb.IOException) as error:
            raise DiskFull(
                f"The data could not be written ({error}). Nothing of earlier data was changed; run it again to go on.",
                where=str(self.folder),
            ) from None
        finally:
            self.connection.close()
        return self.state

    @staticmethod
    def _all_single(head: bytes) -> bool:
        """Whether the first lines are releases themselves, and not packages or records."""
        for line in head.split(b"\n")[:5]:
            try:
                value = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if not isinstance(value, dict) or "ocid" not in value or "compiledRelease" in value:
                return False
            if isinstance(value.get("releases"), list):
                return False
        return True

    # Lines of releases: DuckDB reads them as they are

    def _stage_lines(self) -> None:
        line = sum(self.state.lines)
        with Chunk(self.folder) as chunk:
            for number, (_, end) in enumerate(self._chunks(chunk)):
                if number < len(self.state.chunks):
                    continue
                lines = self._stage_chunk(chunk, number, line)
                line += lines
                self.state.chunks.append(end)
                self.state.lines.append(lines)
                self._remember()
                self.progress(min(end, self.source.size) if self.source.path else 0)

    def _chunks(self, chunk: Chunk) -> Iterator[tuple[int, int]]:
        """Fill the chunk with whole lines again and again; where each begins and ends in the content."""
        if self.source.path is not None:
            with self.source.path.open("rb") as file:
                start = self.state.chunks[-1] if self.state.chunks else 0
                for place, end in enumerate(self.state.chunks):
                    yield (self.state.chunks[place - 1] if place else 0), end
                while start < self.source.size:
                    end = min(start + CHUNK, self.source.size)
                    if end < self.source.size:
                        file.seek(end)
                        end += len(file.readline())
                    chunk.copy(file, start, end)
                    yield start, end
                    start = end
            return
        with self.source.open() as stream:
            start, kept, ended = 0, b"", False
            while not ended:
                blocks = [kept]
                size = len(kept)
                while size < CHUNK:
                    try:
                        block = stream.read(1 << 20)
                    except SourceUnreadable as error:
                        self.state.report(0, "broken-off", error.message)
                        self.state.note = error.message
                        block = b""
                    if not block:
                        ended = True
                        break
                    blocks.append(block)
                    size += len(block)
                whole = b"".join(blocks)
                cut = len(whole) if ended else whole.rfind(b"\n") + 1 or len(whole)
                kept = whole[cut:]
                if cut:
                    chunk.fill(iter([whole[:cut]]))
                    yield start, start + cut
                start += cut

    def _stage_chunk(self, chunk: Chunk, number: int, line: int) -> int:
        """Write one chunk's part, as fast as its content allows.

        :returns: how many lines it holds
        """
        target = self.folder / f"{number:06}.parquet"
        while True:
            try:
                rows, rough, single = self._copy(chunk, target)
                if single and set(self.loose) != set(LOOSE):
                    # Releases that may have to be merged are kept as they were published, nulls included.
                    self.loose = list(LOOSE)
                    continue
                break
            except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
                part = self._part_of(str(error))
                if part is None:
                    return self._stage_carefully(chunk, target, line)
                self.loose.append(part)
        if rough and self._without_ocid(target):
            return self._stage_carefully(chunk, target, line)
        self.state.releases += rows
        return rows

    def _part_of(self, message: str) -> str | None:
        """The part whose shape stopped DuckDB; ``None`` if something else did."""
        if _COLUMN_OF_ERROR.search(message):
            for part in ("awards", "contracts", "parties", "tag", "buyer", "tender"):
                if part not in self.loose and part in LOOSE:
                    return part
        return None

    def _copy(self, chunk: Chunk, target: Path, *, careful: bool = False) -> tuple[int, int, int]:
        """Flatten lines of releases into a Parquet file; how many rows, how many rough, how many not compiled."""
        loose = LOOSE if careful else tuple(self.loose)
        query = flatten(
            reader(chunk.path, loose=loose, longest=chunk.longest if careful else LONGEST_LINE), loose, mended=careful
        )
        temporary = target.with_suffix(".new")
        self.connection.execute(
            f"COPY ({query}) TO {quoted(temporary)} (FORMAT parquet, COMPRESSION lz4, RETURN_STATS)"
        )
        rows, rough, single = self.connection.execute(
            f"SELECT count(*), count(*) FILTER (rough), count(*) FILTER (NOT compiled) FROM read_parquet({quoted(temporary)})"
        ).fetchone() or (0, 0, 0)
        temporary.replace(target)
        return int(rows), int(rough), int(single)

    def _without_ocid(self, target: Path) -> bool:
        """Whether a part holds rows that belong to no process, so that their lines have to be told."""
        found = self.connection.execute(
            f"SELECT count(*) FROM read_parquet({quoted(target)}) WHERE ocid IS NULL"
        ).fetchone()
        return bool(found and found[0])

    def _mend(self) -> None:
        """Read the rough rows of all parts with care and put them into a part of their own."""
        if not any(self.folder.glob("[0-9]*.parquet")):
            return
        raws = self.connection.execute(
            f"SELECT raw FROM read_parquet({quoted(self.folder / '[0-9]*.parquet')}) WHERE rough"
        ).fetchall()
        if raws:
            with Chunk(self.folder) as chunk:
                chunk.fill(self._mended_lines(orjson.loads(raw) for (raw,) in raws))
                self._copy(chunk, self.folder / "mended.parquet", careful=True)

    def _mended_lines(self, releases: Iterator[Mapping[str, Any]]) -> Iterator[bytes]:
        counts: Counter[str] = Counter(self.state.mended)
        for release in releases:
            notes: set[str] = set()
            yield orjson.dumps(mended(release, notes), option=orjson.OPT_NON_STR_KEYS) + b"\n"
            counts.update(notes)
        self.state.mended = dict(counts)

    def _stage_carefully(self, chunk: Chunk, target: Path, line: int) -> int:
        """Read every line of a chunk in Python: slower, and sure to tell what is wrong with which line."""
        last = line

        def numbered() -> Iterator[tuple[int, bytes]]:
            nonlocal last
            for text in chunk.lines():
                last += 1
                yield last, text

        releases = pieces.in_lines(numbered(), self.state.report)
        self._write_pieces(releases, target)
        return last - line

    # Packages, records and documents: Python finds the releases

    def _stage_pieces(self) -> None:
        """A source is one unit here: after a stop it is read again from its beginning."""
        for old in self.folder.glob("*.parquet"):
            old.unlink()
        self.state = Staged(self.source.name, self.source.fingerprint, self.source.size, self.state.kind)
        with self.source.open() as stream:
            counted = _Counted(stream, self.progress, packed=self.source.path is None)
            if self.state.kind == "table":
                with self.source.open() as again:
                    head = _peek(again, _HEAD)
                mapped, releases = flat.rows_in(
                    io.BufferedReader(counted),
                    head,
                    self.mapping,
                    self.state.report,
                    self.source.name,
                )
                self.state.note = json.dumps(mapped.as_json(), ensure_ascii=False)
            elif self.state.kind == "lines":
                releases = pieces.in_lines(enumerate(_whole_lines(counted, self.state), start=1), self.state.report)
            else:
                releases = pieces.in_document(io.BufferedReader(counted), self.state.report)
            number = 0
            waiting = iter(_safely(releases, self.state))
            while self._write_pieces(waiting, self.folder / f"{number:06}.parquet", most=CHUNK):
                number += 1

    def _write_pieces(
        self, releases: Iterator[tuple[pieces.Place, Mapping[str, Any]]], target: Path, most: int | None = None
    ) -> int:
        """Write releases that Python has read; how many."""
        written, size = 0, 0

        def lines() -> Iterator[bytes]:
            nonlocal written, size
            counts: Counter[str] = Counter(self.state.mended)
            for place, release in releases:
                if not release.get("ocid") or not isinstance(release["ocid"], (str, int)):
                    self.state.report(place.line, "no-ocid", "This release has no ocid, so it belongs to no process.")
                    continue
                notes: set[str] = set()
                line = orjson.dumps(mended(release, notes)) + b"\n"
                counts.update(notes)
                written, size = written + 1, size + len(line)
                yield line
                if most is not None and size >= most:
                    break
            self.state.mended = dict(counts)

        with Chunk(self.folder) as chunk:
            chunk.fill(lines())
            if written:
                self._copy(chunk, target, careful=True)
                self.state.releases += written
        return written


class _Counted(io.RawIOBase):
    """A stream that tells how far it has been read."""

    def __init__(self, inner: BinaryIO, progress: Callable[[int], None], *, packed: bool) -> None:
        self._inner, self._progress, self._packed, self._done = inner, progress, packed, 0

    def read(self, size: int = -1) -> bytes:
        block = self._inner.read(size)
        self._done += len(block)
        if not self._packed:
            self._progress(self._done)
        return block

    def readinto(self, buffer: Any) -> int:
        block = self.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def readable(self) -> bool:
        return True


def _whole_lines(stream: Any, state: Staged) -> Iterator[bytes]:
    kept = b""
    while True:
        try:
            block = stream.read(1 << 20)
        except SourceUnreadable as error:
            state.report(0, "broken-off", error.message)
            block = b""
        if not block:
            break
        *whole, kept = (kept + block).split(b"\n")
        yield from whole
        if len(kept) > pieces.LONGEST:
            raise NotContractingData(f"A line is longer than {pieces.LONGEST >> 20} MB.", where=state.name)
    if kept:
        yield kept


def _safely(releases: Iterator[Any], state: Staged) -> Iterator[Any]:
    """Releases until the source ends or breaks off."""
    try:
        yield from releases
    except SourceUnreadable as error:
        state.report(0, "broken-off", error.message)
        state.note = error.message


def _peek(stream: BinaryIO, size: int) -> bytes:
    """The first bytes; fewer where the stream breaks off."""
    blocks, got = [], 0
    try:
        while got < size and (block := stream.read(min(1 << 16, size - got))):
            blocks.append(block)
            got += len(block)
    except SourceUnreadable:
        pass
    return b"".join(blocks)
