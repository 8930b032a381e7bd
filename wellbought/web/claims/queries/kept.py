"""The claims of a purchase, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from wellbought.documents.letters import AskedClaim
from wellbought.pack.read import Pack
from wellbought.purchase.claims import ClaimState, VendorClaim
from wellbought.vocabulary import ClaimKind, Role
from wellbought.web.claims.models import Claim, ClaimVersion, VendorText
from wellbought.web.claims.queries.shown import Followed, Note, note_on

if TYPE_CHECKING:
    from wellbought.web.purchases.models import Purchase

#: How many claims a page lists.
PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class TextRow:
    """A vendor's text as the list shows it."""

    vendor: str
    source: str
    href: str
    by: str
    at: datetime
    claims: int
    open: int


@dataclass(frozen=True, slots=True)
class StateRow:
    """How many claims have come so far, and the page that lists them."""

    state: ClaimState
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as the list shows it."""

    sentence: str
    language: str
    vendor: str
    titles: tuple[str, ...]
    state: ClaimState
    href: str


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """The claims of a purchase.

    :ivar total: how many claims there are in the chosen state, or in all
    :ivar before, after: the pages of the list before and after this one
    """

    texts: tuple[TextRow, ...]
    states: tuple[StateRow, ...]
    rows: tuple[ClaimRow, ...]
    chosen: ClaimState | None
    total: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What somebody noted of a claim."""

    number: int
    state: ClaimState
    note: str
    by: str
    role: Role
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim: what to ask, and what was noted of it so far, the newest first."""

    vendor: str
    text_href: str
    language: str
    state: ClaimState
    number: int
    note: Note
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class KeptText:
    """A vendor's text as its own page heads it."""

    key: str
    vendor: str
    source: str
    by: str
    at: datetime


def text_for(purchase: "Purchase", key: str) -> VendorText | None:
    """A vendor's text of a purchase."""
    return VendorText.objects.filter(purchase=purchase, key=key).select_related("by__person").first()


def claim_for(purchase: "Purchase", key: str) -> Claim | None:
    """A claim of a purchase."""
    return Claim.objects.filter(text__purchase=purchase, key=key).select_related("text").first()


def claims_page(purchase: "Purchase", pack: Pack, *, state: ClaimState | None, page: int) -> ClaimsPage:
    """The texts of a purchase, how far their claims are, and one page of the claims in a state (or in all)."""
    counts: Mapping[str, int] = dict(
        Claim.objects.filter(text__purchase=purchase).order_by().values_list("state").annotate(Count("id"))
    )
    total = counts.get(state, 0) if state else sum(counts.values())
    chosen = Claim.objects.filter(text__purchase=purchase)
    if state:
        chosen = chosen.filter(state=state)
    first = (page - 1) * PAGE_SIZE
    found = chosen.select_related("text").order_by("text__id", "start")[first : first + PAGE_SIZE]
    address = reverse("claims:purchase", args=[purchase.key])
    kept = f"state={state}&" if state else ""
    return ClaimsPage(
        texts=texts_of(purchase),
        states=tuple(
            StateRow(one, counts[one], f"{address}?state={one}", one is state) for one in ClaimState if one in counts
        ),
        rows=tuple(_row(purchase, claim, pack) for claim in found),
        chosen=state,
        total=total,
        before=f"{address}?{kept}page={page - 1}" if page > 1 else "",
        after=f"{address}?{kept}page={page + 1}" if first + PAGE_SIZE < total else "",
    )


def texts_of(purchase: "Purchase") -> tuple[TextRow, ...]:
    """The vendors' texts of a purchase, in the order in which they came."""
    texts = VendorText.objects.filter(purchase=purchase).defer("text").select_related("by__person").order_by("at", "id")
    states = Claim.objects.filter(text__purchase=purchase).order_by().values_list("text", "state").annotate(Count("id"))
    counts: dict[int, dict[str, int]] = {}
    for text_id, state, count in states:
        counts.setdefault(text_id, {})[state] = count
    return tuple(
        TextRow(
            text.vendor,
            text.source,
            reverse("claims:text", args=[purchase.key, text.key]),
            text.by.person.name,
            text.at,
            sum(counts.get(text.id, {}).values()),
            sum(count for state, count in counts.get(text.id, {}).items() if state != ClaimState.SETTLED),
        )
        for text in texts
    )


