"""The pages of learning: courses with and without an account, certificates, slides, trainings, the webinar."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import People, signed_in
from wellbought.learning.course import StepKind, course_for, quiz_of, steps_of
from wellbought.pack.kinds import Lesson, WorkedPurchase
from wellbought.pack.read import Pack
from wellbought.vocabulary import Role
from wellbought.web.learning.models import QuizTaken, StepDone

pytestmark = pytest.mark.django_db

COURSES = "/en/learn/courses/"


def right_answers(pack: Pack, role: Role) -> dict[str, int]:
    items = quiz_of(course_for(pack, role), pack)
    return {item.id: next(number for number, one in enumerate(item.options) if one.right) for item in items}


def take(client: Client, pack: Pack, role: Role) -> Any:
    """Go through a whole course; what the quiz says is returned."""
    said = None
    for step in steps_of(course_for(pack, role), pack):
        at = f"{COURSES}{role}/"
        if step.kind is StepKind.LESSON:
            client.post(f"{at}lessons/{step.id}/")
        elif step.kind is StepKind.PURCHASE:
            decisions = pack.get(WorkedPurchase, step.id).decisions
            client.post(f"{at}purchases/{step.id}/", {f"decision-{number}": 0 for number in range(len(decisions))})
        else:
            said = client.post(f"{at}quiz/", right_answers(pack, role))
    return said


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize(
    "page",
    ["", "courses/", "courses/legal/", "certificates/", "slides/", "training/", "webinar/", "webinar/captions.vtt"],
)
def test_pages_are_open_to_everyone_in_every_language(page: str, language: str) -> None:
    assert Client().get(f"/{language}/learn/{page}").status_code == 200


def test_every_lesson_and_purchase_of_every_course_is_shown(pack: Pack) -> None:
    for role in ("procurement", "project", "technology", "legal", "leadership"):
        for step in steps_of(course_for(pack, role), pack):
            folder = {StepKind.LESSON: f"lessons/{step.id}", StepKind.PURCHASE: f"purchases/{step.id}"}
            page = Client().get(f"{COURSES}{role}/{folder.get(step.kind, 'quiz')}/")
            assert page.status_code == 200, step


def test_the_home_page_leads_to_learning() -> None:
    assert 'href="/en/learn/"' in Client().get("/en/").content.decode()


def test_a_visitor_takes_a_course_and_gets_a_certificate_that_proves_itself(pack: Pack) -> None:
    client = Client()
    said = take(client, pack, Role.PROJECT)

    made = client.post(f"{COURSES}project/certificate/", {"name": "Tom Birch"})

    assert "Passed" in said.content.decode()
    assert made.content.startswith(b"%PDF")
    assert StepDone.objects.count() == 0
    code = code_in(made.content)
    proof = Client().get(f"/en/learn/certificates/{code}/").content.decode()
    assert "This certificate is genuine" in proof
    assert "Tom Birch" in proof
    assert "Nobody has checked who they are" in proof


def code_in(pdf: bytes) -> str:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as made:
        return str(made.pages[0].Annots[0].A.URI).rstrip("/").rpartition("/")[2]


def test_a_code_that_was_changed_proves_nothing() -> None:
    assert Client().get("/en/learn/certificates/W10:abc:def/").status_code == 404
    assert "proves nothing" in Client().post("/en/learn/certificates/", {"code": "W10:abc:def"}).content.decode()


def test_there_is_no_certificate_before_the_end() -> None:
    answer = Client().post(f"{COURSES}project/certificate/", {"name": "Tom Birch"})

    assert answer.status_code == 302


def test_progress_that_was_tampered_with_is_none() -> None:
    client = Client()
    client.post(f"{COURSES}legal/lessons/your-data/")
    assert (
        "12% done" in client.get(f"{COURSES}legal/").content.decode()
        or "11% done" in client.get(f"{COURSES}legal/").content.decode()
    )

    client.cookies["course"] = client.cookies["course"].value[:-1] + "x"

    assert "0% done" in client.get(f"{COURSES}legal/").content.decode()


def test_what_was_done_before_signing_in_comes_along(people: People) -> None:
    client = Client()
    client.post(f"{COURSES}legal/lessons/your-data/")
    client.force_login(people.amara.person)

    client.post(f"{COURSES}legal/lessons/law-and-privacy/")

    assert set(StepDone.objects.values_list("step", flat=True)) == {"your-data", "law-and-privacy"}
    assert client.cookies["course"].value == ""


def test_a_quiz_that_was_not_passed_is_explained_and_kept(people: People, pack: Pack) -> None:
    client = signed_in(people.amara)
    wrong = {name: (number + 1) % 3 for name, number in right_answers(pack, Role.LEGAL).items()}

    page = client.post(f"{COURSES}legal/quiz/", wrong).content.decode()

    taken = QuizTaken.objects.get()
    assert (taken.right, taken.questions, taken.passed) == (0, 10, False)
    assert "Not enough yet" in page
    options = quiz_of(course_for(pack, "legal"), pack)[0].options
    assert all(option.because in page.replace("&#39;", "'") for option in options)


def test_an_unanswered_question_is_asked_for(pack: Pack) -> None:
    answers = right_answers(pack, Role.LEGAL)
    answers.popitem()

    page = Client().post(f"{COURSES}legal/quiz/", answers)

    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()


def test_leaders_see_only_those_of_their_own_who_agreed(people: People) -> None:
    for member in (people.amara, people.wei, people.outsider):
        signed_in(member).post(f"{COURSES}legal/lessons/your-data/")
    for member in (people.amara, people.outsider):
        signed_in(member).post(f"{COURSES}share/", {"agreed": "yes"})

    page = signed_in(people.by_role[Role.LEADERSHIP]).get(f"{COURSES}team/").content.decode()

    assert "Amara Diallo" in page
    assert "Wei Chen" not in page
    assert "Kim Novak" not in page
    signed_in(people.amara).post(f"{COURSES}share/", {"agreed": "no"})
    again = signed_in(people.by_role[Role.LEADERSHIP]).get(f"{COURSES}team/").content.decode()
    assert "Amara Diallo" not in again


def test_the_team_page_asks_the_database_as_often_for_many_as_for_one(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leader = signed_in(people.by_role[Role.LEADERSHIP])
    signed_in(people.amara).post(f"{COURSES}share/", {"agreed": "yes"})
    with django_assert_num_queries(7):
        leader.get(f"{COURSES}team/")
    for member in people.by_role.values():
        signed_in(member).post(f"{COURSES}legal/lessons/your-data/")
        signed_in(member).post(f"{COURSES}share/", {"agreed": "yes"})

    with django_assert_num_queries(7):
        leader.get(f"{COURSES}team/")


def test_progress_can_be_deleted(people: People) -> None:
    client = signed_in(people.amara)
    client.post(f"{COURSES}legal/lessons/your-data/")

    client.post(f"{COURSES}forget/")

    assert StepDone.objects.count() == 0


TALK = {"role": "leadership", "minutes": "20", "language": "en", "place": "", "organisation": "Northmere"}


def test_slides_are_shown_before_they_are_made() -> None:
    page = Client().post("/en/learn/slides/", {**TALK, "make": "outline"}).content.decode()

    assert "Much AI arrives without a tender" in page


@pytest.mark.parametrize(("make", "begins"), [("pptx", b"PK"), ("html", b"<!doctype html>"), ("pdf", b"%PDF")])
def test_slides_are_given_with_a_logo(make: str, begins: bytes) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    logo = SimpleUploadedFile("logo.svg", svg)

    made = Client().post("/en/learn/slides/", {**TALK, "make": make, "logo": logo})

    assert made.status_code == 200
    assert made.content.startswith(begins)


def test_a_logo_that_is_none_is_refused_in_words() -> None:
    page = Client().post("/en/learn/slides/", {**TALK, "make": "pptx", "logo": SimpleUploadedFile("a.png", b"no")})

    assert page.status_code == 422
    assert "A logo is a PNG or SVG file" in page.content.decode()


DAY = {
    "role": "", "day_day": "10", "day_month": "12", "day_year": "2026", "begins": "09:00", "minutes": "180",
    "people": "12", "place": "", "language": "en", "organisation": "",
}  # fmt: skip


def test_a_training_is_shown_and_given_as_papers_and_calendar() -> None:
    shown = Client().post("/en/learn/training/", {**DAY, "make": "agenda"}).content.decode()
    papers = Client().post("/en/learn/training/", {**DAY, "make": "docx"}).content
    events = Calendar.from_ical(Client().post("/en/learn/training/", {**DAY, "make": "ics"}).content).walk("VEVENT")

    assert "How careful do we have to be?" in shown
    assert papers.startswith(b"PK")
    assert events[0].decoded("dtstart").isoformat() == "2026-12-10T09:00:00"


def test_exercises_that_do_not_fit_are_told_at_their_field() -> None:
    every = ["exercise-which-tier", "exercise-new-button", "exercise-test-and-steps"]

    page = Client().post("/en/learn/training/", {**DAY, "minutes": "100", "exercises": every, "make": "docx"})

    assert page.status_code == 422
    assert "The exercises take longer than the training" in page.content.decode()


def test_the_webinar_can_be_read_without_playing_it(pack: Pack) -> None:
    page = Client().get("/en/learn/webinar/").content.decode()

    assert page.count("data-slide") == 25
    assert "Thank you for listening" in page


def test_every_source_that_a_lesson_cites_is_listed_below_it(pack: Pack) -> None:
    for lesson in pack.all(Lesson):
        role = next(one for one in Role if lesson.id in course_for(pack, one).lessons)
        shown = Client().get(f"{COURSES}{role}/lessons/{lesson.id}/").content.decode()

        assert set(re.findall(r'href="#(source-[^"]+)"', shown)) <= set(re.findall(r'id="(source-[^"]+)"', shown))


def test_every_lesson_has_a_page_title(pack: Pack) -> None:
    lesson = pack.all(Lesson)[0]
    role = next(one for one in Role if lesson.id in course_for(pack, one).lessons)

    assert f"<title>{lesson.title}" in Client().get(f"{COURSES}{role}/lessons/{lesson.id}/").content.decode()
