"""Work in the background: it is done after the commit, tells how far it is and how it ended, and survives a kill."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.web.conftest import People, signed_in
from wellbought.errors import WellboughtError
from wellbought.web.background import actions, schedule, tasks, worker
from wellbought.web.background.models import Job, JobState, WorkerSeen
from wellbought.web.background.progress import Progress
from wellbought.web.background.queries import workload

pytestmark = pytest.mark.django_db

Commit = Callable[..., AbstractContextManager[Any]]
PLACE = "wellbought.web.background.tasks"


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    """What is inside happens as if its transaction committed at the end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def a_task(monkeypatch: pytest.MonkeyPatch, name: str, function: Callable[..., None]) -> str:
    """Put a task where tasks are looked up by name."""
    monkeypatch.setattr(tasks, name, function, raising=False)
    return f"{PLACE}.{name}"


def test_an_errand_is_run_after_the_commit_with_its_arguments(commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    name = a_task(monkeypatch, "tell", lambda *, number: told.append(number))

    with commit():
        actions.enqueue(name, number=3)
        assert DBTaskResult.objects.count() == 0
    worker.work_off()

    assert told == [3]


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_asks_for_nothing() -> None:
    def ask_and_fail() -> None:
        with transaction.atomic():
            actions.enqueue(f"{PLACE}.forget")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()

    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize("name", ["os.system", "wellbought.web.background.tasks.nothing", f"{PLACE}._hidden", "x"])
def test_only_a_task_of_ours_can_be_asked_for(name: str) -> None:
    with pytest.raises(actions.NoSuchTask):
        actions.enqueue(name)


def test_a_job_shows_its_progress_and_hands_over_its_file_to_nobody_else(
    commit: Commit, monkeypatch: pytest.MonkeyPatch, people: People, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    seen: list[tuple[int, int]] = []

    def export(progress: Progress, *, words: str) -> None:
        progress.tell(1, 2, "half")
        seen.extend(Job.objects.values_list("done", "total"))
        progress.hand_over("../words.txt", words.encode())
        progress.lead_to("/en/purchases/")

    name = a_task(monkeypatch, "export", export)
    with commit():
        job = actions.ask_for(name, member=people.amara, title="Writing words", arguments={"words": "kept"})
    waiting = signed_in(people.amara).get(f"/en/background/{job.key}/").content.decode()
    worker.work_off()

    client = signed_in(people.amara)
    page = client.get(f"/en/background/{job.key}/").content.decode()
    taken = client.get(f"/en/background/{job.key}/file/")
    assert "Waiting for its turn" in waiting
    assert seen == [(1, 2)]
    assert "It is done" in page
    assert b"".join(taken.streaming_content) == b"kept"  # type: ignore[attr-defined]
    assert taken.headers["Content-Disposition"] == 'attachment; filename="words.txt"'
    assert "Writing words" in client.get("/en/background/").content.decode()
    for other in (people.wei, people.outsider):
        assert signed_in(other).get(f"/en/background/{job.key}/").status_code == 404
        assert signed_in(other).get(f"/en/background/{job.key}/file/").status_code == 404


def test_a_job_that_fails_says_why_in_its_own_words(
    commit: Commit, monkeypatch: pytest.MonkeyPatch, people: People
) -> None:
    def refuse(progress: Progress) -> None:
        raise WellboughtError("Line 3 holds no date.", where="contracts.csv")

    with commit():
        job = actions.ask_for(a_task(monkeypatch, "refuse", refuse), member=people.amara, title="Reading")
    worker.work_off()

    assert (
        "contracts.csv: Line 3 holds no date."
        in signed_in(people.amara).get(f"/en/background/{job.key}/").content.decode()
    )


def test_a_job_that_breaks_says_so_and_the_cause_is_kept_for_the_operator(
    commit: Commit, monkeypatch: pytest.MonkeyPatch, people: People
) -> None:
    def broken(progress: Progress) -> None:
        raise ZeroDivisionError("secret detail")

    with commit():
        job = actions.ask_for(a_task(monkeypatch, "broken", broken), member=people.amara, title="Breaking")
    worker.work_off()

    page = signed_in(people.amara).get(f"/en/background/{job.key}/").content.decode()
    assert job.key in Job.objects.get().message
    assert "did not foresee" in page
    assert "secret detail" not in page
    assert "ZeroDivisionError" in DBTaskResult.objects.get().traceback


def left_running(people: People, commit: Commit, *, attempts: int) -> Job:
    """A job whose worker was killed in the middle, long ago."""
    with commit():
        job = actions.ask_for(f"{PLACE}.forget", member=people.amara, title="Interrupted")
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(minutes=10),
        worker_ids=[f"dead-{number}" for number in range(attempts)],
    )
    Job.objects.update(state=JobState.RUNNING)
    return job


def test_what_a_killed_worker_left_is_begun_again(
    people: People, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_running(people, commit, attempts=1)
    a_task(monkeypatch, "forget", lambda _progress: None)

    found = worker.recover(timezone.now())
    worker.work_off()

    assert found == 1
    assert Job.objects.get().state == JobState.DONE


def test_what_was_begun_three_times_is_given_up_and_the_person_is_told(people: People, commit: Commit) -> None:
    left_running(people, commit, attempts=3)

    worker.recover(timezone.now())

    assert Job.objects.get().state == JobState.FAILED
    assert "interrupted several times" in Job.objects.get().message
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_what_a_living_worker_runs_for_long_is_left_to_it(people: People, commit: Commit) -> None:
    left_running(people, commit, attempts=1)
    worker.show_life("dead-0", timezone.now())

    assert worker.recover(timezone.now()) == 0


def test_a_duty_is_begun_once_and_again_when_it_is_due(commit: Commit) -> None:
    night = datetime(2026, 11, 24, 3, tzinfo=UTC)

    begun = []
    with commit():
        begun = [schedule.begin_what_is_due(night + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert [bool(names) for names in begun] == [True, False, True]
    assert "forget-old" in begun[0]


def test_a_duty_with_a_weekday_waits_for_it() -> None:
    duty = schedule.Duty("weekly", "x", every=timedelta(days=6), weekday=0, hour=6)
    monday = datetime(2026, 11, 23, 6, tzinfo=UTC)

    assert duty.is_due(monday, None)
    assert not duty.is_due(monday.replace(hour=5), None)
    assert not duty.is_due(monday + timedelta(days=1), None)
    assert not duty.is_due(monday, monday - timedelta(days=1))


def test_after_a_week_a_job_and_its_file_are_forgotten(people: People, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    job = Job.objects.create(member=people.amara, title="Old", task="x", asked_at=timezone.now())
    Progress(job).hand_over("old.txt", b"old")
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now() - timedelta(days=8))
    kept = Job.objects.get().file

    assert actions.forget_old() == 1
    assert not default_storage.exists(kept)
    assert Job.objects.count() == 0


def test_the_workload_counts_living_workers_alone() -> None:
    now = timezone.now()
    worker.show_life("alive", now)
    worker.show_life("silent", now - timedelta(minutes=5))

    assert workload(now).workers == 1
    assert WorkerSeen.objects.count() == 2
