"""A plan as it was agreed on, kept by its ids: an update of the guidance changes it only when the team says so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wellbought.pack.kinds import Question, Rule
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.plan.compare import PlanChange
from wellbought.plan.make import Plan, PlannedQuestion
from wellbought.triage.outcome import Outcome
from wellbought.vocabulary import Route, Tier


@dataclass(frozen=True, slots=True)
class PinnedPlan:
    """What was planned, with which guidance.

    :ivar questions: the ids of its questions, in order
    :ivar rules: the ids of the rules that gave the tier
    """

    pack_version: str
    pack_digest: str
    tier: Tier | None
    route: Route | None
    questions: tuple[str, ...]
    rules: tuple[str, ...]


def pin(outcome: Outcome, plan: Plan) -> PinnedPlan:
    """Keep a plan by its ids."""
    return PinnedPlan(
        pack_version=outcome.pack_version,
        pack_digest=outcome.pack_digest,
        tier=outcome.tier,
        route=outcome.route,
        questions=plan.ids(),
        rules=tuple(rule.id for rule in outcome.reasons_for_tier()),
    )


def held(pinned: PinnedPlan, outcome: Outcome, plan: Plan, pack: Pack) -> tuple[Outcome, Plan]:
    """The outcome and plan as the team agreed on them, in the words of the guidance that is installed.

    Tier, route and questions stay. A question that the guidance no longer has cannot be asked and is left out; its
    answer is kept.
    """
    known = {planned.question.id: planned for planned in (*plan.questions, *plan.more)}
    questions = tuple(_planned(pinned.questions, known, pack))
    kept = {planned.question.id for planned in questions}
    more = (*plan.questions, *plan.more)
    return (
        replace(outcome, tier=pinned.tier, route=pinned.route),
        replace(
            plan,
            route=pinned.route or plan.route,
            questions=questions,
            more=tuple(planned for planned in more if planned.question.id not in kept),
        ),
    )


def update(pinned: PinnedPlan, outcome: Outcome, plan: Plan, pack: Pack) -> PlanChange:
    """What taking the installed guidance would change in a pinned plan."""
    now, then = set(plan.ids()), set(pinned.questions)
    because = tuple(rule for rule in outcome.reasons_for_tier() if rule.id not in pinned.rules)
    if not because:
        because = tuple(_rules(pinned.rules, pack)) or outcome.reasons_for_tier()
    moved = pinned.tier is not outcome.tier
    return PlanChange(
        tier_before=pinned.tier,
        tier_after=outcome.tier,
        route_before=pinned.route,
        route_after=outcome.route,
        because=because if moved else (),
        added=tuple(planned for planned in plan.questions if planned.question.id not in then),
        gone=tuple(planned for planned in _planned(pinned.questions, {}, pack) if planned.question.id not in now),
    )


def _planned(ids: Iterable[str], known: dict[str, PlannedQuestion], pack: Pack) -> Iterable[PlannedQuestion]:
    for question_id in ids:
        try:
            yield known.get(question_id) or PlannedQuestion(pack.get(Question, question_id))
        except ItemUnknown:
            continue


def _rules(ids: Iterable[str], pack: Pack) -> Iterable[Rule]:
    for rule_id in ids:
        try:
            yield pack.get(Rule, rule_id)
        except ItemUnknown:
            continue
