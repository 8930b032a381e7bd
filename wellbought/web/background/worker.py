"""The worker: runs the queue, gives signs of life, begins again what a killed worker left, and minds the clock."""

import logging
import os
import threading
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import override
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from wellbought.web.background.actions import fail, interrupted_too_often
from wellbought.web.background.models import Job, WorkerSeen
from wellbought.web.background.queries import GONE_AFTER
from wellbought.web.background.schedule import begin_what_is_due

logger = logging.getLogger(__name__)

#: Between two signs of life (in seconds).
PULSE = 15.0
#: A task whose worker was killed is begun again, so many times in all.
MOST_ATTEMPTS = 3


def work(*, parent: int | None = None) -> None:
    """Run the queue until stopped.

    :param parent: the process that started this worker: when it is gone, so is the worker
    """
    worker = _worker(batch=False)
    worker.configure_signals()
    threading.Thread(target=_pulse, args=(worker.worker_id, parent), daemon=True).start()
    worker.run()


def work_off() -> None:
    """Run everything that waits, here and now, and return."""
    _worker(batch=True).run()


def recover(now: datetime) -> int:
    """Put the tasks of workers that are gone back into the queue; give up those that were begun too often.

    :returns: how many tasks were found
    """
    with transaction.atomic():
        alive = set(WorkerSeen.objects.filter(seen_at__gte=now - GONE_AFTER).values_list("worker", flat=True))
        left = [
            one
            for one in DBTaskResult.objects.running().select_for_update()
            if one.started_at
            and one.started_at < now - GONE_AFTER
            and not (one.worker_ids and one.worker_ids[-1] in alive)
        ]
        for one in left:
            if len(one.worker_ids) < MOST_ATTEMPTS:
                DBTaskResult.objects.filter(pk=one.pk).update(status=TaskResultStatus.READY, started_at=None)
            else:
                one.set_failed(InterruptedError("Its worker was killed several times."))
                _tell_whoever_asked(one)
    return len(left)


def show_life(worker_id: str, now: datetime) -> None:
    """Write down that a worker lives, and forget those that have long been gone."""
    WorkerSeen.objects.update_or_create(
        worker=worker_id, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )
    WorkerSeen.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()


def _worker(*, batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=1.0,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _pulse(worker_id: str, parent: int | None) -> None:
    """Give a sign of life, mind the clock, begin again what was left, for as long as the process lives."""
    waiting = threading.Event()
    while True:
        if parent is not None and os.getppid() != parent:
            os._exit(0)
        close_old_connections()
        try:
            now = timezone.now()
            show_life(worker_id, now)
            recover(now)
            begin_what_is_due(now)
        except DatabaseError:
            # The database is away or busy: it is asked again at the next pulse, and until then this worker looks gone.
            logger.exception("no sign of life could be written")
        connection.close()
        for _second in range(int(PULSE)):
            waiting.wait(1.0)
            if parent is not None and os.getppid() != parent:
                os._exit(0)


def _tell_whoever_asked(left: "DBTaskResult[..., Any]") -> None:
    job = Job.objects.filter(key=left.args_kwargs["kwargs"].get("key", "")).unfinished().first()
    if job is not None:
        with override(job.language):
            fail(job, interrupted_too_often())
