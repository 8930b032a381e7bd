"""A readiness report with 50 respondents, and a workshop that 200 phones answer within 10 seconds.

Run ``python benchmarks/readiness.py``. The report is made by the command, in a fresh process. The workshop is served by
one worker process; each phone joins, asks now and then whether there is something new, as its script does, and answers
once at a moment of its own. Then what the room counted is held against what each phone was told.
"""

import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from figures import ROOT, Figure, tell

PEOPLE, MOST_SECONDS, RUNS = 50, 2.0, 3
PHONES, WITHIN, LONGEST_WAIT = 200, 10.0, 1.0
POLL = 4.0
PORT = 8761
PURCHASE = "worked-permit-assistant"


def figures() -> Iterator[Figure]:
    """Reports in each format, then the workshop."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.json"
        answers.write_text(json.dumps(_round()), encoding="utf-8")
        for ending in ("docx", "pdf", "pptx"):
            command = [sys.executable, "-m", "wellbought", "readiness", str(answers), "-o", f"{folder}/report.{ending}"]
            # The best of three, since what else the machine does is no part of the report.
            name = f"report of {PEOPLE} people as {ending.upper()}, whole command"
            yield Figure(name, min(_seconds(command) for _ in range(RUNS)), "s", at_most=MOST_SECONDS)
        yield from _workshop(Path(folder) / "home")


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _round() -> dict[str, object]:
    from wellbought.pack.read import load_pack
    from wellbought.readiness.sheets import statements_for
    from wellbought.vocabulary import TEAM_ROLES

    pack, chance = load_pack(), random.Random(7)  # noqa: S311 - a load, no secret
    people = []
    for place in range(PEOPLE):
        role = TEAM_ROLES[place % len(TEAM_ROLES)]
        answers = {one.id: chance.choice([0, 1, 1, 2, 2, 3, 4, "unknown"]) for one in statements_for(pack, role)}
        people.append({"name": f"Person {place}", "role": role, "answers": answers})
    return {"organisation": "Northmere Council", "title": "Autumn", "people": people}


@dataclass
class Browser:
    """A browser of few words: it keeps cookies and one connection, and remembers how long each answer took."""

    cookies: dict[str, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body, and where it leads."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**form, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        begun = time.perf_counter()
        response = self._sent("POST" if body else "GET", path, body, headers)
        text = response.read().decode()
        self.waits.append(time.perf_counter() - begun)
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0].strip('"')
        return response.status, text, response.headers.get("Location", "")

    def _sent(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        try:
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closed a connection that had been idle; a browser opens another. It sent nothing back, so
            # this is one request and not two.
            self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()


@dataclass
class Phone(Browser):
    """A phone in the room."""

    chosen: int | None = None
    told: bool = False

    def join(self, code: str) -> None:
        """Come in, before the clock starts."""
        self.ask(f"/en/workshop/{code}/")
        self.waits.clear()

    def take_part(self, code: str, number: int, option: int, after: float, begin: threading.Barrier) -> None:
        """Ask every few seconds for news; answer once, and see the answer kept."""
        begin.wait()
        started = time.perf_counter()
        looked = started - random.uniform(0, POLL)  # noqa: S311
        while self.chosen is None or time.perf_counter() - started < WITHIN:
            now = time.perf_counter()
            if self.chosen is None and now - started >= after:
                self.chosen = option
                form = {"option": str(option), "number": str(number)}
                status, _, leads_to = self.ask(f"/en/workshop/{code}/", form)
                self.told = status == 302 and "Your answer is in." in self.ask(leads_to)[1]
            elif now - looked >= POLL:
                looked = now
                self.ask(f"/en/workshop/{code}/state/")
            else:
                time.sleep(0.02)


def _workshop(home: Path) -> Iterator[Figure]:
    command = [sys.executable, "-m", "wellbought", "serve", "--port", str(PORT), "--home", str(home), "--workers", "1"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        screen = _opened()
        code, number = _room(screen)
        phones = [Phone() for _ in range(PHONES)]
        for phone in phones:
            phone.join(code)
        begin = threading.Barrier(PHONES)
        threads = [
            threading.Thread(
                target=phone.take_part, args=(code, number, place % 4, WITHIN * place / PHONES * 0.9, begin)
            )
            for place, phone in enumerate(phones)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        screen.ask(f"/en/workshop/{code}/lead/", {"do": "go-on", "number": str(number), "note": ""})
        counted = [int(one) for one in re.findall(r'value="(\d+)" max', screen.ask(f"/en/workshop/{code}/lead/")[1])]
        waits = sorted(wait for phone in phones for wait in phone.waits)
        told = Counter(phone.chosen for phone in phones if phone.told)
        yield Figure("phones that answered and were told so", sum(told.values()), "", at_least=PHONES)
        lost = sum(abs(told[place] - count) for place, count in enumerate(counted))
        yield Figure("answers lost or doubled against what phones were told", lost, "", at_most=0)
        yield Figure("requests in the ten seconds", len(waits), "")
        yield Figure("half of them waited at most", waits[len(waits) // 2], "s")
        yield Figure("the longest wait of any phone", waits[-1], "s", at_most=LONGEST_WAIT)
    finally:
        server.terminate()
        server.wait(20)


def _opened() -> Browser:
    """A browser, once the server answers."""
    for _ in range(120):
        try:
            screen = Browser()
            screen.ask("/en/workshop/")
        except OSError:
            time.sleep(0.5)
        else:
            return screen
    raise SystemExit("The server did not start.")


def _room(screen: Browser) -> tuple[str, int]:
    """A room at its first question."""
    _, _, leads_to = screen.ask("/en/workshop/", {"purchase": PURCHASE})
    code = leads_to.strip("/").split("/")[2]
    screen.ask(leads_to)
    screen.ask(leads_to, {"do": "go-on", "number": "1", "note": ""})
    return code, 2


if __name__ == "__main__":
    sys.exit(tell("Readiness and workshops", figures()))
