"""Whether the server is well: its parts, each with what a watcher may know and what only those inside may read."""

import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellbought.web.background.queries import workload
from wellbought.web.guidance.queries import pack_in

#: Below so many octets free, the disk is nearly full.
LITTLE_ROOM = 500 * 1024 * 1024


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the server.

    :ivar detail: a sentence for those inside; never a password, an address of a server, or a path
    """

    name: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class Health:
    """All parts together; the worst one counts."""

    parts: tuple[Part, ...]

    @property
    def state(self) -> State:
        """The state of the whole."""
        states = {part.state for part in self.parts}
        return next((state for state in (State.BROKEN, State.WARNING) if state in states), State.OK)


def health() -> Health:
    """Look at every part. Where the database is away, the parts that live in it are not asked."""
    database = _database()
    if database.state is State.BROKEN:
        return Health((database, _pack(), _disk(), _mail()))
    return Health((database, _migrations(), _pack(), _worker(), _disk(), _mail()))


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Part("database", State.BROKEN, _("It does not answer."))
    return Part("database", State.OK, connection.display_name)


def _migrations() -> Part:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        return Part("migrations", State.BROKEN, _("The tables are older than the program. Start it again."))
    return Part("migrations", State.OK, _("The tables are up to date."))


def _pack() -> Part:
    return Part("pack", State.OK, _("Guidance %(version)s") % {"version": pack_in("en").version})


def _worker() -> Part:
    load = workload(timezone.now())
    if not load.workers:
        return Part("worker", State.WARNING, _("No worker runs. Mails, exports and imports wait."))
    text = ngettext("%(count)s task waits", "%(count)s tasks wait", load.waiting) % {"count": load.waiting}
    if load.failed_last_day:
        failed = ngettext(
            "%(count)s task failed in the last day", "%(count)s tasks failed in the last day", load.failed_last_day
        )
        return Part("worker", State.WARNING, failed % {"count": load.failed_last_day})
    return Part("worker", State.OK, text)


def _disk() -> Part:
    home = next(folder for folder in (Path(settings.HOME), *Path(settings.HOME).parents) if folder.exists())
    free = shutil.disk_usage(home).free
    gigabytes = {"free": f"{free / 1024**3:.1f}"}
    if free < LITTLE_ROOM:
        return Part("disk", State.WARNING, _("Only %(free)s GB are free.") % gigabytes)
    return Part("disk", State.OK, _("%(free)s GB are free.") % gigabytes)


def _mail() -> Part:
    if "filebased" in settings.EMAIL_BACKEND:
        state = State.OK if settings.DEMO else State.WARNING
        return Part("mail", state, _("Mail is not set up: it is kept as files on the server."))
    return Part("mail", State.OK, _("Mail is set up."))
