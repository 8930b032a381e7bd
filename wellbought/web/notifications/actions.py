"""Changing what people are told, and telling them."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from wellbought.web.notifications.models import Told, Topic, Wish


@transaction.atomic
def choose(*, person_id: int, wanted: Iterable[Topic]) -> None:
    """Set what a person wants to be told about."""
    Wish.objects.filter(person_id=person_id).delete()
    unwanted = set(Topic) - set(wanted)
    Wish.objects.bulk_create([Wish(person_id=person_id, unwanted=topic) for topic in sorted(unwanted)])


def unsubscribe(*, person_id: int, topic: Topic) -> None:
    """Tell a person nothing more about a topic."""
    Wish.objects.get_or_create(person_id=person_id, unwanted=topic)


def first_time(*, person_id: int, about: str) -> bool:
    """Note that a person is told of something; ``False`` if they were told already."""
    try:
        with transaction.atomic():
            Told.objects.create(person_id=person_id, about=about, at=timezone.now())
    except IntegrityError:
        return False
    return True
