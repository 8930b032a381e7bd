"""Finds claims in a text, says what each leaves out and what to ask, and credits honest statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wellbought.claims.examining import Examined, Mark, examine
from wellbought.claims.language import language_of
from wellbought.claims.rules import ClaimRules
from wellbought.claims.sentences import Span, paragraphs, sentences
from wellbought.claims.weighing import (
    ANOTHER_LIGHT,
    ENOUGH,
    ENOUGH_ALL_THE_SAME,
    FEWEST_WORDS,
    HARDLY,
    HONEST,
    Model,
    Weighed,
    trained_model,
)
from wellbought.pack.kinds import ClaimElement
from wellbought.vocabulary import ClaimKind

#: What a mark that no rule made is filed under, in place of a pattern's id.
LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Reason:
    """The words that made the checker mark a sentence.

    :ivar start, end: where they stand in the text
    :ivar pattern: the id of the pattern in the pack, or :data:`LEARNED` where the trained model weighed the words
    """

    words: str
    start: int
    end: int
    kind: ClaimKind
    pattern: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that claims too much or says too little.

    :ivar id: its number in the text
    :ivar start, end: where it stands; ``text`` is what stands there
    :ivar missing: ids of what it leaves out, most telling first (:class:`wellbought.pack.kinds.ClaimElement`)
    :ivar ask: the questions to the vendor
    :ivar evidence: what would settle it
    :ivar case: a real case in which someone acted on such a claim, if there is one
    :ivar sources: where that is from
    """

    id: str
    start: int
    end: int
    text: str
    lang: str
    kinds: tuple[ClaimKind, ...]
    why: tuple[Reason, ...]
    missing: tuple[str, ...]
    ask: str
    evidence: str
    case: str | None
    sources: tuple[str, ...]

    @property
    def learned(self) -> bool:
        """Whether the trained model marked it, and no rule of the pack."""
        return all(reason.pattern == LEARNED for reason in self.why)


