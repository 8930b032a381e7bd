"""The database's own guard over decisions: it refuses to change or delete them, whoever asks.

``set_guard`` and ``lift_guard`` are for migrations and for those who clear a whole database.
"""

from wellbought.web.audit.guards import Guard

_DECISIONS = Guard(table="purchases_decision", reason="A decision is never changed or deleted.")

set_guard = _DECISIONS.put_up
lift_guard = _DECISIONS.lift
