"""The governance kit: choices read by rules, drafts in every format and language, limits that become rules."""

import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest

from tests.engine.conftest import Command
from tests.engine.packs import whole
from wellbought.documents.assemble import write
from wellbought.documents.kit import LEAVES_THE_LANE, kit_document, kit_kinds, limit_items
from wellbought.governance import SIZES, Kit, KitInvalid, blank_kit, parse_kit
from wellbought.pack.check import check_pack
from wellbought.pack.kinds import Approval, KitChoice, PackCard, Rule
from wellbought.pack.own import faults_in, lay_over, with_sources
from wellbought.pack.read import bundled_folders
from wellbought.pack.translate import LANGUAGES
from wellbought.profile import parse_profile
from wellbought.triage import check
from wellbought.vocabulary import Route

ON = date(2026, 12, 1)
KINDS = ("ai-policy", "acceptable-use", "review-board", "intake-form", "fast-lane")
ANSWERS = {
    "organisation": "Northmere **Council** <b>",
    "choices": {"size": "medium", "red-lines": ["no-hidden-bots"], "fast-out": ["public-facing", "acts-alone"]},
    "fast_limit": {"amount": 25000, "currency": "GBP"},
    "readiness": {"people": 1.2, "data": 0.5, "money": 3.5},
}


def kit(**changes: object) -> Kit:
    return parse_kit({**ANSWERS, **changes}, whole())


def written(kind: str, ending: str, *, language: str = "en", of: Kit | None = None) -> bytes:
    return write(kit_document(kind, of or kit(), whole(), on=ON, language=language), ending, whole())


def test_the_kit_has_its_five_drafts() -> None:
    assert kit_kinds(whole()) == KINDS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_draft_can_be_made_for_every_size_from_what_we_suggest(kind: str, size: str) -> None:
    text = written(kind, "md", of=blank_kit(whole(), size)).decode()

    assert "# " in text
    assert "{{" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_each_choice_with_its_reason(kind: str) -> None:
    text = written(kind, "md").decode()

    assert "Our choice:" in text
    assert "Northmere \\*\\*Council\\*\\*" in text


def test_a_policy_holds_the_limits_that_were_chosen_and_no_other() -> None:
    text = written("ai-policy", "md").decode()

    assert "Let people believe that they talk to a human" in text
    assert "Recognise people in public places" not in text


def test_a_small_body_gets_a_shorter_policy_than_a_large_one() -> None:
    tiny, large = (len(written("ai-policy", "md", of=blank_kit(whole(), size))) for size in ("tiny", "large"))

    assert tiny < large * 0.9


def test_weak_spots_come_from_the_readiness_result_lowest_first() -> None:
    text = written("ai-policy", "md").decode()

    assert kit().chosen["weak-spots"] == ("people", "data")
    assert "an hour of training" in text
    assert "ceiling, for the whole life" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_as_a_pdf_in_every_language(language: str) -> None:
    made = pypdfium2.PdfDocument(written("intake-form", "pdf", language=language))

    assert "25" in "".join(page.get_textpage().get_text_range() for page in made)


def test_word_has_headings_and_tables() -> None:
    made = docx.Document(io.BytesIO(written("ai-policy", "docx")))

    assert "What we will not do" in [paragraph.text for paragraph in made.paragraphs]
    assert len(made.tables) >= 1


@pytest.mark.office
def test_libreoffice_reads_the_word_file(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    (tmp_path / "policy.docx").write_bytes(written("ai-policy", "docx"))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]

    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "policy.docx")], check=True, timeout=120)

    made = pypdfium2.PdfDocument(tmp_path / "policy.pdf")
    assert 2 <= len(made) <= 8
    assert "What we will not do" in "".join(page.get_textpage().get_text_range() for page in made)


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ({"choices": {}}, "size"),
        ({"choices": {"size": "huge"}}, "size"),
        ({"choices": {"size": "small", "who-decides": "nobody"}}, "who-decides"),
        ({"choices": {"size": "small", "meets": ["monthly", "quarterly"]}}, "meets"),
        ({"choices": {"size": "small", "colour": "blue"}}, "colour"),
        ({"choices": {"size": "small"}, "fast_limit": {"amount": "much", "currency": "GBP"}}, "fast_limit"),
        ({"choices": {"size": "small"}, "readiness": {"people": "weak"}}, "readiness"),
        ({"choices": {"size": "small"}, "limits": {}}, "limits"),
    ],
)
def test_what_cannot_be_chosen_is_named(raw: object, where: str) -> None:
    with pytest.raises(KitInvalid) as refused:
        parse_kit(raw, whole())

    assert [fault.where for fault in refused.value.errors] == [where]


def test_every_limit_is_a_rule_and_every_rule_is_proven() -> None:
    everything = [option.value for option in whole().get(KitChoice, "fast-out").options]
    items = limit_items(kit(choices={"size": "large", "fast-out": everything}), whole(), on=ON)

    card = PackCard(id="org-n", title="N", version="2026.12", lays_over="core", summary="N.")
    pack, faults = lay_over(whole(), card, with_sources(items, issuer="N", on=ON))

    assert set(everything) == set(LEAVES_THE_LANE)
    assert (faults, faults_in(pack)) == ((), ())
    assert len([rule for rule in pack.all(Rule) if pack.is_own(rule)]) == len(everything) + 1
    assert {approval.role for approval in pack.all(Approval)} == {"procurement", "leadership", "legal"}


def test_a_limit_takes_a_low_risk_purchase_out_of_the_fast_lane() -> None:
    low = {
        "ai_type": ["generative"],
        "affects": "staff",
        "decision_role": "assists",
        "domain": "office-productivity",
        "personal_data": False,
        "need": "common",
    }
    profile = parse_profile({**low, "estimated_value": {"amount": 30000, "currency": "GBP"}})
    card = PackCard(id="org-n", title="N", version="2026.12", lays_over="core", summary="N.")
    pack, _ = lay_over(whole(), card, with_sources(limit_items(kit(), whole(), on=ON), issuer="N", on=ON))

    before, after = check(profile, whole(), on=ON), check(profile, pack, on=ON)

    assert before.route is Route.FAST
    assert after.route is Route.STANDARD
    assert "kit-fast-lane-value" in [rule.id for rule in after.fired]


def test_the_command_writes_the_drafts_and_the_rules(
    wellbought: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellbought.cli.governance.load_pack", whole)

    said = wellbought(
        "governance", "-", "-o", str(tmp_path), "--format", "md", "--rules", stdin=json.dumps(ANSWERS).encode()
    )

    assert said.status == 0, said.err
    names = {path.name for path in tmp_path.glob("*.md")}
    assert names == {
        f"{name}.md" for name in ("ai-policy", "using-ai-at-work", "ai-review-terms", "ai-intake-form", "fast-lane")
    }
    assert check_pack([*bundled_folders(), tmp_path / "rules"]).all(Approval)


def test_the_command_says_what_is_wrong_and_writes_nothing(
    wellbought: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellbought.cli.governance.load_pack", whole)

    said = wellbought("governance", "-", "-o", str(tmp_path), stdin=b'{"choices": {"size": "huge"}}')

    assert said.status == 1
    assert "Use: tiny, small, medium, large" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_blank_form_can_be_filled_in_and_read_back(wellbought: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellbought.cli.governance.load_pack", whole)

    said = wellbought("governance", "--blank", "small")

    assert parse_kit(json.loads(said.out), whole()).size == "small"
