"""``wellbought claims``: findings of files, verdicts of lines, and an organisation's own patterns."""

import json
from pathlib import Path

import pytest

from tests.engine.conftest import Command

CARD = """id: town
title: Our town
version: "2026.12"
lays_over: core
summary: Words that our town looks for.
"""
OWN_WORDS = """- id: en-own-gadgets
  words: [gizmo*, widget*]
"""
OWN_PATTERNS = """- id: en-own-sparkle
  claim_kind: ai-washing
  find: ["{own-gadgets} .. sparkle*"]
  marks: ["The gizmo sparkles."]
  spares: ["The lamp sparkles."]
"""


def own_pack(folder: Path, *, patterns: str = OWN_PATTERNS) -> Path:
    for name, text in (
        ("pack.yaml", CARD),
        ("claims/words/own.yaml", OWN_WORDS),
        ("claims/patterns/own.yaml", patterns),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_finding_says_what_to_ask_and_what_would_settle_it(tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / "brochure.md"
    path.write_text("# Product\n\nIt never fails.\n", encoding="utf-8")

    said = wellbought("claims", str(path))

    (finding,) = json.loads(said.out)
    assert said.status == 0
    assert {"id", "start", "end", "text", "kinds", "ask", "evidence", "lang"} <= set(finding)
    assert (finding["text"], finding["kinds"], finding["lang"]) == ("It never fails.", ["absolute-performance"], "en")
    assert finding["ask"].endswith("?")


def test_questions_come_in_the_language_that_is_asked_for(tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / "brochure.txt"
    path.write_text("It never fails.", encoding="utf-8")

    said = wellbought("claims", str(path), "--lang", "es")

    (finding,) = json.loads(said.out)
    assert finding["ask"].startswith("¿")


def test_each_line_has_its_verdict_in_the_order_given(tmp_path: Path, wellbought: Command) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [{"id": "b", "text": "It never fails."}, {"id": 1, "text": "We keep data for 30 days."}, "broken"]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    said = wellbought("claims", "--jsonl", str(path))

    first, second, third = map(json.loads, said.out.splitlines())
    assert first == {"id": "b", "flag": True, "kinds": ["absolute-performance"]}
    assert second == {"id": 1, "flag": False, "kinds": []}
    assert "error" in third
    assert said.status == 1


def test_an_organisation_adds_its_own_patterns_and_words(tmp_path: Path, wellbought: Command) -> None:
    own = own_pack(tmp_path / "town")
    line = json.dumps({"id": 1, "text": "There is a gizmo in the hall, and the gizmo sparkles."}).encode()

    without = wellbought("claims", "--jsonl", "-", stdin=line)
    with_own = wellbought("claims", "--jsonl", "-", "--pack", str(own), stdin=line)

    assert json.loads(without.out)["kinds"] == []
    assert json.loads(with_own.out)["kinds"] == ["ai-washing"]


def test_an_organisation_changes_a_pattern_of_ours(tmp_path: Path, wellbought: Command) -> None:
    changed = "- id: en-own-sparkle\n  claim_kind: ai-washing\n  find: [gizmo]\n  marks: [A gizmo.]\n"
    changed += "- id: en-never-fails\n  unless: [ever after]\n"
    own = own_pack(tmp_path / "town", patterns=changed)
    path = tmp_path / "brochure.txt"
    path.write_text("It never fails ever after.", encoding="utf-8")

    said = wellbought("claims", str(path), "--pack", str(own))

    assert "en-never-fails" not in {reason["pattern"] for finding in json.loads(said.out) for reason in finding["why"]}


@pytest.mark.parametrize(
    ("patterns", "says"),
    [
        (OWN_PATTERNS.replace("{own-gadgets}", "{nothing}"), "no word list"),
        (OWN_PATTERNS.replace("ai-washing", "lies"), "claim_kind"),
    ],
)
def test_a_pack_that_is_not_right_is_refused_with_its_place(
    patterns: str, says: str, tmp_path: Path, wellbought: Command
) -> None:
    own = own_pack(tmp_path / "town", patterns=patterns)

    said = wellbought("claims", "--jsonl", "-", "--pack", str(own), stdin=b"{}")

    assert said.status == 1
    assert says in said.err
