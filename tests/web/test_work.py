"""Several people on one purchase: owners, discussion, evidence, decisions, gates, and what waits for each."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from tests.web.conftest import NOW, People, signed_in
from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.profile import parse_profile
from wellbought.purchase import AnswerState, verify
from wellbought.vocabulary import Role, Stage
from wellbought.web.purchases import actions, queries
from wellbought.web.purchases.models import Assignment, Comment, Decision, Mention, PlanVersion, Purchase
from wellbought.web.purchases.snapshot import snapshot

pytestmark = pytest.mark.django_db

QUESTION = "problem-in-a-sentence"
TODAY = date(2026, 11, 23)


@pytest.fixture
def light(people: People, pack: Pack) -> Purchase:
    """Meeting notes for staff: low tier, fast route, everyone in the team."""
    facts = {"affects": "staff", "decision_role": "assists", "domain": "office-productivity", "practices": []}
    more = dict.fromkeys(("biometric", "vulnerable_groups", "legal_or_similar_effect", "safety"), False)
    calm = {"sensitive_data": False, "public_facing": False, "vendor_trains_on_data": False, "reversible": True}
    need = {"need": "common", "scale": "team", "human_review": True, "ai_type": ["generative"], "personal_data": True}
    made = actions.start_purchase(
        member=people.amara,
        title="Meeting notes",
        summary="",
        profile=parse_profile({**facts, **more, **calm, **need}),
        pack=pack,
        now=NOW,
    )
    actions.choose_team(purchase=made, members=list(people.by_role.values()))
    return made


def give(people: People, purchase: Purchase, owner: Role, *, question: str = QUESTION, **given: Any) -> Assignment:
    return actions.assign(
        member=people.amara,
        purchase=purchase,
        question=question,
        owner=people.by_role[owner],
        consulted=given.get("consulted", ()),
        due_on=given.get("due_on"),
        seen=given.get("seen", 0),
        now=NOW,
    )


def settle_all(people: People, purchase: Purchase, pack: Pack) -> None:
    for question in snapshot(purchase, pack, on=TODAY).plan.ids():
        actions.save_answer(
            member=people.amara,
            purchase=purchase,
            question=question,
            text="Agreed words",
            state=AnswerState.AGREED,
            seen=0,
            now=NOW,
        )


def decide(people: People, purchase: Purchase, title: str = "How it is bought") -> Decision:
    return actions.log_decision(
        member=people.amara,
        purchase=purchase,
        title=title,
        chosen="A call-off",
        alternatives=["A tender", " "],
        reasons="It is quicker.",
        now=timezone.now(),
    )


# Owners


def test_a_question_is_given_to_somebody_with_a_day(people: People, purchase: Purchase) -> None:
    client = signed_in(people.amara)
    given = {"owner": people.wei.pk, "consulted": [people.amara.pk], "seen": 0}
    day = {"due_on_day": "4", "due_on_month": "12", "due_on_year": "2026"}

    client.post(f"/en/purchases/{purchase.key}/questions/{QUESTION}/owner/", {**given, **day})

    page = client.get(f"/en/purchases/{purchase.key}/questions/{QUESTION}/").content.decode()
    assert "Wei Chen" in page
    assert "4 December 2026" in page


def test_the_second_who_gives_a_question_away_sees_the_first_choice(people: People, purchase: Purchase) -> None:
    give(people, purchase, Role.LEGAL)

    response = signed_in(people.wei).post(
        f"/en/purchases/{purchase.key}/questions/{QUESTION}/owner/", {"owner": people.wei.pk, "seen": 0}
    )

    assert response.status_code == 409
    assert "Inés Ortega" in response.content.decode()
    assert Assignment.objects.get().owner == people.by_role[Role.LEGAL]


def test_only_the_team_is_given_questions(people: People, purchase: Purchase) -> None:
    with pytest.raises(WellboughtError, match="team"):
        actions.assign(
            member=people.amara,
            purchase=purchase,
            question=QUESTION,
            owner=people.outsider,
            due_on=None,
            seen=0,
            now=NOW,
        )


def test_a_question_falls_to_the_role_that_leads_it(people: People, purchase: Purchase, pack: Pack) -> None:
    shot = snapshot(purchase, pack, on=TODAY)

    assert {shot.owner_of(one) for one in shot.plan.led_by(Role.TECHNOLOGY)} == {"Wei Chen"}


def test_somebody_may_hold_another_role_in_a_purchase(people: People, purchase: Purchase) -> None:
    team = [str(member.pk) for member in people.by_role.values()]

    signed_in(people.amara).post(
        f"/en/purchases/{purchase.key}/team/", {"members": team, f"role_{people.wei.pk}": "legal"}
    )

    assert queries.role_in(purchase, people.wei) is Role.LEGAL
    assert queries.role_in(purchase, people.amara) is Role.PROCUREMENT


def test_two_who_change_what_is_said_of_a_purchase_see_both(people: People, purchase: Purchase) -> None:
    page = f"/en/purchases/{purchase.key}/about/"
    said = {"summary": "", "owner": people.wei.pk, "vendor": "Lumen", "renews_on_day": "1", "renews_on_month": "6"}
    given = {**said, "renews_on_year": "2027", "seen": "1"}

    signed_in(people.amara).post(page, {**given, "title": "Amara's name"})
    second = signed_in(people.wei).post(page, {**given, "title": "Wei's name"})

    purchase.refresh_from_db()
    assert (purchase.title, purchase.owner, purchase.renews_on) == ("Amara's name", people.wei, date(2027, 6, 1))
    assert second.status_code == 409
    assert "Amara&#39;s name" in second.content.decode()
    assert "Wei&#39;s name" in second.content.decode()


# Discussion


def test_a_mention_reaches_my_work_until_it_is_seen(people: People, purchase: Purchase) -> None:
    signed_in(people.amara).post(
        f"/en/purchases/{purchase.key}/questions/{QUESTION}/comments/", {"comment": "@Wei, is this right?"}
    )
    wei = signed_in(people.wei)
    before = wei.get("/en/work/").content.decode()

    wei.post(f"/en/work/mentions/{Comment.objects.get().key}/")

    assert "@Wei, is this right?" in before
    assert "@Wei, is this right?" not in wei.get("/en/work/").content.decode()


def test_an_answer_in_the_discussion_counts_as_seen(people: People, purchase: Purchase) -> None:
    for member, text in ((people.amara, "@Wei?"), (people.wei, "Yes.")):
        actions.comment(member=member, purchase=purchase, question=QUESTION, text=text, now=NOW)

    assert Mention.objects.get().seen_at == NOW


def test_an_empty_comment_is_refused_with_the_reason(people: People, purchase: Purchase) -> None:
    response = signed_in(people.amara).post(
        f"/en/purchases/{purchase.key}/questions/{QUESTION}/comments/", {"comment": "  "}
    )

    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_each_mention_puts_a_task_into_the_background(
    people: People, purchase: Purchase, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "wellbought.web.purchases.actions.work.enqueue", lambda task, *, mention_id: asked.append((task, mention_id))
    )
    settings.WHEN_MENTIONED = "wellbought.web.notifications.tasks.tell"

    actions.comment(member=people.amara, purchase=purchase, question=QUESTION, text="@Wei @Tom", now=NOW)

    assert sorted(asked) == [(settings.WHEN_MENTIONED, one.pk) for one in Mention.objects.order_by("pk")]


# My work


def test_my_work_is_sorted_by_day_and_says_what_is_overdue(people: People, purchase: Purchase, pack: Pack) -> None:
    ids = snapshot(purchase, pack, on=TODAY).plan.ids()[:2]
    for question, days in zip(ids, (5, -5), strict=True):
        give(people, purchase, Role.TECHNOLOGY, question=question, due_on=TODAY + timedelta(days=days))

    owned = [row for row in queries.work_of(people.wei, pack, on=TODAY).owned if row.due_on]

    assert [row.overdue for row in owned] == [True, False]


def test_my_work_pages_through_what_is_mine_and_leaves_nothing_out(
    people: People, purchase: Purchase, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellbought.web.work.views.OWNED_ON_A_PAGE", 1)
    given = snapshot(purchase, pack, on=TODAY).plan.ids()[:2]
    for question in given:
        give(people, purchase, Role.TECHNOLOGY, question=question, due_on=TODAY)
    count = len(queries.work_of(people.wei, pack, on=TODAY).owned)
    client = signed_in(people.wei)

    pages = [client.get(f"/en/work/?page={number}").content.decode() for number in range(1, count + 1)]

    assert count >= 2
    assert all(page.count(f'href="/en/purchases/{purchase.key}/questions/') == 1 for page in pages)
    assert all(any(f"/questions/{question}/" in page for page in pages) for question in given)


def test_my_work_finds_out_anew_what_was_found_out_with_other_guidance(
    people: People, light: Purchase, pack: Pack
) -> None:
    before = queries.work_of(people.amara, pack, on=TODAY).owned
    Purchase.objects.update(standing_digest="of-yesterday", gate_questions="")

    assert before
    assert queries.work_of(people.amara, pack, on=TODAY).owned == before


def test_a_settled_question_waits_for_nobody(people: People, light: Purchase, pack: Pack) -> None:
    give(people, light, Role.TECHNOLOGY, consulted=[people.amara])
    waiting = queries.work_of(people.amara, pack, on=TODAY).consulted
    settle_all(people, light, pack)

    work = queries.work_of(people.wei, pack, on=TODAY)

    assert len(waiting) == 1
    assert work.owned == ()
    assert queries.work_of(people.amara, pack, on=TODAY).consulted == ()


def test_a_gate_waits_for_those_who_sign_it(people: People, light: Purchase, pack: Pack) -> None:
    settle_all(people, light, pack)

    assert [row.purchase for row in queries.work_of(people.amara, pack, on=TODAY).gates] == ["Meeting notes"]
    assert queries.work_of(people.wei, pack, on=TODAY).gates == ()


def test_my_work_takes_as_many_queries_for_sixty_purchases_as_for_three(
    people: People, pack: Pack, django_assert_num_queries: Any
) -> None:
    def start(number: int) -> None:
        for place in range(number):
            made = actions.start_purchase(
                member=people.amara, title=f"P{place}", summary="", profile=parse_profile({}), pack=pack, now=NOW
            )
            give(people, made, Role.PROCUREMENT, consulted=())
            actions.comment(member=people.amara, purchase=made, question=QUESTION, text="words", now=NOW)

    client = signed_in(people.amara)
    start(3)
    few = _count(client, "/en/work/")
    start(57)

    with django_assert_num_queries(few):
        client.get("/en/work/")
    assert few <= 14


# Decisions


def test_decisions_are_chained_and_shown_with_who_and_why(people: People, purchase: Purchase, pack: Pack) -> None:
    client = signed_in(people.amara)
    said = {"title": "How", "chosen": "A call-off", "alternatives": "A tender\nNothing", "reasons": "Quicker"}
    client.post(f"/en/purchases/{purchase.key}/decisions/add/", said)
    decide(people, purchase)

    page = client.get(f"/en/purchases/{purchase.key}/decisions/").content.decode()
    decisions = snapshot(purchase, pack, on=TODAY).decisions

    assert "A tender; Nothing" in page
    assert "The chain holds" in page
    assert decisions[1].previous == decisions[0].seal
    assert verify(decisions) == ()


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses_to_touch_a_decision(verb: str, people: People, purchase: Purchase) -> None:
    decide(people, purchase)
    sql = {"update": "UPDATE purchases_decision SET chosen = 'other'", "delete": "DELETE FROM purchases_decision"}

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql[verb])

    assert Decision.objects.get().chosen == "A call-off"


def test_verify_shows_what_was_altered_behind_the_database_s_back(people: People, purchase: Purchase) -> None:
    from wellbought.web.purchases.seals import lift_guard, set_guard

    decide(people, purchase)
    lift_guard(connection)
    Decision.objects.update(chosen="Something else")
    set_guard(connection)

    page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/decisions/verify/").content.decode()

    assert "Decision 1 was altered" in page


def test_the_record_bears_decisions_and_their_seals(people: People, purchase: Purchase) -> None:
    made = decide(people, purchase)

    record = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/documents/record.md").content.decode()

    assert made.seal in record
    assert "It is quicker." in record


# Gates


def test_a_fast_purchase_passes_in_one_sitting(people: People, light: Purchase, pack: Pack) -> None:
    settle_all(people, light, pack)

    response = signed_in(people.amara).post(
        f"/en/purchases/{light.key}/gates/contract/", {"reasons": "All is settled."}, follow=True
    )

    light.refresh_from_db()
    assert response.status_code == 200
    assert light.stage == Stage.IMPLEMENTATION
    assert Decision.objects.get().kind == "gate"
    assert snapshot(light, pack, on=TODAY).next_gate() is None


def test_a_gate_with_open_questions_passes_only_as_an_exception(people: People, light: Purchase) -> None:
    client = signed_in(people.amara)

    refused = client.post(f"/en/purchases/{light.key}/gates/contract/", {"reasons": "In a hurry"})
    client.post(f"/en/purchases/{light.key}/gates/contract/", {"reasons": "In a hurry", "override": "on"})

    decision = Decision.objects.get()
    assert refused.status_code == 422
    assert decision.kind == "override"
    assert decision.by_name == "Amara Diallo"
    assert "Passed although" in decision.chosen


def test_another_role_does_not_sign(people: People, light: Purchase) -> None:
    response = signed_in(people.wei).post(
        f"/en/purchases/{light.key}/gates/contract/", {"reasons": "I may", "override": "on"}
    )

    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_a_signature_needs_reasons_and_no_gate_is_signed_twice(people: People, light: Purchase) -> None:
    client = signed_in(people.amara)
    page = f"/en/purchases/{light.key}/gates/contract/"

    without = client.post(page, {"reasons": "", "override": "on"})
    client.post(page, {"reasons": "Once", "override": "on"})
    again = client.post(page, {"reasons": "Twice", "override": "on"})

    assert (without.status_code, again.status_code) == (422, 422)
    assert Decision.objects.count() == 1


# Updates of the guidance


def test_an_update_of_the_guidance_waits_until_it_is_taken(people: People, purchase: Purchase, pack: Pack) -> None:
    newest = PlanVersion.objects.get()
    dropped, *kept = newest.questions.split()
    PlanVersion.objects.filter(pk=newest.pk).update(pack_digest="older", questions=" ".join(kept), tier="low")
    client = signed_in(people.amara)

    waiting = snapshot(purchase, pack, on=TODAY)
    shown = client.get(f"/en/purchases/{purchase.key}/guidance/").content.decode()
    client.post(f"/en/purchases/{purchase.key}/guidance/", {"seen": pack.digest})

    after = snapshot(purchase, pack, on=TODAY)
    assert "The guidance was updated" not in client.get(f"/en/purchases/{purchase.key}/").content.decode()
    assert dropped not in waiting.plan.ids()
    assert dropped in shown
    assert dropped in after.plan.ids()
    assert PlanVersion.objects.order_by("-number")[0].why == "guidance"


# The back door


def test_anyone_records_ai_that_came_without_a_tender(people: People) -> None:
    said = {"title": "Mail summaries", "vendor": "Mailwright", "how": "switched-on", "summary": "Long threads, short."}
    known = {"affects": "staff", "decision_role": "informs", "domain": "office-productivity", "personal_data": "yes"}

    response = signed_in(people.colleague).post("/en/record/", {**said, **known}, follow=True)

    made = Purchase.objects.get()
    page = response.content.decode()
    assert (made.arrival, made.owner, made.stage) == ("switched-on", people.colleague, "implementation")
    assert made.facts["existing_product"] is True
    assert "The few questions that matter first" in page
    assert PlanVersion.objects.get().tier == "low"


def test_the_back_door_says_what_is_missing(people: People) -> None:
    response = signed_in(people.wei).post("/en/record/", {})

    assert response.status_code == 422
    assert "How did it come to you?" in response.content.decode()


def test_a_purchase_of_sixty_answers_takes_as_many_queries_as_one_of_three(
    people: People, purchase: Purchase, pack: Pack, django_assert_num_queries: Any
) -> None:
    client = signed_in(people.amara)
    ids = snapshot(purchase, pack, on=TODAY).plan.ids()

    def fill(questions: tuple[str, ...]) -> None:
        for question in questions:
            give(people, purchase, Role.LEGAL, question=question, consulted=[people.wei])
            actions.comment(member=people.wei, purchase=purchase, question=question, text="@Amara", now=NOW)
            actions.keep_link(
                member=people.wei, purchase=purchase, question=question, title="x", url="https://x.example", now=NOW
            )
            decide(people, purchase, question)

    places = {"": 19, f"questions/{ids[0]}/": 19, "gates/": 20, "decisions/": 19, "evidence/": 19, "guidance/": 20}
    fill(ids[:3])
    few = {place: _count(client, f"/en/purchases/{purchase.key}/{place}") for place in places}
    fill(ids[3:60])
    many = {place: _count(client, f"/en/purchases/{purchase.key}/{place}") for place in places}

    assert few == many
    assert {place: number for place, number in many.items() if number > places[place]} == {}


def _count(client: Client, page: str) -> int:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries_made:
        assert client.get(page).status_code == 200
    return len(queries_made)
