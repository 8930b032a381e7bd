"""What the claim checker reads by: guides, words, patterns, scopes, elements."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from wellbought.pack.kinds.item import Id, Item, Names, Plain, Refs, Text
from wellbought.vocabulary import ClaimKind

ClaimScopeName = Literal["denial", "question", "advice", "allegation", "limit", "condition", "duty", "survey", "hedge"]


class ClaimGuide(Item):
    """What to know of one kind of vendor's claim: why it matters, what to ask, what would settle it."""

    kind: ClassVar[str] = "claim"
    folder: ClassVar[str] = "claims/guides"

    claim_kind: ClaimKind
    title: Text
    why: Text
    missing: Text
    ask: Text
    evidence: Text
    case: Text | None = None
    sources: Refs = ()


class ClaimWords(Item):
    """A list of words for the claim checker's patterns, which name it in braces: ``{save}`` finds ``en-save``.

    The id of this kind and of the three after it begins with the language that it is for. How words and phrases are
    written is told in ``docs/howto/label-claims.md``.
    """

    kind: ClassVar[str] = "claim-words"
    folder: ClassVar[str] = "claims/words"

    words: Annotated[tuple[Plain, ...], Field(min_length=1)]


class ClaimPattern(Item):
    """Phrases that make a claim, with sentences that show what it marks and what it spares.

    :ivar find: any one of these phrases
    :ivar along: and any one of these elsewhere in the sentence, if there are some
    :ivar unless: and none of these
    :ivar strength: a strong one marks a sentence by itself; weak ones need company
    :ivar despite: scopes that do not excuse it
    :ivar gives_way_to: kinds that are the better name if anything in the sentence makes them
    :ivar shares_with: kinds that are the better name where the same words make them
    """

    kind: ClassVar[str] = "claim-pattern"
    folder: ClassVar[str] = "claims/patterns"

    claim_kind: ClaimKind
    find: Annotated[tuple[Plain, ...], Field(min_length=1)]
    along: tuple[Plain, ...] = ()
    unless: tuple[Plain, ...] = ()
    strength: Literal["strong", "weak"] = "strong"
    despite: tuple[ClaimScopeName, ...] = ()
    gives_way_to: tuple[ClaimKind, ...] = ()
    shares_with: tuple[ClaimKind, ...] = ()
    marks: Annotated[tuple[Plain, ...], Field(min_length=1)]
    spares: tuple[Plain, ...] = ()


class ClaimScope(Item):
    """Phrases that put what they govern into another light: denied, asked, advised, alleged, limited.

    :ivar reach: how far it reaches: the words that follow in the same clause, the whole sentence, or the whole
        sentence if it begins so
    :ivar excuses: the kinds of claim that it excuses; all if none is named
    """

    kind: ClassVar[str] = "claim-scope"
    folder: ClassVar[str] = "claims/scopes"

    scope: ClaimScopeName
    find: Annotated[tuple[Plain, ...], Field(min_length=1)]
    unless: tuple[Plain, ...] = ()
    reach: Literal["after", "sentence", "start"] = "sentence"
    excuses: tuple[ClaimKind, ...] = ()


class ClaimElement(Item):
    """What gives a claim of some kinds its meaning: the test set, the sample, the scope of a certificate.

    :ivar label: what is missing, to follow "It does not say"
    :ivar ask: the question to the vendor if it is
    :ivar credit: what to say of a sentence that gives it
    :ivar settles: the kinds of claim that are no longer marked once it is given
    """

    kind: ClassVar[str] = "claim-element"
    folder: ClassVar[str] = "claims/elements"

    label: Text
    ask: Text
    credit: Text
    claim_kinds: Annotated[tuple[ClaimKind, ...], Field(min_length=1)]
    settles: tuple[ClaimKind, ...] = ()


class ClaimCredit(Item):
    """Phrases by which a sentence gives elements: "tested on 500 cases" gives the sample."""

    kind: ClassVar[str] = "claim-credit"
    folder: ClassVar[str] = "claims/credits"

    elements: Annotated[tuple[Id, ...], Names("claim-element"), Field(min_length=1)]
    find: Annotated[tuple[Plain, ...], Field(min_length=1)]
    unless: tuple[Plain, ...] = ()
