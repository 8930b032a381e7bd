"""Parts a text into paragraphs and sentences, keeping the place of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import sentencex

#: A sentence longer than this is read in pieces, so that time stays bounded.
LONGEST: Final = 1_500

#: Words with a full stop that do not end a sentence, beyond those that the library knows.
SHORT_WORDS: Final = {
    "en": "no nos art arts sec secs fig figs approx est inc ltd co corp vs cf ca v al ed eds vol pp p para paras cl",
    "es": "sr sra sres srta dr dra d art arts núm num nº n.º pág pag págs apdo aptdo cap fig ej p ss etc ud uds av",
    "fr": "m mm mme mlle dr me art arts al n° nº p pp fig ex env cf chap réf éd vol av bd tél réf st ste",
}
_BREAK: Final = re.compile(
    r"\n[ \t]*\n\s*"  # an empty line
    r"|\n(?=[ \t]*(?:[-*•◦▪·–]|\d{1,3}[.)]|[a-z]\))[ \t])"  # the next point of a list
    r"|\n(?=[ \t]*#{1,6} )|(?<=\|)[ \t]*\n(?=[ \t]*\|)|[\f\x1c-\x1f\u2028\u2029]+"
)
_LAST_WORD: Final = re.compile(r"([^\W\d_][^\s.]*|\d+|n\.?º)\.\s*$", re.IGNORECASE)
_BULLET: Final = re.compile(r"\s*(?:#{1,6} |[-*•◦▪·–] |\d{1,3}[.)] |[a-z]\) )?\s*")
_HALF_LETTERS: Final = re.compile("[\ud800-\udfff]")
_GAP: Final = re.compile(r"[\s,;:]")


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where something stands in a text."""

    start: int
    end: int


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs, points of lists and rows of tables, without the space around them."""
    start = 0
    for match in _BREAK.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def sentences(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """The sentences of a paragraph; one that is too long comes in pieces."""
    for span in _joined(text, paragraph, language):
        yield from _pieces(text, span)


def _joined(text: str, paragraph: Span, language: str) -> Iterator[Span]:
    """What the library parts, put together again where it cut after a short word."""
    words = _HALF_LETTERS.sub("\ufffd", text[paragraph.start : paragraph.end])
    short = SHORT_WORDS.get(language, "").split()
    start = 0
    for boundary in sentencex.get_sentence_boundaries(language, words.replace("\n", " ")):
        end = boundary["end_index"]
        last = _LAST_WORD.search(words[start:end])
        goes_on = words[end : end + 1]
        cut_short = last is not None and (
            last[1].casefold() in short or (len(last[1]) == 1 and last[1].isupper() and not last[1].isdigit())
        )
        if end < len(words) and (cut_short or goes_on.islower()):
            continue
        yield from _trimmed(text, paragraph.start + start, paragraph.start + end)
        start = end
    yield from _trimmed(text, paragraph.start + start, paragraph.end)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        gaps = [match.end() for match in _GAP.finditer(text, start + LONGEST // 2, start + LONGEST)]
        end = gaps[-1] if gaps else start + LONGEST
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without the space and the bullet around it; nothing if that is all there is."""
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
