"""Conditions over facts that may be unknown: yes, no, or unknown because of these facts."""

import itertools
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.strategies import profiles, thoroughly
from wellbought.conditions import MOST_COMPLETIONS, MOST_LENGTH, NO, YES, ConditionInvalid, Verdict, condition
from wellbought.profile import SHAPES, Fact, FactKind, Profile, Value


def judged(text: str, **facts: Fact) -> Verdict:
    return condition(text).judge(Profile().with_facts(facts))


# What is known


@pytest.mark.parametrize(
    ("text", "facts", "holds"),
    [
        ("personal_data", {"personal_data": True}, True),
        ("personal_data", {"personal_data": False}, False),
        ("!human_review", {"human_review": False}, True),
        ("affects == 'public'", {"affects": "public"}, True),
        ('affects == "public"', {"affects": "staff"}, False),
        ("affects != 'public'", {"affects": "staff"}, True),
        ("affects in ['public', 'staff']", {"affects": "none-direct"}, False),
        ("'generative' in ai_type", {"ai_type": ("speech", "generative")}, True),
        ("'generative' in ai_type", {"ai_type": ("speech",)}, False),
        ("'social-scoring' in practices", {"practices": ()}, False),
        ("ai_type.exists(one, one in ['speech', 'agentic'])", {"ai_type": ("agentic",)}, True),
        ("'eu' in jurisdiction", {"jurisdiction": ("uk", "eu")}, True),
        ("'eu' in jurisdiction", {"jurisdiction": ()}, False),
        ("personal_data ? affects == 'public' : safety", {"personal_data": False, "safety": True}, True),
        ("true", {}, True),
        ("false", {}, False),
    ],
)
def test_a_condition_over_known_facts_is_yes_or_no(text: str, facts: dict[str, Fact], holds: bool) -> None:
    verdict = judged(text, **facts)

    assert verdict == (YES if holds else NO)


@pytest.mark.parametrize(
    ("amount", "holds"), [("99999.99", False), ("100000", False), ("100000.01", True), ("1e12", True)]
)
def test_an_amount_is_compared_to_the_penny(amount: str, holds: bool) -> None:
    verdict = judged("estimated_value.amount > 100000.0", estimated_value=Value(Decimal(amount), "EUR"))

    assert verdict.holds is holds


# What is not known


def test_an_unknown_fact_makes_a_condition_unknown_because_of_it() -> None:
    verdict = judged("personal_data")

    assert verdict == Verdict(None, ("personal_data",))


def test_a_negated_unknown_fact_is_unknown_too() -> None:
    verdict = judged("!personal_data")

    assert verdict.holds is None


def test_what_is_so_either_way_is_yes_though_the_fact_is_unknown() -> None:
    assert judged("personal_data || !personal_data") == YES


def test_what_cannot_be_is_no_though_the_fact_is_unknown() -> None:
    assert judged("affects == 'public' && affects == 'staff'") == NO


def test_a_known_fact_can_settle_it_whatever_the_other_is() -> None:
    assert judged("personal_data && safety", safety=False) == NO
    assert judged("personal_data || safety", safety=True) == YES


def test_a_known_fact_that_settles_nothing_leaves_the_other_to_matter() -> None:
    verdict = judged("personal_data && safety", safety=True)

    assert verdict == Verdict(None, ("personal_data",))


def test_an_unknown_fact_that_changes_nothing_is_not_named() -> None:
    verdict = judged("personal_data && (safety || !safety)")

    assert verdict.because == ("personal_data",)


def test_a_list_with_a_named_word_settles_it_though_a_list_could_hold_more() -> None:
    assert judged("'speech' in ai_type || 'agentic' in ai_type", ai_type=("speech",)) == YES


def test_an_amount_between_two_whole_numbers_is_thought_of() -> None:
    verdict = judged("estimated_value.amount > 10.0 && estimated_value.amount < 11.0")

    assert verdict.holds is None


def test_an_amount_written_with_an_exponent_is_thought_of() -> None:
    verdict = judged("estimated_value.amount > 1e3")

    assert verdict.holds is None


def test_a_list_of_several_words_that_the_condition_does_not_name_is_thought_of_or_refused() -> None:
    try:
        verdict = judged("size(ai_type) > 1")
    except ConditionInvalid:
        return

    assert verdict.holds is None


