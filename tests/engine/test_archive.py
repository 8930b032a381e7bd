"""Archives: what was written is read back, and whatever is not right is refused with its reason."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbought.purchase.archive import (
    Archive,
    ArchiveAltered,
    ArchiveRefused,
    ArchiveTooLarge,
    ArchiveTooNew,
    ArchiveUnsafe,
    Limits,
    NotAnArchive,
    Writer,
)
from wellbought.purchase.decisions import NOTHING_BEFORE, Decision, DecisionKind
from wellbought.vocabulary import Role

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)

values = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(max_size=5), max_size=3)
rows = st.lists(st.dictionaries(st.text(min_size=1, max_size=8), values, max_size=4), max_size=6)


def written(tables: Mapping[str, list[dict[str, Any]]], files: Mapping[str, bytes] | None = None) -> bytes:
    target = io.BytesIO()
    writer = Writer(target, scope="purchase", title="A need", made_at=NOW, made_by="wellbought 1")
    for name, content in tables.items():
        writer.table(name, content)
    for key, octets in (files or {}).items():
        writer.evidence(key, [octets])
    writer.close()
    return target.getvalue()


def opened(content: bytes, **limits: int) -> Archive:
    return Archive(io.BytesIO(content), limits=Limits(**limits))


def decisions(number: int = 2) -> list[dict[str, Any]]:
    found, previous = [], NOTHING_BEFORE
    for place in range(1, number + 1):
        bare = Decision(
            purchase="abc",
            number=place,
            kind=DecisionKind.CHOICE,
            title=f"Decision {place}",
            chosen="This",
            alternatives=("That", "Nothing"),
            reasons="Because",
            by="Amara",
            role=Role.PROCUREMENT,
            at=NOW,
            previous=previous,
        )
        sealed = replace(bare, seal=bare.expected_seal())
        raw = sealed.as_json()
        found.append(
            {**raw, "chain": raw["purchase"], "by_name": raw["by"], "by": "x", "alternatives": "That\nNothing"}
        )
        previous = sealed.seal
    return found


GOOD = {"purchases": [{"key": "abc", "title": "Übung"}], "decisions": decisions()}
FILES = {"k2m4": b"%PDF-1.7 ..."}


@settings(max_examples=40, deadline=None)
@given(rows, st.binary(max_size=200))
def test_what_was_written_is_read_back(content: list[dict[str, Any]], octets: bytes) -> None:
    made = written({"purchases": content}, {"k2m4": octets})

    with opened(made) as archive:
        assert list(archive.rows("purchases")) == content
        assert archive.evidence("k2m4") == octets
        assert list(archive.rows("no-such")) == []
        assert archive.evidence("none") is None
        assert archive.manifest.rows == len(content)
    assert written({"purchases": content}, {"k2m4": octets}) == made


def changed(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The archive with its parts changed by somebody who leaves the manifest as it was, or changes it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, octets in parts.items():
            archive.writestr(name, octets)
    return target.getvalue()


def in_manifest(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), **values}).encode()

    return change


def with_decisions(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[dict[str, bytes]], None]:
    """Altered decisions under a manifest that was made to fit: only the chain can tell."""

    def alter(parts: dict[str, bytes]) -> None:
        name = "tables/decisions.jsonl"
        lines = [json.loads(line) for line in parts[name].splitlines()]
        change(lines)
        parts[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        manifest = json.loads(parts["manifest.json"])
        digest = hashlib.sha256(parts[name]).hexdigest()
        manifest["parts"][name] = {"sha256": digest, "size": len(parts[name]), "rows": len(lines)}
        parts["manifest.json"] = json.dumps(manifest).encode()

    return alter


BAD: list[tuple[str, Callable[[dict[str, bytes]], object], type[ArchiveRefused], str]] = [
    ("altered", lambda p: p.update({"evidence/k2m4": b"other"}), ArchiveAltered, "not what it was"),
    ("missing part", lambda p: p.pop("evidence/k2m4"), ArchiveAltered, "missing"),
    ("part too many", lambda p: p.update({"evidence/zz": b""}), ArchiveAltered, "does not stand"),
    ("climbing", lambda p: p.update({"evidence/../../etc/passwd": b""}), ArchiveUnsafe, "of this name"),
    ("absolute", lambda p: p.update({"/etc/passwd": b""}), ArchiveUnsafe, "of this name"),
    ("backwards", lambda p: p.update({"evidence\\..\\x": b""}), ArchiveUnsafe, "of this name"),
    ("program", lambda p: p.update({"run.exe": b""}), ArchiveUnsafe, "of this name"),
    ("newer", in_manifest(version=2), ArchiveTooNew, "bring it up to date"),
    ("other format", in_manifest(format="zip"), NotAnArchive, "does not name the format"),
    ("no parts", in_manifest(parts=None), NotAnArchive, "lacks something"),
    ("odd scope", in_manifest(scope="planet"), NotAnArchive, "does not say"),
    ("no manifest", lambda p: p.pop("manifest.json"), NotAnArchive, "no manifest.json"),
    ("not JSON", lambda p: p.update({"manifest.json": b"{"}), NotAnArchive, "not JSON"),
    ("chain altered", with_decisions(lambda d: d[0].update(chosen="That")), ArchiveAltered, "chain of decisions"),
    ("chain cut", with_decisions(lambda d: d.pop(0)), ArchiveAltered, "chain of decisions"),
    ("no decision", with_decisions(lambda d: d[0].pop("seal")), ArchiveAltered, "lacks “seal”"),
    ("bomb", lambda p: p.update({"evidence/k2m4": bytes(9_000_000)}), ArchiveTooLarge, "far more than it seems"),
]


@pytest.mark.parametrize(("change", "refused", "because"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_bad_archive_is_refused_with_its_reason(
    change: Callable[[dict[str, bytes]], object], refused: type[ArchiveRefused], because: str
) -> None:
    bad = changed(written(GOOD, FILES), change)

    with pytest.raises(refused, match=because):
        opened(bad)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"PK" * 400])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with pytest.raises(NotAnArchive):
        opened(content)


def test_an_archive_that_is_too_large_is_refused_before_it_is_unpacked() -> None:
    made = written({"purchases": [{"text": "x" * 5000}]})

    with pytest.raises(ArchiveTooLarge, match="Unpacked it would take"):
        opened(made, most_bytes=2000)
    with pytest.raises(ArchiveTooLarge, match="parts"):
        opened(made, most_parts=1)
    with pytest.raises(ArchiveTooLarge, match="line"):
        list(opened(made, longest_line=100).rows("purchases"))


@pytest.mark.parametrize("place", range(0, 400, 7))
def test_a_flipped_bit_never_goes_unnoticed_or_crashes(place: int) -> None:
    made = bytearray(written(GOOD, FILES))
    made[place % len(made)] ^= 0x10

    try:
        with opened(bytes(made)) as archive:
            kept = {name: list(archive.rows(name)) for name in GOOD}
    except ArchiveRefused:
        return
    assert kept == GOOD
