"""The workspace: answers are kept with who and when, facts move the plan, nobody's words are lost."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import NOW, People, signed_in
from wellbought.pack.read import Pack
from wellbought.profile import parse_profile
from wellbought.purchase import AnswerState
from wellbought.web.purchases import actions
from wellbought.web.purchases.models import LONGEST_ANSWER, Answer, AnswerVersion, FactsVersion, Purchase
from wellbought.web.purchases.snapshot import snapshot

pytestmark = pytest.mark.django_db

QUESTION = "problem-in-a-sentence"


def save(member: Any, purchase: Purchase, text: str, *, seen: int = 0, state: str = "drafted") -> AnswerVersion:
    return actions.save_answer(
        member=member,
        purchase=purchase,
        question=QUESTION,
        text=text,
        state=AnswerState(state),
        seen=seen,
        now=NOW,
    )


def post(client: Client, purchase: Purchase, **fields: str) -> Any:
    given = {"text": "", "state": "drafted", "seen": "0", "seen_facts": "1", **fields}
    return client.post(f"/en/purchases/{purchase.key}/questions/{QUESTION}/", given)


def test_a_check_becomes_a_purchase_with_its_facts(people: People) -> None:
    client = signed_in(people.amara)
    client.post("/en/check/open/", {"text": '{"domain": "benefits", "affects": "public"}'})

    response = client.post("/en/purchases/new/", {"title": "Benefits chatbot", "summary": ""})

    made = Purchase.objects.get()
    assert response.headers["Location"] == f"/en/purchases/{made.key}/"
    assert made.facts == {"domain": "benefits", "affects": "public", "jurisdiction": ["uk"]}
    assert made.team.get().member == people.amara


def test_an_answer_is_kept_with_who_and_when(people: People, purchase: Purchase) -> None:
    post(signed_in(people.wei), purchase, text="Residents wait 40 minutes on the phone.")

    page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/questions/{QUESTION}/").content.decode()

    assert "Residents wait 40 minutes on the phone." in page
    assert "Last saved by Wei Chen" in page


def test_an_answer_is_never_overwritten(people: People, purchase: Purchase) -> None:
    save(people.amara, purchase, "first")
    save(people.wei, purchase, "second", seen=1)

    page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/questions/{QUESTION}/history/").content.decode()

    assert AnswerVersion.objects.count() == 2
    assert page.index("second") < page.index("first")


def test_the_second_of_two_tabs_sees_the_first_text_and_loses_nothing(people: People, purchase: Purchase) -> None:
    post(signed_in(people.amara), purchase, text="Amara's words")

    response = post(signed_in(people.wei), purchase, text="Wei's words")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Amara&#39;s words" in page
    assert "Wei&#39;s words" in page
    assert 'name="seen" id="id_seen" value="1"' in page
    assert AnswerVersion.objects.count() == 1


def test_after_bringing_both_together_it_can_be_saved(people: People, purchase: Purchase) -> None:
    post(signed_in(people.amara), purchase, text="Amara's words")
    post(signed_in(people.wei), purchase, text="Wei's words")

    post(signed_in(people.wei), purchase, text="Both", seen="1")

    assert Answer.objects.get().newest.text == "Both"


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "שלום עולם",
        "🙂👩🏽‍💻",
        "{{ 7*7 }} {% raw %}",
        "a\tb\nc",
        "'; DROP TABLE purchases; --",
    ],
)
def test_whatever_is_text_is_stored_and_shown_as_text(words: str, people: People, purchase: Purchase) -> None:
    client = signed_in(people.amara)
    post(client, purchase, text=words)

    page = client.get(f"/en/purchases/{purchase.key}/questions/{QUESTION}/").content.decode()

    assert Answer.objects.get().newest.text == words
    assert "<script>alert" not in page


def test_a_control_character_is_refused_with_its_line(people: People, purchase: Purchase) -> None:
    response = post(signed_in(people.amara), purchase, text="first line\nsecond \x07 line")

    assert response.status_code == 422
    assert "U+0007" in response.content.decode()
    assert "on line 2" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_text_of_two_megabytes_is_refused_with_the_reason_and_shown_again(people: People, purchase: Purchase) -> None:
    response = post(signed_in(people.amara), purchase, text="word " * 400_000)

    page = response.content.decode()
    assert response.status_code == 422
    assert f"it may have {LONGEST_ANSWER:,}" in page
    assert page.count("word ") >= 400_000
    assert not Answer.objects.exists()


def test_an_agreed_answer_says_something(people: People, purchase: Purchase) -> None:
    response = post(signed_in(people.amara), purchase, text="  ", state="agreed")

    assert response.status_code == 422


def test_a_new_fact_moves_the_tier_and_says_why(people: People, purchase: Purchase, pack: Pack) -> None:
    change = actions.change_facts(
        member=people.amara, purchase=purchase, facts={"vulnerable_groups": True}, seen=1, pack=pack, now=NOW
    )

    assert change.tier_after is not None
    assert FactsVersion.objects.filter(purchase=purchase).count() == 2
    assert purchase.facts["vulnerable_groups"] is True


def test_facts_that_somebody_else_changed_are_not_overwritten(people: People, purchase: Purchase, pack: Pack) -> None:
    actions.change_facts(member=people.amara, purchase=purchase, facts={"safety": True}, seen=1, pack=pack, now=NOW)

    with pytest.raises(actions.FactsChanged):
        actions.change_facts(member=people.wei, purchase=purchase, facts={"safety": False}, seen=1, pack=pack, now=NOW)

    assert Purchase.objects.get().facts["safety"] is True


def test_answers_stay_when_their_question_leaves_the_plan(people: People, purchase: Purchase, pack: Pack) -> None:
    save(people.amara, purchase, "kept")

    actions.change_facts(
        member=people.amara, purchase=purchase, facts={"ai_type": ("none",)}, seen=1, pack=pack, now=NOW
    )

    assert snapshot(purchase, pack, on=date(2026, 11, 23)).answers[QUESTION].text == "kept"


def test_a_team_is_of_the_organisations_own_people(people: People, purchase: Purchase) -> None:
    client = signed_in(people.amara)

    client.post(f"/en/purchases/{purchase.key}/team/", {"members": [str(people.outsider.id)]})

    assert people.outsider.id not in purchase.team.values_list("member_id", flat=True)


@pytest.mark.parametrize("place", ["", "result/", "facts/", "documents/", "team/", f"questions/{QUESTION}/"])
def test_a_pages_queries_do_not_grow_with_the_data(
    place: str, people: People, purchase: Purchase, pack: Pack, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(people.amara)
    for number, question in enumerate(snapshot(purchase, pack, on=date(2026, 11, 23)).plan.ids()):
        if number < 60 and question != QUESTION:
            actions.save_answer(
                member=people.amara,
                purchase=purchase,
                question=question,
                text="words",
                state=AnswerState.AGREED,
                seen=0,
                now=NOW,
            )

    with django_assert_max_num_queries(17):
        client.get(f"/en/purchases/{purchase.key}/{place}")


def test_the_lists_queries_do_not_grow_with_the_purchases(
    people: People, pack: Pack, django_assert_num_queries: Any
) -> None:
    client = signed_in(people.amara)
    for number in range(30):
        actions.start_purchase(
            member=people.amara, title=f"Purchase {number}", summary="", profile=parse_profile({}), pack=pack, now=NOW
        )

    with django_assert_num_queries(8):
        response = client.get("/en/purchases/")

    assert "Purchase 29" in response.content.decode()
