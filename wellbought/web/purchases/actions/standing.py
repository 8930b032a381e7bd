"""Keeping what a purchase's row says of where it stands in step with what was changed."""

from datetime import datetime

from django.db import transaction

from wellbought.pack.read import Pack
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.queries.standing import organisations_with_purchases, stale_in, standings

#: So many purchases are brought up to date in one transaction.
AT_ONCE = 200


@transaction.atomic
def note_standing(purchase: Purchase, *, now: datetime | None, pack: Pack | None = None) -> None:
    """Find out anew where a purchase stands, after something about it was changed.

    The row is held first, so that of two who change different things at once the second sees what the first did.

    :param now: when somebody did something; ``None`` if nobody did
    :param pack: the guidance of its organisation, if it is at hand; any language will do
    """
    current = Purchase.objects.select_for_update(no_key=True).get(pk=purchase.pk)
    found = standings({current.pk: current}, pack or pack_for(purchase.organisation, "en"))
    moved = {"moved_at": now} if now is not None else {}
    fields = {**found.get(current.pk, {}), **moved}
    if fields:
        Purchase.objects.filter(pk=current.pk).update(**fields)


def refresh_standings() -> int:
    """Bring up to date what was found out with other guidance, or never.

    :returns: how many purchases
    """
    count = 0
    for organisation in organisations_with_purchases():
        pack = pack_for(organisation, "en")
        while stale := stale_in(organisation, pack, most=AT_ONCE):
            with transaction.atomic():
                held = Purchase.objects.select_for_update(no_key=True).filter(pk__in=list(stale)).order_by("pk")
                purchases = {one.pk: one for one in held}
                found = standings(purchases, pack)
                for pk in purchases:
                    # One that has no plan stands nowhere yet; it is not asked for again.
                    fields = found.get(pk, {"standing_digest": pack.digest})
                    Purchase.objects.filter(pk=pk).update(**fields)
            count += len(purchases)
    return count
