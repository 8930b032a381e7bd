"""The policies of the organisation that concern a purchase."""

from wellbought.conditions import condition
from wellbought.pack.kinds import Policy
from wellbought.pack.read import Pack
from wellbought.triage.outcome import Outcome


def policies_for(outcome: Outcome, pack: Pack) -> tuple[Policy, ...]:
    """Those that are in force and whose tiers and condition fit, or may fit once more is known."""
    return tuple(policy for policy in pack.all(Policy) if _concerns(policy, outcome))


def _concerns(policy: Policy, outcome: Outcome) -> bool:
    if policy.in_force_on is not None and policy.in_force_on > outcome.on:
        return False
    if policy.tiers:
        least, most = outcome.tier_range.least.rank, outcome.tier_range.most.rank
        if not any(least <= tier.rank <= most for tier in policy.tiers):
            return False
    return condition(policy.when).judge(outcome.judged).holds is not False
