"""Starting a purchase, changing its facts and its team, and taking updates of the guidance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.plan import Gate, Plan, PlanChange, compare, gates, make_plan, needed_of, pin, signers_of, update
from wellbought.profile import Fact, Profile, impossible_mixes
from wellbought.triage import Outcome, check
from wellbought.triage.interview import counting
from wellbought.vocabulary import Arrival, Role, Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.actions.standing import note_standing
from wellbought.web.purchases.actions.words import clean_words
from wellbought.web.purchases.models import FactsVersion, PlanVersion, Purchase, TeamMember
from wellbought.web.purchases.queries import pinned_plan
from wellbought.web.purchases.snapshot import profile_of


class FactsChanged(WellboughtError):
    """Somebody else changed the facts in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed the facts of this purchase while you were here. Look again, then save.")
        )


class AboutChanged(WellboughtError):
    """Somebody else changed what is said of the purchase in the meantime."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this while you were writing. Both are below: choose, then save."))


class PlanIsCurrent(WellboughtError):
    """There is no update of the guidance to take."""

    def __init__(self) -> None:
        super().__init__(_("The plan is made with the guidance that is installed. There is nothing to take over."))


@dataclass(frozen=True, slots=True)
class Arrived:
    """How AI that is in use already came into the house."""

    how: Arrival
    vendor: str = ""
    since: date | None = None

    def fields(self, member: Membership) -> dict[str, Any]:
        """What a purchase keeps of it."""
        return {
            "arrival": self.how.value,
            "vendor": clean_words(self.vendor),
            "used_since": self.since,
            "owner": member,
            "stage": Stage.IMPLEMENTATION.value,
        }


@transaction.atomic
def start_purchase(
    *,
    member: Membership,
    title: str,
    summary: str,
    profile: Profile,
    pack: Pack,
    now: datetime,
    arrived: "Arrived | None" = None,
) -> Purchase:
    """Start a purchase; who starts it is in its team.

    :param arrived: for AI that is in use already, how it came; who records it then owns it
    """
    purchase = Purchase.objects.create(
        organisation=member.organisation,
        title=clean_words(title),
        summary=clean_words(summary),
        facts=profile.as_json(),
        created_by=member,
        created_at=now,
        **(arrived.fields(member) if arrived else {}),
    )
    outcome = check(counting(pack, profile), pack, on=now.date())
    keep_plan(purchase, "start", (outcome, make_plan(outcome, pack)), member=member, now=now)
    note_standing(purchase, now=now, pack=pack)
    FactsVersion.objects.create(
        purchase=purchase, number=1, facts=profile.as_json(), tier=outcome.tier or "", by=member, at=now
    )
    TeamMember.objects.create(purchase=purchase, member=member)
    return purchase


@transaction.atomic
def change_facts(
    *,
    member: Membership,
    purchase: Purchase,
    facts: dict[str, Fact],
    seen: int,
    pack: Pack,
    now: datetime,
) -> PlanChange:
    """Change some facts, and say what that did to the tier and the plan. Answers are kept, whatever happens.

    The plan is made anew with the guidance that is installed, so an update that was waiting comes with it.

    :param seen: the number of the facts that the person had before them
    :raises FactsChanged: if they are newer by now
    :raises WellboughtError: if the facts cannot all hold
    """
    current = Purchase.objects.select_for_update(no_key=True).get(pk=purchase.pk)
    before = profile_of(current)
    after = before.with_facts(facts)
    faults = impossible_mixes(counting(pack, after))
    if faults:
        raise faults[0]
    on = now.date()
    old, new = (check(counting(pack, profile), pack, on=on) for profile in (before, after))
    plan = make_plan(new, pack)
    pinned = pinned_plan(current)
    if pinned is not None and pinned.pack_digest != pack.digest:
        change = update(pinned, new, plan, pack)
    else:
        change = compare((old, make_plan(old, pack)), (new, plan))
    if after == before:
        return change
    if current.facts_number != seen:
        raise FactsChanged
    number = seen + 1
    Purchase.objects.filter(pk=purchase.pk).update(facts=after.as_json(), facts_number=number)
    FactsVersion.objects.create(
        purchase=purchase,
        number=number,
        facts=after.as_json(),
        changed=", ".join(facts)[:40],
        tier=new.tier or "",
        by=member,
        at=now,
    )
    keep_plan(purchase, "facts", (new, plan), change=change, member=member, now=now)
    note_standing(purchase, now=now, pack=pack)
    purchase.facts, purchase.facts_number = after.as_json(), number
    return change


@transaction.atomic
def take_update(*, member: Membership, purchase: Purchase, seen: str, pack: Pack, now: datetime) -> PlanChange:
    """Make the plan anew with the guidance that is installed. Answers are kept.

    :param seen: the digest of the guidance whose effect the person had before them
    :raises PlanIsCurrent: if the plan is made with it already, or the guidance is another by now
    """
    current = Purchase.objects.select_for_update(no_key=True).get(pk=purchase.pk)
    pinned = pinned_plan(current)
    if pinned is None or pinned.pack_digest == pack.digest or seen != pack.digest:
        raise PlanIsCurrent
    outcome = check(counting(pack, profile_of(current)), pack, on=now.date())
    plan = make_plan(outcome, pack)
    change = update(pinned, outcome, plan, pack)
    keep_plan(current, "guidance", (outcome, plan), change=change, member=member, now=now)
    note_standing(purchase, now=now, pack=pack)
    return change


def keep_plan(
    purchase: Purchase,
    why: str,
    made: tuple[Outcome, Plan],
    *,
    change: PlanChange | None = None,
    member: Membership,
    now: datetime,
) -> PlanVersion:
    """Keep a plan as the one that the team works by."""
    outcome, plan = made
    pinned = pin(outcome, plan)
    newest = purchase.plan_versions.order_by("-number").values_list("number", flat=True).first()
    return PlanVersion.objects.create(
        purchase=purchase,
        number=(newest or 0) + 1,
        why=why,
        pack_version=pinned.pack_version,
        pack_digest=pinned.pack_digest,
        tier=pinned.tier or "",
        route=pinned.route or "",
        questions=" ".join(pinned.questions),
        needed=" ".join(question.id for question in needed_of(plan, in_use=purchase.arrival != Arrival.PLANNED)),
        rules=" ".join(pinned.rules),
        signers=" ".join(
            f"{gate.closes}:{role}" for gate in _gates(purchase, outcome, plan) for role in signers_of(gate, plan)
        ),
        added=" ".join(planned.question.id for planned in change.added) if change else "",
        gone=" ".join(planned.question.id for planned in change.gone) if change else "",
        by=member,
        at=now,
    )


def _gates(purchase: Purchase, outcome: Outcome, plan: Plan) -> tuple[Gate, ...]:
    return gates(outcome.route or plan.route, (), (), in_use=purchase.arrival != Arrival.PLANNED)


@transaction.atomic
def choose_team(
    *, purchase: Purchase, members: Sequence[Membership], roles: Mapping[int, Role] = MappingProxyType({})
) -> None:
    """Set who is in the team, and in which role.

    :param roles: by the member's id, for those who take part in another role than the one they always hold
    :raises WellboughtError: if nobody would be left, or somebody belongs to another organisation
    """
    if not members:
        raise WellboughtError(_("A purchase needs at least one person in its team. Choose someone."))
    if any(member.organisation_id != purchase.organisation_id for member in members):
        raise WellboughtError(_("The team of a purchase is chosen from the organisation's own members."))
    chosen = {member.pk for member in members}
    purchase.team.exclude(member_id__in=chosen).delete()
    present = set(purchase.team.values_list("member_id", flat=True))
    TeamMember.objects.bulk_create(
        [TeamMember(purchase=purchase, member=member) for member in members if member.pk not in present]
    )
    for one in purchase.team.select_related("member"):
        role = roles.get(one.member_id, Role(one.role) if one.role else one.member.as_role)
        kept = "" if role is one.member.as_role else role.value
        if kept != one.role:
            TeamMember.objects.filter(pk=one.pk).update(role=kept)


@transaction.atomic
def join_team(*, purchase: Purchase, member: Membership) -> None:
    """Add one member of the organisation to the team, unless they are in it."""
    TeamMember.objects.get_or_create(purchase=purchase, member=member)


@dataclass(frozen=True, slots=True)
class AboutPurchase:
    """What is said of a purchase as a whole, beside its facts."""

    title: str
    summary: str
    vendor: str
    owner: Membership | None
    used_since: date | None
    renews_on: date | None


@transaction.atomic
def change_about(*, purchase: Purchase, about: AboutPurchase, seen: int) -> None:
    """Change what is said of a purchase as a whole.

    :param seen: the number of the words that the person had before them
    :raises AboutChanged: if they are newer by now
    :raises WellboughtError: if the owner belongs to another organisation
    """
    if about.owner is not None and about.owner.organisation_id != purchase.organisation_id:
        raise WellboughtError(_("The owner of a purchase is one of the organisation's own members."))
    changed = Purchase.objects.filter(pk=purchase.pk, words_number=seen).update(
        title=clean_words(about.title),
        summary=clean_words(about.summary),
        vendor=clean_words(about.vendor),
        owner=about.owner,
        used_since=about.used_since,
        renews_on=about.renews_on,
        words_number=seen + 1,
    )
    if not changed:
        raise AboutChanged
