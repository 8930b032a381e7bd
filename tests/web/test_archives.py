"""Taking a purchase or an organisation along and reading it in: to the same state, or not at all."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.engine.test_archive import changed, in_manifest
from tests.web.conftest import NOW, People, signed_in
from wellbought.errors import WellboughtError
from wellbought.pack.own import OwnItem
from wellbought.pack.read import Pack
from wellbought.purchase import AnswerState, verify
from wellbought.purchase.archive import Archive, ArchiveAltered, ArchiveRefused
from wellbought.vocabulary import Role
from wellbought.web.accounts.actions import found_organisation
from wellbought.web.accounts.models import Membership, Organisation, Team
from wellbought.web.archives import actions, sources
from wellbought.web.audit.models import Event
from wellbought.web.background import worker
from wellbought.web.background.models import Job, JobState
from wellbought.web.claims.actions import keep_text
from wellbought.web.claims.queries import claims_in, read_text
from wellbought.web.meetings.actions import call_meeting
from wellbought.web.policies.actions import keep_items, publish
from wellbought.web.purchases import actions as work
from wellbought.web.purchases.models import Answer, AnswerVersion, Decision, Evidence, Purchase
from wellbought.web.purchases.queries import decisions_of
from wellbought.web.purchases.seals import lift_guard, set_guard
from wellbought.web.purchases.snapshot import snapshot

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
#: Tables that the purchase of these tests has no rows in.
EMPTY = ("claim-versions", "market-findings", "vendors-to-invite", "market-facts")
QUESTION = "problem-in-a-sentence"
Commit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def lived(people: People, purchase: Purchase, pack: Pack) -> Purchase:
    """A purchase on which people worked: one of everything that goes along."""
    amara = people.amara
    for number, text in enumerate(("First words", "Better words, with ünïcode ✓")):
        work.save_answer(
            member=amara,
            purchase=purchase,
            question=QUESTION,
            text=text,
            state=AnswerState.AGREED,
            seen=number,
            now=NOW,
        )
    work.assign(
        member=amara,
        purchase=purchase,
        question=QUESTION,
        owner=people.wei,
        consulted=[people.by_role[Role.LEGAL]],
        due_on=TODAY,
        seen=0,
        now=NOW,
    )
    work.comment(member=amara, purchase=purchase, question=QUESTION, text="@Wei Chen, see?", now=NOW)
    upload = SimpleUploadedFile("notes.txt", b"What was said")
    work.keep_file(member=amara, purchase=purchase, question=QUESTION, title="Notes", upload=upload, now=NOW)
    work.keep_link(member=amara, purchase=purchase, question="", title="Page", url="https://example.org/a", now=NOW)
    for title in ("How it is bought", "Who pays"):
        work.log_decision(
            member=amara,
            purchase=purchase,
            title=title,
            chosen="This",
            alternatives=["That", "Nothing"],
            reasons="Because.",
            now=NOW,
        )
    call_meeting(
        member=amara,
        purchase=purchase,
        title="Kick-off",
        questions=[(QUESTION, Role.PROJECT)],
        invited=[people.wei.pk],
        now=NOW,
    )
    said = "Our tool is 99% accurate and free of bias."
    keep_text(
        member=amara,
        purchase=purchase,
        vendor="Acme",
        source="",
        text=said,
        claims=claims_in(read_text(said)),
        now=NOW,
    )
    return purchase


def content(path: Path) -> Mapping[str, Any]:
    """Everything in an archive but when it was made."""
    with Archive(path) as archive:
        rows = {name: list(archive.rows(name)) for name in archive.tables}
        files = {name: archive.manifest.parts[name].sha256 for name in archive.manifest.parts if "evidence/" in name}
        return {"rows": rows, "files": files, "title": archive.manifest.title, "scope": archive.manifest.scope}


def wipe(organisation: Organisation) -> None:
    """Take all of an organisation's work out of the database, as if it had never been here."""
    lift_guard(connection)
    for table in reversed(sources.TABLES):
        owner = table.owner
        if table in sources.OF_A_PURCHASE:
            owner = "organisation" if owner == "pk" else f"{owner}__organisation"
        table.rows._base_manager.filter(**{owner: organisation}).delete()
    set_guard(connection)


