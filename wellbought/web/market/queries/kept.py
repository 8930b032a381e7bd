"""What a team keeps of its market research, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language

from wellbought.purchase.research import (
    MarketFinding,
    MarketResearch,
    PinnedContract,
    PinnedFigure,
    VendorToInvite,
)
from wellbought.web.market.models import Finding, FindingKind, OwnFacts, Vendor
from wellbought.web.market.queries.wording import in_own_words

if TYPE_CHECKING:
    from wellbought.market.flags import Flag
    from wellbought.web.purchases.models import Purchase

_DAYS: Final = ("notice_on", "award_on")
#: The facts about a team's own procedure.
FACTS: Final = ("notice_on", "deadline_on", "award_on", "tenderers", "method", "supplier_share")


@dataclass(frozen=True, slots=True)
class VendorRow:
    """A vendor as the list shows it."""

    key: str
    name: str
    found_in: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FactsVersion:
    """What was known of the own procedure, and who noted it."""

    number: int
    by: str
    at: datetime
    values: Mapping[str, Any]


def research_of(purchase: "Purchase") -> MarketResearch:
    """The findings and vendors of a purchase that stand, in two queries."""
    return MarketResearch(
        findings=findings_of(purchase),
        vendors=tuple(VendorToInvite(one.name, one.found_in, one.reason, one.by) for one in vendors_of(purchase)),
    )


def research_to_read(purchase: "Purchase") -> MarketResearch:
    """The same, with the figures' sentences in the reader's language, for documents."""
    found = research_of(purchase)
    return replace(found, findings=tuple(_in_own_words(one) for one in found.findings))


def _in_own_words(finding: MarketFinding) -> MarketFinding:
    figure = finding.figure
    if figure is None:
        return finding
    said = replace(
        figure,
        question=in_own_words(figure.question),
        summary=in_own_words(figure.summary),
        formula=in_own_words(figure.formula),
        caveats=tuple(in_own_words(one) for one in figure.caveats),
        language=get_language() or figure.language,
    )
    return replace(finding, figure=said)


def findings_of(purchase: "Purchase") -> tuple[MarketFinding, ...]:
    """The findings that stand, in the order in which they were pinned."""
    found = Finding.objects.filter(purchase=purchase, withdrawn_at=None).select_related("by__person")
    return tuple(told(one) for one in found.order_by("at", "id"))


def withdrawn_of(purchase: "Purchase") -> tuple[MarketFinding, ...]:
    """The findings that were taken back, the newest first."""
    found = Finding.objects.filter(purchase=purchase).exclude(withdrawn_at=None).select_related("by__person")
    return tuple(told(one) for one in found.order_by("-withdrawn_at", "-id")[:50])


def finding_for(purchase: "Purchase", key: str) -> Finding | None:
    """A finding of a purchase, taken back or not."""
    found = Finding.objects.filter(purchase=purchase, key=key)
    return found.select_related("by__person", "withdrawn_by__person").first()


def told(finding: Finding) -> MarketFinding:
    """A finding as plain data."""
    is_contract = finding.kind == FindingKind.CONTRACT
    return MarketFinding(
        key=finding.key,
        dataset=finding.dataset,
        by=finding.by.person.name,
        at=finding.at,
        asked=finding.asked,
        filters=finding.filters,
        note=finding.note,
        contract=_contract(finding.content) if is_contract else None,
        figure=None if is_contract else _figure(finding.content),
    )


def pinned_contracts(purchase: "Purchase") -> Mapping[str, str]:
    """The keys of the findings of pinned contracts, by contracting process."""
    found = Finding.objects.filter(purchase=purchase, kind=FindingKind.CONTRACT, withdrawn_at=None)
    return dict(found.values_list("subject", "key"))


def vendors_of(purchase: "Purchase") -> tuple[VendorRow, ...]:
    """The vendors to tell of the tender, by name."""
    found = Vendor.objects.filter(purchase=purchase, withdrawn_at=None).select_related("by__person")
    return tuple(
        VendorRow(one.key, one.name, one.found_in, one.reason, one.by.person.name, one.at)
        for one in found.order_by("folded")
    )


def own_facts(purchase: "Purchase") -> FactsVersion | None:
    """The newest version of what is known of the own procedure."""
    found = OwnFacts.objects.filter(purchase=purchase).select_related("by__person").order_by("-number").first()
    if found is None:
        return None
    return FactsVersion(found.number, found.by.person.name, found.at, {name: getattr(found, name) for name in FACTS})


def flags_of(facts: Mapping[str, Any], market: Mapping[str, Any]) -> "tuple[Flag, ...]":
    """The red flags of the own procedure, against the market where its figures are known."""
    from wellbought.market.flags import OwnPurchase, flags

    values = {name: facts.get(name) for name in FACTS}
    share = values["supplier_share"]
    values["supplier_share"] = float(share) if share is not None else None
    values["method"] = values["method"] or None
    return flags(OwnPurchase(**values), **market)


def _contract(raw: Mapping[str, Any]) -> PinnedContract:
    values = {name: raw[name] for name in PinnedContract.__slots__ if name in raw}
    values["suppliers"] = tuple(values.get("suppliers") or ())
    values["amount"] = Decimal(values["amount"]) if values.get("amount") is not None else None
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    return PinnedContract(**values)


def _figure(raw: Mapping[str, Any]) -> PinnedFigure:
    values = {name: raw[name] for name in PinnedFigure.__slots__ if name in raw}
    for name in ("caveats", "columns"):
        values[name] = tuple(values[name])
    values["rows"] = tuple(tuple(row) for row in values["rows"])
    return PinnedFigure(**values)
