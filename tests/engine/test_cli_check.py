"""``wellbought check``: one purchase from a file, many from lines of JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.conftest import Command
from tests.engine.packs import TODAY, small
from tests.engine.strategies import briefly, profiles
from wellbought.profile import Profile, parse_profile
from wellbought.triage import check
from wellbought.triage.interview import counting

PROMISED = {"tier", "approach", "route", "fired", "open", "duties", "pack"}
STAFF = {"affects": "staff", "decision_role": "assists", "need": "own-process"}
ON = ("--on", TODAY.isoformat())


def saved(tmp_path: Path, content: object) -> str:
    """A file with some JSON, or with some bytes."""
    path = tmp_path / "profile.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


# One purchase


def test_a_profile_in_a_file_is_checked(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", saved(tmp_path, STAFF), *ON)

    outcome = json.loads(said.out)
    assert (said.status, said.err) == (0, "")
    assert set(outcome) >= PROMISED
    assert (outcome["tier"], outcome["route"]) == ("low", "fast")
    assert outcome["approach"] == ["configured", "services"]
    assert outcome["profile"] == STAFF


def test_the_command_says_what_the_engine_says(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", saved(tmp_path, STAFF), *ON)

    outcome = json.loads(said.out)
    engine = check(parse_profile(STAFF), small("isle"), on=TODAY).as_json()
    assert {key: outcome[key] for key in engine} == json.loads(json.dumps(engine))


def test_a_profile_on_standard_input_is_checked(wellbought: Command) -> None:
    said = wellbought("check", "-", *ON, stdin=json.dumps(STAFF).encode())

    assert said.status == 0
    assert json.loads(said.out)["profile"] == STAFF


def test_an_empty_profile_is_not_known_and_never_low(wellbought: Command) -> None:
    said = wellbought("check", "-", stdin=b"{}")

    outcome = json.loads(said.out)
    assert (outcome["tier"], outcome["route"], outcome["approach"]) == (None, None, [])
    assert outcome["open"]


def test_what_a_check_printed_can_be_checked_again(tmp_path: Path, wellbought: Command) -> None:
    first = wellbought("check", saved(tmp_path, STAFF), *ON)

    again = wellbought("check", "-", *ON, stdin=first.raw)

    assert again.out == first.out


def test_the_smallest_change_is_told(wellbought: Command) -> None:
    profile = {"affects": "staff", "decision_role": "recommends", "legal_or_similar_effect": True}

    said = wellbought("check", "-", *ON, stdin=json.dumps(profile).encode())

    assert {"facts": {"decision_role": "assists"}, "tier": "low"} in json.loads(said.out)["lower"]


def test_the_rules_of_the_day_are_used(wellbought: Command) -> None:
    tiers = [
        json.loads(wellbought("check", "-", "--on", day, stdin=b'{"affects": "public"}').out)["tier"]
        for day in ("2026-06-30", "2026-07-01")
    ]

    assert tiers == ["high", "moderate"]


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "23.11.2026"])
def test_a_day_that_there_is_not_is_wrong_usage(day: str, wellbought: Command) -> None:
    said = wellbought("check", "-", "--on", day, stdin=b"{}")

    assert (said.status, said.out) == (2, "")


def test_what_is_wrong_is_told_in_the_language_asked_for(wellbought: Command) -> None:
    said = wellbought("check", "-", "--lang", "es", stdin=b'{"affects": "everyone"}')

    assert (said.status, said.out) == (1, "")
    assert said.err.startswith('affects: "everyone" no es una de las respuestas.')


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(wellbought: Command) -> None:
    said = wellbought("check", "-", "--lang", "xx", stdin=b"{}")

    assert (said.status, said.out) == (1, "")
    assert "There is no language “xx”. There are: en, es" in said.err


def test_without_a_file_and_a_person_to_ask_the_usage_is_wrong(wellbought: Command) -> None:
    said = wellbought("check")

    assert (said.status, said.out) == (2, "")
    assert "Name a file" in said.err


def test_two_files_are_wrong_usage(wellbought: Command) -> None:
    assert wellbought("check", "a.json", "b.json").status == 2


# A profile that is not right


def test_every_wrong_field_is_named_with_what_is_allowed(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", saved(tmp_path, {"afects": "public", "personal_data": "no", "scale": "tiny"}))

    assert (said.status, said.out) == (1, "")
    first, second, third = (line.removeprefix(f"{tmp_path / 'profile.json'}: ") for line in said.err.splitlines())
    assert first == "afects: There is no fact of this name. Did you mean “affects”?"
    assert second.startswith('personal_data: "no" is not an answer.')
    assert third.startswith('scale: "tiny" is not one of the answers.')
    assert third.endswith("Allowed: pilot, team, organisation, population.")


def test_a_place_that_no_pack_stands_for_is_refused(wellbought: Command) -> None:
    said = wellbought("check", "-", stdin=b'{"jurisdiction": ["atlantis"]}')

    assert said.status == 1
    assert "Allowed: isle." in said.err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This is not JSON"),
        (b"{", ":1: This is not JSON"),
        (b'{\n  "affects": public\n}', ":2: This is not JSON: Expecting value at column 14."),
        (b'{"affects": "\xff"}', "This is not UTF-8 text (byte 13)."),
        (b'{"affects": "public", "affects": "staff"}', "affects: This key is given twice; keep one."),
        (b'{"estimated_value": {"amount": 1, "amount": 2}}', "amount: This key is given twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "A profile is a JSON object"),
        (b'"public"', "A profile is a JSON object"),
        (b'{"affects": NaN}', "affects: NaN is not one of the answers."),
        (b'{"estimated_value": {"amount": ' + b"9" * 5000 + b', "currency": "EUR"}}', "amount"),
    ],
    ids=[
        "empty", "open", "bare word", "not UTF-8", "twice", "twice inside", "deep", "list", "word", "NaN", "endless"
    ],
)  # fmt: skip
def test_a_file_that_is_no_profile_is_refused_with_the_reason(
    content: bytes, says: str, tmp_path: Path, wellbought: Command
) -> None:
    said = wellbought("check", saved(tmp_path, content))

    assert (said.status, said.out) == (1, "")
    assert says in said.err


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", saved(tmp_path, b"\xef\xbb\xbf{}"))

    assert said.status == 0


def test_a_file_that_is_not_there_is_told(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", str(tmp_path / "nothing.json"))

    assert said.status == 1
    assert said.err.startswith(f"{tmp_path / 'nothing.json'}: This file cannot be read: No such file")


def test_a_folder_is_not_a_file(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", str(tmp_path))

    assert said.status == 1
    assert "This file cannot be read" in said.err


# Many at once


def lines(*values: object) -> bytes:
    return "".join(f"{json.dumps(value)}\n" for value in values).encode()


def results(raw: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in raw.splitlines()]


def test_each_line_has_its_result_in_the_order_given(wellbought: Command) -> None:
    given = lines(
        {"id": "b", "profile": {"affects": "public"}},
        {"id": "a", "title": "Notes", "description": "For staff", "profile": STAFF},
        {"id": 3, "profile": {}},
    )

    said = wellbought("check", "--jsonl", "-", *ON, stdin=given)

    assert (said.status, said.err) == (0, "")
    assert [(one["id"], one["tier"]) for one in results(said.out)] == [("b", "moderate"), ("a", "low"), (3, None)]
    assert all(set(one) >= PROMISED | {"id"} for one in results(said.out))


def test_lines_in_a_file_are_read_and_blank_ones_passed_over(tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines({"id": 1, "profile": {}}) + b"\n   \n" + lines({"id": 2, "profile": {}}))

    said = wellbought("check", "--jsonl", str(path))

    assert said.status == 0
    assert [one["id"] for one in results(said.out)] == [1, 2]


def test_no_lines_give_no_results(wellbought: Command) -> None:
    said = wellbought("check", "--jsonl", "-", stdin=b"\n\n")

    assert (said.status, said.out) == (0, "")


def test_a_bad_line_says_why_and_the_rest_goes_on(wellbought: Command) -> None:
    given = (
        lines({"id": "good", "profile": {}})
        + b"not json\n"
        + lines({"id": "bad", "profile": {"afects": "public", "scale": "tiny"}}, {"id": "none"}, [1], {"profile": {}})
    )

    said = wellbought("check", "--jsonl", "-", stdin=given)

    found = results(said.out)
    assert said.status == 1
    assert [one["id"] for one in found] == ["good", None, "bad", "none", None, None]
    assert ["error" in one for one in found] == [False, True, True, True, True, False]
    assert found[2]["error"][0] == "afects: There is no fact of this name. Did you mean “affects”?"
    assert len(found[2]["error"]) == 2
    assert [line.split(": ")[0] for line in said.err.splitlines()] == ["-:2", "-:3", "-:3", "-:4", "-:5"]


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "x", "profile": {"affects": "public", "affects": "staff"}}',
        b'{"id": "x", "profile": {"estimated_value": {"amount": ' + b"9" * 5000 + b', "currency": "EUR"}}}',
        b'{"id": "x", "profile": ' + b"[" * 100_000 + b"}",
        b'{"id": "x", "profile": null}',
    ],
    ids=["a key twice", "an endless number", "nested too deep", "no profile"],
)
def test_a_line_that_would_be_refused_by_itself_is_refused_among_others(line: bytes, wellbought: Command) -> None:
    given = line + b"\n" + lines({"id": "next", "profile": {}})

    said = wellbought("check", "--jsonl", "-", stdin=given)

    first, second = results(said.out)
    assert said.status == 1
    assert "error" in first
    assert second["id"] == "next"
    assert "error" not in second


def test_half_a_letter_in_an_id_is_given_back_as_it_came(wellbought: Command) -> None:
    said = wellbought("check", "--jsonl", "-", stdin=b'{"id": "\\ud83d", "profile": {}}\n')

    assert said.status == 0
    assert results(said.out)[0]["id"] == "\ud83d"


def test_lines_that_are_not_utf_8_are_refused(wellbought: Command) -> None:
    said = wellbought("check", "--jsonl", "-", stdin=b'{"id": "\xff", "profile": {}}\n')

    assert said.status == 1
    assert "This is not UTF-8 text" in said.err


def test_lines_that_are_not_there_are_told(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("check", "--jsonl", str(tmp_path / "nothing.jsonl"))

    assert (said.status, said.out) == (1, "")
    assert "This file cannot be read" in said.err


same_fixture = settings(
    briefly, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
)


@same_fixture
@given(many=st.lists(profiles(places=("isle",)), max_size=5))
def test_many_at_once_say_what_each_would_by_itself(many: list[Profile], wellbought: Command) -> None:
    given = lines(*({"id": place, "profile": profile.as_json()} for place, profile in enumerate(many)))

    said = wellbought("check", "--jsonl", "-", *ON, stdin=given)

    # A fact that another rules out (sensitive data where there is no personal data) does not count.
    alone = [check(counting(small("isle"), profile), small("isle"), on=TODAY).as_json() for profile in many]
    wanted = [{"id": place, **outcome} for place, outcome in enumerate(alone)]
    assert results(said.out) == json.loads(json.dumps(wanted))


@same_fixture
@given(
    many=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"]), min_size=1), max_size=6
    )
)
def test_whatever_the_lines_there_is_one_result_for_each(many: list[str], wellbought: Command) -> None:
    said = wellbought("check", "--jsonl", "-", stdin="\n".join(many).encode())

    written = [line for line in many if line.strip()]
    assert len(said.out.splitlines()) == len(written)
    assert said.status == (1 if written else 0)
