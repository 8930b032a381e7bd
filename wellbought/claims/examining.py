"""One sentence, looked at: which patterns it holds, what excuses them, and what it gives to its credit."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from wellbought.claims.fold import fold
from wellbought.claims.phrases import TOKEN, Hit
from wellbought.claims.rules import LanguageRules
from wellbought.pack.kinds import ClaimCredit, ClaimPattern, ClaimScope
from wellbought.vocabulary import ClaimKind

#: How many characters after a denying word it governs, at the most.
REACH: Final = 60
#: How many weak patterns it takes to mark a sentence that holds no strong one.
WEAK_TOGETHER: Final = 2
#: How many words in quotation marks are a mention rather than a statement.
MENTION: Final = 4
_QUOTED: Final = re.compile(r'"[^"]{1,60}"')
_CLAUSE_END: Final = re.compile(r"[,;:!?()]|\.(?!\d)| (?:but|however|yet|pero|sino|aunque|mais|cependant) ")


@dataclass(frozen=True, slots=True)
class Mark:
    """A pattern that a sentence holds.

    :ivar start: where its words begin in the sentence
    :ivar excused_by: what puts it into another light; ``None`` if nothing does
    """

    pattern: ClaimPattern
    phrase: str
    start: int
    end: int
    excused_by: str | None = None

    @property
    def kind(self) -> ClaimKind:
        """The kind of claim that it makes."""
        return self.pattern.claim_kind


@dataclass(frozen=True, slots=True)
class Examined:
    """What was seen in a sentence.

    :ivar folded: the sentence in one spelling
    :ivar marks: patterns, excused or not
    :ivar scopes: the scopes that the sentence is in
    :ivar elements: ids of what it gives that makes a claim meaningful
    """

    folded: str
    tokens: tuple[str, ...]
    marks: tuple[Mark, ...]
    scopes: frozenset[str]
    elements: frozenset[str]

    @property
    def standing(self) -> tuple[Mark, ...]:
        """The marks that nothing excuses."""
        return tuple(mark for mark in self.marks if mark.excused_by is None)

    @property
    def strong(self) -> tuple[Mark, ...]:
        """Of the standing marks those that mark a sentence by themselves."""
        return tuple(mark for mark in self.standing if mark.pattern.strength == "strong")

    @property
    def weak(self) -> tuple[Mark, ...]:
        """Of the standing marks those that need company."""
        return tuple(mark for mark in self.standing if mark.pattern.strength == "weak")

    @property
    def marking(self) -> tuple[Mark, ...]:
        """The marks by which the rules alone would make a finding; none if they would not."""
        strong, weak = self.strong, self.weak
        return strong or (weak if len({mark.phrase for mark in weak}) >= WEAK_TOGETHER else ())


def examine(sentence: str, rules: LanguageRules) -> Examined:
    """Look at one sentence."""
    # A row of a table is read across its cells.
    folded = fold(sentence).replace("|", " ")
    tokens = tuple(TOKEN.findall(folded))
    scopes = [hit for hit in rules.scopes.hits(folded, tokens) if _holds(hit, folded, rules)]
    given = [hit for hit in rules.credits.hits(folded, tokens) if _not_called_off(hit.what, folded, rules)]
    names = {hit.what.scope for hit in scopes if hit.what.reach != "after"}
    if folded.rstrip(" \"')").endswith("?"):
        names.add("question")
    elements = frozenset(element for hit in given for element in hit.what.elements)
    settled = frozenset().union(*(rules.settles.get(element, ()) for element in elements))
    marks = tuple(
        Mark(hit.what, hit.phrase.text, hit.start, hit.end, _excuse(hit, folded, scopes, names, settled))
        for hit in rules.patterns.hits(folded, tokens)
        if _stands(hit.what, folded, rules)
    )
    return Examined(folded, tokens, marks, frozenset(names), elements)


def _stands(pattern: ClaimPattern, folded: str, rules: LanguageRules) -> bool:
    along = rules.along.get(pattern.id)
    if along and not any(phrase.regex.search(folded) for phrase in along):
        return False
    return _not_called_off(pattern, folded, rules)


def _not_called_off(item: ClaimPattern | ClaimScope | ClaimCredit, folded: str, rules: LanguageRules) -> bool:
    return not any(phrase.regex.search(folded) for phrase in rules.unless.get(item.id, ()))


def _holds(hit: Hit[ClaimScope], folded: str, rules: LanguageRules) -> bool:
    if hit.what.reach == "start" and folded[: hit.start].strip(" \"'(-*"):
        return False
    return _not_called_off(hit.what, folded, rules)


def _excuse(
    hit: Hit[ClaimPattern],
    folded: str,
    scopes: Iterable[Hit[ClaimScope]],
    names: Collection[str],
    settled: Collection[ClaimKind],
) -> str | None:
    pattern = hit.what
    if pattern.claim_kind in settled:
        return "evidence"
    if _mentioned(hit, folded):
        return "quotation"
    if "question" in names and "question" not in pattern.despite:
        return "question"
    for scope in scopes:
        name = scope.what.scope
        if name in pattern.despite or name == "hedge":
            continue
        if scope.what.excuses and pattern.claim_kind not in scope.what.excuses:
            continue
        if scope.what.reach != "after" or _governs(scope, hit, folded):
            return name
    return None


def _mentioned(hit: Hit[ClaimPattern], folded: str) -> bool:
    """Whether the words stand in quotation marks by themselves, as words that are talked about."""
    return any(
        match.start() <= hit.start and hit.end <= match.end() and len(match[0].split()) <= MENTION
        for match in _QUOTED.finditer(folded)
        if match[0] != folded
    )


def _governs(scope: Hit[ClaimScope], hit: Hit[ClaimPattern], folded: str) -> bool:
    """Whether a word that denies what follows reaches the pattern."""
    if not scope.end <= hit.start <= scope.end + REACH:
        return False
    return not _CLAUSE_END.search(folded, scope.end, hit.start)
