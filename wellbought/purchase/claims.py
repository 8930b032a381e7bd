"""What vendors claim in a purchase, and how far the team has come with each claim."""

from dataclasses import dataclass
from enum import StrEnum

from wellbought.vocabulary import ClaimKind


class ClaimState(StrEnum):
    """How far a team has come with a vendor's claim."""

    TO_ASK = "to-ask"
    ASKED = "asked"
    ANSWERED = "answered"
    EVIDENCE_SEEN = "evidence-seen"
    SETTLED = "settled"
    NOT_SETTLED = "not-settled"


@dataclass(frozen=True, slots=True)
class VendorClaim:
    """A claim that was found in what a vendor wrote.

    :ivar text: the vendor's own sentence
    :ivar missing: ids of what it leaves out (:class:`wellbought.pack.kinds.ClaimElement`)
    :ivar note: what the team noted last
    """

    vendor: str
    text: str
    kinds: tuple[ClaimKind, ...]
    missing: tuple[str, ...]
    state: ClaimState
    note: str = ""
