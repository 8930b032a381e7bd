"""Writing the trail, in the transaction of what it tells of.

``audit.actions.note(member=member, kind=Kind.CHANGED, what="role-changed", about=key, detail="legal")`` is the whole of
what other apps use. Looks at pages and files taken along need no call: the gate notes them by the page's name, see
``watched.py``.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from wellbought.web.audit.models import Clearing, Event, Kind

if TYPE_CHECKING:
    from wellbought.web.accounts.models import Membership


def note(
    *, member: "Membership", kind: Kind, what: str, about: str = "", detail: str = "", at: datetime | None = None
) -> None:
    """Add to the trail what a member saw or did. A look that was noted today is not noted again.

    :param what: an id: a page's name, or ``role-changed``, ``person-invited`` …
    :param about: the key of the thing
    :param detail: ids that say more; never anyone's words
    """
    now = at or timezone.now()
    event = Event(
        organisation_id=member.organisation_id,
        member=member,
        kind=kind,
        what=what,
        about=about[:80],
        detail=detail[:200],
        at=now,
        on=now.date(),
    )
    Event.objects.bulk_create([event], ignore_conflicts=kind == Kind.LOOKED)


def forget_after(organisation_id: int, days: int, now: datetime) -> int:
    """Delete the events of an organisation that are older than it keeps them.

    :returns: how many
    """
    before = now - timedelta(days=days)
    with transaction.atomic():
        allowed = Clearing.objects.create(organisation_id=organisation_id, before=before)
        count = Event.objects.of_organisation(organisation_id).filter(at__lt=before).expire()
        allowed.delete()
    return count
