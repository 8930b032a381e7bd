"""What the pages of workshops read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from wellbought.learning.room import Phase, Point, Tally, tally
from wellbought.pack.kinds import Decision, Exercise, WorkedPurchase
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.web.workshop.models import Note, Room, Vote


@dataclass(frozen=True, slots=True)
class Choice:
    """A purchase that a room may decide on."""

    purchase: WorkedPurchase
    decisions: int


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A room with what it is at.

    :ivar mine: the number of the option that this phone chose at this decision, if it did
    :ivar noted: what was noted at this decision
    """

    code: str
    number: int
    purchase: WorkedPurchase
    point: Point
    tally: Tally
    decisions: int
    debrief: tuple[str, ...]
    mine: int | None = None
    noted: str = ""

    @property
    def decision(self) -> Decision:
        """The decision that the room is at."""
        return self.purchase.decisions[self.point.place]

    @property
    def phase(self) -> Phase:
        """What the room does there."""
        return self.point.phase


def choices(pack: Pack) -> tuple[Choice, ...]:
    """The purchases that a room may decide on."""
    return tuple(Choice(one, len(one.decisions)) for one in pack.all(WorkedPurchase))


def room_by_code(code: str) -> Room | None:
    """A room."""
    return Room.objects.filter(code=code.strip().lower()).first()


def purchase_of(room: Room, pack: Pack) -> WorkedPurchase | None:
    """The purchase that a room decides on; ``None`` if the pack no longer has it."""
    try:
        return pack.get(WorkedPurchase, room.purchase)
    except ItemUnknown:
        return None


def point_of(room: Room) -> Point:
    """How far a room is."""
    return Point(room.place, Phase(room.phase))


def state_of(code: str) -> tuple[int, int] | None:
    """The number of a room's step, and how many answered at it, in one query."""
    answers = Count("votes", filter=Q(votes__place=F("place")))
    return Room.objects.filter(code=code).annotate(answers=answers).values_list("number", "answers").first()


def option_of(room: Room, voter: str) -> int | None:
    """What a phone chose where the room is."""
    votes = Vote.objects.filter(room=room, place=room.place, voter=voter)
    return votes.values_list("option", flat=True).first()


def tallies_of(room: Room, purchase: WorkedPurchase, pack: Pack, *, on: date) -> tuple[Tally, ...]:
    """How a room answered, with its notes, in two queries."""
    counted = Vote.objects.filter(room=room).values_list("place", "option").annotate(count=Count("id"))
    notes = dict(Note.objects.filter(room=room).values_list("place", "text"))
    votes = {(place, option): count for place, option, count in counted}
    return tally(purchase, pack, votes, on=on, notes=notes)


def room_page(room: Room, purchase: WorkedPurchase, pack: Pack, *, on: date, mine: int | None = None) -> RoomPage:
    """What the screen, or a phone, shows of a room."""
    tallies = tallies_of(room, purchase, pack, on=on)
    exercises = [one for one in pack.all(Exercise) if one.purchase == purchase.id]
    return RoomPage(
        code=room.code,
        number=room.number,
        purchase=purchase,
        point=point_of(room),
        tally=tallies[room.place],
        decisions=len(purchase.decisions),
        debrief=exercises[0].debrief if exercises else (),
        mine=mine,
        noted=tallies[room.place].notes,
    )
