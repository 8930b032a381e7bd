"""What a purchase holds already is checked for claims: files kept as evidence, and noted answers."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import NOW, People, signed_in
from tests.web.test_claims_pages import BROCHURE
from wellbought.purchase.model import AnswerState
from wellbought.web.claims.models import VendorText
from wellbought.web.purchases import actions as work
from wellbought.web.purchases.models import Evidence, Purchase

pytestmark = pytest.mark.django_db

#: A question that stands in the plan of every purchase.
ANSWERED = "problem-in-a-sentence"


def keep_file(member: Any, purchase: Purchase, name: str, content: bytes) -> Evidence:
    return work.keep_file(
        member=member,
        purchase=purchase,
        question="",
        title="Their brochure",
        upload=SimpleUploadedFile(name, content),
        now=NOW,
    )


def answer(member: Any, purchase: Purchase, text: str) -> None:
    work.save_answer(
        member=member,
        purchase=purchase,
        question=ANSWERED,
        text=text,
        state=AnswerState.DRAFTED,
        seen=0,
        now=NOW,
    )


def test_a_vendors_answers_that_the_purchase_holds_can_be_checked(people: People, purchase: Purchase) -> None:
    evidence = keep_file(people.amara, purchase, "brochure.md", BROCHURE.encode())
    answer(people.amara, purchase, "Acme says: our AI is 99% accurate and never fails.")
    client = signed_in(people.amara)
    address = f"/en/purchases/{purchase.key}/claims/add/"

    offered = client.get(address).content.decode()
    for held in (f"file-{evidence.key}", f"answer-{ANSWERED}"):
        assert f'value="{held}"' in offered
        kept = client.post(address, {"vendor": "Acme", "text": "", "held": held})
        assert kept.status_code == 302

    assert sorted(VendorText.objects.values_list("source", flat=True))[1] == "brochure.md"
    assert all(text.claims.exists() for text in VendorText.objects.all())


def test_who_gives_nothing_is_told_of_all_three_ways(people: People, purchase: Purchase) -> None:
    keep_file(people.amara, purchase, "brochure.md", BROCHURE.encode())

    told = signed_in(people.amara).post(
        f"/en/purchases/{purchase.key}/claims/add/", {"vendor": "Acme", "text": "", "held": ""}
    )

    assert told.status_code == 422
    assert "Paste a text, choose a file, or choose what the purchase holds." in told.content.decode()


def test_what_was_withdrawn_or_is_another_purchases_is_not_taken(people: People, purchase: Purchase) -> None:
    evidence = keep_file(people.amara, purchase, "brochure.md", BROCHURE.encode())
    work.withdraw(member=people.amara, evidence=evidence, now=NOW)
    client = signed_in(people.amara)
    address = f"/en/purchases/{purchase.key}/claims/add/"

    assert f"file-{evidence.key}" not in client.get(address).content.decode()
    for held in (f"file-{evidence.key}", "file-nothing", "answer-nothing"):
        assert client.post(address, {"vendor": "Acme", "text": "", "held": held}).status_code == 422
    assert not VendorText.objects.exists()
