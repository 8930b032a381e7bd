"""From the database to :class:`wellbought.purchase.Purchase`, which documents and pages work with."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from wellbought.pack.read import Pack
from wellbought.plan import held, make_plan
from wellbought.profile import Profile, parse_profile
from wellbought.purchase import Answer as SavedAnswer
from wellbought.purchase import AnswerState, TeamMember
from wellbought.purchase import Purchase as Snapshot
from wellbought.purchase.research import MarketResearch
from wellbought.triage import check
from wellbought.triage.interview import counting
from wellbought.triage.lower import smallest_change
from wellbought.vocabulary import Arrival, Stage
from wellbought.web.purchases.models import Answer, Purchase
from wellbought.web.purchases.queries import (
    assignments_of,
    comments_of,
    decisions_of,
    evidence_of,
    pinned_plan,
    team_of,
)


def snapshot(
    purchase: Purchase,
    pack: Pack,
    *,
    on: date,
    with_changes: bool = False,
    whole: bool = True,
    for_document: bool = False,
) -> Snapshot:
    """The purchase as it stands, in a fixed number of queries: four, and six more for the whole of it.

    An update of the guidance changes neither its tier nor its plan before the team takes it.

    :param with_changes: whether to look for the smallest change that would lower the tier (a search, some 10 ms)
    :param for_document: with the team's market research and the vendors' claims (three queries more)
    :param whole: with who sees to each question, what was said, evidence and decisions; pages about facts need none
    """
    profile = counting(pack, profile_of(purchase))
    outcome = check(profile, pack, on=on)
    plan = make_plan(outcome, pack)
    pinned = pinned_plan(purchase)
    if pinned is not None and pinned.pack_digest != pack.digest:
        outcome, plan = held(pinned, outcome, plan, pack)
    return Snapshot(
        key=purchase.key,
        title=purchase.title,
        buyer=purchase.organisation.name,
        summary=purchase.summary,
        profile=profile,
        outcome=outcome,
        plan=plan,
        created_on=purchase.created_at.date(),
        answers={answer.question: answer for answer in _answers(purchase)},
        team=tuple(TeamMember(card.name, card.role) for card in team_of(purchase)),
        lower=smallest_change(outcome, pack, on=on) if with_changes else (),
        arrival=Arrival(purchase.arrival),
        stage=Stage(purchase.stage),
        owner=purchase.owner.person.name if purchase.owner else "",
        vendor=purchase.vendor,
        used_since=purchase.used_since,
        renews_on=purchase.renews_on,
        pinned=pinned,
        assignments=assignments_of(purchase) if whole else {},
        comments=comments_of(purchase) if whole else (),
        evidence=evidence_of(purchase) if whole else (),
        decisions=decisions_of(purchase) if whole else (),
        market=import_string(settings.MARKET_RESEARCH)(purchase) if for_document else MarketResearch(),
        claims=import_string(settings.VENDOR_CLAIMS)(purchase) if for_document else (),
    )


def profile_of(purchase: Purchase) -> Profile:
    """The facts of a purchase, with those that other answers rule out for now.

    A place whose overlay is no longer installed stays in them.
    """
    return parse_profile(purchase.facts, mixes=True)


def _answers(purchase: Purchase) -> list[SavedAnswer]:
    found = Answer.objects.filter(purchase=purchase).select_related("newest__by__person")
    return [
        SavedAnswer(
            question=one.question,
            text=one.newest.text,
            state=AnswerState(one.newest.state),
            by=one.newest.by.person.name,
            role=one.newest.by.as_role,
            at=one.newest.at,
            version=one.newest.number,
        )
        for one in found
    ]
