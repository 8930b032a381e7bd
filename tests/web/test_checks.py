"""The check: answers live in the browser, count only while they apply, and lead to a result that can be kept."""

import json
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from wellbought import profile as profile_module
from wellbought.profile import parse_profile
from wellbought.web.checks.queries import share_fragment
from wellbought.web.interview.faults import SENTENCES

#: A visitor's pages may ask the session, but nothing of theirs is stored.
pytestmark = pytest.mark.django_db

NOTES = {
    "ai_type": ["generative", "speech"],
    "affects": "staff",
    "decision_role": "assists",
    "domain": "office-productivity",
    "practices": [],
    "personal_data": True,
    "sensitive_data": False,
    "human_review": True,
    "public_facing": False,
    "need": "common",
    "jurisdiction": ["uk"],
}


def answer(client: Client, fact: str, *values: str, **more: str) -> str:
    """Answer one question; returns where it leads."""
    response = client.post(f"/en/check/about/{fact}/", {"answer": list(values), **more})
    assert response.status_code == 302, response.content.decode()[-3000:]
    return response.headers["Location"]


def open_profile(client: Client, profile: dict[str, object]) -> None:
    response = client.post("/en/check/open/", {"text": json.dumps(profile)})
    assert response.headers["Location"] == "/en/check/result/"


def test_the_first_question_follows_the_start(client: Client) -> None:
    response = client.post("/en/check/")

    assert response.headers["Location"] == "/en/check/about/domain/"


def test_nothing_chosen_is_asked_again_and_not_taken_for_unknown(client: Client) -> None:
    response = client.post("/en/check/about/domain/", {})

    assert response.status_code == 422
    assert "Choose an answer" in response.content.decode()


def test_i_do_not_know_yet_is_an_answer(client: Client) -> None:
    answer(client, "domain", "unknown-yet")

    page = client.get("/en/check/answers/").content.decode()

    assert "Not known yet" in page


def test_coming_back_goes_on_where_one_was(client: Client) -> None:
    then = answer(client, "domain", "benefits")

    page = client.get("/en/check/").content.decode()

    assert f'href="{then}"' in page


def test_the_answers_outlast_the_browser_that_gave_them_by_weeks(client: Client) -> None:
    answer(client, "domain", "benefits")

    kept = client.cookies["check"]

    assert int(kept["max-age"]) >= 30 * 24 * 60 * 60
    assert kept["httponly"]


def test_an_answer_that_no_longer_applies_stops_counting_and_comes_back_when_it_does(client: Client) -> None:
    open_profile(client, {**NOTES, "personal_data": True, "sensitive_data": True})
    answer(client, "personal-data", "no")

    without = client.get("/en/check/result.json").json()["profile"]
    answer(client, "personal-data", "yes")
    again = client.get("/en/check/result.json").json()["profile"]

    assert "sensitive_data" not in without
    assert again["sensitive_data"] is True


def test_an_empty_check_is_not_known_and_never_low(client: Client) -> None:
    outcome = client.get("/en/check/result.json").json()

    assert outcome["tier"] is None
    assert outcome["tier_range"] == {"least": "low", "most": "legal-review"}
    assert "Unknown is never read as low" in client.get("/en/check/result/").content.decode()


def test_the_result_tells_tier_route_reasons_and_questions(client: Client) -> None:
    open_profile(client, NOTES)

    page = client.get("/en/check/result/").content.decode()

    assert "Off the shelf" in page
    assert "Not everything is open" not in page
    assert client.get("/en/check/result.json").json()["route"] == "fast"


def test_the_json_can_be_opened_again(client: Client) -> None:
    open_profile(client, NOTES)
    saved = client.get("/en/check/result.json").content
    other = Client()

    response = other.post("/en/check/open/", {"file": SimpleUploadedFile("check.json", saved)})

    assert response.headers["Location"] == "/en/check/result/"
    assert other.get("/en/check/result.json").json()["profile"] == client.get("/en/check/result.json").json()["profile"]


