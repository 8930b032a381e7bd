"""What waits for one person across all their purchases, in a fixed number of queries and without asking the rules."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from wellbought.pack.kinds import Question
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.plan import Gate, gates, next_gate
from wellbought.plan.make import ROUTE_WHILE_UNKNOWN
from wellbought.purchase import SETTLED, AnswerState, DecisionKind
from wellbought.vocabulary import Arrival, Role, Route, Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.models import (
    Answer,
    Assignment,
    Consultation,
    Decision,
    Mention,
    PlanVersion,
    Purchase,
    TeamMember,
)


class Why(StrEnum):
    """Why something waits for somebody."""

    GATE = "gate"
    MENTIONED = "mentioned"
    OWNED = "owned"
    CONSULTED = "consulted"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Something that waits for a person.

    :ivar text: the question; for a mention, what was said; empty for a gate
    :ivar who: who mentioned them, or whom they help
    :ivar comment: for a mention, the key of the comment
    """

    why: Why
    purchase: str
    text: str
    href: str
    due_on: date | None = None
    overdue: bool = False
    state: AnswerState = AnswerState.TO_DO
    who: str = ""
    at: datetime | None = None
    comment: str = ""
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class MyWork:
    """All that waits for a person, by why, the most pressing first."""

    gates: tuple[WorkRow, ...]
    mentions: tuple[WorkRow, ...]
    owned: tuple[WorkRow, ...]
    consulted: tuple[WorkRow, ...]

    @property
    def anything(self) -> bool:
        """Whether anything waits at all."""
        return bool(self.gates or self.mentions or self.owned or self.consulted)


@dataclass(frozen=True, slots=True)
class _Team:
    """Who is in a team, in which roles, by name."""

    roles: Mapping[int, Role]
    first: Mapping[Role, int]


def work_of(member: Membership, pack: Pack, *, on: date) -> MyWork:
    """What waits for a member: gates to sign, mentions, questions that are theirs, questions that they are asked on."""
    purchases = {one.pk: one for one in Purchase.objects.visible_to(member)}
    teams = _teams(purchases)
    plans = _newest_plans(purchases)
    states = _states(purchases)
    given = {
        (one.purchase_id, one.question): one
        for one in Assignment.objects.filter(purchase__in=list(purchases)).select_related("owner__person")
    }
    passed = _passed(purchases)
    owned: list[WorkRow] = []
    to_sign: list[WorkRow] = []
    for pk, plan in plans.items():
        purchase, team = purchases[pk], teams.get(pk, _Team({}, {}))
        agreed = {question for question, state in states[pk].items() if state in SETTLED}
        drafted = {question for question, state in states[pk].items() if state is AnswerState.DRAFTED}
        settled = agreed | (_answered_by_facts(purchase, plan, pack) - drafted)
        gate = _gate(purchase, plan, pack, settled, passed[pk])
        role = team.roles.get(member.pk, member.as_role)
        if gate is not None and gate.ready and f"{gate.closes}:{role}" in plan.signers.split():
            href = reverse("decisions:gate", args=[purchase.key, gate.closes.value])
            to_sign.append(WorkRow(Why.GATE, purchase.title, "", href, stage=gate.closes))
        for question in _questions(plan.questions.split(), pack):
            one = given.get((pk, question.id))
            if question.id in agreed or not _is_theirs(member, question, one, team, gate):
                continue
            due = one.due_on if one else None
            state = states[pk].get(question.id, AnswerState.TO_DO)
            owned.append(_row(Why.OWNED, purchase, question, due=due, on=on, state=state))
    return MyWork(
        gates=tuple(to_sign),
        mentions=tuple(_mentions(member, pack)),
        owned=_pressing(owned),
        consulted=_pressing(_consulted(member, purchases, states, pack, on)),
    )


def _is_theirs(
    member: Membership, question: Question, given: Assignment | None, team: _Team, gate: Gate | None
) -> bool:
    """Whether a question waits for a member: it is theirs, or falls to them by role and the next gate needs it."""
    if given is not None and given.owner_id is not None:
        return given.owner_id == member.pk
    falls_to_them = team.first.get(question.lead) == member.pk
    pressing = gate is not None and any(one.id == question.id for one in gate.open)
    return falls_to_them and (pressing or (given is not None and given.due_on is not None))


def _row(
    why: Why, purchase: Purchase, question: Question, *, due: date | None, on: date, state: AnswerState, who: str = ""
) -> WorkRow:
    href = reverse("purchases:question", args=[purchase.key, question.id])
    overdue = due is not None and due < on
    return WorkRow(why, purchase.title, question.text, href, due, overdue, state, who)


