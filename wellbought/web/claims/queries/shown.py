"""A vendor's text as a page shows it: passage by passage, with the sentences that claim too much marked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from wellbought.pack.kinds import ClaimElement, ClaimGuide
from wellbought.pack.read import Pack
from wellbought.vocabulary import ClaimKind
from wellbought.web.claims.queries.read import PAGE_MARK, ReadPassage, ReadSentence, ReadText, Style
from wellbought.web.interview.queries import Cited, cited
from wellbought.web.ui.navigation import Language, language_of

#: After so many notes, one leads to an earlier note for what it would repeat, so that the page stays light.
TOLD_IN_FULL: Final = 200


@dataclass(frozen=True, slots=True)
class Advice:
    """What to know of one kind of claim.

    :ivar told_at: the number of an earlier note that tells it, in a text with very many claims
    """

    title: str
    why: str
    evidence: str
    case: str
    sources: tuple[Cited, ...]
    told_at: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a marked sentence.

    :ivar words: those for which it was marked
    :ivar missing: what it leaves out, to follow "It does not say"
    :ivar ask: the questions to put to the vendor
    :ivar learned: whether the trained model marked it, and no rule
    :ivar href: the page on which the claim is followed, inside a purchase
    """

    number: int
    text: str
    words: tuple[str, ...]
    missing: tuple[str, ...]
    ask: tuple[str, ...]
    advice: tuple[Advice, ...]
    learned: bool = False
    href: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: marked, credited, or neither.

    :ivar credits: what the sentence gives that a buyer needs
    :ivar goes_on: whether an earlier piece, in the cell before, begins the same sentence
    """

    text: str
    note: Note | None = None
    credits: tuple[str, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, entry of a list, row of a table, or the number of a page.

    :ivar cells: what stands in each cell of a row; ``page`` the number of a page
    :ivar language: the one that it was found to be in; ``None`` if it is too short to tell
    :ivar supported: whether the checker knows that language
    """

    style: Style
    pieces: tuple[Piece, ...]
    language: Language | None
    supported: bool
    cells: tuple[tuple[Piece, ...], ...] = ()
    page: str = ""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is said of its marked sentences."""
        return tuple(piece.note for piece in self.pieces if piece.note is not None)


@dataclass(frozen=True, slots=True)
class Block:
    """Passages of one style that stand together: the entries of a list, or one paragraph or heading."""

    style: Style
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many sentences make one kind of claim, and where the first is."""

    title: str
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A vendor's text, looked at.

    :ivar unsupported: languages in the text that the checker does not know
    :ivar silent: what a buyer needs to know and no sentence of the text gives
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    counted: tuple[Counted, ...]
    credited: int
    given: tuple[str, ...]
    silent: tuple[str, ...]
    languages: tuple[Language, ...]
    unsupported: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """How far a team has come with a claim that stands in a text."""

    href: str
    state: str


@dataclass(slots=True)
class _Notes:
    """Numbers the marked sentences of a text as they come."""

    pack: Pack
    followed: Mapping[int, Followed]
    made: list[Note] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)

    def on(self, sentence: ReadSentence, text: str) -> Note:
        note = note_on(
            text,
            sentence.kinds,
            sentence.missing,
            self.pack,
            number=len(self.made) + 1,
            words=sentence.words,
            learned=sentence.learned,
            followed=self.followed.get(sentence.start),
        )
        if len(self.made) >= TOLD_IN_FULL:
            advice = tuple(replace(one, told_at=self.told.get(one.title, 0)) for one in note.advice)
            note = replace(note, advice=advice)
        for one in note.advice:
            self.told.setdefault(one.title, note.number)
        self.made.append(note)
        return note


def checked_text(read: ReadText, pack: Pack, *, followed: Mapping[int, Followed] | None = None) -> CheckedText:
    """Put what was found in a text into words.

    :param pack: in the reader's language
    :param followed: claims that a team follows, by the place in the text at which they begin
    """
    notes = _Notes(pack, followed or {})
    passages = [_passage(passage, notes) for passage in read.passages]
    given = {element for passage in read.passages for sentence in passage.sentences for element in sentence.gives}
    elements = pack.all(ClaimElement)
    credited = sum(bool(piece.credits) for passage in passages for piece in passage.pieces)
    return CheckedText(
        blocks=tuple(_blocks(passages)),
        notes=tuple(notes.made),
        counted=_counted(read, pack),
        credited=credited,
        given=tuple(element.label for element in elements if element.id in given),
        silent=tuple(element.label for element in elements if element.id not in given),
        languages=_languages(passage.language for passage in passages),
        unsupported=_languages(passage.language for passage in passages if not passage.supported),
    )


