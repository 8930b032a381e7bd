"""Everything that changes a round of readiness and its plan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.readiness.planning import ActionState
from wellbought.readiness.scoring import assess
from wellbought.readiness.sheets import Answer, NoLevel
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import members_in
from wellbought.web.background.actions import enqueue
from wellbought.web.readiness.models import Action, ActionVersion, Agreement, DimensionScore, Mark, Round, Seat
from wellbought.web.readiness.queries import sheets_of

TELL = "wellbought.web.readiness.tasks.tell"


class RoundEnded(WellboughtError):
    """A round that has ended takes no more answers."""

    def __init__(self) -> None:
        super().__init__(_("This round has ended. Answers can no longer be changed."))


class ActionChanged(WellboughtError):
    """Somebody else changed the action in the meantime. Their words are shown beside one's own."""

    def __init__(self, theirs: ActionVersion) -> None:
        super().__init__(_("Somebody else changed this action while you were writing."))
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What an action says.

    :ivar owner: the member who sees to it
    """

    text: str
    owner: Membership | None = None
    due_on: date | None = None
    state: ActionState = ActionState.OPEN
    note: str = ""


@transaction.atomic
def start_round(
    *, member: Membership, title: str, named: bool, invited: Collection[int], now: datetime, tell: bool = True
) -> Round:
    """Start a round and ask members of the organisation.

    :param named: whether the result shows who said what
    :param invited: their ids; whoever is no active member of the organisation is left out
    :param tell: whether they get a mail
    """
    made = Round.objects.create(
        organisation=member.organisation, title=title, named=named, started_by=member, started_at=now
    )
    invite(found=made, by=member, invited=invited, tell=tell)
    return made


@transaction.atomic
def invite(*, found: Round, by: Membership, invited: Collection[int], tell: bool = True) -> None:
    """Ask more members; those who are asked already are not asked twice.

    :raises RoundEnded: if the round has ended
    """
    _must_be_open(found)
    there = {card.id for card in members_in(found.organisation)}
    known = set(Seat.objects.filter(round=found).values_list("member_id", flat=True))
    for member_id in sorted(set(invited) & there - known):
        seat = Seat.objects.create(round=found, member_id=member_id)
        if tell and member_id != by.pk:
            enqueue(TELL, seat_id=seat.pk)


@transaction.atomic
def save_answers(*, seat: Seat, answers: Mapping[str, Answer], now: datetime) -> None:
    """Keep what a member says on some statements; it replaces what they said before.

    :raises RoundEnded: if the round has ended
    """
    _must_be_open(seat.round)
    Mark.objects.bulk_create(
        [
            Mark(
                seat=seat,
                statement=statement,
                level=None if isinstance(answer, NoLevel) else answer,
                no_level=answer.value if isinstance(answer, NoLevel) else "",
                at=now,
            )
            for statement, answer in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["seat", "statement"],
        update_fields=["level", "no_level", "at"],
    )


@transaction.atomic
def hand_in(*, seat: Seat, now: datetime) -> None:
    """Note that a member has answered all that they want to. They may still change their answers.

    :raises RoundEnded: if the round has ended
    """
    _must_be_open(seat.round)
    Seat.objects.filter(pk=seat.pk).update(finished_at=now)


@transaction.atomic
def end_round(*, found: Round, pack: Pack, now: datetime) -> None:
    """End a round: its result can be seen from now on. Ending it twice changes nothing."""
    if Round.objects.filter(pk=found.pk, closed_at=None).update(closed_at=now):
        scores = assess(sheets_of(found), pack).scores()
        DimensionScore.objects.bulk_create(
            [DimensionScore(round=found, dimension=dimension, score=score) for dimension, score in scores.items()]
        )


@transaction.atomic
def agree(*, member: Membership, agreed: bool, now: datetime) -> None:
    """Let the organisation's newest scores be counted when organisations are compared, or no longer."""
    if agreed:
        Agreement.objects.get_or_create(organisation=member.organisation, defaults={"by": member, "at": now})
    else:
        Agreement.objects.filter(organisation=member.organisation).delete()


@transaction.atomic
def add_action(*, member: Membership, found: Round, dimension: str, words: ActionWords, now: datetime) -> Action:
    """Put an action into the plan."""
    made = Action.objects.create(round=found, dimension=dimension)
    _version(made, 1, member, words, now)
    return made


def change_action(*, member: Membership, action: Action, words: ActionWords, seen: int, now: datetime) -> ActionVersion:
    """Add a new version of an action.

    :param seen: the number of the version that the person had before them
    :raises ActionChanged: if there is a newer one by now
    """
    try:
        with transaction.atomic():
            newest = ActionVersion.objects.filter(action=action).order_by("-number").values_list("number", flat=True)
            if newest[0] == seen:
                return _version(action, seen + 1, member, words, now)
    except IntegrityError:
        pass
    theirs = ActionVersion.objects.filter(action=action).select_related("by__person", "owner__person")
    raise ActionChanged(theirs.order_by("-number")[0])


def _version(action: Action, number: int, by: Membership, words: ActionWords, now: datetime) -> ActionVersion:
    return ActionVersion.objects.create(
        action=action,
        number=number,
        text=words.text,
        owner=words.owner,
        due_on=words.due_on,
        state=words.state,
        note=words.note,
        by=by,
        at=now,
    )


def _must_be_open(found: Round) -> None:
    """A round that ended in the meantime is asked for anew, so that no answer comes after the end."""
    if not Round.objects.select_for_update().filter(pk=found.pk, closed_at=None).exists():
        raise RoundEnded
