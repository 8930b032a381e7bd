"""Keeping and reading back: backups while others write, restore, an older version's data, health."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.conftest import People, signed_in
from wellbought.vocabulary import Role
from wellbought.web.background import worker

FIRST_RELEASE = Path(__file__).parents[1] / "upgrade" / "first-release.sql"


def own_environment() -> dict[str, str]:
    """The environment without what the tests set for themselves."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WELLBOUGHT_", "DJANGO_"))}
    return {**kept, "WELLBOUGHT_PLAIN_STATIC": "1"}


def command(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line over a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "wellbought", *arguments, "--home", str(home)],
        env=own_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home / "wellbought.sqlite3")) as opened:
        return opened.execute(query).fetchall()


def first_release(home: Path) -> None:
    """A home as the first release left it."""
    home.mkdir()
    with closing(sqlite3.connect(home / "wellbought.sqlite3")) as opened:
        opened.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))


def test_a_home_of_the_first_release_is_brought_up_to_date_and_goes_through_backup_and_restore(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    first_release(old)
    everything = "SELECT question, number, text, at FROM purchases_answerversion ORDER BY id"
    before = rows(old, everything)
    (old / "uploads").mkdir()
    (old / "uploads" / "evidence.txt").write_text("seen", encoding="utf-8")

    added = command(old, "organisation", "add", "Southvale", "--email", "kim@southvale.example")
    kept = command(old, "backup", str(tmp_path / "all.zip"))
    restored = command(new, "restore", str(tmp_path / "all.zip"))
    twice = command(new, "restore", str(tmp_path / "all.zip"))

    assert (added.returncode, kept.returncode, restored.returncode) == (0, 0, 0), kept.stderr + restored.stderr
    assert "/account/invitation/" in added.stdout
    assert len(before) > 10
    assert rows(old, everything) == rows(new, everything) == before
    assert rows(new, "SELECT count(*) FROM accounts_membership WHERE is_administrator") == [(1,)]
    assert rows(new, "SELECT email, founds FROM accounts_invitation") == [("kim@southvale.example", "Southvale")]
    assert (new / "uploads" / "evidence.txt").read_text(encoding="utf-8") == "seen"
    assert (new / "secret-key").read_text() == (old / "secret-key").read_text()
    assert twice.returncode == 1
    assert "There are organisations in this database already" in twice.stderr
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0


def test_what_is_no_backup_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")

    said = command(tmp_path / "home", "restore", str(tmp_path / "letter.txt"))

    assert said.returncode == 1
    assert "not a backup" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(("spoilt", "reason"), [("rows", "not whole"), ("files", "outside its folder")])
def test_a_spoilt_backup_leaves_the_place_as_it_was_for_the_whole_one(tmp_path: Path, spoilt: str, reason: str) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    first_release(old)
    command(old, "backup", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as whole, zipfile.ZipFile(tmp_path / "cut.zip", "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            shorter = spoilt == "rows" and name == "rows.jsonl"
            cut.writestr(name, b"\n".join(content.splitlines()[:-1]) if shorter else content)
        if spoilt == "files":
            cut.writestr("uploads/../../elsewhere.txt", "outside")

    refused = command(new, "restore", str(tmp_path / "cut.zip"))
    left_behind = rows(new, "SELECT count(*) FROM accounts_organisation")
    restored = command(new, "restore", str(tmp_path / "all.zip"))

    assert refused.returncode == 1
    assert reason in refused.stderr
    assert left_behind == [(0,)]
    assert restored.returncode == 0, restored.stderr
    assert rows(new, "SELECT count(*) FROM accounts_organisation") == rows(
        old, "SELECT count(*) FROM accounts_organisation"
    )


def test_a_place_that_does_not_exist_is_named(tmp_path: Path) -> None:
    said = command(tmp_path, "organisation", "add", "X", "--email", "a@b.example", "--place", "atlantis")

    assert said.returncode == 1
    assert "atlantis" in said.stderr


WRITER = """
import sys
from wellbought.web.launch import at_home
at_home(sys.argv[1])
from django.utils import timezone
from wellbought.purchase import AnswerState
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.actions import save_answer
from wellbought.web.purchases.models import Purchase
who, what = Membership.objects.order_by("id")[0], Purchase.objects.order_by("id")[0]
for number in range(2000):
    save_answer(member=who, purchase=what, question="who-owns-what", text=f"Version {number}",
                state=AnswerState.DRAFTED, seen=number, now=timezone.now())
    print(number + 1, flush=True)
"""


def test_a_backup_made_while_others_write_is_one_moment_and_stops_nobody(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first_release(home)
    assert command(home, "organisation", "add", "Southvale", "--email", "kim@southvale.example").returncode == 0
    started = [sys.executable, "-c", WRITER, str(home)]
    with subprocess.Popen(started, env=own_environment(), stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told_before = int(writer.stdout.readline())

        made = command(home, "backup", str(tmp_path / "all.zip"))

        told_after = int(writer.stdout.readline())
        still_writing = writer.poll() is None
        writer.kill()

    assert made.returncode == 0, made.stderr
    assert still_writing
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        kept = [json.loads(line) for line in archive.read("rows.jsonl").splitlines()]
        manifest = json.loads(archive.read("manifest.json"))
    ours = [row for row in kept if row["values"].get("question") == "who-owns-what"]
    versions = [row["values"] for row in ours if row["table"] == "purchases.answerversion"]
    (newest,) = (row["values"]["newest_id"] for row in ours if row["table"] == "purchases.answer")
    assert [one["number"] for one in versions] == list(range(1, len(versions) + 1))
    assert len(versions) >= told_before
    assert told_after >= told_before
    assert newest == versions[-1]["id"]
    assert manifest["rows"] == len(kept)


@pytest.mark.django_db
class TestHealth:
    def test_a_watcher_reads_states_and_no_secret(self) -> None:
        answer = Client().get("/health/")

        content = answer.json()
        assert answer.status_code == 200
        assert content["status"] == "warning"
        assert content["parts"]["database"] == content["parts"]["migrations"] == "ok"
        assert content["parts"]["worker"] == "warning"
        assert set(content) == {"status", "pack", "parts"}

    def test_a_living_worker_makes_it_well(self) -> None:
        worker.show_life("one", timezone.now())

        assert Client().get("/health/").json()["parts"]["worker"] == "ok"

    def test_who_leads_reads_sentences_and_others_nothing(self, people: People) -> None:
        page = signed_in(people.by_role[Role.LEADERSHIP]).get("/en/health/").content.decode()

        assert "No worker runs" in page
        assert signed_in(people.wei).get("/en/health/").status_code == 403
