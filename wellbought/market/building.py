"""Makes the tables of a dataset from its staged parts: merge, text index, AI finder, sorted Parquet."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import duckdb
import orjson

from wellbought.market import text
from wellbought.market.chunks import Chunk
from wellbought.market.dataset import Dataset, write_card
from wellbought.market.finder import Finder
from wellbought.market.flattening import INDEXED, flatten, reader
from wellbought.market.merging import merge
from wellbought.market.reading.mending import mended
from wellbought.market.schema import VERSION
from wellbought.market.staging import Staged, connect, quoted
from wellbought.market.writing import tabled, write

_BATCH: Final = 20_000
#: What DuckDB may hold while it builds; sorting a million contracts by year fits into it.
_MEMORY_MB: Final = 950

Say = Callable[[str], None]


def build(folder: Path, sources: list[Staged], finder: Finder, say: Say) -> Dataset:
    """Make the tables of everything that is staged, and make them the current state.

    Until the last step the earlier state is untouched, and what fails leaves it so.
    """
    connection = connect(folder, memory_mb=_MEMORY_MB)
    try:
        _resolve(connection, folder, str(folder / "parts" / "*" / "*.parquet"))
        fresh = folder / "tables.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        say("Building the text index and looking for AI")
        _number_texts(connection)
        with ThreadPoolExecutor(1) as pool:
            # The index and the finder need one core; what does not wait for them is made beside it.
            finding = pool.submit(_find_ai, connection.cursor(), fresh, finder)
            digest = _digest(connection, finder)
            tabled(connection)
            texts = finding.result()
        say("Writing the tables")
        counts = write(connection, fresh)
        target = folder / f"tables-{digest}"
        if target.exists():
            shutil.rmtree(target)
        fresh.replace(target)
        releases = sum(source.releases for source in sources)
        dataset = Dataset(
            folder,
            digest,
            releases=releases,
            texts=texts,
            lexicon=finder.digest,
            sources=tuple(vars(s) for s in sources),
            **counts,
        )
        write_card(dataset)
    finally:
        connection.close()
        shutil.rmtree(folder / "tables.new", ignore_errors=True)
        shutil.rmtree(folder / "spill", ignore_errors=True)
    for old in folder.glob("tables-*"):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)
    return dataset


def _resolve(connection: duckdb.DuckDBPyConnection, folder: Path, staged: str) -> None:
    """The view ``resolved``: one row for each contracting process, merged where there are several releases."""
    connection.execute(
        f"CREATE VIEW staged AS SELECT *, filename || '/' || file_row_number AS place FROM read_parquet({quoted(staged)}, "
        "filename = true, file_row_number = true) WHERE NOT rough"
    )
    connection.execute(
        "CREATE TABLE several AS SELECT ocid, count(*)::INTEGER AS releases FROM "
        "(SELECT ocid FROM staged) GROUP BY ocid HAVING count(*) > 1"
    )
    several = connection.execute("SELECT count(*) FROM several").fetchone()
    if not several or not several[0]:
        connection.execute("CREATE VIEW resolved AS SELECT *, 1 AS releases FROM staged")
        return
    connection.execute("""
        CREATE TABLE kept AS
        SELECT ocid, arg_max(place, (compiled_rank, released_at, release_id, place)) AS place, max(n) AS releases FROM (
          SELECT s.ocid, place, release_id, coalesce(released_at, TIMESTAMP '0001-01-01') AS released_at,
            compiled::INTEGER AS compiled_rank, count(DISTINCT coalesce(release_id, '') || coalesce(released_at::VARCHAR, ''))
              OVER (PARTITION BY s.ocid) AS n,
            bool_and(compiled) OVER (PARTITION BY s.ocid) AS all_compiled,
            max(coalesce(released_at, TIMESTAMP '0001-01-01')) OVER (PARTITION BY s.ocid) AS newest
          FROM staged s SEMI JOIN several USING (ocid))
        WHERE all_compiled OR n = 1 OR (compiled_rank = 1 AND released_at >= newest)
        GROUP BY ocid""")
    merged = _merge(connection, folder)
    connection.execute(
        "CREATE VIEW resolved AS "
        "SELECT s.*, 1 AS releases FROM staged s ANTI JOIN several USING (ocid) "
        "UNION ALL BY NAME SELECT s.*, k.releases::INTEGER AS releases FROM staged s JOIN kept k USING (ocid, place)"
        + (f" UNION ALL BY NAME SELECT * FROM read_parquet({quoted(merged)})" if merged else "")
    )


def _merge(connection: duckdb.DuckDBPyConnection, folder: Path) -> Path | None:
    """Merge the processes whose releases tell them piece by piece; the file with their rows."""
    rows = connection.execute(
        "SELECT ocid, raw FROM staged SEMI JOIN several USING (ocid) ANTI JOIN kept USING (ocid) "
        "WHERE NOT compiled ORDER BY ocid"
    )
    counts: list[tuple[str, int]] = []

    def lines() -> Iterator[bytes]:
        for ocid, group in groupby(_rows(rows), key=itemgetter(0)):
            releases = {raw: mended(_published(raw), set()) for _, raw in group}
            by_identity = {(one.get("id"), one.get("date")): one for one in releases.values()}
            counts.append((ocid, len(by_identity)))
            yield orjson.dumps(mended({**merge(by_identity.values()), "ocid": ocid}, set())) + b"\n"

    target = folder / "parts" / "merged.new"
    with Chunk(folder) as chunk:
        chunk.fill(lines())
        if not counts:
            return None
        other = connect(folder, memory_mb=500, threads=1)
        query = flatten(reader(chunk.path, longest=chunk.longest), mended=True)
        other.execute("CREATE TABLE counted (ocid VARCHAR, releases INTEGER)")
        other.executemany("INSERT INTO counted VALUES (?, ?)", counts)
        other.execute(
            f"COPY (SELECT m.*, c.releases FROM ({query}) m JOIN counted c USING (ocid)) TO {quoted(target)} (FORMAT parquet)"
        )
        other.close()
    return target


def _published(raw: str) -> dict[str, Any]:
    """A release without the parts that it does not have."""
    return {key: value for key, value in orjson.loads(raw).items() if value is not None}


def _rows(result: Any) -> Iterator[tuple[Any, ...]]:
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _digest(connection: duckdb.DuckDBPyConnection, finder: Finder) -> str:
    """A name for the content: equal releases and an equal finder give an equal name, in whatever order they came."""
    found = connection.execute(
        "SELECT count(*), bit_xor(md5_number_lower(concat_ws('|', ocid, release_id, released_at, releases, amount, "
        "supplier_count))) FROM (SELECT *, len(award_rows) AS supplier_count FROM resolved)"
    ).fetchone() or (0, 0)
    import hashlib

    return hashlib.sha256(f"{VERSION}|{finder.digest}|{found[0]}|{found[1]}".encode()).hexdigest()[:12]


def _number_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """The table ``texts``: each distinct text once, with a number."""
    connection.execute(f"""
        CREATE TABLE texts AS SELECT row_number() OVER () AS text_no, * FROM (
          SELECT text_key, any_value(coalesce(title, '')) AS title,
            any_value(coalesce(left(description, {INDEXED}), '')) AS description, any_value(coalesce(code, '')) AS code
          FROM resolved GROUP BY text_key)""")


def _find_ai(connection: duckdb.DuckDBPyConnection, fresh: Path, finder: Finder) -> int:
    """The text index; the tables ``found`` (by text), ``known_suppliers`` (by name) and ``related_found`` (by text).

    Only texts that hold a word of the lexicon are read, which the index knows.

    :returns: how many texts there are
    """
    rows = connection.execute("SELECT text_no, title, description FROM texts ORDER BY text_no")
    count = text.build(fresh / "text.sqlite", iter(lambda: rows.fetchmany(_BATCH), []))
    index = text.TextIndex(fresh / "text.sqlite")
    numbers = {number for query in finder.queries() for number in index.numbers(query)}
    index.close()
    _put(connection, "wanted_numbers", {"text_no": "BIGINT"}, [(number,) for number in sorted(numbers)])
    codes = ", ".join(f"'{code}'" for code in finder.codes) or "''"
    wanted = connection.execute(
        "SELECT text_no, title, description, code FROM texts "
        f"WHERE text_no IN (SELECT text_no FROM wanted_numbers) OR code IN ({codes})"
    ).fetchall()
    found = []
    for number, title, description, code in wanted:
        verdict = finder.judge(title=title, description=description, code=code)
        if verdict.is_likely:
            found.append((number, verdict.is_ai, verdict.terms_json(), verdict.hints_json()))
    columns = {"text_no": "BIGINT", "is_ai": "BOOLEAN", "ai_terms": "VARCHAR", "hints": "VARCHAR"}
    _put(connection, "found", columns, found)
    names = connection.execute("SELECT DISTINCT unnest(supplier_names) FROM resolved").fetchall()
    known = [(name, hint) for (name,) in names if name and (hint := finder.supplier_hint(name))]
    _put(connection, "known_suppliers", {"name": "VARCHAR", "hint": "VARCHAR"}, known)
    _put(connection, "related_found", {"related": "VARCHAR", "hint": "VARCHAR"}, _related_hints(connection, finder))
    return count


def _related_hints(connection: duckdb.DuckDBPyConnection, finder: Finder) -> list[tuple[str, str]]:
    found = []
    for kind, column in (("amendment", "amendment_text"), ("parent", "parent_text")):
        texts = connection.execute(f"SELECT DISTINCT {column} FROM resolved WHERE {column} IS NOT NULL").fetchall()
        for (said,) in texts:
            if hint := finder.judge(related={kind: said}).hints_json():
                found.append((said, hint))
    return found


def _put(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """A table of a few rows that Python found."""
    import pyarrow as pa

    listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    connection.execute(f"CREATE TABLE {name} ({listed})")
    if rows:
        arrow = pa.table({column: [row[place] for row in rows] for place, column in enumerate(columns)})
        connection.register(f"arrow_{name}", arrow)
        connection.execute(f"INSERT INTO {name} SELECT * FROM arrow_{name}")
        connection.unregister(f"arrow_{name}")
