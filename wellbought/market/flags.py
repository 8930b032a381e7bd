"""Red flags for the buyer's own purchase: the literature's indicators that apply before and after award.

A flag is a question to answer in the record, not a finding. Each says its formula, its source and its limits.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from wellbought.market.measures import Measured

_FAZEKAS: Final = (
    "Fazekas and Kocsis, Uncovering High-Level Corruption: Cross-National Objective Corruption Risk Indicators Using "
    "Public Procurement Data, British Journal of Political Science 50, 2020"
)
_OCP: Final = "Open Contracting Partnership, Red flags in public procurement, 2024"
#: Below this many days a period for submissions is short whatever the market does.
SHORT_DAYS: Final = 10
CONCENTRATED: Final = 2_500


@dataclass(frozen=True, slots=True)
class OwnPurchase:
    """What is known of the buyer's own purchase; ``None`` is not known.

    :ivar method: open, selective, limited or direct
    :ivar supplier_share: the part of the buyer's own awards that the same supplier has had so far
    """

    notice_on: date | None = None
    deadline_on: date | None = None
    award_on: date | None = None
    tenderers: int | None = None
    method: str | None = None
    supplier_share: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """One indicator.

    :ivar raised: yes, no, or ``None`` where a fact is not known
    :ivar because: the figures behind it
    """

    id: str
    raised: bool | None
    because: str
    formula: str
    source: str
    limits: str


def flags(
    own: OwnPurchase, *, notice_period: Measured | None = None, concentration: Measured | None = None
) -> tuple[Flag, ...]:
    """Judge a purchase, against the market where measures of similar contracts are given."""
    return (
        _single_bid(own),
        _short_notice(own, notice_period),
        _no_competition(own),
        _quick_award(own),
        _concentration(own, concentration),
    )


def _single_bid(own: OwnPurchase) -> Flag:
    known = own.tenderers is not None and own.method != "direct"
    return Flag(
        "single-bid",
        own.tenderers == 1 if known else None,
        f"{own.tenderers} submitted." if own.tenderers is not None else "The number of tenderers is not known yet.",
        "number of tenderers = 1 in a procedure that was open to more",
        _FAZEKAS,
        "A small market or a follow-on may explain it. Ask those who looked and did not submit.",
    )


def _short_notice(own: OwnPurchase, market: Measured | None) -> Flag:
    days = (own.deadline_on - own.notice_on).days if own.notice_on and own.deadline_on else None
    usual = None
    if market is not None and market.rows:
        usual = next((row["quarter"] for row in market.rows if row["method"] == own.method), market.rows[0]["quarter"])
    least = max(SHORT_DAYS, usual or 0)
    because = "The notice or the last day is not known yet."
    if days is not None:
        compared = f" Three quarters of similar purchases gave {usual:.0f} days or more." if usual is not None else ""
        because = f"Tenderers have {days} days.{compared}"
    return Flag(
        "short-notice",
        days < least if days is not None else None,
        because,
        f"days from notice to the last day < {SHORT_DAYS}, or < the first quartile of similar purchases by the same method",
        f"{_FAZEKAS}; {_OCP}",
        "The law's own least period comes first. Urgent need may explain it, if the record says so.",
    )


def _no_competition(own: OwnPurchase) -> Flag:
    return Flag(
        "no-open-competition",
        own.method in ("limited", "direct") if own.method else None,
        f"The method is “{own.method}”." if own.method else "The method is not known yet.",
        "procurement method is limited or direct",
        f"{_FAZEKAS}; {_OCP}",
        "Lawful and right in some cases. The record should hold the ground for it.",
    )


def _quick_award(own: OwnPurchase) -> Flag:
    days = (own.award_on - own.deadline_on).days if own.award_on and own.deadline_on else None
    return Flag(
        "quick-award",
        days < 5 if days is not None else None,  # noqa: PLR2004 - the formula says it
        f"Decided {days} days after the last day." if days is not None else "The day of the award is not known yet.",
        "days from the last day for submissions to the award < 5",
        _FAZEKAS,
        "A lowest-price purchase of a standard thing can be decided fast.",
    )


def _concentration(own: OwnPurchase, market: Measured | None) -> Flag:
    share = own.supplier_share
    index = market.rows[-1]["index"] if market is not None and market.rows else None
    raised = None if share is None and index is None else bool((share or 0) > 0.5 or (index or 0) > CONCENTRATED)  # noqa: PLR2004
    told = [f"The supplier has had {share:.0%} of your awards." if share is not None else ""]
    told.append(f"The market's index is {index:,.0f}." if index is not None else "")
    return Flag(
        "concentration",
        raised,
        " ".join(one for one in told if one) or "Neither your own awards nor the market's are known.",
        f"the supplier's part of the buyer's own awards > 1/2, or Herfindahl–Hirschman index of similar contracts > {CONCENTRATED:,}",
        f"{_FAZEKAS}; US Department of Justice and Federal Trade Commission, Merger Guidelines, 2010, for the limit of 2,500",
        "Names of suppliers are not always joined up; a niche may have one maker.",
    )
