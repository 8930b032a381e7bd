"""What a draft would do to the purchases that are there."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from wellbought.pack.kinds import Approval, Item, Policy, Question, Rule
from wellbought.pack.own import OwnFault, OwnItem
from wellbought.pack.read import Pack
from wellbought.plan import make_plan
from wellbought.plan.approvals import approvers
from wellbought.profile import Value, parse_profile
from wellbought.triage import Outcome, check
from wellbought.triage.interview import counting
from wellbought.vocabulary import Route, Tier
from wellbought.web.accounts.models import Membership
from wellbought.web.policies import queries as policies
from wellbought.web.purchases.queries import facts_seen_by

#: How many purchases are looked at; the newest.
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Fires:
    """A purchase that an item would concern.

    :ivar certain: false where it hangs on facts that are not known yet
    """

    title: str
    href: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What an item that is being written would be and do.

    :ivar item: as the plan would hold it; ``None`` if it has faults
    :ivar when: its condition as it is kept
    :ivar fires: the purchases, of those that the person may see, that it would concern
    :ivar looked_at: how many purchases were looked at
    """

    item: Item | None
    when: str
    fires: tuple[Fires, ...]
    looked_at: int
    faults: tuple[OwnFault, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What publishing would do to one purchase."""

    title: str
    href: str
    tier: tuple[Tier | None, Tier | None]
    route: tuple[Route | None, Route | None]
    added: int
    gone: int


def preview(member: Membership, item: OwnItem, *, on: date, language: str) -> Preview:
    """Lay an item over the draft, and see which purchases it would concern."""
    others = [one for one in policies.draft_items(member.organisation) if (one.kind, one.id) != (item.kind, item.id)]
    proof = policies.prove(member.organisation, [*others, item], on=on, language=language)
    made = proof.pack.items[item.kind].get(item.id)
    faults = tuple(fault for fault in proof.faults if (fault.kind, fault.id) == (item.kind, item.id))
    seen = facts_seen_by(member, most=MOST)
    fires = []
    for key, title, facts in seen if made is not None else ():
        profile = counting(proof.pack, parse_profile(facts, mixes=True))
        concerns = _concerns(made, check(profile, proof.pack, on=on), proof.pack)
        if concerns is not False:
            fires.append(Fires(title, reverse("purchases:purchase", args=[key]), concerns is True))
    return Preview(made, str(item.fields.get("when", "true")), tuple(fires), len(seen), faults)


def _concerns(item: Item | None, outcome: Outcome, pack: Pack) -> bool | None:
    """Whether an item concerns a purchase; ``None`` where it hangs on what is not known."""
    if isinstance(item, Rule):
        if any(rule.id == item.id for rule in outcome.fired):
            return True
        return None if any(rule.id == item.id for fact in outcome.open for rule in fact.rules) else False
    if isinstance(item, Question):
        planned = [one for one in make_plan(outcome, pack).questions if one.question.id == item.id]
        return (not planned[0].open_because or None) if planned else False
    if isinstance(item, Policy):
        return any(policy.id == item.id for policy in make_plan(outcome, pack).policies)
    if isinstance(item, Approval):
        value = outcome.profile.estimated_value
        signers = approvers(outcome, value if isinstance(value, Value) else None, [item])
        return (signers[0].certain or None) if signers else False
    return False


def effects_of(member: Membership, draft: Pack, *, on: date, language: str) -> tuple[Effect, ...]:
    """What publishing the draft would do to the newest purchases that the member may see, if it does anything."""
    now = policies.pack_for(member.organisation, language)
    found = []
    for key, title, facts in facts_seen_by(member, most=MOST):
        old, new = (check(counting(pack, parse_profile(facts, mixes=True)), pack, on=on) for pack in (now, draft))
        before, after = set(make_plan(old, now).ids()), set(make_plan(new, draft).ids())
        if (old.tier, old.route, before) != (new.tier, new.route, after):
            href = reverse("purchases:purchase", args=[key])
            added, gone = len(after - before), len(before - after)
            found.append(Effect(title, href, (old.tier, new.tier), (old.route, new.route), added, gone))
    return tuple(found)
