"""What people asked for in the background, when each duty of the clock was last done, and which workers live."""

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

if TYPE_CHECKING:
    from wellbought.web.accounts.models import Membership


class JobState(models.TextChoices):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


def new_job_key() -> str:
    """An id for URLs that cannot be guessed (64 bits)."""
    return secrets.token_hex(8)


class Jobs(models.QuerySet["Job"]):
    """Ways to find jobs."""

    def asked_by(self, member: "Membership") -> Self:
        """The jobs that a member asked for. Nobody else sees them."""
        return self.filter(member=member)

    def unfinished(self) -> Self:
        """The jobs that still wait or run."""
        return self.filter(state__in=(JobState.WAITING, JobState.RUNNING))


class Job(models.Model):
    """A piece of work that a person asked for, and what became of it.

    ``done`` of ``total`` steps are done; ``total`` is 0 while nobody knows how many there are. ``message`` tells the
    person why it failed. ``href`` leads to what came of it; ``file`` is its name in the storage, ``file_name`` the name
    under which the person takes it along.
    """

    key = models.CharField(max_length=16, unique=True, default=new_job_key, editable=False)
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    message = models.TextField(blank=True)
    href = models.CharField(max_length=500, blank=True)
    file = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    back = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, default="en")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = Jobs.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_has_a_known_state"),
        ]
        indexes: ClassVar = [models.Index(fields=["member", "-asked_at"], name="jobs_of_a_member")]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


class LastDone(models.Model):
    """When a duty of the clock was last begun. One row for each duty, so that two workers never both do it."""

    duty = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.duty} at {self.at}"


class WorkerSeen(models.Model):
    """A sign of life of a worker."""

    worker = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} seen at {self.seen_at}"
