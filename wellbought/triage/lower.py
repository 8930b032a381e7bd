"""The smallest change that would lower the tier."""

import itertools
from datetime import date

from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import Pack
from wellbought.profile import Fact, Profile, impossible_mixes
from wellbought.triage.check import check
from wellbought.triage.outcome import Change, Outcome
from wellbought.vocabulary import Tier

#: Changing more facts than this is another purchase, not a change to this one.
MOST_FACTS = 3


def smallest_change(outcome: Outcome, pack: Pack, *, on: date) -> tuple[Change, ...]:
    """The changes of the fewest facts that would lower the tier; none if the tier is low or no such change is known.

    Only facts that a buyer can change by design are tried (whether a person reviews each result, say), and only
    towards the values that the interview names as safer. A change counts if the tier falls for certain.
    """
    if outcome.tier is None or outcome.tier is Tier.LOW:
        return ()
    profile = outcome.profile
    steps = [(fact.key, value) for fact in pack.all(FactQuestion) for value in _safer(fact, profile)]
    for size in range(1, MOST_FACTS + 1):
        found = []
        for chosen in itertools.combinations(steps, size):
            facts: dict[str, Fact] = dict(chosen)
            if len(facts) < size:
                continue
            changed = profile.with_facts(facts)
            if impossible_mixes(changed):
                continue
            then = check(changed, pack, on=on)
            if then.tier is not None and then.tier.rank < outcome.tier.rank:
                found.append(Change(facts, then.tier))
        if found:
            return tuple(sorted(found, key=lambda change: change.tier.rank))
    return ()


def _safer(fact: FactQuestion, profile: Profile) -> list[str | bool]:
    """The safer values of a fact; the less safe the present value, the more of them there are."""
    if not fact.changeable:
        return []
    now = profile.fact(fact.key)
    if now is None:
        return []
    if now in fact.safer:
        return list(fact.safer[fact.safer.index(now) + 1 :])
    return list(fact.safer)
