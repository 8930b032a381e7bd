"""The claim rules of a pack, compiled for one language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from wellbought.claims.phrases import Phrase, PhraseBook, PhraseIndex, PhraseInvalid
from wellbought.pack.kinds import ClaimCredit, ClaimElement, ClaimGuide, ClaimPattern, ClaimScope, ClaimWords, Item
from wellbought.pack.read import Pack
from wellbought.vocabulary import ClaimKind

Kind = TypeVar("Kind", ClaimPattern, ClaimScope, ClaimCredit)


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What is looked for in texts of one language.

    :ivar along: for a pattern's id, the phrases one of which must also stand in the sentence
    :ivar unless: for the id of a pattern, scope or credit, the phrases that call it off
    :ivar settles: for an element's id, the kinds of claim that it settles
    """

    language: str
    patterns: PhraseIndex[ClaimPattern]
    scopes: PhraseIndex[ClaimScope]
    credits: PhraseIndex[ClaimCredit]
    along: Mapping[str, tuple[Phrase, ...]]
    unless: Mapping[str, tuple[Phrase, ...]]
    settles: Mapping[str, frozenset[ClaimKind]]


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """All that the claim checker goes by.

    :ivar languages: the rules by language
    :ivar guides: what to know of each kind of claim
    :ivar elements: what gives claims their meaning, by id, in the order in which they are asked for
    """

    languages: Mapping[str, LanguageRules]
    guides: Mapping[ClaimKind, ClaimGuide]
    elements: Mapping[str, ClaimElement]


def claim_rules(pack: Pack) -> ClaimRules:
    """Compile the claim rules of a pack.

    :raises PhraseInvalid: naming the item in which a phrase is not written as phrases are
    """
    lists: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for item in pack.all(ClaimWords):
        language, _, name = item.id.partition("-")
        lists[language][name] = item.words
    return ClaimRules(
        languages={language: _of_language(pack, language, lists[language]) for language in sorted(lists)},
        guides={guide.claim_kind: guide for guide in pack.all(ClaimGuide)},
        elements={element.id: element for element in pack.all(ClaimElement)},
    )


def _of_language(pack: Pack, language: str, lists: Mapping[str, tuple[str, ...]]) -> LanguageRules:
    book = PhraseBook(lists)
    patterns = _own(pack, ClaimPattern, language)
    scopes = _own(pack, ClaimScope, language)
    credits_ = _own(pack, ClaimCredit, language)
    with_exceptions: list[ClaimPattern | ClaimScope | ClaimCredit] = [*patterns, *scopes, *credits_]
    return LanguageRules(
        language=language,
        patterns=PhraseIndex(_phrases(book, patterns)),
        scopes=PhraseIndex(_phrases(book, scopes)),
        credits=PhraseIndex(_phrases(book, credits_)),
        along={item.id: _compiled(book, item, item.along) for item in patterns if item.along},
        settles={item.id: frozenset(item.settles) for item in pack.all(ClaimElement) if item.settles},
        unless={item.id: _compiled(book, item, item.unless) for item in with_exceptions if item.unless},
    )


def _own(pack: Pack, kind: type[Kind], language: str) -> list[Kind]:
    return [item for item in pack.all(kind) if item.id.startswith(f"{language}-")]


def _phrases(book: PhraseBook, items: Iterable[Kind]) -> Iterable[tuple[Phrase, Kind]]:
    return [(phrase, item) for item in items for phrase in _compiled(book, item, item.find)]


def _compiled(book: PhraseBook, item: Item, phrases: Iterable[str]) -> tuple[Phrase, ...]:
    try:
        return tuple(book.phrase(phrase) for phrase in phrases)
    except PhraseInvalid as error:
        raise PhraseInvalid(error.message, where=f"{item.kind}/{item.id} ({item.origin})") from None
