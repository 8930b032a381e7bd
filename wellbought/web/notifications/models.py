"""What each person wants to be told, and when they were told last."""

from typing import ClassVar

from django.db import models


class Topic(models.TextChoices):
    """What people may be told by mail."""

    WEEKLY = "weekly"
    MENTIONS = "mentions"


class Wish(models.Model):
    """A topic that a person does not want mail about. Without a row they get it."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    unwanted = models.CharField(max_length=20, choices=Topic.choices)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "unwanted", name="one_wish_per_topic")]

    def __str__(self) -> str:
        return f"{self.person} without {self.unwanted}"


class Told(models.Model):
    """That a mail went out, so that none goes out twice when a task is begun again."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "about", name="told_once")]

    def __str__(self) -> str:
        return f"{self.person} told {self.about}"
