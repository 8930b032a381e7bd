"""An organisation's own items over our packs: laid, proven, written as files and read back; and who signs."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.packs import whole
from wellbought.conditions import condition
from wellbought.pack.check import check_pack
from wellbought.pack.kinds import Amount, Approval, PackCard, Policy, Question, Rule
from wellbought.pack.own import (
    OWN_DECISION,
    ArchiveRefused,
    OwnFolder,
    OwnItem,
    as_zip,
    faults_in,
    lay_over,
    read_own,
    unpack,
    with_sources,
)
from wellbought.pack.plain_conditions import FactIs, Part, PlainCondition, WorthAtLeast, read_plain
from wellbought.pack.read import Pack, bundled_folders
from wellbought.pack.translate import in_language
from wellbought.plan import make_plan
from wellbought.plan.approvals import approvers
from wellbought.profile import SHAPES, FactKind, Value, parse_profile
from wellbought.triage import check
from wellbought.vocabulary import Role, Stage, Tier

ON = date(2026, 12, 1)
CARD = PackCard(id="org-north", title="Northmere", version="2026.12.1", lays_over="core", summary="Ours.")
POLICY = OwnItem("policy", "own-cloud", {"title": "Cloud", "what": "Data stay.", "text": "All.", "stages": ["need"]})
RULE = OwnItem(
    "rule",
    "own-public",
    {"when": "public_facing", "effect": {"tier": "high"}, "because": "We look harder.", "sources": ["own-cloud"]},
)
DECIDED = OwnItem("rule", "own-safety", {**RULE.fields, "when": "safety", "sources": [OWN_DECISION]})
LOW = {
    "ai_type": ["computer-vision"],
    "affects": "none-direct",
    "decision_role": "informs",
    "domain": "transport",
    "personal_data": False,
    "need": "common",
    "practices": [],
    "safety": False,
    "vulnerable_groups": False,
    "public_facing": False,
    "legal_or_similar_effect": False,
    "scale": "team",
    "jurisdiction": [],
}
NAMED = OwnItem("name", "role-technology", {"label": "Digital and Data"})


def laid(*items: OwnItem, base: Pack | None = None) -> Pack:
    pack, faults = lay_over(base or whole(), CARD, with_sources(items, issuer="Northmere", on=ON))
    assert faults == ()
    return pack


def test_items_are_added_and_marked_as_the_organisations_own() -> None:
    pack = laid(POLICY, RULE)

    rule = pack.get(Rule, "own-public")

    assert pack.is_own(rule)
    assert not any(pack.is_own(question) for question in pack.all(Question))
    assert faults_in(pack) == ()
    assert pack.digest != whole().digest


def test_a_field_that_is_replaced_leaves_the_others_in_the_language_of_the_base() -> None:
    pack = laid(NAMED, base=in_language(whole(), "es"))

    name = pack.name("role", "technology")

    assert name.label == "Digital and Data"
    assert name.meaning == in_language(whole(), "es").name("role", "technology").meaning


def test_own_words_are_not_taken_for_a_missing_translation() -> None:
    pack = in_language(laid(POLICY, RULE), "fr")

    assert not hasattr(pack.get(Policy, "own-cloud").what, "fallback_lang")


def test_what_is_at_fault_is_left_out_and_named() -> None:
    broken = OwnItem("rule", "own-broken", {**RULE.fields, "when": "no_such_fact"})

    pack, faults = lay_over(whole(), CARD, [POLICY, broken])

    assert "own-broken" not in pack.items[Rule.kind]
    assert [(fault.kind, fault.id, fault.field) for fault in faults] == [("rule", "own-broken", "when")]


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (OwnItem("policy", "own-empty", {"title": "T", "what": "W"}), "text"),
        (OwnItem("policy", "own-lost", {**POLICY.fields, "questions": ["no-such"]}), "questions.0"),
        (OwnItem("approval", "own-vendor", {"role": "vendor", "because": "So."}), "role"),
        (OwnItem("rule", "own-nowhere", {**RULE.fields, "sources": ["nobody"]}), "sources.0"),
        (OwnItem("rule", "own-idle", {**RULE.fields, "effect": {}, "sources": [OWN_DECISION]}), "effect"),
    ],
)
def test_each_fault_is_told_with_its_item_and_field(item: OwnItem, field: str) -> None:
    faults = faults_in(laid(item))

    assert [(fault.id, fault.field) for fault in faults] == [(item.id, field)]


def test_the_files_of_a_pack_prove_themselves_and_read_back_the_same(tmp_path: Path) -> None:
    items = with_sources((NAMED, POLICY, RULE, DECIDED), issuer="Northmere", on=ON)
    archive = as_zip(OwnFolder(CARD, items, {}))

    folder = unpack(archive, tmp_path)
    back, faults = read_own(folder)

    assert faults == ()
    assert back is not None
    assert back.card == CARD
    assert {(one.kind, one.id): dict(one.fields) for one in back.items} == {
        (one.kind, one.id): dict(one.fields) for one in items
    }
    assert check_pack([*bundled_folders(), folder]).get(Rule, "own-public").because == "We look harder."


@pytest.mark.parametrize("name", ["../outside.yaml", "/outside.yaml"])
def test_an_archive_cannot_write_outside_of_itself(tmp_path: Path, name: str) -> None:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("p/pack.yaml", "id: p")
        archive.writestr(name, "x")

    with pytest.raises(ArchiveRefused):
        unpack(made.getvalue(), tmp_path / "in")
    assert not (tmp_path / "outside.yaml").exists()


def test_a_policy_concerns_the_purchases_of_its_tiers_only() -> None:
    strict = OwnItem("policy", "own-strict", {**POLICY.fields, "tiers": ["high"]})
    pack = laid(POLICY, strict)
    unknown, low = check(parse_profile({}), pack, on=ON), check(parse_profile(LOW), pack, on=ON)

    assert low.tier_range.most.rank < Tier.HIGH.rank
    assert [one.id for one in make_plan(unknown, pack).policies_at(Stage.NEED)] == ["own-cloud", "own-strict"]
    assert [one.id for one in make_plan(low, pack).policies] == ["own-cloud"]


# Who signs


def approval(**fields: object) -> Approval:
    return Approval.model_validate({"id": "own-a", "role": "leadership", "because": "So.", **fields})


PUBLIC = {"ai_type": ["generative"], "affects": "public", "public_facing": True, "domain": "benefits"}


@pytest.mark.parametrize(
    ("asked", "value", "certain"),
    [
        (approval(), None, True),
        (approval(value_from=Amount(amount=Decimal(50), currency="GBP")), Value(Decimal(50), "GBP"), True),
        (approval(value_from=Amount(amount=Decimal(50), currency="GBP")), Value(Decimal(49), "GBP"), None),
        (approval(value_from=Amount(amount=Decimal(50), currency="GBP")), Value(Decimal(49), "EUR"), False),
        (approval(value_from=Amount(amount=Decimal(50), currency="GBP")), None, False),
        (approval(tier_from=Tier.LOW), None, True),
        (approval(when="safety"), None, False),
        (approval(when="!public_facing"), None, None),
    ],
)
def test_who_signs_follows_tier_value_and_facts_and_unknown_is_never_no(
    asked: Approval, value: Value | None, certain: bool | None
) -> None:
    outcome = check(parse_profile(PUBLIC), whole(), on=ON)

    signers = approvers(outcome, value, [asked])

    assert [signer.certain for signer in signers] == ([] if certain is None else [certain])


def test_each_role_signs_once_with_all_reasons() -> None:
    outcome = check(parse_profile(PUBLIC), whole(), on=ON)
    asked = [approval(), approval(id="own-b", because="And so."), approval(id="own-c", role="legal", stages=["exit"])]

    signers = approvers(outcome, None, asked, stage=Stage.CONTRACT)

    assert [(signer.role, [one.because for one in signer.approvals]) for signer in signers] == [
        (Role.LEADERSHIP, ["So.", "And so."])
    ]


# Conditions from plain choices


def facts() -> st.SearchStrategy[FactIs]:
    pairs = [
        (key, value)
        for key, shape in SHAPES.items()
        if shape.kind is not FactKind.VALUE
        for value in (("yes", "no") if shape.kind is FactKind.YES_NO else shape.values)
    ]
    return st.builds(lambda pair, negated: FactIs(pair[0], pair[1], negated), st.sampled_from(pairs), st.booleans())


@given(st.lists(facts(), min_size=1, max_size=3, unique_by=lambda fact: fact.key), st.booleans())
def test_a_condition_from_plain_choices_can_be_read_back(parts: list[Part], any_of: bool) -> None:
    plain = PlainCondition((*parts, WorthAtLeast(Decimal(1250), "GBP")), any_of)

    back = read_plain(plain.as_text())

    assert condition(plain.as_text()).facts
    assert back is not None
    assert back.as_text() == plain.as_text()


@pytest.mark.parametrize("text", ["size(practices) > 0", "safety && (biometric || safety)", "!(!safety)"])
def test_other_conditions_stay_as_they_were_written(text: str) -> None:
    assert read_plain(text) is None
