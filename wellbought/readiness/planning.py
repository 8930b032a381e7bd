"""What may be done next, from a result: settle where people disagree, and lift what is low."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from wellbought.readiness.scoring import Result, StatementResult

#: So many suggestions of each sort are made; a plan of more is not kept to.
MOST_SUGGESTED: Final = 5


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to do.

    :ivar settle: whether people have to settle first where they stand; else the next level is to be reached
    """

    about: StatementResult
    settle: bool

    @property
    def aim(self) -> str:
        """What the next level looks like; nothing where that is not known."""
        level = self.about.next_level
        return "" if level is None else self.about.statement.levels[level]


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action with who sees to it and by when.

    :ivar about: the dimension's id
    """

    text: str
    about: str
    owner: str
    due_on: date | None
    state: ActionState

    def overdue(self, on: date) -> bool:
        """Whether it should be done by now and is not."""
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < on


def suggest(result: Result) -> tuple[Suggestion, ...]:
    """What to do first: what people disagree on most, then what is lowest."""
    return tuple(_suggestions(result))


def _suggestions(result: Result) -> Iterator[Suggestion]:
    disputed = result.disputed[:MOST_SUGGESTED]
    for one in disputed:
        yield Suggestion(one, settle=True)
    known = {one.statement.id for one in disputed}
    low = [one for one in result.weakest if one.statement.id not in known]
    for one in low[:MOST_SUGGESTED]:
        yield Suggestion(one, settle=False)
