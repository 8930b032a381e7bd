"""Who sees to a question, and what is said on it."""

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.purchase.mentions import mentioned
from wellbought.web.accounts.models import Membership
from wellbought.web.background.actions import enqueue
from wellbought.web.purchases.actions.standing import note_standing
from wellbought.web.purchases.actions.words import words_within
from wellbought.web.purchases.models import Assignment, Comment, Consultation, Mention, Purchase

#: The longest comment, in characters.
LONGEST_COMMENT = 5_000


class AssignmentChanged(WellboughtError):
    """Somebody else gave the question to someone in the meantime."""

    def __init__(self, theirs: Assignment) -> None:
        super().__init__(
            _("Somebody else changed who sees to this question while you were here. Look at their choice, then save.")
        )
        self.theirs = theirs


@transaction.atomic
def assign(
    *,
    member: Membership,
    purchase: Purchase,
    question: str,
    owner: Membership | None,
    consulted: Collection[Membership] = (),
    due_on: date | None,
    seen: int,
    now: datetime,
) -> Assignment:
    """Say who sees to a question, whom they ask, and until when.

    :param owner: nobody in particular for ``None``: then it falls to the role that leads it
    :param seen: the number of the assignment that the person had before them; 0 if there was none
    :raises AssignmentChanged: if it is another by now
    :raises WellboughtError: if somebody named is not in the team
    """
    team = set(purchase.team.values_list("member_id", flat=True))
    if any(one.pk not in team for one in (*consulted, *([owner] if owner else []))):
        raise WellboughtError(_("Only people in the team can be asked. Add them to the team first."))
    current = _assignment(purchase, question)
    if (current.number if current else 0) != seen:
        assert current is not None
        raise AssignmentChanged(current)
    if current is None:
        made = Assignment(purchase=purchase, question=question, owner=owner, due_on=due_on, by=member, at=now)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            raise AssignmentChanged(_certain(purchase, question)) from None
    else:
        changed = Assignment.objects.filter(pk=current.pk, number=seen).update(
            owner=owner, due_on=due_on, number=seen + 1, by=member, at=now
        )
        if not changed:
            raise AssignmentChanged(_certain(purchase, question))
    kept = _certain(purchase, question)
    asked = {one.pk for one in consulted if owner is None or one.pk != owner.pk}
    kept.consultations.exclude(member_id__in=asked).delete()
    present = set(kept.consultations.values_list("member_id", flat=True))
    Consultation.objects.bulk_create([Consultation(assignment=kept, member_id=pk) for pk in sorted(asked - present)])
    note_standing(purchase, now=now)
    return kept


@transaction.atomic
def comment(*, member: Membership, purchase: Purchase, question: str, text: str, now: datetime) -> Comment:
    """Say something on a question. Whom it mentions is told; who answers has seen what was said before.

    :raises WordsMissing, WordsTooLong, ControlCharacter: if it cannot be kept as it is
    """
    words = words_within(text, LONGEST_COMMENT, missing=_("Write what you want to say."))
    said = Comment.objects.create(purchase=purchase, question=question, text=words, by=member, at=now)
    Mention.objects.filter(comment__purchase=purchase, comment__question=question, member=member, seen_at=None).update(
        seen_at=now
    )
    names = {
        one.member_id: one.member.person.name
        for one in purchase.team.filter(member__is_active=True).select_related("member__person")
    }
    Purchase.objects.filter(pk=purchase.pk).update(moved_at=now)
    mention(said, [pk for pk in mentioned(words, names) if pk != member.pk])
    return said


def mention(said: Comment, member_ids: Collection[int]) -> None:
    """Note whom a comment mentions, and put the task ``settings.WHEN_MENTIONED`` into the background for each."""
    for one in Mention.objects.bulk_create([Mention(comment=said, member_id=pk) for pk in member_ids]):
        if settings.WHEN_MENTIONED:
            enqueue(settings.WHEN_MENTIONED, mention_id=one.pk)


@transaction.atomic
def see_mentions(*, member: Membership, comment_key: str, now: datetime) -> None:
    """Note that a member has seen that they were mentioned. Of a comment that is not there nothing happens."""
    Mention.objects.filter(
        comment__key=comment_key, member=member, seen_at=None, comment__purchase__organisation=member.organisation_id
    ).update(seen_at=now)


def _assignment(purchase: Purchase, question: str) -> Assignment | None:
    return (
        Assignment.objects.filter(purchase=purchase, question=question)
        .select_related("owner__person", "by__person")
        .first()
    )


def _certain(purchase: Purchase, question: str) -> Assignment:
    found = _assignment(purchase, question)
    assert found is not None
    return found
