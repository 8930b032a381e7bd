"""``wellbought pack``: proving packs and counting what they hold."""

import json
import shutil
from pathlib import Path

import pytest

from tests.engine.conftest import Command
from tests.engine.packs import lay_out, small
from wellbought.cli.pack import PLURALS, counted
from wellbought.pack.kinds import KINDS
from wellbought.pack.read import CONTENT


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small packs as if they came with the product."""
    lay_out(tmp_path)
    (tmp_path / "small").rename(tmp_path / "core")
    monkeypatch.setattr("wellbought.cli.pack.CONTENT", tmp_path)
    monkeypatch.setattr("wellbought.cli.pack.bundled_folders", lambda: [tmp_path / "core", tmp_path / "isle"])
    return tmp_path


def test_a_pack_that_is_well_is_said_to_be_with_what_it_holds(packs: Path, wellbought: Command) -> None:
    said = wellbought("pack", "check", str(packs / "core"))

    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("All is well: 3 sources,")
    assert "2 topics" in said.out


def test_a_broken_pack_is_refused_with_every_fault_in_its_place(packs: Path, wellbought: Command) -> None:
    glossary = packs / "core" / "glossary" / "glossary.yaml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("meaning:", "meening:"), encoding="utf-8")
    (packs / "core" / "topics" / "bare.md").write_text("Words.", encoding="utf-8")

    said = wellbought("pack", "check", str(packs / "core"))

    told = said.err.splitlines()
    assert (said.status, said.out) == (1, "")
    assert len(told) == 5
    assert f"{glossary}:3 (meening): There is no field of this name here; is it misspelt?" in told
    assert told[-1].startswith(f"{packs / 'core' / 'topics' / 'bare.md'}:1: ")


def test_an_overlay_alone_is_proven_over_the_products_own_core(packs: Path, wellbought: Command) -> None:
    said = wellbought("pack", "check", str(packs / "isle"))

    assert said.status == 0
    assert "1 overlays" in said.out


def test_the_order_in_which_packs_are_named_does_not_matter(packs: Path, wellbought: Command) -> None:
    said = wellbought("pack", "check", str(packs / "isle"), str(packs / "town"), str(packs / "core"))

    assert (said.status, said.err) == (0, "")


def test_without_a_folder_the_products_own_packs_are_proven(packs: Path, wellbought: Command) -> None:
    assert packs
    assert wellbought("pack", "check").status == 0


@pytest.mark.parametrize("name", ["core", "uk"])
def test_a_pack_of_ours_is_well_on_its_own_too(name: str, wellbought: Command) -> None:
    assert wellbought("pack", "check", str(CONTENT / name)).err == ""


@pytest.mark.parametrize("place", [None, "uk", "brazil"])
def test_a_copy_of_our_core_is_well_with_any_places_or_none(
    place: str | None, tmp_path: Path, wellbought: Command
) -> None:
    core = tmp_path / "mine"
    shutil.copytree(CONTENT / "core", core)

    said = wellbought("pack", "check", str(core), *([str(CONTENT / place)] if place else []))

    assert (said.status, said.err) == (0, "")


SERVED = {
    "pack.yaml": 'id: northmere\ntitle: Northmere\nversion: "1"\nlays_over: core\nsumary: Ours.\n',
    "topics/ours.md": "---\ntitle: Ours\n---\nSee [this](topic:nowhere).\n",
    "rules/rules.yaml": "- id: ours\n  when: sclae == 'mass'\n  effect: {tier: high}\n  because: It is much.\n",
    "glossary/ours.yaml": "- id: ours\n  term: [open\n",
}


@pytest.mark.parametrize("door", ["serve", "demo"])
def test_the_site_does_not_start_with_a_broken_pack(door: str, tmp_path: Path, wellbought: Command) -> None:
    mine, home = tmp_path / "northmere", tmp_path / "home"
    for name, text in SERVED.items():
        (mine / name).parent.mkdir(exist_ok=True, parents=True)
        (mine / name).write_text(text, encoding="utf-8")

    said = wellbought(door, "--home", str(home), "--pack", str(mine))

    assert (said.status, said.out) == (1, "")
    told = [f"{mine}/{one}" for one in ("pack.yaml:5 (sumary)", "topics/ours.md:4 (body)", "rules/rules.yaml:2 (when)")]
    assert all(one in said.err for one in (*told, f"{mine}/glossary/ours.yaml:3"))
    assert not home.exists()


@pytest.mark.parametrize("name", ["nowhere", "core/topics", "core/pack.yaml"])
def test_what_is_no_pack_is_told(name: str, packs: Path, wellbought: Command) -> None:
    said = wellbought("pack", "check", str(packs / name))

    assert (said.status, said.out) == (1, "")
    assert "A pack is a folder with a file pack.yaml" in said.err


def test_what_a_pack_holds_is_counted_for_each_language(packs: Path, wellbought: Command) -> None:
    assert packs

    said = wellbought("pack", "stats", "--json")

    numbers = json.loads(said.out)
    assert said.status == 0
    assert {
        "topics",
        "questions",
        "rules",
        "clauses",
        "criteria",
        "disclosures",
        "glossary",
        "sources",
        "overlays",
    } <= set(numbers["en"])
    assert (numbers["en"]["topics"], numbers["en"]["questions"], numbers["en"]["overlays"]) == (2, 12, 1)


def test_the_numbers_are_told_to_people_too(packs: Path, wellbought: Command) -> None:
    assert packs

    said = wellbought("pack", "stats")

    assert said.status == 0
    assert "en: 3 sources," in said.out


def test_every_kind_is_counted_under_a_name_of_its_own() -> None:
    assert {kind.kind for kind in KINDS} <= set(PLURALS)
    assert len(set(PLURALS.values())) == len(PLURALS)
    assert counted(small())["topics"] == 2


@pytest.mark.parametrize("arguments", [(), ("prove",), ("stats", "core")], ids=" ".join)
def test_what_is_not_asked_rightly_is_wrong_usage(arguments: tuple[str, ...], wellbought: Command) -> None:
    assert wellbought("pack", *arguments).status == 2
