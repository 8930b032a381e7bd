"""The kinds of item in a pack: what each file may hold. This is the schema; nothing else says it.

Unknown keys are refused. A field marked ``Text`` is shown to people and translated; ``Refs`` fields name sources as
``source-id`` or ``source-id@place`` (an article, a section, a page). Ids are kebab-case words and live for ever.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

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


class DiagramStep(BaseModel):
    """A step of a process, or a choice: a question and where its yes leads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Text
    text: Text


class CostTerms(BaseModel):
    """One way to pay.

    :ivar fixed: what is paid whatever the use
    :ivar each: what each unit costs beside it
    :ivar ceiling: the most that is paid, if a cap is agreed
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Text
    fixed: Annotated[float, Field(ge=0)] = 0
    each: Annotated[float, Field(ge=0)] = 0
    ceiling: Annotated[float, Field(gt=0)] | None = None


class Diagram(Item):
    """A drawing for those who would rather look than read. It is drawn from what is said here, and from the pack.

    ``steps`` shows ``steps`` in order; ``choices`` asks the labels of ``steps`` in turn, and ends at ``otherwise``;
    ``involvement`` counts the questions that each role leads at each stage; ``curves`` computes the cost of ``curves``
    from no units to ``most_units``.

    :ivar alt: what it shows, for those who do not see it
    :ivar columns: how the columns of its table are called, the first naming the rows
    """

    kind: ClassVar[str] = "diagram"
    folder: ClassVar[str] = "diagrams"

    title: Text
    alt: Text
    draws: Literal["steps", "choices", "involvement", "curves"]
    columns: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=2)]
    steps: tuple[DiagramStep, ...] = ()
    otherwise: Text | None = None
    words_yes: Text | None = None
    words_no: Text | None = None
    curves: Annotated[tuple[CostTerms, ...], Field(max_length=4)] = ()
    most_units: Annotated[float, Field(gt=0)] | None = None
    axis_units: Text | None = None
    axis_cost: Text | None = None
    note: Text | None = None
    sources: Refs = ()

    @model_validator(mode="after")
    def _has_what_it_draws(self) -> Self:
        needed = {
            "steps": bool(self.steps),
            "choices": bool(self.steps and self.otherwise and self.words_yes and self.words_no),
            "involvement": True,
            "curves": bool(self.curves and self.most_units and self.axis_units and self.axis_cost),
        }
        if not needed[self.draws]:
            raise ValueError(f"A diagram that draws {self.draws} lacks something that it needs; see its kind.")
        return self


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
    diagrams: Annotated[tuple[Id, ...], Names("diagram")] = ()
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


class SearchWords(Item):
    """Words that people type for the same thing. The id begins with the language, as in ``en-submission``.

    A search for one of them finds the others too, a little further down.

    :ivar same: words or short phrases, as people write them
    """

    kind: ClassVar[str] = "search-words"
    folder: ClassVar[str] = "search/words"

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    same: Annotated[tuple[Plain, ...], Field(min_length=2)]


class AskedAs(Item):
    """How people ask for a piece of the guidance, in their own words. The id begins with the language (``en-…``).

    :ivar of: the piece, as ``topic/fast-lane``
    :ivar asked: what they type, without polish
    """

    kind: ClassVar[str] = "asked-as"
    folder: ClassVar[str] = "search/asked"

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
    of: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9-]+$")]
    asked: Annotated[tuple[Plain, ...], Field(min_length=1)]


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


class Amount(BaseModel):
    """An amount of money from which something holds, as in OCDS."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Policy(Item):
    """What an organisation has decided for itself. Core has none: policies stand in an organisation's own pack.

    :ivar what: what it asks of a team, in a sentence or two
    :ivar text, link, file: where it can be read; at least one of them is given. A file lies in the pack's ``files``
    :ivar owner: whom to ask about it
    :ivar stages, tiers, questions: where it is shown; without any, on every purchase that ``when`` lets through
    """

    kind: ClassVar[str] = "policy"
    folder: ClassVar[str] = "policies"

    title: Text
    what: Text
    text: Text | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)] | None = None
    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w.-]*$", max_length=120)] | None = None
    owner: Role | None = None
    in_force_on: date | None = None
    review_on: date | None = None
    when: When = "true"
    stages: tuple[Stage, ...] = ()
    tiers: tuple[Tier, ...] = ()
    questions: Annotated[tuple[Id, ...], Names("question")] = ()


