"""Makes the letter that asks a vendor about its claims: from findings, not from a purchase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wellbought.documents.assemble import note_on_language
from wellbought.documents.blocks import Document, Paper
from wellbought.documents.markdown import Values, parse
from wellbought.documents.template import read_template, render
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.pack.kinds import ClaimElement, ClaimGuide
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.pack.translate import in_language
from wellbought.vocabulary import ClaimKind

KIND = "claims-letter"


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """A vendor's sentence that a letter asks about.

    :ivar missing: ids of what it leaves out (:class:`wellbought.pack.kinds.ClaimElement`)
    """

    text: str
    kinds: tuple[ClaimKind, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What the letter says of one sentence, in the letter's language."""

    text: str
    titles: tuple[str, ...]
    missing: tuple[str, ...]
    ask: tuple[str, ...]
    evidence: tuple[str, ...]


def letter(
    claims: Sequence[AskedClaim],
    pack: Pack,
    *,
    vendor: str,
    buyer: str,
    on: date,
    language: str,
    paper: Paper = Paper.A4,
) -> Document:
    """Make the letter.

    :param pack: in any language; the letter is in ``language`` whichever it was
    :param vendor, buyer: their names; empty if they are not known
    :param paper: what the buyer's printers hold
    :raises LanguageUnknown: if the product does not speak the language
    """
    pack = in_language(pack, language)
    words = Words(pack, KIND)
    values = Values(right_to_left=words.right_to_left)
    template = read_template(KIND, pack)
    vendor = one_line(vendor) or words.say("The vendor")
    buyer = one_line(buyer) or words.say("Your organisation")
    asking = tuple(_asking(claim, pack) for claim in claims)
    context = {"_": words.say, "words": words, "vendor": vendor, "buyer": buyer, "claims": asking, "on": on}
    blocks = parse(render(template, pack, values, context), values)
    card = template.card
    status = words.say(card.status)
    return Document(
        kind=KIND,
        title=words.say(card.title),
        subtitle=vendor,
        file_name=card.file,
        description=words.say(card.description),
        language=language,
        made_on=on,
        buyer=buyer,
        status=status,
        cover=(
            (words.say("To"), vendor),
            (words.say("From"), buyer),
            (words.say("Date"), words.day(on)),
            (words.say("Status"), status),
        ),
        blocks=blocks + note_on_language(words, values),
        furniture=words.furniture(),
        contents=card.contents,
        right_to_left=words.right_to_left,
        paper=paper,
        data={"vendor": vendor, "buyer": buyer, "claims": [_as_json(claim) for claim in claims]},
    )


def _asking(claim: AskedClaim, pack: Pack) -> Asking:
    """What to say of a sentence: the questions on what it leaves out, or those of its kinds if that is nothing."""
    guides = [guide for guide in pack.all(ClaimGuide) if guide.claim_kind in claim.kinds]
    elements = list(_elements(claim, pack))
    return Asking(
        text=one_line(claim.text),
        titles=tuple(guide.title for guide in guides),
        missing=tuple(element.label for element in elements),
        ask=tuple(element.ask for element in elements) or tuple(guide.ask for guide in guides),
        evidence=tuple(guide.evidence for guide in guides),
    )


def _elements(claim: AskedClaim, pack: Pack) -> Sequence[ClaimElement]:
    found = []
    for element_id in claim.missing:
        try:
            found.append(pack.get(ClaimElement, element_id))
        except ItemUnknown:
            continue
    return found


def _as_json(claim: AskedClaim) -> dict[str, object]:
    return {"text": claim.text, "kinds": list(claim.kinds), "missing": list(claim.missing)}
