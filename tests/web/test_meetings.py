"""A kick-off in one click; the room's answers go into the plan, and minutes come out."""

import io
from typing import Any

import pytest
from django.test import Client
from docx import Document
from icalendar import Calendar

from tests.web.conftest import People, signed_in
from wellbought.web.meetings.models import AgendaItem, Meeting
from wellbought.web.purchases.models import Answer, Decision, Purchase

pytestmark = pytest.mark.django_db


@pytest.fixture
def kick_off(people: People, purchase: Purchase) -> Meeting:
    signed_in(people.amara).post(f"/en/purchases/{purchase.key}/meetings/")
    return Meeting.objects.get()


def page_of(meeting: Meeting, more: str = "") -> str:
    return f"/en/purchases/{meeting.purchase.key}/meetings/{meeting.key}/{more}"


def answer(client: Client, meeting: Meeting, **said: Any) -> Any:
    given = {"item": "1", "text": "Residents wait.", "state": "agreed", "role": "legal", "seen": "0", **said}
    return client.post(page_of(meeting, "room/"), given)


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_one_click_makes_an_agenda_for_the_right_people(kick_off: Meeting) -> None:
    items = AgendaItem.objects.filter(meeting=kick_off)

    assert 5 <= items.count() <= 10
    assert len({item.role for item in items}) >= 3
    assert kick_off.attendees.count() >= 3


def test_what_the_room_says_goes_into_the_plan_and_the_chain(people: People, kick_off: Meeting) -> None:
    response = answer(signed_in(people.amara), kick_off, decide="on")

    item = AgendaItem.objects.get(meeting=kick_off, place=1)
    assert response.headers["Location"].endswith("?item=2")
    assert Answer.objects.get().newest.text == "Residents wait."
    assert (item.answer_number, item.role) == (1, "legal")
    assert Decision.objects.get().question == item.question


def test_two_who_answer_in_the_room_lose_nothing(people: People, kick_off: Meeting) -> None:
    answer(signed_in(people.amara), kick_off, text="Amara's words")

    response = answer(signed_in(people.wei), kick_off, text="Wei's words")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Amara&#39;s words" in page
    assert "Wei&#39;s words" in page


def test_an_answer_that_is_agreed_says_something(people: People, kick_off: Meeting) -> None:
    response = answer(signed_in(people.amara), kick_off, text=" ")

    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_the_minutes_hold_what_was_said_and_what_waits(people: People, kick_off: Meeting) -> None:
    client = signed_in(people.amara)
    answer(client, kick_off, decide="on")
    told = {"minutes_long": "60", "unknown": "What it costs", "stop_rule": "Data leave the country", "seen": "1"}
    client.post(page_of(kick_off), {**told, "invited": [str(people.wei.pk)]})
    client.post(page_of(kick_off, "close/"))

    minutes = words_of(client.get(page_of(kick_off, "minutes.docx")).content)

    kick_off.refresh_from_db()
    assert kick_off.closed_at is not None
    assert "Residents wait." in minutes
    assert "Not answered in this meeting" in minutes
    assert "What it costs" in minutes
    assert "Wei Chen" in minutes


def test_the_agenda_holds_its_questions_and_day(people: People, kick_off: Meeting) -> None:
    client = signed_in(people.amara)
    day = {"day_day": "4", "day_month": "12", "day_year": "2026", "clock": "14:30"}
    client.post(page_of(kick_off), {**day, "minutes_long": "75", "place": "Room 2", "seen": "1"})

    agenda = words_of(client.get(page_of(kick_off, "agenda.docx")).content)
    (event,) = Calendar.from_ical(client.get(page_of(kick_off, "invitation.ics")).content).walk("VEVENT")

    assert "14:30 Room 2" in agenda
    assert event.decoded("dtstart").hour == 14
    assert str(event["location"]) == "Room 2"


def test_there_is_no_invitation_before_there_is_a_day(people: People, kick_off: Meeting) -> None:
    assert signed_in(people.amara).get(page_of(kick_off, "invitation.ics")).status_code == 404


def test_two_who_change_a_meeting_see_one_another_s_words(people: People, kick_off: Meeting) -> None:
    told = {"minutes_long": "60", "seen": "1"}
    signed_in(people.amara).post(page_of(kick_off), {**told, "unknown": "Amara's words"})

    response = signed_in(people.wei).post(page_of(kick_off), {**told, "unknown": "Wei's words"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Amara&#39;s words" in page
    assert "Wei&#39;s words" in page


@pytest.mark.parametrize("more", ["", "room/", "minutes.docx", "close/"])
def test_a_meeting_of_others_does_not_exist(more: str, people: People, kick_off: Meeting) -> None:
    client = signed_in(people.outsider)

    looked, acted = client.get(page_of(kick_off, more)), client.post(page_of(kick_off, more))

    assert looked.status_code in (403, 404)
    assert acted.status_code in (403, 404)
