"""A purchase, or a whole organisation, as one file in open formats, and reading it back without trusting it.

The file is a ZIP. ``manifest.json`` says what it is, of which version, and for each part its SHA-256 and size.
``tables/<name>.jsonl`` holds one JSON object a line; rows name one another by keys that stay the same wherever the
archive is read. ``evidence/`` holds files as they were kept. Every part stands in the manifest, and nothing else is in
the file. Decisions are chained, and the chain is proven on reading.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from wellbought.errors import WellboughtError
from wellbought.purchase.decisions import Decision, DecisionUnreadable, decisions_from_json, verify

FORMAT: Final = "wellbought-archive"
#: Raised when a reader of the older version would misunderstand a newer archive.
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
DECISIONS: Final = "decisions"
SCOPES: Final = ("purchase", "organisation")

_PART: Final = re.compile(r"(?:tables/[a-z][a-z-]{0,40}\.jsonl|evidence/[a-z0-9]{1,40})")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_CHUNK: Final = 1 << 16
_MOST_OF_MANIFEST: Final = 64 << 20

Row = Mapping[str, Any]


class ArchiveRefused(WellboughtError):
    """An archive that is not read in. Nothing of it was kept."""


class NotAnArchive(ArchiveRefused):
    """The file is something else, or broken."""


class ArchiveTooNew(ArchiveRefused):
    """It was written by a newer version of this program."""

    def __init__(self, version: object, made_by: object) -> None:
        super().__init__(
            f"This archive has format {version}, written by {made_by}. This program reads format {VERSION} and older: "
            "bring it up to date first."
        )


class ArchiveAltered(ArchiveRefused):
    """A part is not what it was when the archive was written."""


class ArchiveUnsafe(ArchiveRefused):
    """It holds a part with a name or a form that no archive has."""


class ArchiveTooLarge(ArchiveRefused):
    """It would take more room than is allowed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold.

    :ivar most_bytes: of all parts together, once unpacked
    :ivar most_ratio: how often smaller a part may be packed than unpacked; more is a trap
    :ivar longest_line: of a table, in bytes
    """

    most_bytes: int = 4 << 30
    most_parts: int = 200_000
    most_ratio: int = 400
    longest_line: int = 16 << 20


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Part:
    """One part as the manifest has it; ``rows`` for a table."""

    sha256: str
    size: int
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    :ivar scope: ``purchase`` or ``organisation``
    :ivar title: what the purchase or the organisation is called
    """

    scope: str
    title: str
    made_at: datetime
    made_by: str
    parts: Mapping[str, Part]
    version: int = VERSION

    def as_json(self) -> dict[str, object]:
        """As it stands in the file."""
        return {
            "format": FORMAT,
            "version": self.version,
            "scope": self.scope,
            "title": self.title,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "made_by": self.made_by,
            "parts": {
                name: {"sha256": part.sha256, "size": part.size}
                | ({"rows": part.rows} if part.rows is not None else {})
                for name, part in sorted(self.parts.items())
            },
        }

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(part.rows or 0 for part in self.parts.values())


def table_part(name: str) -> str:
    """The name of the part that holds a table."""
    return f"tables/{name}.jsonl"


