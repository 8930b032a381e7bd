"""How documents say what vendors claim: the questions on a sentence, and the claims that a purchase still has open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.pack.kinds import ClaimElement, ClaimGuide
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.purchase import Purchase
from wellbought.purchase.claims import ClaimState, VendorClaim
from wellbought.vocabulary import ClaimKind

#: How many open claims of one vendor a document tells, and how much of each sentence and note, in characters.
MOST_CLAIMS: Final = 40
LONGEST_QUOTE: Final = 600


@dataclass(frozen=True, slots=True)
class Asking:
    """What to say of one sentence, in the document's language."""

    text: str
    titles: tuple[str, ...]
    missing: tuple[str, ...]
    ask: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim that is not settled, with the name of its state and what the team noted last."""

    asking: Asking
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenOfVendor:
    """The claims of one vendor that are not settled.

    :ivar more: how many the document leaves out
    """

    vendor: str
    claims: tuple[OpenClaim, ...]
    more: int


def asking_of(text: str, kinds: Sequence[ClaimKind], missing: Sequence[str], pack: Pack) -> Asking:
    """What to say of a sentence: the questions on what it leaves out, or those of its kinds if that is nothing."""
    guides = [guide for guide in pack.all(ClaimGuide) if guide.claim_kind in kinds]
    elements = _elements(missing, pack)
    return Asking(
        text=one_line(text),
        titles=tuple(guide.title for guide in guides),
        missing=tuple(element.label for element in elements),
        ask=tuple(element.ask for element in elements) or tuple(guide.ask for guide in guides),
        evidence=tuple(guide.evidence for guide in guides),
    )


def open_by_vendor(purchase: Purchase, words: Words) -> tuple[OpenOfVendor, ...]:
    """The claims of a purchase that are not settled, by vendor."""
    found: dict[str, list[VendorClaim]] = {}
    for claim in purchase.claims:
        if claim.state is not ClaimState.SETTLED:
            found.setdefault(one_line(claim.vendor), []).append(claim)
    names = _state_names(words)
    return tuple(
        OpenOfVendor(
            vendor,
            tuple(
                OpenClaim(
                    asking_of(_cut(claim.text), claim.kinds, claim.missing, words.pack),
                    names[claim.state],
                    one_line(_cut(claim.note)),
                )
                for claim in islice(claims, MOST_CLAIMS)
            ),
            max(0, len(claims) - MOST_CLAIMS),
        )
        for vendor, claims in found.items()
    )


def as_json(claims: Sequence[VendorClaim]) -> list[dict[str, object]]:
    """The claims of a purchase as JSON values."""
    return [
        {
            "vendor": claim.vendor,
            "text": claim.text,
            "kinds": list(claim.kinds),
            "missing": list(claim.missing),
            "state": claim.state,
            "note": claim.note,
        }
        for claim in claims
    ]


def _state_names(words: Words) -> Mapping[ClaimState, str]:
    return {
        ClaimState.TO_ASK: words.say("To ask"),
        ClaimState.ASKED: words.say("Asked"),
        ClaimState.ANSWERED: words.say("Answered"),
        ClaimState.EVIDENCE_SEEN: words.say("Evidence seen"),
        ClaimState.SETTLED: words.say("Settled"),
        ClaimState.NOT_SETTLED: words.say("Not settled"),
    }


def _elements(missing: Sequence[str], pack: Pack) -> list[ClaimElement]:
    found = []
    for element_id in missing:
        try:
            found.append(pack.get(ClaimElement, element_id))
        except ItemUnknown:
            continue
    return found


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"
