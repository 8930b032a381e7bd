"""Turns one source into staged Parquet parts, chunk by chunk, so that a stop in the middle costs one chunk."""

import io
import json
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Final

import duckdb
import orjson

from wellbought.errors import WellboughtError
from wellbought.market.chunks import CHUNK, LONGEST_LINE, Chunk, Cut, cuts
from wellbought.market.flattening import LOOSE, flatten, reader
from wellbought.market.reading import flat, pieces
from wellbought.market.reading.containers import Source, SourceUnreadable
from wellbought.market.reading.mending import mended
from wellbought.market.reading.pieces import NotContractingData
from wellbought.market.schema import VERSION

_MOST_LISTED: Final = 2_000
_HEAD: Final = 1 << 20
_COLUMN_OF_ERROR: Final = re.compile(r"Expected (ARRAY|OBJECT), but got")
#: Chunks are read side by side, each by one thread, so that no core waits for another at the end of each.
WORKERS: Final = min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


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
    bad: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""
    version: int = VERSION

    def report(self, line: int, kind: str, reason: str) -> None:
        """Count something that could not be read, and keep where it stands."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.bad) < _MOST_LISTED:
            self.bad.append({"file": self.name, "line": line, "kind": kind, "reason": reason})


def quoted(path: Path | str) -> str:
    """A path as a text in SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def connect(folder: Path, *, memory_mb: int = 700, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB that stays within bounds and spills into the dataset's own folder."""
    limits = {"temp_directory": str(folder / "spill"), "memory_limit": f"{memory_mb}MB"}
    if threads:
        limits["threads"] = str(threads)
    connection = duckdb.connect(config=limits)  # type: ignore[arg-type]
    connection.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false; SET TimeZone = 'UTC'")
    return connection


@dataclass
class _Read:
    """What one chunk gave: releases, what was mended, and what could not be read, with lines counted from the chunk's first."""

    releases: int = 0
    reshaped: int = 0
    mended: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[int, str, str]] = field(default_factory=list)

    def report(self, line: int, kind: str, reason: str) -> None:
        """Keep what is wrong with a line."""
        self.bad.append((line, kind, reason))


