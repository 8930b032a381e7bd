"""Writes the tables of a dataset as Parquet: parted by whether it is of AI, sorted by year, with statistics."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import duckdb

from wellbought.market.flattening import amount, currency, day
from wellbought.market.schema import AWARDS, PRICES, PROCESSES, Column
from wellbought.market.staging import quoted

#: Rows in a row group: few enough that the facts of a handful of contracts are read without much else.
_ROW_GROUP: Final = 10_240
#: What publishers write in place of a supplier's name, folded as supplier_key is.
WITHHELD: Final = (
    "name withheld|withheld|redacted|confidential|not disclosed|undisclosed|not published|not available|not applicable|"
    "n a|na|none|null|unknown|anonymous|anonymised|anonymized|various|miscellaneous|tbc|tbd|private individual|"
    "nombre reservado|reservado|confidencial|anonimo|desconocido|no disponible|no aplica|sin dato|sin datos|sin nombre|"
    "persona natural|persona fisica|nom masque|masque|confidentiel|anonyme|inconnu|non communique|non precise|"
    "nicht angegeben|vertraulich|anonym|unbekannt|riservato|anonimo|sconosciuto|nao informado|sigiloso|desconhecido"
).split("|")


def _listed(columns: tuple[Column, ...]) -> str:
    return ", ".join(f"{one.name}::{one.type} AS {one.name}" for one in columns)


def tabled(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables ``award_rows_of`` and ``price_rows_of``, with all that does not wait for the finder.

    A supplier's name is folded once, however many awards it has.
    """
    names = "coalesce(nullif(trim(s.name), ''), s.identifier.legalName)"
    withheld = ", ".join(f"'{one}'" for one in sorted(set(WITHHELD)))
    connection.execute(f"""
        CREATE TABLE award_rows_of AS
          SELECT * EXCLUDE (s, n, a), s.id AS supplier_id, {names} AS supplier,
            ({amount("a.value.amount")} / n)::DECIMAL(18,2) AS amount, {currency("a.value.currency")} AS currency,
            {day("a.date")} AS award_on
          FROM (SELECT *, unnest(a.suppliers) AS s, len(a.suppliers) AS n FROM (
            SELECT ocid, year, country, buyer, text_key, unnest(award_rows) AS a FROM resolved))""")
    connection.execute(f"""
        CREATE TABLE supplier_keys AS
          SELECT supplier, CASE WHEN key NOT IN ({withheld}) THEN nullif(key, '') END AS supplier_key FROM (
            SELECT supplier, trim(regexp_replace(lower(strip_accents(supplier)), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')) AS key
            FROM (SELECT DISTINCT supplier FROM award_rows_of WHERE supplier IS NOT NULL))""")
    connection.execute(f"""
        CREATE TABLE price_rows_of AS SELECT * FROM (
          SELECT * EXCLUDE (p), p.item AS item, lower(trim(p.unit)) AS unit, try_cast(p.quantity AS DECIMAL(18,3)) AS quantity,
            {amount("p.value.amount")} AS price, {currency("p.value.currency")} AS currency
          FROM (SELECT ocid, year, country, text_key, unnest(price_rows) AS p FROM resolved))
        WHERE price > 0 AND currency IS NOT NULL""")


