"""Putting work into the background. This is the whole of what other apps use.

Two ways in, both by a task's name, so that no import points up, and both after the transaction commits:

``enqueue("wellbought.web.notifications.tasks.tell", mention_id=3)``
    a small errand that nobody watches. The task is a plain function ``def tell(*, mention_id: int) -> None``.

``ask_for("wellbought.web.market.tasks.ingest", member=member, title=_("Reading 3 files"), arguments={...})``
    work that a person asked for. The task is ``def ingest(progress: Progress, *, …) -> None``. It tells how far it is
    with ``progress.tell(done, total, note)``, leads on with ``progress.lead_to(href)`` or hands a file over with
    ``progress.hand_over(name, content)``. Redirect to ``background:job`` with the key of what ``ask_for`` returns: the
    page shows progress, then the result, or says what went wrong. A ``WellboughtError`` is told in its own words.

Arguments are what JSON holds. A worker may be killed in the middle, and the task is then begun again: write tasks so
that doing them twice is the same as once. ``DUTIES`` in ``schedule.py`` lists what is due by the clock.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from wellbought.errors import WellboughtError
from wellbought.web.background.models import Job, JobState

if TYPE_CHECKING:
    from wellbought.web.accounts.models import Membership

#: Finished jobs and their files are kept so long; so are the library's own rows of tasks.
KEPT = timedelta(days=7)
#: Who runs what was put into the queue.
RUN_ERRAND = "wellbought.web.background.tasks.run_errand"
RUN_JOB = "wellbought.web.background.tasks.run_job"


class NoSuchTask(WellboughtError):
    """A task is a function in the module ``tasks`` of one of our apps."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is no task. A task is a function in wellbought/web/<app>/tasks.py.")


def task_named(name: str) -> Callable[..., Any]:
    """The function behind a task's name.

    :raises NoSuchTask: if it is none of ours
    """
    start, _dot, function = name.rpartition(".")
    if not (start.startswith("wellbought.web.") and start.endswith(".tasks")) or function.startswith("_"):
        raise NoSuchTask(name)
    try:
        found: Callable[..., Any] = import_string(name)
    except ImportError:
        raise NoSuchTask(name) from None
    return found


def enqueue(task: str, **arguments: Any) -> None:
    """Have a small errand done in the background, once the transaction commits.

    :param task: the dotted name of a function in an app's ``tasks``
    :raises NoSuchTask: at once, if there is no such function
    """
    task_named(task)
    runner = import_string(RUN_ERRAND)
    transaction.on_commit(partial(runner.enqueue, task=task, arguments=arguments))


@transaction.atomic
def ask_for(
    task: str, *, member: "Membership", title: str, arguments: Mapping[str, Any] | None = None, back: str = ""
) -> Job:
    """Have work done for a person, who can watch it.

    :param title: what is being done, in the person's language
    :param back: where on this site the person came from
    :raises NoSuchTask: at once, if there is no such function
    """
    task_named(task)
    job = Job.objects.create(
        member=member,
        title=title[:200],
        task=task,
        arguments=dict(arguments or {}),
        back=back,
        language=get_language() or "en",
        asked_at=timezone.now(),
    )
    runner = import_string(RUN_JOB)
    transaction.on_commit(partial(runner.enqueue, key=job.key))
    return job


def fail(job: Job, message: str) -> None:
    """Say to the person who asked what went wrong."""
    Job.objects.filter(pk=job.pk).unfinished().update(
        state=JobState.FAILED, message=message, finished_at=timezone.now(), note=""
    )


@transaction.atomic
def forget_old() -> int:
    """Delete finished jobs with their files, and what the library remembers of tasks, after a week.

    :returns: how many jobs were deleted
    """
    before = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    old = list(Job.objects.filter(finished_at__lt=before))
    for job in old:
        if job.file:
            default_storage.delete(job.file)
    Job.objects.filter(pk__in=[job.pk for job in old]).delete()
    return len(old)


def interrupted_too_often() -> str:
    """What a person is told whose work was begun several times and never came to its end."""
    return _("This was interrupted several times and has been given up. Try again, or with less at once.")
