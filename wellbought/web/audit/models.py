"""The trail of access and change. Rows are added and never changed; only their time runs out."""

from typing import Any, ClassVar, NoReturn, Self

from django.db import models

from wellbought.errors import WellboughtError


class Kind(models.TextChoices):
    """What happened. Looking is written down once a day for each member, page and thing."""

    LOOKED = "looked"
    TOOK = "took"
    CHANGED = "changed"
    SIGNED_IN = "signed-in"
    REFUSED = "refused"


class TrailIsKept(WellboughtError):
    """What the trail holds cannot be altered."""

    def __init__(self) -> None:
        super().__init__("What the audit trail holds is never changed. It is deleted when its time has run out.")


class Events(models.QuerySet["Event"]):
    """Ways to find events; none to alter them."""

    def of_organisation(self, organisation_id: int) -> Self:
        """The events of one organisation. Nobody sees those of another."""
        return self.filter(organisation_id=organisation_id)

    def update(self, **_values: Any) -> NoReturn:
        """Refuse.

        :raises TrailIsKept: always
        """
        raise TrailIsKept

    def delete(self) -> NoReturn:
        """Refuse; :meth:`expire` is the one way out.

        :raises TrailIsKept: always
        """
        raise TrailIsKept

    def expire(self) -> int:
        """Delete events whose time has run out, and say how many."""
        return int(self._raw_delete(self.db))


class Event(models.Model):
    """One thing that somebody saw or did.

    It names the membership and not the person, so that a person can be forgotten and the trail stays whole. ``what`` is
    a page's name or an id such as ``role-changed``; ``about`` is the key of the thing; ``detail`` holds ids and never
    anyone's words.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    on = models.DateField()

    objects = Events.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "member", "what", "about", "on", condition=models.Q(kind="looked"), name="a_look_is_noted_once_a_day"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="event_has_a_known_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "-at"], name="events_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.what} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; never change it.

        :raises TrailIsKept: if it is there already
        """
        if self.pk is not None:
            raise TrailIsKept
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse.

        :raises TrailIsKept: always
        """
        raise TrailIsKept


class Clearing(models.Model):
    """Whose events may be deleted, and until when. A row lives as long as the transaction that deletes them."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    before = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organisation} before {self.before}"
