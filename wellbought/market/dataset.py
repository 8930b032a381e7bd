"""A dataset on disk: staged parts, the tables made of them, the text index, and what is known about them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wellbought.errors import WellboughtError
from wellbought.market.schema import TABLES, VERSION

CARD: Final = "dataset.json"


class NoDataset(WellboughtError):
    """A folder that holds no dataset."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a folder of market data says of itself.

    :ivar digest: names this state of the data; findings carry it so that they can be reproduced
    :ivar tables: the folder of the tables of this state
    :ivar sources: each source with its counts, and what could not be read
    """

    folder: Path
    digest: str
    processes: int
    releases: int
    awards: int
    prices: int
    texts: int
    ai: int
    first_year: int | None
    last_year: int | None
    lexicon: str
    sources: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @property
    def tables(self) -> Path:
        """Where the Parquet files of this state lie."""
        return self.folder / f"tables-{self.digest}"

    @property
    def text_index(self) -> Path:
        """The full-text index of this state."""
        return self.tables / "text.sqlite"

    def files(self, table: str, *, ai_only: bool = False) -> list[str]:
        """The Parquet files of a table, those of AI purchases first."""
        if table not in TABLES:
            raise KeyError(table)
        parts = ("ai=1",) if ai_only else ("ai=1", "ai=0")
        return [str(path) for part in parts for path in sorted((self.tables / table / part).glob("*.parquet"))]


def open_dataset(folder: Path) -> Dataset:
    """The dataset in a folder.

    :raises NoDataset: if there is none, or it was made by another version of the tables
    """
    path = folder / CARD
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoDataset(
            "There are no market data in this folder. Bring some in: wellbought market ingest FILE --to DIR.",
            where=str(folder),
        ) from None
    except (OSError, ValueError) as error:
        raise NoDataset(f"The dataset's card cannot be read: {error}.", where=str(path)) from None
    if card.pop("version", None) != VERSION:
        raise NoDataset("These tables were made by another version. Ingest the sources again.", where=str(folder))
    sources = tuple(card.pop("sources", ()))
    return Dataset(folder=folder, sources=sources, **card)


def write_card(dataset: Dataset) -> None:
    """Make a state of the data the current one; until then the earlier one is."""
    card = {name: getattr(dataset, name) for name in Dataset.__slots__ if name not in ("folder", "sources")}
    text = json.dumps({"version": VERSION, **card, "sources": list(dataset.sources)}, ensure_ascii=False, indent=1)
    temporary = dataset.folder / f"{CARD}.new"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(dataset.folder / CARD)
