"""The database's own guard over decisions: it refuses to change or delete them, whoever asks.

``set_guard`` and ``lift_guard`` are for migrations and for those who clear a whole database.
"""

from typing import Any

TABLE = "purchases_decision"
REASON = "A decision is never changed or deleted."

_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
    for verb in ("UPDATE", "DELETE")
)
_REFUSE = f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REASON}'; END $$
"""
_NO_CHANGE = f"""
    CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
"""
_POSTGRESQL = (_REFUSE, _NO_CHANGE)


def set_guard(connection: Any) -> None:
    """Have the database refuse changes."""
    for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
        _run(connection, statement)


def lift_guard(connection: Any) -> None:
    """Have the database allow changes again."""
    if connection.vendor == "sqlite":
        _run(connection, f"DROP TRIGGER IF EXISTS {TABLE}_no_update")
        _run(connection, f"DROP TRIGGER IF EXISTS {TABLE}_no_delete")
    else:
        _run(connection, f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}")
        _run(connection, f"DROP FUNCTION IF EXISTS {TABLE}_refuse()")


def _run(connection: Any, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
