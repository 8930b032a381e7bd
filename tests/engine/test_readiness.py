"""Readiness: scores hold what they promise whatever people answer; answers are read strictly; the report is whole."""

import json
import shutil
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from wellbought.cli import run
from wellbought.documents.learning.deck import write_deck
from wellbought.documents.readiness import ENDINGS, Report, readiness_document, write_readiness
from wellbought.documents.readiness_slides import readiness_deck
from wellbought.pack.check import check_pack
from wellbought.pack.kinds import Dimension, KitChoice, Statement
from wellbought.pack.read import PackInvalid, bundled_folders, load_pack
from wellbought.readiness.planning import ActionState, PlannedAction, suggest
from wellbought.readiness.scoring import Result, assess, changes, compare
from wellbought.readiness.sheets import Answer, AnswersInvalid, NoLevel, Round, Sheet, parse_round, statements_for
from wellbought.vocabulary import TEAM_ROLES, Role

TODAY = date(2026, 11, 30)
PACK = load_pack()
IDS = [one.id for one in PACK.all(Statement)][:12]

levels = st.integers(0, 4)
answers: st.SearchStrategy[Answer] = levels | st.sampled_from(NoLevel)
sheets = st.builds(
    Sheet,
    answers=st.dictionaries(st.sampled_from(IDS), answers, min_size=1),
    role=st.sampled_from(TEAM_ROLES) | st.none(),
    name=st.text(max_size=8),
)
rounds = st.builds(Round, sheets=st.lists(sheets, min_size=1, max_size=14).map(tuple), named=st.booleans())


def scores(result: Result) -> dict[str, Fraction]:
    return {one.dimension.id: one.score for one in result.dimensions if one.score is not None}


def answered(*people: Mapping[str, Answer], named: bool = True) -> Result:
    names = ("Amara", "Tom", "Wei", "Inés", "Ruth", "Lee")
    them = tuple(Sheet(one, TEAM_ROLES[place % 5], names[place % 6]) for place, one in enumerate(people))
    return assess(Round(them, named=named), PACK)


# What scores promise


@settings(max_examples=30, deadline=None)
@given(rounds, st.randoms(use_true_random=False))
def test_the_order_of_people_is_nothing(found: Round, chance: Any) -> None:
    shuffled = list(found.sheets)
    chance.shuffle(shuffled)

    assert assess(Round(tuple(shuffled), named=found.named), PACK) == assess(found, PACK)


@settings(max_examples=30, deadline=None)
@given(rounds, st.integers(0, 13), st.sampled_from(IDS))
def test_a_higher_answer_never_lowers_a_score(found: Round, place: int, statement: str) -> None:
    sheet = found.sheets[place % len(found.sheets)]
    level = sheet.answers.get(statement)
    if not isinstance(level, int) or isinstance(level, NoLevel) or level == 4:
        return
    higher = Sheet({**sheet.answers, statement: level + 1}, sheet.role, sheet.name)
    raised = Round(tuple(higher if one is sheet else one for one in found.sheets), named=found.named)

    before, after = scores(assess(found, PACK)), scores(assess(raised, PACK))

    assert before.keys() == after.keys()
    assert all(after[one] >= before[one] for one in before)


@settings(max_examples=30, deadline=None)
@given(rounds)
def test_an_answer_without_a_level_counts_as_no_level(found: Round) -> None:
    without = Round(
        tuple(
            Sheet({key: one for key, one in sheet.answers.items() if not isinstance(one, NoLevel)}, sheet.role)
            for sheet in found.sheets
        ),
        named=found.named,
    )

    assert scores(assess(found, PACK)) == scores(assess(without, PACK))


@settings(max_examples=30, deadline=None)
@given(rounds)
def test_a_score_lies_between_the_answers_behind_it(found: Round) -> None:
    for one in assess(found, PACK).statements:
        if one.score is not None:
            assert one.lowest is not None
            assert one.highest is not None
            assert one.lowest <= one.score <= one.highest
            assert sum(level * count for level, count in enumerate(one.counts)) == one.score * one.answered