class _Desk:
    """Where one worker reads chunks: a connection and a place for the bytes."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, number: int) -> None:
        self.connection, self.chunk = connection.cursor(), Chunk(folder)
        self.connection.execute("SET TimeZone = 'UTC'")
        self._written = folder / f"desk-{number}.new"
        self._prepared: dict[tuple[tuple[str, ...], bool], str] = {}

    def copy(self, target: Path, loose: tuple[str, ...], *, fast: bool) -> tuple[int, int, int, int]:
        """Flatten the chunk into a Parquet file; how many rows, rough ones, not compiled ones, reshaped ones."""
        name = self._prepared.get((loose, fast))
        if name is None:
            name = self._prepared[loose, fast] = f"reading_{len(self._prepared)}"
            query = flatten(reader(self.chunk.path, loose=loose, longest=LONGEST_LINE, fast=fast), loose, fast=fast)
            self.connection.execute(f"PREPARE {name} AS {_copying(query, self._written)}")
        self.connection.execute(f"EXECUTE {name}")
        counts = _counted(self.connection, self._written)
        self._written.replace(target)
        return counts

    def close(self) -> None:
        """Let go."""
        self._written.unlink(missing_ok=True)
        self.connection.close()
        self.chunk.close()


def _copying(query: str, target: Path) -> str:
    return f"COPY ({query}) TO {quoted(target)} (FORMAT parquet, COMPRESSION lz4)"


def _counted(connection: duckdb.DuckDBPyConnection, written: Path) -> tuple[int, int, int, int]:
    found = connection.execute(
        "SELECT count(*), count(*) FILTER (rough), count(*) FILTER (NOT compiled), coalesce(sum(reshaped), 0) "
        f"FROM read_parquet({quoted(written)})"
    ).fetchone() or (0, 0, 0, 0)
    return int(found[0]), int(found[1]), int(found[2]), int(found[3])


class Stager:
    """Writes one source's parts into a folder.

    :param progress: called with the bytes of the source that are done
    """

    def __init__(
        self, source: Source, folder: Path, progress: Callable[[int], None], *, mapping: Path | None = None
    ) -> None:
        self.source, self.folder, self.progress, self.mapping = source, folder, progress, mapping
        folder.mkdir(parents=True, exist_ok=True)
        #: The parts that are read as JSON text since their shape was found wrong.
        self.loose: tuple[str, ...] = ()
        #: Whether the source holds releases that may have to be merged, which are kept as they were published.
        self.merges = False
        self.state = earlier(folder) or Staged(source.name, source.fingerprint, source.size)
        self.connection = connect(folder, threads=1)

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
        number = len(self.state.chunks)
        pieces_of_it = cuts(
            self.source, after=self.state.chunks[-1] if number else 0, size=CHUNK, report=self.state.report
        )
        for cut, read in self._side_by_side(enumerate(pieces_of_it, start=number)):
            before = cut.before() if read.bad else 0
            for line, kind, reason in read.bad:
                self.state.report(before + line, kind, reason)
            self.state.releases += read.releases
            self._count_mended(read)
            self.state.chunks.append(cut.end)
            self._remember()
            self.progress(min(cut.end, self.source.size) if self.source.path else 0)

    def _count_mended(self, read: _Read) -> None:
        counts = Counter(self.state.mended) + read.mended
        if read.reshaped:
            counts["shape"] += read.reshaped
        self.state.mended = dict(counts)

    def _side_by_side(self, numbered: Iterator[tuple[int, Cut]]) -> Iterator[tuple[Cut, _Read]]:
        """Read chunks on all cores; what each gave, in order, so that a stop costs no more than those under way."""
        desks: SimpleQueue[_Desk] = SimpleQueue()
        all_desks = [_Desk(self.connection, self.folder, number) for number in range(WORKERS)]
        for desk in all_desks:
            desks.put(desk)

        def work(number: int, cut: Cut) -> _Read:
            desk = desks.get()
            try:
                cut.fill(desk.chunk)
                return self._stage_chunk(desk, number)
            finally:
                desks.put(desk)

        pool = ThreadPoolExecutor(WORKERS)
        waiting: deque[tuple[Cut, Future[_Read]]] = deque()
        try:
            for number, cut in numbered:
                waiting.append((cut, pool.submit(work, number, cut)))
                if len(waiting) > WORKERS:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            pool.shutdown(cancel_futures=True)
            for desk in all_desks:
                desk.close()

    def _stage_chunk(self, desk: _Desk, number: int) -> _Read:
        """Write one chunk's part, as fast as its content allows."""
        target = self.folder / f"{number:06}.parquet"
        fast = not self.merges
        while True:
            loose = self.loose
            try:
                rows, rough, single, reshaped = desk.copy(target, loose, fast=fast)
            except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
                part = _part_of(str(error), loose)
                if part is None:
                    return self._stage_carefully(desk.chunk, target)
                self.loose = tuple(one for one in LOOSE if one in (*self.loose, part))
                continue
            if single and not (self.merges and set(loose) == set(LOOSE)):
                # Releases that may have to be merged are kept as they were published, nulls included.
                self.merges, self.loose, fast = True, LOOSE, False
            elif fast and rough:
                fast = False
            else:
                break
        if rough and self._without_ocid(desk.connection, target):
            return self._stage_carefully(desk.chunk, target)
        return _Read(releases=rows, reshaped=reshaped)

    def _copy(self, chunk: Chunk, target: Path) -> None:
        """Flatten lines of releases that Python has mended into a Parquet file."""
        query = flatten(reader(chunk.path, loose=LOOSE, longest=chunk.longest), LOOSE, mended=True)
        temporary = target.with_suffix(".new")
        connection = self.connection.cursor()
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(_copying(query, temporary))
        connection.close()
        temporary.replace(target)

    @staticmethod
    def _without_ocid(connection: duckdb.DuckDBPyConnection, target: Path) -> bool:
        """Whether a part holds rows that belong to no process, so that their lines have to be told."""
        found = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(target)}) WHERE ocid IS NULL").fetchone()
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
                self._copy(chunk, self.folder / "mended.parquet")

    def _mended_lines(self, releases: Iterator[Mapping[str, Any]]) -> Iterator[bytes]:
        counts: Counter[str] = Counter(self.state.mended)
        for release in releases:
            notes: set[str] = set()
            yield orjson.dumps(mended(release, notes), option=orjson.OPT_NON_STR_KEYS) + b"\n"
            counts.update(notes)
        self.state.mended = dict(counts)

    def _stage_carefully(self, chunk: Chunk, target: Path) -> _Read:
        """Read every line of a chunk in Python: slower, and sure to tell what is wrong with which line."""
        read = _Read()
        releases = pieces.in_lines(enumerate(chunk.lines(), start=1), read.report)
        read.releases = self._write_pieces(releases, target, read, read.report)
        return read

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
            while True:
                read = _Read()
                written = self._write_pieces(
                    waiting, self.folder / f"{number:06}.parquet", read, self.state.report, most=CHUNK
                )
                self._count_mended(read)
                if not written:
                    break
                self.state.releases += written
                number += 1

    def _write_pieces(
        self,
        releases: Iterator[tuple[pieces.Place, Mapping[str, Any]]],
        target: Path,
        read: _Read,
        report: pieces.Report,
        most: int | None = None,
    ) -> int:
        """Write releases that Python has read; how many."""
        written, size = 0, 0

        def lines() -> Iterator[bytes]:
            nonlocal written, size
            for place, release in releases:
                if not release.get("ocid") or not isinstance(release["ocid"], (str, int)):
                    report(place.line, "no-ocid", "This release has no ocid, so it belongs to no process.")
                    continue
                notes: set[str] = set()
                line = orjson.dumps(mended(release, notes)) + b"\n"
                read.mended.update(notes)
                written, size = written + 1, size + len(line)
                yield line
                if most is not None and size >= most:
                    break

        with Chunk(self.folder) as chunk:
            chunk.fill(lines())
            if written:
                self._copy(chunk, target)
        return written


def earlier(folder: Path) -> Staged | None:
    """What an earlier run staged in a folder; ``None`` if nothing, or if another version did."""
    path = folder / "state.json"
    if not path.is_file():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Staged(**raw) if raw.get("version") == VERSION else None


def _part_of(message: str, loose: Collection[str]) -> str | None:
    """The part whose shape stopped DuckDB, the likeliest first; ``None`` if something else did."""
    if _COLUMN_OF_ERROR.search(message):
        for part in ("awards", "contracts", "parties", "tag", "buyer", "tender"):
            if part not in loose and part in LOOSE:
                return part
    return None


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
