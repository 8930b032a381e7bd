"""What must hold of every check, whatever the facts: found by trying many profiles, not by choosing good ones."""

import itertools
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wellbought.conditions import condition
from wellbought.pack.kinds import Duty, FactQuestion, Rule
from wellbought.pack.read import Pack, bundled_folders, read_pack
from wellbought.profile import (
    DOMAINS,
    PRACTICES,
    SHAPES,
    Fact,
    FactKind,
    Profile,
    Value,
    impossible_mixes,
    parse_profile,
)
from wellbought.triage import Outcome, check
from wellbought.triage.interview import asked, counting
from wellbought.vocabulary import Role, Tier

TODAY = date(2026, 11, 23)

#: For each fact that says how bad it could be, its answers from harmless to worst.
FROM_HARMLESS_TO_WORST: Mapping[str, tuple[Fact, ...]] = {
    "personal_data": (False, True),
    "sensitive_data": (False, True),
    "biometric": (False, True),
    "vulnerable_groups": (False, True),
    "legal_or_similar_effect": (False, True),
    "safety": (False, True),
    "public_facing": (False, True),
    "vendor_trains_on_data": (False, True),
    "reversible": (True, False),
    "human_review": (True, False),
    "affects": ("none-direct", "staff", "public"),
    "decision_role": ("informs", "assists", "recommends", "automates"),
    "scale": ("pilot", "team", "organisation", "population"),
}

often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@cache
def whole() -> Pack:
    """Core with every place laid over it: what holds of the rules has to hold of all of them together."""
    return read_pack(bundled_folders())[0]


@cache
def currencies() -> tuple[str, ...]:
    """The currencies that some rule or duty names, and one that none does."""
    conditions = [condition(item.when) for kind in (Rule, Duty) for item in whole().all(kind)]  # type: ignore[attr-defined]
    named = {
        value.currency
        for one in conditions
        for value in one.values.get("estimated_value", ())
        if isinstance(value, Value)
    }
    return tuple(sorted({*named, "XXX"}))


def triaged(profile: Profile) -> Outcome:
    return check(profile, whole(), on=TODAY)


def rank(tier: Tier | None) -> int:
    """A tier that is not known yet counts as less than low: giving a worrying fact must not take a known tier away."""
    return -1 if tier is None else tier.rank


def fact_of(key: str) -> st.SearchStrategy[Fact]:
    shape = SHAPES[key]
    match shape.kind:
        case FactKind.YES_NO:
            return st.booleans()
        case FactKind.VALUE:
            return st.builds(Value, st.decimals(0, 10**9, places=2), st.sampled_from(currencies()))
        case FactKind.CHOICE:
            return st.sampled_from(shape.values)
        case FactKind.CHOICES:
            values = shape.values or whole().jurisdictions
            least = 0 if shape.may_be_empty else 1
            return st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    known = draw(st.lists(st.sampled_from(list(SHAPES)), unique=True, max_size=len(SHAPES)))
    profile = Profile().with_facts({key: draw(fact_of(key)) for key in known})
    assume(not impossible_mixes(profile))
    return profile


@often
@given(profiles(), st.data())
def test_a_more_worrying_fact_never_lowers_the_tier(profile: Profile, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(list(FROM_HARMLESS_TO_WORST)))
    answers = FROM_HARMLESS_TO_WORST[key]
    now = profile.fact(key)
    above = answers[answers.index(now) + 1 :] if now is not None else answers
    assume(above)
    worse = profile.with_facts({key: data.draw(st.sampled_from(above))})
    assume(not impossible_mixes(worse))

    assert rank(triaged(worse).tier) >= rank(triaged(profile).tier)


@often
@given(profiles(), st.sampled_from(PRACTICES))
def test_one_more_forbidden_practice_never_lowers_the_tier(profile: Profile, practice: str) -> None:
    worse = profile.with_facts({"practices": (*(profile.practices or ()), practice)})

    assert triaged(worse).tier is Tier.LEGAL_REVIEW


@often
@given(profiles(), st.sampled_from(["generative", "predictive", "agentic", "computer-vision", "speech"]))
def test_one_more_kind_of_ai_never_lowers_the_tier(profile: Profile, kind: str) -> None:
    kinds = tuple(one for one in profile.ai_type or () if one != "none")
    before = profile.with_facts({"ai_type": kinds or None})
    after = profile.with_facts({"ai_type": (*kinds, kind)})

    assert rank(triaged(after).tier) >= rank(triaged(before).tier)


