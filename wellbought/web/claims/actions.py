"""Everything that changes the vendors' texts and claims of a purchase."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.purchase.claims import ClaimState
from wellbought.web.accounts.models import Membership
from wellbought.web.claims.models import LONGEST_NOTE, Claim, ClaimVersion, VendorText
from wellbought.web.claims.queries import FoundClaim
from wellbought.web.purchases.actions import clean_words

if TYPE_CHECKING:
    from wellbought.web.purchases.models import Purchase


class TextKept(WellboughtError):
    """The purchase holds this very text of the vendor already."""

    def __init__(self, vendor: str) -> None:
        super().__init__(_("This text of %(vendor)s is kept with the purchase already.") % {"vendor": vendor})


class ClaimChanged(WellboughtError):
    """Somebody else noted something on this claim in the meantime. A person brings both notes together."""

    def __init__(self, theirs: ClaimVersion) -> None:
        super().__init__(_("Somebody else saved this claim while you were writing."))
        self.theirs = theirs


class NoteTooLong(WellboughtError):
    """The note is longer than a note may be."""

    def __init__(self, length: int) -> None:
        super().__init__(
            _(
                "Your note has %(length)s characters; it may have %(most)s. Shorten it, and keep the long version as "
                "a file."
            )
            % {"length": f"{length:,}", "most": f"{LONGEST_NOTE:,}"}
        )


@transaction.atomic
def keep_text(
    *,
    member: Membership,
    purchase: "Purchase",
    vendor: str,
    source: str,
    text: str,
    claims: Iterable[FoundClaim],
    now: datetime,
) -> VendorText:
    """Keep a vendor's text with a purchase, and the claims in it, each still to be asked about.

    :raises TextKept: if the purchase holds this text of the vendor already
    """
    name = clean_words(vendor)
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept = VendorText(purchase=purchase, vendor=name, source=source[:200], text=text, digest=digest, by=member, at=now)
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        raise TextKept(name) from None
    Claim.objects.bulk_create(
        [
            Claim(
                text=kept,
                start=claim.start,
                end=claim.end,
                sentence=claim.sentence,
                kinds=" ".join(claim.kinds),
                missing=" ".join(claim.missing),
                language=claim.language,
            )
            for claim in claims
        ],
        batch_size=500,
    )
    return kept


@transaction.atomic
def save_claim(
    *, member: Membership, claim: Claim, state: ClaimState, note: str, seen: int, now: datetime
) -> ClaimVersion:
    """Note how far the team has come with a claim.

    :param seen: the number of the version that the person had before them; 0 if there was none
    :raises ClaimChanged: if there is a newer one by now
    :raises NoteTooLong: if the note cannot be kept as it is
    :raises ControlCharacter: if it holds what is not text
    """
    words = clean_words(note)
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(len(words))
    newest = _newest(claim)
    if newest is not None and newest.number != seen:
        raise ClaimChanged(newest)
    version = ClaimVersion(claim=claim, number=seen + 1, state=state, note=words, by=member, at=now)
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        # Both read before either wrote: the number is taken, so there is a newer one now.
        theirs = _newest(claim)
        assert theirs is not None
        raise ClaimChanged(theirs) from None
    Claim.objects.filter(pk=claim.pk).update(state=state, number=version.number)
    return version


def _newest(claim: Claim) -> ClaimVersion | None:
    return ClaimVersion.objects.filter(claim=claim).select_related("by__person").order_by("-number").first()
