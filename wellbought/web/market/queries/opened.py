"""The dataset that pages ask, opened once in each process and again when its state changes."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.market.dataset import CARD, Dataset, NoDataset, open_dataset
from wellbought.market.extra import NEEDS
from wellbought.pack.translate import SOURCE_LANGUAGE
from wellbought.web.guidance.queries import pack_in

if TYPE_CHECKING:
    from wellbought.market.engines import Engine
    from wellbought.market.finder import Finder
    from wellbought.market.text import TextIndex

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

#: A file in the dataset's folder in which whoever brings data in says where they are from and under which licence.
SOURCES: Final = "SOURCES.md"


class MarketAbsent(WellboughtError):
    """There is nothing to ask: no data, or not the libraries to read them with."""


@dataclass(frozen=True)
class Market:
    """An open dataset.

    :ivar kept: what was worked out over the whole of it, by name, for as long as its state lasts
    """

    dataset: Dataset
    engine: "Engine"
    index: "TextIndex"
    finder: "Finder"
    stamp: int
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def once(self, name: Any, make: Callable[[], Result]) -> Result:
        """What is the same for every reader, worked out the first time."""
        if name not in self.kept:
            self.kept[name] = make()
        found: Result = self.kept[name]
        return found

    def close(self) -> None:
        """Let go of its files."""
        self.index.close()
        self.engine.backend.disconnect()


# DuckDB is not for two threads at once, and one query uses all cores as it is: threads take turns.
_turn = RLock()
_open: Final[dict[Path, Market]] = {}
#: What was open when this process was forked. Its threads stayed behind, so asking or closing it would wait for ever.
_left_behind: Final[list[Market]] = []


def folder() -> Path:
    """Where the data lie."""
    return Path(settings.MARKET)


def missing_libraries() -> tuple[str, ...]:
    """The optional libraries that are not installed."""
    return tuple(name for name in NEEDS["market"] if find_spec(name) is None)


def why_absent() -> str:
    """Why there is nothing to ask, in the reader's language; empty if there is."""
    missing = missing_libraries()
    if missing:
        return _("Market research needs libraries that are not installed here (%(names)s).") % {
            "names": ", ".join(missing)
        }
    try:
        open_dataset(folder())
    except NoDataset:
        return _("No contracting data have been brought in yet.")
    return ""


@contextmanager
def market() -> Iterator[Market]:
    """The open dataset, for one thread at a time.

    :raises MarketAbsent: if there is none
    """
    why = why_absent() if not _open else ""
    if why:
        raise MarketAbsent(why)
    with _turn:
        yield _current()


def _current() -> Market:
    where = folder()
    try:
        stamp = (where / CARD).stat().st_mtime_ns
    except OSError:
        raise MarketAbsent(why_absent()) from None
    opened = _open.get(where)
    if opened is not None and opened.stamp == stamp:
        return opened
    for old in _open.values():
        old.close()
    _open.clear()
    made = _opened(where, stamp)
    _open[where] = made
    return made


def _opened(where: Path, stamp: int) -> Market:
    from wellbought.market.engines import open_duckdb
    from wellbought.market.finder import ai_finder
    from wellbought.market.text import TextIndex

    try:
        dataset = open_dataset(where)
    except NoDataset:
        raise MarketAbsent(_("No contracting data have been brought in yet.")) from None
    finder = ai_finder(pack_in(SOURCE_LANGUAGE))
    return Market(dataset, open_duckdb(dataset), TextIndex(dataset.text_index), finder, stamp)


def let_go() -> None:
    """Close the dataset, for whoever asked it before a server begins: an open one does not outlive a fork."""
    with _turn:
        for old in _open.values():
            old.close()
        _open.clear()


def _begin_anew() -> None:
    """In a forked process, open the dataset again instead of asking one whose threads are not there."""
    global _turn  # noqa: PLW0603 - a lock that another thread held at the fork is never given back
    _turn = RLock()
    _left_behind.extend(_open.values())
    _open.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)


def warm() -> None:
    """Open the dataset before the first reader comes: the libraries take seconds to load."""
    from wellbought.web.market.queries.asked import Asked
    from wellbought.web.market.queries.figures import figure
    from wellbought.web.market.queries.whole import overview, report

    try:
        overview()
        report()
        # The first chart loads what draws them.
        figure("buyers", Asked())
    except MarketAbsent:
        return
    except Exception:
        # A reader will meet it and be told; a server must start all the same.
        logger.exception("market data could not be opened")


def digest() -> str:
    """The state of the data that lie there now; empty if there are none."""
    try:
        return open_dataset(folder()).digest
    except NoDataset:
        return ""


def sources_text() -> str:
    """What the folder says of where its data are from, as Markdown; empty if it says nothing."""
    try:
        return (folder() / SOURCES).read_text(encoding="utf-8")[:20_000]
    except (OSError, UnicodeDecodeError):
        return ""
