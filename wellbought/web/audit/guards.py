"""Tables that the database itself guards: it refuses to change or delete their rows, whoever asks.

Whoever owns the database can lift a guard: it stops mistakes and careless tools, no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """The triggers that guard one table, on SQLite and PostgreSQL.

    :ivar reason: what the database says when it refuses
    :ivar kept_if: a condition over ``OLD`` in SQL; a row of which it does not hold may be deleted. None may if empty.
    """

    table: str
    reason: str
    kept_if: str = ""

    def put_up(self, connection: Any) -> None:
        """Have the database refuse changes."""
        self._run(connection, self._sqlite() if connection.vendor == "sqlite" else self._postgresql())

    def lift(self, connection: Any) -> None:
        """Have the database allow changes again."""
        if connection.vendor == "sqlite":
            self._run(connection, (f"DROP TRIGGER IF EXISTS {self.table}_no_{verb}" for verb in ("update", "delete")))
        else:
            trigger = f"DROP TRIGGER IF EXISTS {self.table}_no_change ON {self.table}"
            self._run(connection, iter((trigger, f"DROP FUNCTION IF EXISTS {self.table}_refuse()")))

    def _sqlite(self) -> Iterator[str]:
        for verb, only in (("UPDATE", ""), ("DELETE", f"WHEN {self.kept_if}" if self.kept_if else "")):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {self.table}_no_{verb.lower()} BEFORE {verb} ON {self.table} {only} "
                f"BEGIN SELECT RAISE(ABORT, '{self.reason}'); END"
            )

    def _postgresql(self) -> Iterator[str]:
        let_go = f"IF TG_OP = 'DELETE' AND NOT ({self.kept_if}) THEN RETURN OLD; END IF;" if self.kept_if else ""
        yield (
            f"CREATE OR REPLACE FUNCTION {self.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {let_go} RAISE EXCEPTION '{self.reason}'; END $$"
        )
        yield (
            f"CREATE TRIGGER {self.table}_no_change BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.table}_refuse()"
        )

    @staticmethod
    def _run(connection: Any, statements: Iterator[str]) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
