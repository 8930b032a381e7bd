"""Proves that patterns are written as patterns are, and that an organisation's own mark and spare what they say."""

from collections.abc import Iterator

from wellbought.claims.examining import examine
from wellbought.claims.phrases import PhraseBook, PhraseInvalid
from wellbought.claims.rules import claim_rules
from wellbought.pack.files import PackFault
from wellbought.pack.kinds import ClaimCredit, ClaimPattern, ClaimScope, ClaimWords
from wellbought.pack.own import OwnFault
from wellbought.pack.partial import is_read
from wellbought.pack.read import Pack

_PHRASES = ("find", "along", "unless")


def phrase_faults(pack: Pack) -> Iterator[PackFault]:
    """Every phrase of a pack that is not written as phrases are, as far as the pack can be read."""
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for words in pack.all(ClaimWords):
        language, _, name = words.id.partition("-")
        lists.setdefault(language, {})[name] = words.words if is_read(words, "words") else ("unread",)
    books = {language: PhraseBook(of_language) for language, of_language in lists.items()}
    with_phrases: list[ClaimPattern | ClaimScope | ClaimCredit] = [
        *pack.all(ClaimPattern),
        *pack.all(ClaimScope),
        *pack.all(ClaimCredit),
    ]
    for item in with_phrases:
        book = books.setdefault(item.id.partition("-")[0], PhraseBook({}))
        for field in _PHRASES:
            for place, phrase in enumerate(getattr(item, field) if field in item.__dict__ else ()):
                try:
                    book.phrase(phrase)
                except PhraseInvalid as error:
                    yield pack.entries[item.kind, item.id].fault(error.message, field, place)


def pattern_faults(pack: Pack) -> Iterator[OwnFault]:
    """What is wrong with an organisation's own patterns. Those of the packs under it are proven elsewhere."""
    own = [pattern for pattern in pack.all(ClaimPattern) if pack.is_own(pattern)]
    if not own:
        return
    try:
        rules = claim_rules(pack)
    except PhraseInvalid as error:
        name = error.where.partition(" ")[0].partition("/")
        yield OwnFault(name[0], name[2], "find", error.message)
        return
    for pattern in own:
        language = pattern.id.partition("-")[0]
        if language not in rules.languages:
            known = ", ".join(rules.languages)
            message = f"The id begins with the language that it is for, one of: {known}."
            yield OwnFault(pattern.kind, pattern.id, "id", message)
            continue
        for field, wanted in (("marks", True), ("spares", False)):
            for sentence in getattr(pattern, field):
                seen = examine(sentence, rules.languages[language])
                if (pattern.id in {mark.pattern.id for mark in seen.standing}) is not wanted:
                    does = "does not mark" if wanted else "marks"
                    yield OwnFault(pattern.kind, pattern.id, field, f"It {does} this sentence: “{sentence}”")
