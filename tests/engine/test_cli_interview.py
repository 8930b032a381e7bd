"""The check as a conversation in the terminal."""

import builtins
from decimal import Decimal

import pytest

from tests.engine.conftest import Command
from tests.engine.packs import TODAY, small
from wellbought.cli.interview import ask_all, tell
from wellbought.profile import SHAPES, Fact, Profile, Value
from wellbought.triage import check

#: The facts in the order in which the small pack asks for them.
ORDER = list(SHAPES)


class Conversation:
    """Someone who answers the interview, and what was printed meanwhile."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.seen: list[str] = []
        self._capsys = capsys
        self._replies: dict[str, list[str]] = {}

    def __call__(self, typed: dict[str, list[str]]) -> Profile:
        """Type these replies for each fact, one after the other, and Enter for all others."""
        self._replies = {key: list(replies) for key, replies in typed.items()}
        answers = ask_all(small("isle"))
        self._listen()
        return answers

    def reply(self, _prompt: str = "") -> str:
        """What is typed next."""
        self._listen()
        asked = next(line for line in reversed(self.seen) if line.startswith("["))
        key = asked.rpartition(" ")[2].rstrip("?")
        replies = self._replies.get(key)
        return replies.pop(0) if replies else ""

    def times(self, words: str) -> int:
        """In how many lines some words were printed."""
        return sum(words in line for line in self.seen)

    def _listen(self) -> None:
        self.seen += self._capsys.readouterr().out.splitlines()


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Conversation:
    """Somebody at the terminal."""
    conversation = Conversation(capsys)
    monkeypatch.setattr(builtins, "input", conversation.reply)
    return conversation


def test_enter_means_not_known_yet(answering: Conversation) -> None:
    assert answering({}) == Profile()


@pytest.mark.parametrize(
    ("key", "typed", "fact"),
    [
        ("personal_data", "y", True),
        ("personal_data", "YES", True),
        ("personal_data", "n", False),
        ("affects", "2", "staff"),
        ("ai_type", "2", ("generative",)),
        ("ai_type", "5, 2", ("speech", "generative")),
        ("practices", "0", ()),
        ("jurisdiction", "1", ("isle",)),
        ("estimated_value", "50000 EUR", Value(Decimal(50000), "EUR")),
        ("estimated_value", "50,000.50 eur", Value(Decimal("50000.50"), "EUR")),
    ],
)
def test_an_answer_is_taken_as_it_is_meant(key: str, typed: str, fact: Fact, answering: Conversation) -> None:
    answers = answering({key: [typed]})

    assert answers == Profile().with_facts({key: fact})


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("personal_data", "perhaps", "Answer y or n"),
        ("affects", "4", "Use the numbers from 1 to 3."),
        ("affects", "public", "Use the numbers from 1 to 3."),
        ("affects", "1, 2", "Choose one number."),
        ("affects", "-1", "Use the numbers from 1 to 3."),
        ("affects", "²", "Use the numbers from 1 to 3."),
        ("affects", "0", "Choose one number."),
        ("ai_type", "1,,2", "Use the numbers from 1 to 7."),
        ("ai_type", "2, 7", "Keep “none” alone, or leave it out."),
        ("estimated_value", "a lot", "is not an amount"),
        ("estimated_value", "50000", "is not a currency"),
        ("estimated_value", "-5 EUR", "The amount must be from 0"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_told_and_asked_again(
    key: str, typed: str, says: str, answering: Conversation
) -> None:
    answers = answering({key: [typed]})

    assert answers == Profile()
    assert answering.times(says) == 1
    assert answering.times(f" What of {key}?") == 2


def test_facts_that_cannot_both_hold_are_told_at_the_second(answering: Conversation) -> None:
    answers = answering({"affects": ["3"], "legal_or_similar_effect": ["y", "n"]})

    assert answers == Profile(affects="none-direct", legal_or_similar_effect=False)


def test_one_may_go_back_and_change_an_answer(answering: Conversation) -> None:
    answers = answering({"affects": ["1", "2"], "decision_role": ["<", "3"]})

    assert answers == Profile(affects="staff", decision_role="assists")


def test_there_is_no_going_back_from_the_first_question(answering: Conversation) -> None:
    answers = answering({ORDER[0]: ["<", "2"]})

    assert answers == Profile(ai_type=("generative",))


def test_a_question_mark_explains_and_asks_again(answering: Conversation) -> None:
    answers = answering({"scale": ["?", "1"]})

    assert answers == Profile(scale="pilot")
    assert answering.times("Say what you know of scale.") == 1


def test_what_an_answer_rules_out_is_not_asked(answering: Conversation) -> None:
    answers = answering({"personal_data": ["n"], "sensitive_data": ["y"]})

    assert answers == Profile(personal_data=False)
    assert answering.times("What of sensitive_data?") == 0


def test_an_answer_that_no_longer_applies_after_going_back_does_not_count(answering: Conversation) -> None:
    answers = answering({"personal_data": ["y", "n"], "sensitive_data": ["y", "<"], "biometric": ["<"]})

    assert answering.times("What of sensitive_data?") == 2
    assert answers == Profile(personal_data=False)


def test_the_place_and_the_number_of_questions_are_shown(answering: Conversation) -> None:
    answering({})

    assert f"[1/{len(ORDER)}] What of ai_type?" in answering.seen
    assert f"[{len(ORDER)}/{len(ORDER)}] What of pricing?" in answering.seen


def test_someone_who_hangs_up_is_let_go_without_a_trace(monkeypatch: pytest.MonkeyPatch, wellbought: Command) -> None:
    def hang_up(_prompt: str = "") -> str:
        raise EOFError

    monkeypatch.setattr(builtins, "input", hang_up)

    said = wellbought("check", terminal=True)

    assert said.status == 1
    assert "Traceback" not in said.err


def test_a_person_at_the_terminal_is_asked(monkeypatch: pytest.MonkeyPatch, wellbought: Command) -> None:
    replies = ["2"]
    monkeypatch.setattr(builtins, "input", lambda _prompt="": replies.pop() if replies else "")

    said = wellbought("check", "--json", terminal=True)

    assert said.status == 0
    assert '"ai_type": [\n      "generative"\n    ]' in said.out


# The outcome, told to a person


def told(profile: Profile, capsys: pytest.CaptureFixture[str]) -> str:
    tell(check(profile, small("isle"), on=TODAY), small("isle"))
    return capsys.readouterr().out


def test_a_person_is_told_the_tier_the_reasons_with_their_sources_and_what_is_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = told(Profile(affects="public", jurisdiction=("isle",)), capsys)

    assert "Tier:     moderate (may turn out moderate to legal-review)" in text
    assert "People outside feel its results. [Policy on the use of AI]" in text
    assert " ? practices: could raise the tier to legal-review; ask project" in text
    assert " § Put it on the register" in text
    assert "(depends on: public_facing)" in text
    assert text.rstrip().endswith("Not legal advice. Your own policies come first.")


def test_a_person_who_knows_nothing_yet_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(Profile(), capsys)

    assert "Tier:     not known yet (may turn out low to legal-review)" in text
    assert "Approach: not known yet" in text
    assert "Route:    not known yet" in text
