"""Real contracts for the demo: the sample that ships, and what an example purchase pinned of it."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from wellbought.web.market import actions, queries
from wellbought.web.market.queries import Asked
from wellbought.web.purchases.models import Purchase

#: The example purchase that looked at the market, and what it asked.
_TITLE: Final = "Residents' assistant on benefits"
_ASKED: Final = Asked(words="chatbot for residents")
_FIGURE: Final = "contract-value"
_FIGURE_ASKED: Final = Asked(ai_only=True)
_PINNED: Final = 3
_DAYS_AGO: Final = 120


def load_market() -> bool:
    """Bring in the sample, unless there are data already, and pin what the example purchase found in it.

    :returns: whether there are data; without the optional libraries there are none
    """
    if not actions.bring_sample():
        return False
    try:
        _pin_findings()
    finally:
        queries.let_go()
    return True


def _pin_findings() -> None:
    purchase = Purchase.objects.filter(title=_TITLE).first()
    if purchase is None or queries.findings_of(purchase):
        return
    member = purchase.created_by
    at = timezone.now() - timedelta(days=_DAYS_AGO)
    found = queries.search(_ASKED)
    for row in found.rows[:_PINNED]:
        origin = actions.Origin(found.dataset, _ASKED.words)
        actions.pin(member=member, purchase=purchase, found=row.pinned(), origin=origin, now=at)
    drawn = queries.pinned(_FIGURE, _FIGURE_ASKED)
    if drawn is not None:
        figure, dataset = drawn
        origin = actions.Origin(dataset, "", _FIGURE_ASKED.filters())
        actions.pin(member=member, purchase=purchase, found=figure, origin=origin, now=at)
    for row in found.rows[:_PINNED]:
        for name in row.suppliers[:1]:
            if name == queries.WITHHELD or name.casefold() in {
                one.name.casefold() for one in queries.vendors_of(purchase)
            }:
                continue
            actions.list_vendor(
                member=member, purchase=purchase, name=name, found_in=row.ocid, reason=row.title, now=at
            )
