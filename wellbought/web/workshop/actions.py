"""Everything that changes a room."""

from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.learning.room import Phase
from wellbought.web.workshop.models import Note, Room, Vote
from wellbought.web.workshop.queries import point_of

#: More phones than these do not fit into a room.
MOST_VOTERS: Final = 500
#: A phone may change its answer so often.
MOST_CHANGES: Final = 20
#: The longest note, in characters.
LONGEST_NOTE: Final = 5000
#: Rooms are kept so long after they were opened.
KEPT: Final = timedelta(days=30)


class VoteNotTaken(WellboughtError):
    """An answer that the room does not take, with the reason."""


def open_room(*, purchase: str, now: datetime) -> Room:
    """Open a room for a purchase."""
    while True:
        try:
            with transaction.atomic():
                return Room.objects.create(purchase=purchase, opened_at=now)
        except IntegrityError:
            # Another room has the code that was drawn.
            continue


@transaction.atomic
def vote(*, room: Room, voter: str, option: int, number: int) -> None:
    """Keep what a phone chose. Once this returns, it is counted.

    :param number: the room's step that the phone had before it
    :raises VoteNotTaken: if the room has gone on, is full, or the answer was changed too often
    """
    current = Room.objects.select_for_update().get(pk=room.pk)
    if current.phase != Phase.ASKING or current.number != number:
        raise VoteNotTaken(_("The room has gone on. Your answer came too late."))
    there = Vote.objects.filter(room=current, place=current.place)
    changed = there.filter(voter=voter, changes__lt=MOST_CHANGES).update(option=option, changes=F("changes") + 1)
    if changed:
        return
    if there.filter(voter=voter).exists():
        raise VoteNotTaken(_("You have changed your answer many times. Now it stays as it is."))
    if there.count() >= MOST_VOTERS:
        raise VoteNotTaken(_("The room is full."))
    Vote.objects.create(room=current, place=current.place, voter=voter, option=option)


@transaction.atomic
def go_on(*, room: Room, decisions: int, number: int) -> None:
    """Take a room one step on. Whoever presses twice takes it one step, and not two.

    :param number: the step that the facilitator had before them
    """
    upcoming = point_of(room).next(decisions)
    Room.objects.filter(pk=room.pk, number=number).update(
        place=upcoming.place, phase=upcoming.phase.value, number=number + 1
    )


@transaction.atomic
def keep_note(*, room: Room, place: int, text: str) -> None:
    """Keep what the room said at a decision; an empty text takes the note away."""
    if text.strip():
        Note.objects.update_or_create(room=room, place=place, defaults={"text": text.strip()})
    else:
        Note.objects.filter(room=room, place=place).delete()


def forget_old(now: datetime) -> int:
    """Delete the rooms that were opened long ago.

    :returns: how many rows went
    """
    return Room.objects.filter(opened_at__lt=now - KEPT).delete()[0]