def write(connection: duckdb.DuckDBPyConnection, fresh: Path) -> dict[str, Any]:
    """Write the three tables; what they hold."""
    _find_hints(connection)
    connection.execute("""
        CREATE TABLE numbered AS SELECT t.text_key, t.text_no, coalesce(f.is_ai, false) AS is_ai, f.ai_terms
        FROM texts t LEFT JOIN found f USING (text_no)""")
    for table in ("processes", "awards", "prices"):
        for ai in (1, 0):
            (fresh / table / f"ai={ai}").mkdir(parents=True)
    awards = "SELECT * FROM award_rows_of LEFT JOIN supplier_keys USING (supplier) JOIN numbered USING (text_key)"
    prices = "SELECT * FROM price_rows_of JOIN numbered USING (text_key)"
    with ThreadPoolExecutor(1) as pool:
        # Sorting the large table leaves a core idle now and then, which the small ones use.
        beside = pool.submit(_write_small, connection.cursor(), fresh, awards, prices)
        for ai in (1, 0):
            _write(connection, _processes(ai=ai), fresh / "processes" / f"ai={ai}")
        beside.result()
    counts = {table: _count(connection, f"SELECT count(*) FROM {table[:-1]}_rows_of") for table in ("awards", "prices")}
    row = connection.execute(
        f"SELECT count(*), count(*) FILTER (is_ai), min(year), max(year) FROM read_parquet({quoted(fresh / 'processes/*/*.parquet')})"
    ).fetchone() or (0, 0, None, None)
    return {**counts, "processes": row[0], "ai": row[1], "first_year": row[2], "last_year": row[3]}


def _find_hints(connection: duckdb.DuckDBPyConnection) -> None:
    """The table ``hinted``: what speaks for AI in a process beside the words of its own title and description."""
    connection.execute("""
        CREATE TABLE hinted AS SELECT ocid, string_agg(hint, ',' ORDER BY hint) AS hints FROM (
          SELECT DISTINCT ocid, k.hint FROM (SELECT ocid, unnest(supplier_names) AS name FROM resolved)
            JOIN known_suppliers k USING (name)
          UNION SELECT ocid, f.hint FROM resolved JOIN related_found f ON amendment_text = f.related
          UNION SELECT ocid, f.hint FROM resolved JOIN related_found f ON parent_text = f.related
          UNION SELECT child.ocid, json_object('kind', 'parent', 'name', parent.ocid, 'field', 'relatedProcesses')::VARCHAR
            FROM (SELECT ocid, unnest(parent_ids) AS parent_id FROM resolved WHERE parent_ids IS NOT NULL) child
            JOIN (SELECT ocid, text_key FROM resolved) parent ON parent.ocid = child.parent_id AND parent.ocid <> child.ocid
            JOIN texts t USING (text_key) JOIN found f ON f.text_no = t.text_no AND f.is_ai)
        GROUP BY ocid""")


def _processes(*, ai: int) -> str:
    known = currency("r.currency")
    return f"""
        SELECT {_listed(PROCESSES)} FROM (
          SELECT r.* EXCLUDE (currency, estimate_currency, doubts), {known} AS currency,
            {currency("r.estimate_currency")} AS estimate_currency,
            nullif(concat_ws(',', r.doubts, CASE WHEN r.currency <> '' AND {known} IS NULL THEN 'currency-unknown' END), '')
              AS doubts,
            n.text_no, n.is_ai, n.ai_terms, array_to_string(supplier_names, ' | ') AS supplier,
            len(supplier_names) AS suppliers,
            CASE WHEN f.hints IS NULL AND h.hints IS NULL THEN NULL
              ELSE '[' || concat_ws(',', nullif(f.hints, ''), h.hints) || ']' END AS ai_hints
          FROM resolved r JOIN (SELECT * FROM numbered WHERE is_ai = {bool(ai)}) n USING (text_key)
          LEFT JOIN found f ON f.text_no = n.text_no LEFT JOIN hinted h USING (ocid))"""


def _write_small(connection: duckdb.DuckDBPyConnection, fresh: Path, awards: str, prices: str) -> None:
    for table, columns, query in (("awards", AWARDS, awards), ("prices", PRICES, prices)):
        for ai in (1, 0):
            _write(
                connection,
                f"SELECT {_listed(columns)} FROM ({query}) WHERE is_ai = {bool(ai)}",
                fresh / table / f"ai={ai}",
            )
    connection.close()


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _write(connection: duckdb.DuckDBPyConnection, query: str, folder: Path) -> None:
    connection.execute(
        f"COPY ({query} ORDER BY year) TO {quoted(folder / 'part-0.parquet')} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