@dataclass(frozen=True, slots=True)
class Credited:
    """A sentence that gives what makes a claim meaningful.

    :ivar elements: ids of what it gives
    """

    start: int
    end: int
    text: str
    lang: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A paragraph in a language that the checker has no rules for.

    :ivar lang: which one it seems to be; ``None`` if that is unclear
    """

    start: int
    end: int
    lang: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a text, each in reading order."""

    findings: tuple[Finding, ...]
    credits: tuple[Credited, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a short text as a whole.

    :ivar lang: the language that it was read in; ``None`` if there are no rules for it
    """

    kinds: tuple[ClaimKind, ...]
    lang: str | None

    @property
    def flag(self) -> bool:
        """Whether it claims too much or says too little."""
        return bool(self.kinds)


def find_claims(text: str, rules: ClaimRules, *, language: str | None = None, name: str = "") -> Report:
    """Find the claims in a text.

    :param language: the language of all of it, if it is known; told by paragraph otherwise
    :param name: what the ids of the findings begin with
    """
    findings: list[Finding] = []
    credits_: list[Credited] = []
    unread: list[Unread] = []
    before: str | None = None
    for paragraph in paragraphs(text):
        words = text[paragraph.start : paragraph.end]
        spoken = language or language_of(words, before=before)
        if spoken is None or spoken not in rules.languages:
            if any(character.isalpha() for character in words):
                unread.append(Unread(paragraph.start, paragraph.end, spoken))
            continue
        before = spoken
        for sentence in sentences(text, paragraph, spoken):
            seen = examine(text[sentence.start : sentence.end], rules.languages[spoken])
            marks = deciding(seen, trained_model())
            if marks:
                number = f"{name}{len(findings) + 1}"
                findings.append(_finding(number, text, sentence, spoken, seen, marks, rules))
            elif seen.elements and "question" not in seen.scopes:
                given = tuple(element for element in rules.elements if element in seen.elements)
                credits_.append(Credited(sentence.start, sentence.end, _cut(text, sentence), spoken, given))
    return Report(tuple(findings), tuple(credits_), tuple(unread))


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Why a sentence is marked: words that a pattern of the pack names, or words that weigh.

    :ivar start, end: where they stand in the sentence
    """

    kind: ClaimKind
    start: int
    end: int
    pattern: str


def judge(
    text: str, rules: ClaimRules, *, language: str | None = None, model: Model | Literal["shipped"] | None = "shipped"
) -> Verdict:
    """Say of a short text, such as one sentence, whether it claims too much, and in which ways.

    :param model: the trained model to weigh words by; ``None`` for the rules alone
    """
    weighed_by = trained_model() if model == "shipped" else model
    spoken = language or language_of(text, before=None)
    if spoken is None or spoken not in rules.languages:
        return Verdict((), None)
    marks: list[Reasoned] = []
    for sentence in sentences(text, Span(0, len(text)), spoken):
        marks += deciding(examine(text[sentence.start : sentence.end], rules.languages[spoken]), weighed_by)
    return Verdict(_kinds(marks), spoken)


def deciding(seen: Examined, model: Model | None) -> tuple[Reasoned, ...]:
    """What makes a sentence a finding; nothing if it is not one. The rules go first, then the model weighs."""
    by_rule = _by_rule(seen)
    if model is None or len(seen.tokens) < FEWEST_WORDS:
        return by_rule
    weighed = model.weigh(seen)
    if any(mark.pattern not in model.patterns for mark in by_rule):
        return by_rule
    if by_rule:
        if weighed.flag < HARDLY:
            return ()
        named = _named(seen, model, weighed, by_rule)
        return named if set(named) & set(by_rule) else (*by_rule, *named)
    in_doubt = seen.scopes & ANOTHER_LIGHT or seen.elements & HONEST
    if weighed.flag < (ENOUGH_ALL_THE_SAME if in_doubt else ENOUGH):
        return ()
    return _named(seen, model, weighed, tuple(_reasoned(mark) for mark in seen.weak))


def _by_rule(seen: Examined) -> tuple[Reasoned, ...]:
    marks = seen.marking
    kept = tuple(mark for mark in marks if not _gives_way(mark, marks)) or marks
    return tuple(_reasoned(mark) for mark in kept)


def _reasoned(mark: Mark) -> Reasoned:
    return Reasoned(mark.kind, mark.start, mark.end, mark.pattern.id)


def _named(seen: Examined, model: Model, weighed: Weighed, by_rule: tuple[Reasoned, ...]) -> tuple[Reasoned, ...]:
    """The kinds of claim that the model names, each with the words by which a rule marks it, or those that weigh."""
    reasons: list[Reasoned] = []
    for kind in weighed.kinds:
        reasons += [mark for mark in by_rule if mark.kind is kind] or [
            Reasoned(kind, one.start, one.end, LEARNED) for one in model.words(seen, kind)
        ]
    return tuple(reasons)


def _gives_way(mark: Mark, marks: Iterable[Mark]) -> bool:
    """Whether another mark of the sentence names the claim better."""
    return any(
        other.kind in mark.pattern.gives_way_to
        or (other.kind in mark.pattern.shares_with and mark.start < other.end and other.start < mark.end)
        for other in marks
    )


def _kinds(marks: Iterable[Reasoned]) -> tuple[ClaimKind, ...]:
    found = {mark.kind for mark in marks}
    return tuple(kind for kind in ClaimKind if kind in found)


def _finding(
    number: str, text: str, sentence: Span, language: str, seen: Examined, marks: Sequence[Reasoned], rules: ClaimRules
) -> Finding:
    kinds = _kinds(marks)
    missing = tuple(_missing(kinds, seen, rules))
    guides = [rules.guides[kind] for kind in kinds if kind in rules.guides]
    cases = [guide for guide in guides if guide.case]
    return Finding(
        id=number,
        start=sentence.start,
        end=sentence.end,
        text=_cut(text, sentence),
        lang=language,
        kinds=kinds,
        why=tuple(_reasons(text, sentence, marks)),
        missing=tuple(element.id for element in missing),
        ask=" ".join(element.ask for element in missing) or " ".join(guide.ask for guide in guides),
        evidence=" ".join(dict.fromkeys(guide.evidence for guide in guides)),
        case=cases[0].case if cases else None,
        sources=tuple(dict.fromkeys(source for guide in guides for source in guide.sources)),
    )


def _missing(kinds: Sequence[ClaimKind], seen: Examined, rules: ClaimRules) -> Iterator[ClaimElement]:
    """What gives claims of these kinds their meaning and is not in the sentence."""
    for element in rules.elements.values():
        if element.id not in seen.elements and any(kind in element.claim_kinds for kind in kinds):
            yield element


def _reasons(text: str, sentence: Span, marks: Iterable[Reasoned]) -> Iterator[Reason]:
    told: set[tuple[int, int, ClaimKind]] = set()
    for mark in marks:
        start, end = sentence.start + mark.start, sentence.start + mark.end
        if (start, end, mark.kind) not in told:
            told.add((start, end, mark.kind))
            yield Reason(text[start:end], start, end, mark.kind, mark.pattern)


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]
