"""The one currency between database, documents and export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from wellbought.pack.read import Pack
from wellbought.plan import Plan, make_plan
from wellbought.profile import Profile
from wellbought.triage import Outcome, check
from wellbought.triage.lower import smallest_change
from wellbought.triage.outcome import Change
from wellbought.vocabulary import Role


class AnswerState(StrEnum):
    """How far the team is with a question."""

    TO_DO = "to-do"
    DRAFTED = "drafted"
    AGREED = "agreed"
    NOT_APPLICABLE = "not-applicable"


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
class Purchase:
    """One need followed to its end, with all that was computed from its facts.

    :ivar key: its id in URLs; empty for a check that has not become a purchase
    :ivar answers: by the question's id; a question without an answer has no entry
    :ivar lower: the smallest changes that would lower the tier
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

    def answer(self, question_id: str) -> Answer | None:
        """The answer to a question, if there is one with words in it."""
        found = self.answers.get(question_id)
        return found if found is not None and (found.text or found.state is AnswerState.NOT_APPLICABLE) else None

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
