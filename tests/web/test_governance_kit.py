"""The governance kit's pages: open to all, nothing kept, and limits that an organisation takes over."""

import io
from collections.abc import Iterable

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import People, signed_in
from wellbought.governance import blank_kit
from wellbought.pack.kinds import Approval, Policy, Rule
from wellbought.vocabulary import Role
from wellbought.web.guidance.queries import pack_in
from wellbought.web.policies import queries

pytestmark = pytest.mark.django_db


def answers(**changes: str) -> dict[str, str | Iterable[str]]:
    chosen = blank_kit(pack_in("en"), "small").chosen
    return {"organisation": "Northmere Council", "fast-limit": "25 000", "currency": "GBP", **chosen, **changes}


def test_a_visitor_gets_the_drafts_without_an_account_or_a_cookie() -> None:
    client = Client()

    start = client.get(reverse("governance:kit"))
    asked = client.get(reverse("governance:kit"), {"size": "small"})
    page = client.get(reverse("governance:drafts"), answers())

    assert start.status_code == asked.status_code == page.status_code == 200
    assert "Your drafts" in page.content.decode()
    assert "sessionid" not in client.cookies


def test_a_draft_comes_as_a_word_file_with_the_name_of_the_organisation() -> None:
    response = Client().get(reverse("governance:draft", args=["ai-policy", "docx"]), answers())

    made = docx.Document(io.BytesIO(response.content))
    assert any("Northmere Council" in paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize(
    ("kind", "ending", "status"), [("ai-policy", "xlsx", 404), ("strategy", "docx", 404), ("no-such", "pdf", 404)]
)
def test_what_is_no_draft_is_not_found(kind: str, ending: str, status: int) -> None:
    assert Client().get(reverse("governance:draft", args=[kind, ending]), answers()).status_code == status


def test_an_answer_that_cannot_be_chosen_is_asked_again() -> None:
    response = Client().get(reverse("governance:drafts"), answers(meets="never"))

    assert response.status_code == 422


def test_an_amount_that_is_none_is_told_beside_it() -> None:
    response = Client().get(reverse("governance:drafts"), answers(**{"fast-limit": "a lot"}))

    assert response.status_code == 422
    assert "a lot" in response.content.decode()


def test_approved_limits_become_rules_once_they_are_published(people: People) -> None:
    leader = signed_in(people.by_role[Role.LEADERSHIP])
    page = leader.get(reverse("governance:drafts"), answers())

    taken = leader.post(reverse("governance:limits"), {"answers": page.wsgi_request.GET.urlencode()})
    before = queries.pack_for(people.amara.organisation, "en").all(Approval)
    seen = queries.number_of_changes(people.amara.organisation)
    leader.post(reverse("governance:publish"), {"seen_changes": seen})

    queries.forget_published(people.amara.organisation)
    pack = queries.pack_for(people.amara.organisation, "en")
    assert taken.status_code == 302
    assert before == ()
    assert pack.get(Policy, "kit-fast-lane").title == "Our fast lane for low-risk AI"
    assert pack.get(Rule, "kit-fast-lane-value").effect.route == "standard"


def test_a_second_round_of_the_kit_replaces_the_first_and_nothing_else(people: People) -> None:
    client = signed_in(people.amara)
    for given in (answers(), answers(**{"fast-limit": ""})):
        page = client.get(reverse("governance:drafts"), given)
        client.post(reverse("governance:limits"), {"answers": page.wsgi_request.GET.urlencode()})

    ids = {item.id for item in queries.draft_items(people.amara.organisation)}

    assert "kit-fast-lane" in ids
    assert "kit-fast-lane-value" not in ids


def test_those_who_may_not_approve_see_no_button(people: People) -> None:
    page = signed_in(people.wei).get(reverse("governance:drafts"), answers()).content.decode()

    assert "Approve these limits" not in page
