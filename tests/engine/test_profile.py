"""Reading the facts of a purchase: what is taken, what is refused and how that is said."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.strategies import anything_in_json, facts_of, profiles, thoroughly
from wellbought.profile import (
    MOST_AMOUNT,
    SHAPES,
    FactKind,
    Profile,
    ProfileInvalid,
    Value,
    impossible_mixes,
    parse_profile,
)

YES_NO = [key for key, shape in SHAPES.items() if shape.kind is FactKind.YES_NO]
CHOICE = [key for key, shape in SHAPES.items() if shape.kind is FactKind.CHOICE]
CHOICES = [key for key, shape in SHAPES.items() if shape.kind is FactKind.CHOICES]


def faults_of(raw: object, *, jurisdictions: tuple[str, ...] | None = None) -> dict[str, str]:
    """What is said against a profile, by field."""
    with pytest.raises(ProfileInvalid) as refused:
        parse_profile(raw, jurisdictions=jurisdictions)
    return {error.where: error.message for error in refused.value.errors}


def test_an_empty_object_is_a_profile_of_which_nothing_is_known() -> None:
    profile = parse_profile({})

    assert profile == Profile()
    assert profile.known() == ()


@pytest.mark.parametrize("key", list(SHAPES))
def test_null_means_unknown_for_every_fact(key: str) -> None:
    profile = parse_profile({key: None})

    assert profile.fact(key) is None


def test_no_is_known_and_is_not_the_same_as_unknown() -> None:
    profile = parse_profile({"personal_data": False, "practices": []})

    assert profile.known() == ("practices", "personal_data")
    assert profile.fact("personal_data") is False


def test_a_misspelt_key_is_refused_with_the_name_that_was_meant() -> None:
    faults = faults_of({"personel_data": True})

    assert faults == {"personel_data": "There is no fact of this name. Did you mean “personal_data”?"}


def test_a_key_like_no_other_is_refused_with_the_names_of_all_facts() -> None:
    faults = faults_of({"zzz": 1})

    assert all(key in faults["zzz"] for key in SHAPES)


def test_a_misspelt_answer_is_refused_with_the_one_that_was_meant_and_all_that_are_allowed() -> None:
    faults = faults_of({"affects": "publik"})

    assert "Did you mean “public”?" in faults["affects"]
    assert "Allowed: public, staff, none-direct." in faults["affects"]


@pytest.mark.parametrize("key", YES_NO)
@pytest.mark.parametrize("given", ["true", "yes", 1, 0, [], {}, 1.0], ids=repr)
def test_only_true_and_false_answer_yes_or_no(key: str, given: object) -> None:
    faults = faults_of({key: given})

    assert "Use true, false or null (unknown)." in faults[key]


@pytest.mark.parametrize("key", CHOICE)
@pytest.mark.parametrize("given", [True, 3, ["public"], {"a": 1}, "", "PUBLIC"], ids=repr)
def test_a_choice_is_one_of_its_words(key: str, given: object) -> None:
    faults = faults_of({key: given})

    assert SHAPES[key].values[0] in faults[key]


@pytest.mark.parametrize("key", CHOICES)
@pytest.mark.parametrize("given", ["generative", True, 3, {"a": 1}], ids=repr)
def test_a_list_of_choices_is_a_list(key: str, given: object) -> None:
    faults = faults_of({key: given})

    assert "is not a list" in faults[key]


@pytest.mark.parametrize("key", CHOICES)
@pytest.mark.parametrize("inner", [None, True, 1, "Wrong!", ["generative"], {"a": 1}], ids=repr)
def test_what_stands_in_a_list_of_choices_is_a_word_too(key: str, inner: object) -> None:
    faults = faults_of({key: [inner]})

    assert list(faults) == [key]


def test_a_word_given_twice_counts_once_and_the_order_is_kept() -> None:
    profile = parse_profile({"ai_type": ["speech", "generative", "speech"]})

    assert profile.ai_type == ("speech", "generative")


def test_an_empty_list_is_unknown_where_there_is_always_some_answer() -> None:
    profile = parse_profile({"ai_type": [], "practices": [], "considered": [], "jurisdiction": []})

    assert profile.ai_type is None
    assert (profile.practices, profile.considered, profile.jurisdiction) == ((), (), ())


def test_every_fault_is_told_at_once_each_with_its_field() -> None:
    faults = faults_of({"affects": "cats", "personal_data": "no", "colour": 1, "estimated_value": 5})

    assert set(faults) == {"affects", "personal_data", "colour", "estimated_value"}


@pytest.mark.parametrize("raw", [None, [], "public", 1, True, 1.5], ids=repr)
def test_what_is_not_an_object_is_refused_with_an_example(raw: object) -> None:
    faults = faults_of(raw)

    assert '{"affects": "public"}' in faults[""]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"ai_type": ["none", "generative"]}, "ai_type"),
        ({"affects": "none-direct", "legal_or_similar_effect": True}, "legal_or_similar_effect"),
        ({"biometric": True, "personal_data": False}, "biometric"),
        ({"sensitive_data": True, "personal_data": False}, "sensitive_data"),
    ],
    ids=[
        "no AI beside a kind of AI",
        "an effect on nobody",
        "faces that are not personal",
        "health that is not personal",
    ],
)
def test_facts_that_cannot_both_hold_are_refused(raw: object, field: str) -> None:
    faults = faults_of(raw)

    assert list(faults) == [field]


@pytest.mark.parametrize(
    "raw",
    [
        {"ai_type": ["none"]},
        {"affects": "none-direct", "legal_or_similar_effect": False},
        {"affects": "none-direct"},
        {"biometric": True},
        {"biometric": True, "personal_data": True},
        {"biometric": False, "personal_data": False},
        {"sensitive_data": False, "personal_data": False},
    ],
    ids=repr,
)
def test_facts_that_can_both_hold_are_taken(raw: dict[str, object]) -> None:
    profile = parse_profile(raw)

    assert profile.as_json() == raw


# Places


def test_a_place_that_is_not_at_hand_is_refused_with_those_that_are() -> None:
    faults = faults_of({"jurisdiction": ["uk", "atlantis"]}, jurisdictions=("eu", "uk"))

    assert faults["jurisdiction"].startswith('"atlantis" is not one of the answers.')
    assert "Allowed: eu, uk." in faults["jurisdiction"]


def test_any_place_that_is_spelt_like_an_id_is_taken_where_no_places_are_named() -> None:
    profile = parse_profile({"jurisdiction": ["atlantis", "us-federal"]})

    assert profile.jurisdiction == ("atlantis", "us-federal")


@pytest.mark.parametrize("given", ["EU", "../eu", "e u", "", "1eu", "e" * 65, None], ids=repr)
def test_a_place_that_is_not_spelt_like_an_id_is_refused(given: object) -> None:
    faults = faults_of({"jurisdiction": [given]})

    assert "is not an id" in faults["jurisdiction"]


# Money


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        (50000, "50000"),
        ("50000.10", "50000.10"),
        ("0.1", "0.1"),
        (0.1, "0.1"),
        (Decimal("99999999999.99"), "99999999999.99"),
        ("1e3", "1000"),
        (0, "0"),
        (str(MOST_AMOUNT), "1000000000000000"),
    ],
    ids=repr,
)
def test_an_amount_keeps_every_digit_and_is_written_as_a_string(amount: object, kept: str) -> None:
    profile = parse_profile({"estimated_value": {"amount": amount, "currency": "EUR"}})

    assert profile.as_json() == {"estimated_value": {"amount": kept, "currency": "EUR"}}


@pytest.mark.parametrize(
    "amount",
    [-1, "-0.01", "1e16", float("nan"), float("inf"), "sNaN", True, None, "", "a lot", "5,000", [1], {}],
    ids=repr,
)
def test_what_is_not_an_amount_is_refused_at_its_own_field(amount: object) -> None:
    faults = faults_of({"estimated_value": {"amount": amount, "currency": "EUR"}})

    assert list(faults) == ["estimated_value.amount"]


@pytest.mark.parametrize("amount", ["1e-1000000", "0." + "0" * 5000 + "1", 10**5000], ids=["tiny", "endless", "huge"])
def test_an_amount_of_a_million_digits_is_refused_and_not_written_out(amount: object) -> None:
    faults = faults_of({"estimated_value": {"amount": amount, "currency": "EUR"}})

    assert list(faults) == ["estimated_value.amount"]
    assert len(faults["estimated_value.amount"]) < 200


@pytest.mark.parametrize("currency", ["eur", "EURO", "€", "", None, 978, ["EUR"]], ids=repr)
def test_a_currency_is_three_capital_letters(currency: object) -> None:
    faults = faults_of({"estimated_value": {"amount": 1, "currency": currency}})

    assert list(faults) == ["estimated_value.currency"]


@pytest.mark.parametrize(
    "value",
    [5, "5 EUR", [5, "EUR"], {"amount": 5}, {"currency": "EUR"}, {"amount": 5, "currency": "EUR", "vat": 1}],
    ids=repr,
)
def test_a_value_is_an_amount_and_a_currency_and_nothing_else(value: object) -> None:
    faults = faults_of({"estimated_value": value})

    assert 'Use {"amount": 50000, "currency": "EUR"}.' in faults["estimated_value"]


def test_a_long_wrong_answer_is_shown_in_part() -> None:
    faults = faults_of({"affects": "x" * 5000})

    assert len(faults["affects"]) < 200
    assert "…" in faults["affects"]


# Whatever comes


@thoroughly
@given(profiles())
def test_any_profile_is_read_back_as_it_was_written(profile: Profile) -> None:
    written = json.dumps(profile.as_json())

    assert parse_profile(json.loads(written)) == profile


@thoroughly
@given(profiles())
def test_a_profile_lists_exactly_what_is_known(profile: Profile) -> None:
    known = profile.known()

    assert list(profile.as_json()) == list(known)
    assert all((profile.fact(key) is not None) == (key in known) for key in SHAPES)


@thoroughly
@given(anything_in_json() | st.dictionaries(st.sampled_from(list(SHAPES)), anything_in_json(), max_size=4))
def test_any_json_is_a_profile_or_is_refused_with_a_reason(raw: object) -> None:
    profile, said = Profile(), ["nothing"]
    try:
        profile = parse_profile(raw)
    except ProfileInvalid as refused:
        said = [error.message for error in refused.errors]

    assert said
    assert all(said)
    assert impossible_mixes(profile) == []
    assert parse_profile(profile.as_json()) == profile


@thoroughly
@given(st.data(), st.sampled_from(list(SHAPES)))
def test_changing_one_fact_leaves_the_others_alone(data: st.DataObject, key: str) -> None:
    profile = data.draw(profiles())

    changed = profile.with_facts({key: data.draw(facts_of(key))})

    assert all(changed.fact(other) == profile.fact(other) for other in SHAPES if other != key)


def test_json_that_is_nested_too_deep_is_refused_and_does_not_crash() -> None:
    deep: object = "public"
    for _ in range(5000):
        deep = [deep]

    faults = faults_of({"affects": deep})

    assert "Allowed: public" in faults["affects"]


def test_an_amount_is_never_a_float() -> None:
    profile = parse_profile({"estimated_value": {"amount": 0.1, "currency": "EUR"}})

    assert profile.estimated_value == Value(Decimal("0.1"), "EUR")


def test_a_mix_that_cannot_be_is_told_beside_every_other_fault() -> None:
    faults = faults_of({"sensitive_data": True, "personal_data": False, "scale": "huge", "nope": 1})

    assert set(faults) == {"sensitive_data", "scale", "nope"}