@settings(max_examples=30, deadline=None)
@given(rounds)
def test_without_names_nothing_is_shown_of_fewer_than_three(found: Round) -> None:
    result = assess(Round(found.sheets, named=False), PACK)

    for one in result.statements:
        assert one.given == ()
        assert one.answered == 0 or one.answered >= 3
    for dimension in result.dimensions:
        shown = [one.score for one in dimension.statements if one.score is not None]
        assert dimension.score == (sum(shown, Fraction(0)) / len(shown) if shown else None)


def test_unknown_is_not_zero() -> None:
    result = answered({"written-plan": 4}, {"written-plan": NoLevel.UNKNOWN}, {"written-plan": NoLevel.NOT_MY_FIELD})

    assert scores(result) == {"strategy": Fraction(4)}
    assert result.statements[0].unknown == 1
    assert result.statements[0].not_my_field == 1


def test_people_far_apart_are_found_first() -> None:
    result = answered({"written-plan": 0, "problem-first": 2}, {"written-plan": 3, "problem-first": 3})

    assert [one.statement.id for one in result.disputed] == ["written-plan"]
    assert next(one.about.statement.id for one in suggest(result)) == "written-plan"


def test_one_voice_in_ten_is_no_dispute() -> None:
    result = answered(*[{"written-plan": 2}] * 9, {"written-plan": 0})

    assert result.disputed == ()
    assert answered(*[{"written-plan": 2}] * 8, {"written-plan": 0}).disputed


def test_a_change_is_told_over_the_same_statements_only() -> None:
    before = answered({"written-plan": 1})
    now = answered({"written-plan": 2, "problem-first": 0})

    assert [(one.dimension.id, one.before, one.now) for one in changes(before, now)] == [
        ("strategy", Fraction(1), Fraction(2))
    ]


def test_organisations_are_compared_from_five_on() -> None:
    own = answered({"written-plan": 2})
    others = [1.0, 3.0, 3.0, 4.0]

    assert compare(own, {"strategy": others[:3]}) == ()
    (one,) = compare(own, {"strategy": others, "money": others})
    assert (one.dimension.id, one.own, one.middle, one.organisations) == ("strategy", Fraction(2), 3.0, 5)


# The statements


def test_each_dimension_is_one_that_the_governance_kit_knows() -> None:
    known = {option.value for option in PACK.get(KitChoice, "weak-spots").options}

    assert {one.id for one in PACK.all(Dimension)} == known


@pytest.mark.parametrize("role", TEAM_ROLES)
def test_each_role_is_asked_about_every_dimension_of_its_field_in_ten_minutes(role: Role) -> None:
    theirs = statements_for(PACK, role)

    assert 15 <= len(theirs) <= 25
    assert len({one.dimension for one in theirs}) >= 7


def test_a_pack_of_ones_own_adds_a_statement_that_counts(tmp_path: Path) -> None:
    card = {"id": "town", "title": "A town", "version": "2026.11", "lays_over": "core", "summary": "Its own."}
    statement = {
        "id": "our-own",
        "dimension": "money",
        "text": "Our own treasurer agrees.",
        "roles": ["leadership"],
        "levels": ["Never.", "Seldom.", "Sometimes.", "Mostly.", "Always."],
        "questions": ["running-costs-and-caps"],
        "topics": ["cost-control"],
        "sources": ["ocp-buying-ai"],
    }
    (tmp_path / "readiness" / "statements").mkdir(parents=True)
    (tmp_path / "pack.yaml").write_text(json.dumps(card))
    (tmp_path / "readiness" / "statements" / "own.yaml").write_text(json.dumps([statement]))

    pack = check_pack([*bundled_folders(), tmp_path])
    result = assess(parse_round({"answers": {"our-own": 4}}, pack), pack)

    assert result.scores() == {"money": 4.0}


