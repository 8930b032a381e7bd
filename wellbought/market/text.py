"""The full-text index over titles and descriptions: SQLite FTS5, each distinct text once."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from wellbought.market.finder.phrases import fold

#: How much more a word in the title weighs.
WEIGHTS: Final = (4.0, 1.0)
_WORD: Final = re.compile(r"\w+")


def build(path: Path, texts: Iterable[Sequence[tuple[int, str | None, str | None]]]) -> int:
    """Write a new index from batches of (number, title, description), in the order of the numbers.

    :returns: how many texts it holds
    """
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -60000", "locking_mode = exclusive"):
        database.execute(f"PRAGMA {pragma}")
    database.execute(
        "CREATE VIRTUAL TABLE text USING fts5(title, description, content='', "
        'tokenize="unicode61 remove_diacritics 2")'
    )
    database.execute("CREATE VIRTUAL TABLE word USING fts5vocab(text, row)")
    database.execute("INSERT INTO text(text, rank) VALUES ('hashsize', 67108864)")
    count = 0
    database.execute("BEGIN")
    for batch in texts:
        database.executemany("INSERT INTO text(rowid, title, description) VALUES (?, ?, ?)", batch)
        count += len(batch)
    database.execute("COMMIT")
    database.close()
    return count


class TextIndex:
    """An index that has been built, for asking."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._database.execute("PRAGMA mmap_size = 2147483648")
        self.size = self._one("SELECT count(*) FROM text_docsize")

    def _one(self, query: str, *values: object) -> int:
        row = self._database.execute(query, values).fetchone()
        return int(row[0]) if row and row[0] is not None else 0

    def frequency(self, word: str) -> int:
        """In how many texts a word stands; with a star at its end, all words that begin so."""
        stem = word.removesuffix("*")
        if word.endswith("*"):
            return self._one("SELECT sum(doc) FROM word WHERE term >= ? AND term < ?", stem, stem + "\U0010ffff")
        return self._one("SELECT doc FROM word WHERE term = ?", stem)

    def numbers(self, query: str, limit: int = 1_000_000) -> Iterator[int]:
        """The numbers of all texts that match an FTS5 query."""
        for (number,) in self._database.execute("SELECT rowid FROM text WHERE text MATCH ? LIMIT ?", (query, limit)):
            yield number

    def ranked(self, query: str, limit: int) -> list[tuple[int, float]]:
        """The best matches with their rank (BM25, higher is better)."""
        rows = self._database.execute(
            "SELECT rowid, bm25(text, ?, ?) AS rank FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?",
            (*WEIGHTS, query, limit),
        )
        return [(number, -rank) for number, rank in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def words(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    return [fold(word) for word in _WORD.findall(text)]