@often
@given(profiles(), st.data())
def test_one_more_place_never_lowers_the_tier(profile: Profile, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(whole().jurisdictions))
    before = profile.with_facts({"jurisdiction": profile.jurisdiction or ()})
    after = profile.with_facts({"jurisdiction": (*(profile.jurisdiction or ()), place)})

    assert rank(triaged(after).tier) >= rank(triaged(before).tier)


@often
@given(profiles(), st.data())
def test_a_larger_sum_never_lowers_the_tier_or_the_route(profile: Profile, data: st.DataObject) -> None:
    currency = data.draw(st.sampled_from(currencies()))
    less, more = sorted(data.draw(st.tuples(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))))

    before, after = (triaged(profile.with_facts({"estimated_value": Value(sum_, currency)})) for sum_ in (less, more))

    assert rank(after.tier) >= rank(before.tier)
    assert (before.route.rank if before.route else -1) <= (after.route.rank if after.route else -1)


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_tier_is_known_once_field_effect_and_part_are(domain: str) -> None:
    affects, roles = FROM_HARMLESS_TO_WORST["affects"], FROM_HARMLESS_TO_WORST["decision_role"]

    tiers = {
        pair: triaged(Profile().with_facts({"domain": domain, "affects": pair[0], "decision_role": pair[1]})).tier
        for pair in itertools.product(affects, roles)
    }

    assert None not in tiers.values()
    for (whom, part), tier in tiers.items():
        for further in roles[roles.index(part) :]:
            assert rank(tiers[whom, further]) >= rank(tier)
        for nearer in affects[affects.index(whom) :]:
            assert rank(tiers[nearer, part]) >= rank(tier)


@often
@given(profiles(), st.data())
def test_the_order_of_facts_is_nothing(profile: Profile, data: st.DataObject) -> None:
    facts = list(profile.as_json().items())
    shuffled = data.draw(st.permutations(facts))

    there, back = parse_profile(dict(facts)), parse_profile(dict(shuffled))

    assert triaged(there).as_json() == triaged(back).as_json()


@often
@given(profiles(), st.data())
def test_the_order_within_a_list_is_nothing(profile: Profile, data: st.DataObject) -> None:
    lists = {key: fact for key in profile.known() if isinstance(fact := profile.fact(key), tuple)}
    shuffled = profile.with_facts({key: tuple(data.draw(st.permutations(fact))) for key, fact in lists.items()})

    before, after = triaged(profile), triaged(shuffled)

    assert (before.tier, before.approach, before.route) == (after.tier, after.approach, after.route)
    assert before.open == after.open


def test_an_empty_profile_fires_nothing_and_is_never_low() -> None:
    outcome = triaged(Profile())

    assert outcome.fired == ()
    assert (outcome.tier, outcome.route, outcome.approach) == (None, None, ())
    assert (outcome.tier_range.least, outcome.tier_range.most) == (Tier.LOW, Tier.LEGAL_REVIEW)


@pytest.mark.parametrize("key", list(SHAPES))
def test_one_fact_alone_is_never_enough_for_low(key: str) -> None:
    for fact in _every_answer(key):
        assert triaged(Profile().with_facts({key: fact})).tier is not Tier.LOW


def _every_answer(key: str) -> list[Fact]:
    shape = SHAPES[key]
    if shape.kind is FactKind.YES_NO:
        return [True, False]
    if shape.kind is FactKind.CHOICES:
        return [(value,) for value in shape.values] + ([()] if shape.may_be_empty else [])
    return list(shape.values)


@often
@given(profiles())
def test_what_is_open_is_unknown_and_what_is_known_is_not_open(profile: Profile) -> None:
    outcome = triaged(profile)

    assert not {one.key for one in outcome.open} & set(profile.known())


@often
@given(profiles(), st.data())
def test_one_more_answer_keeps_the_tier_within_what_the_open_list_said(profile: Profile, data: st.DataObject) -> None:
    unknown = [key for key in SHAPES if profile.fact(key) is None]
    assume(unknown)
    key = data.draw(st.sampled_from(unknown))
    filled = profile.with_facts({key: data.draw(fact_of(key))})
    assume(not impossible_mixes(filled))

    before, after = triaged(profile), triaged(filled)
    # What follows from the other answers is not unknown: who uses no personal data has said that none are sensitive.
    assume(before.judged.fact(key) is None)

    could = next((one.could_raise_to for one in before.open if one.key == key), None)
    assert rank(before.tier) <= rank(after.tier)
    assert rank(after.tier) <= max(rank(before.tier), rank(could), 0)
    assert before.tier_range.least.rank <= after.tier_range.least.rank
    assert after.tier_range.most.rank <= before.tier_range.most.rank


