"""DuckDB or Spark under the same Ibis expressions, over the same Parquet files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import ibis
import ibis.expr.types as ir

from wellbought.errors import WellboughtError
from wellbought.market.dataset import Dataset
from wellbought.market.extra import need
from wellbought.market.schema import TABLES

ENGINES: Final = ("duckdb", "spark")


class EngineUnavailable(WellboughtError):
    """An engine that cannot be started here."""


@dataclass(frozen=True)
class Engine:
    """A running engine with the tables of one dataset.

    :ivar backend: the Ibis connection
    """

    name: str
    dataset: Dataset
    backend: Any
    _tables: dict[str, ir.Table] = field(default_factory=dict, repr=False)
    _made: set[str] = field(default_factory=set, repr=False)

    def table(self, name: str, *, ai_only: bool = False) -> ir.Table:
        """A table of the dataset, or only the part of it that is of AI."""
        view = f"{name}_ai" if ai_only else name
        if view not in self._tables:
            self._tables[view] = self.backend.table(view)
        return self._tables[view]

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression as plain values, the same from either engine."""
        return _rows(expression.to_pyarrow())

    def rows_and_query(self, expression: ir.Table) -> tuple[list[dict[str, Any]], str]:
        """The rows of an expression, and the SQL that gave them.

        Ibis takes longer to write the SQL than DuckDB takes to run it, so it is written once.
        """
        query = self.query(expression)
        if self.name != "duckdb":
            return self.rows(expression), query
        from ibis.backends.duckdb.converter import DuckDBPyArrowData

        self.backend._run_pre_execute_hooks(expression)  # noqa: SLF001 - tables in memory are made known there
        found = self.backend.con.sql(query).to_arrow_table()
        return _rows(expression.__pyarrow_result__(found, data_mapper=DuckDBPyArrowData)), query

    def select(
        self, query: str, values: Mapping[str, Any], *, temporary: tuple[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """The rows of a query in SQL, where the engine is DuckDB.

        :param temporary: a name and a query, whose rows are kept in memory from the first time on
        """
        connection = self.backend.con
        if temporary and temporary[0] not in self._made:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {temporary[0]} AS {temporary[1]}")
            self._made.add(temporary[0])
        found = connection.execute(query, dict(values))
        names = [one[0] for one in found.description]
        return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in found.fetchall()]

    def query(self, expression: ir.Table) -> str:
        """The SQL that the engine runs, so that anyone can run it again."""
        return str(ibis.to_sql(expression, dialect="pyspark" if self.name == "spark" else "duckdb"))


def _rows(table: Any) -> list[dict[str, Any]]:
    return [{key: _plain(value) for key, value in row.items()} for row in table.to_pylist()]


def _plain(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, float):
        return None if value != value else round(value, 6)  # noqa: PLR0124 - not a number is not itself
    return value.normalize() + 0 if isinstance(value, Decimal) and value == 0 else value


@contextmanager
def engine(dataset: Dataset, name: str = "duckdb", *, master: str = "local[2]") -> Iterator[Engine]:
    """Open an engine on a dataset; it is closed at the end of the block.

    :param name: ``duckdb`` or ``spark``
    :param master: where Spark runs, such as ``spark://host:7077``
    :raises EngineUnavailable: if there is no such engine or it does not start
    :raises ExtraMissing: if its libraries are not installed
    """
    if name not in ENGINES:
        raise EngineUnavailable(f"There is no engine {name}. There are: {', '.join(ENGINES)}.")
    opened = _spark(dataset, master) if name == "spark" else open_duckdb(dataset)
    try:
        yield opened
    finally:
        opened.backend.disconnect()
        if name == "spark":
            opened.backend._session.stop()  # noqa: SLF001 - Ibis leaves the session to whoever made it


def open_duckdb(dataset: Dataset, *, memory_mb: int = 1_000) -> Engine:
    """DuckDB in this process, for as long as the caller keeps it. Not for two threads at once."""
    need("market")
    backend = ibis.duckdb.connect(memory_limit=f"{memory_mb}MB")
    backend.raw_sql("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET parquet_metadata_cache = true")
    for table in TABLES:
        for view, ai_only in ((table, False), (f"{table}_ai", True)):
            files = ", ".join("'" + path.replace("'", "''") + "'" for path in dataset.files(table, ai_only=ai_only))
            backend.raw_sql(f"CREATE VIEW {view} AS SELECT * FROM read_parquet([{files}], hive_partitioning = false)")
    return Engine("duckdb", dataset, backend)


def _spark(dataset: Dataset, master: str) -> Engine:
    import shutil

    need("spark")
    if shutil.which("java") is None:
        raise EngineUnavailable("Spark needs Java 17, and there is no java on the path.")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        session = (
            SparkSession.builder.master(master)
            .appName("wellbought-market")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.driver.bindAddress", "127.0.0.1" if master.startswith("local") else "0.0.0.0")  # noqa: S104 - workers must reach it
            .getOrCreate()
        )
    except (PySparkException, OSError, RuntimeError) as error:
        raise EngineUnavailable(f"Spark does not start at {master}: {error}.") from None
    backend = ibis.pyspark.connect(session)
    for table in TABLES:
        for view, ai_only in ((table, False), (f"{table}_ai", True)):
            session.read.parquet(*dataset.files(table, ai_only=ai_only)).createOrReplaceTempView(view)
    return Engine("spark", dataset, backend)