def note_on(
    sentence: str,
    kinds: Sequence[ClaimKind],
    missing: Sequence[str],
    pack: Pack,
    *,
    number: int = 0,
    words: tuple[str, ...] = (),
    learned: bool = False,
    followed: Followed | None = None,
) -> Note:
    """What to say of a sentence: what it leaves out, what to ask, and what to know of its kinds."""
    elements = [element for element in pack.all(ClaimElement) if element.id in missing]
    guides = [guide for guide in pack.all(ClaimGuide) if guide.claim_kind in kinds]
    return Note(
        number=number,
        text=sentence,
        words=words,
        missing=tuple(element.label for element in elements),
        ask=tuple(element.ask for element in elements) or tuple(guide.ask for guide in guides),
        advice=tuple(
            Advice(
                guide.title,
                guide.why,
                guide.evidence,
                guide.case or "",
                tuple(cited(pack, source) for source in guide.sources),
            )
            for guide in guides
        ),
        learned=learned,
        href=followed.href if followed else "",
        state=followed.state if followed else "",
    )


def _passage(passage: ReadPassage, notes: _Notes) -> Passage:
    language = language_of(passage.language) if passage.language else None
    pieces = tuple(_pieces(passage, notes))
    page = PAGE_MARK.fullmatch(passage.text) if passage.style == "page" else None
    return Passage(
        passage.style,
        pieces,
        language,
        passage.supported or page is not None,
        cells=_cells(pieces) if passage.style == "row" else (),
        page=page[1] if page else "",
    )


def _cells(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of a row, by its cells; a sentence that runs over several is marked in each."""
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, words in enumerate(piece.text.split("|")):
            if number:
                cells.append([])
            if words.strip():
                cells[-1].append(replace(piece, text=words.strip(), goes_on=piece.goes_on))
                piece = replace(piece, goes_on=True)  # noqa: PLW2901 - the rest of the same sentence
    kept = cells[1:] if not cells[0] else cells
    return tuple(map(tuple, kept[:-1] if kept and not kept[-1] else kept))


def _pieces(passage: ReadPassage, notes: _Notes) -> Iterable[Piece]:
    """Cut a passage at the sentences that are marked or credited."""
    credit_of = {element.id: element.credit for element in notes.pack.all(ClaimElement)}
    at = 0
    for sentence in passage.sentences:
        first, last = sentence.start - passage.start, sentence.end - passage.start
        if not sentence.kinds and not sentence.gives:
            continue
        if first > at:
            yield Piece(passage.text[at:first])
        words = passage.text[first:last]
        if sentence.kinds:
            yield Piece(words, note=notes.on(sentence, words))
        else:
            yield Piece(words, credits=tuple(credit_of[one] for one in sentence.gives if one in credit_of))
        at = last
    if at < len(passage.text):
        yield Piece(passage.text[at:])


def _blocks(passages: Iterable[Passage]) -> Iterable[Block]:
    """Put the entries of one list together."""
    for style, group in groupby(passages, key=lambda passage: passage.style):
        if style in ("item", "row"):
            yield Block(style, tuple(group))
        else:
            yield from (Block(style, (passage,)) for passage in group)


def _counted(read: ReadText, pack: Pack) -> tuple[Counted, ...]:
    """How often each kind of claim is made, the most frequent first."""
    counts: Counter[ClaimKind] = Counter()
    first: dict[ClaimKind, int] = {}
    marked = [sentence for passage in read.passages for sentence in passage.sentences if sentence.kinds]
    for number, sentence in enumerate(marked, start=1):
        for kind in sentence.kinds:
            counts[kind] += 1
            first.setdefault(kind, number)
    titles = {guide.claim_kind: guide.title for guide in pack.all(ClaimGuide)}
    return tuple(Counted(titles.get(kind, kind), count, first[kind]) for kind, count in counts.most_common())


def _languages(found: Iterable[Language | None]) -> tuple[Language, ...]:
    """Each language once, in the order in which they come."""
    return tuple(dict.fromkeys(language for language in found if language is not None))


def as_json(read: ReadText, pack: Pack) -> list[Mapping[str, object]]:
    """The findings in the shape that ``wellbought claims --json`` gives them."""
    labels = {element.id: element.label for element in pack.all(ClaimElement)}
    found = [sentence for passage in read.passages for sentence in passage.sentences if sentence.kinds]
    return [
        _finding_as_json(sentence, note_on(_words(read, sentence), sentence.kinds, sentence.missing, pack), number)
        | {"missing": [{"id": element, "label": labels[element]} for element in sentence.missing if element in labels]}
        for number, sentence in enumerate(found, start=1)
    ]


def _finding_as_json(sentence: ReadSentence, note: Note, number: int) -> dict[str, object]:
    return {
        "id": str(number),
        "start": sentence.start,
        "end": sentence.end,
        "text": note.text,
        "lang": sentence.language,
        "kinds": list(sentence.kinds),
        "ask": " ".join(note.ask),
        "evidence": " ".join(dict.fromkeys(advice.evidence for advice in note.advice)),
        "case": next((advice.case for advice in note.advice if advice.case), None),
        "sources": list(dict.fromkeys(source.id for advice in note.advice for source in advice.sources)),
    }


def _words(read: ReadText, sentence: ReadSentence) -> str:
    return read.text[sentence.start : sentence.end]