def bring(path: Path, organisation: Organisation, **wanted: Any) -> actions.Imported:
    choices = {"member": None, "match_people": False, "as_copy": False, "now": NOW, **wanted}
    return actions.import_archive(path, organisation=organisation, **choices)


def counts() -> dict[str, int]:
    return {table.name: table.rows._base_manager.count() for table in sources.TABLES} | {
        "members": Membership.objects.count()
    }


def test_a_purchase_is_the_same_after_it_was_taken_along_and_read_in(
    lived: Purchase, tmp_path: Path, pack: Pack
) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    actions.export_purchase(lived, first, now=NOW)
    before = snapshot(lived, pack, on=TODAY)
    wipe(lived.organisation)
    assert not Purchase.objects.exists()
    elsewhere = found_organisation(name=lived.organisation.name)

    made = bring(first, elsewhere)

    here = Purchase.objects.select_related("organisation", "owner").get()
    actions.export_purchase(here, second, now=NOW)
    assert content(second) == content(first)
    assert first.read_bytes() == second.read_bytes()
    assert (made.renewed, made.known) == (0, 0)
    assert all(rows for name, rows in content(first)["rows"].items() if name not in EMPTY)
    after = snapshot(here, pack, on=TODAY)
    assert (after.answers, after.comments, after.evidence) == (before.answers, before.comments, before.evidence)
    assert after.decisions == before.decisions
    assert verify(decisions_of(here)) == ()
    kept = Evidence.objects.exclude(file="").get()
    with storages["evidence"].open(str(kept.file)) as opened:
        assert opened.read() == b"What was said"


def test_an_organisation_is_the_same_after_it_was_taken_along_and_read_in(
    people: People, lived: Purchase, tmp_path: Path
) -> None:
    organisation = lived.organisation
    team = Team.objects.create(organisation=organisation, name="Buyers")
    team.members.add(people.amara)
    item = OwnItem("policy", "ai-policy", {"title": "Our policy", "what": "What we promise.", "text": "Words."})
    keep_items(member=people.amara, items=[item], now=NOW)
    publish(member=people.amara, seen_changes=1, now=NOW)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    actions.export_organisation(organisation, first, now=NOW)
    wipe(organisation)

    made = bring(first, organisation, match_people=True)

    actions.export_organisation(organisation, second, now=NOW)
    assert content(second) == content(first)
    assert (made.former, made.left_out) == (0, [])
    assert made.known == len(content(first)["rows"]["people"]) > 1


def test_addresses_of_people_stay_behind(lived: Purchase, people: People, tmp_path: Path) -> None:
    actions.export_purchase(lived, tmp_path / "a.zip", now=NOW)

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Amara Diallo" in text
    assert "@northmere.example" not in text


