"""The database's own guard over the trail: it refuses to change what was noted, and to delete it before its time.

The trail is deleted by the retention action alone, which says in ``audit_clearing`` whose events, and until when, may
go; the row is there for as long as that transaction and is seen by nobody else. Whoever deletes otherwise is refused.
``set_guard`` and ``lift_guard`` are for migrations and for those who clear a whole database.
"""

from wellbought.web.audit.guards import Guard

_TRAIL = Guard(
    table="audit_event",
    reason="The audit trail is never changed, and deleted only when its time has run out.",
    kept_if="NOT EXISTS (SELECT 1 FROM audit_clearing c "
    "WHERE c.organisation_id = OLD.organisation_id AND OLD.at < c.before)",
)

set_guard = _TRAIL.put_up
lift_guard = _TRAIL.lift
