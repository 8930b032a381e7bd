"""A training day for a given audience, length and number of people: sessions, breaks, and when each begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Exercise, Session
from wellbought.pack.read import Pack
from wellbought.vocabulary import Role

#: How long a training may be, in minutes, and how many people it may have.
SHORTEST, LONGEST = 60, 480
FEWEST, MOST = 2, 60

#: After so many minutes without a rest a break comes; a day that goes on longer than the second has lunch.
BREAK_AFTER: Final = 95
BREAK: Final = 15
LUNCH_FROM: Final = 300
LUNCH: Final = 45
#: From these minutes on, sessions of weight 2 and 3 may come in.
WEIGHT_FROM: Final = {1: 0, 2: 120, 3: 240}


class TrainingImpossible(WellboughtError):
    """A training cannot be like that."""


@dataclass(frozen=True, slots=True)
class TrainingWish:
    """What somebody wants of a training.

    :ivar role: the audience; ``None`` for a mixed one
    :ivar exercises: the ids of the exercises that must be in it; empty for those that fit
    :ivar begins_at: when it begins
    """

    begins_at: datetime
    minutes: int = 180
    people: int = 12
    role: Role | None = None
    exercises: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not SHORTEST <= self.minutes <= LONGEST:
            raise TrainingImpossible(f"A training takes from {SHORTEST} to {LONGEST} minutes, not {self.minutes}.")
        if not FEWEST <= self.people <= MOST:
            message = f"An in-person training is for {FEWEST} to {MOST} people, not {self.people}. Split larger groups."
            raise TrainingImpossible(message)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the agenda.

    :ivar session: ``None`` for a rest
    :ivar rest: ``break`` or ``lunch`` for a rest
    :ivar groups: how many groups the exercise needs
    """

    begins_at: datetime
    minutes: int
    session: Session | None = None
    exercise: Exercise | None = None
    rest: str = ""
    groups: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.begins_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Training:
    """A training day."""

    wish: TrainingWish
    entries: tuple[Entry, ...]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in it, in order."""
        return tuple(entry.exercise for entry in self.entries if entry.exercise)

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.entries[-1].ends_at


def plan_training(pack: Pack, wish: TrainingWish) -> Training:
    """Plan a training that takes exactly as long as was wished.

    :raises TrainingImpossible: if an exercise is unknown, or what must be in it does not fit
    """
    exercises = {exercise.id: exercise for exercise in pack.all(Exercise)}
    for wanted in wish.exercises:
        if wanted not in exercises:
            raise TrainingImpossible(f"There is no exercise “{wanted}”. There are: {', '.join(exercises)}.")
    chosen = _chosen(pack, wish)
    minutes = _stretched(chosen, wish.minutes - _rests(wish.minutes))
    return Training(wish, _laid_out(chosen, minutes, wish, exercises))


def _rests(minutes: int) -> int:
    return sum(length for _after, length, _kind in _rest_plan(minutes))


def _rest_plan(minutes: int) -> list[tuple[int, int, str]]:
    """The rests of a day: after how many minutes of work, how long, and of which kind."""
    lunch = minutes >= LUNCH_FROM
    work = minutes - (LUNCH if lunch else 0)
    count = max(0, ceil(work / (BREAK_AFTER + BREAK)) - 1)
    if lunch and count == 0:
        count = 1
    kinds = ["break"] * count
    if lunch:
        kinds[count // 2] = "lunch"
    lengths = [LUNCH if kind == "lunch" else BREAK for kind in kinds]
    working = minutes - sum(lengths)
    return [
        (round(working * (number + 1) / (count + 1)), length, kind)
        for number, (kind, length) in enumerate(zip(kinds, lengths, strict=True))
    ]


def _chosen(pack: Pack, wish: TrainingWish) -> list[Session]:
    budget = wish.minutes - _rests(wish.minutes)
    fitting = [session for session in pack.all(Session) if _fits(session, wish)]
    fitting.sort(key=lambda session: (not _must(session, wish), session.weight, session.order))
    taken: list[Session] = []
    used = 0
    for session in fitting:
        if used + session.least > budget:
            if session.exercise in wish.exercises and session.exercise:
                message = f"The exercises take longer than the {wish.minutes} minutes. Choose fewer, or more time."
                raise TrainingImpossible(message)
            continue
        taken.append(session)
        used += session.least
    return sorted(taken, key=lambda session: session.order)


def _must(session: Session, wish: TrainingWish) -> bool:
    """Whether it is in whatever the length: the beginning, the end, and the exercises that were asked for."""
    return session.form in ("welcome", "close") or bool(session.exercise and session.exercise in wish.exercises)


def _fits(session: Session, wish: TrainingWish) -> bool:
    if session.exercise and wish.exercises:
        return session.exercise in wish.exercises
    if session.roles and wish.role is not None and wish.role not in session.roles:
        return False
    return wish.minutes >= WEIGHT_FROM[session.weight]


def _stretched(sessions: list[Session], budget: int) -> list[int]:
    """How long each session takes: the least, and the time that is left shared out by how much each may grow."""
    minutes = [session.least for session in sessions]
    left = budget - sum(minutes)
    while left > 0:
        growing = [number for number, session in enumerate(sessions) if minutes[number] < session.most]
        if not growing:
            # Whatever is left after every session has all it may take is time for talk, in the last but one.
            minutes[max(0, len(minutes) - 2)] += left
            break
        for number in growing:
            step = min(5, left, sessions[number].most - minutes[number])
            minutes[number] += step
            left -= step
    return minutes


def _laid_out(
    sessions: list[Session], minutes: list[int], wish: TrainingWish, exercises: dict[str, Exercise]
) -> tuple[Entry, ...]:
    rests = _rest_plan(wish.minutes)
    entries: list[Entry] = []
    at, worked = wish.begins_at, 0
    for number, (session, length) in enumerate(zip(sessions, minutes, strict=True)):
        while rests and number and _nearer_before(worked, length, rests[0][0]):
            _after, rest, kind = rests.pop(0)
            entries.append(Entry(at, rest, rest=kind))
            at += timedelta(minutes=rest)
        exercise = exercises.get(session.exercise or "")
        groups = max(1, round(wish.people / exercise.group)) if exercise else 0
        entries.append(Entry(at, length, session, exercise, groups=groups))
        at += timedelta(minutes=length)
        worked += length
    for _after, rest, _kind in rests:
        # Too few sessions to rest between: the time goes to the last but one.
        entries = _longer(entries, rest)
    return tuple(entries)


def _nearer_before(worked: int, length: int, due: int) -> bool:
    """Whether a rest that is due after so many minutes of work is better taken before the next session than after."""
    return abs(due - worked) <= abs(due - (worked + length))


def _longer(entries: list[Entry], minutes: int) -> list[Entry]:
    place = max(0, len(entries) - 2)
    found: list[Entry] = []
    for number, entry in enumerate(entries):
        moved = timedelta(minutes=minutes if number > place else 0)
        found.append(
            Entry(
                entry.begins_at + moved,
                entry.minutes + (minutes if number == place else 0),
                entry.session,
                entry.exercise,
                entry.rest,
                entry.groups,
            )
        )
    return found
