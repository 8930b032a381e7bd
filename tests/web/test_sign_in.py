"""Signing in, and what happens to words that were being written."""

import re
from html import unescape

import pytest
from django.test import Client, override_settings

from tests.web.conftest import PASSWORD, People, signed_in
from wellbought.web.purchases.models import AnswerVersion, Purchase

pytestmark = pytest.mark.django_db


def test_the_right_password_leads_on_to_where_one_was_heading(client: Client, people: People) -> None:
    response = client.post(
        "/en/account/sign-in/",
        {"email": "PROCUREMENT@northmere.example", "password": PASSWORD, "next": "/en/purchases/new/"},
    )

    assert response.headers["Location"] == "/en/purchases/new/"


def test_an_address_elsewhere_is_not_followed(client: Client, people: People) -> None:
    response = client.post(
        "/en/account/sign-in/",
        {"email": "procurement@northmere.example", "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert response.headers["Location"] == "/en/purchases/"


def test_a_wrong_password_says_nothing_of_which_part_is_wrong(client: Client, people: People) -> None:
    known = client.post("/en/account/sign-in/", {"email": "procurement@northmere.example", "password": "x"})
    unknown = client.post("/en/account/sign-in/", {"email": "nobody@northmere.example", "password": "x"})

    assert known.status_code == unknown.status_code == 422
    assert "do not belong together" in known.content.decode()
    assert "do not belong together" in unknown.content.decode()


def test_after_ten_wrong_passwords_one_has_to_wait(client: Client, people: People) -> None:
    for _ in range(10):
        client.post("/en/account/sign-in/", {"email": "slow@northmere.example", "password": "x"})

    response = client.post("/en/account/sign-in/", {"email": "slow@northmere.example", "password": PASSWORD})

    assert response.status_code == 429


def test_nobody_enters_as_an_example_outside_the_demo(client: Client, people: People) -> None:
    with override_settings(DEMO=False):
        response = client.post(f"/en/account/enter/{people.amara.id}/")
        page = client.get("/en/account/sign-in/").content.decode()

    assert response.status_code == 403
    assert "Amara" not in page


def test_what_was_being_written_survives_an_expired_session(people: People, purchase: Purchase) -> None:
    client = Client()
    path = f"/en/purchases/{purchase.key}/questions/what-data-goes-in/"
    words = "Names, dates of birth — and “quotes” <b>& tags</b> עברית 🙂"

    asked = client.post(path, {"text": words, "state": "drafted", "seen": "0", "seen_facts": "1", "answer": "yes"})
    held = unescape(re.search(r'name="held"[^>]*value="([^"]+)"', asked.content.decode())[1])  # type: ignore[index]
    shown = client.post(
        "/en/account/sign-in/", {"email": "procurement@northmere.example", "password": PASSWORD, "held": held}
    )
    fields = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', shown.content.decode())
    }
    saved = client.post(path, fields)

    assert asked.status_code == 401
    assert "What you wrote is still here" in shown.content.decode()
    assert saved.status_code == 302
    assert AnswerVersion.objects.get().text == words


def test_a_held_form_that_was_tampered_with_is_not_shown(client: Client, people: People) -> None:
    response = client.post(
        "/en/account/sign-in/",
        {"email": "procurement@northmere.example", "password": PASSWORD, "held": "eyJwYXRoIjoiLyJ9:x:y"},
    )

    assert response.headers["Location"] == "/en/purchases/"


def test_signing_out_ends_it(people: People) -> None:
    client = signed_in(people.amara)

    client.post("/en/account/sign-out/")

    assert client.get("/en/purchases/").status_code == 302
