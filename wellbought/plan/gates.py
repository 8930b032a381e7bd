"""Gates: what must be settled before a purchase goes on, in proportion to its route, and which roles may let it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from wellbought.pack.kinds import Question
from wellbought.plan.few import few_that_matter
from wellbought.plan.make import Plan
from wellbought.vocabulary import PURCHASE_STAGES, Priority, Role, Route, Stage

#: The stage that each gate closes; the last looks at all that comes after it too. The fast route has one gate, so that
#: a small purchase passes in one sitting.
GATES_OF_ROUTE: Final[Mapping[Route, tuple[Stage, ...]]] = MappingProxyType(
    {
        Route.FAST: (Stage.CONTRACT,),
        Route.STANDARD: (Stage.STRATEGY, Stage.CONTRACT, Stage.IMPLEMENTATION),
        Route.FULL: PURCHASE_STAGES,
        Route.PAUSED: PURCHASE_STAGES,
    }
)

#: Gates after which money or people's rights are committed.
COMMITTING: Final = frozenset({Stage.STRATEGY, Stage.EVALUATION, Stage.CONTRACT, Stage.IMPLEMENTATION})


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between some stages and the next.

    :ivar closes: the stage that ends when it is passed, which names it
    :ivar stages: the stages whose questions it looks at
    :ivar needed: the questions that must be agreed, or found not to apply
    :ivar open: those of them that are not settled
    :ivar signers: the roles of which one signs
    :ivar begins: the stage that begins when it is passed
    :ivar in_use: whether it asks if AI that came without a tender may stay in use
    """

    closes: Stage
    stages: tuple[Stage, ...]
    needed: tuple[Question, ...]
    open: tuple[Question, ...]
    signers: frozenset[Role]
    begins: Stage
    in_use: bool = False

    @property
    def ready(self) -> bool:
        """Whether all that it needs is settled."""
        return not self.open


def gates(
    route: Route, needed: Iterable[Question], settled: Collection[str], *, in_use: bool = False
) -> tuple[Gate, ...]:
    """The gates of a purchase, in order.

    :param needed: the questions that have to be settled at some point, as :func:`needed_of` gives them
    :param settled: the ids of questions that are agreed or do not apply
    :param in_use: for AI that came without a tender there is one gate: may it stay?
    """
    questions = tuple(needed)
    found = []
    begun = 0
    closing = (Stage.IMPLEMENTATION,) if in_use else GATES_OF_ROUTE[route]
    for closes in closing:
        is_last = closes is closing[-1]
        end = len(PURCHASE_STAGES) if is_last else PURCHASE_STAGES.index(closes) + 1
        stages, begun = PURCHASE_STAGES[begun:end], end
        here = tuple(question for question in questions if question.stage in stages)
        still = tuple(question for question in here if question.id not in settled)
        begins = _begins(closes, is_last=is_last)
        found.append(Gate(closes, stages, here, still, signers(route, closes), begins, in_use))
    return tuple(found)


def _begins(closes: Stage, *, is_last: bool) -> Stage:
    """After the last gate a tool is in use until its exit; other gates begin the stage after theirs."""
    if is_last and closes is not Stage.EXIT:
        return Stage.IMPLEMENTATION
    return PURCHASE_STAGES[min(PURCHASE_STAGES.index(closes) + 1, len(PURCHASE_STAGES) - 1)]


def needed_of(plan: Plan, *, in_use: bool = False) -> tuple[Question, ...]:
    """The questions of a plan that gates wait for: those that must be settled, and those that serve a duty.

    A question of which it is not known whether it applies holds nobody up. For AI that is in use already, gates wait
    for the few that matter.
    """
    if in_use:
        return tuple(planned.question for planned in few_that_matter(plan))
    return tuple(
        planned.question
        for planned in plan.questions
        if not planned.open_because and (planned.question.priority is Priority.MUST or planned.duties)
    )


def signers(route: Route, closes: Stage) -> frozenset[Role]:
    """Which roles may sign a gate, where the organisation has said nothing else.

    A paused purchase goes on when counsel says so. On the full route leadership signs what commits.
    """
    if route is Route.PAUSED:
        return frozenset({Role.LEGAL})
    if route is Route.FULL:
        return frozenset({Role.LEADERSHIP} if closes in COMMITTING else {Role.LEADERSHIP, Role.PROCUREMENT})
    if route is Route.STANDARD:
        return frozenset({Role.LEADERSHIP, Role.PROCUREMENT})
    return frozenset({Role.LEADERSHIP, Role.PROCUREMENT, Role.PROJECT})


def next_gate(all_gates: Iterable[Gate], passed: Collection[Stage]) -> Gate | None:
    """The first gate that has not been passed.

    A gate counts as passed too when a later one was: a lighter or stricter route than before does not reopen the past.
    """
    furthest = max((PURCHASE_STAGES.index(stage) for stage in passed), default=-1)
    return next((gate for gate in all_gates if PURCHASE_STAGES.index(gate.closes) > furthest), None)
