"""Claims found in a text: what is marked, why, what is credited, and what the small model adds."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.engine.claims_rules import rules
from wellbought.claims import find_claims, judge
from wellbought.claims.examining import examine
from wellbought.claims.finding import LEARNED, deciding
from wellbought.claims.measuring import measure, read_labelled
from wellbought.claims.weighing import Model, signs_of, trained_model
from wellbought.errors import WellboughtError
from wellbought.pack.kinds import ClaimPattern
from wellbought.pack.read import load_pack
from wellbought.vocabulary import ClaimKind

CASES = Path(__file__).parent.parent / "cases" / "claims"


@pytest.mark.parametrize("name", ["sample", "test"])
def test_sets_that_the_model_has_not_seen_reach_the_figures(name: str) -> None:
    agreement = measure(read_labelled(CASES / f"{name}.jsonl"), lambda one: judge(one.text, rules()))

    assert agreement.flag.precision >= 0.9
    assert agreement.flag.f1 >= 0.9
    assert agreement.macro_f1 >= 0.75


def test_no_source_and_no_sentence_stands_in_two_sets() -> None:
    sets = [read_labelled(CASES / f"{name}.jsonl") for name in ("tuning", "training", "test", "blind")]
    sources = Counter(source for one in sets for source in {labelled.source for labelled in one})
    judged_by = {labelled.text.casefold() for one in sets[2:] for labelled in one}
    trained_on = {labelled.text.casefold() for one in sets[:2] for labelled in one}

    assert max(sources.values()) == 1
    assert not judged_by & trained_on


def test_the_sets_are_large_enough_and_in_three_languages() -> None:
    ours = [one for name in ("tuning", "test") for one in read_labelled(CASES / f"{name}.jsonl")]

    assert len(ours) >= 400
    assert {one.lang for one in ours} == {"en", "es", "fr"}
    assert {kind for one in ours for kind in one.kinds} == set(ClaimKind)


@pytest.mark.parametrize(
    "sentence",
    [
        "The system is not 100% accurate.",
        "Uptime is 99.9% a month, with credits of 10% below it.",
        "The FTC alleged that the claim of 98% accuracy was false.",
        "Ask whether the tool is fully compliant with the GDPR.",
        "On 1,200 images held out by site, sensitivity was 0.87 (95% CI 0.84 to 0.90).",
        "El certificado ISO 27001 n.º 4518, expedido por AENOR, cubre el alojamiento en Madrid.",
        "L'outil n'est pas infaillible.",
    ],
)
def test_denial_duty_report_question_and_evidence_are_no_claims(sentence: str) -> None:
    assert not judge(sentence, rules()).flag


def test_a_finding_says_where_why_and_what_is_missing() -> None:
    text = "# Product\n\nOur detector is 99% accurate. It was tested on 400 letters in 2025."

    report = find_claims(text, rules())

    (finding,) = report.findings
    assert text[finding.start : finding.end] == finding.text == "Our detector is 99% accurate."
    assert finding.kinds == (ClaimKind.METRIC_WITHOUT_CONTEXT,)
    assert all(text[reason.start : reason.end] == reason.words for reason in finding.why)
    assert "test-set" in finding.missing
    assert not finding.learned
    assert [credit.text for credit in report.credits] == ["It was tested on 400 letters in 2025."]


def test_what_the_model_marks_names_the_words_that_weighed() -> None:
    sentences = [one.text for one in read_labelled(CASES / "tuning.jsonl") if one.flag]
    added = [one for one in sentences if judge(one, rules()).flag and not judge(one, rules(), model=None).flag]

    findings = [finding for one in added for finding in find_claims(one, rules()).findings if finding.learned]

    assert findings
    for finding in findings:
        assert finding.kinds
        assert all(reason.pattern == LEARNED and reason.words in finding.text for reason in finding.why)


def test_a_sentence_in_another_light_must_weigh_more() -> None:
    likely = Model({"always": [60, *[0] * 13], "w:vendor": [1, 5, *[0] * 12]})
    certain = Model({"always": [400, *[0] * 13], "w:vendor": [1, 5, *[0] * 12]})

    assert judge("The vendor stands here.", rules(), model=likely).kinds == (ClaimKind.ABSOLUTE_PERFORMANCE,)
    assert not judge("You should ask the vendor about it.", rules(), model=likely).flag
    assert judge("You should ask the vendor about it.", rules(), model=certain).flag


def test_the_model_names_the_kinds_and_a_rule_gives_the_words_where_it_can() -> None:
    model = Model({"w:tool": [2000, 600, 0, 0, 600, *[0] * 9]}, trained_model().patterns)

    marks = deciding(examine("The tool never fails.", rules().languages["en"]), model)

    assert {(mark.kind, mark.pattern) for mark in marks} == {
        (ClaimKind.ABSOLUTE_PERFORMANCE, "en-never-fails"),
        (ClaimKind.BIAS_FREE, LEARNED),
    }


def test_the_model_calls_off_what_the_words_speak_against() -> None:
    against = {"w:fails": [-2000, *[0] * 13]}

    assert not judge("It never fails.", rules(), model=Model(against, trained_model().patterns)).flag


def test_the_model_never_calls_off_a_pattern_that_it_was_not_trained_beside() -> None:
    against = {"w:fails": [-2000, *[0] * 13]}

    assert judge("It never fails.", rules(), model=Model(against)).kinds == (ClaimKind.ABSOLUTE_PERFORMANCE,)


def test_the_model_knows_every_pattern_of_the_pack() -> None:
    known = {pattern.id for pattern in load_pack().all(ClaimPattern)}

    assert trained_model().patterns == known


def test_without_a_word_to_name_the_model_marks_nothing() -> None:
    certain = Model({"always": [2000, *[0] * 13]})

    assert not judge("The vendor stands here.", rules(), model=certain).flag


def test_weights_are_small_enough_to_read_at_the_start() -> None:
    signs = signs_of(examine("It never fails.", rules().languages["en"]))

    assert {"w:never", "b:it never"} <= set(signs)
    assert 1_000 < len(trained_model().weights) < 20_000


def test_a_sentence_of_fifty_thousand_characters_is_read_in_pieces() -> None:
    report = find_claims("It never fails and " * 2_700, rules())

    assert report.findings
    assert all(len(finding.text) <= 1_500 for finding in report.findings)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Unser System sortiert Tausende von Akten und macht dabei keine Fehler.", "de"),
        ("To jest system do analizy dokumentów i nigdy się nie myli.", "pl"),
        ("Il nostro sistema è sicuro e non sbaglia mai, in nessun caso.", "it"),
    ],
)
def test_a_language_without_rules_is_said_and_not_guessed(text: str, language: str) -> None:
    report = find_claims(text, rules())

    assert not report.findings
    assert [part.lang for part in report.unread] == [language]


def test_each_paragraph_is_read_in_its_own_language() -> None:
    text = (
        "Our tool never makes a mistake.\n\nNotre outil ne se trompe jamais.\n\nNuestra herramienta nunca se equivoca."
    )

    report = find_claims(text, rules())

    assert [finding.lang for finding in report.findings] == ["en", "fr", "es"]


def test_a_labelled_line_that_is_not_right_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"text": "a", "lang": "en", "kinds": [], "flag": True}), encoding="utf-8")

    with pytest.raises(WellboughtError, match="only then"):
        read_labelled(path)
