"""Learning in a browser: a course without scripts, the webinar, a package in a player of a learning system."""

import functools
import io
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from tests.browser.test_workspace_journey import enter
from wellbought.documents.learning.package import package
from wellbought.learning.course import course_for
from wellbought.web.guidance.queries import pack_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A player of SCORM 1.2: what a learning system gives to a course, and what it keeps of it.
PLAYER = """<!doctype html><title>Player</title><script>
const kept = JSON.parse(sessionStorage.getItem("kept") ?? "{}"); const calls = []; let open = false;
const readOnly = ["cmi.core.student_id"];
window.kept = kept; window.calls = calls;
window.API = {
  LMSInitialize(a) { calls.push("LMSInitialize"); open = true; return "true"; },
  LMSFinish(a) { calls.push("LMSFinish"); open = false; return "true"; },
  LMSGetValue(name) { return open ? kept[name] ?? (name === "cmi.core.lesson_status" ? "not attempted" : "") : ""; },
  LMSSetValue(name, value) {
    const refused = !open || typeof value !== "string" || readOnly.includes(name);
    if (refused) { calls.push("refused " + name); return "false"; }
    if (name === "cmi.suspend_data" && value.length > 4096) { calls.push("too long"); return "false"; }
    const statuses = ["passed", "completed", "failed", "incomplete", "browsed", "not attempted"];
    if (name === "cmi.core.lesson_status" && !statuses.includes(value)) { calls.push("refused"); return "false"; }
    const clock = /^\\d{2,4}:\\d{2}:\\d{2}(\\.\\d{1,2})?$/;
    if (name === "cmi.core.session_time" && !clock.test(value)) { calls.push("time"); }
    kept[name] = value; sessionStorage.setItem("kept", JSON.stringify(kept)); return "true";
  },
  LMSCommit(a) { return "true"; }, LMSGetLastError() { return "0"; },
  LMSGetErrorString() { return ""; }, LMSGetDiagnostic() { return ""; },
};
</script><iframe src="index.html" title="Course" width="900" height="800"></iframe>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def player(tmp_path: Path) -> Iterator[str]:
    """A learning system that plays the course of project teams."""
    pack = pack_in("en")
    content = package(course_for(pack, "project"), pack, "scorm", on=date(2026, 11, 23))
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    (tmp_path / "player.html").write_text(PLAYER, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/player.html"
    server.shutdown()
    server.server_close()


def work_through(frame: Any, *, stop_after: int = 99) -> None:
    """Do the steps of a course that are still to do, one after the other."""
    for _ in range(stop_after):
        section = frame.locator("section:not([hidden])")
        kind = section.get_attribute("data-kind")
        if kind == "lesson":
            section.locator("[data-finish]").click()
            continue
        for group in section.locator("fieldset").all():
            right = group.locator("input[data-right]")
            (right if right.count() else group.locator("input").first).check()
        section.locator("form button").click()
        if kind == "quiz":
            return
        frame.locator("nav a[data-step]").nth(following(frame)).click()


def following(frame: Any) -> int:
    """The number of the first step that is not done."""
    done = [mark.is_visible() for mark in frame.locator("nav .done").all()]
    return done.index(False)


def test_a_package_played_to_its_end_reports_completion_and_score(a_browser: Browser, player: str) -> None:
    page = a_browser.new_context().new_page()
    page.set_default_timeout(10_000)
    page.goto(player)
    frame = page.frame_locator("iframe")

    work_through(frame, stop_after=3)
    page.goto(player)  # a second visit goes on where the first ended
    assert page.evaluate("kept['cmi.core.lesson_status']") == "incomplete"
    assert frame.locator("nav .done:visible").count() == 3
    work_through(frame)

    kept = page.evaluate("kept")
    assert kept["cmi.core.lesson_status"] == "completed"
    assert kept["cmi.core.score.raw"] == "100"
    assert page.evaluate("calls") == ["LMSInitialize"]
    page.goto(player.replace("player.html", "index.html"))  # without a learning system it works by itself
    assert faults_of(page) == []
    page.context.close()


def test_a_course_is_begun_without_scripts_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/en/learn/courses/leadership/", phone=True, scripts=False)

    page.get_by_role("button", name="Begin").or_(page.get_by_role("link", name="Begin")).click()
    page.get_by_role("button", name="Done, go on").click()
    page.goto(page.url.split("lessons/")[0])

    assert page.get_by_text("11% done").is_visible()
    assert not scrolls_sideways(page)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "courses/",
        "courses/legal/",
        "courses/legal/lessons/your-data/",
        "courses/legal/purchases/worked-call-centre-mood/",
        "courses/legal/quiz/",
        "certificates/",
        "slides/",
        "training/",
    ],
)
def test_pages_of_learning_are_accessible(path: str, open_page: OpenPage) -> None:
    assert faults_of(open_page(f"/en/learn/{path}")) == []


def test_the_webinar_plays_with_captions_chapters_and_keys(open_page: OpenPage) -> None:
    page = open_page("/en/learn/webinar/")
    assert faults_of(page) == []
    page.get_by_label("Speed").select_option("2")
    page.get_by_role("button", name="Play").click()

    first = page.locator("[data-caption]").inner_text()
    page.wait_for_function("first => document.querySelector('[data-caption]').textContent !== first", arg=first)
    page.get_by_role("button", name="Pause").press("l")
    page.get_by_role("button", name="Pause").press("k")

    assert page.get_by_text("Slide 2 of 25").is_visible()
    page.get_by_label("Chapter").select_option("How to buy")
    assert page.get_by_role("heading", name="Is AI the right tool?").is_visible()
    page.get_by_role("button", name="Captions").click()
    assert page.locator("[data-caption]").is_hidden()


def test_the_webinar_is_read_on_a_phone_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/en/learn/webinar/", phone=True, scripts=False)

    assert page.locator("[data-slide]").count() == 25
    assert page.locator("[data-controls]").is_hidden()
    assert not scrolls_sideways(page)


@pytest.mark.usefixtures("examples")
def test_a_leader_sees_who_agreed_to_show_their_progress(open_page: OpenPage) -> None:
    # Given the leader of a council in which four people learn and three agreed to show it
    page = open_page("/en/")
    enter(page, "Ruth Adeyemi")

    # When she looks how far they are
    page.goto(page.url.split("/en/")[0] + "/en/learn/courses/team/")

    # Then the three are there, with how far, and nobody else
    rows = page.locator("main tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["Amara Diallo", "Tom Birch", "Wei Chen"]
    assert "100%" in rows[0]
    assert "Inés Ortega" not in page.locator("main").inner_text()
    assert faults_of(page) == []
