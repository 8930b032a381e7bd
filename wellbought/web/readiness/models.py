"""Rounds of the readiness check: who was asked, what they said, and what the organisation does about it."""

from typing import ClassVar

from django.db import models

from wellbought.readiness.planning import ActionState
from wellbought.readiness.sheets import HIGHEST, LOWEST, NoLevel
from wellbought.web.accounts.models import new_key


class Round(models.Model):
    """A round of answers. ``named`` says whether the result shows who said what; it never changes."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="readiness_rounds")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=120)
    named = models.BooleanField()
    started_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """A member who is asked in a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("round", "member", name="asked_once_in_a_round")]

    def __str__(self) -> str:
        return f"{self.member} in {self.round}"


class Mark(models.Model):
    """What a member said on a statement of the pack: a level, or why there is none."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="marks")
    statement = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    no_level = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in NoLevel])
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("seat", "statement", name="a_statement_is_answered_once"),
            models.CheckConstraint(
                condition=models.Q(level__gte=LOWEST, level__lte=HIGHEST, no_level="")
                | models.Q(level=None, no_level__in=[one.value for one in NoLevel]),
                name="a_level_or_a_reason_for_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.no_level or self.level}"


class DimensionScore(models.Model):
    """A dimension's score as the round ended, for comparing organisations that agreed."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="scores")
    dimension = models.CharField(max_length=80)
    score = models.FloatField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("round", "dimension", name="one_score_per_dimension")]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.score}"


class Agreement(models.Model):
    """An organisation agrees that its newest scores are counted when organisations are compared."""

    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="readiness_compared"
    )
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organisation} agrees"


class Action(models.Model):
    """Something that the organisation will do, about a dimension of the pack. Its words stand in its versions."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="actions")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    dimension = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.dimension} in {self.round}"


class ActionVersion(models.Model):
    """An action as it was at one time. Versions are added and never changed."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    owner = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ActionState])
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("action", "number", name="one_version_of_an_action")]

    def __str__(self) -> str:
        return self.text