class Approval(Item):
    """Who signs, from which tier or value on. All that is given has to hold.

    :ivar role: who signs
    :ivar stages: the stages at whose end they sign; all if none is named
    :ivar tier_from: from this tier on
    :ivar value_from: from this amount on
    :ivar because: why, in a sentence that a team reads beside the gate
    """

    kind: ClassVar[str] = "approval"
    folder: ClassVar[str] = "approvals"

    role: Role
    stages: tuple[Stage, ...] = ()
    tier_from: Tier | None = None
    value_from: Amount | None = None
    when: When = "true"
    because: Text
    policy: Annotated[Id, Names("policy")] | None = None


class KitOption(BaseModel):
    """One answer to a question of the governance kit, with the reason that the documents give for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Id
    label: Text
    because: Text


class KitChoice(Item):
    """A choice that an organisation makes for its governance of AI.

    :ivar options: what may be chosen; none where an amount is asked for
    :ivar several: whether more than one may be chosen
    :ivar suggested: what we would choose, by the organisation's size (``tiny``, ``small``, ``medium``, ``large``)
    """

    kind: ClassVar[str] = "kit-choice"
    folder: ClassVar[str] = "governance"

    ask: Text
    explain: Text
    options: tuple[KitOption, ...] = ()
    several: bool = False
    suggested: dict[Id, tuple[Plain, ...]] = Field(default_factory=dict)
    sources: Refs = ()


class Lesson(Item):
    """A short lesson of a course. Its body, Markdown with the links of topics, adds to the topics that it draws from.

    :ivar aim: what its reader can do afterwards
    :ivar remember: the one sentence to keep
    :ivar topics: the topics whose key points it shows and whose text it leads to
    """

    kind: ClassVar[str] = "lesson"
    folder: ClassVar[str] = "learning/lessons"

    title: Text
    aim: Text
    minutes: Annotated[int, Field(ge=2, le=20)]
    remember: Text
    topics: Annotated[tuple[Id, ...], Names("topic"), Field(min_length=1)]
    questions: Annotated[tuple[Id, ...], Names("question")] = ()
    sources: Refs = ()
    body: Markdown


class QuizOption(BaseModel):
    """An answer that may be chosen, and why it is right or wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text
    right: bool = False
    because: Text


class QuizItem(Item):
    """A question of the quiz, on what one lesson teaches. One answer is right."""

    kind: ClassVar[str] = "quiz-item"
    folder: ClassVar[str] = "learning/quiz"

    lesson: Annotated[Id, Names("lesson")]
    ask: Text
    options: Annotated[tuple[QuizOption, ...], Field(min_length=3, max_length=5)]
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]


class DecisionOption(BaseModel):
    """What may be decided, and what to say of it.

    :ivar value: an id of the vocabulary, where the check settles which option is right
    :ivar verdict: how good it is, where people must judge
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text
    value: Plain | None = None
    verdict: Literal["good", "fair", "poor"] | None = None
    because: Text


class Decision(BaseModel):
    """A decision in a worked purchase.

    :ivar settles: what of the check's outcome it asks for; then no option says itself whether it is right
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Text
    settles: Literal["tier", "approach", "route"] | None = None
    options: Annotated[tuple[DecisionOption, ...], Field(min_length=2, max_length=6)]


class WorkedPurchase(Item):
    """A purchase to decide on: what happened, its facts, decisions with feedback. Courses and exercises use it.

    :ivar profile: its facts; what is left out is unknown
    :ivar takeaway: what to keep of it
    """

    kind: ClassVar[str] = "worked-purchase"
    folder: ClassVar[str] = "learning/purchases"

    title: Text
    story: Texts
    minutes: Annotated[int, Field(ge=3, le=30)]
    profile: dict[FactKey, object]
    decisions: Annotated[tuple[Decision, ...], Field(min_length=2)]
    takeaway: Text
    topics: Annotated[tuple[Id, ...], Names("topic"), Field(min_length=1)]
    sources: Refs = ()