def test_a_statement_whose_levels_look_alike_is_a_fault(tmp_path: Path) -> None:
    core = tmp_path / "core"
    shutil.copytree(next(iter(bundled_folders())), core)
    path = core / "readiness" / "statements" / "risk-adoption-money.yaml"
    path.write_text(path.read_text().replace("- We ask the vendor.", "- We never have."))

    with pytest.raises(PackInvalid) as told:
        check_pack([core])

    assert "Two levels look alike" in str(told.value)


# Reading answers


def test_answers_that_are_wrong_are_all_named() -> None:
    raw = {"people": [{"role": "boss", "answers": {"written-plan": 7, "no-such": 1, "list-of-uses": True}}], "x": 1}

    with pytest.raises(AnswersInvalid) as told:
        parse_round(raw, PACK)

    where = {str(error.where) for error in told.value.errors}
    assert where == {
        "x",
        "people.0.role",
        "people.0.answers.written-plan",
        "people.0.answers.no-such",
        "people.0.answers.list-of-uses",
    }


@settings(max_examples=20, deadline=None)
@given(rounds)
def test_what_is_written_is_read_again(found: Round) -> None:
    told = json.loads(json.dumps(found.as_json()))

    assert assess(parse_round(told, PACK), PACK).scores() == assess(found, PACK).scores()


# The report


@pytest.fixture
def report() -> Report:
    people = [{one: (place + number) % 5 for number, one in enumerate(IDS)} for place in range(4)]
    earlier = answered(dict.fromkeys(IDS, 1), dict.fromkeys(IDS, 2))
    action = PlannedAction("Write the plan", "strategy", "Ruth Adeyemi", date(2026, 12, 31), ActionState.OPEN)
    return Report(answered(*people), "Northmere Council", "Autumn", earlier, "Spring", (action,))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_report_is_written_in_every_format(report: Report, ending: str, language: str) -> None:
    from wellbought.pack.translate import in_language

    document = readiness_document(report, in_language(PACK, language), on=TODAY)

    assert len(write_readiness(document, ending)) > 1000


def test_the_report_holds_scores_disagreement_plan_and_change(report: Report) -> None:
    content = write_readiness(readiness_document(report, PACK, on=TODAY), "docx")

    opened = Docx(BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert "Write the plan" in cells
    assert "Ruth Adeyemi" in cells
    assert any("Amara: " in cell for cell in cells)
    assert any(paragraph.text == "What changed since Spring" for paragraph in opened.paragraphs)
    assert opened.inline_shapes


def test_the_slides_hold_every_score_in_words(report: Report) -> None:
    deck = Presentation(BytesIO(write_deck(readiness_deck(report, PACK, on=TODAY), "pptx")))

    assert len(deck.slides) == 7
    described = [one._element.xpath(".//p:cNvPr/@descr") for slide in deck.slides for one in slide.shapes]
    assert any("Strategy " in text for found in described for text in found)
    assert all(slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[1:-1])


def test_the_command_writes_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given_answers = tmp_path / "answers.json"
    given_answers.write_text(json.dumps({"role": "legal", "answers": {"own-terms": 3}}))

    assert run(["readiness", str(given_answers), "-o", str(tmp_path / "report.docx")]) == 0
    assert run(["readiness", str(given_answers)]) == 0
    assert '"procurement": 3.0' in capsys.readouterr().out
    assert (tmp_path / "report.docx").read_bytes()[:2] == b"PK"


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given_answers = tmp_path / "answers.json"
    given_answers.write_text(json.dumps({"answers": {"own-terms": 9}}))

    assert run(["readiness", str(given_answers)]) == 1
    assert "a level from 0 to 4" in capsys.readouterr().err


def test_a_blank_is_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    run(["readiness", "--blank", "--role", "legal"])

    assert not assess(parse_round(json.loads(capsys.readouterr().out), PACK), PACK).anything
