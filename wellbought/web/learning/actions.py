"""Everything that changes how far a member has come, and who sees it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wellbought.learning.course import Progress, Result
from wellbought.web.accounts.models import Membership
from wellbought.web.learning.models import QuizTaken, Sharing, StepDone


@transaction.atomic
def finish_step(*, member: Membership, course: str, step: str, now: datetime) -> None:
    """Note that a member has done a step; a second time changes nothing."""
    StepDone.objects.get_or_create(member=member, course=course, step=step, defaults={"at": now})


@transaction.atomic
def hand_in(*, member: Membership, course: str, result: Result, now: datetime) -> None:
    """Keep a quiz that a member handed in; the step is done once it is passed."""
    QuizTaken.objects.create(
        member=member,
        course=course,
        right=result.right,
        questions=len(result.marked),
        passed=result.passed,
        at=now,
    )
    if result.passed:
        StepDone.objects.get_or_create(member=member, course=course, step="quiz", defaults={"at": now})


@transaction.atomic
def take_over(*, member: Membership, progress: Mapping[str, Progress], now: datetime) -> None:
    """Add what a member did in this browser before signing in."""
    StepDone.objects.bulk_create(
        [
            StepDone(member=member, course=course, step=step, at=now)
            for course, one in progress.items()
            for step in sorted(one.done)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def share(*, member: Membership, agreed: bool, now: datetime) -> None:
    """Let leaders see how far a member has come, or no longer."""
    if agreed:
        Sharing.objects.get_or_create(member=member, defaults={"at": now})
    else:
        Sharing.objects.filter(member=member).delete()


@transaction.atomic
def forget(*, member: Membership) -> None:
    """Delete all that is kept of a member's learning."""
    StepDone.objects.filter(member=member).delete()
    QuizTaken.objects.filter(member=member).delete()
