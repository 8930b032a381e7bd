"""Making a plan from an outcome."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wellbought.conditions import Verdict, condition
from wellbought.pack.kinds import Approval, Clause, Criterion, Disclosure, Duty, Policy, Question, Rule
from wellbought.pack.read import Pack
from wellbought.plan.approvals import Signer, approvers
from wellbought.plan.policies import policies_for
from wellbought.profile import Profile
from wellbought.triage.outcome import Outcome
from wellbought.vocabulary import PURCHASE_STAGES, Priority, Role, Route, Stage

#: The questions of this route are asked while the route is not known: unknown is never read as harmless.
ROUTE_WHILE_UNKNOWN = Route.STANDARD


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question that the team has to answer.

    :ivar open_because: unknown facts that decide whether it applies; empty if it does for certain
    :ivar asked_by: the rules that ask for it, beyond its own condition
    :ivar duties: the duties that it serves
    """

    question: Question
    open_because: tuple[str, ...] = ()
    asked_by: tuple[Rule, ...] = ()
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of a purchase in the order of work, and what else applies to it.

    :ivar more: questions worth a look that this route does not ask for
    :ivar policies: the organisation's own policies that concern it
    :ivar signers: who signs at the end of each stage, where the organisation has said so
    """

    route: Route
    questions: tuple[PlannedQuestion, ...]
    more: tuple[PlannedQuestion, ...]
    clauses: tuple[Clause, ...]
    criteria: tuple[Criterion, ...]
    disclosures: tuple[Disclosure, ...]
    policies: tuple[Policy, ...] = ()
    signers: Mapping[Stage, tuple[Signer, ...]] = field(default_factory=dict)

    def signers_at(self, stage: Stage) -> tuple[Signer, ...]:
        """Who signs at the end of a stage, by what the organisation has decided."""
        return self.signers.get(stage, ())

    def policies_at(self, stage: Stage) -> tuple[Policy, ...]:
        """The organisation's policies that are tied to a stage."""
        return tuple(policy for policy in self.policies if stage in policy.stages)

    def policies_on(self, question_id: str) -> tuple[Policy, ...]:
        """The organisation's policies that are tied to a question."""
        return tuple(policy for policy in self.policies if question_id in policy.questions)

    def at(self, stage: Stage) -> tuple[PlannedQuestion, ...]:
        """The questions of one stage."""
        return tuple(planned for planned in self.questions if planned.question.stage is stage)

    def led_by(self, role: Role) -> tuple[PlannedQuestion, ...]:
        """The questions that one role leads."""
        return tuple(planned for planned in self.questions if planned.question.lead is role)

    def by_stage(self) -> Mapping[Stage, tuple[PlannedQuestion, ...]]:
        """The questions of each stage that has any, in the order of a purchase."""
        return {stage: self.at(stage) for stage in PURCHASE_STAGES if self.at(stage)}

    def by_role(self) -> Mapping[Role, tuple[PlannedQuestion, ...]]:
        """The questions that each role leads."""
        return {role: self.led_by(role) for role in Role if self.led_by(role)}

    def ids(self) -> tuple[str, ...]:
        """The ids of all its questions."""
        return tuple(planned.question.id for planned in self.questions)


def make_plan(outcome: Outcome, pack: Pack) -> Plan:
    """Choose the questions that matter: by the route, each question's own condition, the rules and the duties.

    The fast route keeps to its dozen: what rules and duties would add stands in ``more``. While the route is not known,
    so do the questions that may turn out not to apply.
    """
    route = outcome.route or ROUTE_WHILE_UNKNOWN
    duties: defaultdict[str, list[Duty]] = defaultdict(list)
    duty_clauses: set[str] = set()
    for due in outcome.duties:
        if due.holds:
            duty_clauses.update(due.duty.clauses)
            for question_id in due.duty.questions:
                duties[question_id].append(due.duty)
    reached = frozenset(one for one in Route if one.rank <= route.rank)
    judged = _Verdicts(outcome.judged)
    planned, more = [], []
    for question in _in_order(pack):
        if not _belongs(question, outcome, pack):
            continue
        asked_by = outcome.questions.get(question.id, ())
        serves = tuple(duties.get(question.id, ()))
        verdict = judged[question.when]
        wanted = bool(asked_by or serves)
        if verdict.holds is False and not wanted:
            continue
        one = PlannedQuestion(question, () if wanted else verdict.because, asked_by, serves)
        needed = (question.route in reached and _asked_on(route, question)) or (wanted and route is not Route.FAST)
        if needed and not (one.open_because and outcome.route is None):
            planned.append(one)
        elif wanted or question.route in reached:
            more.append(one)
    return Plan(
        route=route,
        questions=tuple(planned),
        more=tuple(more),
        clauses=tuple(
            clause
            for clause in pack.all(Clause)
            if clause.id in outcome.clauses
            or clause.id in duty_clauses
            or (clause.route in reached and judged[clause.when].holds is not False)
        ),
        criteria=tuple(one for one in pack.all(Criterion) if judged[one.when].holds is not False),
        disclosures=tuple(
            one for one in pack.all(Disclosure) if one.route in reached and judged[one.when].holds is not False
        ),
        policies=policies_for(outcome, pack),
        signers=_signers(outcome, pack.all(Approval)),
    )


def _signers(outcome: Outcome, approvals: tuple[Approval, ...]) -> Mapping[Stage, tuple[Signer, ...]]:
    if not approvals:
        return {}
    value = outcome.profile.estimated_value
    asked = {stage: approvers(outcome, value, approvals, stage=stage) for stage in PURCHASE_STAGES}
    return {stage: signers for stage, signers in asked.items() if signers}


class _Verdicts(dict[str, Verdict]):
    """What each condition says of one profile. Most are shared by many items, so each is judged once."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def __missing__(self, when: str) -> Verdict:
        self[when] = condition(when).judge(self._profile)
        return self[when]


def _belongs(question: Question, outcome: Outcome, pack: Pack) -> bool:
    """A place's own question is asked only of purchases of that place."""
    place = pack.place_of(question)
    jurisdiction = outcome.profile.jurisdiction
    return place is None or jurisdiction is None or place in jurisdiction


def _asked_on(route: Route, question: Question) -> bool:
    """Whether a route asks for one of its questions: the full route for all, a lighter one for what it must settle."""
    return question.priority is Priority.MUST or question.route is route is Route.FAST or route.rank >= Route.FULL.rank


#: The place of each stage, priority and role in its own order.
_PLACES = {value: place for values in (Stage, Priority, Role) for place, value in enumerate(values)}


@lru_cache(maxsize=64)
def _in_order(pack: Pack) -> tuple[Question, ...]:
    """The questions of a purchase in the order of work. It is the same for every purchase, so a pack is sorted once."""
    asked = (question for question in pack.all(Question) if question.stage is not Stage.READINESS)
    return tuple(sorted(asked, key=_order))


def _order(question: Question) -> tuple[int, int, int, int, str]:
    """By stage; there what must be settled comes first, and what even a light purchase settles before the rest."""
    return (
        _PLACES[question.stage],
        _PLACES[question.priority],
        question.route.rank,
        _PLACES[question.lead],
        question.id,
    )
