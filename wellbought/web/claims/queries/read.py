"""Where the pages meet the engine: a vendor's text read and looked at, sentence by sentence."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from wellbought.claims.finding import Credited, Finding, find_claims
from wellbought.claims.language import language_of
from wellbought.claims.reading import FileUnreadable, text_of_bytes
from wellbought.claims.rules import ClaimRules, claim_rules
from wellbought.claims.sentences import Span, paragraphs
from wellbought.documents.letters import AskedClaim
from wellbought.documents.text import clean
from wellbought.pack.kinds import ClaimPattern
from wellbought.pack.read import Pack
from wellbought.pack.translate import LANGUAGES, SOURCE_LANGUAGE
from wellbought.vocabulary import ClaimKind
from wellbought.web.claims.queries.refusals import in_own_words
from wellbought.web.guidance.queries import pack_in

Style = Literal["heading", "item", "row", "page", "text"]

#: The largest file that is read, in octets.
LARGEST_FILE: Final = 10 * 1024 * 1024
#: The longest text that a page can show: some 200 pages, in characters.
LONGEST_TEXT: Final = 600_000
#: A passage with fewer words, such as a name, is too short to say in which language it is.
FEWEST_WORDS: Final = 4
#: The line that the reader of files puts between two pages or slides.
PAGE_MARK: Final = re.compile(r"-{4} (\d{1,5}) -{4}")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence that claims too much, or that gives what a buyer needs, at its place in the whole text.

    :ivar kinds: what is wrong with it
    :ivar words: those for which it was marked
    :ivar missing: ids of what it leaves out
    :ivar gives: ids of what it gives that a buyer needs
    :ivar learned: whether the trained model marked it, and no rule
    :ivar language: code of the one that it was read in
    """

    start: int
    end: int
    language: str
    kinds: tuple[ClaimKind, ...]
    words: tuple[str, ...]
    missing: tuple[str, ...]
    gives: tuple[str, ...]
    learned: bool = False


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A paragraph, heading or entry of a list.

    :ivar start: its place in the whole text
    :ivar language: code of the language that it was found to be in; empty if it cannot be told, or is too short to
    :ivar supported: whether the checker knows that language
    """

    style: Style
    start: int
    text: str
    language: str
    supported: bool
    sentences: tuple[ReadSentence, ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A vendor's text, read and looked at.

    :ivar text: the whole, so written that reading it again gives the same
    :ivar notes: what a person should know of how its file was read, such as pages without text
    """

    text: str
    passages: tuple[ReadPassage, ...]
    notes: tuple[str, ...] = ()


def _rules(own: Pack | None) -> ClaimRules:
    """The rules of an organisation that has patterns of its own, or else ours."""
    has_own = own is not None and any(own.is_own(pattern) for pattern in own.all(ClaimPattern))
    # Phrases are the same whatever the reader's language; the words for people come from the reader's own pack.
    return _compiled(own if own is not None and has_own else pack_in(SOURCE_LANGUAGE))


@lru_cache(maxsize=32)
def _compiled(pack: Pack) -> ClaimRules:
    return claim_rules(pack)


def read_given(name: str, content: bytes | str, own: Pack | None = None) -> ReadText:
    """Read what somebody gave and look at it. Nothing of it is kept.

    :param name: of the file, or empty for a text that was pasted
    :param own: an organisation's pack, whose own patterns count beside ours
    :raises FileUnreadable: if there is nothing to be read in it, saying what to do
    """
    if isinstance(content, str):
        return read_text(content, own=own)
    try:
        read = text_of_bytes(content, name)
    except FileUnreadable as error:
        raise FileUnreadable(in_own_words(error.message)) from None
    return read_text(read.text, notes=tuple(in_own_words(note) for note in read.notes), own=own)


@lru_cache(maxsize=8)
def read_kept(text: str, own: Pack | None = None) -> ReadText:
    """Look at a text that a purchase keeps: it never changes, and its page is opened again and again."""
    return read_text(text, own=own)


def read_text(text: str, *, notes: tuple[str, ...] = (), own: Pack | None = None) -> ReadText:
    """Look at a text. A heading begins with ``#`` and an entry of a list with ``-``, as in Markdown.

    :param own: an organisation's pack, whose own patterns count beside ours
    """
    text, rules = clean(text), _rules(own)
    sentences = deque(_sentences(text, rules))
    passages: list[ReadPassage] = []
    before: str | None = None
    for span in paragraphs(text):
        words = text[span.start : span.end]
        spoken = language_of(words, before=before)
        supported = spoken in rules.languages
        before = spoken if supported else before
        telling = len(words.split()) >= FEWEST_WORDS
        its = []
        while sentences and sentences[0].start < span.end:
            its.append(sentences.popleft())
        passages.append(
            ReadPassage(
                _style(text, span),
                span.start,
                words,
                (spoken or "") if telling else "",
                supported or not telling,
                tuple(its),
            )
        )
    return ReadText(text, tuple(passages), notes)


def _sentences(text: str, rules: ClaimRules) -> list[ReadSentence]:
    report = find_claims(text, rules)
    found = [_claiming(finding, rules) for finding in report.findings] + [_giving(one) for one in report.credits]
    return sorted(found, key=lambda sentence: sentence.start)


def _claiming(finding: Finding, rules: ClaimRules) -> ReadSentence:
    """A sentence that claims too much; it may still give some of what its kinds need."""
    needed = [
        element.id for element in rules.elements.values() if not set(element.claim_kinds).isdisjoint(finding.kinds)
    ]
    return ReadSentence(
        finding.start,
        finding.end,
        finding.lang,
        finding.kinds,
        tuple(dict.fromkeys(reason.words for reason in finding.why)),
        finding.missing,
        tuple(element for element in needed if element not in finding.missing),
        finding.learned,
    )


def _giving(credited: Credited) -> ReadSentence:
    return ReadSentence(credited.start, credited.end, credited.lang, (), (), (), credited.elements)


def _style(text: str, span: Span) -> Style:
    """What a paragraph is, by the mark before it on its line."""
    if PAGE_MARK.fullmatch(text, span.start, span.end):
        return "page"
    if text.startswith("|", span.start):
        return "row"
    mark = text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
    if mark.startswith("#"):
        return "heading"
    return "item" if mark else "text"


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim at its place in a text.

    :ivar missing: ids of what it leaves out
    """

    start: int
    end: int
    sentence: str
    kinds: tuple[ClaimKind, ...]
    missing: tuple[str, ...]
    language: str


def claims_in(read: ReadText) -> Iterator[FoundClaim]:
    """The claims of a text, in order."""
    for passage in read.passages:
        for sentence in passage.sentences:
            if sentence.kinds:
                words = read.text[sentence.start : sentence.end]
                yield FoundClaim(
                    sentence.start, sentence.end, words, sentence.kinds, sentence.missing, sentence.language
                )


def asked_in(read: ReadText) -> tuple[AskedClaim, ...]:
    """The claims of a text, for a letter that asks about them."""
    return tuple(AskedClaim(claim.sentence, claim.kinds, claim.missing) for claim in claims_in(read))


def letter_language(read: ReadText, own: str | None) -> str:
    """The language in which to write to the vendor: that of most of the text if we speak it, else one's own."""
    letters = Counter[str]()
    for passage in read.passages:
        if passage.language in LANGUAGES:
            letters[passage.language] += len(passage.text)
    return letters.most_common(1)[0][0] if letters else own or SOURCE_LANGUAGE
