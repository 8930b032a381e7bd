"""Rooms that decide on a purchase. Of those who answer nothing is kept but a number that means nothing elsewhere."""

from typing import ClassVar

from django.db import models

from wellbought.learning.room import Phase
from wellbought.web.accounts.models import new_key

CODE_LENGTH = 6


def new_code() -> str:
    """A code to read out and type (30 bits)."""
    return new_key()[:CODE_LENGTH]


class Room(models.Model):
    """A room. ``number`` grows with each step, so that phones know when there is something new."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    purchase = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(default=0)
    phase = models.CharField(
        max_length=10, default=Phase.WAITING.value, choices=[(one.value, one.value) for one in Phase]
    )
    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.purchase} ({self.code})"


class Vote(models.Model):
    """What one phone chose at a decision. ``voter`` is a digest of the room's code and a number in the phone's cookie.

    ``changes`` counts how often it was changed, so that nobody can do so without end.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="votes")
    place = models.PositiveSmallIntegerField()
    voter = models.CharField(max_length=64)
    option = models.PositiveSmallIntegerField()
    changes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("room", "place", "voter", name="one_vote_per_phone")]

    def __str__(self) -> str:
        return f"{self.place}: {self.option}"


class Note(models.Model):
    """What the room said on a decision."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="notes")
    place = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("room", "place", name="one_note_per_decision")]

    def __str__(self) -> str:
        return self.text[:40]
