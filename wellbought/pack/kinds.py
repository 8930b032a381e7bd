"""The kinds of item in a pack: what each file may hold. This is the schema; nothing else says it.

Unknown keys are refused. A field marked ``Text`` is shown to people and translated; ``Refs`` fields name sources as
``source-id`` or ``source-id@place`` (an article, a section, a page). Ids are kebab-case words and live for ever.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from wellbought.conditions import ConditionInvalid, condition
from wellbought.vocabulary import Approach, ClaimKind, Grade, Priority, Role, Route, Stage, Status, Tier


class Translatable:
    """Marks a field whose words are shown to people."""


class Prose(Translatable):
    """Marks a Markdown field, translated paragraph by paragraph."""


class Names:
    """Marks a field that names items of another kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def _readable(text: str) -> str:
    try:
        condition(text)
    except ConditionInvalid as error:
        raise ValueError(error.message) from None
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
FactKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
Plain = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Annotated[Plain, Translatable()]
Markdown = Annotated[Plain, Prose()]
Texts = Annotated[tuple[Plain, ...], Translatable()]
When = Annotated[Plain, AfterValidator(_readable)]
SourceRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(@.{1,80})?$")]
Refs = Annotated[tuple[SourceRef, ...], Names("source")]
ClaimScopeName = Literal["denial", "question", "advice", "allegation", "limit", "condition", "duty", "survey", "hedge"]


class Item(BaseModel):
    """What all kinds share.

    :ivar origin: the pack that the item (or its newest wording) comes from; told by the reader, not by the file
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    kind: ClassVar[str]
    folder: ClassVar[str]

    id: Id
    formerly: tuple[Id, ...] = ()
    origin: str = Field(default="core", exclude=True)


class Source(Item):
    """Where a fact comes from."""

    kind: ClassVar[str] = "source"
    folder: ClassVar[str] = "sources"

    title: Plain
    issuer: Plain
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    status: Status = Status.IN_FORCE
    checked: date
    grade: Grade
    licence: Plain | None = None
    seen: Plain | None = None
    note: Plain | None = None


class Term(Item):
    """A word of the glossary."""

    kind: ClassVar[str] = "term"
    folder: ClassVar[str] = "glossary"

    term: Text
    meaning: Text
    matters: Text | None = None
    also: Texts = ()
    sources: Refs = ()


class Name(Item):
    """What people call an id of the vocabulary: ``stage-need``, ``tier-high``. An overlay may bring its own names.

    :ivar label: a few words
    :ivar meaning: what it stands for, in a sentence or two
    """

    kind: ClassVar[str] = "name"
    folder: ClassVar[str] = "names"

    label: Text
    meaning: Text


class FactOption(BaseModel):
    """One answer of a fact that is chosen from a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Plain
    label: Text
    hint: Text | None = None


class FactQuestion(Item):
    """How the check asks for one fact of the profile. The id is the key with hyphens for underscores."""

    kind: ClassVar[str] = "fact"
    folder: ClassVar[str] = "facts"

    key: FactKey
    ask: Text
    short: Text
    explain: Text
    ask_when: When = "true"
    who_knows: Role
    options: tuple[FactOption, ...] = ()
    changeable: bool = False
    safer: tuple[str | bool, ...] = ()


class Involve(BaseModel):
    """Someone to bring in, and by which stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    by: Stage


class Effect(BaseModel):
    """What follows when a rule holds. At least one thing does.

    :ivar tier: at least this tier
    :ivar tier_at_most: the one way in which a rule may lower the tier; it must say why
    :ivar towards: points for an approach (1 weak, 2 clear, 3 strong, 6 decides)
    :ivar against: points against an approach
    :ivar alongside: approaches that are bought together with the leading one
    :ivar route: at least this route
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    tier: Tier | None = None
    tier_at_most: Tier | None = None
    towards: dict[Approach, Annotated[int, Field(ge=1, le=6)]] = Field(default_factory=dict)
    against: dict[Approach, Annotated[int, Field(ge=1, le=6)]] = Field(default_factory=dict)
    alongside: tuple[Approach, ...] = ()
    route: Route | None = None
    questions: Annotated[tuple[Id, ...], Names("question")] = ()
    clauses: Annotated[tuple[Id, ...], Names("clause")] = ()
    involve: tuple[Involve, ...] = ()