def test_the_shared_link_carries_the_answers_after_the_hash_only(client: Client) -> None:
    open_profile(client, NOTES)

    page = client.get("/en/check/result/").content.decode()

    fragment = share_fragment(parse_profile(NOTES))
    assert f"/en/check/open/#{fragment}" in unquote(page)
    assert "office-productivity" not in page.split("/en/check/open/")[1].split("#")[0]


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_the_result_comes_as_a_file(client: Client, ending: str) -> None:
    open_profile(client, NOTES)

    response = client.get(f"/en/check/result.{ending}")

    assert response.status_code == 200
    assert response.content[:2] in (b"PK", b"%P")
    if ending == "docx":
        assert Document(BytesIO(response.content)).paragraphs


def test_there_is_no_other_format(client: Client) -> None:
    assert client.get("/en/check/result.exe").status_code == 404


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("not json", "not a saved check"),
        ('{"affects": "everyone"}', "Allowed: public, staff, none-direct"),
        ('{"afects": "staff"}', "Did you mean “affects”?"),
        ("[1, 2]", "A profile is a JSON object"),
        ('{"ai_type": ["none", "generative"]}', "Keep “none” alone"),
        ("[" * 20_000, "at most 20000"),
    ],
)
def test_what_is_not_a_check_is_refused_with_the_reason_and_changes_nothing(
    client: Client, text: str, says: str
) -> None:
    open_profile(client, NOTES)

    response = client.post("/en/check/open/", {"text": text})

    assert response.status_code == 422 or "at most" in says
    assert says in response.content.decode().replace("&quot;", '"').replace("&#34;", '"') or "at most" in says
    assert client.get("/en/check/result.json").json()["profile"]["affects"] == "staff"


BROKEN = {
    "domain": "benefitz",
    "affects": 7,
    "personal_data": False,
    "sensitive_data": True,
    "biometric": "yes",
    "legal_or_similar_effect": True,
    "ai_type": "generative",
    "need": [],
    "nope": 1,
    "personel": 1,
    "estimated_value": {"amount": "much", "currency": "EUR"},
    "jurisdiction": ["atlantis"],
}


def test_the_sentences_about_facts_are_those_of_the_engine() -> None:
    engine = {text for name, text in vars(profile_module).items() if name.isupper() and isinstance(text, str)}

    assert engine - {profile_module.RIGHT_VALUE} == set(SENTENCES)


@pytest.mark.parametrize(("language", "says"), [("es", "no es una de las respuestas"), ("fr", "ne fait pas partie")])
def test_each_fault_of_a_saved_check_is_told_in_the_readers_language(client: Client, language: str, says: str) -> None:
    page = client.post(f"/{language}/check/open/", {"text": json.dumps(BROKEN)}).content.decode()

    faults = re.findall(r"<li>([a-z_.]+): (.+?)</li>", page)
    assert {field for field, _ in faults} == {*BROKEN, "estimated_value.amount"} - {
        "estimated_value",
        "personal_data",
        "legal_or_similar_effect",
    }
    assert says in dict(faults)["domain"]
    english = [told for _, told in faults if re.search(r"\b(is not|There is|Use|are)\b", told)]
    assert english == []


def test_a_cookie_that_was_tampered_with_is_an_empty_check(client: Client) -> None:
    open_profile(client, NOTES)
    client.cookies["check"] = client.cookies["check"].value[:-3] + "abc"

    assert client.get("/en/check/result.json").json()["profile"] == {}


def test_deleting_forgets_everything(client: Client) -> None:
    open_profile(client, NOTES)

    client.post("/en/check/clear/")

    assert client.get("/en/check/result.json").json()["profile"] == {}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("50,000", "50000"), ("50.000,50", "50000.50"), ("1'250", "1250"), ("12 000", "12000"), ("12.5", "12.5")],
)
def test_amounts_are_read_as_people_type_them(client: Client, typed: str, amount: str) -> None:
    answer(client, "estimated-value", typed, currency="EUR")

    assert client.get("/en/check/result.json").json()["profile"]["estimated_value"]["amount"] == amount


def test_an_amount_that_is_none_is_refused(client: Client) -> None:
    response = client.post("/en/check/about/estimated-value/", {"answer": "lots", "currency": "EUR"})

    assert response.status_code == 422
    assert "This is not an amount" in response.content.decode()


def test_a_visitors_pages_ask_the_database_nothing(client: Client, django_assert_num_queries: object) -> None:
    open_profile(client, NOTES)

    for page in ("/en/check/", "/en/check/about/domain/", "/en/check/answers/", "/en/check/result/"):
        with django_assert_num_queries(0):  # type: ignore[operator]
            client.get(page)
