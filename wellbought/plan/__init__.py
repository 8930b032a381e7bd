"""The plan of a purchase: which questions, for whom, at which stage, and what changed between two plans."""

from wellbought.plan.compare import PlanChange, compare
from wellbought.plan.make import Plan, PlannedQuestion, make_plan

__all__ = ["Plan", "PlanChange", "PlannedQuestion", "compare", "make_plan"]
