"""Packs that are broken, in ``tests/cases/packs/broken.yaml``: every fault is told, with file, line and field."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.packs import PACKS, lay_out
from wellbought.documents.check import check_all
from wellbought.pack.check import check_pack, prove_packs
from wellbought.pack.read import CONTENT, PackInvalid, bundled_folders

#: Files of the small packs with every shape: one item, a list of items, a list in one line, Markdown.
WITH_ANY_FIELDS = (
    "rules.yaml",
    "sources.yaml",
    "glossary.yaml",
    "chapters.yaml",
    "clear-needs.md",
    "who-sells-it.yaml",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be told, and where. Only part of the words is given, so that they may be polished."""

    file: str
    says: str
    line: int = 1
    at: tuple[str, ...] = ()
    field: str = ""

    def line_in(self, folder: Path) -> int:
        """The line, or the one on which the last of the words stand."""
        if not self.at:
            return self.line
        text, place = (folder / self.file).read_text(encoding="utf-8"), 0
        for words in self.at:
            place = text.index(words, place)
        return text.count("\n", 0, place) + 1


@dataclass(frozen=True, slots=True)
class Broken:
    """A change to the small packs, and the faults that it makes."""

    name: str
    faults: list[dict[str, Any]]
    why: str
    change: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    write: Mapping[str, str] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)

    def lay_out(self, into: Path) -> list[Path]:
        """Write the packs with the change, and name their folders."""
        lay_out(into)
        for name, changes in self.change.items():
            text = (into / name).read_text(encoding="utf-8")
            for old, new in changes.items():
                assert text.count(old) == 1, f"“{old}” must stand once in {name}"
                text = text.replace(old, new)
            (into / name).write_text(text, encoding="utf-8")
        for name, text in self.write.items():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            (into / name).write_text(text, encoding="utf-8")
        for name in self.remove:
            (into / name).unlink()
        return [into / name for name in ("small", *self.over)]


