"""A hundred people save answers at once, and the server is killed in the middle: ``python benchmarks/saving.py``.

Gunicorn serves the site on the loopback with its real settings. Each person saves answers to questions of their own,
one after the other without a pause, for a minute. Whatever a person was told is saved is noted. Half way through, the
server and all its workers are killed with ``kill -9`` and started again. Afterwards the database is asked for each
noted answer, which has to be there exactly once, and for the newest version of each question.

``--postgres`` uses a PostgreSQL server from a package instead of SQLite; ``--seconds`` and ``--people`` ask for less.
"""

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from figures import ROOT, Figure, percentile, tell
from workspace import prepare

PURCHASES = 20
TOKEN = "k" * 32
DOWN = 1.5
PATIENCE = 30


@dataclass(slots=True)
class Person:
    """Somebody who saves answers.

    :ivar saved: purchase, question, version and words of each answer that they were told is saved
    :ivar refused: the status of each answer that was not what they should get
    :ivar lost: how often the connection broke
    """

    number: int
    cookie: str
    purchase: str
    questions: Sequence[str]
    saved: list[tuple[str, str, int, str]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    lost: int = 0
    times: list[float] = field(default_factory=list)

    def save_until(self, over: threading.Event, port: int) -> None:
        """Save one answer after the other, until it is over."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        versions = dict.fromkeys(self.questions, 0)
        step = 0
        while not over.is_set():
            question = self.questions[step % len(self.questions)]
            step += 1
            words = f"person {self.number} step {step}"
            began = time.monotonic()
            try:
                status = self._post(connection, question, words, versions[question])
            except (OSError, http.client.HTTPException):
                self.lost += 1
                connection.close()
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
                versions |= self._look(connection, question, over)
                continue
            self.times.append((time.monotonic() - began) * 1000)
            if status == http.HTTPStatus.FOUND:
                versions[question] += 1
                self.saved.append((self.purchase, question, versions[question], words))
            else:
                self.refused.append(status)
        connection.close()

    def _post(self, connection: http.client.HTTPConnection, question: str, words: str, seen: int) -> int:
        fields = {"csrfmiddlewaretoken": TOKEN, "text": words, "state": "agreed", "seen": seen, "seen_facts": 1}
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}
        connection.request("POST", self._path(question), urllib.parse.urlencode(fields), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    def _look(self, connection: http.client.HTTPConnection, question: str, over: threading.Event) -> dict[str, int]:
        """What a person does whose connection broke: look what is there, as soon as the server answers again."""
        while not over.is_set():
            try:
                connection.request("GET", self._path(question), headers={"Cookie": self.cookie, "Host": "localhost"})
                page = connection.getresponse().read().decode()
                found = re.search(r'name="seen"[^>]*value="(\d+)"', page)
                assert found, page[:500]
                return {question: int(found[1])}
            except (OSError, http.client.HTTPException):
                connection.close()
                time.sleep(0.2)
        return {}

    def _path(self, question: str) -> str:
        return f"/en/purchases/{self.purchase}/questions/{question}/"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    return tell(f"Saving on {'PostgreSQL' if options.postgres else 'SQLite'}", figures(options))


def figures(options: argparse.Namespace) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="wellbought-benchmark-") as home:
        prepare(home, postgres=options.postgres)
        people = _people(options.people)
        port = _free_port()
        server = _serve(port)
        try:
            over = threading.Event()
            threads = [threading.Thread(target=one.save_until, args=(over, port)) for one in people]
            for thread in threads:
                thread.start()
            time.sleep(options.seconds / 2)
            before = sum(len(one.saved) for one in people)
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            time.sleep(DOWN)
            server = _serve(port)
            time.sleep(options.seconds / 2)
            over.set()
            for thread in threads:
                thread.join()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
        yield from _found(people, before, options.seconds)


def _found(people: Sequence[Person], before: int, seconds: int) -> Iterator[Figure]:
    from wellbought.web.purchases.models import Answer, AnswerVersion

    saved = [one for person in people for one in person.saved]
    there = Counter(
        AnswerVersion.objects.values_list("purchase__key", "question", "number", "text").iterator(chunk_size=5000)
    )
    words = Counter(text for *_where, text in there.elements())
    newest = {
        (key, question): number
        for key, question, number in Answer.objects.values_list("purchase__key", "question", "newest__number")
    }
    highest: dict[tuple[str, str], int] = {}
    for key, question, number, _text in there:
        highest[key, question] = max(number, highest.get((key, question), 0))
    times = [took for person in people for took in person.times]
    yield Figure("people", len(people), "")
    yield Figure("answers that people were told are saved", len(saved), "", at_least=1)
    yield Figure("  before the kill", before, "", at_least=1)
    yield Figure("  after the restart", len(saved) - before, "", at_least=1)
    yield Figure("  a second", len(saved) / seconds, "")
    yield Figure("of them not there", sum(there[one] == 0 for one in saved), "", at_most=0)
    yield Figure("answers there twice", sum(count > 1 for count in words.values()), "", at_most=0)
    yield Figure("there although nobody was told (cut off by the kill)", len(there) - len(set(saved)), "")
    yield Figure(
        "questions whose newest answer is not shown", sum(newest[one] != highest[one] for one in highest), "", at_most=0
    )
    yield Figure("errors told to people", sum(len(person.refused) for person in people), "", at_most=0)
    yield Figure("connections that broke, at the kill", sum(person.lost for person in people), "")
    yield Figure("time to save, median", percentile(times, 0.5), "ms")
    yield Figure("time to save, 95th percentile", percentile(times, 0.95), "ms")


def _people(count: int) -> list[Person]:
    """People, each in the team of a purchase, signed in, with questions of their own."""
    from check import profiles
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from wellbought.pack.kinds import Question
    from wellbought.vocabulary import TEAM_ROLES
    from wellbought.web.accounts.actions import add_member, found_organisation
    from wellbought.web.policies.queries import pack_for
    from wellbought.web.purchases.actions import choose_team, start_purchase

    organisation = found_organisation(name="Those who save", jurisdiction=["uk"])
    members = [
        add_member(
            organisation=organisation,
            name=f"Person {number}",
            email=f"p{number}@example.org",
            role=TEAM_ROLES[number % len(TEAM_ROLES)],
            password=None,
        )
        for number in range(count)
    ]
    pack = pack_for(organisation, "en")
    now = datetime.now(tz=UTC)
    purchases = [
        start_purchase(member=members[0], title=f"Purchase {place}", summary="", profile=profile, pack=pack, now=now)
        for place, profile in enumerate(profiles(pack, PURCHASES))
    ]
    for purchase in purchases:
        choose_team(purchase=purchase, members=members)
    plain = [question.id for question in pack.all(Question) if question.sets is None]
    made = []
    for number, member in enumerate(members):
        purchase, place = purchases[number % PURCHASES], number // PURCHASES
        session: Any = SessionStore()
        session["_auth_user_id"] = str(member.person.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = member.person.get_session_auth_hash()
        session.create()
        cookie = f"sessionid={session.session_key}; csrftoken={TOKEN}"
        made.append(Person(number, cookie, purchase.key, plain[place * 5 : place * 5 + 5]))
    return made


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(port: int) -> "subprocess.Popen[bytes]":
    """The site as ``wellbought serve`` runs it; it answers when this returns."""
    options = f"--bind 127.0.0.1:{port} --workers 2 --worker-class gthread --threads 4 --no-control-socket"
    command = [sys.executable, "-m", "gunicorn", "wellbought.web.config.wsgi", *options.split()]
    server = subprocess.Popen([*command, "--log-level", "critical"], cwd=ROOT, start_new_session=True)
    for _ in range(300):
        assert server.poll() is None, "The server ended."
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/", headers={"Host": "localhost"})
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return server
    message = "The server did not start."
    raise AssertionError(message)


if __name__ == "__main__":
    sys.exit(main())
