"""What pages and the health of the server read of background work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django_tasks_db.models import DBTaskResult

from wellbought.web.background.models import Job, JobState, WorkerSeen

if TYPE_CHECKING:
    from wellbought.web.accounts.models import Membership

#: A worker that gave no sign of life for so long is taken to be gone.
GONE_AFTER = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class JobCard:
    """A job as its page shows it. ``percent`` is ``None`` while nobody knows how much there is to do."""

    key: str
    title: str
    state: JobState
    percent: int | None
    note: str
    message: str
    href: str
    file_name: str
    back: str
    asked_at: datetime
    finished_at: datetime | None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED)


@dataclass(frozen=True, slots=True)
class Workload:
    """How the background stands: for whoever watches over the server."""

    workers: int
    waiting: int
    running: int
    failed_last_day: int
    oldest_waiting_at: datetime | None


def job_for(member: "Membership", key: str) -> JobCard | None:
    """A job that the member asked for; what others asked for does not exist for them."""
    job = Job.objects.asked_by(member).filter(key=key).first()
    return _card(job) if job else None


def jobs_of(member: "Membership", *, most: int = 50) -> tuple[JobCard, ...]:
    """The newest jobs that a member asked for."""
    return tuple(_card(job) for job in Job.objects.asked_by(member).order_by("-asked_at", "-id")[:most])


def file_of(member: "Membership", key: str) -> tuple[str, str] | None:
    """The file that a job made: its name in the storage, and the name under which it is taken along."""
    job = Job.objects.asked_by(member).filter(key=key).exclude(file="").first()
    return (job.file, job.file_name) if job else None


def workload(now: datetime) -> Workload:
    """How many workers live and how much waits for them."""
    ready = DBTaskResult.objects.ready().order_by("enqueued_at")
    oldest = ready.values_list("enqueued_at", flat=True).first()
    return Workload(
        workers=WorkerSeen.objects.filter(seen_at__gte=now - GONE_AFTER).count(),
        waiting=ready.count(),
        running=DBTaskResult.objects.running().count(),
        failed_last_day=DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=1)).count(),
        oldest_waiting_at=oldest,
    )


def worker_last_seen_at() -> datetime | None:
    """The last sign of life of any worker."""
    found: datetime | None = WorkerSeen.objects.aggregate(at=Max("seen_at"))["at"]
    return found


def _card(job: Job) -> JobCard:
    percent = min(100, job.done * 100 // job.total) if job.total else None
    return JobCard(
        job.key,
        job.title,
        JobState(job.state),
        100 if job.state == JobState.DONE else percent,
        job.note,
        job.message,
        job.href,
        job.file_name,
        job.back,
        job.asked_at,
        job.finished_at,
    )
