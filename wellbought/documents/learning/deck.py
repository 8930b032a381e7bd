"""A talk with all the words that its file shows, in one language, whatever the format."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.errors import WellboughtError
from wellbought.learning.deck import Deck, DeckSlide
from wellbought.pack.kinds import Source, Topic
from wellbought.pack.read import ItemUnknown, Pack

KIND: Final = "slides"


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """A slide as it stands in the file.

    :ivar sources: what it rests on, in words
    :ivar reading: the topics that tell more, by title
    """

    slide: DeckSlide
    sources: tuple[str, ...]
    reading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A talk, ready to be written in any format.

    :ivar attribution: whom to thank, and the licence; stands on every slide
    :ivar logo: the organisation's own, as PNG; nothing if there is none
    :ivar logo_alt: what the logo shows, in words
    :ivar slides_label, notes_label, sources_label, reading_label, minutes_label: words that formats add
    """

    title: str
    subtitle: str
    language: str
    right_to_left: bool
    made_on: date
    slides: tuple[ShownSlide, ...]
    attribution: str
    logo: bytes
    logo_alt: str
    closing: tuple[str, ...]
    labels: Mapping[str, str]
    file_name: str = "wellbought-slides"


class DeckFormatUnknown(WellboughtError):
    """Slides are not written in that format."""

    def __init__(self, ending: str) -> None:
        super().__init__(f"Slides are not written as “{ending}”. Use one of: {', '.join(ENDINGS)}.")


def deck_file(deck: Deck, pack: Pack, *, on: date, organisation: str = "", logo: bytes = b"") -> DeckFile:
    """A talk with its words.

    :param pack: in the language of the talk
    :param organisation: who gives the talk
    :param logo: its logo as PNG
    """
    words = Words(pack, KIND)
    core = pack.cards["core"]
    audience = words.label(deck.wish.role) if deck.wish.role else words.say("Everyone in the room")
    name = one_line(organisation)
    subtitle = words.say("For: %(audience)s. %(minutes)s minutes.", audience=audience, minutes=deck.wish.minutes)
    return DeckFile(
        title=words.say("Buying AI well"),
        subtitle="\n".join(filter(None, (subtitle, name, words.day(on)))),
        language=pack.language,
        right_to_left=words.right_to_left,
        made_on=on,
        slides=tuple(_shown(slide, pack) for slide in deck.slides),
        attribution=words.say(
            "From the Wellbought guidance %(version)s, %(licence)s. Changed? Say so.",
            version=pack.version,
            licence=core.licence,
        ),
        logo=logo,
        logo_alt=words.say("Logo of %(name)s", name=name) if name else words.say("Logo of the organisation"),
        closing=_closing(words, pack),
        labels=MappingProxyType(
            {
                "notes": words.say("What to say"),
                "sources": words.say("Sources"),
                "reading": words.say("Read more"),
                "minutes": words.say("Minutes"),
                "closing": words.say("Where this comes from"),
                "contents": words.say("Contents"),
                "previous": words.say("Previous slide"),
                "next": words.say("Next slide"),
            }
        ),
    )


def _closing(words: Words, pack: Pack) -> tuple[str, ...]:
    core = pack.cards["core"]
    return tuple(
        filter(
            None,
            (
                words.say("These slides come from the Wellbought guidance, version %(version)s.", version=pack.version),
                words.say(
                    "You may copy and change them under %(licence)s if you name the guidance and say what you changed.",
                    licence=core.licence,
                ),
                str(core.credit or ""),
                str(core.not_legal_advice or words.say("This is not legal advice.")),
            ),
        )
    )


def _shown(slide: DeckSlide, pack: Pack) -> ShownSlide:
    topics = tuple(pack.get(Topic, topic).title for topic in slide.topics if topic in pack.items[Topic.kind])
    return ShownSlide(slide, tuple(_named(slide.sources, pack)), topics)


def _named(references: Iterable[str], pack: Pack) -> Iterable[str]:
    for reference in references:
        source_id, _, place = reference.partition("@")
        try:
            source = pack.get(Source, source_id)
        except ItemUnknown:
            continue
        yield f"{source.issuer}: {source.title}{', ' + place if place else ''}"


#: The formats of slides, with their media types.
ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "html": "text/html; charset=utf-8",
        "pdf": "application/pdf",
    }
)


def write_deck(made: DeckFile, ending: str) -> bytes:
    """The talk as the bytes of a file.

    :raises DeckFormatUnknown: if slides are not written in that format
    """
    if ending not in ENDINGS:
        raise DeckFormatUnknown(ending)
    return _writer(ending)(made)


def _writer(ending: str) -> Callable[[DeckFile], bytes]:
    match ending:
        case "pptx":
            from wellbought.documents.learning import slides_pptx

            return slides_pptx.deck_as_pptx
        case "pdf":
            from wellbought.documents.learning import slides_typst

            return slides_typst.deck_as_pdf
        case _:
            from wellbought.documents.learning import slides_html

            return slides_html.deck_as_html
