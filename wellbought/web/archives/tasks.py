"""Writing and reading archives in the background."""

import tempfile
from pathlib import Path
from shutil import copyfileobj

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellbought.errors import WellboughtError
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import active_member
from wellbought.web.archives import actions, queries
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind
from wellbought.web.background.progress import Progress


def export_purchase(progress: Progress, *, key: str) -> None:
    """Write a purchase that the member may see, and hand it over."""
    member = _member(progress)
    purchase = queries.purchase_to_take(member, key)
    if purchase is None:
        raise actions.OutOfReach
    note(member=member, kind=Kind.TOOK, what="archives:purchase", about=key)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"purchase-{purchase.key}.zip")
        actions.export_purchase(purchase, target, now=timezone.now())
        progress.hand_over(target.name, target)


def export_organisation(progress: Progress) -> None:
    """Write the member's own organisation, and hand it over."""
    member = _member(progress)
    note(member=member, kind=Kind.TOOK, what="archives:organisation", about=member.organisation.key)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"organisation-{member.organisation.key}.zip")
        actions.export_organisation(member.organisation, target, now=timezone.now())
        progress.hand_over(target.name, target)


def read_in(progress: Progress, *, stored: str, match_people: bool, as_copy: bool) -> None:
    """Read in what the member sent. It is deleted, whatever came of it."""
    member = _member(progress)
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "archive.zip")
            with default_storage.open(stored) as sent, source.open("wb") as opened:
                copyfileobj(sent, opened)
            made = actions.import_archive(
                source,
                organisation=member.organisation,
                member=member,
                match_people=match_people,
                as_copy=as_copy,
                now=timezone.now(),
                tell=progress.tell,
            )
    except WellboughtError:
        default_storage.delete(stored)
        raise
    default_storage.delete(stored)
    many = len(made.purchases)
    progress.tell(
        made.rows,
        made.rows,
        ngettext("%(num)s purchase was read in.", "%(num)s purchases were read in.", many) % {"num": many},
    )
    progress.lead_to(reverse("purchases:purchase", args=made.purchases) if many == 1 else reverse("purchases:list"))


def _member(progress: Progress) -> Membership:
    """For whom it is done, if they still work here.

    :raises WellboughtError: if not
    """
    found = active_member(progress.member_id)
    if found is None:
        raise WellboughtError(_("You are no longer a member of this organisation."))
    return found
