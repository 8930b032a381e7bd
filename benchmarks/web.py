"""How many requests a second the pages bear, and what a first visit transfers: ``python benchmarks/web.py``.

One gunicorn worker serves the site with its real settings, beside bare views that answer with the same bytes
(``bare.py``). The same connections ask for a page and for its bare twin in turn, several times over, so that both meet
the same machine. Pages that were made once are kept by the site; what the first visitor waits for is told too.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from check import profiles
from figures import ROOT, Figure, percentile, tell, wall_ms

from wellbought.pack.kinds import Topic
from wellbought.pack.read import load_pack

HERE = Path(__file__).parent
CONNECTIONS = 4
ROUNDS = 3
SECONDS = 1.0
HALF = 0.5
RESULTS = 100
FIRST_LOAD_KB = 150

PROFILE = {
    "ai_type": ["generative"],
    "affects": "public",
    "decision_role": "informs",
    "domain": "benefits",
    "practices": [],
    "personal_data": True,
    "vulnerable_groups": True,
    "public_facing": True,
    "existing_product": False,
    "need": "own-process",
    "scale": "population",
    "jurisdiction": ["uk"],
}

#: Pages by a short name.
PAGES = {
    "home": "/en/",
    "contents": "/en/guide/",
    "topic": "/en/guide/kinds-of-ai/",
    "key-questions": "/en/questions/",
    "key-question": "/en/questions/what-data-goes-in/",
    "glossary": "/en/glossary/",
    "search": "/en/search/?q=training+data",
    "check-start": "/en/check/",
    "check-question": "/en/check/about/decision-role/",
    "check-answers": "/en/check/answers/",
    "check-result": "/en/check/result/",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a request."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> list[str]:
        """All values of one header."""
        pattern = rb"(?im)^" + name.encode() + rb":[ \t]*(.*?)\r?$"
        return [found.decode("latin-1") for found in re.findall(pattern, self.head)]


@dataclass(slots=True)
class Connection:
    """A connection that is kept alive. It does little with an answer, so as not to slow the server down."""

    port: int
    _socket: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def ask(self, request: bytes) -> Answer:
        """Send a request and read the answer whole."""
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^content-length:[ \t]*(\d+)", head)
        assert length, f"An answer without a length: {head[:200]!r}"
        missing = int(length[1]) - len(body)
        parts = [body]
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return Answer(int(head[9:12]), head, b"".join(parts))

    def _more(self) -> bytes:
        part = self._socket.recv(262_144)
        assert part, "The server closed the connection."
        return part


def request(path: str, cookie: str = "", *, extra: str = "", body: bytes = b"") -> bytes:
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", "Host: localhost", f"Cookie: {cookie}" if cookie else ""]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    lines += [extra]
    return "\r\n".join(line for line in lines if line).encode() + b"\r\n\r\n" + body


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """The site beside its bare twins, served by one worker; gives the port and the worker's process."""
    bodies = folder / "bodies"
    bodies.mkdir()
    environment = {
        **os.environ,
        "WELLBOUGHT_HOME": str(folder),
        "WELLBOUGHT_DEMO": "0",
        "WELLBOUGHT_BENCHMARK_BODIES": str(bodies),
        "DJANGO_SETTINGS_MODULE": "wellbought.web.config.settings",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}",
    }
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        arguments = [sys.executable, "-m", "django", *command, "--verbosity", "0"]
        subprocess.run(arguments, env=environment, cwd=ROOT, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = (
        f"--bind 127.0.0.1:{port} --workers 1 --worker-class gthread --threads 4 --keep-alive 30 --no-control-socket"
    )
    arguments = [sys.executable, "-m", "gunicorn", "bare:application", *options.split(), "--log-level", "warning"]
    server = subprocess.Popen(arguments, env=environment, cwd=HERE)
    try:
        _wait(port, server)
        yield port, _worker_of(server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "The server ended."
        try:
            Connection(port).ask(request("/health/"))
        except (OSError, AssertionError):
            time.sleep(0.1)
        else:
            return
    message = "The server did not start."
    raise AssertionError(message)


def _worker_of(server: subprocess.Popen[bytes]) -> int:
    """The process that answers, where the system tells (Linux); 0 elsewhere."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return int(children.read_text().split()[0]) if children.exists() else 0


def cookie_of_check(connection: Connection, profile: Mapping[str, object]) -> str:
    """The cookie of a visitor who has answered the check, made the way a visitor makes it: by opening a saved check."""
    form = connection.ask(request("/en/check/open/"))
    csrf = form.header("Set-Cookie")[0].partition(";")[0]
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
    assert token
    fields = {"csrfmiddlewaretoken": token[1].decode(), "text": json.dumps(profile)}
    body = urllib.parse.urlencode(fields).encode()
    opened = connection.ask(request("/en/check/open/", csrf, extra="Origin: http://localhost", body=body))
    assert opened.status == 302, f"The saved check was not opened: {opened.status}"
    check = next(cookie for cookie in opened.header("Set-Cookie") if cookie.startswith("check="))
    return check.partition(";")[0]


def rate(port: int, asked: bytes) -> float:
    """Requests a second over several connections."""

    def ask() -> int:
        connection = Connection(port)
        until = time.perf_counter() + SECONDS
        count = 0
        while time.perf_counter() < until:
            assert connection.ask(asked).status == 200
            count += 1
        return count

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        counts = list(pool.map(lambda _: ask(), range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - began)


def cpu_seconds(process: int) -> float:
    """The CPU that a process has used so far; 0 where the system does not tell."""
    if not process:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def figures() -> Iterator[Figure]:
    """Measure."""
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as (port, worker):
        connection = Connection(port)
        check = cookie_of_check(connection, PROFILE)
        yield from _first_views(connection)
        for page, path in PAGES.items():
            cookie = check if page.startswith("check-") else ""
            answer = connection.ask(request(path, cookie))
            assert answer.status == 200, f"{path} answers {answer.status}"
            Path(name, "bodies", page).write_bytes(answer.body)
            yield from _of_page(port, worker, page, path, cookie)
        yield from _first_loads(connection, check)


def _of_page(port: int, worker: int, page: str, path: str, cookie: str) -> Iterator[Figure]:
    """The page, its bare twin behind the site's own middleware, and its twin with no middleware, in turn."""
    asked = {
        "page": request(path, cookie),
        "bare": request(f"/bare/{page}/", cookie),
        "floor": request(f"/floor/{page}/", cookie),
    }
    for one in asked.values():
        rate(port, one)
    rates: dict[str, list[float]] = {name: [] for name in asked}
    used = 0.0
    for _ in range(ROUNDS):
        for name, one in asked.items():
            before = cpu_seconds(worker)
            rates[name].append(rate(port, one))
            if name == "page":
                used += (cpu_seconds(worker) - before) / (rates[name][-1] * SECONDS)
    shown = {name: statistics.median(found) for name, found in rates.items()}
    yield Figure(f"{page} ({path})", shown["page"], "a second")
    yield Figure("  of a bare view behind the same middleware", shown["page"] / shown["bare"], "parts", at_least=HALF)
    yield Figure("  of a bare view behind no middleware at all", shown["page"] / shown["floor"], "parts")
    if used:
        yield Figure("  CPU of the worker for one", used / ROUNDS * 1000, "ms")


def _first_views(connection: Connection) -> Iterator[Figure]:
    """What those wait for who are the first to see a page: nothing of it has been kept yet."""
    pack = load_pack()
    topics = [f"/en/guide/{topic.id}/" for topic in pack.all(Topic)]
    times = [wall_ms(partial(connection.ask, request(path))) for path in topics]
    yield Figure(f"a topic that nobody has read yet, median of {len(times)}", statistics.median(times), "ms")
    cookies = [cookie_of_check(connection, profile.as_json()) for profile in profiles(pack, RESULTS)]
    times = [wall_ms(partial(connection.ask, request(PAGES["check-result"], cookie))) for cookie in cookies]
    yield Figure(f"a result that nobody has had yet, median of {RESULTS}", statistics.median(times), "ms")
    yield Figure("  95th percentile", percentile(times, 0.95), "ms")


def _first_loads(connection: Connection, check: str) -> Iterator[Figure]:
    """What a browser that was never here transfers: page, styles, scripts, icon, and the fonts that it would use."""
    for page in ("home", "topic", "check-question", "check-result"):
        cookie = check if page.startswith("check-") else ""
        parts = _transferred(connection, PAGES[page], cookie)
        yield Figure(f"first load of {page}", sum(parts.values()) / 1000, "kB", at_most=FIRST_LOAD_KB)
        for path, size in sorted(parts.items(), key=lambda part: -part[1])[:4]:
            yield Figure(f"    {path[:60]}", size / 1000, "kB")


def _transferred(connection: Connection, path: str, cookie: str) -> dict[str, int]:
    """Bytes on the wire for each part of a page, as compressed as it is served."""
    answer = connection.ask(request(path, cookie, extra="Accept-Encoding: gzip, deflate, br"))
    parts = {path: len(answer.head) + len(answer.body)}
    # The part of the page that names others must be read; it may have come compressed.
    html = connection.ask(request(path, cookie)).body.decode()
    linked = re.findall(r'<link[^>]+href="(/static/[^"]+)"', html) + re.findall(r'<script[^>]+src="([^"]+)"', html)
    for address in dict.fromkeys(linked):
        served_part = connection.ask(request(address, extra="Accept-Encoding: gzip, deflate, br"))
        assert served_part.status == 200, f"{address} answers {served_part.status}"
        parts[address] = len(served_part.head) + len(served_part.body)
    return parts


if __name__ == "__main__":
    sys.exit(tell("Web", figures()))
