"""What a team found out about the market, pinned with the state of the data that it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PinnedContract:
    """A contract of somebody else, as the open data told it on the day that it was pinned.

    :ivar ocid: its contracting process
    :ivar amount: the value, and ``currency`` its ISO 4217 code; ``amount_of`` says if it is of the award, the contract
        or the tender (an estimate)
    :ivar suppliers: names as published
    :ivar url: the original, where the data have a link
    """

    ocid: str
    title: str
    buyer: str = ""
    country: str = ""
    suppliers: tuple[str, ...] = ()
    amount: Decimal | None = None
    currency: str = ""
    amount_of: str = ""
    method: str = ""
    year: int | None = None
    tenderers: int | None = None
    notice_on: date | None = None
    award_on: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class PinnedFigure:
    """A figure as it stood when it was pinned, with all that is needed to judge and to repeat it.

    :ivar n: how many rows of data stand behind it, ``of`` how many were asked
    :ivar columns: ids of the columns of ``rows``
    :ivar drawing: the chart as SVG; empty where none could be drawn
    :ivar language: what its sentences are in; they are kept in English and told to a reader in theirs
    """

    measure: str
    question: str
    summary: str
    formula: str
    source: str
    n: int
    of: int
    caveats: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    query: str
    drawing: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class MarketFinding:
    """A contract or a figure that the team keeps.

    :ivar dataset: the digest of the data it came from; the same data give the same finding again
    :ivar asked: the words of the search
    :ivar filters: what else narrowed it, as the command line writes it
    :ivar note: what it means for this purchase, in the team's words
    """

    key: str
    dataset: str
    by: str
    at: datetime
    asked: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    contract: PinnedContract | None = None
    figure: PinnedFigure | None = None


@dataclass(frozen=True, slots=True)
class VendorToInvite:
    """A vendor to tell of the tender, and why.

    :ivar found_in: the contracting process in which it was found; empty where somebody knew it
    """

    name: str
    found_in: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class MarketResearch:
    """The team's market research."""

    findings: tuple[MarketFinding, ...] = ()
    vendors: tuple[VendorToInvite, ...] = ()

    @property
    def contracts(self) -> tuple[MarketFinding, ...]:
        """The findings that are contracts."""
        return tuple(one for one in self.findings if one.contract is not None)

    @property
    def figures(self) -> tuple[MarketFinding, ...]:
        """The findings that are figures."""
        return tuple(one for one in self.findings if one.figure is not None)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The states of the data that the findings come from."""
        return tuple(dict.fromkeys(one.dataset for one in self.findings))
