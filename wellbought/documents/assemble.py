"""Makes documents from a purchase: fills a kind's template and reads the result into blocks."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from wellbought.documents import claims, market, views
from wellbought.documents.blocks import Block, Callout, Document, Paper, Paragraph, Run, Tone
from wellbought.documents.formats import FORMATS, FormatNotOffered
from wellbought.documents.markdown import Values, parse, without_marks
from wellbought.documents.template import KindUnknown, Marked, Template, kinds, read_template, render
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.documents.workbooks import WORKBOOKS
from wellbought.pack.read import Pack
from wellbought.pack.translate import in_language
from wellbought.purchase import Answer, Evidence, Purchase
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Approach, Role, Route, Stage, Tier

_HEADING: Final = re.compile(r"^(#{1,6})(?= )", re.MULTILINE)

#: Places whose printers hold Letter sheets; all others hold A4.
_LETTER_PLACES: Final = frozenset({"us-federal", "us-states", "canada"})


def assemble(kind: str, purchase: Purchase, pack: Pack, *, on: date, language: str) -> Document:
    """Make a document of one kind about a purchase.

    :param pack: in any language; the document is in ``language`` whichever it was
    :param on: the day that the document bears
    :raises KindUnknown: if there is no such kind
    :raises LanguageUnknown: if the product does not speak the language
    """
    pack = in_language(pack, language)
    purchase = views.in_words_of(pack, purchase)
    template = read_template(kind, pack)
    if template.card.about not in ("purchase", "meeting"):
        raise KindUnknown(kind, kinds(pack))
    words = Words(pack, kind)
    values = Values(right_to_left=words.right_to_left)
    title = one_line(purchase.title) or words.say("A purchase of AI")
    buyer = one_line(purchase.buyer) or words.say("Your organisation")
    context = _context(purchase, pack, words, values, on, template)
    blocks = parse(render(template, pack, values, {**context, "title": title, "buyer": buyer}), values)
    card = template.card
    status = words.say(card.status)
    cover = [
        (words.say("Buyer"), buyer),
        (words.say("Date"), words.day(on)),
        (words.say("Status"), status),
        (words.say("Made with"), words.say("Wellbought guidance %(version)s", version=purchase.outcome.pack_version)),
    ]
    sheets = WORKBOOKS[kind](purchase, Words(pack, kind)) if kind in WORKBOOKS else ()
    return Document(
        kind=kind,
        title=words.say(card.title),
        subtitle=title,
        file_name=card.file,
        description=words.say(card.description),
        language=language,
        made_on=on,
        buyer=buyer,
        status=status,
        cover=tuple(cover),
        blocks=blocks + note_on_language(words, values),
        furniture=words.furniture(),
        contents=card.contents,
        right_to_left=words.right_to_left,
        paper=paper_for(purchase.profile.jurisdiction or ()),
        data=data_of(purchase),
        sheets=sheets,
    )


def write(document: Document, ending: str, pack: Pack) -> bytes:
    """The document as the bytes of a file.

    :raises FormatNotOffered: if its kind is not offered in that format
    """
    offered = read_template(document.kind, pack).card.formats
    if ending not in offered:
        raise FormatNotOffered(ending, offered)
    return FORMATS[ending].write(document)


def data_of(purchase: Purchase) -> Mapping[str, object]:
    """A purchase as JSON values. ``profile`` can be read back with :func:`wellbought.profile.parse_profile`."""
    return {
        "title": purchase.title,
        "buyer": purchase.buyer,
        "summary": purchase.summary,
        "profile": purchase.profile.as_json(),
        "outcome": purchase.outcome.as_json(),
        "questions": [
            {
                "question": planned.question.id,
                "text": planned.question.text,
                "stage": planned.question.stage,
                "lead": planned.question.lead,
                "priority": planned.question.priority,
                "depends_on": list(planned.open_because),
            }
            for planned in purchase.plan.questions
        ],
        "answers": {question: _answer_as_json(answer) for question, answer in purchase.answers.items()},
        "team": [{"name": member.name, "role": member.role} for member in purchase.team],
        **_work_as_json(purchase),
    }


def _work_as_json(purchase: Purchase) -> Mapping[str, object]:
    """What people did on a purchase. ``decisions`` can be proven with :func:`wellbought.purchase.decisions.verify`."""
    return {
        "stage": purchase.stage,
        "arrival": purchase.arrival,
        "owner": purchase.owner,
        "vendor": purchase.vendor,
        "assignments": {
            question: {
                "owner": given.owner,
                "consulted": list(given.consulted),
                "due_on": given.due_on.isoformat() if given.due_on else None,
            }
            for question, given in purchase.assignments.items()
        },
        "comments": [
            {"question": one.question, "text": one.text, "by": one.by, "role": one.role, "at": one.at.isoformat()}
            for one in purchase.comments
        ],
        "evidence": [_evidence_as_json(one) for one in purchase.evidence],
        "decisions": [decision.as_json() for decision in purchase.decisions],
        "market": market.as_json(purchase.market),
        "claims": claims.as_json(purchase.claims),
    }


def _evidence_as_json(one: Evidence) -> Mapping[str, object]:
    return {
        "question": one.question,
        "title": one.title,
        "by": one.by,
        "at": one.at.isoformat(),
        "name": one.name,
        "size": one.size,
        "sha256": one.digest,
        "url": one.url,
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }


def _answer_as_json(answer: Answer) -> Mapping[str, object]:
    return {
        "text": answer.text,
        "state": answer.state,
        "by": answer.by,
        "role": answer.role,
        "at": answer.at.isoformat(),
        "version": answer.version,
    }


def _context(
    purchase: Purchase, pack: Pack, words: Words, values: Values, on: date, template: Template
) -> dict[str, object]:
    """All that a template may use. ``docs/howto/add-a-document.md`` lists it."""
    return {
        "_": words.say,
        "words": words,
        "pack": pack,
        "purchase": purchase,
        "profile": purchase.profile,
        "outcome": purchase.outcome,
        "plan": purchase.plan,
        "on": on,
        "stages": PURCHASE_STAGES,
        "roles": TEAM_ROLES,
        "Stage": Stage,
        "Role": Role,
        "Tier": Tier,
        "Route": Route,
        "Approach": Approach,
        "views": views,
        "market": market,
        "claims": claims,
        "parts": views.parts(template.card.parts, purchase),
        "answer": lambda *questions: views.answer_to(purchase, *questions),
        "md": _markup_maker(values),
        "prose": _prose,
        "quote": _quote,
        "link": link_maker(values),
        "br": "\n",
    }


def _markup_maker(values: Values) -> Callable[..., Marked]:
    def md(text: str, **shown: object) -> Marked:
        """A text of the template's own, read as Markdown; the values put into it stay text."""
        return Marked(without_marks(text) % {name: values.keep(str(value)) for name, value in shown.items()})

    return md


