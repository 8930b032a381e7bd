"""Purchases that the tests of documents share, with the same named people everywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from wellbought.documents.assemble import assemble, write
from wellbought.documents.blocks import (
    AnswerSpace,
    Callout,
    Document,
    Facts,
    Furniture,
    Heading,
    Paragraph,
    Scale,
    Table,
    plain,
    walk,
)
from wellbought.documents.markdown import Values, parse
from wellbought.pack.read import Pack, bundled_folders, read_pack
from wellbought.profile import parse_profile
from wellbought.purchase import Answer, AnswerState, Purchase, TeamMember, purchase_of_profile
from wellbought.vocabulary import Role

TODAY = date(2026, 11, 23)

AWKWARD = "Costs < €5 & “rises” *fast* | [see](x)\n\n# not a heading\n- مرحبا، 👩‍💻 =1+1"


@cache
def pack() -> Pack:
    """The packs that come with the product. That they hold no faults is proven elsewhere."""
    return read_pack(bundled_folders())[0]


@cache
def chatbot() -> Purchase:
    """A residents' chatbot: much at stake, partly answered, some facts unknown, another approach in mind."""
    profile = parse_profile(
        {
            "ai_type": ["generative"],
            "affects": "public",
            "decision_role": "informs",
            "domain": "benefits",
            "practices": [],
            "personal_data": True,
            "vulnerable_groups": True,
            "reversible": True,
            "human_review": False,
            "public_facing": True,
            "need": "common",
            "market": "known-vendors",
            "time": "months",
            "considered": ["custom"],
            "scale": "population",
            "jurisdiction": ["eu"],
            "estimated_value": {"amount": "240000", "currency": "EUR"},
            "pricing": "usage",
        }
    )
    made = purchase_of_profile(
        profile,
        pack(),
        on=TODAY,
        title="A chatbot that answers residents’ questions about benefits",
        buyer="City of Northford",
        summary="People wait 14 minutes on the phone to ask about benefits.",
    )
    answers = (
        _answer("problem-in-a-sentence", "One caller in five gives up.", "Amara Okafor", Role.PROJECT),
        _answer("who-is-affected", AWKWARD, "Amara Okafor", Role.PROJECT),
        _answer("cost-at-real-use", "Expected: €9,500 a month.", "Mei Tanaka", Role.PROCUREMENT),
    )
    team = (TeamMember("Mei Tanaka", Role.PROCUREMENT), TeamMember("Amara Okafor", Role.PROJECT))
    return replace(made, answers={answer.question: answer for answer in answers}, team=team)


@cache
def unknown() -> Purchase:
    """A purchase of which nothing is known, not even its name."""
    return purchase_of_profile(parse_profile({}), pack(), on=TODAY)


@cache
def document(kind: str, *, language: str = "en", nothing_known: bool = False) -> Document:
    """A document about one of the purchases."""
    return assemble(kind, unknown() if nothing_known else chatbot(), pack(), on=TODAY, language=language)


@cache
def written(kind: str, ending: str, *, language: str = "en") -> bytes:
    """A document about the chatbot as the bytes of a file."""
    return write(document(kind, language=language), ending, pack())


def small_document(markdown: str, values: Values | None = None, title: str = "A title") -> Document:
    """A document of a few blocks that needs no pack."""
    return Document(
        kind="small",
        title="Kind",
        subtitle=title,
        file_name="small",
        description="A small document.",
        language="en",
        made_on=TODAY,
        buyer="City of Northford",
        status="Draft",
        cover=(("Buyer", "City of Northford"),),
        blocks=parse(markdown, values),
        furniture=Furniture(
            contents="Contents",
            page="Page %(page)s of %(pages)s",
            ticked="ticked",
            unticked="not ticked",
            not_drawn="%(count)s characters could not be drawn.",
            tones={},
        ),
    )


def texts(made: Document) -> Iterator[str]:
    """Every text of a document that each format shows, block by block."""
    yield made.subtitle
    yield made.buyer
    for block in walk(made.blocks):
        match block:
            case Heading() | Paragraph():
                yield plain(block.runs)
            case Table():
                yield from (plain(cell) for row in (block.header, *block.rows) for cell in row)
            case Facts():
                yield from (plain(runs) for entry in block.entries for runs in entry)
            case Callout():
                yield plain(block.title)
            case Scale() | AnswerSpace():
                pass


def _answer(question: str, text: str, by: str, role: Role) -> Answer:
    return Answer(question, text, AnswerState.AGREED, by, role, datetime(2026, 11, 20, 10, tzinfo=UTC), 1)
