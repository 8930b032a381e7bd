"""What people learn with: lessons, quizzes, worked purchases, exercises, slides, webinars, courses."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from wellbought.pack.kinds.item import (
    FactKey,
    Id,
    Item,
    Markdown,
    Names,
    Part,
    Plain,
    Refs,
    SourceRef,
    Text,
    Texts,
    Translatable,
)
from wellbought.vocabulary import Role


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


class QuizOption(Part):
    """An answer that may be chosen, and why it is right or wrong."""

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


class DecisionOption(Part):
    """What may be decided, and what to say of it.

    :ivar value: an id of the vocabulary, where the check settles which option is right
    :ivar verdict: how good it is, where people must judge
    """

    text: Text
    value: Plain | None = None
    verdict: Literal["good", "fair", "poor"] | None = None
    because: Text


class Decision(Part):
    """A decision in a worked purchase.

    :ivar settles: what of the check's outcome it asks for; then no option says itself whether it is right
    """

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


class ExerciseStep(Part):
    """A step of an exercise, and what the facilitator says and does in it."""

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


class WebinarPart(Part):
    """A chapter of a webinar."""

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
