"""What is read of the work on a purchase: who sees to what, what was said and shown, what was decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wellbought.plan import Gate, PinnedPlan, signers_of
from wellbought.purchase import Assignment as Given
from wellbought.purchase import Comment as Said
from wellbought.purchase import Decision as Decided
from wellbought.purchase import DecisionKind
from wellbought.purchase import Evidence as Shown
from wellbought.purchase import Purchase as Snapshot
from wellbought.vocabulary import Role, Route, Stage, Tier
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import MemberCard
from wellbought.web.purchases.models import (
    Assignment,
    Comment,
    Decision,
    Evidence,
    PlanVersion,
    Purchase,
    TeamMember,
)


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Who sees to a question, as its form begins.

    :ivar number: how often it was changed; 0 if it was given to nobody yet
    """

    number: int
    owner_id: int | None
    owner: str
    consulted: tuple[MemberCard, ...]
    due_on: date | None
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan that the team worked by, as the history shows it."""

    number: int
    why: str
    pack_version: str
    tier: Tier | None
    added: tuple[str, ...]
    gone: tuple[str, ...]
    by: str
    at: datetime


NOBODY = AssignmentRow(0, None, "", (), None, "", None)


def role_in(purchase: Purchase, member: Membership) -> Role:
    """The role in which a member takes part in a purchase; the one they always hold if they are not in its team."""
    found = TeamMember.objects.filter(purchase=purchase, member=member).values_list("role", flat=True).first()
    return Role(found) if found else member.as_role


def approvers(purchase: Purchase, shot: Snapshot, gate: Gate) -> frozenset[Role]:
    """The roles of which one signs a gate.

    Where the organisation has said who signs, from which tier or value on, that stands instead of our suggestion.

    :param shot: the purchase with its tier and value, which thresholds go by
    """
    return signers_of(gate, shot.plan)


def team_of(purchase: Purchase) -> tuple[MemberCard, ...]:
    """The people of a purchase's team in their roles there, by role and name."""
    members = purchase.team.filter(member__is_active=True).select_related("member__person")
    cards = [MemberCard(one.member.id, one.member.person.name, one.as_role) for one in members]
    return tuple(sorted(cards, key=lambda card: (list(Role).index(card.role), card.name)))


def pinned_plan(purchase: Purchase) -> PinnedPlan | None:
    """The plan that the team works by, as it was last agreed on."""
    newest = PlanVersion.objects.filter(purchase=purchase).order_by("-number").first()
    if newest is None:
        return None
    return PinnedPlan(
        pack_version=newest.pack_version,
        pack_digest=newest.pack_digest,
        tier=Tier(newest.tier) if newest.tier else None,
        route=Route(newest.route) if newest.route else None,
        questions=tuple(newest.questions.split()),
        rules=tuple(newest.rules.split()),
    )


def plans_of(purchase: Purchase) -> tuple[PlanRow, ...]:
    """All plans that the team worked by, the newest first."""
    found = purchase.plan_versions.select_related("by__person").order_by("-number")
    return tuple(
        PlanRow(
            one.number,
            one.why,
            one.pack_version,
            Tier(one.tier) if one.tier else None,
            tuple(one.added.split()),
            tuple(one.gone.split()),
            one.by.person.name,
            one.at,
        )
        for one in found
    )


def assignments_of(purchase: Purchase) -> Mapping[str, Given]:
    """Who sees to each question that was given to somebody."""
    found = (
        Assignment.objects.filter(purchase=purchase)
        .select_related("owner__person")
        .prefetch_related("consultations__member__person")
    )
    return {
        one.question: Given(
            question=one.question,
            owner=one.owner.person.name if one.owner else "",
            consulted=tuple(sorted(each.member.person.name for each in one.consultations.all())),
            due_on=one.due_on,
        )
        for one in found
    }


def assignment_of(purchase: Purchase, question: str) -> AssignmentRow:
    """Who sees to one question."""
    one = (
        Assignment.objects.filter(purchase=purchase, question=question)
        .select_related("owner__person", "by__person")
        .prefetch_related("consultations__member__person")
        .first()
    )
    if one is None:
        return NOBODY
    asked = [each.member for each in one.consultations.all()]
    return AssignmentRow(
        one.number,
        one.owner_id,
        one.owner.person.name if one.owner else "",
        tuple(MemberCard(member.id, member.person.name, member.as_role) for member in asked),
        one.due_on,
        one.by.person.name,
        one.at,
    )


def comments_of(purchase: Purchase) -> tuple[Said, ...]:
    """All that was said, the oldest first."""
    found = (
        Comment.objects.filter(purchase=purchase)
        .select_related("by__person")
        .prefetch_related("mentions__member__person")
        .order_by("at", "id")
    )
    return tuple(
        Said(
            question=one.question,
            text=one.text,
            by=one.by.person.name,
            role=one.by.as_role,
            at=one.at,
            mentions=tuple(each.member.person.name for each in one.mentions.all()),
            key=one.key,
        )
        for one in found
    )


def evidence_of(purchase: Purchase) -> tuple[Shown, ...]:
    """All evidence, the oldest first, with what was withdrawn."""
    found = (
        Evidence.objects.filter(purchase=purchase)
        .select_related("by__person", "withdrawn_by__person")
        .order_by("at", "id")
    )
    return tuple(
        Shown(
            key=one.key,
            question=one.question,
            title=one.title,
            by=one.by.person.name,
            at=one.at,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            digest=one.digest,
            url=one.url,
            withdrawn_by=one.withdrawn_by.person.name if one.withdrawn_by else "",
            withdrawn_at=one.withdrawn_at,
        )
        for one in found
    )


def evidence_for(purchase: Purchase, key: str) -> Evidence | None:
    """A piece of evidence of a purchase."""
    return Evidence.objects.filter(purchase=purchase, key=key).select_related("by__person").first()


def evidence_with_files(owned_by: Mapping[str, Any]) -> Iterator[Evidence]:
    """The pieces of evidence that are files, one after the other.

    :param owned_by: whose, as a lookup from evidence
    """
    yield from Evidence.objects.filter(**owned_by).exclude(file="").order_by("pk").iterator(chunk_size=200)


def decisions_of(purchase: Purchase) -> tuple[Decided, ...]:
    """The chain of decisions, the first first, exactly as it stands in the database."""
    return tuple(
        Decided(
            purchase=one.chain,
            number=one.number,
            kind=DecisionKind(one.kind),
            title=one.title,
            chosen=one.chosen,
            alternatives=tuple(one.alternatives.split("\n")) if one.alternatives else (),
            reasons=one.reasons,
            by=one.by_name,
            role=Role(one.role),
            at=one.at,
            question=one.question,
            stage=Stage(one.stage) if one.stage else None,
            previous=one.previous,
            seal=one.seal,
        )
        for one in Decision.objects.filter(purchase=purchase).order_by("number")
    )
