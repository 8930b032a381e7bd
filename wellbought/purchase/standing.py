"""Where a purchase stands, in the few figures that a portfolio goes by, and what holds it up.

The figures are kept beside the purchase and brought up to date when something changes, so that a list of thousands asks
no rules. What holds a purchase up depends on the day as well, and is told here from the figures alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from wellbought.profile import Value
from wellbought.vocabulary import Arrival, Role, Route, Stage, Tier

#: A purchase whose gate is not met and on which nobody did anything for so long is held up.
QUIET_AFTER: Final = timedelta(days=30)
#: How long before the day of renewal it is worth a leader's look.
RENEWS_SOON: Final = timedelta(days=90)


class Hold(StrEnum):
    """What holds a purchase up, the most pressing first."""

    PAUSED = "paused"
    OVERDUE = "overdue"
    SIGN_OFF = "sign-off"
    RENEWAL = "renewal"
    QUIET = "quiet"


class Use(StrEnum):
    """Whether what was bought is in use."""

    PLANNED = "planned"
    IN_USE = "in-use"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """One purchase as a portfolio shows it.

    :ivar gate: the stage that the next gate closes; ``None`` if all are passed
    :ivar gate_open: how many questions that gate still waits for
    :ivar signers: the roles of which one signs it
    :ivar due_on: the earliest day by which a question that a gate needs was to be settled, and is not
    :ivar settled: how many of the ``asked`` questions of the plan are settled
    :ivar moved_on: the day on which somebody last did something
    """

    key: str
    title: str
    stage: Stage
    moved_on: date
    tier: Tier | None = None
    route: Route | None = None
    arrival: Arrival = Arrival.PLANNED
    owner: str = ""
    vendor: str = ""
    value: Value | None = None
    used_since: date | None = None
    renews_on: date | None = None
    gate: Stage | None = None
    gate_open: int = 0
    signers: tuple[Role, ...] = ()
    due_on: date | None = None
    settled: int = 0
    asked: int = 0

    @property
    def use(self) -> Use:
        """Whether it is in use: since a day, since its last gate, or since it arrived without a tender."""
        if self.stage is Stage.EXIT:
            return Use.ENDED
        running = self.used_since is not None or self.stage is Stage.IMPLEMENTATION
        return Use.IN_USE if running else Use.PLANNED

    def holds(self, on: date) -> tuple[Hold, ...]:
        """What holds it up on a day, the most pressing first."""
        waits = self.gate is not None
        found = {
            Hold.PAUSED: self.route is Route.PAUSED,
            Hold.OVERDUE: self.due_on is not None and self.due_on < on,
            Hold.SIGN_OFF: waits and not self.gate_open,
            Hold.RENEWAL: self.use is not Use.ENDED and self.renews_on is not None and self.renews_on < on,
            Hold.QUIET: waits and bool(self.gate_open) and self.moved_on < on - QUIET_AFTER,
        }
        return tuple(hold for hold, there in found.items() if there)

    def renews_soon(self, on: date) -> bool:
        """Whether its renewal comes up, so that there is still time to decide."""
        return self.use is not Use.ENDED and self.renews_on is not None and on <= self.renews_on <= on + RENEWS_SOON
