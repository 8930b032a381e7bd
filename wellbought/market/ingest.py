"""Brings data into a dataset: stages each source, then builds the tables. Doing it twice changes nothing."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wellbought.errors import WellboughtError
from wellbought.market.building import build
from wellbought.market.dataset import CARD, Dataset, NoDataset, open_dataset
from wellbought.market.finder import Finder
from wellbought.market.reading.containers import Source, SourceUnreadable, sources
from wellbought.market.reading.flat import MappingWrong
from wellbought.market.reading.pieces import NotContractingData
from wellbought.market.staging import Staged, Stager, earlier

_LOCK: Final = "ingest.lock"


class IngestRunning(WellboughtError):
    """Somebody else is bringing data into the same folder."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is.

    :ivar seconds: the clock's time since it began, as the caller's clock gives it
    """

    done: int
    total: int
    releases: int
    what: str

    def left(self, seconds: float) -> float | None:
        """How many seconds it will still take at the pace so far."""
        return seconds * (self.total - self.done) / self.done if self.done else None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did.

    :ivar dataset: the state after it; ``None`` if nothing could be read at all
    :ivar taken: the sources that were read now; ``known`` those that the dataset had already
    :ivar refused: what was left out, with the reason
    """

    dataset: Dataset | None
    taken: tuple[Staged, ...]
    known: tuple[str, ...]
    refused: tuple[dict[str, str], ...]
    changed: bool

    def problems(self) -> list[dict[str, Any]]:
        """Every line that could not be read and every file that was refused: file, line, kind, reason."""
        lines = [dict(bad) for source in self.taken for bad in source.bad]
        return lines + [
            {"file": one["file"], "line": 0, "kind": "refused", "reason": one["reason"]} for one in self.refused
        ]


def ingest(
    paths: Iterable[Path],
    folder: Path,
    finder: Finder,
    *,
    mapping: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Ingested:
    """Bring files, folders and archives into the dataset in a folder, which is made if there is none.

    A source that stopped in the middle goes on where it was. Bad lines are reported and left out.

    :param mapping: how the columns of flat tables are to be read, if the guess is not right
    :raises SourceUnreadable: if a path does not exist
    :raises IngestRunning: if another ingest is at work in the folder
    :raises DiskFull: if there is no room; run it again to go on
    """
    folder.mkdir(parents=True, exist_ok=True)
    refused: list[dict[str, str]] = []
    found = list(sources(list(paths), lambda name, reason: refused.append({"file": name, "reason": reason})))
    with _locked(folder):
        taken, known = _stage_all(found, folder, refused, mapping, progress)
        staged = _all_staged(folder)
        before = _current(folder)
        if not staged or not any(source.releases for source in staged):
            return Ingested(before, tuple(taken), tuple(known), tuple(refused), changed=False)
        if not taken and before is not None and before.lexicon == finder.digest:
            return Ingested(before, (), tuple(known), tuple(refused), changed=False)
        total = sum(source.size for source in found)
        after = build(folder, staged, finder, lambda what: progress(Progress(total, total, 0, what)))
        changed = before is None or before.digest != after.digest
        return Ingested(after, tuple(taken), tuple(known), tuple(refused), changed=changed)


def _stage_all(
    found: list[Source],
    folder: Path,
    refused: list[dict[str, str]],
    mapping: Path | None,
    progress: Callable[[Progress], None],
) -> tuple[list[Staged], list[str]]:
    taken: list[Staged] = []
    known: list[str] = []
    total, done = sum(source.size for source in found), 0
    for source in found:
        part = folder / "parts" / source.fingerprint
        if _finished(part):
            known.append(source.name)
            done += source.size
            continue

        def tell(bytes_done: int, before: int = done, name: str = source.name) -> None:
            progress(Progress(before + bytes_done, total, sum(one.releases for one in taken), name))

        try:
            taken.append(Stager(source, part, tell, mapping=mapping).stage())
        except (NotContractingData, SourceUnreadable, MappingWrong) as error:
            if isinstance(error, MappingWrong) and mapping is not None:
                raise
            refused.append({"file": source.name, "reason": error.message})
            shutil.rmtree(part, ignore_errors=True)
        done += source.size
        tell(0, done)
    return taken, known


def _finished(part: Path) -> bool:
    state = earlier(part)
    return state is not None and state.finished


def _all_staged(folder: Path) -> list[Staged]:
    read = [earlier(path) for path in sorted((folder / "parts").glob("*/"))]
    return [state for state in read if state is not None and state.finished]


def _current(folder: Path) -> Dataset | None:
    try:
        return open_dataset(folder) if (folder / CARD).is_file() else None
    except NoDataset:
        return None


class _locked:  # noqa: N801 - reads as a word
    """One ingest at a time; the lock goes with the process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _LOCK
        self._file: Any = None

    def __enter__(self) -> None:
        self._file = self._path.open("w")
        try:
            import fcntl
        except ImportError:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise IngestRunning(
                "Another ingest is at work here. Wait until it is done.", where=str(self._path.parent)
            ) from None

    def __exit__(self, *_: object) -> None:
        self._file.close()
