"""From the database to :class:`wellbought.purchase.Purchase`, which documents and pages work with."""

from datetime import date

from wellbought.pack.read import Pack
from wellbought.plan import make_plan
from wellbought.profile import Profile, parse_profile
from wellbought.purchase import Answer as SavedAnswer
from wellbought.purchase import AnswerState, TeamMember
from wellbought.purchase import Purchase as Snapshot
from wellbought.triage import check
from wellbought.triage.interview import counting
from wellbought.triage.lower import smallest_change
from wellbought.web.purchases.models import Answer, Purchase
from wellbought.web.purchases.queries import team_of


def snapshot(purchase: Purchase, pack: Pack, *, on: date, with_changes: bool = False) -> Snapshot:
    """The purchase as it stands, in three queries.

    :param with_changes: whether to look for the smallest change that would lower the tier (a search, some 10 ms)
    """
    profile = counting(pack, profile_of(purchase))
    outcome = check(profile, pack, on=on)
    return Snapshot(
        key=purchase.key,
        title=purchase.title,
        buyer=purchase.organisation.name,
        summary=purchase.summary,
        profile=profile,
        outcome=outcome,
        plan=make_plan(outcome, pack),
        created_on=purchase.created_at.date(),
        answers={answer.question: answer for answer in _answers(purchase)},
        team=tuple(TeamMember(card.name, card.role) for card in team_of(purchase)),
        lower=smallest_change(outcome, pack, on=on) if with_changes else (),
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
