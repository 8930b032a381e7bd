"""What is told to people whom a comment mentions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from wellbought.web.purchases.models import Mention


@dataclass(frozen=True, slots=True)
class MentionToTell:
    """A mention, with what its mail says."""

    member_id: int
    by: str
    purchase: str
    words: str
    href: str
    key: str


def mentions_to_tell(ids: Sequence[int]) -> tuple[MentionToTell, ...]:
    """New mentions by their ids."""
    found = Mention.objects.filter(pk__in=ids).select_related("comment__by__person", "comment__purchase")
    return tuple(
        MentionToTell(
            one.member_id,
            one.comment.by.person.name,
            one.comment.purchase.title,
            one.comment.text,
            reverse("purchases:question", args=[one.comment.purchase.key, one.comment.question]),
            one.comment.key,
        )
        for one in found.order_by("pk")
    )
