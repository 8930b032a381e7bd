"""Changing what people are told, and telling them."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from wellbought.web.background.actions import enqueue
from wellbought.web.notifications.models import Told, Topic, Wish
from wellbought.web.purchases.queries import mentions_to_tell


@transaction.atomic
def choose(*, person_id: int, wanted: Iterable[Topic]) -> None:
    """Set what a person wants to be told about."""
    Wish.objects.filter(person_id=person_id).delete()
    unwanted = set(Topic) - set(wanted)
    Wish.objects.bulk_create([Wish(person_id=person_id, unwanted=topic) for topic in sorted(unwanted)])


def unsubscribe(*, person_id: int, topic: Topic) -> None:
    """Tell a person nothing more about a topic."""
    Wish.objects.get_or_create(person_id=person_id, unwanted=topic)


def mentioned(mention_ids: Sequence[int]) -> None:
    """Tell people of mentions; ``settings.WHEN_MENTIONED`` names this, and purchases call it by that."""
    for one in mentions_to_tell(mention_ids):
        notify_mention(
            member_id=one.member_id, by=one.by, purchase=one.purchase, words=one.words, href=one.href, key=one.key
        )


def notify_mention(*, member_id: int, by: str, purchase: str, words: str, href: str, key: str) -> None:
    """Tell a member, once the transaction commits, that somebody mentioned them. Apps below call it by name.

    :param words: what was said; the beginning of it is in the mail
    :param key: of the comment, so that one mention is told once
    """
    enqueue(
        "wellbought.web.notifications.tasks.tell_of_mention",
        member_id=member_id,
        by=by,
        purchase=purchase,
        words=words[:600],
        href=href,
        key=key,
    )


def first_time(*, person_id: int, about: str) -> bool:
    """Note that a person is told of something; ``False`` if they were told already."""
    try:
        with transaction.atomic():
            Told.objects.create(person_id=person_id, about=about, at=timezone.now())
    except IntegrityError:
        return False
    return True