def test_the_currency_matters_where_it_is_named() -> None:
    text = "estimated_value.currency == 'GBP' && estimated_value.amount > 5000000.0"

    assert judged(text, estimated_value=Value(Decimal(6_000_000), "GBP")) == YES
    assert judged(text, estimated_value=Value(Decimal(6_000_000), "EUR")) == NO
    assert judged(text) == Verdict(None, ("estimated_value",))


# Against trying everything


@dataclass(frozen=True)
class Sentence:
    """A condition as text, with what it means in Python."""

    text: str
    means: Callable[[Mapping[str, Fact]], bool]


#: Facts of each kind, with few enough values to try them all.
FEW = ("affects", "decision_role", "scale", "personal_data", "human_review", "ai_type")


def _holds_word(key: str, word: str) -> Callable[[Mapping[str, Fact]], bool]:
    def holds(facts: Mapping[str, Fact]) -> bool:
        words = facts[key]
        assert isinstance(words, tuple)
        return word in words

    return holds


def _about(key: str) -> st.SearchStrategy[Sentence]:
    shape = SHAPES[key]
    if shape.kind is FactKind.YES_NO:
        return st.just(Sentence(key, lambda facts: facts[key] is True))
    words = st.sampled_from(shape.values)
    if shape.kind is FactKind.CHOICES:
        return words.map(lambda word: Sentence(f"'{word}' in {key}", _holds_word(key, word)))
    return (
        words.map(lambda word: Sentence(f"{key} == '{word}'", lambda facts: facts[key] == word))
        | words.map(lambda word: Sentence(f"{key} != '{word}'", lambda facts: facts[key] != word))
        | st.lists(words, min_size=1, max_size=3, unique=True).map(
            lambda some: Sentence(f"{key} in {some}", lambda facts: facts[key] in some)
        )
    )


def _joined(inner: st.SearchStrategy[Sentence]) -> st.SearchStrategy[Sentence]:
    def both(pair: tuple[Sentence, Sentence]) -> Sentence:
        one, other = pair
        return Sentence(f"({one.text} && {other.text})", lambda facts: one.means(facts) and other.means(facts))

    def either(pair: tuple[Sentence, Sentence]) -> Sentence:
        one, other = pair
        return Sentence(f"({one.text} || {other.text})", lambda facts: one.means(facts) or other.means(facts))

    def neither(one: Sentence) -> Sentence:
        return Sentence(f"!({one.text})", lambda facts: operator.not_(one.means(facts)))

    pairs = st.tuples(inner, inner)
    return pairs.map(both) | pairs.map(either) | inner.map(neither)


sentences = st.lists(st.sampled_from(FEW), min_size=1, max_size=3, unique=True).flatmap(
    lambda keys: st.recursive(st.sampled_from(keys).flatmap(_about), _joined, max_leaves=6)
)


def every_value(key: str) -> list[Fact]:
    shape = SHAPES[key]
    if shape.kind is FactKind.YES_NO:
        return [False, True]
    if shape.kind is FactKind.CHOICE:
        return list(shape.values)
    sizes = range(1, len(shape.values) + 1)
    return [words for size in sizes for words in itertools.combinations(shape.values, size)]


def every_completion(profile: Profile, keys: tuple[str, ...]) -> Iterator[dict[str, Fact]]:
    choices = [every_value(key) if profile.fact(key) is None else [profile.fact(key)] for key in keys]
    for values in itertools.product(*choices):
        yield dict(zip(keys, values, strict=True))


@thoroughly
@given(sentences, profiles())
def test_the_verdict_is_that_of_trying_every_value_of_every_unknown_fact(sentence: Sentence, profile: Profile) -> None:
    found = condition(sentence.text)

    verdict = found.judge(profile)

    answers = {sentence.means(facts) for facts in every_completion(profile, found.facts)}
    assert verdict.holds is (None if len(answers) == 2 else answers.pop())


