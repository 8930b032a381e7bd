"""Meetings on a purchase: who comes, what is on the agenda, what came out of it."""

from typing import ClassVar

from django.db import models

from wellbought.vocabulary import TEAM_ROLES
from wellbought.web.accounts.models import new_key

ROLES = [(role.value, role.value) for role in TEAM_ROLES]


class Meeting(models.Model):
    """A meeting. ``number`` counts the versions of its own words; answers have versions of their own."""

    purchase = models.ForeignKey("purchases.Purchase", on_delete=models.CASCADE, related_name="meetings")
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes_long = models.PositiveIntegerField(default=75)
    place = models.CharField(max_length=200, blank=True)
    unknown = models.TextField(blank=True)
    stop_rule = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    called_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """A member who is invited."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("meeting", "member", name="invited_once")]

    def __str__(self) -> str:
        return f"{self.member} at {self.meeting}"


class AgendaItem(models.Model):
    """A question on the agenda, and the team that answers it.

    ``answer_number`` is the version of the answer that was saved in the room, or empty.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveIntegerField()
    question = models.CharField(max_length=80)
    role = models.CharField(max_length=20, choices=ROLES)
    answer_number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", "place", name="one_item_per_place"),
            models.UniqueConstraint("meeting", "question", name="asked_once_in_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.question}"
