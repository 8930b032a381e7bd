"""The database's own guard over the trail: it refuses to change what was noted, and to delete it before its time.

The trail is deleted by the retention action alone, which says in ``audit_clearing`` whose events, and until when, may
go; the row is there for as long as that transaction and is seen by nobody else. Whoever deletes otherwise is refused.
``set_guard`` and ``lift_guard`` are for migrations and for those who clear a whole database.
"""

from typing import Any

TABLE = "audit_event"
REASON = "The audit trail is never changed, and deleted only when its time has run out."

_NOT_CLEARED = (
    "NOT EXISTS (SELECT 1 FROM audit_clearing c WHERE c.organisation_id = OLD.organisation_id AND OLD.at < c.before)"
)
_NO_UPDATE = f"""
    CREATE TRIGGER IF NOT EXISTS {TABLE}_no_update BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
"""
_NO_DELETE = f"""
    CREATE TRIGGER IF NOT EXISTS {TABLE}_no_delete BEFORE DELETE ON {TABLE} WHEN {_NOT_CLEARED}
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
"""
_SQLITE = (_NO_UPDATE, _NO_DELETE)
_REFUSE = f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF TG_OP = 'DELETE' AND NOT ({_NOT_CLEARED}) THEN RETURN OLD; END IF;
        RAISE EXCEPTION '{REASON}';
    END $$
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
