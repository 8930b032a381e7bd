"""The one currency between database, documents and export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from wellbought.pack.read import Pack
from wellbought.plan import Plan, PlannedQuestion, make_plan
from wellbought.plan.gates import Gate, gates, needed_of, next_gate
from wellbought.plan.pinned import PinnedPlan
from wellbought.profile import Profile
from wellbought.purchase.claims import VendorClaim
from wellbought.purchase.decisions import Decision, DecisionKind
from wellbought.purchase.research import MarketResearch
from wellbought.triage import Outcome, check
from wellbought.triage.lower import smallest_change
from wellbought.triage.outcome import Change
from wellbought.vocabulary import Arrival, Role, Route, Stage


class AnswerState(StrEnum):
    """How far the team is with a question."""

    TO_DO = "to-do"
    DRAFTED = "drafted"
    AGREED = "agreed"
    NOT_APPLICABLE = "not-applicable"


#: The states in which a question holds nothing up.
SETTLED = frozenset({AnswerState.AGREED, AnswerState.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Answer:
    """The team's newest answer to a question.

    :ivar text: what they wrote, as plain text
    :ivar version: how many times it has been saved, from 1
    """

    question: str
    text: str
    state: AnswerState
    by: str
    role: Role
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A person of the team and the role in which they take part."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who sees to a question, whom they consult, and until when."""

    question: str
    owner: str
    consulted: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said on a question, and whom they mentioned."""

    question: str
    text: str
    by: str
    role: Role
    at: datetime
    mentions: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file or a link that shows an answer.

    :ivar question: the question it belongs to; empty if to the purchase as a whole
    :ivar name: what the file is called; empty for a link
    :ivar size: in bytes
    :ivar digest: the SHA-256 of the file; empty for a link
    :ivar withdrawn_by: who took it back, if somebody did
    """

    key: str
    question: str
    title: str
    by: str
    at: datetime
    name: str = ""
    media_type: str = ""
    size: int = 0
    digest: str = ""
    url: str = ""
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A question on the agenda of a meeting.

    :ivar role: the team that answers it
    :ivar answer: what was said in the room, if it was answered there
    """

    question: str
    role: Role
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the team on a purchase, and what came out of it.

    :ivar unknown: what the team still does not know
    :ivar stop_rule: what would make the team stop
    """

    key: str
    title: str
    items: tuple[AgendaItem, ...]
    people: tuple["TeamMember", ...] = ()
    starts_at: datetime | None = None
    minutes_long: int = 75
    place: str = ""
    unknown: str = ""
    stop_rule: str = ""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """One need followed to its end, with all that was computed from its facts.

    :ivar key: its id in URLs; empty for a check that has not become a purchase
    :ivar answers: by the question's id; a question without an answer has no entry
    :ivar lower: the smallest changes that would lower the tier
    :ivar stage: where it stands, by the gates that it passed
    :ivar owner: who answers for it
    :ivar pinned: the plan as it was last agreed on, with the guidance of that day
    :ivar assignments: by the question's id
    :ivar decisions: in the order of their chain
    :ivar market: what was found out about the market; empty unless it was asked for
    :ivar claims: what vendors claim, in the order of their texts; empty unless it was asked for
    """

    title: str
    buyer: str
    summary: str
    profile: Profile
    outcome: Outcome
    plan: Plan
    key: str = ""
    created_on: date | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    team: tuple[TeamMember, ...] = ()
    lower: tuple[Change, ...] = ()
    arrival: Arrival = Arrival.PLANNED
    stage: Stage = Stage.NEED
    owner: str = ""
    vendor: str = ""
    used_since: date | None = None
    renews_on: date | None = None
    pinned: PinnedPlan | None = None
    assignments: Mapping[str, Assignment] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    decisions: tuple[Decision, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    market: MarketResearch = field(default_factory=MarketResearch)
    claims: tuple[VendorClaim, ...] = ()

    def answer(self, question_id: str) -> Answer | None:
        """The answer to a question, if there is one with words in it."""
        found = self.answers.get(question_id)
        return found if found is not None and (found.text or found.state is AnswerState.NOT_APPLICABLE) else None

    @property
    def in_use(self) -> bool:
        """Whether it came without a tender, and was in use when it was recorded."""
        return self.arrival is not Arrival.PLANNED

    def settled(self) -> frozenset[str]:
        """The ids of the questions that are agreed, do not apply, or are answered by a known fact."""
        agreed = {question for question, answer in self.answers.items() if answer.state in SETTLED}
        known = {
            planned.question.id
            for planned in self.plan.questions
            if planned.question.sets is not None
            and self.profile.fact(planned.question.sets) is not None
            and self._untouched(planned.question.id)
        }
        return frozenset(agreed | known)

    def _untouched(self, question_id: str) -> bool:
        """Whether the team has left a question to the facts: what they draft, they have to agree on."""
        answer = self.answers.get(question_id)
        return answer is None or answer.state is AnswerState.TO_DO

    def gates(self) -> tuple[Gate, ...]:
        """The gates of the purchase, in proportion to its route."""
        needed = needed_of(self.plan, in_use=self.in_use)
        return gates(self.plan.route, needed, self.settled(), in_use=self.in_use)

    def passed(self) -> Mapping[Stage, Decision]:
        """The gates that have been passed, by the stage that they close, with the newest decision on each."""
        kinds = (DecisionKind.GATE, DecisionKind.OVERRIDE)
        return {one.stage: one for one in self.decisions if one.kind in kinds and one.stage is not None}

    def next_gate(self) -> Gate | None:
        """The gate that comes next, by the decisions taken."""
        return next_gate(self.gates(), tuple(self.passed()))

    def stands_still(self) -> bool:
        """Whether counsel has to speak before the team goes on."""
        return self.outcome.route is Route.PAUSED

    def evidence_of(self, question_id: str) -> tuple[Evidence, ...]:
        """The evidence on a question that has not been taken back."""
        return tuple(one for one in self.evidence if one.question == question_id and one.withdrawn_at is None)

    def comments_on(self, question_id: str) -> tuple[Comment, ...]:
        """What was said on a question."""
        return tuple(one for one in self.comments if one.question == question_id)

    def owner_of(self, planned: PlannedQuestion) -> str:
        """Who sees to a question: whom it was given to, else the first of the team in the role that leads it."""
        given = self.assignments.get(planned.question.id)
        if given is not None and given.owner:
            return given.owner
        return next((member.name for member in self.team_of(planned.question.lead)), "")

    def team_of(self, role: Role) -> tuple[TeamMember, ...]:
        """The people of the team in one role."""
        return tuple(member for member in self.team if member.role is role)


def purchase_of_profile(
    profile: Profile, pack: Pack, *, on: date, title: str = "", buyer: str = "", summary: str = ""
) -> Purchase:
    """The purchase that a profile alone describes: what the check and the command line work with."""
    outcome = check(profile, pack, on=on)
    return Purchase(
        title=title,
        buyer=buyer,
        summary=summary,
        profile=profile,
        outcome=outcome,
        plan=make_plan(outcome, pack),
        lower=smallest_change(outcome, pack, on=on),
    )
