"""A room that decides on a worked purchase: how its answers spread, and what the check or the pack says of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wellbought.learning.worked import Weighed, work
from wellbought.pack.kinds import Decision, Rule, WorkedPurchase
from wellbought.pack.read import Pack


class Phase(StrEnum):
    """What a room does at a decision."""

    WAITING = "waiting"
    ASKING = "asking"
    SPREAD = "spread"
    REASONS = "reasons"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Point:
    """How far a room is: at which decision, and what it does there."""

    place: int = 0
    phase: Phase = Phase.WAITING

    def next(self, decisions: int) -> "Point":
        """The step after this one: ask, see the spread, hear what speaks for each, then the next decision.

        :param decisions: how many the purchase has
        """
        match self.phase:
            case Phase.WAITING:
                return Point(0, Phase.ASKING)
            case Phase.ASKING:
                return Point(self.place, Phase.SPREAD)
            case Phase.SPREAD:
                return Point(self.place, Phase.REASONS)
            case Phase.REASONS if self.place + 1 < decisions:
                return Point(self.place + 1, Phase.ASKING)
            case _:
                return Point(self.place, Phase.OVER)


@dataclass(frozen=True, slots=True)
class Tally:
    """How a room answered one decision.

    :ivar options: each option with what is said of it, and how many chose it
    """

    decision: Decision
    options: tuple[tuple[Weighed, int], ...]
    reasons: tuple[Rule, ...]
    notes: str = ""

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(count for _, count in self.options)

    def percent(self, count: int) -> int:
        """What share that is, of a hundred."""
        return round(100 * count / self.answers) if self.answers else 0

    @property
    def agreed(self) -> bool:
        """Whether everybody chose the same."""
        return any(count and count == self.answers for _, count in self.options)


def tally(
    purchase: WorkedPurchase,
    pack: Pack,
    votes: Mapping[tuple[int, int], int],
    *,
    on: date,
    notes: Mapping[int, str] | None = None,
) -> tuple[Tally, ...]:
    """Count a room's answers.

    :param votes: how many chose an option, by the numbers of decision and option
    :param on: the day for which the rules are judged
    :param notes: what was noted, by the number of the decision
    """
    worked = work(purchase, pack, {}, on=on)
    return tuple(
        Tally(
            one.decision,
            tuple((option, votes.get((number, place), 0)) for place, option in enumerate(one.weighed)),
            one.reasons,
            (notes or {}).get(number, ""),
        )
        for number, one in enumerate(worked.decided)
    )