def _prose(text: str, *, below: int = 3) -> Marked:
    """The Markdown body of a pack's item, with its headings put below a level of the document's own."""
    deepest = 6
    lowered = _HEADING.sub(lambda found: "#" * min(len(found[1]) + below - 1, deepest), without_marks(text))
    return Marked(lowered)


def _quote(markdown: Marked) -> Marked:
    """Markdown put into the callout that the template has opened."""
    return Marked("\n".join(f"> {line}" for line in markdown.split("\n")))


def link_maker(values: Values) -> Callable[[str, str], Marked]:
    """Make the function with which templates write a link."""

    def link(text: str, address: str) -> Marked:
        return Marked(f"[{values.keep(text)}]({values.keep(address)})")

    return link


def note_on_language(words: Words, values: Values) -> tuple[Block, ...]:
    """What to say at the end of a document of which some words are still in English."""
    if not values.any_foreign:
        return ()
    note = words.say("Some passages have not been translated yet and stand in English.")
    return (Callout(Tone.NOTE, (), (Paragraph((Run(note),)),)),)


def paper_for(places: Iterable[str]) -> Paper:
    """The sheets that printers hold in some places; A4 if no place is named."""
    held = set(places)
    return Paper.LETTER if held and held <= _LETTER_PLACES else Paper.A4
