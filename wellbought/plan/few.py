"""The few questions that matter first for AI that is in use already, and came without a tender."""

from typing import Final

from wellbought.plan.make import Plan, PlannedQuestion
from wellbought.vocabulary import PURCHASE_STAGES, Priority, Stage

#: What can still be settled once a tool is in use: the rest was missed, and is not made up for on paper.
IN_USE: Final = (Stage.NEED, Stage.CONTRACT, Stage.IMPLEMENTATION, Stage.EXIT)
FEW: Final = 6


def few_that_matter(plan: Plan, *, most: int = FEW) -> tuple[PlannedQuestion, ...]:
    """The weightiest questions of a plan for a tool in use, in the order of work.

    First what a duty or a rule asks for, then what must be settled, then what even the fast route asks.
    """
    here = [planned for planned in plan.questions if planned.question.stage in IN_USE]
    places = {planned.question.id: place for place, planned in enumerate(plan.questions)}

    def weight(planned: PlannedQuestion) -> tuple[int, int, int, int]:
        question = planned.question
        asked = bool(planned.duties) * 2 + bool(planned.asked_by)
        return (-asked, list(Priority).index(question.priority), question.route.rank, places[question.id])

    chosen = sorted(here, key=weight)[:most]
    return tuple(sorted(chosen, key=lambda planned: _order(planned, places)))


def _order(planned: PlannedQuestion, places: dict[str, int]) -> tuple[int, int]:
    return (PURCHASE_STAGES.index(planned.question.stage), places[planned.question.id])