class Writer:
    """Writes an archive part by part, and the manifest at the end. The same content gives the same bytes."""

    def __init__(self, target: IO[bytes], *, scope: str, title: str, made_at: datetime, made_by: str) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._about = (scope, title, made_at, made_by)
        self._parts: dict[str, Part] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def table(self, name: str, rows: Iterable[Row]) -> int:
        """Write a table and say how many rows it has."""
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            for row in rows:
                count += 1
                yield json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"

        digest, size = self._write(table_part(name), lines())
        self._parts[table_part(name)] = Part(digest, size, count)
        return count

    def evidence(self, key: str, chunks: Iterable[bytes]) -> None:
        """Write a file of evidence."""
        self._parts[f"evidence/{key}"] = Part(*self._write(f"evidence/{key}", chunks))

    def close(self) -> Manifest:
        """Write the manifest, after which the archive is whole."""
        scope, title, made_at, made_by = self._about
        manifest = Manifest(scope, title, made_at, made_by, dict(self._parts))
        content = json.dumps(manifest.as_json(), ensure_ascii=False, indent=1).encode()
        self._write(MANIFEST, [content])
        self._zip.close()
        return manifest

    def _write(self, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
        made_at = self._about[2].astimezone(UTC)
        entry = zipfile.ZipInfo(name, (max(1980, made_at.year), *made_at.timetuple()[1:6]))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as part:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        return digest.hexdigest(), size


class Archive:
    """An archive that was proven whole when it was opened."""

    def __init__(self, source: Path | IO[bytes], *, limits: Limits = LIMITS) -> None:
        """Open and prove an archive.

        :raises ArchiveRefused: saying what is wrong with it
        """
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise NotAnArchive(f"This is not an archive of Wellbought: {error}.") from None
        try:
            self._limits = limits
            self._entries = _entries(self._zip, limits)
            self.manifest = self._read_manifest()
            self._prove()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        parts = (name for name in self.manifest.parts if name.startswith("tables/"))
        return tuple(name.removeprefix("tables/").removesuffix(".jsonl") for name in parts)

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table; none if there is no such table."""
        name = table_part(table)
        if name not in self.manifest.parts:
            return
        for number, line in enumerate(self._lines(name), start=1):
            try:
                row = json.loads(line)
            except ValueError:
                raise NotAnArchive("This line is not JSON.", where=f"{name}:{number}") from None
            if not isinstance(row, dict):
                raise NotAnArchive("A row is an object with its fields.", where=f"{name}:{number}")
            yield row

    def evidence(self, key: str) -> bytes | None:
        """A file of evidence, if it is there."""
        name = f"evidence/{key}"
        return b"".join(self._chunks(name)) if name in self.manifest.parts else None

    def _lines(self, name: str) -> Iterator[bytes]:
        with self._zip.open(self._entries[name]) as part:
            while line := part.readline(self._limits.longest_line + 1):
                if len(line) > self._limits.longest_line:
                    raise ArchiveTooLarge("A line of this table is too long.", where=name)
                yield line

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._entries[name]) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise ArchiveAltered(f"This part cannot be unpacked: {error}.", where=name) from None

    def _read_manifest(self) -> Manifest:
        entry = self._entries.get(MANIFEST)
        if entry is None:
            raise NotAnArchive("This ZIP has no manifest.json, so it is not an archive of Wellbought.")
        if entry.file_size > _MOST_OF_MANIFEST:
            raise ArchiveTooLarge("The manifest is too long.", where=MANIFEST)
        try:
            raw = json.loads(b"".join(self._chunks(MANIFEST)))
        except ValueError:
            raise NotAnArchive("The manifest is not JSON.", where=MANIFEST) from None
        if not isinstance(raw, dict) or raw.get("format") != FORMAT:
            raise NotAnArchive(f"The manifest does not name the format “{FORMAT}”.", where=MANIFEST)
        if not isinstance(raw.get("version"), int) or raw["version"] > VERSION:
            raise ArchiveTooNew(raw.get("version"), raw.get("made_by"))
        return _manifest(raw)

    def _prove(self) -> None:
        """Every part is there, is named, and is what it was; every chain of decisions holds."""
        named, there = set(self.manifest.parts), set(self._entries) - {MANIFEST}
        for name in sorted(named ^ there):
            what = "is missing from the archive" if name in named else "does not stand in the manifest"
            raise ArchiveAltered(f"This part {what}.", where=name)
        for name, part in self.manifest.parts.items():
            digest, size, lines = hashlib.sha256(), 0, 0
            for chunk in self._chunks(name):
                digest.update(chunk)
                size += len(chunk)
                lines += chunk.count(b"\n")
            if (digest.hexdigest(), size) != (part.sha256, part.size):
                raise ArchiveAltered("This part is not what it was when the archive was written.", where=name)
            if part.rows is not None and part.rows != lines:
                raise ArchiveAltered(f"The manifest counts {part.rows} rows here; there are {lines}.", where=name)
        prove_chains(self.rows(DECISIONS))


def prove_chains(rows: Iterable[Row]) -> int:
    """Prove that no decision was altered, removed from the middle, or inserted.

    :param rows: of the table of decisions
    :returns: how many decisions there are
    :raises ArchiveAltered: naming the purchase and the decision
    """
    chains: defaultdict[str, list[Decision]] = defaultdict(list)
    count = 0
    for row in rows:
        raw = {**row, "purchase": row.get("chain"), "by": row.get("by_name")}
        raw["alternatives"] = str(row.get("alternatives") or "").split("\n") if row.get("alternatives") else []
        try:
            chains[str(row.get("purchase"))].extend(decisions_from_json([raw]))
        except DecisionUnreadable as error:
            raise ArchiveAltered(error.message, where=f"{table_part(DECISIONS)}:{count + 1}") from None
        count += 1
    for purchase, decisions in chains.items():
        faults = verify(sorted(decisions, key=lambda one: one.number))
        if faults:
            raise ArchiveAltered(
                f"The chain of decisions of {purchase} does not hold: decision {faults[0].number} was altered, removed "
                "or inserted.",
                where=table_part(DECISIONS),
            )
    return count


def _entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The parts by name, if each has a name and a form that an archive may hold."""
    found: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for entry in archive.infolist():
        name = entry.orig_filename
        if name != MANIFEST and not _PART.fullmatch(name):
            raise ArchiveUnsafe("No archive holds a part of this name.", where=repr(name)[:200])
        if name in found:
            raise ArchiveUnsafe("This part is in the archive twice.", where=name)
        if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArchiveUnsafe("This part is encrypted or packed in a way that is not read.", where=name)
        if entry.file_size > _CHUNK and entry.file_size > limits.most_ratio * max(1, entry.compress_size):
            raise ArchiveTooLarge("This part would unpack to far more than it seems.", where=name)
        total += entry.file_size
        found[name] = entry
    if len(found) > limits.most_parts:
        raise ArchiveTooLarge(f"The archive has {len(found)} parts; it may have {limits.most_parts}.")
    if total > limits.most_bytes:
        raise ArchiveTooLarge(f"Unpacked it would take {total:,} bytes; it may take {limits.most_bytes:,}.")
    return found


def _manifest(raw: Mapping[str, Any]) -> Manifest:
    try:
        parts = {name: _part(name, one) for name, one in dict(raw["parts"]).items()}
        made_at = datetime.fromisoformat(raw["made_at"])
        scope, title, made_by = raw["scope"], raw["title"], raw["made_by"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAnArchive(f"The manifest lacks something, or holds what it cannot: {error}.", where=MANIFEST) from None
    if scope not in SCOPES or not isinstance(title, str) or not isinstance(made_by, str) or made_at.tzinfo is None:
        raise NotAnArchive("The manifest does not say what the archive holds, or when it was made.", where=MANIFEST)
    return Manifest(scope, title, made_at, made_by, parts, raw["version"])


def _part(name: str, raw: Any) -> Part:
    rows = raw.get("rows")
    if not _DIGEST.fullmatch(raw["sha256"]) or not isinstance(raw["size"], int) or not isinstance(rows, int | None):
        message = f"{name} has no digest, size or number of rows"
        raise ValueError(message)
    return Part(raw["sha256"], raw["size"], rows)