class Rule(Item):
    """A condition over the profile, what follows, and a sentence that tells a buyer why."""

    kind: ClassVar[str] = "rule"
    folder: ClassVar[str] = "rules"

    when: When
    effect: Effect
    because: Text
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]
    starts_on: date | None = None
    ends_on: date | None = None


class Duty(Item):
    """What law or policy asks of the buyer. In an overlay it concerns only purchases of that jurisdiction."""

    kind: ClassVar[str] = "duty"
    folder: ClassVar[str] = "duties"

    title: Text
    what: Text
    do: Text
    place: Plain
    status: Status
    applies_on: date | None = None
    ends_on: date | None = None
    binds: Text
    when: When = "true"
    stage: Stage
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    questions: Annotated[tuple[Id, ...], Names("question")] = ()
    clauses: Annotated[tuple[Id, ...], Names("clause")] = ()
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]


class Question(Item):
    """A question that the team answers in the course of a purchase.

    :ivar route: the lightest route on which it is asked
    :ivar sets: the fact of the profile that its answer settles, if it does
    """

    kind: ClassVar[str] = "question"
    folder: ClassVar[str] = "questions"

    text: Text
    stage: Stage
    lead: Role
    consulted: tuple[Role, ...] = ()
    informed: tuple[Role, ...] = ()
    route: Literal[Route.FAST, Route.STANDARD, Route.FULL] = Route.STANDARD
    when: When = "true"
    priority: Priority
    why: Text
    good_answer: Text
    warning_signs: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=1)]
    evidence: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=1)]
    sets: FactKey | None = None
    topics: Annotated[tuple[Id, ...], Names("topic"), Field(min_length=1)]
    clauses: Annotated[tuple[Id, ...], Names("clause")] = ()
    criteria: Annotated[tuple[Id, ...], Names("criterion")] = ()
    disclosures: Annotated[tuple[Id, ...], Names("disclosure")] = ()
    sources: Refs = ()


class Topic(Item):
    """A piece of guidance that stands alone. Its body is Markdown.

    Links in the body: ``[words](question:id)``, ``(topic:id)``, ``(term:id)``, ``(clause:id)``, ``(source:id@place)``.

    :ivar order: its place when the guide is read from the beginning
    :ivar who: the roles it is written for
    :ivar what: what it gives the reader, in one sentence
    """

    kind: ClassVar[str] = "topic"
    folder: ClassVar[str] = "topics"

    title: Text
    chapter: Annotated[Id, Names("chapter")]
    order: int
    who: Annotated[tuple[Role, ...], Field(min_length=1)]
    what: Text
    stages: tuple[Stage, ...] = ()
    approaches: tuple[Approach, ...] = ()
    key_points: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=2)]
    next_steps: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=1)]
    questions: Annotated[tuple[Id, ...], Names("question")] = ()
    related: Annotated[tuple[Id, ...], Names("topic")] = ()
    sources: Refs = ()
    body: Markdown


class Chapter(Item):
    """A part of the guide."""

    kind: ClassVar[str] = "chapter"
    folder: ClassVar[str] = "chapters"

    title: Text
    what: Text
    order: int


class Clause(Item):
    """A contract point: what to agree and why, with wording to start from. Its body is that wording.

    :ivar fallback: what to accept if the vendor will not agree
    """

    kind: ClassVar[str] = "clause"
    folder: ClassVar[str] = "clauses"

    title: Text
    purpose: Text
    when: When = "true"
    route: Literal[Route.FAST, Route.STANDARD, Route.FULL] = Route.STANDARD
    group: Literal["commercial", "data", "technical", "responsibility", "exit"]
    ask_for: Text
    fallback: Text
    walk_away: Text | None = None
    topics: Annotated[tuple[Id, ...], Names("topic")] = ()
    sources: Refs = ()
    body: Markdown