def claim_page(purchase: "Purchase", claim: Claim, pack: Pack) -> ClaimPage:
    """One claim with its history."""
    versions = ClaimVersion.objects.filter(claim=claim).select_related("by__person").order_by("-number")
    return ClaimPage(
        vendor=claim.text.vendor,
        text_href=reverse("claims:text", args=[purchase.key, claim.text.key]),
        language=claim.language,
        state=ClaimState(claim.state),
        number=claim.number,
        note=note_on(claim.sentence, kinds_of(claim), tuple(claim.missing.split()), pack),
        versions=tuple(version_row(one) for one in versions),
    )


def kinds_of(claim: Claim) -> tuple[ClaimKind, ...]:
    """What is wrong with a claim; a kind that a later version no longer knows is left out."""
    known = set(ClaimKind)
    return tuple(ClaimKind(kind) for kind in claim.kinds.split() if kind in known)


def _row(purchase: "Purchase", claim: Claim, pack: Pack) -> ClaimRow:
    note = note_on(claim.sentence, kinds_of(claim), (), pack)
    return ClaimRow(
        claim.sentence,
        claim.language,
        claim.text.vendor,
        tuple(advice.title for advice in note.advice),
        ClaimState(claim.state),
        reverse("claims:claim", args=[purchase.key, claim.key]),
    )


def text_row(text: VendorText) -> KeptText:
    """A vendor's text for the head of its page."""
    return KeptText(text.key, text.vendor, text.source, text.by.person.name, text.at)


def version_row(version: ClaimVersion) -> VersionRow:
    """A version of a claim for a page."""
    return VersionRow(
        version.number,
        ClaimState(version.state),
        version.note,
        version.by.person.name,
        version.by.as_role,
        version.at,
    )


def noted(claim: Claim) -> dict[str, object]:
    """What the form of a claim begins with: its state as it is, and room for a new note."""
    return {"state": claim.state, "seen": claim.number}


def followed_in(purchase: "Purchase", text: VendorText) -> Mapping[int, Followed]:
    """The claims of a text by the place at which they begin."""
    claims = Claim.objects.filter(text=text).values_list("start", "key", "state")
    return {start: Followed(reverse("claims:claim", args=[purchase.key, key]), state) for start, key, state in claims}


def not_settled_in(text: VendorText) -> tuple[AskedClaim, ...]:
    """The claims of a text that a letter asks about."""
    claims = Claim.objects.filter(text=text).exclude(state=ClaimState.SETTLED).order_by("start")
    return tuple(AskedClaim(claim.sentence, kinds_of(claim), tuple(claim.missing.split())) for claim in claims)


def claims_to_write(purchase: "Purchase") -> tuple[VendorClaim, ...]:
    """The claims of a purchase for its documents, in one query."""
    noted = ClaimVersion.objects.filter(claim=OuterRef("id"), number=OuterRef("number")).values("note")
    found = Claim.objects.filter(text__purchase=purchase).annotate(noted=Subquery(noted)).order_by("text__id", "start")
    return tuple(
        VendorClaim(
            vendor=claim.text.vendor,
            text=claim.sentence,
            kinds=kinds_of(claim),
            missing=tuple(claim.missing.split()),
            state=ClaimState(claim.state),
            note=claim.noted or "",
        )
        for claim in found.select_related("text").defer("text__text")
    )


def texts_by_vendor(purchase: "Purchase") -> Mapping[str, list[str]]:
    """What each vendor of a purchase wrote."""
    found: dict[str, list[str]] = {}
    for text in VendorText.objects.filter(purchase=purchase).order_by("at", "id"):
        found.setdefault(text.vendor, []).append(text.text)
    return found