def _consulted(
    member: Membership,
    purchases: Mapping[int, Purchase],
    states: Mapping[int, Mapping[str, AnswerState]],
    pack: Pack,
    on: date,
) -> Iterator[WorkRow]:
    found = Consultation.objects.filter(member=member, assignment__purchase__in=list(purchases)).select_related(
        "assignment__owner__person"
    )
    for one in found:
        given = one.assignment
        state = states[given.purchase_id].get(given.question, AnswerState.TO_DO)
        for question in _questions([given.question], pack):
            if state not in SETTLED:
                who = given.owner.person.name if given.owner else ""
                purchase = purchases[given.purchase_id]
                yield _row(Why.CONSULTED, purchase, question, due=given.due_on, on=on, state=state, who=who)


def _mentions(member: Membership, pack: Pack) -> Iterator[WorkRow]:
    found = (
        Mention.objects.filter(member=member, seen_at=None)
        .filter(comment__purchase__in=Purchase.objects.visible_to(member))
        .select_related("comment__purchase", "comment__by__person")
        .order_by("-comment__at")
    )
    for one in found:
        said = one.comment
        href = reverse("purchases:question", args=[said.purchase.key, said.question]) + f"#comment-{said.key}"
        yield WorkRow(
            Why.MENTIONED,
            said.purchase.title,
            said.text,
            href,
            who=said.by.person.name,
            at=said.at,
            comment=said.key,
        )


def _pressing(rows: Iterable[WorkRow]) -> tuple[WorkRow, ...]:
    """Rows by their day, those without one last."""
    return tuple(sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max, row.purchase, row.text)))


def _gate(
    purchase: Purchase, plan: PlanVersion, pack: Pack, settled: set[str], passed: tuple[Stage, ...]
) -> Gate | None:
    route = Route(plan.route) if plan.route else ROUTE_WHILE_UNKNOWN
    in_use = purchase.arrival != Arrival.PLANNED
    return next_gate(gates(route, _questions(plan.needed.split(), pack), settled, in_use=in_use), passed)


def _questions(ids: Iterable[str], pack: Pack) -> Iterator[Question]:
    """The questions with some ids; those that the guidance no longer has are left out."""
    for question_id in ids:
        try:
            yield pack.get(Question, question_id)
        except ItemUnknown:
            continue


def _answered_by_facts(purchase: Purchase, plan: PlanVersion, pack: Pack) -> set[str]:
    """The questions that gates wait for and a known fact answers."""
    known = {key for key, value in purchase.facts.items() if value is not None}
    return {question.id for question in _questions(plan.needed.split(), pack) if question.sets in known}


def _newest_plans(purchases: Mapping[int, Purchase]) -> Mapping[int, PlanVersion]:
    newest = PlanVersion.objects.filter(purchase=OuterRef("purchase")).order_by("-number").values("number")[:1]
    found = PlanVersion.objects.filter(purchase__in=list(purchases), number=Subquery(newest))
    return {one.purchase_id: one for one in found}


def _teams(purchases: Mapping[int, Purchase]) -> Mapping[int, _Team]:
    found = (
        TeamMember.objects.filter(purchase__in=list(purchases), member__is_active=True)
        .select_related("member__person")
        .order_by("member__person__name")
    )
    people: defaultdict[int, dict[int, Role]] = defaultdict(dict)
    for one in found:
        people[one.purchase_id][one.member_id] = one.as_role
    return {pk: _Team(roles, {role: who for who, role in reversed(roles.items())}) for pk, roles in people.items()}


def _states(purchases: Mapping[int, Purchase]) -> Mapping[int, Mapping[str, AnswerState]]:
    found: defaultdict[int, dict[str, AnswerState]] = defaultdict(dict)
    rows = Answer.objects.filter(purchase__in=list(purchases)).values_list("purchase_id", "question", "newest__state")
    for pk, question, state in rows:
        found[pk][question] = AnswerState(state)
    return found


def _passed(purchases: Mapping[int, Purchase]) -> Mapping[int, tuple[Stage, ...]]:
    kinds = [DecisionKind.GATE.value, DecisionKind.OVERRIDE.value]
    found: defaultdict[int, tuple[Stage, ...]] = defaultdict(tuple)
    rows = Decision.objects.filter(purchase__in=list(purchases), kind__in=kinds).values_list("purchase_id", "stage")
    for pk, stage in rows:
        found[pk] += (Stage(stage),)
    return found