def test_a_second_time_needs_a_word_and_gives_a_copy_with_its_own_keys(
    lived: Purchase, people: People, tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    actions.export_purchase(lived, path, now=NOW)
    before = counts()

    with pytest.raises(actions.PurchaseIsHere, match="Benefits chatbot"):
        bring(path, lived.organisation, match_people=True)
    assert counts() == before
    made = bring(path, lived.organisation, match_people=True, as_copy=True, member=people.amara)

    copy = Purchase.objects.get(key=made.purchases[0])
    assert copy.key != lived.key
    assert [one.by for one in AnswerVersion.objects.filter(purchase=copy)] == [people.amara, people.amara]
    assert Answer.objects.get(purchase=copy).newest.text.startswith("Better words")
    assert verify(decisions_of(copy)) == ()
    assert decisions_of(copy) == decisions_of(lived)
    assert Event.objects.filter(what="archive-imported", about=copy.key).count() == 1
    assert signed_in(people.amara).get(f"/en/purchases/{copy.key}/questions/{QUESTION}/").status_code == 200


def test_in_another_organisation_people_are_former_members_unless_they_are_known_there(
    lived: Purchase, people: People, tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    actions.export_purchase(lived, path, now=NOW)
    southmere = people.outsider.organisation
    Membership.objects.create(organisation=southmere, person=people.amara.person, role=Role.LEGAL)

    without = bring(path, southmere)
    again = bring(path, southmere, as_copy=True, match_people=True, member=people.outsider)

    assert (without.known, again.known) == (0, 1)
    first, second = (Purchase.objects.get(key=one.purchases[0]) for one in (without, again))
    assert (first.created_by.person.name, first.created_by.is_active) == ("Amara Diallo", False)
    assert not first.created_by.person.has_usable_password()
    assert second.created_by.person == people.amara.person
    assert {one.organisation for one in (first, second)} == {southmere}
    assert not second.team.filter(member=people.outsider).exists()


def in_table(name: str, change: Callable[[list[dict[str, Any]]], object]) -> Callable[[dict[str, bytes]], None]:
    """Rows changed by somebody who makes the manifest fit."""
    import hashlib

    def alter(parts: dict[str, bytes]) -> None:
        part = f"tables/{name}.jsonl"
        rows = [json.loads(line) for line in parts[part].splitlines()]
        change(rows)
        parts[part] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        manifest = json.loads(parts["manifest.json"])
        digest = hashlib.sha256(parts[part]).hexdigest()
        manifest["parts"][part] = {"sha256": digest, "size": len(parts[part]), "rows": len(rows)}
        parts["manifest.json"] = json.dumps(manifest).encode()

    return alter


BAD: list[tuple[str, Callable[[dict[str, bytes]], object], str]] = [
    ("newer", in_manifest(version=9), "bring it up to date"),
    ("decision altered", in_table("decisions", lambda d: d[0].update(chosen="That")), "does not hold"),
    ("stranger", in_table("answer-versions", lambda d: d[0].update(by="0" * 40)), "not in the archive"),
    ("another's purchase", in_table("comments", lambda d: d[0].update(purchase="abcabcabcabc")), "not in the archive"),
    ("odd state", in_table("answer-versions", lambda d: d[0].update(state="done")), "cannot be"),
    ("too long", in_table("purchases", lambda d: d[0].update(title="x" * 500)), "200"),
    ("odd key", in_table("purchases", lambda d: d[0].update(key="../../x")), "A key has"),
    ("no day", in_table("facts", lambda d: d[0].update(at="yesterday")), "yesterday"),
    ("empty", in_table("facts", lambda d: d[0].update(at=None)), "is empty"),
    ("field", in_table("facts", lambda d: d[0].update(salary=3)), "knows no field"),
    ("lacking", in_table("facts", lambda d: d[0].pop("at")), "lacks"),
    ("facts", in_table("purchases", lambda d: d[0].update(facts={"affects": "martians"})), "affects"),
    ("list", in_table("comments", lambda d: d[0].update(text=["x"])), "holds what it cannot"),
    ("NUL", in_table("comments", lambda d: d[0].update(text="a\x00b")), "holds what it cannot"),
    ("twice", in_table("facts", lambda d: d.append(dict(d[0]))), "contradicts itself|twice"),
    ("script link", in_table("evidence", lambda d: d[1].update(url="javascript:alert(1)")), "URL"),
    ("file renamed", in_table("evidence", lambda d: d[0].update(name="notes.exe")), "not kept"),
    ("file's digest", in_table("evidence", lambda d: d[0].update(digest="0" * 64)), "another than"),
    ("role", in_table("people", lambda d: d[0].update(role="king")), "role of a team"),
    ("number", in_table("facts", lambda d: d[0].update(number=-1)), "0"),
]


@pytest.mark.parametrize(("change", "because"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_bad_archive_leaves_nothing_behind(
    change: Callable[[dict[str, bytes]], object], because: str, lived: Purchase, people: People, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    actions.export_purchase(lived, good, now=NOW)
    bad.write_bytes(changed(good.read_bytes(), change))
    before = counts()
    files = set(storages["evidence"].listdir(lived.key)[1])

    with pytest.raises(WellboughtError, match=because):
        bring(bad, people.outsider.organisation)

    assert counts() == before
    assert set(storages["evidence"].listdir(lived.key)[1]) == files


def test_a_table_that_is_not_known_means_a_newer_version(lived: Purchase, people: People, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    actions.export_purchase(lived, path, now=NOW)

    def more(parts: dict[str, bytes]) -> None:
        parts["tables/tenders.jsonl"] = b""
        in_table("tenders", lambda _rows: None)(parts)

    path.write_bytes(changed(path.read_bytes(), more))

    with pytest.raises(actions.PartUnknown, match="tenders"):
        bring(path, people.outsider.organisation)


def test_every_table_about_a_purchase_or_an_organisation_goes_along_or_stays_for_a_reason() -> None:
    along = {table.model for table in sources.TABLES} | {sources.MEMBER, sources.ORGANISATION}
    about = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and sources.refers_to(field) in along - {sources.MEMBER}
    }

    assert about - along - set(sources.LEFT_BEHIND) == set()
    assert {one.model for one in sources.TABLES} <= {
        model._meta.label for model in apps.get_models(include_auto_created=True)
    }


# The pages


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_purchase_goes_along_and_comes_in_by_the_pages(lived: Purchase, people: People, commit: Commit) -> None:
    amara, kim = signed_in(people.amara), signed_in(people.outsider)
    with commit():
        asked = amara.post(f"/en/purchases/{lived.key}/archive/")
    worker.work_off()
    assert "Archive of" in amara.get(asked.headers["Location"]).content.decode()
    sent = io.BytesIO(amara.get(asked.headers["Location"] + "file/").getvalue())
    sent.name = "purchase.zip"

    with commit():
        asked = kim.post("/en/archive/import/", {"archive": sent})
    worker.work_off()

    job = Job.objects.get(member=people.outsider)
    assert (job.state, job.message) == (JobState.DONE, "")
    here = Purchase.objects.get(organisation=people.outsider.organisation)
    assert job.href == f"/en/purchases/{here.key}/"
    assert lived.title in kim.get(job.href).content.decode()
    assert Decision.objects.filter(purchase=here).count() == 2


def test_a_file_that_is_no_archive_is_refused_to_whoever_sent_it(
    people: People, purchase: Purchase, commit: Commit
) -> None:
    client = signed_in(people.amara)
    sent = io.BytesIO(b"%PDF-1.7")
    sent.name = "a.zip"

    with commit():
        client.post("/en/archive/import/", {"archive": sent})
    worker.work_off()

    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert "not an archive" in job.message
    assert client.post("/en/archive/import/", {}).status_code == 422


def test_an_organisation_goes_along_for_those_who_lead_it(people: People, lived: Purchase, commit: Commit) -> None:
    with commit():
        signed_in(people.by_role[Role.LEADERSHIP]).post("/en/archive/")
    worker.work_off()

    assert Job.objects.get().state == JobState.DONE


def test_what_is_taken_along_is_whole_or_not_there(lived: Purchase, tmp_path: Path, monkeypatch: Any) -> None:
    def broken(_owned_by: object) -> Any:
        raise OSError("the disk is full")

    monkeypatch.setattr("wellbought.web.archives.queries.evidence_files", broken)

    with pytest.raises(OSError, match="full"):
        actions.export_purchase(lived, tmp_path / "a.zip", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_an_altered_archive_is_told_by_the_command_too(lived: Purchase, tmp_path: Path, capsys: Any) -> None:
    from wellbought.cli import run

    path = tmp_path / "a.zip"
    actions.export_purchase(lived, path, now=NOW)
    assert run(["archive", "verify", str(path)]) == 0
    assert "2 decisions, none altered" in capsys.readouterr().out
    path.write_bytes(changed(path.read_bytes(), in_table("decisions", lambda d: d[1].update(reasons="x"))))

    assert run(["archive", "verify", str(path)]) == 1
    assert "does not hold" in capsys.readouterr().err
    with pytest.raises(ArchiveAltered), Archive(path):
        pass
    assert issubclass(ArchiveAltered, ArchiveRefused)
