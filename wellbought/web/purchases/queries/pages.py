"""What the pages of the workspace read, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.pack.kinds import FactQuestion, Question
from wellbought.pack.read import Pack
from wellbought.plan import Plan, PlanChange, PlannedQuestion, few_that_matter, make_plan, update
from wellbought.purchase import SETTLED, AnswerState
from wellbought.purchase import Purchase as Snapshot
from wellbought.purchase.differences import Piece, differences
from wellbought.triage import check
from wellbought.triage.interview import facts_by_key
from wellbought.vocabulary import Role, Stage, Tier
from wellbought.web.accounts.models import Membership
from wellbought.web.interview.queries import said
from wellbought.web.purchases.models import Answer, AnswerVersion, Purchase, TeamMember

#: So many purchases stand on a page of the list.
ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase as the list shows it."""

    key: str
    title: str
    tier: Tier | None
    stage: Stage
    team_size: int
    answered: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PurchasesPage:
    """One page of the list."""

    rows: tuple[PurchaseRow, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a group of questions has come."""

    settled: int
    total: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as a task list shows it."""

    planned: PlannedQuestion
    state: AnswerState
    href: str
    answered_by: str
    fact: str
    owner: str = ""
    due_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage as the overview shows it: how far the team is, and how much waits for one role."""

    stage: Stage
    href: str
    progress: Progress
    waiting: int


@dataclass(frozen=True, slots=True)
class RoleRows:
    """The questions of one stage that one role leads."""

    role: Role
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an answer as its history shows it.

    :ivar changed: its text in pieces, with what is gone from the version before; empty for the first
    """

    number: int
    text: str
    state: AnswerState
    by: str
    role: Role
    at: datetime
    changed: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class FactsRow:
    """One change of the facts."""

    number: int
    changed: str
    tier: Tier | None
    by: str
    at: datetime


def purchase_for(member: Membership, key: str) -> Purchase | None:
    """A purchase that a member may see. What they may not see does not exist."""
    return Purchase.objects.visible_to(member).filter(key=key).select_related("organisation", "owner__person").first()


def sidebar(purchase: Purchase, current: str) -> list[dict[str, object]]:
    """The way around a purchase, for every page about it, whichever app it is in.

    :param current: the name of the page, or of the part of the purchase that it belongs to
    """
    places = [
        ("purchases:purchase", _("Task list")),
        ("decisions:gates", _("Gates")),
        ("decisions:list", _("Decisions")),
        ("meetings:list", _("Meetings")),
        ("work:evidence", _("Evidence")),
        ("purchases:result", _("Tier and reasons")),
        ("purchases:facts", _("Facts")),
        ("purchases:documents", _("Documents")),
        ("market:research", _("Market research")),
        ("claims:purchase", _("Vendors' claims")),
        ("purchases:team", _("Team")),
        ("archives:publish", _("Publish")),
        ("archives:purchase", _("Archive")),
    ]
    links = [
        {"text": text, "href": reverse(place, args=[purchase.key]), "current": place == current}
        for place, text in places
    ]
    return [{"title": purchase.title, "links": links}]


def purchases_of(member: Membership, *, page: int = 1) -> PurchasesPage:
    """The purchases that a member may see, the newest first, some on a page.

    :param page: from 1; the last for a number beyond it
    """
    visible = Purchase.objects.visible_to(member)
    total = visible.count()
    pages = max(1, -(-total // ON_A_PAGE))
    number = min(max(1, page), pages)
    found = list(visible.order_by("-created_at", "-id")[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    ids = [purchase.id for purchase in found]
    people = _counted(TeamMember.objects.filter(purchase__in=ids))
    answered = _counted(Answer.objects.filter(purchase__in=ids).exclude(newest__state=AnswerState.TO_DO))
    rows = tuple(
        PurchaseRow(
            purchase.key,
            purchase.title,
            Tier(purchase.tier) if purchase.tier else None,
            Stage(purchase.stage),
            people.get(purchase.id, 0),
            answered.get(purchase.id, 0),
            purchase.created_at,
        )
        for purchase in found
    )
    return PurchasesPage(rows, number, pages, total)


def facts_seen_by(member: Membership, *, most: int) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Key, title and facts of the newest purchases that a member may see."""
    found = Purchase.objects.visible_to(member).order_by("-created_at", "-id")
    return tuple(found.values_list("key", "title", "facts")[:most])


def _counted(rows: QuerySet[Any]) -> Mapping[int, int]:
    """How many of the rows belong to each purchase."""
    return dict(rows.order_by().values_list("purchase").annotate(Count("id")))


def stages(snapshot: Snapshot, pack: Pack, *, role: Role) -> tuple[StageRow, ...]:
    """Each stage of the plan: how far the team is with it, and how many questions wait for a role."""
    found = []
    for stage, planned in snapshot.plan.by_stage().items():
        rows = tuple(_row(snapshot, pack, one) for one in planned)
        waiting = sum(not _settled(row) and row.planned.question.lead is role for row in rows)
        href = reverse("purchases:stage", args=[snapshot.key, stage.value])
        found.append(StageRow(stage, href, _progress(rows), waiting))
    return tuple(found)


def waiting_for(snapshot: Snapshot, pack: Pack, role: Role, *, most: int = 8) -> tuple[QuestionRow, ...]:
    """The first questions that a role leads and the team has not settled."""
    rows = (_row(snapshot, pack, one) for one in snapshot.plan.led_by(role))
    return tuple(islice((row for row in rows if not _settled(row)), most))


def questions_at(snapshot: Snapshot, pack: Pack, stage: Stage) -> tuple[RoleRows, ...]:
    """The questions of one stage as task lists, one for each role that leads some."""
    rows = tuple(_row(snapshot, pack, one) for one in snapshot.plan.at(stage))
    roles = sorted({row.planned.question.lead for row in rows}, key=list(Role).index)
    return tuple(RoleRows(role, tuple(row for row in rows if row.planned.question.lead is role)) for role in roles)


def more_at(snapshot: Snapshot, pack: Pack, stage: Stage) -> tuple[QuestionRow, ...]:
    """The questions of one stage that the route does not ask for and that are worth a look."""
    return tuple(_row(snapshot, pack, one) for one in snapshot.plan.more if one.question.stage is stage)


def _row(snapshot: Snapshot, pack: Pack, planned: PlannedQuestion) -> QuestionRow:
    answer = snapshot.answers.get(planned.question.id)
    asked = fact_set_by(planned.question, pack)
    known = asked is not None and snapshot.profile.fact(asked.key) is not None
    given = snapshot.assignments.get(planned.question.id)
    due = given.due_on if given else None
    return QuestionRow(
        planned,
        answer.state if answer else AnswerState.TO_DO,
        reverse("purchases:question", args=[snapshot.key, planned.question.id]),
        answer.by if answer else "",
        said(pack, asked, snapshot.profile.fact(asked.key)) if asked is not None and known else "",
        owner=snapshot.owner_of(planned),
        due_on=due,
        overdue=due is not None and due < snapshot.outcome.on and (answer is None or answer.state not in SETTLED),
    )


def _settled(row: QuestionRow) -> bool:
    """Whether a question is agreed, does not apply, or is answered by a known fact."""
    return row.state in SETTLED or bool(row.fact and row.state is AnswerState.TO_DO)


def _progress(rows: tuple[QuestionRow, ...]) -> Progress:
    return Progress(sum(_settled(row) for row in rows), len(rows))


def few(snapshot: Snapshot, pack: Pack) -> tuple[QuestionRow, ...]:
    """The few questions that matter first for AI that is in use already."""
    return tuple(_row(snapshot, pack, one) for one in few_that_matter(snapshot.plan))


def update_waiting(purchase: Purchase, snapshot: Snapshot, pack: Pack) -> PlanChange | None:
    """What taking the installed guidance would change; ``None`` if the plan is made with it."""
    pinned = snapshot.pinned
    if pinned is None or pinned.pack_digest == pack.digest:
        return None
    outcome = check(snapshot.profile, pack, on=snapshot.outcome.on)
    return update(pinned, outcome, make_plan(outcome, pack), pack)


def neighbours(plan: Plan, question: Question) -> tuple[Question | None, Question | None]:
    """The questions before and after one in the plan."""
    ids = plan.ids()
    if question.id not in ids:
        return (None, None)
    place = ids.index(question.id)
    before = plan.questions[place - 1].question if place else None
    after = plan.questions[place + 1].question if place + 1 < len(ids) else None
    return (before, after)


def versions_of(purchase: Purchase, question_id: str) -> tuple[VersionRow, ...]:
    """All versions of an answer, the newest first."""
    found = (
        AnswerVersion.objects.filter(purchase=purchase, question=question_id)
        .select_related("by__person")
        .order_by("-number")
    )
    versions = list(found)
    return tuple(
        VersionRow(
            one.number,
            one.text,
            AnswerState(one.state),
            one.by.person.name,
            one.by.as_role,
            one.at,
            differences(before.text, one.text) if before else (),
        )
        for one, before in zip(versions, [*versions[1:], None], strict=False)
    )


def facts_history(purchase: Purchase) -> tuple[FactsRow, ...]:
    """All changes of the facts, the newest first."""
    found = purchase.facts_versions.select_related("by__person").order_by("-number")
    return tuple(
        FactsRow(one.number, one.changed, Tier(one.tier) if one.tier else None, one.by.person.name, one.at)
        for one in found
    )


def fact_set_by(question: Question, pack: Pack) -> FactQuestion | None:
    """The fact that the answer to a question settles, if it does."""
    if question.sets is None:
        return None
    return facts_by_key(pack).get(question.sets)
