"""Key questions to work with: chosen by approach and tier too, as cards, a list and a sheet."""

import io
from collections.abc import Iterator

import docx
import openpyxl
import pikepdf
import pytest
from django.test import Client
from django.utils import translation

from tests.web.test_guidance import Html, page_of
from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack
from wellbought.vocabulary import Approach, Route, Tier
from wellbought.web.guidance.queries import choices
from wellbought.web.guidance.queries import questions as asked


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in English, whichever language the last page that was asked for spoke."""
    with translation.override("en"):
        yield


def ids(**chosen: str) -> set[str]:
    """The questions that a choice leaves."""
    page = asked.questions_page("en", choices.QuestionChoice(**chosen, whole=True))  # type: ignore[arg-type]
    return {row.question.id for stage in page.stages for role in stage.roles for row in role.rows}


# Choosing


def test_a_way_to_buy_has_its_own_questions_and_those_of_all(pack: Pack) -> None:
    every = {question.id for question in pack.all(Question)}

    found = {approach: ids(approach=approach) for approach in Approach}

    assert "who-really-does-the-work" in found[Approach.SERVICES]
    assert "who-really-does-the-work" not in found[Approach.OFF_THE_SHELF]
    assert "unused-licences" in found[Approach.OFF_THE_SHELF]
    assert "unused-licences" not in found[Approach.CUSTOM]
    assert set.union(*found.values()) == every


def test_the_fast_questions_are_asked_whatever_the_way_to_buy(pack: Pack) -> None:
    fast = {question.id for question in pack.all(Question) if question.route is Route.FAST}

    assert all(fast <= ids(approach=approach) for approach in Approach)


def test_a_tier_asks_what_its_route_asks(pack: Pack) -> None:
    assert ids(tier=Tier.LOW) == ids(route=Route.FAST)
    assert ids(tier=Tier.MODERATE) == ids(route=Route.STANDARD)
    assert ids(tier=Tier.HIGH) == ids(tier=Tier.LEGAL_REVIEW) == {question.id for question in pack.all(Question)}


def test_the_page_offers_what_was_chosen_as_files() -> None:
    hrefs = Html(page_of("/en/questions/", stage="need", tier="low", page="2", all="1")).hrefs

    for ending in ("pdf", "docx", "xlsx"):
        assert f"/en/questions.{ending}?stage=need&tier=low" in hrefs


# Files


def file(ending: str, language: str = "en", **chosen: str) -> bytes:
    response = Client().get(f"/{language}/questions.{ending}", chosen)
    assert response.status_code == 200
    return response.content


def test_cards_stand_four_on_a_sheet_and_can_be_heard() -> None:
    count = len(ids(stage="exit"))

    with pikepdf.open(io.BytesIO(file("pdf", stage="exit"))) as pdf:
        with pdf.open_outline() as outline:
            cards = len(outline.root)
        width, height = (float(side) for side in pdf.pages[0].MediaBox[2:])
        assert bool(pdf.Root.MarkInfo.Marked)
        assert len(pdf.pages) == -(-count // 4)

    assert cards == count
    assert (round(width), round(height)) == (595, 842)


def test_the_list_has_every_question_with_room_for_its_answer(pack: Pack) -> None:
    word = docx.Document(io.BytesIO(file("docx", stage="exit", role="legal")))

    headings = {line.text for line in word.paragraphs if line.style and line.style.name == "Heading 2"}
    wanted = ids(stage="exit", role="legal")
    texts = {question.text for question in pack.all(Question) if question.id in wanted}

    assert headings == texts
    assert len(headings) == len(wanted) > 0
    assert sum("Your answer" in cell.text for table in word.tables for row in table.rows for cell in row.cells) == len(
        wanted
    )


def test_the_sheet_has_a_row_for_every_question() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file("xlsx", tier="low"))).worksheets[0]

    assert sheet.max_row == 1 + len(ids(tier="low"))
    assert [cell.value for cell in sheet[1]][:3] == ["Question", "Stage", "Priority"]


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_the_files_speak_the_readers_language(ending: str) -> None:
    assert len(file(ending, "ar", tier="low")) > 3000


@pytest.mark.parametrize("address", ["questions.epub", "questions.pdf?q=zzqqxx", "questions.html"])
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(f"/en/{address}").status_code == 404
