"""What the pages of readiness read, as small frozen objects."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from wellbought.diagrams.levels import draw_levels
from wellbought.documents.readiness import Report, bars, figure, in_brief, said_on, signed
from wellbought.documents.words import Words
from wellbought.pack.kinds import Dimension, Statement
from wellbought.pack.read import Pack
from wellbought.readiness.planning import ActionState, PlannedAction, Suggestion, suggest
from wellbought.readiness.scoring import DimensionResult, Result, StatementResult, assess, changes, compare
from wellbought.readiness.sheets import Answer, NoLevel, Sheet, statements_for
from wellbought.readiness.sheets import Round as Answered
from wellbought.vocabulary import Role
from wellbought.web.accounts.models import Membership, Organisation
from wellbought.web.permissions import may
from wellbought.web.readiness.models import Action, ActionVersion, Agreement, DimensionScore, Mark, Round, Seat


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in a list.

    :ivar mine: whether the member is asked and has not handed in yet
    """

    key: str
    title: str
    started_at: datetime
    closed_at: datetime | None
    asked: int
    finished: int
    mine: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody who is asked."""

    name: str
    role: Role
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class DimensionStep:
    """A dimension with how many of its statements a person has answered."""

    dimension: Dimension
    statements: tuple[Statement, ...]
    answered: int

    @property
    def done(self) -> bool:
        """Whether all are answered."""
        return self.answered == len(self.statements)


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A statement's result with its words."""

    result: StatementResult
    score: str
    said: str
    aim: str