class ExerciseStep(BaseModel):
    """A step of an exercise, and what the facilitator says and does in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    minutes: Annotated[int, Field(ge=1, le=90)]
    facilitator: Text


class Exercise(Item):
    """An exercise for a room: a worked purchase, decided on by small groups.

    :ivar group: how many people work together
    :ivar tasks: what a group writes on its sheet, beside its decisions
    :ivar debrief: what to ask the whole room afterwards
    """

    kind: ClassVar[str] = "exercise"
    folder: ClassVar[str] = "learning/exercises"

    title: Text
    aim: Text
    group: Annotated[int, Field(ge=2, le=12)]
    purchase: Annotated[Id, Names("worked-purchase")]
    steps: Annotated[tuple[ExerciseStep, ...], Field(min_length=2)]
    tasks: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=1)]
    debrief: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=1)]
    topics: Annotated[tuple[Id, ...], Names("topic")] = ()

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


class Slide(Item):
    """A slide of a talk, with what to say.

    :ivar chapter: the part of the guide that it stands for
    :ivar weight: 1 if every talk has it, 2 if talks of 45 minutes do, 3 if only long ones do
    :ivar minutes: how long a speaker stays on it
    :ivar roles: for whom it is; empty for all
    :ivar figure: a figure made from the names of the vocabulary, shown under its points
    :ivar notes: what to say, in full sentences; the webinar speaks them
    """

    kind: ClassVar[str] = "slide"
    folder: ClassVar[str] = "learning/slides"

    title: Text
    chapter: Annotated[Id, Names("chapter")]
    order: int
    weight: Literal[1, 2, 3]
    minutes: Annotated[float, Field(gt=0, le=10)]
    roles: tuple[Role, ...] = ()
    points: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=2, max_length=5)]
    figure: Literal["stages", "tiers", "approaches"] | None = None
    notes: Text
    topics: Annotated[tuple[Id, ...], Names("topic"), Field(min_length=1)]
    sources: Refs = ()


class WebinarPart(BaseModel):
    """A chapter of a webinar."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    slides: Annotated[tuple[Id, ...], Names("slide"), Field(min_length=1)]


class Webinar(Item):
    """A talk that plays by itself: slides whose notes are spoken."""

    kind: ClassVar[str] = "webinar"
    folder: ClassVar[str] = "learning/webinars"

    title: Text
    what: Text
    parts: Annotated[tuple[WebinarPart, ...], Field(min_length=1)]


class Session(Item):
    """A part of a training day.

    :ivar weight: 1 if every training has it, 3 if only long ones do
    :ivar least, most: how many minutes it may take
    :ivar exercise: the exercise that fills it
    :ivar facilitator: how to lead it
    """

    kind: ClassVar[str] = "session"
    folder: ClassVar[str] = "learning/sessions"

    title: Text
    what: Text
    order: int
    weight: Literal[1, 2, 3]
    form: Literal["welcome", "talk", "exercise", "discussion", "close"]
    least: Annotated[int, Field(ge=5, le=240)]
    most: Annotated[int, Field(ge=5, le=240)]
    roles: tuple[Role, ...] = ()
    exercise: Annotated[Id, Names("exercise")] | None = None
    topics: Annotated[tuple[Id, ...], Names("topic")] = ()
    facilitator: Text
    materials: Texts = ()


class Course(Item):
    """A way through lessons and worked purchases for one role, with a quiz at its end.

    :ivar minutes: how long it takes in all
    :ivar quiz: how many questions the quiz has
    :ivar passing: how many of a hundred must be right
    """

    kind: ClassVar[str] = "course"
    folder: ClassVar[str] = "learning/courses"

    role: Role
    title: Text
    what: Text
    minutes: Annotated[int, Field(ge=10, le=480)]
    lessons: Annotated[tuple[Id, ...], Names("lesson"), Field(min_length=1)]
    purchases: Annotated[tuple[Id, ...], Names("worked-purchase")] = ()
    quiz: Annotated[int, Field(ge=3, le=30)]
    passing: Annotated[int, Field(ge=50, le=100)] = 70


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


class Dimension(Item):
    """A side of an organisation's readiness, made up of statements.

    :ivar next_steps: what others do next who stand at level 0, 1, 2, 3 and 4
    """

    kind: ClassVar[str] = "dimension"
    folder: ClassVar[str] = "readiness/dimensions"

    title: Text
    what: Text
    order: int
    next_steps: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=5, max_length=5)]


class Statement(Item):
    """A statement on readiness, which people of some roles place at one of five levels.

    :ivar roles: whose field it is
    :ivar levels: what each level looks like, from 0 to 4
    """

    kind: ClassVar[str] = "statement"
    folder: ClassVar[str] = "readiness/statements"

    dimension: Annotated[Id, Names("dimension")]
    text: Text
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    levels: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=5, max_length=5)]
    questions: Annotated[tuple[Id, ...], Names("question"), Field(min_length=1)]
    topics: Annotated[tuple[Id, ...], Names("topic"), Field(min_length=1)]
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]


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
    Diagram,
    Topic,
    Clause,
    Criterion,
    Disclosure,
    SearchWords,
    AskedAs,
    Covered,
    ClaimGuide,
    ClaimElement,
    ClaimWords,
    ClaimPattern,
    ClaimScope,
    ClaimCredit,
    Policy,
    Approval,
    KitChoice,
    Lesson,
    QuizItem,
    WorkedPurchase,
    Exercise,
    Slide,
    Webinar,
    Session,
    Course,
    AiWords,
    Dimension,
    Statement,
)
