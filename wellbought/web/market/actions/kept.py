"""Everything that changes what a team keeps of its market research."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.purchase.research import PinnedContract, PinnedFigure
from wellbought.web.accounts.models import Membership
from wellbought.web.market.models import LONGEST_NOTE, Finding, FindingKind, OwnFacts, Vendor
from wellbought.web.purchases.actions import clean_words

if TYPE_CHECKING:
    from wellbought.web.purchases.models import Purchase


class PinnedAlready(WellboughtError):
    """The very same finding is pinned already."""

    def __init__(self) -> None:
        super().__init__(_("This is pinned already."))


class VendorListed(WellboughtError):
    """The vendor stands on the list already."""

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s is on the list already.") % {"name": name})


class VendorNameless(WellboughtError):
    """A vendor without a name cannot be told of anything."""

    def __init__(self) -> None:
        super().__init__(_("Give the vendor's name."))


class NoteTooLong(WellboughtError):
    """The note is longer than a note may be."""

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Your note has %(length)s characters; it may have %(most)s.")
            % {"length": f"{length:,}", "most": f"{LONGEST_NOTE:,}"}
        )


class FactsChanged(WellboughtError):
    """Somebody else noted other facts in the meantime."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed these facts while you were writing. Theirs are shown above yours."))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a finding comes from: the state of the data, the words that were asked, and what narrowed them."""

    dataset: str
    asked: str = ""
    filters: Mapping[str, str] | None = None

    def mark(self) -> str:
        """A digest of it: the same question to the same data has the same."""
        whole = json.dumps([self.dataset, self.asked, dict(self.filters or {})], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


@transaction.atomic
def pin(
    *,
    member: Membership,
    purchase: "Purchase",
    found: PinnedContract | PinnedFigure,
    origin: Origin,
    note: str = "",
    now: datetime,
) -> Finding:
    """Keep a contract or a figure with a purchase, as it stands now.

    :raises PinnedAlready: if the same data gave the same finding before, and it was not taken back
    :raises NoteTooLong: if the note cannot be kept as it is
    """
    words = clean_words(note)
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(len(words))
    is_contract = isinstance(found, PinnedContract)
    # A contract is the same whatever words it was found with.
    mark = Origin(origin.dataset).mark() if is_contract else origin.mark()
    finding = Finding(
        purchase=purchase,
        kind=FindingKind.CONTRACT if is_contract else FindingKind.FIGURE,
        subject=(found.ocid if isinstance(found, PinnedContract) else found.measure)[:300],
        dataset=origin.dataset,
        asked=origin.asked,
        filters=dict(origin.filters or {}),
        mark=mark,
        content=_as_json(found),
        note=words,
        by=member,
        at=now,
    )
    try:
        with transaction.atomic():
            finding.save(force_insert=True)
    except IntegrityError:
        raise PinnedAlready from None
    return finding


def take_back(*, member: Membership, finding: Finding, now: datetime) -> None:
    """Leave a finding out from now on; it is kept, with who took it back."""
    Finding.objects.filter(pk=finding.pk, withdrawn_at=None).update(withdrawn_by=member, withdrawn_at=now)


@transaction.atomic
def list_vendor(
    *, member: Membership, purchase: "Purchase", name: str, found_in: str = "", reason: str = "", now: datetime
) -> Vendor:
    """Put a vendor on the list of those to tell of the tender.

    :raises VendorNameless: if there is no name
    :raises VendorListed: if it stands there already, however it is spelt in capitals
    """
    called = clean_words(name)[:200]
    if not called:
        raise VendorNameless
    vendor = Vendor(
        purchase=purchase,
        name=called,
        folded=called.casefold()[:200],
        found_in=found_in[:300],
        reason=clean_words(reason)[:500],
        by=member,
        at=now,
    )
    try:
        with transaction.atomic():
            vendor.save(force_insert=True)
    except IntegrityError:
        raise VendorListed(called) from None
    return vendor


def strike_vendor(*, member: Membership, purchase: "Purchase", key: str, now: datetime) -> bool:
    """Take a vendor off the list; the row is kept, with who struck it.

    :returns: whether it stood there
    """
    standing = Vendor.objects.filter(purchase=purchase, key=key, withdrawn_at=None)
    return bool(standing.update(withdrawn_by=member, withdrawn_at=now))


@transaction.atomic
def note_facts(
    *, member: Membership, purchase: "Purchase", facts: Mapping[str, Any], seen: int, now: datetime
) -> OwnFacts:
    """Note what is known of the team's own procedure, as a new version.

    :param seen: the number of the version that the person had before them; 0 if there was none
    :raises FactsChanged: if there is a newer one by now
    """
    newest = OwnFacts.objects.filter(purchase=purchase).order_by("-number").first()
    if newest is not None and newest.number != seen:
        raise FactsChanged
    version = OwnFacts(purchase=purchase, number=seen + 1, by=member, at=now, **facts)
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        raise FactsChanged from None
    return version


def _as_json(found: PinnedContract | PinnedFigure) -> dict[str, Any]:
    """A finding as JSON; :func:`wellbought.web.market.queries.contract_of` and ``figure_of`` read it back."""
    return {name: _jsonable(value) for name, value in asdict(found).items()}


def _jsonable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return [_jsonable(one) for one in value] if isinstance(value, tuple | list) else value