SITUATIONS = [Broken(**entry) for entry in yaml.safe_load((PACKS / "broken.yaml").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("broken", SITUATIONS, ids=lambda broken: str(broken.name))
def test_every_fault_is_told_with_its_place(broken: Broken, tmp_path: Path) -> None:
    folders = broken.lay_out(tmp_path)

    told = _faults_of(folders)

    wanted = [Fault(**fault) for fault in broken.faults]
    places = [(path.relative_to(tmp_path).as_posix(), line, steps) for path, line, steps, _ in told]
    assert sorted(places) == sorted((one.file, one.line_in(tmp_path), one.field) for one in wanted), broken.why
    for one in wanted:
        place = (tmp_path / one.file, one.line_in(tmp_path), one.field)
        messages = [message for path, line, steps, message in told if (path, line, steps) == place]
        assert any(one.says in message for message in messages), messages


def _faults_of(folders: list[Path]) -> list[tuple[Path, int, str, str]]:
    try:
        check_pack(folders)
    except PackInvalid as invalid:
        return [(fault.path, fault.line, fault.field, fault.message) for fault in invalid.errors]  # type: ignore[attr-defined]
    return []


def test_the_faults_stand_in_the_order_of_the_files(tmp_path: Path) -> None:
    several = next(one for one in SITUATIONS if one.name == "Faults in five files")

    told = _faults_of(several.lay_out(tmp_path))

    assert told == sorted(told)
    assert len({path for path, *_ in told}) == 5


def test_a_fault_reads_as_file_line_field_and_what_is_wrong(tmp_path: Path) -> None:
    misspelt = next(one for one in SITUATIONS if one.name == "A misspelt field")

    with pytest.raises(PackInvalid) as invalid:
        check_pack(misspelt.lay_out(tmp_path))

    path = tmp_path / "small/questions/need/problem-in-words.yaml"
    assert f"{path}:2 (leed): There is no field of this name here; is it misspelt?" in str(invalid.value).splitlines()


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    told = _faults_of([tmp_path / "nowhere"])

    assert [(path, message) for path, _, _, message in told] == [
        (tmp_path / "nowhere", "A pack is a folder with a file pack.yaml; this has none.")
    ]


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    (folder / "topics" / "clear-needs.md").write_bytes("---\ntitle: Bedürfnisse\n---\n".encode("latin-1"))
    (folder / "pack.yaml").write_bytes("id: core\ntitle: Päckchen\n".encode("utf-16"))

    told = _faults_of([folder])

    assert [path.name for path, *_ in told] == ["pack.yaml", "clear-needs.md"]
    assert "not UTF-8 (byte 0). Save it as UTF-8." in told[0][3]
    assert "not UTF-8 (byte 14). Save it as UTF-8." in told[1][3]


def test_a_topic_that_is_not_utf_8_is_told_with_the_byte(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    (folder / "topics" / "bytes.md").write_bytes("---\ntitle: Bedürfnisse\n---\n".encode("latin-1"))

    told = _faults_of([folder])

    assert [(path.name, message) for path, _, _, message in told] == [
        ("bytes.md", "The file is not UTF-8 (byte 14). Save it as UTF-8.")
    ]


@pytest.mark.parametrize("name", ["pack.yaml", "topics/clear-needs.md", "glossary/glossary.yaml"])
def test_the_mark_that_some_editors_put_before_utf_8_does_no_harm(name: str, tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    path = folder / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert _faults_of([folder]) == []


def test_line_ends_of_windows_do_no_harm(tmp_path: Path) -> None:
    folder = lay_out(tmp_path) / "small"
    for path in folder.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert _faults_of([folder]) == []


def test_every_broken_pack_has_a_name_of_its_own_and_says_why() -> None:
    assert len({one.name for one in SITUATIONS}) == len(SITUATIONS)
    assert all(one.why for one in SITUATIONS)


def test_the_packs_that_come_with_the_product_are_well() -> None:
    """A smoke test: it fails while authors are at work, and must not when they are done."""
    told = _faults_of(bundled_folders())

    assert [f"{path.name}:{line} {field}: {message}" for path, line, field, message in told] == []


SLIPS: dict[str, Callable[[str, str], str]] = {
    "a list that is not closed": lambda key, _: f"{key}: [broken",
    "a quotation mark that is not closed": lambda key, value: f'{key}: "{value}',
    "a tab": lambda key, value: f"\t{key}:{value}",
    "a misspelt field": lambda key, value: f"{key}x:{value}",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_on_any_line_is_told_in_its_file_and_blames_no_other(slip: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    blamed, missed = [], []
    for path in (one for one in sorted(tmp_path.rglob("*.*")) if one.name in WITH_ANY_FIELDS):
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.partition("\n---\n")[0].split("\n")):
            key, colon, value = line.partition(":")
            if not colon:
                continue
            lines = text.split("\n")
            lines[number] = SLIPS[slip](key, value)
            path.write_text("\n".join(lines), encoding="utf-8")
            faults = prove_packs([tmp_path / name for name in ("small", "isle", "town")])[1]
            blamed += [f"{path.name}:{number + 1}: {fault}" for fault in faults if fault.path != path]
            missed += [f"{path.name}:{number + 1}"] if not faults else []
        path.write_text(text, encoding="utf-8")

    assert (blamed, missed) == ([], [])


def test_a_file_that_is_not_utf_8_is_blamed_alone(tmp_path: Path) -> None:
    lay_out(tmp_path)
    blamed = []
    for path in (one for one in sorted(tmp_path.rglob("*.*")) if one.suffix in (".yaml", ".md")):
        text = path.read_bytes()
        path.write_bytes(text.decode().encode("utf-16"))
        faults = prove_packs([tmp_path / name for name in ("small", "isle", "town")])[1]
        blamed += [f"{path.name}: {fault}" for fault in faults if fault.path != path]
        path.write_bytes(text)

    assert blamed == []


def test_catalogues_patterns_and_templates_are_told_in_the_same_run(tmp_path: Path) -> None:
    core = tmp_path / "core"
    shutil.copytree(CONTENT / "core", core)
    glossary = next((core / "glossary").glob("*.yaml"))
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("meaning:", "meening:", 1), encoding="utf-8")
    strategy = core / "documents" / "strategy.md"
    strategy.write_text(strategy.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")
    (core / "locale" / "fr.po").write_text('msgid "open\n', encoding="utf-8")
    scopes = next((core / "claims" / "scopes").glob("*.yaml"))
    scopes.write_text(scopes.read_text(encoding="utf-8").replace("find: [", "find: [(open, ", 1), encoding="utf-8")

    with pytest.raises(PackInvalid) as caught:
        check_all([core, *bundled_folders()[1:]])

    places = {str(error.where).removeprefix(f"{core}/").partition(":")[0] for error in caught.value.errors}
    assert places == {
        f"glossary/{glossary.name}",
        "documents/strategy.md",
        "locale/fr.po",
        f"claims/scopes/{scopes.name}",
    }
