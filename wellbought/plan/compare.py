"""What changed between two plans of one purchase."""

from dataclasses import dataclass

from wellbought.pack.kinds import Rule
from wellbought.plan.make import Plan, PlannedQuestion
from wellbought.triage.outcome import Outcome
from wellbought.vocabulary import Route, Tier


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a new fact did to a plan.

    :ivar because: the rules that fired now and not before, or the other way round, and moved the tier
    """

    tier_before: Tier | None
    tier_after: Tier | None
    route_before: Route | None
    route_after: Route | None
    because: tuple[Rule, ...]
    added: tuple[PlannedQuestion, ...]
    gone: tuple[PlannedQuestion, ...]

    @property
    def moved(self) -> bool:
        """Whether the tier or the route changed."""
        return (self.tier_before, self.route_before) != (self.tier_after, self.route_after)

    @property
    def anything(self) -> bool:
        """Whether anything changed at all."""
        return self.moved or bool(self.added or self.gone)


def compare(before: tuple[Outcome, Plan], after: tuple[Outcome, Plan]) -> PlanChange:
    """Say what was added, what no longer applies, and why the tier moved."""
    (old, old_plan), (new, new_plan) = before, after
    old_ids, new_ids = set(old_plan.ids()), set(new_plan.ids())
    raised = (new.tier.rank if new.tier else -1) > (old.tier.rank if old.tier else -1)
    now, then = (new, old) if raised else (old, new)
    known = {rule.id for rule in then.fired}
    because = tuple(rule for rule in now.reasons_for_tier() if rule.id not in known) or new.reasons_for_tier()
    return PlanChange(
        tier_before=old.tier,
        tier_after=new.tier,
        route_before=old.route,
        route_after=new.route,
        because=because if old.tier is not new.tier else (),
        added=tuple(planned for planned in new_plan.questions if planned.question.id not in old_ids),
        gone=tuple(planned for planned in old_plan.questions if planned.question.id not in new_ids),
    )
