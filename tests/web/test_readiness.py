"""The pages of readiness: alone without an account; in rounds, with who may see what; the plan; the comparison."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import NOW, People, signed_in
from wellbought.pack.kinds import Statement
from wellbought.pack.read import Pack
from wellbought.readiness.sheets import Answer, NoLevel, statements_for
from wellbought.vocabulary import Role
from wellbought.web.accounts.actions import add_member, found_organisation
from wellbought.web.accounts.models import Membership
from wellbought.web.audit.models import Event
from wellbought.web.background import worker
from wellbought.web.notifications.sources import readiness
from wellbought.web.readiness import actions, queries
from wellbought.web.readiness.models import ActionVersion, Mark, Round, Seat

pytestmark = pytest.mark.django_db

STATEMENT = "written-plan"
#: Of the page of a result: who asks, the round, its answers and those before, the plan, the trail.
QUERIES = 15


@pytest.fixture
def ended(people: People, pack: Pack) -> Round:
    """A round with names of all five, in which they differ on the plan, and which has ended."""
    return ended_round(people, pack)


def ended_round(people: People, pack: Pack, *, named: bool = True, days: int = 0, level: int = 0) -> Round:
    now = NOW + timedelta(days=days)
    everyone = list(people.by_role.values())
    leader = people.by_role[Role.LEADERSHIP]
    made = actions.start_round(
        member=leader, title=f"Round {days}", named=named, invited=[one.pk for one in everyone], now=now
    )
    for place, member in enumerate(everyone):
        answer(made, member, {STATEMENT: min(level + place % 4, 4), "list-of-uses": NoLevel.UNKNOWN})
    actions.end_round(found=made, pack=pack, now=now + timedelta(hours=1))
    made.refresh_from_db()
    return made


def answer(found: Round, member: Membership, answers: Mapping[str, Answer]) -> None:
    seat = queries.seat_of(found, member)
    assert seat is not None
    actions.save_answers(seat=seat, answers=answers, now=NOW)


def page(name: str, *args: object) -> str:
    return reverse(f"readiness:{name}", args=args)


# The front page


def test_everyone_invited_finds_the_round_on_the_front_page(people: People, ended: Round) -> None:
    for member in people.by_role.values():
        said = signed_in(member).get(page("home"))

        assert said.status_code == 200
        assert page("round", ended.key) in said.content.decode()


# Alone


def test_a_visitor_answers_sees_the_result_and_takes_it_along(client: Client, pack: Pack) -> None:
    first = client.post(page("alone"), {"role": "legal"})
    assert first["Location"] == page("alone-dimension", "strategy")
    asked = {one.id for one in statements_for(pack, Role.LEGAL) if one.dimension == "strategy"}

    answered = client.post(first["Location"], dict.fromkeys(asked, "1"))

    assert answered.status_code == 302
    result = client.get(page("alone-result"))
    assert b"What others at this level do next" in result.content
    assert "1.0" in result.content.decode()
    assert Mark.objects.count() == 0
    saved = client.get(page("alone-file", "json"))
    assert json.loads(saved.content)["people"][0]["answers"] == dict.fromkeys(asked, 1)


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("pptx", b"PK")])
def test_a_visitor_gets_files(client: Client, ending: str, begins: bytes) -> None:
    client.post(page("alone"), {"role": ""})
    client.post(page("alone-dimension", "money"), {"know-what-we-pay": "2"})

    response = client.get(page("alone-file", ending))

    assert response.content.startswith(begins)


def test_saved_answers_are_opened_again(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = json.dumps({"role": "legal", "answers": {STATEMENT: 3}}).encode()

    client.post(page("alone-open"), {"file": SimpleUploadedFile("answers.json", content)})

    assert "3.0" in client.get(page("alone-result")).content.decode()


@pytest.mark.parametrize("content", [b"{", b'{"answers": {"written-plan": 9}}', b'{"people": [{"answers": {}}, {}]}'])
def test_a_file_that_holds_no_answers_is_refused_with_a_reason(client: Client, content: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = client.post(page("alone-open"), {"file": SimpleUploadedFile("answers.json", content)})

    assert response.status_code == 422
    assert b"There is a problem" in response.content


def test_a_cookie_that_was_tampered_with_is_no_answer(client: Client) -> None:
    client.cookies["readiness"] = "made-up"

    assert client.get(page("alone-result")).status_code == 200


# Rounds


def test_a_leader_starts_a_round_and_those_asked_get_a_mail(
    people: People, mailoutbox: list[object], django_capture_on_commit_callbacks: object
) -> None:
    leader = people.by_role[Role.LEADERSHIP]
    invited = [leader.pk, people.amara.pk, people.outsider.pk]

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        response = signed_in(leader).post(page("new"), {"title": "Autumn", "named": "yes", "invited": invited[:2]})
    worker.work_off()

    made = Round.objects.get()
    assert response["Location"] == page("round", made.key)
    assert set(Seat.objects.values_list("member", flat=True)) == {leader.pk, people.amara.pk}
    assert [one.to for one in mailoutbox] == [[people.amara.person.email]]  # type: ignore[attr-defined]


def test_nobody_of_another_organisation_is_asked(people: People) -> None:
    leader = people.by_role[Role.LEADERSHIP]

    actions.start_round(member=leader, title="Autumn", named=True, invited=[people.outsider.pk], now=NOW)

    assert not Seat.objects.exists()


def test_a_member_answers_part_by_part_and_hands_in(people: People) -> None:
    made = actions.start_round(
        member=people.by_role[Role.LEADERSHIP], title="Autumn", named=True, invited=[people.amara.pk], now=NOW
    )
    client = signed_in(people.amara)

    client.post(page("answer", made.key, "strategy"), {STATEMENT: "3", "success-defined": "unknown"})
    client.post(page("answer", made.key, "strategy"), {STATEMENT: "2"})
    client.post(page("hand-in", made.key))

    seat = Seat.objects.get()
    assert queries.answers_of(seat) == {STATEMENT: 2, "success-defined": NoLevel.UNKNOWN}
    assert seat.finished_at is not None
    assert queries.open_seats(people.amara) == ()


def test_no_result_is_seen_before_the_end(people: People) -> None:
    leader = people.by_role[Role.LEADERSHIP]
    made = actions.start_round(member=leader, title="Autumn", named=True, invited=[people.amara.pk], now=NOW)
    answer(made, people.amara, {STATEMENT: 4})

    looked = signed_in(leader).get(page("round", made.key))

    assert b"The answers behind each score" not in looked.content
    assert signed_in(leader).get(page("file", made.key, "docx")).status_code == 404


def test_after_the_end_no_answer_is_taken(people: People, ended: Round) -> None:
    seat = queries.seat_of(ended, people.amara)
    assert seat is not None

    with pytest.raises(actions.RoundEnded):
        actions.save_answers(seat=seat, answers={STATEMENT: 4}, now=NOW)

    assert signed_in(people.amara).get(page("answer", ended.key, "strategy")).status_code == 404


def test_the_result_opens_every_figure_to_the_answers_behind_it(people: People, ended: Round) -> None:
    shown = signed_in(people.amara).get(page("round", ended.key)).content.decode()

    assert "Ruth Adeyemi: 0; Amara Diallo: 0" in shown
    assert "could not tell: 5" in shown
    assert 'href="#dimension-strategy"' in shown
    assert 'id="dimension-strategy"' in shown


def test_without_names_no_page_and_no_file_says_who_said_what(people: People, pack: Pack) -> None:
    nameless = ended_round(people, pack, named=False)
    client = signed_in(people.by_role[Role.LEADERSHIP])

    shown = client.get(page("round", nameless.key)).content.decode()
    report = client.get(page("file", nameless.key, "md")).content.decode()

    for text in (shown.partition("<main")[2], report):
        assert "Amara Diallo" not in text
        assert "Wei Chen" not in text
    assert client.get(page("file", nameless.key, "json")).status_code == 404


def test_only_those_asked_and_those_who_lead_see_a_round(people: People, ended: Round) -> None:
    for name, args in (("round", ()), ("file", ("docx",)), ("answer", ("strategy",)), ("hand-in", ())):
        for outside in (people.outsider, people.colleague):
            client = signed_in(outside)
            for response in (client.get(page(name, ended.key, *args)), client.post(page(name, ended.key, *args))):
                assert response.status_code in (403, 404, 405)
                assert ended.title.encode() not in response.content
    assert signed_in(people.outsider).get(page("new-action", ended.key)).status_code == 404


def test_the_change_since_the_last_round_is_shown(people: People, pack: Pack, ended: Round) -> None:
    again = ended_round(people, pack, days=90, level=2)

    shown = signed_in(people.amara).get(page("round", again.key)).content.decode()

    assert "What changed since “Round 0”" in shown
    assert "+1.8" in shown


def test_a_result_takes_the_same_number_of_queries_whatever_its_size(
    people: People, pack: Pack, ended: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(people.amara)
    client.get(page("round", ended.key))
    every = {one.id: 2 for one in pack.all(Statement)}
    big = actions.start_round(
        member=people.by_role[Role.LEADERSHIP],
        title="Big",
        named=True,
        invited=[one.pk for one in people.by_role.values()],
        now=NOW + timedelta(days=9),
    )
    for member in people.by_role.values():
        answer(big, member, every)
    actions.end_round(found=big, pack=pack, now=NOW + timedelta(days=10))
    for place in range(6):
        words = actions.ActionWords(f"Do {place}", people.amara)
        actions.add_action(member=people.amara, found=big, dimension="money", words=words, now=NOW)

    with django_assert_num_queries(QUERIES):
        client.get(page("round", big.key))


def test_who_looked_at_a_result_stands_in_the_trail(people: People, ended: Round) -> None:
    signed_in(people.amara).get(page("round", ended.key))

    assert Event.objects.filter(what="readiness:round", about=ended.key, member=people.amara).exists()


# The plan


def test_an_action_is_planned_owned_changed_and_kept_with_its_history(people: People, ended: Round) -> None:
    leader = signed_in(people.by_role[Role.LEADERSHIP])
    due = {"due_on_day": "31", "due_on_month": "12", "due_on_year": "2026"}
    words = {"text": "Write the plan", "dimension": "strategy", "owner": people.wei.pk}
    leader.post(page("new-action", ended.key), {**words, **due})
    made = ActionVersion.objects.get().action
    wei = signed_in(people.wei)

    response = wei.post(
        page("action", ended.key, made.key), {**words, **due, "state": "done", "note": "Agreed.", "seen": 1}
    )

    assert response.status_code == 302
    assert [one.state for one in queries.history_of(made)] == ["done", "open"]
    assert queries.open_actions(people.wei) == ()


def test_whoever_comes_second_sees_what_the_first_wrote(people: People, ended: Round) -> None:
    words = actions.ActionWords("Write the plan")
    made = actions.add_action(member=people.amara, found=ended, dimension="money", words=words, now=NOW)
    form = {"text": "Mine", "owner": "", "state": "open", "seen": 1}
    signed_in(people.amara).post(page("action", ended.key, made.key), {**form, "text": "Theirs"})

    response = signed_in(people.by_role[Role.LEADERSHIP]).post(page("action", ended.key, made.key), form)

    assert response.status_code == 409
    assert b"Amara Diallo wrote:" in response.content
    assert b"Mine</textarea>" in response.content


def test_who_neither_leads_nor_owns_an_action_cannot_change_it(people: People, ended: Round) -> None:
    words = actions.ActionWords("Write the plan")
    made = actions.add_action(member=people.amara, found=ended, dimension="money", words=words, now=NOW)

    response = signed_in(people.wei).post(
        page("action", ended.key, made.key), {"text": "Mine", "state": "done", "seen": 1}
    )

    assert response.status_code == 403
    assert ActionVersion.objects.count() == 1


def test_a_suggestion_fills_the_action_in(people: People, ended: Round, pack: Pack) -> None:
    address = page("new-action", ended.key) + f"?about={STATEMENT}&level=3"

    shown = signed_in(people.amara).get(address).content.decode()

    assert f"Reach this: {pack.get(Statement, STATEMENT).levels[3]}" in shown


def test_the_governance_kit_takes_the_weakest_dimensions_along(people: People, ended: Round) -> None:
    shown = signed_in(people.amara).get(reverse("governance:kit") + "?size=small&weak-spots=money&weak-spots=data")

    assert 'value="money" checked' in shown.content.decode()
    assert 'value="data" checked' in shown.content.decode()
    assert 'value="risk" checked' not in shown.content.decode()


def test_the_weekly_mail_knows_what_waits(people: People, ended: Round, pack: Pack) -> None:
    leader = people.by_role[Role.LEADERSHIP]
    actions.start_round(member=leader, title="Spring", named=True, invited=[people.amara.pk], now=NOW)
    words = actions.ActionWords("Write the plan", people.amara)
    actions.add_action(member=leader, found=ended, dimension="money", words=words, now=NOW)

    waiting = readiness(people.amara, pack, NOW.date())

    assert [(one.about, one.text) for one in waiting] == [
        ("Spring", "Your answers are wanted"),
        ("Round 0", "Write the plan"),
    ]


# The comparison


def test_organisations_are_compared_from_five_that_agreed(people: People, pack: Pack, ended: Round) -> None:
    leader = people.by_role[Role.LEADERSHIP]
    actions.agree(member=leader, agreed=True, now=NOW)

    for number in range(4):
        assert not compared(ended, pack)
        elsewhere(number, pack, agreed=True)

    ((own, middle, organisations),) = compared(ended, pack)
    assert (own, middle, organisations) == ("1.2", "3.0", 5)
    elsewhere(9, pack, agreed=False)
    assert compared(ended, pack)[0][2] == 5
    actions.agree(member=leader, agreed=False, now=NOW)
    assert not compared(ended, pack)


def elsewhere(number: int, pack: Pack, *, agreed: bool) -> None:
    organisation = found_organisation(name=f"Body {number}")
    leader = add_member(
        organisation=organisation, name="L", email=f"l{number}@x.example", role=Role.LEADERSHIP, password=None
    )
    made = actions.start_round(member=leader, title="One", named=True, invited=[leader.pk], now=NOW)
    answer(made, leader, {STATEMENT: 3})
    actions.end_round(found=made, pack=pack, now=NOW)
    actions.agree(member=leader, agreed=agreed, now=NOW)


def compared(found: Round, pack: Pack) -> list[tuple[str, str, int]]:
    report = queries.report_of(found, pack, earlier=None, organisation=found.organisation)
    return [(own, middle, count) for _title, own, middle, count in queries.result_page(report, pack).compared]
