"""The guide: its front page, its chapters and topics, and the way through it for each role."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.diagrams import Drawing, draw
from wellbought.pack.kinds import Chapter, Diagram, Question, Topic
from wellbought.pack.plain import plain_text
from wellbought.pack.read import Pack
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Role, Stage
from wellbought.web.guidance.markdown import Prose, prose
from wellbought.web.guidance.queries import choices
from wellbought.web.guidance.queries.choices import GuideChoice, Select
from wellbought.web.guidance.queries.files import FileLink, file_links
from wellbought.web.guidance.queries.items import Cited, Ref, cited, from_pack, naming, ref, refs
from wellbought.web.guidance.queries.packs import pack_in

#: Words that an adult reads in a minute, taking notes.
WORDS_A_MINUTE = 200


@dataclass(frozen=True, slots=True)
class StageStep:
    """One stage of a purchase, and how many questions wait there."""

    id: Stage
    label: str
    meaning: str
    href: str
    count: int


@dataclass(frozen=True, eq=False)
class HomePage:
    """The front page."""

    title: str
    description: str
    readiness: StageStep
    stages: tuple[StageStep, ...]
    questions: int
    places: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list."""

    id: str
    title: str
    what: str
    href: str
    minutes: int
    who: tuple[Role, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter with those of its topics that are shown."""

    id: str
    title: str
    what: str
    href: str
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class PathRow:
    """The way through the guide for one role."""

    role: Role
    label: str
    meaning: str
    href: str
    count: int
    minutes: int


@dataclass(frozen=True, eq=False)
class ContentsPage:
    """The contents of the guide, or of one path through it."""

    title: str
    description: str
    chosen: GuideChoice
    selects: tuple[Select, ...]
    chapters: tuple[ChapterRow, ...]
    paths: tuple[PathRow, ...]
    count: int
    minutes: int
    questions: int
    places: int
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class StageQuestions:
    """Questions of one stage."""

    stage: Stage
    label: str
    questions: tuple[Ref, ...]


@dataclass(frozen=True, eq=False)
class TopicPage:
    """One topic."""

    id: str
    href: str
    topic: Topic
    chapter: Ref
    minutes: int
    prose: Prose
    drawings: tuple[Drawing, ...]
    questions: tuple[StageQuestions, ...]
    related: tuple[Ref, ...]
    sources: tuple[Cited, ...]
    previous: Ref | None
    next: Ref | None
    origin: str
    version: str
    files: tuple[FileLink, ...]

    @property
    def title(self) -> str:
        """The title of the topic."""
        return self.topic.title

    @property
    def description(self) -> str:
        """What it gives the reader."""
        return self.topic.what


@dataclass(frozen=True, slots=True)
class ChapterTopic:
    """A topic as a part of its chapter."""

    topic: Topic
    href: str
    minutes: int
    prose: Prose
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, eq=False)
class ChapterPage:
    """A whole chapter on one page."""

    id: str
    title: str
    description: str
    topics: tuple[ChapterTopic, ...]
    sources: tuple[Cited, ...]
    minutes: int
    files: tuple[FileLink, ...]


@lru_cache(maxsize=8)
def home_page(language: str) -> HomePage:
    """The front page."""
    pack = pack_in(language)
    return HomePage(
        title=_("Buy AI that works for the people you serve"),
        description=_("Free guidance and tools that help public organisations buy artificial intelligence well."),
        readiness=_step(pack, Stage.READINESS),
        stages=tuple(_step(pack, stage) for stage in PURCHASE_STAGES),
        questions=len(pack.all(Question)),
        places=len(pack.jurisdictions),
    )


@lru_cache(maxsize=256)
def contents_page(language: str, chosen: GuideChoice) -> ContentsPage:
    """The contents of the guide, with the topics that were asked for."""
    pack = pack_in(language)
    topics = [topic for topic in reading_order(pack) if _is_for(topic, chosen)]
    rows = [_row(pack, topic) for topic in topics]
    chapters = []
    for chapter in _chapters(pack):
        of_chapter = tuple(row for row, topic in zip(rows, topics, strict=True) if topic.chapter == chapter.id)
        if of_chapter:
            href = reverse("guidance:chapter", args=[chapter.id])
            chapters.append(ChapterRow(chapter.id, chapter.title, chapter.what, href, of_chapter))
    return ContentsPage(
        title=_("The guide"),
        description=_("Everything about buying AI in the public interest, in short pieces that stand alone."),
        chosen=chosen,
        selects=(
            choices.roles(pack, chosen.role, Role),
            choices.stages(pack, chosen.stage),
            choices.approaches(pack, chosen.approach),
        ),
        chapters=tuple(chapters),
        paths=tuple(_path(pack, role) for role in TEAM_ROLES),
        count=len(rows),
        minutes=sum(row.minutes for row in rows),
        questions=len(pack.all(Question)),
        places=len(pack.jurisdictions),
        files=file_links("guidance:guide-file", _("The whole guide")),
    )


@lru_cache(maxsize=512)
def topic_page(language: str, topic_id: str) -> TopicPage:
    """One topic.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    topic = pack.get(Topic, topic_id)
    order = reading_order(pack)
    place = [other.id for other in order].index(topic.id)
    text = prose(topic.body, _original(topic), language)
    return TopicPage(
        id=topic.id,
        href=reverse("guidance:topic", args=[topic.id]),
        topic=topic,
        chapter=ref(pack, pack.get(Chapter, topic.chapter)),
        minutes=reading_minutes(topic),
        prose=text,
        drawings=drawings_of(pack, topic),
        questions=_questions_of(pack, topic),
        related=refs(pack, Topic, topic.related),
        sources=cited(pack, (*text.cited, *topic.sources)),
        previous=ref(pack, order[place - 1]) if place else None,
        next=ref(pack, order[place + 1]) if place + 1 < len(order) else None,
        origin=from_pack(pack, topic),
        version=pack.version,
        files=file_links("guidance:topic-file", _("This topic"), topic_id=topic.id),
    )


def drawings_of(pack: Pack, topic: Topic) -> tuple[Drawing, ...]:
    """The diagrams of a topic."""
    return tuple(draw(pack.get(Diagram, one), pack) for one in topic.diagrams)


@lru_cache(maxsize=64)
def chapter_page(language: str, chapter_id: str) -> ChapterPage:
    """A whole chapter on one page, to print.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    chapter = pack.get(Chapter, chapter_id)
    topics = [topic for topic in reading_order(pack) if topic.chapter == chapter.id]
    parts = tuple(
        ChapterTopic(
            topic,
            reverse("guidance:topic", args=[topic.id]),
            reading_minutes(topic),
            prose(topic.body, _original(topic), language, prefix=f"{topic.id}-", deeper=1, paper=True),
            drawings_of(pack, topic),
        )
        for topic in topics
    )
    references = (source for part in parts for source in (*part.prose.cited, *part.topic.sources))
    return ChapterPage(
        id=chapter.id,
        title=chapter.title,
        description=chapter.what,
        topics=parts,
        sources=cited(pack, references),
        minutes=sum(part.minutes for part in parts),
        files=file_links("guidance:chapter-file", _("This chapter"), chapter_id=chapter.id),
    )


def reading_order(pack: Pack) -> tuple[Topic, ...]:
    """All topics as they are read from the beginning."""
    chapters = {chapter.id: chapter.order for chapter in pack.all(Chapter)}
    return tuple(sorted(pack.all(Topic), key=lambda topic: (chapters.get(topic.chapter, 0), topic.order, topic.id)))


@lru_cache(maxsize=512)
def reading_minutes(topic: Topic) -> int:
    """How long a topic takes to read, in whole minutes."""
    words = " ".join([plain_text(topic.body), *topic.key_points, *topic.next_steps]).split()
    return max(1, ceil(len(words) / WORDS_A_MINUTE))


def _original(topic: Topic) -> str:
    return pack_in("en").get(Topic, topic.id).body


def _chapters(pack: Pack) -> list[Chapter]:
    return sorted(pack.all(Chapter), key=lambda chapter: chapter.order)


def _is_for(topic: Topic, chosen: GuideChoice) -> bool:
    """Whether a topic is for a role, stage and approach; one that names none is for all."""
    return (
        (not chosen.role or chosen.role in topic.who)
        and (not chosen.stage or not topic.stages or chosen.stage in topic.stages)
        and (not chosen.approach or not topic.approaches or chosen.approach in topic.approaches)
    )


def _row(pack: Pack, topic: Topic) -> TopicRow:
    href = reverse("guidance:topic", args=[topic.id])
    return TopicRow(topic.id, topic.title, topic.what, href, reading_minutes(topic), topic.who, from_pack(pack, topic))


def _path(pack: Pack, role: Role) -> PathRow:
    name = pack.name("role", role)
    topics = [topic for topic in pack.all(Topic) if role in topic.who]
    href = reverse("guidance:contents") + choices.query(GuideChoice(role=role))
    return PathRow(role, name.label, name.meaning, href, len(topics), sum(map(reading_minutes, topics)))


def _step(pack: Pack, stage: Stage) -> StageStep:
    name = pack.name("stage", stage)
    href = reverse("guidance:questions") + choices.query(choices.QuestionChoice(stage=stage))
    count = sum(question.stage is stage for question in pack.all(Question))
    return StageStep(stage, name.label, name.meaning, href, count)


def _questions_of(pack: Pack, topic: Topic) -> tuple[StageQuestions, ...]:
    """The questions of a topic by stage: those that it names and those that name it."""
    found = (*refs(pack, Question, topic.questions), *naming(pack, Topic.kind, topic.id, by=Question))
    return by_stage(pack, {one.id: one for one in found}.values())


def by_stage(pack: Pack, questions: Iterable[Ref]) -> tuple[StageQuestions, ...]:
    """Links to questions, grouped by the stage at which they are asked."""
    stages: dict[Stage, list[Ref]] = {stage: [] for stage in Stage}
    for one in questions:
        stages[pack.get(Question, one.id).stage].append(one)
    return tuple(
        StageQuestions(stage, pack.name("stage", stage).label, tuple(found)) for stage, found in stages.items() if found
    )
