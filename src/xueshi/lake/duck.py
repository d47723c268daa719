"""DuckDB as the engine on one computer: the integer tables in memory or on Parquet, and one query over them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import duckdb

from xueshi.lake.tables import SCHEMA, Row
from xueshi.rules.compile import Compiled

DIALECT = "duckdb"
RESULT = "result"
BATCH = 10_000


class Duck:
    """A private DuckDB with the tables ``members``, ``spans`` and ``entries``; use it as a context manager."""

    name = f"duckdb {duckdb.__version__}"

    def __init__(self) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("SET preserve_insertion_order = false")

    def __enter__(self) -> Duck:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def load(self, table: str, rows: Iterable[Row]) -> int:
        """Fill one of the tables and return the number of rows; staged as CSV, which DuckDB reads in parallel."""
        columns = ", ".join(f"'{column}': 'INTEGER'" for column in SCHEMA[table])
        line = ",".join(["%s"] * len(SCHEMA[table])) + "\n"
        with tempfile.TemporaryDirectory(prefix="xueshi-") as folder:
            path = Path(folder, f"{table}.csv")
            with path.open("w", newline="") as file:
                file.writelines(map(line.__mod__, rows))
            self._connection.execute(
                f"CREATE OR REPLACE TABLE {table} AS"
                f" SELECT * FROM read_csv(?, header = false, auto_detect = false, columns = {{{columns}}})",
                [str(path)],
            )
        return self.count(table)

    def attach(self, table: str, parquet: Path) -> None:
        """Let one of the tables be a Parquet file, or all files that a pattern names."""
        quoted = str(parquet).replace("'", "''")
        self._connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{quoted}')")

    def count(self, table: str) -> int:
        """The number of rows of a table."""
        return int(self.rows(f"SELECT COUNT(*) FROM {table}")[0][0])

    def judge(self, compiled: Compiled) -> None:
        """Run the compiled questions; the answer stands in the table ``result``, one row a member."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {RESULT} AS {compiled.sql(DIALECT)}")

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query."""
        return self._connection.execute(sql).fetchall()

    def stream(self, sql: str) -> Iterator[Row]:
        """The rows of a query, a batch at a time."""
        cursor = self._connection.cursor().execute(sql)
        while batch := cursor.fetchmany(BATCH):
            yield from batch
