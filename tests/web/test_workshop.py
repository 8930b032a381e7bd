"""Workshops: a room is led from one browser, answered from many, and its notes taken along."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from tests.web.conftest import NOW
from wellbought.learning.room import Phase, Point
from wellbought.web.workshop import actions
from wellbought.web.workshop.models import Note, Room, Vote

pytestmark = pytest.mark.django_db

PURCHASE = "worked-permit-assistant"


@pytest.fixture
def screen() -> Client:
    return Client()


@pytest.fixture
def room(screen: Client) -> Room:
    screen.post(reverse("workshop:home"), {"purchase": PURCHASE})
    return Room.objects.get()


def page(name: str, room: Room, *more: object) -> str:
    return reverse(f"workshop:{name}", args=[room.code, *more])


def press(screen: Client, room: Room, note: str = "") -> None:
    """Take the room one step on."""
    room.refresh_from_db()
    screen.post(page("lead", room), {"do": "go-on", "number": room.number, "note": note})
    room.refresh_from_db()


def phone(room: Room) -> Client:
    client = Client()
    client.get(page("room", room))
    return client


def answer(client: Client, room: Room, option: int) -> int:
    return client.post(page("room", room), {"option": option, "number": room.number}).status_code


def test_a_room_goes_step_by_step_to_its_end() -> None:
    point, seen = Point(), []
    while point.phase is not Phase.OVER:
        point = point.next(2)
        seen.append((point.place, point.phase.value))

    assert seen == [
        (0, "asking"),
        (0, "spread"),
        (0, "reasons"),
        (1, "asking"),
        (1, "spread"),
        (1, "reasons"),
        (1, "over"),
    ]


def test_phones_answer_and_the_room_sees_the_spread_and_takes_notes_along(screen: Client, room: Room) -> None:
    press(screen, room)
    phones = [phone(room) for _ in range(5)]
    for place, one in enumerate(phones):
        assert answer(one, room, place % 2) == 302
    assert screen.get(page("state", room)).json() == {"number": 2, "answers": 5}

    press(screen, room, note="The head of permits saw it differently.")
    shown = screen.get(page("lead", room)).content.decode()

    assert 'value="3" max="5"' in shown
    assert "(yours)" in phones[0].get(page("room", room)).content.decode()
    while room.phase != Phase.OVER:
        press(screen, room, note="The head of permits saw it differently.")
    notes = Docx(BytesIO(screen.get(page("notes", room, "docx")).content))
    cells = [cell.text for table in notes.tables for row in table.rows for cell in row.cells]
    assert "3 (60 %)" in cells
    assert b"The head of permits" in screen.get(page("notes", room, "md")).content


def test_an_answer_may_be_changed_until_the_room_looks(screen: Client, room: Room) -> None:
    press(screen, room)
    one = phone(room)
    answer(one, room, 0)
    answer(one, room, 2)
    press(screen, room)

    assert answer(one, room, 1) == 422
    assert list(Vote.objects.values_list("option", flat=True)) == [2]


def test_an_answer_to_an_earlier_question_is_not_taken_for_this_one(screen: Client, room: Room) -> None:
    press(screen, room)
    one, old = phone(room), room.number
    for _ in range(3):
        press(screen, room)

    late = one.post(page("room", room), {"option": 0, "number": old})

    assert late.status_code == 422
    assert b"The room has gone on" in late.content


def test_only_the_browser_that_opened_a_room_leads_it(screen: Client, room: Room) -> None:
    stranger = Client()

    looked = stranger.get(page("lead", room))
    stranger.post(page("lead", room), {"do": "go-on", "number": 1, "note": ""})

    room.refresh_from_db()
    assert looked["Location"] == page("room", room)
    assert room.phase == Phase.WAITING
    assert stranger.get(page("notes", room, "docx")).status_code == 404


def test_pressing_twice_takes_the_room_one_step(screen: Client, room: Room) -> None:
    for _ in range(2):
        screen.post(page("lead", room), {"do": "go-on", "number": 1, "note": ""})

    room.refresh_from_db()
    assert (room.phase, room.number) == (Phase.ASKING, 2)


def test_nothing_personal_is_kept_of_a_phone(screen: Client, room: Room) -> None:
    press(screen, room)
    one = phone(room)
    answer(one, room, 0)

    vote = Vote.objects.get()
    assert vote.voter != one.cookies["workshop-phone"].value
    assert {field.name for field in Vote._meta.get_fields()} == {
        "id",
        "room",
        "place",
        "voter",
        "option",
        "changes",
    }


def test_a_phone_cannot_change_without_end_nor_fill_a_room(
    screen: Client, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_CHANGES", 2)
    monkeypatch.setattr(actions, "MOST_VOTERS", 1)
    press(screen, room)
    one = phone(room)

    assert [answer(one, room, option) for option in (0, 1, 2, 3)] == [302, 302, 302, 422]
    assert answer(phone(room), room, 0) == 422


def test_a_phone_without_cookies_is_told(screen: Client, room: Room) -> None:
    press(screen, room)

    response = Client().post(page("room", room), {"option": 0, "number": room.number})

    assert response.status_code == 422
    assert b"keeps no cookies" in response.content


def test_an_answer_that_is_too_large_is_refused(screen: Client, room: Room) -> None:
    press(screen, room)

    assert phone(room).post(page("room", room), {"option": "0" * 20_000, "number": 2}).status_code == 413


def test_a_code_is_found_however_it_is_typed(screen: Client, room: Room) -> None:
    typed = f" {room.code[:3].upper()} {room.code[3:]} "

    assert Client().post(reverse("workshop:join"), {"code": typed})["Location"] == page("room", room)


def test_wrong_codes_are_refused_and_after_many_have_to_wait() -> None:
    cache.clear()
    client = Client()

    answers = [client.post(reverse("workshop:join"), {"code": "aaaaaa"}).status_code for _ in range(62)]

    assert answers[:60] == [422] * 60
    assert answers[-1] == 429
    cache.clear()


def test_a_note_that_is_too_long_is_kept_on_the_page(screen: Client, room: Room) -> None:
    press(screen, room)
    words = "x" * 6000

    response = screen.post(page("lead", room), {"do": "note", "number": room.number, "note": words})

    assert response.status_code == 422
    assert words.encode() in response.content
    assert not Note.objects.exists()


def test_old_rooms_are_deleted(screen: Client, room: Room) -> None:
    Room.objects.update(opened_at=NOW)

    actions.forget_old(NOW + timedelta(days=29))
    assert Room.objects.exists()
    actions.forget_old(NOW + timedelta(days=31))
    assert not Room.objects.exists()


def test_a_phone_asks_in_one_query_whether_there_is_something_new(
    room: Room, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        Client().get(page("state", room))


def test_a_room_whose_purchase_is_gone_does_not_exist(room: Room) -> None:
    Room.objects.update(purchase="gone")

    assert Client().get(page("room", room)).status_code == 404
