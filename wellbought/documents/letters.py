"""Makes the letter that asks a vendor about its claims: from findings, not from a purchase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wellbought.documents.assemble import note_on_language
from wellbought.documents.blocks import Document, Paper
from wellbought.documents.claims import asking_of
from wellbought.documents.markdown import Values, parse
from wellbought.documents.template import read_template, render
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.pack.read import Pack
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
    asking = tuple(asking_of(claim.text, claim.kinds, claim.missing, pack) for claim in claims)
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


def _as_json(claim: AskedClaim) -> dict[str, object]:
    return {"text": claim.text, "kinds": list(claim.kinds), "missing": list(claim.missing)}
