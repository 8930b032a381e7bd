"""Makes the tables of a dataset from its staged parts: merge, text index, AI finder, sorted Parquet."""

import shutil
from collections.abc import Callable, Iterator
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
from wellbought.market.flattening import INDEXED, amount, currency, day, flatten, reader
from wellbought.market.merging import merge
from wellbought.market.reading.mending import mended
from wellbought.market.schema import AWARDS, PRICES, PROCESSES, VERSION, Column
from wellbought.market.staging import Staged, connect, quoted

_BATCH: Final = 20_000
#: Rows in a row group: few enough that the facts of a handful of contracts are read without much else.
_ROW_GROUP: Final = 10_240
#: What DuckDB may hold while it builds; sorting a million contracts by year fits into it.
_MEMORY_MB: Final = 950

Say = Callable[[str], None]


def build(folder: Path, sources: list[Staged], finder: Finder, say: Say) -> Dataset:
    """Make the tables of everything that is staged, and make them the current state.

    Until the last step the earlier state is untouched, and what fails leaves it so.
    """
    connection = connect(folder, memory_mb=_MEMORY_MB)
    try:
        staged = str(folder / "parts" / "*" / "*.parquet")
        _resolve(connection, folder, staged)
        digest = _digest(connection, finder)
        target = folder / f"tables-{digest}"
        fresh = folder / "tables.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        say("Building the text index")
        texts = _index_texts(connection, fresh)
        say("Looking for AI")
        _find_ai(connection, fresh, finder)
        say("Writing the tables")
        counts = _write_tables(connection, fresh)
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
        "CREATE TEMP TABLE several AS SELECT ocid, count(*)::INTEGER AS releases FROM "
        "(SELECT ocid FROM staged) GROUP BY ocid HAVING count(*) > 1"
    )
    several = connection.execute("SELECT count(*) FROM several").fetchone()
    if not several or not several[0]:
        connection.execute("CREATE VIEW resolved AS SELECT *, 1 AS releases FROM staged")
        return
    connection.execute("""
        CREATE TEMP TABLE kept AS
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
        other = connect(folder, memory_mb=300)
        query = flatten(reader(chunk.path, longest=chunk.longest), mended=True)
        other.execute("CREATE TEMP TABLE counted (ocid VARCHAR, releases INTEGER)")
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


def _index_texts(connection: duckdb.DuckDBPyConnection, fresh: Path) -> int:
    """Number the distinct texts and index them."""
    connection.execute(f"""
        CREATE TEMP TABLE texts AS SELECT row_number() OVER () AS text_no, * FROM (
          SELECT text_key, any_value(coalesce(title, '')) AS title,
            any_value(coalesce(left(description, {INDEXED}), '')) AS description, any_value(coalesce(code, '')) AS code
          FROM resolved GROUP BY text_key)""")
    rows = connection.execute("SELECT text_no, title, description FROM texts ORDER BY text_no")

    def batches() -> Iterator[list[tuple[int, str, str]]]:
        while batch := rows.fetchmany(_BATCH):
            yield batch

    return text.build(fresh / "text.sqlite", batches())


def _find_ai(connection: duckdb.DuckDBPyConnection, fresh: Path, finder: Finder) -> None:
    """The tables ``found`` (by text) and ``hinted`` (by supplier): only texts with a word of the lexicon are read."""
    index = text.TextIndex(fresh / "text.sqlite")
    numbers = {number for query in finder.queries() for number in index.numbers(query)}
    index.close()
    connection.execute("CREATE TEMP TABLE wanted (text_no BIGINT)")
    import pyarrow as pa

    connection.register("wanted_numbers", pa.table({"text_no": pa.array(sorted(numbers), pa.int64())}))
    codes = ", ".join(f"'{code}'" for code in finder.codes) or "''"
    rows = connection.execute(
        "SELECT text_no, title, description, code FROM texts "
        f"WHERE text_no IN (SELECT text_no FROM wanted_numbers) OR code IN ({codes})"
    ).fetchall()
    found: dict[str, list[Any]] = {"text_no": [], "is_ai": [], "ai_terms": [], "hints": []}
    for number, title, description, code in rows:
        verdict = finder.judge(title=title, description=description, code=code)
        if not verdict.is_ai and not verdict.hints:
            continue
        found["text_no"].append(number)
        found["is_ai"].append(verdict.is_ai)
        found["ai_terms"].append(verdict.terms_json())
        found["hints"].append(verdict.hints_json())
    schema = {"text_no": pa.int64(), "is_ai": pa.bool_(), "ai_terms": pa.string(), "hints": pa.string()}
    connection.register("found", pa.table({k: pa.array(v, schema[k]) for k, v in found.items()}))
    names = connection.execute(
        "SELECT DISTINCT s.name AS name FROM (SELECT unnest(flatten(list_transform(award_rows, lambda a: a.suppliers))) "
        "AS s FROM resolved) WHERE s.name IS NOT NULL"
    ).fetchall()
    known = [(name, hint) for (name,) in names if (hint := finder.supplier_hint(name))]
    connection.register(
        "known_suppliers",
        pa.table(
            {"name": pa.array([n for n, _ in known], pa.string()), "hint": pa.array([h for _, h in known], pa.string())}
        ),
    )


def _listed(columns: tuple[Column, ...]) -> str:
    return ", ".join(f"{one.name}::{one.type} AS {one.name}" for one in columns)


def _write_tables(connection: duckdb.DuckDBPyConnection, fresh: Path) -> dict[str, Any]:
    """Write the three tables, each parted by whether it is of AI, sorted by year; what they hold."""
    names = (
        "list_distinct(list_filter(flatten(list_transform(award_rows, lambda a: list_transform(a.suppliers, lambda s: "
    )
    names += "coalesce(nullif(trim(s.name), ''), s.identifier.legalName)))), lambda n: n IS NOT NULL))"
    connection.execute(f"""
        CREATE VIEW whole AS
        SELECT r.* EXCLUDE (currency, estimate_currency, doubts), {currency("r.currency")} AS currency,
          {currency("r.estimate_currency")} AS estimate_currency,
          nullif(concat_ws(',', r.doubts, CASE WHEN r.currency <> '' AND {currency("r.currency")} IS NULL
            THEN 'currency-unknown' END), '') AS doubts,
          t.text_no, coalesce(f.is_ai, false) AS is_ai, f.ai_terms, {names} AS supplier_names, f.hints
        FROM resolved r
        JOIN (SELECT text_key, text_no FROM texts) t USING (text_key)
        LEFT JOIN found f ON f.text_no = t.text_no""")
    counts = {}
    for ai in (1, 0):
        for table in ("processes", "awards", "prices"):
            (fresh / table / f"ai={ai}").mkdir(parents=True)
    connection.execute("""
        CREATE TEMP TABLE hinted AS
        SELECT ocid, string_agg(k.hint, ',' ORDER BY k.hint) AS hints FROM (
          SELECT DISTINCT ocid, unnest(supplier_names) AS name FROM whole) JOIN known_suppliers k USING (name)
        GROUP BY ocid""")
    processes = f"""
        SELECT {_listed(PROCESSES)} FROM (
          SELECT w.* EXCLUDE (hints), array_to_string(supplier_names, ' | ') AS supplier, len(supplier_names) AS suppliers,
            CASE WHEN w.hints IS NULL AND h.hints IS NULL THEN NULL
              ELSE '[' || concat_ws(',', nullif(w.hints, ''), h.hints) || ']' END AS ai_hints
          FROM whole w LEFT JOIN hinted h USING (ocid))"""
    for ai in (1, 0):
        _write(connection, f"SELECT * FROM ({processes}) WHERE is_ai = {bool(ai)}", fresh / "processes" / f"ai={ai}")
    awards = f"""
        SELECT {_listed(AWARDS)} FROM (
          SELECT * EXCLUDE (s, n, a), s.id AS supplier_id, coalesce(nullif(trim(s.name), ''), s.identifier.legalName) AS supplier,
            trim(regexp_replace(lower(strip_accents(coalesce(nullif(trim(s.name), ''), s.identifier.legalName))),
              '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')) AS supplier_key,
            ({amount("a.value.amount")} / n)::DECIMAL(18,2) AS amount, {currency("a.value.currency")} AS currency,
            {day("a.date")} AS award_on
          FROM (SELECT *, unnest(a.suppliers) AS s, len(a.suppliers) AS n FROM (
            SELECT ocid, year, country, buyer, text_no, is_ai, unnest(award_rows) AS a FROM whole)))"""
    prices = f"""
        SELECT * FROM (SELECT {_listed(PRICES)} FROM (
          SELECT * EXCLUDE (p), p.item AS item, lower(trim(p.unit)) AS unit, try_cast(p.quantity AS DECIMAL(18,3)) AS quantity,
            {amount("p.value.amount")} AS price, {currency("p.value.currency")} AS currency
          FROM (SELECT ocid, year, country, text_no, is_ai, unnest(price_rows) AS p FROM whole)))
        WHERE price > 0 AND currency IS NOT NULL"""
    for table, query in (("awards", awards), ("prices", prices)):
        connection.execute(f"CREATE TEMP TABLE rows_of AS {query}")
        for ai in (1, 0):
            _write(connection, f"SELECT * FROM rows_of WHERE is_ai = {bool(ai)}", fresh / table / f"ai={ai}")
        counts[table] = _count(connection, "SELECT count(*) FROM rows_of")
        connection.execute("DROP TABLE rows_of")
    row = connection.execute(
        f"SELECT count(*), count(*) FILTER (is_ai), min(year), max(year) FROM read_parquet({quoted(fresh / 'processes/*/*.parquet')})"
    ).fetchone() or (0, 0, None, None)
    return {**counts, "processes": row[0], "ai": row[1], "first_year": row[2], "last_year": row[3]}


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _write(connection: duckdb.DuckDBPyConnection, query: str, folder: Path) -> None:
    connection.execute(
        f"COPY ({query} ORDER BY year) TO {quoted(folder / 'part-0.parquet')} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
