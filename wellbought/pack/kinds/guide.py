"""The guide: its questions, chapters, topics and diagrams, and what of the model guide they cover."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from wellbought.pack.kinds.item import FactKey, Id, Item, Markdown, Names, Part, Plain, Refs, Text, Translatable, When
from wellbought.vocabulary import Approach, Priority, Role, Route, Stage


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


class DiagramStep(Part):
    """A step of a process, or a choice: a question and where its yes leads."""

    label: Text
    text: Text


class CostTerms(Part):
    """One way to pay.

    :ivar fixed: what is paid whatever the use
    :ivar each: what each unit costs beside it
    :ivar ceiling: the most that is paid, if a cap is agreed
    """

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


class Covered(Item):
    """A subject of the model guide and what of ours covers it (see :mod:`wellbought.pack.coverage`).

    :ivar by: items as ``kind/id``, such as ``question/who-owns-it``
    """

    kind: ClassVar[str] = "covered"
    folder: ClassVar[str] = "coverage"

    subject: Plain
    by: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9-]+$")], ...], Field(min_length=1)]
