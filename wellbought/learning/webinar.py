"""A webinar as a script: what is said when, in captions that can be read, and as WebVTT."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wellbought.learning.deck import DeckSlide, as_deck_slide
from wellbought.pack.kinds import Slide, Webinar
from wellbought.pack.read import Pack

#: How fast a calm voice speaks, and how long it rests between slides.
WORDS_A_MINUTE: Final = 140
PAUSE: Final = 0.8
#: A caption has at most two lines of so many characters.
CAPTION: Final = 84
LINE: Final = 42

_SENTENCE: Final = re.compile(r"(?<=[.!?…:])[\s\n]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A slide with what is said over it.

    :ivar part: the chapter that it belongs to
    """

    slide: DeckSlide
    part: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(self.sentences)

    @property
    def seconds(self) -> float:
        """How long a calm voice takes, with the rest after it."""
        return len(self.text.split()) * 60 / WORDS_A_MINUTE + PAUSE


@dataclass(frozen=True, slots=True)
class Script:
    """A webinar in one language."""

    id: str
    title: str
    what: str
    language: str
    spoken: tuple[Spoken, ...]

    @property
    def seconds(self) -> float:
        """How long it takes at a calm pace."""
        return sum(one.seconds for one in self.spoken)

    @property
    def parts(self) -> tuple[tuple[str, tuple[Spoken, ...]], ...]:
        """The chapters, each with what is spoken in it."""
        titles = dict.fromkeys(one.part for one in self.spoken)
        return tuple((title, tuple(one for one in self.spoken if one.part == title)) for title in titles)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words with the seconds from which and until which they are shown."""

    start: float
    end: float
    text: str


def script_of(webinar: Webinar, pack: Pack) -> Script:
    """The script of a webinar in the language of the pack."""
    spoken = [
        Spoken(as_deck_slide(slide, pack), part.title, sentences_of(slide.notes))
        for part in webinar.parts
        for slide in (pack.get(Slide, one) for one in part.slides)
    ]
    return Script(webinar.id, webinar.title, webinar.what, pack.language, tuple(spoken))


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text that is spoken."""
    return tuple(part for part in _SENTENCE.split(text.strip()) if part)


def captions(spoken: Sequence[Spoken], durations: Sequence[float]) -> tuple[Caption, ...]:
    """The captions of some slides that take so many seconds each, shared out by the length of the words."""
    found: list[Caption] = []
    begins = 0.0
    for one, duration in zip(spoken, durations, strict=True):
        pieces = [piece for sentence in one.sentences for piece in pieces_of(sentence)]
        letters = sum(map(len, pieces)) or 1
        talking = max(0.0, duration - PAUSE)
        at = begins
        for piece in pieces:
            until = at + talking * len(piece) / letters
            found.append(Caption(at, until, piece))
            at = until
        begins += duration
    return tuple(found)


def pieces_of(sentence: str) -> tuple[str, ...]:
    """A sentence in pieces that fit into a caption, parted between words and of about the same length."""
    words = sentence.split()
    count = -(-len(sentence) // CAPTION)
    if count <= 1:
        return (sentence,) if sentence else ()
    aim = len(sentence) / count
    pieces: list[str] = []
    held = ""
    for word in words:
        longer = f"{held} {word}".strip()
        if held and (len(longer) > CAPTION or len(held) >= aim):
            pieces.append(held)
            held = word
        else:
            held = longer
    return (*pieces, held) if held else tuple(pieces)


def in_lines(text: str) -> str:
    """A caption in one or two lines, the break nearest to its middle."""
    if len(text) <= LINE:
        return text
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def as_vtt(shown: Iterable[Caption], *, language: str) -> str:
    """Captions as WebVTT."""
    cues = [f"{_clock(one.start)} --> {_clock(one.end)}\n{_escaped(in_lines(one.text))}\n" for one in shown]
    return f"WEBVTT\nKind: captions\nLanguage: {language}\n\n" + "\n".join(cues)


def as_srt(shown: Iterable[Caption]) -> str:
    """Captions as SubRip, which video programs read."""
    return "\n".join(
        f"{number}\n{_clock(one.start, ',')} --> {_clock(one.end, ',')}\n{in_lines(one.text)}\n"
        for number, one in enumerate(shown, start=1)
    )


def _clock(seconds: float, point: str = ".") -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{point}{thousandths:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
