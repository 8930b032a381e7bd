"""``wellbought questions``: the questions that matter, in four formats."""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.engine.conftest import Command
from tests.engine.packs import whole
from wellbought.pack.kinds import Question
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES

CHATBOT = json.dumps(
    {"ai_type": ["generative"], "affects": "public", "decision_role": "informs", "domain": "benefits",
     "public_facing": True, "human_review": False}
).encode()  # fmt: skip
KEYS = {
    "id", "text", "stage", "lead", "consulted", "priority", "why", "good_answer", "warning_signs", "evidence",
    "topics", "sources", "applies", "depends_on", "asked_by", "duties", "origin",
}  # fmt: skip


def asked(wellbought: Command, *options: str) -> list[dict[str, Any]]:
    said = wellbought("questions", "-", *options, stdin=CHATBOT)
    assert (said.status, said.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def test_each_question_comes_with_all_that_helps_to_answer_it(wellbought: Command) -> None:
    found = asked(wellbought)

    assert found
    assert all(set(one) == KEYS for one in found)
    first = whole().get(Question, found[0]["id"])
    assert (found[0]["text"], found[0]["why"]) == (first.text, first.why)


def test_a_question_that_may_not_apply_says_what_it_depends_on(wellbought: Command) -> None:
    found = asked(wellbought)

    assert all((one["applies"] is None) == bool(one["depends_on"]) for one in found)
    assert any(one["depends_on"] for one in found)


@pytest.mark.parametrize("stage", PURCHASE_STAGES)
def test_the_questions_of_one_stage(stage: str, wellbought: Command) -> None:
    found = asked(wellbought, "--stage", stage)

    assert {one["stage"] for one in found} == {stage}


@pytest.mark.parametrize("role", TEAM_ROLES)
def test_the_questions_that_one_role_leads(role: str, wellbought: Command) -> None:
    found = asked(wellbought, "--role", role)

    assert {one["lead"] for one in found} == {role}


def test_the_questions_of_one_stage_and_role_are_those_of_both(wellbought: Command) -> None:
    both = asked(wellbought, "--stage", "need", "--role", "legal")

    stage = {one["id"] for one in asked(wellbought, "--stage", "need")}
    role = {one["id"] for one in asked(wellbought, "--role", "legal")}
    assert {one["id"] for one in both} == stage & role


def test_stages_and_roles_part_all_questions_without_loss(wellbought: Command) -> None:
    everything = {one["id"] for one in asked(wellbought)}

    by_stage = [one["id"] for stage in PURCHASE_STAGES for one in asked(wellbought, "--stage", stage)]

    assert sorted(by_stage) == sorted(everything)


@pytest.mark.parametrize(
    "options",
    [("--stage", "readiness"), ("--stage", "Need"), ("--role", "vendor"), ("--format", "pptx"), ("--format", "")],
    ids=" ".join,
)
def test_what_cannot_be_chosen_is_wrong_usage(options: tuple[str, ...], wellbought: Command) -> None:
    said = wellbought("questions", "-", *options, stdin=CHATBOT)

    assert (said.status, said.out) == (2, "")


def test_a_bad_profile_is_refused_and_nothing_is_printed(wellbought: Command) -> None:
    said = wellbought("questions", "-", "--format", "docx", stdin=b'{"afects": 1}')

    assert (said.status, said.raw) == (1, b"")
    assert "Did you mean “affects”?" in said.err


def test_as_markdown_each_question_is_there_in_its_words(wellbought: Command) -> None:
    said = wellbought("questions", "-", "--stage", "exit", "--format", "md", stdin=CHATBOT)

    assert (said.status, said.err) == (0, "")
    assert all(one["text"] in said.out for one in asked(wellbought, "--stage", "exit"))


@pytest.mark.parametrize(("ending", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")])
def test_as_a_file_of_an_office_it_opens(ending: str, part: str, wellbought: Command) -> None:
    said = wellbought("questions", "-", "--stage", "exit", "--format", ending, stdin=CHATBOT)

    assert (said.status, said.err) == (0, "")
    with zipfile.ZipFile(io.BytesIO(said.raw)) as file:
        assert part in file.namelist()
        assert file.testzip() is None
