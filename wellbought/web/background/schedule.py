"""What is due by the clock. A duty is a task's name and how long after the last time it is due again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wellbought.web.background.actions import enqueue
from wellbought.web.background.models import LastDone


@dataclass(frozen=True, slots=True)
class Duty:
    """A task without arguments that is due again and again.

    :ivar every: how long after it was last begun
    :ivar weekday: only on this day of the week (0 is Monday), if it is not ``None``
    :ivar hour: not before this hour (UTC)
    """

    name: str
    task: str
    every: timedelta
    weekday: int | None = None
    hour: int = 0

    def is_due(self, now: datetime, last: datetime | None) -> bool:
        """Whether it is due now."""
        if last is not None and now - last < self.every:
            return False
        return now.hour >= self.hour and self.weekday in (None, now.weekday())


#: Everything that is due by the clock.
DUTIES: tuple[Duty, ...] = (
    Duty("weekly-mail", "wellbought.web.notifications.tasks.weekly", every=timedelta(days=6), weekday=0, hour=6),
    Duty("expire-trails", "wellbought.web.accounts.tasks.expire_trails", every=timedelta(hours=20), hour=3),
    Duty("clear-sessions", "wellbought.web.accounts.tasks.clear_sessions", every=timedelta(hours=20), hour=3),
    Duty("refresh-standings", "wellbought.web.purchases.tasks.refresh_standings", every=timedelta(hours=20)),
    Duty("forget-old", "wellbought.web.background.tasks.forget", every=timedelta(hours=20), hour=2),
    Duty("forget-workshops", "wellbought.web.workshop.tasks.forget", every=timedelta(hours=20), hour=2),
)


@transaction.atomic
def begin_what_is_due(now: datetime) -> tuple[str, ...]:
    """Put every duty that is due into the queue, once however many workers ask.

    :returns: the names of those that were begun
    """
    last = dict(LastDone.objects.select_for_update().values_list("duty", "at"))
    begun = []
    for duty in DUTIES:
        if duty.is_due(now, last.get(duty.name)):
            LastDone.objects.update_or_create(duty=duty.name, defaults={"at": now})
            enqueue(duty.task)
            begun.append(duty.name)
    return tuple(begun)
