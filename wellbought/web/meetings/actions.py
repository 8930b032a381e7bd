"""Everything that changes a meeting."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.purchase import AnswerState
from wellbought.vocabulary import Role
from wellbought.web.accounts.models import Membership
from wellbought.web.meetings.models import AgendaItem, Attendee, Meeting
from wellbought.web.purchases.actions import log_decision, save_answer, words_within
from wellbought.web.purchases.models import Purchase

#: The longest note of a meeting, in characters.
LONGEST_NOTE = 10_000
LONGEST_PLACE = 200


class MeetingChanged(WellboughtError):
    """Somebody else changed the meeting in the meantime. Their words are shown beside one's own."""

    def __init__(self, theirs: Meeting) -> None:
        super().__init__(_("Somebody else changed this meeting while you were writing."))
        self.theirs = theirs


@transaction.atomic
def call_meeting(
    *,
    member: Membership,
    purchase: Purchase,
    title: str,
    questions: Sequence[tuple[str, Role]],
    invited: Collection[int],
    now: datetime,
) -> Meeting:
    """Call a meeting on some questions, each with the team that answers it.

    :param invited: the ids of members in the purchase's team
    """
    meeting = Meeting.objects.create(purchase=purchase, title=title, called_by=member, called_at=now, changed_by=member)
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(meeting=meeting, place=place, question=question, role=role.value)
            for place, (question, role) in enumerate(questions, start=1)
        ]
    )
    _invite(meeting, purchase, invited)
    return meeting


@transaction.atomic
def change_meeting(  # noqa: PLR0913 - a meeting is told in so many words
    *,
    member: Membership,
    meeting: Meeting,
    starts_at: datetime | None,
    minutes_long: int,
    place: str,
    unknown: str,
    stop_rule: str,
    invited: Collection[int],
    seen: int,
) -> Meeting:
    """Say when and where a meeting is, who comes, and what came out of it besides answers.

    :param seen: the number of the version that the person had before them
    :raises MeetingChanged: if there is a newer one by now
    :raises WordsTooLong, ControlCharacter: if a text cannot be kept as it is
    """
    changed = Meeting.objects.filter(pk=meeting.pk, number=seen).update(
        starts_at=starts_at,
        minutes_long=minutes_long,
        place=words_within(place, LONGEST_PLACE),
        unknown=words_within(unknown, LONGEST_NOTE),
        stop_rule=words_within(stop_rule, LONGEST_NOTE),
        number=seen + 1,
        changed_by=member,
    )
    current = Meeting.objects.select_related("changed_by__person", "purchase").get(pk=meeting.pk)
    if not changed:
        raise MeetingChanged(current)
    _invite(current, current.purchase, invited)
    return current


@transaction.atomic
def answer_in_room(  # noqa: PLR0913 - what the room says, where and by whom
    *,
    member: Membership,
    purchase: Purchase,
    item: AgendaItem,
    role: Role,
    text: str,
    state: AnswerState,
    decide: str,
    seen: int,
    now: datetime,
) -> None:
    """Keep what the room says on a question: it goes into the plan as any answer does.

    :param role: the team that answers it
    :param decide: the question in words, to log the answer as a decision too; empty not to
    :param seen: the version of the answer that the room had before it
    :raises AnswerChanged: if somebody saved another in the meantime
    :raises WellboughtError: as :func:`save_answer` does
    """
    version = save_answer(
        member=member, purchase=purchase, question=item.question, text=text, state=state, seen=seen, now=now
    )
    AgendaItem.objects.filter(pk=item.pk).update(answer_number=version.number, role=role.value)
    if decide:
        log_decision(
            member=member,
            purchase=purchase,
            title=decide[:200],
            chosen=text,
            reasons=_("Decided in the meeting “%(title)s”.") % {"title": item.meeting.title},
            question=item.question,
            now=now,
        )


@transaction.atomic
def close_meeting(*, meeting: Meeting, now: datetime) -> None:
    """End a meeting; its minutes come out of it. Ending it twice changes nothing."""
    Meeting.objects.filter(pk=meeting.pk, closed_at=None).update(closed_at=now)


def _invite(meeting: Meeting, purchase: Purchase, invited: Collection[int]) -> None:
    team = set(purchase.team.values_list("member_id", flat=True))
    chosen = {pk for pk in invited if pk in team}
    meeting.attendees.exclude(member_id__in=chosen).delete()
    present = set(meeting.attendees.values_list("member_id", flat=True))
    Attendee.objects.bulk_create([Attendee(meeting=meeting, member_id=pk) for pk in sorted(chosen - present)])
