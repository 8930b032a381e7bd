"""Every page by every role: what the table says is what happens, and a page without a row lets nobody in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.conftest import People, signed_in
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.actions import add_member
from wellbought.web.accounts.queries import refusal_of
from wellbought.web.permissions import PAGES, may
from wellbought.web.purchases.models import Purchase

pytestmark = pytest.mark.django_db

#: What to put into a page's address, by the parameter's name.
PARAMETERS: dict[str, object] = {
    "ending": "json",
    "fact_id": "personal-data",
    "kind": "strategy",
    "question_id": "what-data-goes-in",
    "topic_id": "what-ai-is",
    "chapter_id": "basics",
    "term_id": "hallucination",
    "clause_id": "no-such-clause",
    "criterion_id": "no-such-criterion",
    "disclosure_id": "no-such-disclosure",
    "place_id": "uk",
    "source_id": "eu-ai-act",
    "name": "plain",
    "member_id": 0,
    "finding_id": "none",
    "text_key": "none",
    "claim_key": "none",
    "measure": "suppliers",
    "pinned_key": "none",
    "vendor_key": "none",
    "item_kind": "policy",
    "item_id": "none",
    "file_name": "none.pdf",
    "stage": "need",
    "token": "none",
    "pk": 0,
    "uidb36": "1",
    "provider_id": "none",
    "organization_slug": "none",
    "evidence_key": "none",
    "comment_key": "none",
    "meeting_key": "none",
    "paper": "agenda",
    "role": "procurement",
    "lesson_id": "fast-lane",
    "worked_id": "worked-permit-assistant",
    "standard": "scorm",
    "code": "none",
    "round_key": "none",
    "dimension_id": "strategy",
    "action_key": "none",
    "room_code": "none",
}


def all_pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named page of the URL configuration with the parameters of its address."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner)
            else:
                yield (
                    f"{space}{pattern.name}",
                    tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex),
                )

    yield from walk(get_resolver().url_patterns, "")


PAGE_NAMES = dict(all_pages())


def address(name: str, key: str = "none") -> str:
    values = {**PARAMETERS, "key": key}
    if name == "purchases:document":
        values["ending"] = "md"
    return reverse(name, kwargs={one: values[one] for one in PAGE_NAMES[name]})


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    assert set(PAGE_NAMES) == set(PAGES)


def test_whoever_administers_may_do_so_in_any_role_and_a_visitor_never() -> None:
    assert may("accounts:invite", Role.LEGAL, signed_in=True, acting=True, administrator=True)
    assert not may("accounts:invite", Role.LEGAL, signed_in=True, acting=True)
    assert not may("accounts:invite", None, signed_in=True, acting=True, administrator=True)


def test_a_page_without_a_row_lets_nobody_in() -> None:
    assert not any(
        may("no:such-page", role, signed_in=True, acting=acting) for role in Role for acting in (True, False)
    )


@pytest.mark.parametrize("acting", [False, True], ids=["looking", "acting"])
@pytest.mark.parametrize("role", [None, *TEAM_ROLES], ids=lambda role: role or "visitor")
@pytest.mark.parametrize("name", sorted(PAGE_NAMES))
def test_the_table_is_what_happens(
    name: str, role: Role | None, acting: bool, people: People, purchase: Purchase
) -> None:
    client = signed_in(people.by_role[role] if role else None)
    administrator = bool(role and people.by_role[role].is_administrator)
    page = address(name, purchase.key)

    response = client.post(page) if acting else client.get(page)

    if may(name, role, signed_in=role is not None, acting=acting, administrator=administrator):
        assert response.status_code not in (401, 403), response.status_code
        assert response.status_code != 405 or not acting
    elif role is None and any(may(name, one, signed_in=True, acting=acting, administrator=True) for one in TEAM_ROLES):
        assert response.status_code in ((302, 401) if not acting else (401,))
        assert "sign-in" in response.headers.get("Location", "sign-in")
    else:
        assert response.status_code in (403, 405)


@pytest.mark.parametrize("who", ["colleague", "outsider"])
@pytest.mark.parametrize("name", sorted(name for name in PAGE_NAMES if "key" in PAGE_NAMES[name] and ":" in name))
def test_a_purchase_that_is_not_theirs_does_not_exist_for_them(
    name: str, who: str, people: People, purchase: Purchase
) -> None:
    client = signed_in(getattr(people, who))

    looked = client.get(address(name, purchase.key))
    acted = client.post(address(name, purchase.key))

    assert looked.status_code in (404, 403)
    assert acted.status_code in (404, 403, 405)
    assert purchase.title.encode() not in looked.content + acted.content


def test_leadership_sees_a_purchase_without_being_in_its_team(people: People, purchase: Purchase) -> None:
    leader = people.by_role[Role.LEADERSHIP]
    purchase.team.filter(member=leader).delete()

    response = signed_in(leader).get(address("purchases:purchase", purchase.key))

    assert response.status_code == 200


def test_who_is_refused_is_told_whose_page_it_is_and_whom_to_ask(people: People, purchase: Purchase) -> None:
    client = signed_in(people.by_role[Role.TECHNOLOGY])

    page = client.get(address("purchases:new", purchase.key)).content.decode()

    assert "You work here as: Technology" in page
    assert all(f"<li>{name}</li>" in page for name in ("Procurement", "Project team", "Leadership"))
    assert "can change your role" in page


def test_a_refusal_tells_nothing_of_what_is_on_the_page(people: People, purchase: Purchase) -> None:
    client = signed_in(people.by_role[Role.TECHNOLOGY])

    theirs, missing = (
        client.post(address("purchases:fact", key)).content.decode() for key in (purchase.key, "no-such-purchase")
    )

    assert purchase.title not in theirs
    assert _without_marks(theirs.replace(purchase.key, "no-such-purchase")) == _without_marks(missing)


def _without_marks(page: str) -> str:
    """A page without what differs from one showing to the next."""
    return re.sub(r'(nonce|value|content)="[^"]*"', "", page)


def test_a_refusal_asks_the_database_no_more_for_more_people(
    people: People, purchase: Purchase, django_assert_num_queries: Any
) -> None:
    client = signed_in(people.by_role[Role.TECHNOLOGY])
    page = address("purchases:new")
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(12):
        add_member(
            organisation=people.wei.organisation,
            name=f"Person {number}",
            email=f"{number}@example.org",
            role=Role.LEGAL,
            password=None,
            is_administrator=True,
        )

    with django_assert_num_queries(len(few)):
        refused = client.get(page)

    assert refused.status_code == 403


def test_whoever_administers_is_not_told_to_ask_themselves(people: People) -> None:
    administrator = people.by_role[Role.LEGAL]
    administrator.is_administrator = True

    assert refusal_of(administrator, "accounts:invite", acting=True) is None
    assert refusal_of(administrator, "purchases:new", acting=True) is not None
