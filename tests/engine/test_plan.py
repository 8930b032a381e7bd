"""The plan: which questions, for whom, at which stage, and what a new fact does to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.engine.packs import TODAY, small, whole
from tests.engine.strategies import briefly, profiles
from wellbought.conditions import condition
from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack
from wellbought.plan import Plan, PlanChange, compare, make_plan
from wellbought.plan.make import ROUTE_WHILE_UNKNOWN
from wellbought.profile import Fact, Profile, Value, parse_profile
from wellbought.triage import Outcome, check
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Priority, Role, Route, Stage, Tier

#: The fast route promises a dozen questions, and means at most these.
A_DOZEN = 15


def planned(profile: Profile, pack: Pack, *, on: date = TODAY) -> tuple[Outcome, Plan]:
    outcome = check(profile, pack, on=on)
    return outcome, make_plan(outcome, pack)


def changed(before: Profile, after: Profile, pack: Pack) -> PlanChange:
    return compare(planned(before, pack), planned(after, pack))


FAST = Profile(affects="staff", decision_role="assists", personal_data=False, sensitive_data=False, human_review=True)
STANDARD = FAST.with_facts({"affects": "public", "decision_role": "informs"})
HARMLESS: dict[str, Fact] = {
    "affects": "staff",
    "decision_role": "assists",
    "domain": "office-productivity",
    "practices": (),
    "sensitive_data": False,
    "biometric": False,
    "vulnerable_groups": False,
    "legal_or_similar_effect": False,
    "safety": False,
    "reversible": True,
    "human_review": True,
    "public_facing": False,
    "vendor_trains_on_data": False,
    "estimated_value": None,
}
FULL = STANDARD.with_facts({"decision_role": "recommends", "legal_or_similar_effect": True})


# By route


def test_the_fast_route_asks_only_its_own_questions() -> None:
    outcome, plan = planned(FAST, small())

    assert outcome.route is Route.FAST
    assert plan.route is Route.FAST
    assert plan.ids() == ("problem-in-words", "what-it-costs", "leave-with-data", "staff-know-how")


def test_the_standard_route_asks_for_what_it_must_settle_and_keeps_the_rest_at_hand() -> None:
    outcome, plan = planned(STANDARD, small())

    assert outcome.route is Route.STANDARD
    assert plan.ids() == ("problem-in-words", "who-is-affected", "what-it-costs", "leave-with-data")
    assert [one.question.id for one in plan.more] == ["staff-know-how"]


def test_the_full_route_asks_for_everything_that_applies() -> None:
    outcome, plan = planned(FULL, small())

    assert outcome.route is Route.FULL
    assert set(plan.ids()) == {
        "problem-in-words",
        "who-is-affected",
        "who-sells-it",
        "what-it-costs",
        "errors-by-group",
        "leave-with-data",
        "staff-know-how",
    }
    assert plan.more == ()


def test_while_the_route_is_not_known_the_standard_one_is_planned() -> None:
    outcome, plan = planned(Profile(), small())

    assert outcome.route is None
    assert plan.route is ROUTE_WHILE_UNKNOWN
    assert "who-is-affected" in plan.ids()


def test_a_paused_purchase_keeps_the_questions_of_the_full_route() -> None:
    outcome, plan = planned(FULL.with_facts({"practices": ("social-scoring",)}), small())

    assert outcome.route is Route.PAUSED
    assert set(plan.ids()) == set(planned(FULL, small())[1].ids())


# By condition


def test_a_question_whose_condition_does_not_hold_is_not_asked() -> None:
    _, plan = planned(FULL, small())

    assert "export-complete" not in plan.ids()
    assert "who-checks" not in plan.ids()


def test_a_question_that_depends_on_an_unknown_fact_is_asked_and_says_so() -> None:
    _, plan = planned(FULL.with_facts({"personal_data": None}), small())

    (export,) = [one for one in plan.questions if one.question.id == "export-complete"]
    assert export.open_because == ("personal_data",)


def test_a_question_that_applies_for_certain_depends_on_nothing() -> None:
    _, plan = planned(FULL.with_facts({"personal_data": True}), small())

    (export,) = [one for one in plan.questions if one.question.id == "export-complete"]
    assert export.open_because == ()


def test_while_the_route_is_not_known_what_may_not_apply_is_only_kept_at_hand() -> None:
    _, plan = planned(Profile(), small())

    assert "export-complete" not in plan.ids()
    assert "export-complete" in [one.question.id for one in plan.more]


def test_a_fact_that_another_answer_rules_out_leaves_no_question_open() -> None:
    _, plan = planned(FULL.with_facts({"personal_data": False, "sensitive_data": None}), small())

    assert "what-goes-in" not in plan.ids()


# By rule and duty


def test_a_question_that_a_rule_asks_for_names_the_rule() -> None:
    _, plan = planned(FULL, small())

    (errors,) = [one for one in plan.questions if one.question.id == "errors-by-group"]
    assert [rule.id for rule in errors.asked_by] == ["decides-about-people"]


def test_a_rule_brings_in_a_question_that_the_route_would_not_ask() -> None:
    free = STANDARD.with_facts({"pricing": "free", "personal_data": True})

    assert "who-sells-it" not in planned(STANDARD, small())[1].ids()
    assert "who-sells-it" in planned(free, small())[1].ids()


def test_on_the_fast_route_what_rules_and_duties_add_is_only_kept_at_hand() -> None:
    pack = small("isle")
    profile = FAST.with_facts({"jurisdiction": ("isle",), "public_facing": True})
    outcome = replace(check(profile, pack, on=TODAY), route=Route.FAST)

    plan = make_plan(outcome, pack)

    assert "isle-register-entry" not in plan.ids()
    assert "isle-register-entry" in [one.question.id for one in plan.more]


def test_a_question_that_serves_a_duty_names_the_duty() -> None:
    _, plan = planned(FULL, small())

    (costs,) = [one for one in plan.questions if one.question.id == "what-it-costs"]
    assert [duty.id for duty in costs.duties] == ["keep-a-record"]


def test_clauses_come_from_the_route_from_rules_and_from_duties() -> None:
    isle = FULL.with_facts({"jurisdiction": ("isle",), "public_facing": True})

    assert [clause.id for clause in planned(FAST, small())[1].clauses] == ["no-training"]
    assert [clause.id for clause in planned(isle, small("isle"))[1].clauses] == ["no-training", "public-told"]


def test_criteria_and_disclosures_follow_the_facts_and_the_route() -> None:
    fast, full = planned(FAST, small())[1], planned(FULL, small())[1]
    informs = planned(STANDARD, small())[1]

    assert [one.id for one in full.criteria] == ["right-answers"]
    assert [one.id for one in informs.criteria] == []
    assert [one.id for one in fast.disclosures] == []
    assert [one.id for one in full.disclosures] == ["firms-behind", "error-rates"]


# By place


@pytest.mark.parametrize(
    ("places", "asked"), [(("isle",), True), ((), False), (("eu",), False)], ids=["there", "nowhere", "elsewhere"]
)
def test_a_question_of_a_place_is_asked_only_there(places: tuple[str, ...], asked: bool) -> None:
    _, plan = planned(FULL.with_facts({"jurisdiction": places, "public_facing": False}), small("isle"))

    assert ("isle-register-entry" in plan.ids()) is asked


def test_what_the_rules_of_a_place_ask_for_is_asked_only_there() -> None:
    seen = Profile(public_facing=True, affects="staff", decision_role="informs")

    here = check(seen.with_facts({"jurisdiction": ("isle",)}), small("isle"), on=TODAY)
    elsewhere = check(seen.with_facts({"jurisdiction": ()}), small("isle"), on=TODAY)

    assert (here.tier, elsewhere.tier) == (Tier.HIGH, Tier.LOW)


def test_a_question_of_an_organisation_is_asked_of_all_its_purchases() -> None:
    _, plan = planned(FAST, small("town"))

    assert "town-fund" in plan.ids()


def test_a_duty_whose_time_is_over_is_not_told_and_one_to_come_is_told_as_such() -> None:
    pack = small("isle")
    profile = FULL.with_facts({"jurisdiction": ("isle",), "public_facing": True})

    before = check(profile, pack, on=date(2026, 6, 1))
    after = check(profile, pack, on=date(2027, 1, 1))

    assert {due.duty.id: due.applies_now for due in before.duties} == {
        "keep-a-record": True,
        "isle-register": False,
        "isle-old-notice": True,
    }
    assert {due.duty.id: due.applies_now for due in after.duties} == {"keep-a-record": True, "isle-register": True}


def test_a_rule_outside_its_dates_is_silent() -> None:
    profile = Profile(affects="public")

    tiers = {
        day: check(profile, small(), on=date.fromisoformat(day)).tier
        for day in ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")
    }

    assert tiers == {
        "2025-12-31": Tier.MODERATE,
        "2026-01-01": Tier.HIGH,
        "2026-06-30": Tier.HIGH,
        "2026-07-01": Tier.MODERATE,
    }


def test_a_rule_may_lower_the_tier_and_says_that_it_did() -> None:
    profile = Profile(
        affects="staff",
        decision_role="assists",
        scale="pilot",
        human_review=True,
        legal_or_similar_effect=False,
        sensitive_data=True,
    )

    outcome = check(profile, small(), on=TODAY)

    assert outcome.tier is Tier.LOW
    assert [rule.id for rule in outcome.lowered_by] == ["small-trial-for-staff"]


def test_what_may_be_forbidden_is_never_lowered() -> None:
    profile = Profile(
        affects="staff", scale="pilot", human_review=True, legal_or_similar_effect=False, practices=("social-scoring",)
    )

    outcome = check(profile, small(), on=TODAY)

    assert outcome.tier is Tier.LEGAL_REVIEW
    assert outcome.lowered_by == ()


# Order and views


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")))
def test_questions_come_in_the_order_of_the_stages_and_the_weightiest_first(profile: Profile) -> None:
    _, plan = planned(profile, whole())

    order = [
        (PURCHASE_STAGES.index(one.question.stage), list(Priority).index(one.question.priority))
        for one in plan.questions
    ]
    assert order == sorted(order)


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")))
def test_stages_and_roles_part_the_questions_without_loss(profile: Profile) -> None:
    _, plan = planned(profile, whole())

    by_stage = [one for questions in plan.by_stage().values() for one in questions]
    by_role = [one for questions in plan.by_role().values() for one in questions]
    assert by_stage == list(plan.questions)
    assert sorted(one.question.id for one in by_role) == sorted(plan.ids())
    assert Role.VENDOR not in plan.by_role()
    assert all(plan.by_stage().values())


# Our own questions


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")))
def test_the_fast_route_keeps_to_its_dozen(profile: Profile) -> None:
    outcome, plan = planned(profile.with_facts(HARMLESS), whole())
    assume(outcome.route is Route.FAST)

    assert 8 <= len(plan.questions) <= A_DOZEN


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")))
def test_no_question_stands_twice_and_none_of_readiness_is_asked(profile: Profile) -> None:
    _, plan = planned(profile, whole())

    ids = [one.question.id for one in (*plan.questions, *plan.more)]
    assert len(ids) == len(set(ids))
    assert Stage.READINESS not in {one.question.stage for one in (*plan.questions, *plan.more)}


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")))
def test_what_is_asked_applies_or_may_or_is_asked_for(profile: Profile) -> None:
    outcome, plan = planned(profile, whole())

    for one in plan.questions:
        verdict = condition(one.question.when).judge(outcome.profile)
        assert verdict.holds or one.asked_by or one.duties or (verdict.holds is None and one.open_because)
        assert not set(one.open_because) & set(profile.known())


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")), st.sampled_from([Route.FAST, Route.STANDARD, Route.FULL]))
def test_a_heavier_route_asks_for_all_that_must_be_settled_on_a_lighter_one(profile: Profile, route: Route) -> None:
    outcome = check(profile, whole(), on=TODAY)
    lighter, full = (make_plan(replace(outcome, route=one), whole()) for one in (route, Route.FULL))

    assert set(lighter.ids()) <= set(full.ids())


@pytest.mark.parametrize("stage", PURCHASE_STAGES)
def test_every_stage_has_questions_and_every_one_of_the_team_leads_some(stage: Stage) -> None:
    profile = parse_profile(
        {"ai_type": ["generative"], "affects": "public", "decision_role": "recommends", "domain": "benefits"}
    )

    _, plan = planned(profile, whole())

    assert plan.at(stage)
    assert all(plan.led_by(role) for role in TEAM_ROLES)


def test_every_question_can_be_asked_of_some_purchase() -> None:
    questions = whole().all(Question)

    never = [question.id for question in questions if condition(question.when).judge(Profile()).holds is False]

    assert never == []


# What a new fact does


def test_the_same_facts_change_nothing() -> None:
    change = changed(FAST, FAST, small())

    assert not change.anything
    assert not change.moved
    assert (change.added, change.gone, change.because) == ((), (), ())


def test_a_fact_that_raises_the_tier_names_the_rule_and_the_new_questions() -> None:
    change = changed(FAST, FULL, small())

    assert change.moved
    assert (change.tier_before, change.tier_after) == (Tier.LOW, Tier.HIGH)
    assert (change.route_before, change.route_after) == (Route.FAST, Route.FULL)
    assert [rule.id for rule in change.because] == ["decides-about-people"]
    assert {one.question.id for one in change.added} == {"who-is-affected", "who-sells-it", "errors-by-group"}
    assert change.gone == ()


def test_a_fact_that_lowers_the_tier_names_the_rule_that_fell_away() -> None:
    change = changed(FULL, FAST, small())

    assert (change.tier_before, change.tier_after) == (Tier.HIGH, Tier.LOW)
    assert [rule.id for rule in change.because] == ["decides-about-people"]
    assert {one.question.id for one in change.gone} == {"who-is-affected", "who-sells-it", "errors-by-group"}


def test_a_fact_that_only_adds_a_question_moves_nothing() -> None:
    change = changed(FULL, FULL.with_facts({"personal_data": True}), small())

    assert not change.moved
    assert change.anything
    assert [one.question.id for one in change.added] == ["export-complete"]
    assert change.because == ()


def test_a_route_can_move_without_the_tier() -> None:
    change = changed(FAST, FAST.with_facts({"estimated_value": Value(Decimal(200000), "EUR")}), small())

    assert (change.tier_before, change.tier_after) == (Tier.LOW, Tier.LOW)
    assert (change.route_before, change.route_after) == (Route.FAST, Route.FULL)
    assert change.moved


def test_the_first_facts_turn_not_known_into_a_tier() -> None:
    change = changed(Profile(), FAST, small())

    assert (change.tier_before, change.tier_after) == (None, Tier.LOW)
    assert [rule.id for rule in change.because] == ["help-for-staff"]


@briefly
@given(profiles(), profiles())
def test_what_was_added_and_what_is_gone_lead_from_one_plan_to_the_other(before: Profile, after: Profile) -> None:
    change = changed(before, after, whole())
    old, new = set(planned(before, whole())[1].ids()), set(planned(after, whole())[1].ids())

    added, gone = ({one.question.id for one in some} for some in (change.added, change.gone))
    assert (old | added) - gone == new
    assert not added & gone
    assert {one.question.id for one in changed(after, before, whole()).added} == gone


@briefly
@given(profiles(), profiles())
def test_a_tier_that_moved_has_a_reason(before: Profile, after: Profile) -> None:
    change = changed(before, after, whole())

    if change.tier_before is not change.tier_after and None not in (change.tier_before, change.tier_after):
        assert change.because
    if change.tier_before is change.tier_after:
        assert change.because == ()