@often
@given(profiles(), st.data())
def test_once_all_is_answered_the_tier_lies_within_the_range_that_was_told(
    profile: Profile, data: st.DataObject
) -> None:
    before = triaged(profile)
    answers = {key: data.draw(fact_of(key)) for key in SHAPES if before.judged.fact(key) is None}
    filled = profile.with_facts(answers)
    assume(not impossible_mixes(filled))

    after = triaged(filled)

    assert before.tier_range.least.rank <= rank(after.tier) <= before.tier_range.most.rank


@often
@given(profiles(), st.data())
def test_what_is_said_to_change_only_the_plan_changes_no_result(profile: Profile, data: st.DataObject) -> None:
    before = triaged(profile)
    lesser = [fact.key for fact in before.open_for_plan()]
    assume(lesser)
    key = data.draw(st.sampled_from(lesser))
    filled = profile.with_facts({key: data.draw(fact_of(key))})
    assume(not impossible_mixes(filled))

    after = triaged(filled)

    assert (before.tier, before.approach, before.route) == (after.tier, after.approach, after.route)
    assert before.duties == after.duties


@often
@given(profiles(), st.data())
def test_one_more_answer_brings_only_an_approach_that_the_open_list_named(
    profile: Profile, data: st.DataObject
) -> None:
    before = triaged(profile)
    assume(before.open)
    one = data.draw(st.sampled_from(before.open))
    filled = profile.with_facts({one.key: data.draw(fact_of(one.key))})
    assume(not impossible_mixes(filled))

    after = triaged(filled)

    assert set(after.approach) - set(before.approach) <= set(one.could_approach)


@settings(often, max_examples=120)
@given(profiles())
def test_every_tier_that_an_open_fact_could_lead_to_is_reached_by_some_answers(profile: Profile) -> None:
    for one in triaged(profile).open:
        if one.could_raise_to is not None:
            worst = next(rule for rule in one.rules if rule.effect.tier is one.could_raise_to)
            assert rank(triaged(_filled_so_that(worst, profile)).tier) >= one.could_raise_to.rank


def _filled_so_that(rule: Rule, profile: Profile) -> Profile:
    """The profile, with the facts that a rule waits for filled in so that it holds."""
    judged = condition(rule.when)
    place = whole().place_of(rule)
    if place is not None and profile.jurisdiction is None:
        profile = profile.with_facts({"jurisdiction": (place,)})
    known = tuple(profile.fact(key) for key in judged.facts)
    filled = (profile.with_facts(dict(zip(judged.facts, one, strict=True))) for one in judged.completions(known))
    return next(one for one in filled if judged.judge(one).holds)


@often
@given(profiles())
def test_the_leading_approach_has_points_and_none_has_more(profile: Profile) -> None:
    outcome = triaged(profile)

    points = {one.approach: one.points for one in outcome.approach_points}
    if outcome.approach:
        assert points[outcome.approach[0]] == max(points.values()) > 0
    else:
        assert max(points.values()) <= 0


@often
@given(profiles())
def test_what_is_owned_decides_the_approach(profile: Profile) -> None:
    owned = profile.with_facts({"existing_product": True})

    assert triaged(owned).approach[0] == "existing-product"


@often
@given(profiles())
def test_a_known_tier_has_a_route_and_no_route_is_lighter_than_its_tier_asks(profile: Profile) -> None:
    outcome = triaged(profile)

    assert (outcome.tier is None) == (outcome.route is None)
    if outcome.tier is not None and outcome.route is not None:
        assert outcome.route.rank >= outcome.tier.rank


def test_some_rule_brings_in_each_role() -> None:
    brought_in = {one.role for rule in whole().all(Rule) for one in rule.effect.involve}

    assert brought_in == set(Role)


@often
@given(profiles())
def test_the_interview_drops_a_question_only_where_an_earlier_answer_rules_it_out(profile: Profile) -> None:
    counted = counting(whole(), profile)

    dropped = {fact.key for fact in whole().all(FactQuestion)} - {fact.key for fact in asked(whole(), profile)}

    assert dropped <= {"sensitive_data", "biometric", "vulnerable_groups", "legal_or_similar_effect"} | {
        "technical_capacity",
        "market",
    }
    assert not any(counted.fact(key) is not None for key in dropped)


def test_with_nothing_answered_the_interview_asks_for_every_fact() -> None:
    assert {fact.key for fact in asked(whole(), Profile())} == set(SHAPES)
