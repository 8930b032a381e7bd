"""The documents of a purchase tell which of its vendors' claims are not settled."""

import pytest

from tests.web.conftest import NOW, People, signed_in
from tests.web.test_claims_pages import keep
from wellbought.purchase.claims import ClaimState
from wellbought.web.claims import actions
from wellbought.web.claims.models import Claim
from wellbought.web.purchases.models import Purchase

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["scorecard", "contract-points"])
def test_the_documents_tell_the_newest_state_of_a_claim(kind: str, people: People, purchase: Purchase) -> None:
    keep(people, purchase)
    settled, unsettled, *_rest = Claim.objects.order_by("start")
    for claim, state, note in (
        (settled, ClaimState.SETTLED, "Seen their report."),
        (unsettled, ClaimState.NOT_SETTLED, "No report came."),
    ):
        actions.save_claim(member=people.amara, claim=claim, state=state, note=note, seen=0, now=NOW)

    made = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/documents/{kind}.md").content.decode()

    assert unsettled.sentence in made
    assert "Not settled" in made
    assert "No report came." in made
    assert settled.sentence not in made
