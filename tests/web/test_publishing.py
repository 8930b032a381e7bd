"""What the public may know of a purchase, as OCDS releases and as an entry of a register."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.web.conftest import NOW, People, signed_in
from wellbought.pack.read import Pack
from wellbought.profile import Value
from wellbought.purchase import AnswerState, DecisionKind
from wellbought.purchase.register import entry
from wellbought.purchase.releases import release_package
from wellbought.vocabulary import Stage
from wellbought.web.purchases import actions
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.snapshot import snapshot

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def lived(people: People, purchase: Purchase, pack: Pack) -> Purchase:
    """A purchase with a value, an answer, and gates passed up to the contract."""
    actions.change_facts(
        member=people.amara,
        purchase=purchase,
        facts={"estimated_value": Value(Decimal("120000.50"), "GBP")},
        seen=1,
        pack=pack,
        now=NOW,
    )
    actions.save_answer(
        member=people.amara,
        purchase=purchase,
        question="problem-in-a-sentence",
        text="A confidential sentence",
        state=AnswerState.AGREED,
        seen=0,
        now=NOW,
    )
    for days, stage in enumerate((Stage.STRATEGY, Stage.CONTRACT), start=1):
        actions.log_decision(
            member=people.amara,
            purchase=purchase,
            title=f"Gate {stage}",
            chosen="Passed",
            reasons="A confidential reason",
            kind=DecisionKind.GATE,
            stage=stage,
            now=NOW + timedelta(days=days),
        )
    Purchase.objects.filter(pk=purchase.pk).update(vendor="Acme Ltd", used_since=TODAY, stage=Stage.IMPLEMENTATION)
    return Purchase.objects.select_related("organisation", "owner__person").get(pk=purchase.pk)


def test_each_gate_makes_a_release_and_only_a_signed_contract_names_the_supplier(lived: Purchase, pack: Pack) -> None:
    shot = snapshot(lived, pack, on=TODAY)

    made = release_package(shot, uri="https://a.example/p.json", prefix="ocds-abc123", published_at=NOW)

    planning, tender, contract = made["releases"]
    assert [one["tag"] for one in made["releases"]] == [["planning"], ["tender"], ["award", "contract"]]
    assert {one["ocid"] for one in made["releases"]} == {f"ocds-abc123-{lived.key}"}
    assert [one["tender"]["status"] for one in (planning, tender, contract)] == ["planned", "active", "complete"]
    assert "awards" not in tender
    assert contract["awards"][0]["suppliers"] == [{"id": "supplier", "name": "Acme Ltd"}]
    assert contract["contracts"][0]["awardID"] == contract["awards"][0]["id"]
    assert contract["date"] == "2026-11-25T09:00:00Z"


def test_what_is_confidential_is_in_no_file(lived: Purchase, people: People) -> None:
    client = signed_in(people.amara)
    start = f"/en/purchases/{lived.key}/publish/"

    files = [client.get(start + name).content.decode() for name in ("ocds.json", "register.json", "register.csv")]
    with_value = client.get(f"{start}ocds.json?value=yes").json()

    assert all(word not in text for text in files for word in ("confidential", "Amara", "120000", "Gate "))
    budget = with_value["releases"][0]["planning"]["budget"]
    assert budget == {"amount": {"amount": 120000.5, "currency": "GBP"}}
    assert client.get(f"{start}register.exe").status_code == 404


def test_an_entry_tells_what_is_known_and_never_that_unknown_is_no(lived: Purchase, pack: Pack, people: People) -> None:
    made = entry(snapshot(lived, pack, on=TODAY))

    assert (made["status"], made["vendor"], made["in_use_since"]) == ("in-use", "Acme Ltd", "2026-11-23")
    assert made["facts"]["personal_data"] is True
    assert "biometric" not in made["facts"]
    shown = signed_in(people.amara).get(f"/en/purchases/{lived.key}/publish/").content.decode()
    assert "Answers residents" in shown
    text = signed_in(people.amara).get(f"/en/purchases/{lived.key}/publish/register.csv").content.decode("utf-8-sig")
    names, values = csv.reader(io.StringIO(text))
    assert dict(zip(names, values, strict=True))["Vendor"] == "Acme Ltd"
    assert json.dumps(made)
