"""The AI finder: every entry of the lexicon, and sets of real titles that were labelled by hand."""

import json
from pathlib import Path

import pytest

from tests.engine.market_data import finder
from wellbought.market.finder.phrases import phrase
from wellbought.pack.kinds import AiWords

CASES = Path(__file__).parent.parent / "cases" / "market"
ITEMS = finder().items
LEAST_F1 = 0.95


@pytest.mark.parametrize("item", [one for one in ITEMS if one.marks], ids=lambda item: item.id)
def test_an_entry_marks_its_own_examples(item: AiWords) -> None:
    for text in item.marks:
        verdict = finder().judge(title=text, supplier=text if item.role == "supplier" else "")
        seen = {
            "look-alike": not verdict.is_ai and verdict.look_alikes,
            "hint-product": not verdict.is_ai and verdict.hints,
            "supplier": verdict.hints,
        }.get(item.role, verdict.is_ai)
        assert seen, text


@pytest.mark.parametrize("item", [one for one in ITEMS if one.spares], ids=lambda item: item.id)
def test_an_entry_spares_what_only_looks_like_it(item: AiWords) -> None:
    assert [text for text in item.spares if finder().judge(title=text).is_ai] == []


def labelled(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("is_ai_*.jsonl")))
@pytest.mark.parametrize("in_capitals", [False, True])
def test_labelled_titles_are_told_apart(name: str, *, in_capitals: bool) -> None:
    right = wrong = missed = 0
    for line in labelled(name):
        title = str(line["title"])
        found = finder().judge(title=title.upper() if in_capitals else title).is_ai
        right += bool(found and line["is_ai"])
        wrong += bool(found and not line["is_ai"])
        missed += bool(line["is_ai"] and not found)

    assert 2 * right / (2 * right + wrong + missed) >= LEAST_F1


def test_the_labelled_titles_are_many_and_of_many_languages() -> None:
    lines = labelled("is_ai_tuning.jsonl") + labelled("is_ai_test.jsonl")

    assert len(lines) >= 300
    assert {str(line["lang"]) for line in lines} >= {"en", "es", "fr", "pt", "uk", "ru", "de", "it"}
    assert len({line["title"] for line in lines}) == len(lines)


def test_a_verdict_says_which_words_in_which_field() -> None:
    verdict = finder().judge(title="Servicios de nube", description="Incluye un chatbot con IA generativa.")

    assert ("chatbot", "description", "chatbot") in {(one.term, one.field, one.concept) for one in verdict.terms}


def test_an_abbreviation_means_what_the_text_says_it_means() -> None:
    flu = finder().judge(
        title="Avian influenza (AI) vaccines", description="AI outbreaks of 2024; AI-resistant flocks."
    )

    assert not flu.is_ai
    assert flu.look_alikes


def test_a_supplier_hints_and_never_decides() -> None:
    verdict = finder().judge(title="Software licences", supplier="OpenAI Ireland Ltd")

    assert not verdict.is_ai
    assert verdict.is_likely
    assert verdict.hints[0].kind == "supplier"


def test_words_of_an_amendment_are_kept_apart() -> None:
    verdict = finder().judge(title="Contract closeout", related={"amendment": "Adds machine learning support"})

    assert not verdict.is_ai
    assert [(one.kind, one.name) for one in verdict.hints] == [("amendment", "machine learning")]


def test_a_classification_code_decides() -> None:
    assert finder().judge(title="Software package", code="48314000").is_ai


@pytest.mark.parametrize(
    ("text", "is_ai"),
    [
        ("Kreditinstitut (KI) Prüfung", False),
        ("Ingeniero agrónomo (IA) para asesoría", False),
        ("Künstliche Intelligenz (KI) im Amt", True),
        ("Servicio de IA para triaje", True),
        ("AI-101 access road resurfacing", False),
    ],
)
def test_an_abbreviation_of_something_else_is_told_by_its_surroundings(text: str, *, is_ai: bool) -> None:
    assert finder().judge(title=text).is_ai is is_ai


@pytest.mark.parametrize(
    ("written", "text", "stands"),
    [
        ("chat bot*", "Chat-Bots", True),
        ("chat bot*", "chat with bots", False),
        ("kunstlich* intelligenz*", "Künstlicher Intelligenz", True),
        ("(a|b) plan", "B plan", True),
        ("modelo* (de)? lenguaje", "modelos de lenguaje", True),
        ("modelo* (de)? lenguaje", "modelo lenguaje", True),
        ("(de)? lenguaje", "lenguaje", True),
        ("data .. label", "data for a label", True),
        ("=AI", "an ai", False),
        ("=AI", "an AI", True),
    ],
)
def test_phrases_find_what_they_say(written: str, text: str, stands: bool) -> None:
    from wellbought.market.finder.phrases import fold

    assert bool(phrase(written).places(text, fold(text))) is stands