class ScaleStep(BaseModel):
    """What a score means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: Annotated[int, Field(ge=0, le=5)]
    means: Text


class Criterion(Item):
    """A criterion for evaluation with a guide to scoring it.

    :ivar threshold: the least score without which a submission is out, if it is that important
    """

    kind: ClassVar[str] = "criterion"
    folder: ClassVar[str] = "criteria"

    title: Text
    group: Literal["fit", "performance", "data", "security", "responsibility", "delivery", "cost", "vendor"]
    what: Text
    evidence: Texts
    when: When = "true"
    weight: Text
    scale: Annotated[tuple[ScaleStep, ...], Field(min_length=3)]
    threshold: Annotated[int, Field(ge=0, le=5)] | None = None
    scored_by: Annotated[tuple[Role, ...], Field(min_length=1)]
    topics: Annotated[tuple[Id, ...], Names("topic")] = ()
    sources: Refs = ()


class Disclosure(Item):
    """What a vendor is asked to tell.

    :ivar answer: how sure it makes the buyer: a promise goes into the contract, a description is checked, evidence is
        looked at
    :ivar schemes: the public schemes that ask for it
    """

    kind: ClassVar[str] = "disclosure"
    folder: ClassVar[str] = "disclosures"

    ask: Text
    group: Literal[
        "product", "model", "data", "performance", "people", "security", "operation", "commercial", "company"
    ]
    why: Text
    answer: Literal["promise", "description", "evidence"]
    good_answer: Text
    route: Literal[Route.FAST, Route.STANDARD, Route.FULL] = Route.STANDARD
    when: When = "true"
    schemes: tuple[Plain, ...] = ()
    sources: Refs = ()


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


class Covered(Item):
    """A subject of the model guide and what of ours covers it (see :mod:`wellbought.pack.coverage`).

    :ivar by: items as ``kind/id``, such as ``question/who-owns-it``
    """

    kind: ClassVar[str] = "covered"
    folder: ClassVar[str] = "coverage"

    subject: Plain
    by: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9-]+$")], ...], Field(min_length=1)]


class AiWords(Item):
    """Words by which a contract shows that AI is bought. The id begins with the language that they are for.

    How phrases are written is told in ``docs/howto/label-ai-purchases.md``.

    :ivar concept: what they stand for, such as ``chatbot``
    :ivar role: whether they decide (``term``, ``product``, ``code``), only hint (``hint-product``, ``supplier``), or
        mean something else (``look-alike``)
    :ivar find: any one of these phrases
    :ivar unless: and none of these anywhere
    :ivar mixed_case_only: not in a text that is all in capitals, where an abbreviation looks like any word
    :ivar hides: ``phrase => ABBREVIATION``: where the phrase stands, the abbreviation means that
    """

    kind: ClassVar[str] = "ai-words"
    folder: ClassVar[str] = "market/finder"

    concept: Id
    role: Literal["term", "product", "code", "hint-product", "supplier", "look-alike"] = "term"
    find: Annotated[tuple[Plain, ...], Field(min_length=1)]
    unless: tuple[Plain, ...] = ()
    mixed_case_only: bool = False
    hides: tuple[Annotated[str, StringConstraints(pattern=r"^.+ => [A-Z]{2,4}$")], ...] = ()
    marks: tuple[Plain, ...] = ()
    spares: tuple[Plain, ...] = ()


class PackCard(BaseModel):
    """What ``pack.yaml`` says of the pack itself.

    :ivar lays_over: the pack that this one adds to; ``None`` for core
    :ivar jurisdiction: whether its rules and duties concern only purchases of that place
    :ivar words: words of the place for ours, such as ``tender: call for tenders``
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str] = "pack"

    id: Id
    title: Text
    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}(\.\d+)?$")]
    lays_over: Id | None = None
    jurisdiction: bool = False
    summary: Text
    not_legal_advice: Text | None = None
    checked: date | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    licence: Plain = "CC-BY-4.0"
    credit: Plain | None = None
    words: dict[str, Plain] = Field(default_factory=dict)


#: Every kind, in the order in which they are read.
KINDS: tuple[type[Item], ...] = (
    Source,
    Name,
    Term,
    FactQuestion,
    Rule,
    Duty,
    Question,
    Chapter,
    Topic,
    Clause,
    Criterion,
    Disclosure,
    Covered,
    ClaimGuide,
    ClaimElement,
    ClaimWords,
    ClaimPattern,
    ClaimScope,
    ClaimCredit,
    AiWords,
)
