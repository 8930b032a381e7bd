"""Files, folders, compressed files and archives as one sequence of sources. Nothing is ever unpacked to disk."""

import gzip
import hashlib
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol

import zstandard

from wellbought.errors import WellboughtError

#: A compressed file may grow by this much; beyond it, it is not read any further. JSON shrinks by 10 to 40.
MOST_GROWTH: Final = 250
#: Growth is judged only from here on, in bytes.
GROWTH_JUDGED_FROM: Final = 64 << 20
#: What damaged files make their readers raise.
_BROKEN: Final = (OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error, zstandard.ZstdError)
_SAMPLE: Final = 1 << 20
_ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".gz", ".zst", ".zip", ".tar", ".tgz")


class SourceUnreadable(WellboughtError):
    """A file or a member of an archive that cannot be read."""


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of data.

    :ivar name: the file, and the member after an exclamation mark if it is an archive
    :ivar path: the file itself if it is neither compressed nor in an archive
    :ivar size: its size on disk in bytes, for progress
    :ivar fingerprint: equal for equal content, cheaply: size and samples
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int
    fingerprint: str
    path: Path | None = None


class Closes(Protocol):
    """Whatever must be let go of."""

    def close(self) -> None:
        """Let go."""


class _Guarded(io.RawIOBase):
    """A stream that refuses to grow without measure, and says where a compressed file breaks off."""

    def __init__(self, inner: BinaryIO, *, packed: int, name: str, owned: tuple[Closes, ...] = ()) -> None:
        self._inner, self._packed, self._name, self._read = inner, max(packed, 1), name, 0
        self._owned = owned

    def close(self) -> None:
        """Close what it reads from, and what that reads from."""
        if not self.closed:
            for one in (self._inner, *self._owned):
                one.close()
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            block = self._inner.read(len(buffer))
        except _BROKEN as error:
            raise SourceUnreadable(
                f"The file breaks off or is damaged after {self._read:,} bytes of content ({error}). "
                "What came before is kept.",
                where=self._name,
            ) from None
        self._read += len(block)
        if self._read > GROWTH_JUDGED_FROM and self._read > self._packed * MOST_GROWTH:
            raise SourceUnreadable(
                f"It has grown {MOST_GROWTH}-fold while being unpacked, which no contracting data do. "
                "It was not read any further.",
                where=self._name,
            )
        buffer[: len(block)] = block
        return len(block)


def _member_of_zip(path: Path, member: zipfile.ZipInfo, name: str) -> BinaryIO:
    archive = zipfile.ZipFile(path)
    inner = archive.open(member)
    stream = io.BufferedReader(_Guarded(inner, packed=member.compress_size, name=name, owned=(archive,)), 1 << 20)  # type: ignore[arg-type]
    return _unpacked(stream, stream.peek(4)[:4], member.file_size, name)


def sources(paths: list[Path], refused: Callable[[str, str], None]) -> Iterator[Source]:
    """Every source in files and folders, in order of name.

    :param refused: called with a name and a reason for what is left out
    :raises SourceUnreadable: if a path that was asked for is not there
    """
    for path in paths:
        if not path.exists():
            raise SourceUnreadable("There is no such file or folder.", where=str(path))
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            if path.is_dir() and (file.name.startswith(".") or not file.name.lower().endswith(_ENDINGS)):
                refused(str(file), "Its ending is not one of market data.")
                continue
            try:
                yield from _in_file(file, refused)
            except _BROKEN as error:
                refused(str(file), f"It cannot be opened: {error}.")


def _in_file(path: Path, refused: Callable[[str, str], None]) -> Iterator[Source]:
    size = path.stat().st_size
    if size == 0:
        refused(str(path), "It is empty.")
        return
    with path.open("rb") as file:
        head = file.read(512)
    mark = _fingerprint(path, size)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _in_zip(path, mark, refused)
    elif _is_tar(path):
        yield from _in_tar(path, mark, refused)
    elif head.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd")):
        yield Source(str(path), lambda: _unpacked(path.open("rb"), head, size, str(path)), size, mark)
    else:
        yield Source(str(path), lambda: path.open("rb"), size, mark, path)


def _is_tar(path: Path) -> bool:
    try:
        with _tar_stream(path) as stream:
            return len(block := stream.read(512)) == 512 and block[257:262] == b"ustar"  # noqa: PLR2004 - the tar format
    except (OSError, EOFError, SourceUnreadable):
        return False


def _tar_stream(path: Path) -> BinaryIO:
    raw = path.open("rb")
    head = raw.read(4)
    raw.seek(0)
    return _unpacked(raw, head, path.stat().st_size, str(path))


def _unpacked(raw: BinaryIO, head: bytes, packed: int, name: str) -> BinaryIO:
    """A stream without its compression."""
    inner: BinaryIO = raw
    if head.startswith(b"\x1f\x8b"):
        inner = gzip.GzipFile(fileobj=raw)  # type: ignore[assignment]
    elif head.startswith(b"\x28\xb5\x2f\xfd"):
        inner = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(raw, read_across_frames=True)
    else:
        return raw
    return io.BufferedReader(_Guarded(inner, packed=packed, name=name, owned=(raw,)), 1 << 20)


def _suspicious(name: str) -> str | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        return "Its name points outside of the archive. It was left out."
    if name.lower().endswith((".zip", ".tar", ".tgz", ".tar.gz")):
        return "An archive inside an archive is not opened; unpack it first."
    return None


def _in_zip(path: Path, mark: str, refused: Callable[[str, str], None]) -> Iterator[Source]:
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
    for member in members:
        name = f"{path}!{member.filename}"
        if (reason := _suspicious(member.filename)) or member.flag_bits & 1:
            refused(name, reason or "It is locked with a password.")
            continue

        yield Source(
            name,
            partial(_member_of_zip, path, member, name),
            member.compress_size,
            f"{mark}-{member.CRC:08x}-{member.file_size}",
        )


def _in_tar(path: Path, mark: str, refused: Callable[[str, str], None]) -> Iterator[Source]:
    with _tar_stream(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        members = [(one.name, one.size, one.isreg()) for one in archive]
    for number, (member, size, regular) in enumerate(members):
        name = f"{path}!{member}"
        reason = _suspicious(member) or (None if regular else "It is a link or a folder, not a file.")
        if reason:
            refused(name, reason)
            continue
        yield Source(name, partial(_tar_member, path, number, name, size), size, f"{mark}-{number}")


def _tar_member(path: Path, number: int, name: str, size: int) -> BinaryIO:
    beneath = _tar_stream(path)
    archive = tarfile.open(fileobj=beneath, mode="r|")  # noqa: SIM115 - lives as long as its member
    for place, member in enumerate(archive):
        if place == number and (found := archive.extractfile(member)) is not None:
            stream = io.BufferedReader(_Guarded(found, packed=size, name=name, owned=(archive, beneath)), 1 << 20)  # type: ignore[arg-type]
            return _unpacked(stream, stream.peek(4)[:4], size, name)
    archive.close()
    beneath.close()
    raise SourceUnreadable("It is no longer in the archive.", where=name)


def _fingerprint(path: Path, size: int) -> str:
    """Size and three samples, hashed: the same for the same content wherever it lies."""
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for place in (0, size // 2, max(0, size - _SAMPLE)):
            file.seek(place)
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:24]
