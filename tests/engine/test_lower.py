"""The smallest change that would lower the tier: true, small, and never made up."""

import itertools

from hypothesis import given

from tests.engine.packs import TODAY, small, whole
from tests.engine.strategies import briefly, profiles, thoroughly
from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import Pack
from wellbought.profile import Profile, impossible_mixes
from wellbought.triage import Outcome, check
from wellbought.triage.lower import MOST_FACTS, smallest_change
from wellbought.triage.outcome import Change, change_as_json
from wellbought.vocabulary import Tier


def lowered(profile: Profile, pack: Pack) -> tuple[Outcome, tuple[Change, ...]]:
    outcome = check(profile, pack, on=TODAY)
    return outcome, smallest_change(outcome, pack, on=TODAY)


DECIDES = Profile(affects="staff", decision_role="automates", legal_or_similar_effect=True, sensitive_data=True)


def test_a_change_of_one_fact_that_lowers_the_tier_is_found() -> None:
    outcome, changes = lowered(DECIDES.with_facts({"sensitive_data": False}), small())

    assert outcome.tier is Tier.HIGH
    assert {"decision_role": "assists"} in [change.facts for change in changes]
    assert {change.tier for change in changes} == {Tier.LOW}


def test_a_change_of_two_facts_is_found_where_one_does_not_do() -> None:
    profile = Profile(affects="staff", decision_role="recommends", sensitive_data=True, personal_data=True)

    outcome, changes = lowered(profile, small())

    assert outcome.tier is Tier.MODERATE
    assert {tuple(change.facts) for change in changes} <= {("decision_role", "sensitive_data")}
    assert changes


def test_the_change_that_lowers_most_comes_first() -> None:
    _, changes = lowered(DECIDES.with_facts({"personal_data": True}), small())

    assert [change.tier.rank for change in changes] == sorted(change.tier.rank for change in changes)


def test_for_a_low_tier_there_is_nothing_to_change() -> None:
    outcome, changes = lowered(Profile(affects="staff", decision_role="informs"), small())

    assert outcome.tier is Tier.LOW
    assert changes == ()


def test_while_the_tier_is_not_known_nothing_is_suggested() -> None:
    outcome, changes = lowered(Profile(), small())

    assert outcome.tier is None
    assert changes == ()


def test_a_practice_that_may_be_forbidden_cannot_be_changed_away() -> None:
    profile = Profile(affects="public", practices=("social-scoring",), decision_role="automates", human_review=False)

    outcome, changes = lowered(profile, small())

    assert outcome.tier is Tier.LEGAL_REVIEW
    assert changes == ()


def test_an_unknown_fact_is_to_be_found_out_and_not_changed() -> None:
    _, changes = lowered(Profile(affects="public", decision_role="automates", legal_or_similar_effect=True), whole())

    assert all(change.facts.keys() <= {"affects", "decision_role", "legal_or_similar_effect"} for change in changes)


def test_a_change_is_json_too() -> None:
    _, changes = lowered(DECIDES.with_facts({"sensitive_data": False}), small())

    assert change_as_json(changes[0]) == {"facts": {"decision_role": "assists"}, "tier": "low"}


@thoroughly
@given(profiles())
def test_every_change_lowers_the_tier_as_it_says(profile: Profile) -> None:
    outcome, changes = lowered(profile, small())

    for change in changes:
        changed = profile.with_facts(dict(change.facts))
        then = check(changed, small(), on=TODAY).tier
        assert outcome.tier is not None
        assert then is change.tier
        assert change.tier.rank < outcome.tier.rank
        assert impossible_mixes(changed) == []


@thoroughly
@given(profiles())
def test_only_what_a_buyer_can_change_is_changed_and_towards_the_safer_side(profile: Profile) -> None:
    questions = {fact.key: fact for fact in small().all(FactQuestion)}

    _, changes = lowered(profile, small())

    for change in changes:
        assert 1 <= len(change.facts) <= MOST_FACTS
        for key, value in change.facts.items():
            assert questions[key].changeable
            assert value in questions[key].safer
            assert value != profile.fact(key)
            assert profile.fact(key) is not None


@briefly
@given(profiles())
def test_no_smaller_change_would_do(profile: Profile) -> None:
    outcome, changes = lowered(profile, small())

    for change in changes:
        for size in range(len(change.facts)):
            for fewer in itertools.combinations(change.facts.items(), size):
                then = check(profile.with_facts(dict(fewer)), small(), on=TODAY).tier
                assert then is None or outcome.tier is None or then.rank >= outcome.tier.rank
    assert len({len(change.facts) for change in changes}) <= 1


@briefly
@given(profiles())
def test_our_own_rules_give_true_changes_too(profile: Profile) -> None:
    outcome, changes = lowered(profile, whole())

    for change in changes:
        assert outcome.tier is not None
        assert check(profile.with_facts(dict(change.facts)), whole(), on=TODAY).tier is change.tier
        assert change.tier.rank < outcome.tier.rank
    assert not (changes and outcome.tier is Tier.LOW)
