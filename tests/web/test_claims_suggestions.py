"""A language model beside the rules: off by default, asked only with consent, and never taken at its word."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import People, signed_in

pytestmark = pytest.mark.django_db

TEXT = "It never fails.\n\nSeveral towns put its name on their old clock tower."
SUNG = "Several towns put its name on their old clock tower."


class StandIn:
    """A model on this machine that answers what a test tells it to."""

    def __init__(self) -> None:
        self.answer: Any = {"findings": []}
        self.status = 200
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                outer.keys.append(self.headers.get("Authorization", ""))
                content = outer.answer if isinstance(outer.answer, str) else json.dumps(outer.answer)
                body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so the library calls it
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def model(settings: Any) -> Iterator[StandIn]:
    stand_in = StandIn()
    settings.CLAIMS_MODEL_URL, settings.CLAIMS_MODEL, settings.CLAIMS_MODEL_KEY = stand_in.url, "small", "key"
    yield stand_in
    stand_in.server.shutdown()
    stand_in.server.server_close()


def ask(client: Client, **fields: str) -> Any:
    return client.post("/en/claims/suggestions/", {"text": TEXT, **fields})


def test_without_an_address_nothing_is_offered(people: People) -> None:
    client = signed_in(people.amara)

    assert "language model as well" not in client.post("/en/claims/", {"text": TEXT}).content.decode()
    assert ask(client, consent="on").status_code == 404


def test_it_is_offered_to_members_with_where_the_text_would_go(people: People, model: StandIn) -> None:
    page = signed_in(people.amara).post("/en/claims/", {"text": TEXT}).content.decode()

    assert "I agree that this text is sent to 127.0.0.1" in page
    assert "I agree" not in Client().post("/en/claims/", {"text": TEXT}).content.decode()
    assert model.asked == []


def test_without_consent_nothing_is_sent(people: People, model: StandIn) -> None:
    answer = ask(signed_in(people.amara))

    assert answer.status_code == 422
    assert "Tick the box" in answer.content.decode()
    assert model.asked == []


def test_what_it_adds_stands_apart_from_the_marks(people: People, model: StandIn) -> None:
    model.answer = {"findings": [{"sentence": SUNG, "kind": "unquantified-superlative"}]}

    page = ask(signed_in(people.amara), consent="on").content.decode()

    assert "Suggestions of a language model" in page
    assert f'dir="auto">{SUNG}</blockquote>' in page
    assert page.count('class="claims-mark"') == 1
    assert model.asked[0]["model"] == "small"
    assert model.asked[0]["messages"][1]["content"] == TEXT
    assert model.keys == ["Bearer key"]


@pytest.mark.parametrize(
    "finding",
    [
        {"sentence": "It never fails.", "kind": "absolute-performance"},
        {"sentence": "A sentence that nobody wrote.", "kind": "ai-washing"},
        {"sentence": SUNG, "kind": "lies"},
        {"sentence": 7, "kind": "ai-washing"},
        "text",
    ],
)
def test_only_words_of_the_text_that_no_rule_marks_count(finding: object, people: People, model: StandIn) -> None:
    model.answer = {"findings": [finding]}

    page = ask(signed_in(people.amara), consent="on").content.decode()

    assert "It added nothing" in page


@pytest.mark.parametrize(
    ("status", "content", "says"),
    [(500, "", "refused with status 500"), (200, "Sure!", "cannot be read"), (302, "", "refused with status 302")],
)
def test_a_model_that_fails_leaves_the_marks(
    status: int, content: str, says: str, people: People, model: StandIn
) -> None:
    model.status, model.answer = status, content

    answer = ask(signed_in(people.amara), consent="on")

    assert answer.status_code == 502
    assert says in answer.content.decode()
    assert 'class="claims-mark"' in answer.content.decode()


def test_a_model_that_is_not_there_is_said(people: People, settings: Any) -> None:
    settings.CLAIMS_MODEL_URL = "http://127.0.0.1:9/v1"

    assert "cannot be reached" in ask(signed_in(people.amara), consent="on").content.decode()