@thoroughly
@given(sentences, profiles())
def test_the_facts_that_matter_are_those_whose_change_alone_can_change_the_answer(
    sentence: Sentence, profile: Profile
) -> None:
    found = condition(sentence.text)

    verdict = found.judge(profile)

    answers: dict[tuple[Fact, ...], bool] = {
        tuple(facts.values()): sentence.means(facts) for facts in every_completion(profile, found.facts)
    }
    matter = set()
    for place, key in enumerate(found.facts):
        by_rest: dict[tuple[Fact, ...], set[bool]] = {}
        for values, answer in answers.items():
            by_rest.setdefault((*values[:place], *values[place + 1 :]), set()).add(answer)
        if any(len(seen) == 2 for seen in by_rest.values()):
            matter.add(key)
    assert set(verdict.because) == matter
    assert not matter & set(profile.known())


@thoroughly
@given(sentences, profiles(), st.data())
def test_learning_a_fact_never_turns_yes_into_no(sentence: Sentence, profile: Profile, data: st.DataObject) -> None:
    found = condition(sentence.text)
    before = found.judge(profile)
    learned = {key: data.draw(st.sampled_from(every_value(key))) for key in found.facts if profile.fact(key) is None}

    after = found.judge(profile.with_facts(learned))

    assert after.holds is not None
    assert before.holds in (None, after.holds)


# What is refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("personal_dat", "“personal_dat” is not a fact of a profile."),
        ("affects == 'pubic'", "“pubic” is not a value of affects."),
        ("affects in ['public', 'staf']", "“staf” is not a value of affects."),
        ("'generativ' in ai_type", "“generativ” is not a value of ai_type."),
        ("personal_data == 'true'", "“true” is not a value of personal_data."),
        ("affects ==", "The condition cannot be read"),
        ("", "The condition cannot be read"),
        ("affects", "A condition must say true or false."),
        ("1 + 1", "A condition must say true or false."),
        ("estimated_value > 5", "The condition fails when it is run"),
        ("estimated_value.sum > 5.0", "The condition fails when it is run"),
        ("profile.affects == 'public'", "“profile” is not a fact of a profile."),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(ConditionInvalid) as refused:
        condition(text)

    assert says in refused.value.message


def test_a_misspelt_value_is_refused_beside_an_amount_too() -> None:
    with pytest.raises(ConditionInvalid) as refused:
        condition("affects == 'pubic' && estimated_value.amount > 5000.0")

    assert "“pubic”" in refused.value.message


def test_a_value_of_another_fact_is_refused_since_it_would_be_false_for_ever() -> None:
    with pytest.raises(ConditionInvalid) as refused:
        condition("domain == 'staff' && affects == 'public'")

    assert "“staff”" in refused.value.message


def test_a_condition_over_too_many_facts_is_refused_and_says_what_to_do() -> None:
    words = " || ".join(f"'{word}' in ai_type && '{word}' in ai_type" for word in SHAPES["ai_type"].values)
    practices = " || ".join(f"'{word}' in practices" for word in SHAPES["practices"].values)

    with pytest.raises(ConditionInvalid) as refused:
        condition(f"({words}) && ({practices})")

    assert "too many facts at once" in refused.value.message
    assert "split it" in refused.value.message


def test_as_many_facts_as_a_rule_needs_are_not_too_many() -> None:
    yes_no = [key for key, shape in SHAPES.items() if shape.kind is FactKind.YES_NO]

    found = condition(" && ".join(yes_no))

    assert 2 ** len(yes_no) <= MOST_COMPLETIONS
    assert found.judge(Profile()).because == found.facts


def test_a_condition_as_long_as_a_page_is_refused() -> None:
    with pytest.raises(ConditionInvalid) as refused:
        condition("personal_data" + " || personal_data" * (MOST_LENGTH // 10))

    assert "split it" in refused.value.message


@pytest.mark.parametrize("text", ["1 / 0 == 1", "0 % 0 == 0", "ai_type[9] == 'none'", "9223372036854775807 + 1 > 0"])
def test_what_cannot_be_computed_is_refused(text: str) -> None:
    with pytest.raises(ConditionInvalid):
        condition(text)


@thoroughly
@given(st.text(max_size=60) | st.text(alphabet="abc_&|!()[]'\". <>=0123", max_size=40))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    try:
        said = condition(text).facts
    except ConditionInvalid as refused:
        said = (refused.message,)

    assert all(said)
