"""What waits for one person across all their purchases, in a fixed number of queries and without asking the rules."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse

from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack
from wellbought.purchase import SETTLED, AnswerState
from wellbought.vocabulary import Role, Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.models import Assignment, Consultation, Mention, PlanVersion, Purchase, TeamMember
from wellbought.web.purchases.queries.standing import newest_plans, questions_named, standings, states_of


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


@dataclass(frozen=True, slots=True)
class _Given:
    """To whom a question was given, and until when."""

    owner_id: int | None
    due_on: date | None


_NOBODY: Final = _Given(None, None)
_NO_TEAM: Final = _Team({}, {})


def work_of(member: Membership, pack: Pack, *, on: date) -> MyWork:
    """What waits for a member: gates to sign, mentions, questions that are theirs, questions that they are asked on."""
    purchases = _standing(_where_something_may_wait(member), pack)
    teams = _teams(purchases)
    given = _given(purchases)
    theirs = {
        pk: _theirs(member, purchases[pk], plan, pack, given[pk], teams.get(pk, _NO_TEAM))
        for pk, plan in newest_plans(purchases).items()
    }
    asked = _asked(member, purchases)
    wanted = {one.id for questions in theirs.values() for one in questions} | {one.assignment.question for one in asked}
    states = states_of(purchases, only=wanted)
    owned = (
        _row(Why.OWNED, purchases[pk], one, due=given[pk].get(one.id, _NOBODY).due_on, on=on, state=state)
        for pk, questions in theirs.items()
        for one in questions
        if (state := states[pk].get(one.id, AnswerState.TO_DO)) not in SETTLED
    )
    to_sign = (
        _gate_row(purchase)
        for pk, purchase in purchases.items()
        if _may_sign(purchase, teams.get(pk, _NO_TEAM).roles.get(member.pk, member.as_role))
    )
    return MyWork(
        gates=tuple(to_sign),
        mentions=tuple(_mentions(member, pack)),
        owned=_pressing(owned),
        consulted=_pressing(_consulted(asked, purchases, states, pack, on)),
    )


def _where_something_may_wait(member: Membership) -> QuerySet[Purchase]:
    """The purchases of which something may wait for a member: not all that leadership may look at."""
    teams = TeamMember.objects.filter(member=member).values("purchase")
    given = Assignment.objects.filter(owner=member).values("purchase")
    asked = Consultation.objects.filter(member=member).values("assignment__purchase")
    to_sign = Q(gate_open=0, gate_signers__contains=member.role)
    return Purchase.objects.visible_to(member).filter(Q(pk__in=teams) | Q(pk__in=given) | Q(pk__in=asked) | to_sign)


def _standing(found: QuerySet[Purchase], pack: Pack) -> Mapping[int, Purchase]:
    """Purchases with what is kept of where they stand; found out anew where that is of other guidance."""
    purchases = {one.pk: one for one in found.defer("facts", "summary")}
    stale = [pk for pk, one in purchases.items() if one.standing_digest != pack.digest]
    whole = {one.pk: one for one in Purchase.objects.filter(pk__in=stale)} if stale else {}
    for pk, fields in standings(whole, pack).items() if whole else ():
        for name, value in fields.items():
            setattr(purchases[pk], name, value)
    return purchases


def _may_sign(purchase: Purchase, role: Role) -> bool:
    """Whether the next gate needs nothing more but a signature of this role."""
    return bool(purchase.gate) and purchase.gate_open == 0 and role.value in purchase.gate_signers.split()


def _gate_row(purchase: Purchase) -> WorkRow:
    href = reverse("decisions:gate", args=[purchase.key, purchase.gate])
    return WorkRow(Why.GATE, purchase.title, "", href, stage=Stage(purchase.gate))


def _theirs(
    member: Membership, purchase: Purchase, plan: PlanVersion, pack: Pack, given: Mapping[str, _Given], team: _Team
) -> tuple[Question, ...]:
    """The questions of a plan that are a member's: given to them, or theirs by role and the next gate needs them.

    One that was given to nobody and has a day is also theirs by role.
    """
    pressing = purchase.gate_questions.split() if member.pk in team.first.values() else []
    maybe = {
        *(question for question, one in given.items() if one.owner_id in (None, member.pk)),
        *(question for question in pressing if given.get(question, _NOBODY).owner_id is None),
    }
    return tuple(
        question
        for question in questions_named(maybe.intersection(plan.questions.split()) if maybe else (), pack)
        if _is_theirs(member, question, given.get(question.id, _NOBODY), team, pressing)
    )


def _is_theirs(member: Membership, question: Question, given: _Given, team: _Team, pressing: Collection[str]) -> bool:
    """Whether a question waits for a member: it is theirs, or falls to them by role and the next gate needs it."""
    if given.owner_id is not None:
        return given.owner_id == member.pk
    falls_to_them = team.first.get(question.lead) == member.pk
    return falls_to_them and (question.id in pressing or given.due_on is not None)


def _given(purchases: Mapping[int, Purchase]) -> Mapping[int, Mapping[str, _Given]]:
    """Who sees to the questions that were given to somebody, or have a day."""
    found: defaultdict[int, dict[str, _Given]] = defaultdict(dict)
    rows = Assignment.objects.filter(purchase__in=list(purchases))
    for pk, question, owner, due in rows.values_list("purchase_id", "question", "owner_id", "due_on"):
        found[pk][question] = _Given(owner, due)
    return found


def _row(
    why: Why, purchase: Purchase, question: Question, *, due: date | None, on: date, state: AnswerState, who: str = ""
) -> WorkRow:
    href = reverse("purchases:question", args=[purchase.key, question.id])
    overdue = due is not None and due < on
    return WorkRow(why, purchase.title, question.text, href, due, overdue, state, who)


def _asked(member: Membership, purchases: Mapping[int, Purchase]) -> tuple[Consultation, ...]:
    """Where somebody asks a member."""
    found = Consultation.objects.filter(member=member, assignment__purchase__in=list(purchases))
    return tuple(found.select_related("assignment__owner__person"))


def _consulted(
    asked: Iterable[Consultation],
    purchases: Mapping[int, Purchase],
    states: Mapping[int, Mapping[str, AnswerState]],
    pack: Pack,
    on: date,
) -> Iterator[WorkRow]:
    for one in asked:
        given = one.assignment
        state = states[given.purchase_id].get(given.question, AnswerState.TO_DO)
        for question in questions_named([given.question], pack):
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


def _teams(purchases: Mapping[int, Purchase]) -> Mapping[int, _Team]:
    found = TeamMember.objects.filter(purchase__in=list(purchases), member__is_active=True)
    rows = found.order_by("member__person__name").values_list("purchase_id", "member_id", "role", "member__role")
    people: defaultdict[int, dict[int, Role]] = defaultdict(dict)
    for purchase, member, here, always in rows:
        people[purchase][member] = Role(here or always)
    return {pk: _Team(roles, {role: who for who, role in reversed(roles.items())}) for pk, roles in people.items()}
