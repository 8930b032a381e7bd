"""The plan of a purchase: which questions, for whom, at which stage, its gates, and what changed between two plans."""

from wellbought.plan.compare import PlanChange, compare
from wellbought.plan.few import few_that_matter
from wellbought.plan.gates import Gate, gates, needed_of, next_gate
from wellbought.plan.make import Plan, PlannedQuestion, make_plan
from wellbought.plan.pinned import PinnedPlan, held, pin, update
from wellbought.plan.signing import signers_of

__all__ = [
    "Gate",
    "PinnedPlan",
    "Plan",
    "PlanChange",
    "PlannedQuestion",
    "compare",
    "few_that_matter",
    "gates",
    "held",
    "make_plan",
    "needed_of",
    "next_gate",
    "pin",
    "signers_of",
    "update",
]
