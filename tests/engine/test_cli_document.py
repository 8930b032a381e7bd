"""``wellbought document``: written whole or not at all."""

import errno
import json
import os
from pathlib import Path
from typing import NoReturn, Self

import pytest

from tests.engine.conftest import Command
from wellbought.cli.files import write_whole
from wellbought.errors import WellboughtError

NOTES = json.dumps({"affects": "staff", "decision_role": "assists", "domain": "office-productivity"}).encode()


@pytest.mark.parametrize(
    ("ending", "begins"), [("docx", b"PK\x03\x04"), ("md", b""), ("html", b"<!"), ("json", b"{"), ("DOCX", b"PK")]
)
def test_the_ending_chooses_the_format(ending: str, begins: bytes, tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / f"strategy.{ending}"

    said = wellbought(
        "document", "strategy", "-", "-o", str(path), "--title", "Meeting notes", "--buyer", "Smallhaven", stdin=NOTES
    )

    assert (said.status, said.out, said.err) == (0, f"Written: {path}\n", "")
    assert path.read_bytes().startswith(begins)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_the_title_and_the_buyer_stand_in_the_document(tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / "strategy.md"

    wellbought("document", "strategy", "-", "-o", str(path), "--title", "Notes", "--buyer", "Smallhaven", stdin=NOTES)

    assert "Notes" in path.read_text(encoding="utf-8")
    assert "Smallhaven" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["strategy.txt", "strategy", "strategy.doc", ".docx"])
def test_an_ending_that_is_not_offered_is_refused_with_those_that_are(
    name: str, tmp_path: Path, wellbought: Command
) -> None:
    said = wellbought("document", "strategy", "-", "-o", str(tmp_path / name), stdin=NOTES)

    assert said.status == 1
    assert "docx" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("document", "strategie", "-", "-o", str(tmp_path / "a.docx"), stdin=NOTES)

    assert said.status == 1
    assert "strategy" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_bad_profile_is_refused_and_nothing_is_written(tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / "strategy.docx"
    path.write_bytes(b"what was here before")

    said = wellbought("document", "strategy", "-", "-o", str(path), stdin=b'{"afects": "staff"}')

    assert said.status == 1
    assert "Did you mean “affects”?" in said.err
    assert path.read_bytes() == b"what was here before"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, wellbought: Command) -> None:
    said = wellbought("document", "strategy", "-", "-o", str(tmp_path / "none" / "a.md"), stdin=NOTES)

    assert said.status == 1
    assert "Nothing can be written here: No such file or directory" in said.err


def test_without_a_file_to_write_the_usage_is_wrong(wellbought: Command) -> None:
    assert wellbought("document", "strategy", "-", stdin=NOTES).status == 2


# Whole or not at all


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.bin"

    write_whole(path, b"one")
    write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_may_be_read_by_whom_the_person_allows(tmp_path: Path) -> None:
    mask = os.umask(0o027)

    write_whole(tmp_path / "out.bin", b"one")

    os.umask(mask)
    assert (tmp_path / "out.bin").stat().st_mode & 0o777 == 0o640


def _full(*_anything: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["replace", "chmod"])
def test_a_failure_on_the_way_leaves_what_was_there_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.bin"
    path.write_bytes(b"before")
    monkeypatch.setattr(Path, step, _full)

    with pytest.raises(WellboughtError, match="The file could not be written: No space left on device"):
        write_whole(path, b"after")

    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, descriptor: int) -> None:
            self.descriptor = descriptor

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_anything: object) -> None:
            os.close(self.descriptor)

        def write(self, content: bytes) -> NoReturn:
            os.write(self.descriptor, content[:2])
            _full()

    monkeypatch.setattr(os, "fdopen", lambda descriptor, _mode: Full(descriptor))

    with pytest.raises(WellboughtError, match="No space left on device"):
        write_whole(tmp_path / "out.bin", b"after")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_overwritten_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(WellboughtError, match="The file could not be written"):
        write_whole(tmp_path / "folder", b"one")

    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
