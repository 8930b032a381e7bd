"""One purchase as plain data, and the outcome as the JSON that the command line promises."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given

from tests.engine.packs import TODAY, small, whole
from tests.engine.strategies import briefly, profiles
from wellbought.pack.kinds import Rule
from wellbought.plan import make_plan
from wellbought.profile import SHAPES, Profile, parse_profile
from wellbought.purchase import Answer, AnswerState, Purchase, TeamMember, purchase_of_profile
from wellbought.triage import check
from wellbought.triage.lower import smallest_change
from wellbought.vocabulary import Approach, Role, Route, Stage, Status, Tier

CARE = Profile(
    affects="public", decision_role="recommends", legal_or_similar_effect=True, personal_data=True, need="unique"
)


def answered(text: str, state: AnswerState) -> Purchase:
    """A purchase of which one question has an answer."""
    purchase = purchase_of_profile(CARE, small(), on=TODAY, title="Ranking", buyer="Smallhaven", summary="Who is next")
    answer = Answer("problem-in-words", text, state, "Tom Birch", Role.PROJECT, datetime(2026, 11, 20, tzinfo=UTC), 1)
    return Purchase(
        title=purchase.title,
        buyer=purchase.buyer,
        summary=purchase.summary,
        profile=purchase.profile,
        outcome=purchase.outcome,
        plan=purchase.plan,
        answers={answer.question: answer},
        team=(TeamMember("Tom Birch", Role.PROJECT), TeamMember("Wei Chen", Role.TECHNOLOGY)),
    )


# A purchase


def test_a_profile_alone_describes_a_purchase() -> None:
    purchase = purchase_of_profile(CARE, small(), on=TODAY, title="Ranking", buyer="Smallhaven", summary="Who is next")

    assert (purchase.title, purchase.buyer, purchase.summary, purchase.key) == (
        "Ranking",
        "Smallhaven",
        "Who is next",
        "",
    )
    assert purchase.outcome == check(CARE, small(), on=TODAY)
    assert purchase.plan == make_plan(purchase.outcome, small())
    assert purchase.lower == smallest_change(purchase.outcome, small(), on=TODAY)
    assert (purchase.answers, purchase.team, purchase.created_on) == ({}, (), None)


def test_an_answer_with_words_is_an_answer() -> None:
    purchase = answered("Forty people wait.", AnswerState.DRAFTED)

    found = purchase.answer("problem-in-words")

    assert found is not None
    assert found.text == "Forty people wait."


@pytest.mark.parametrize(
    ("state", "counts"),
    [(AnswerState.TO_DO, False), (AnswerState.DRAFTED, False), (AnswerState.NOT_APPLICABLE, True)],
)
def test_without_words_only_that_it_does_not_apply_is_an_answer(state: AnswerState, counts: bool) -> None:
    purchase = answered("", state)

    assert (purchase.answer("problem-in-words") is not None) is counts


def test_a_question_that_nobody_answered_has_no_answer() -> None:
    assert answered("Yes.", AnswerState.AGREED).answer("what-it-costs") is None


def test_the_team_is_found_by_role() -> None:
    purchase = answered("Yes.", AnswerState.AGREED)

    assert [member.name for member in purchase.team_of(Role.PROJECT)] == ["Tom Birch"]
    assert purchase.team_of(Role.LEGAL) == ()


# The outcome as JSON: these names and shapes are a promise


def test_the_outcome_has_the_keys_that_were_promised() -> None:
    said = check(CARE, whole(), on=TODAY).as_json()

    assert {"tier", "approach", "route", "fired", "open", "duties", "pack"} <= set(said)


def test_each_fired_rule_tells_its_effect_its_reason_and_its_sources() -> None:
    said = check(CARE, small(), on=TODAY).as_json()

    fired = said["fired"]
    assert isinstance(fired, list)
    assert fired[1] == {
        "rule": "decides-about-people",
        "effect": {
            "tier": "high",
            "questions": ["errors-by-group"],
            "involve": [{"role": "leadership", "by": "strategy"}, {"role": "legal", "by": "need"}],
        },
        "because": "It sways decisions on rights.",
        "sources": ["care-law"],
        "origin": "core",
    }


def test_each_open_fact_tells_what_it_could_do_and_who_would_know() -> None:
    said = check(CARE, small(), on=TODAY).as_json()

    facts = {one["key"]: one for one in _list(said["open"])}
    assert facts["practices"] == {
        "key": "practices",
        "could": {"tier": "legal-review", "route": None, "approach": [], "rules": ["scores-people"], "duties": []},
        "who_knows": "project",
    }
    assert _list(said["open"])[0]["key"] == "practices"


def test_each_duty_tells_its_place_its_status_and_what_to_do() -> None:
    here = CARE.with_facts({"jurisdiction": ("isle",)})

    said = check(here, small("isle"), on=TODAY).as_json()

    duties = {one["duty"]: one for one in _list(said["duties"])}
    assert duties["isle-register"] == {
        "duty": "isle-register",
        "title": "Put it on the register",
        "place": "AI Act of the Isle, section 4",
        "status": "applies-from",
        "applies_on": "2027-01-01",
        "applies": None,
        "depends_on": ["public_facing"],
        "do": "Fill in the form of the registrar.",
        "origin": "isle",
        "sources": ["isle-ai-act@section 4"],
    }
    assert (duties["keep-a-record"]["applies"], duties["keep-a-record"]["applies_on"]) == (True, None)


def test_the_approach_is_a_list_with_the_leading_one_first() -> None:
    fitted = check(Profile(need="own-process", affects="staff", decision_role="assists"), small(), on=TODAY).as_json()

    assert fitted["approach"] == ["configured", "services"]


def test_where_the_buyer_has_another_approach_in_mind_the_outcome_disagrees_with_reasons() -> None:
    profile = Profile(need="own-process", considered=("off-the-shelf", "configured", "custom"))

    said = check(profile, small(), on=TODAY).as_json()

    assert _list(said["disagreements"]) == [
        {"approach": "off-the-shelf", "leading": "configured", "because": ["A product has to be fitted."]},
        {"approach": "custom", "leading": "configured", "because": ["A product has to be fitted."]},
    ]


def test_what_is_not_known_is_null_and_not_low() -> None:
    said = check(Profile(), small(), on=TODAY).as_json()

    assert (said["tier"], said["route"], said["approach"], said["fired"]) == (None, None, [], [])
    assert said["tier_range"] == {"least": "low", "most": "legal-review"}


def test_the_outcome_tells_its_day_and_the_pack_it_was_made_with() -> None:
    said = check(CARE, small(), on=TODAY).as_json()

    assert said["on"] == "2026-11-23"
    assert said["pack"] == {"version": "2026.11", "digest": small().digest}


def test_whom_to_involve_is_told_with_the_earliest_stage() -> None:
    said = check(CARE, small(), on=TODAY).as_json()

    involve = {one["role"]: one["by"] for one in _list(said["involve"])}
    assert involve == {"legal": "need", "leadership": "strategy"}


@briefly
@given(profiles(places=("eu", "uk", "us-federal", "canada")))
def test_every_outcome_is_json_in_the_words_of_the_vocabulary(profile: Profile) -> None:
    outcome = check(profile, whole(), on=TODAY)

    said = json.loads(json.dumps(outcome.as_json()))

    assert said["tier"] in (None, *Tier)
    assert said["route"] in (None, *Route)
    assert {said["tier_range"]["least"], said["tier_range"]["most"]} <= set(Tier)
    assert set(said["approach"]) <= set(Approach)
    assert [one["rule"] for one in said["fired"]] == [rule.id for rule in outcome.fired]
    assert all(one["because"] and one["sources"] for one in said["fired"])
    assert {one["key"] for one in said["open"]} <= set(SHAPES)
    assert all(set(one) == {"key", "could", "who_knows"} for one in said["open"])
    assert {one["status"] for one in said["duties"]} <= set(Status)
    assert {one["by"] for one in said["involve"]} <= set(Stage)
    assert all(one["applies"] is True or one["depends_on"] for one in said["duties"])


@briefly
@given(profiles(places=("eu", "uk")))
def test_the_same_facts_give_the_same_outcome(profile: Profile) -> None:
    again = parse_profile(json.loads(json.dumps(profile.as_json())))

    assert check(again, whole(), on=TODAY) == check(profile, whole(), on=TODAY)


def test_every_rule_of_ours_gives_its_reason_in_a_sentence() -> None:
    without = [rule.id for rule in whole().all(Rule) if not rule.because.endswith((".", "?", "!"))]

    assert without == []


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value
