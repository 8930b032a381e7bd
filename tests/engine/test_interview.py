"""The interview: which facts are asked for, in which order, and which answers still count."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.packs import small, whole
from tests.engine.strategies import briefly, facts_of, profiles
from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import Pack
from wellbought.profile import SHAPES, Profile
from wellbought.triage.interview import asked, counting, facts_by_key, following, preceding, progress

PACKS = st.sampled_from([small, whole])
KEYS = st.sampled_from(list(SHAPES))


def keys(pack: Pack, answers: Profile) -> list[str]:
    return [question.key for question in asked(pack, answers)]


# Which questions apply


def test_while_nothing_is_known_every_question_applies() -> None:
    assert keys(small(), Profile()) == list(SHAPES)


def test_a_no_drops_the_questions_that_it_rules_out() -> None:
    dropped = set(SHAPES) - set(keys(small(), Profile(personal_data=False)))

    assert dropped == {"sensitive_data", "biometric"}


def test_not_knowing_drops_nothing() -> None:
    assert "sensitive_data" in keys(small(), Profile(personal_data=None))


def test_an_answer_to_a_question_that_no_longer_applies_does_not_count() -> None:
    answers = Profile(personal_data=False, sensitive_data=True, safety=True)

    assert counting(small(), answers) == Profile(personal_data=False, safety=True)


def test_an_answer_counts_again_once_its_question_applies_again() -> None:
    before = Profile(personal_data=False, sensitive_data=True)

    after = before.with_facts({"personal_data": True})

    assert counting(small(), after).sensitive_data is True


def test_an_answer_that_does_not_count_cannot_rule_out_a_later_question() -> None:
    rules_out = Profile(existing_product=False, technical_capacity="low")
    no_longer_counts = Profile(existing_product=True, technical_capacity="low")

    assert "market" not in keys(small(), rules_out)
    assert "market" in keys(small(), no_longer_counts)


# Going to and fro


def test_the_interview_begins_with_its_first_question() -> None:
    first = following(small(), Profile(), None)

    assert first is not None
    assert first.key == "ai_type"


def test_there_is_nothing_before_the_first_and_nothing_after_the_last() -> None:
    assert preceding(small(), Profile(), "ai_type") is None
    assert following(small(), Profile(), "pricing") is None


def test_what_does_not_apply_is_passed_over_both_ways() -> None:
    answers = Profile(personal_data=False)

    after, before = following(small(), answers, "personal_data"), preceding(small(), answers, "vulnerable_groups")

    assert after is not None
    assert before is not None
    assert (after.key, before.key) == ("vulnerable_groups", "personal_data")


def test_from_a_question_that_no_longer_applies_one_goes_on_to_its_neighbours() -> None:
    answers = Profile(personal_data=False)

    after, before = following(small(), answers, "biometric"), preceding(small(), answers, "biometric")

    assert after is not None
    assert before is not None
    assert (after.key, before.key) == ("vulnerable_groups", "personal_data")


@briefly
@given(profiles(), KEYS, PACKS)
def test_forward_and_back_lead_to_where_one_was(answers: Profile, key: str, pack: Callable[[], Pack]) -> None:
    there = following(pack(), answers, key)

    if there is not None and key in keys(pack(), answers):
        back = preceding(pack(), answers, there.key)
        assert back is not None
        assert back.key == key


@briefly
@given(profiles(), KEYS, PACKS)
def test_back_and_forward_lead_to_where_one_was(answers: Profile, key: str, pack: Callable[[], Pack]) -> None:
    there = preceding(pack(), answers, key)

    if there is not None and key in keys(pack(), answers):
        back = following(pack(), answers, there.key)
        assert back is not None
        assert back.key == key


@briefly
@given(profiles(), PACKS)
def test_going_forward_from_the_start_asks_each_question_that_applies_once(
    answers: Profile, pack: Callable[[], Pack]
) -> None:
    walked: list[str] = []
    question = following(pack(), answers, None)
    while question is not None and len(walked) <= len(SHAPES):
        walked.append(question.key)
        question = following(pack(), answers, question.key)

    assert walked == keys(pack(), answers)


@briefly
@given(st.data())
def test_answering_as_one_goes_reaches_the_end_and_every_answer_counts(data: st.DataObject) -> None:
    answers, steps = Profile(), 0
    question = following(whole(), answers, None)
    while question is not None:
        answers = answers.with_facts({question.key: data.draw(st.none() | facts_of(question.key))})
        question = following(whole(), answers, question.key)
        steps += 1

    assert steps <= len(SHAPES)
    assert counting(whole(), answers) == answers


# What counts


@briefly
@given(profiles(), PACKS)
def test_what_counts_counts_still_when_it_is_counted_again(answers: Profile, pack: Callable[[], Pack]) -> None:
    counted = counting(pack(), answers)

    assert counting(pack(), counted) == counted
    assert keys(pack(), counted) == keys(pack(), answers)


@briefly
@given(profiles(), PACKS)
def test_what_counts_is_what_was_answered_to_questions_that_apply(answers: Profile, pack: Callable[[], Pack]) -> None:
    counted = counting(pack(), answers)

    for key in SHAPES:
        assert counted.fact(key) == (answers.fact(key) if key in keys(pack(), answers) else None)


# Progress


def test_progress_is_the_place_among_the_questions_that_apply() -> None:
    everything, fewer = Profile(), Profile(personal_data=False)

    assert progress(small(), everything, "ai_type") == (1, len(SHAPES))
    assert progress(small(), everything, "pricing") == (len(SHAPES), len(SHAPES))
    assert progress(small(), fewer, "pricing") == (len(SHAPES) - 2, len(SHAPES) - 2)


@briefly
@given(profiles(), PACKS)
def test_progress_grows_by_one_from_question_to_question(answers: Profile, pack: Callable[[], Pack]) -> None:
    places = [progress(pack(), answers, key) for key in keys(pack(), answers)]

    assert places == [(place, len(places)) for place in range(1, len(places) + 1)]


@briefly
@given(profiles(), KEYS)
def test_progress_never_leaves_its_bounds(answers: Profile, key: str) -> None:
    place, count = progress(whole(), answers, key)

    assert 1 <= place <= count <= len(SHAPES)


def test_facts_are_found_by_their_key() -> None:
    by_key = facts_by_key(small())

    assert list(by_key) == list(SHAPES)
    assert by_key["ai_type"] == small().get(FactQuestion, "ai-type")


@pytest.mark.parametrize("fact", whole().all(FactQuestion), ids=lambda fact: str(fact.key))
def test_our_own_questions_are_named_by_their_fact_and_explain_themselves(fact: FactQuestion) -> None:
    assert fact.id == fact.key.replace("_", "-")
    assert fact.ask.endswith("?")
    assert fact.explain
    assert len(fact.short) <= 40