@dataclass(frozen=True, slots=True)
class DimensionShown:
    """A dimension's result with its words."""

    result: DimensionResult
    score: str
    statements: tuple[StatementShown, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as it stands.

    :ivar key: names it in addresses
    """

    key: str
    version: ActionVersion
    dimension: str
    owner: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something of a round that waits for a member."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A result with all that a page shows of it.

    :ivar changed: for each dimension its title, then, now, and the change
    :ivar compared: for each dimension its title, one's own score, the median, and how many organisations
    """

    report: Report
    brief: tuple[str, ...]
    drawing: str
    dimensions: tuple[DimensionShown, ...]
    disputed: tuple[StatementShown, ...]
    suggestions: tuple[Suggestion, ...]
    changed: tuple[tuple[str, str, str, str], ...]
    compared: tuple[tuple[str, str, str, int], ...]

    @property
    def result(self) -> Result:
        """The result itself."""
        return self.report.result

    @property
    def weak_spots(self) -> tuple[str, ...]:
        """The three lowest dimensions, as the governance kit is told."""
        scores = self.result.scores()
        return tuple(sorted(scores, key=lambda one: scores[one])[:3])


def leads(member: Membership) -> bool:
    """Whether a member starts and ends rounds."""
    return may("readiness:new", member.as_role, signed_in=True, acting=True)


def rounds_of(member: Membership) -> tuple[RoundRow, ...]:
    """The rounds that a member may see, the newest first."""
    found = (
        _visible(member)
        .annotate(
            asked=Count("seats", distinct=True),
            finished=Count("seats", filter=Q(seats__finished_at__isnull=False), distinct=True),
            mine=Count("seats", filter=Q(seats__member=member, seats__finished_at=None), distinct=True),
        )
        .order_by("-started_at", "-id")
    )
    return tuple(
        RoundRow(
            one.key,
            one.title,
            one.started_at,
            one.closed_at,
            one.asked,
            one.finished,
            bool(one.mine) and one.closed_at is None,
        )
        for one in found
    )


def round_for(member: Membership, key: str) -> Round | None:
    """A round that a member may see."""
    return _visible(member).filter(key=key).first()


def _visible(member: Membership) -> QuerySet[Round]:
    ours = Round.objects.filter(organisation=member.organisation_id)
    return ours if leads(member) else ours.filter(pk__in=Seat.objects.filter(member=member).values("round"))


def seat_of(found: Round, member: Membership) -> Seat | None:
    """A member's place in a round."""
    return Seat.objects.filter(round=found, member=member).first()


def seats_of(found: Round) -> tuple[SeatRow, ...]:
    """Who is asked, by name."""
    seats = Seat.objects.filter(round=found).select_related("member__person").order_by("member__person__name", "id")
    return tuple(SeatRow(one.member.person.name, one.member.as_role, one.finished_at) for one in seats)


def asked_ids(found: Round) -> frozenset[int]:
    """The ids of the members who are asked."""
    return frozenset(Seat.objects.filter(round=found).values_list("member_id", flat=True))


def answers_of(seat: Seat) -> dict[str, Answer]:
    """What a member said so far."""
    return {one.statement: _answer(one) for one in Mark.objects.filter(seat=seat)}


def _answer(mark: Mark) -> Answer:
    return NoLevel(mark.no_level) if mark.level is None else mark.level


def steps_of(pack: Pack, role: Role | None, answers: Mapping[str, Answer]) -> tuple[DimensionStep, ...]:
    """The dimensions on which somebody of a role is asked, in order."""
    by_dimension: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements_for(pack, role):
        by_dimension[statement.dimension].append(statement)
    return tuple(
        DimensionStep(
            one, tuple(by_dimension[one.id]), sum(statement.id in answers for statement in by_dimension[one.id])
        )
        for one in sorted(pack.all(Dimension), key=lambda one: one.order)
        if by_dimension[one.id]
    )


def sheets_of(found: Round) -> Answered:
    """A round as plain data, in two queries."""
    seats = Seat.objects.filter(round=found).select_related("member__person").prefetch_related("marks").order_by("id")
    sheets = tuple(
        Sheet({mark.statement: _answer(mark) for mark in seat.marks.all()}, seat.member.as_role, _name(seat, found))
        for seat in seats
    )
    on = timezone.localdate(found.closed_at or found.started_at)
    return Answered(sheets, title=found.title, on=on.isoformat(), named=found.named)


def _name(seat: Seat, found: Round) -> str:
    return seat.member.person.name if found.named else ""


def earlier_rounds(found: Round) -> tuple[Round, ...]:
    """The rounds that ended before this one began, the newest first."""
    ended = Round.objects.filter(organisation=found.organisation_id, closed_at__lte=found.started_at)
    return tuple(ended.exclude(pk=found.pk).order_by("-closed_at"))


def report_of(found: Round, pack: Pack, *, earlier: Round | None, organisation: Organisation) -> Report:
    """A round that has ended, with its plan, what changed, and what may be compared."""
    result = assess(sheets_of(found), pack)
    return Report(
        result=result,
        organisation=organisation.name,
        title=found.title,
        earlier=assess(sheets_of(earlier), pack) if earlier else None,
        earlier_title=earlier.title if earlier else "",
        actions=tuple(_planned(row) for row in actions_of(found, pack)),
        comparison=compare(result, _scores_of_others(organisation)),
    )


def agrees(organisation: Organisation) -> bool:
    """Whether an organisation agreed to be compared."""
    return Agreement.objects.filter(organisation=organisation).exists()


def _scores_of_others(organisation: Organisation) -> dict[str, list[float]]:
    """The newest scores of the other organisations that agreed; none if this one did not."""
    if not agrees(organisation):
        return {}
    rows = (
        DimensionScore.objects.filter(round__organisation__readiness_compared__isnull=False)
        .exclude(round__organisation=organisation)
        .order_by("round__closed_at")
        .values_list("round__organisation", "round", "dimension", "score")
    )
    newest = {other: ended for other, ended, _dimension, _score in rows}
    found: dict[str, list[float]] = defaultdict(list)
    for other, ended, dimension, score in rows:
        if newest[other] == ended:
            found[dimension].append(score)
    return found


def actions_of(found: Round, pack: Pack) -> tuple[ActionRow, ...]:
    """The actions of a round as they stand, those that are due first."""
    titles = {one.id: one.title for one in pack.all(Dimension)}
    today = timezone.localdate()
    rows = []
    versions = ActionVersion.objects.filter(action__round=found).select_related("action", "owner__person")
    newest = {one.action_id: one for one in versions.order_by("number")}
    for one in newest.values():
        late = one.state == ActionState.OPEN and one.due_on is not None and one.due_on < today
        owner = one.owner.person.name if one.owner else ""
        rows.append(ActionRow(one.action.key, one, titles.get(one.action.dimension, ""), owner, late))
    return tuple(
        sorted(rows, key=lambda row: (row.version.state != ActionState.OPEN, row.version.due_on or date.max, row.key))
    )


def _planned(row: ActionRow) -> PlannedAction:
    one = row.version
    return PlannedAction(one.text, one.action.dimension, row.owner, one.due_on, ActionState(one.state))


def action_for(found: Round, key: str) -> Action | None:
    """An action of a round."""
    return Action.objects.filter(round=found, key=key).first()


def history_of(action: Action) -> tuple[ActionVersion, ...]:
    """All versions of an action, the newest first."""
    versions = ActionVersion.objects.filter(action=action).select_related("owner__person", "by__person")
    return tuple(versions.order_by("-number"))


def result_page(report: Report, pack: Pack) -> ResultPage:
    """A result with all that a page shows of it."""
    words = Words(pack, "readiness")
    people = report.result.people

    def shown(one: StatementResult) -> StatementShown:
        aim = "" if one.next_level is None else one.statement.levels[one.next_level]
        return StatementShown(one, figure(one.score, words), said_on(one, words, people=people), aim)

    return ResultPage(
        report=report,
        brief=in_brief(report, words),
        drawing=draw_levels(bars(report, words), right_to_left=words.right_to_left),
        dimensions=tuple(
            DimensionShown(one, figure(one.score, words), tuple(map(shown, one.statements)))
            for one in report.result.dimensions
        ),
        disputed=tuple(map(shown, report.result.disputed)),
        suggestions=suggest(report.result),
        changed=tuple(
            (one.dimension.title, figure(one.before, words), figure(one.now, words), signed(one.by, words))
            for one in (changes(report.earlier, report.result) if report.earlier else ())
        ),
        compared=tuple(
            (one.dimension.title, figure(one.own, words), figure(one.middle, words), one.organisations)
            for one in report.comparison
        ),
    )


def seat_to_tell(seat_id: int) -> Seat | None:
    """A place in a round that is still open, for the mail that asks."""
    found = Seat.objects.filter(pk=seat_id, finished_at=None, round__closed_at=None, member__is_active=True)
    return found.select_related("round__organisation", "round__started_by__person", "member__person").first()


def open_seats(member: Membership) -> tuple[Wanted, ...]:
    """The rounds that want a member's answers."""
    seats = Seat.objects.filter(member=member, finished_at=None, round__closed_at=None).select_related("round")
    return tuple(
        Wanted(one.round.title, "", reverse("readiness:round", args=[one.round.key]))
        for one in seats.order_by("round__started_at", "id")
    )


def open_actions(member: Membership) -> tuple[Wanted, ...]:
    """The actions that a member sees to and that are not done, those that are due first."""
    newest = ActionVersion.objects.filter(action=OuterRef("action")).order_by("-number").values("pk")[:1]
    theirs = ActionVersion.objects.filter(pk=Subquery(newest), owner=member, state=ActionState.OPEN)
    return tuple(
        Wanted(
            one.action.round.title,
            one.text,
            reverse("readiness:action", args=[one.action.round.key, one.action.key]),
        )
        for one in theirs.select_related("action__round").order_by(F("due_on").asc(nulls_last=True), "id")
    )
