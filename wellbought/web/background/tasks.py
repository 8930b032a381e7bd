"""Running what was put into the queue: the two tasks that the library knows of."""

import logging
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from wellbought.errors import WellboughtError
from wellbought.web.background.actions import fail, forget_old, task_named
from wellbought.web.background.models import Job, JobState
from wellbought.web.background.progress import Progress

logger = logging.getLogger(__name__)


@task()
def run_errand(task: str, arguments: dict[str, Any]) -> None:
    """Run a small errand."""
    task_named(task)(**arguments)


@task()
def run_job(key: str) -> None:
    """Run work that a person asked for, and tell them how it ended. One that has ended is not run again."""
    job = Job.objects.filter(key=key).unfinished().first()
    if job is None:
        return
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=timezone.now(), done=0, note="")
    with override(job.language):
        try:
            task_named(job.task)(Progress(job), **job.arguments)
        except WellboughtError as error:
            fail(job, str(error))
        except BaseException:
            # The person is told that much, the log has the cause, and the library marks its own row when it gets it.
            logger.exception("job %s failed", key)
            fail(
                job,
                _("Something went wrong that we did not foresee. The server's log has it as %(key)s.") % {"key": key},
            )
            raise
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        state=JobState.DONE, finished_at=timezone.now(), note=""
    )


def forget() -> None:
    """Forget finished jobs after a week."""
    forget_old()
