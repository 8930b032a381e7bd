"""What the pages of meetings read."""

from dataclasses import dataclass
from datetime import datetime

from wellbought.purchase import AgendaItem as Item
from wellbought.purchase import Meeting as Held
from wellbought.purchase import Purchase as Snapshot
from wellbought.purchase import TeamMember
from wellbought.vocabulary import Role
from wellbought.web.meetings.models import AgendaItem, Meeting
from wellbought.web.purchases.models import Purchase


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as the list shows it."""

    key: str
    title: str
    starts_at: datetime | None
    called_by: str
    questions: int
    closed_at: datetime | None


def meetings_of(purchase: Purchase) -> tuple[MeetingRow, ...]:
    """The meetings of a purchase, the newest first."""
    found = (
        Meeting.objects.filter(purchase=purchase)
        .select_related("called_by__person")
        .prefetch_related("items")
        .order_by("-called_at", "-id")
    )
    return tuple(
        MeetingRow(one.key, one.title, one.starts_at, one.called_by.person.name, len(one.items.all()), one.closed_at)
        for one in found
    )


def meeting_for(purchase: Purchase, key: str) -> Meeting | None:
    """A meeting of a purchase."""
    return Meeting.objects.filter(purchase=purchase, key=key).select_related("changed_by__person").first()


def attendees_of(meeting: Meeting) -> tuple[int, ...]:
    """The ids of the members who are invited."""
    return tuple(meeting.attendees.values_list("member_id", flat=True))


def items_of(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """The questions on the agenda, in order."""
    return tuple(meeting.items.order_by("place"))


def told(meeting: Meeting, shot: Snapshot) -> Held:
    """A meeting as plain data, with what was answered in it."""
    people = meeting.attendees.filter(member__is_active=True).select_related("member__person")
    in_team = {one.name: one.role for one in shot.team}
    names = sorted((one.member.person.name, one.member.as_role) for one in people)
    return Held(
        key=meeting.key,
        title=meeting.title,
        items=tuple(
            Item(
                question=one.question,
                role=Role(one.role),
                answer=shot.answers.get(one.question) if one.answer_number is not None else None,
            )
            for one in items_of(meeting)
        ),
        people=tuple(TeamMember(name, in_team.get(name, role)) for name, role in names),
        starts_at=meeting.starts_at,
        minutes_long=meeting.minutes_long,
        place=meeting.place,
        unknown=meeting.unknown,
        stop_rule=meeting.stop_rule,
        closed_at=meeting.closed_at,
    )
