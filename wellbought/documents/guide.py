"""The guidance itself as a document: a topic, a chapter, or the whole guide.

What the text refers to comes with it: words are explained, questions and contract points told, sources named, each
once at the end, and every link leads there. A link to a topic that is not in the document leads to its page, if it is
known where that is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final, TypeVar

from wellbought.diagrams import Drawing, draw
from wellbought.documents.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    Tone,
)
from wellbought.documents.markdown import parse, web_or_mail
from wellbought.documents.words import Words
from wellbought.pack.kinds import (
    Chapter,
    Clause,
    Criterion,
    Diagram,
    Disclosure,
    Duty,
    Item,
    Question,
    Source,
    Term,
    Topic,
)
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.pack.translate import paragraphs
from wellbought.vocabulary import Stage

KIND: Final = "guide"
#: The formats that the guidance is offered in.
ENDINGS: Final = ("pdf", "docx", "epub")
_LISTED_LEVELS: Final = 2
#: A table of more columns than this holds figures.
_FEW_COLUMNS: Final = 2

#: The kinds that are told at the end of the document, in this order; sources come last.
ANNEXES: Final[tuple[type[Item], ...]] = (Question, Clause, Criterion, Disclosure, Duty, Term)
_TOLD: Final[tuple[type[Item], ...]] = (*ANNEXES, Source)
_BY_NAME: Final = MappingProxyType({kind.kind: kind for kind in _TOLD})

Address = Callable[[str], str]
Found = TypeVar("Found", bound=Item)


def guide_document(
    pack: Pack,
    original: Pack,
    *,
    on: date,
    chapter: str = "",
    topic: str = "",
    page_of: Address = lambda _topic: "",
) -> Document:
    """Make a document of the guidance: one topic, one chapter, or all of it.

    :param pack: in the language of the document
    :param original: the same in English: what was not translated is marked
    :param on: the day that the document bears
    :param page_of: where a topic can be read that is not in the document; nothing if that is not known
    :raises wellbought.pack.read.ItemUnknown: if there is no such chapter or topic
    """
    words = Words(pack, KIND)
    if topic:
        one = pack.get(Topic, topic)
        writing = _Writing(words, original, (one,), page_of)
        blocks = writing.topic(one, level=0)
        return _document(words, one.title, one.what, f"wellbought-{one.id}", writing.whole(blocks), on=on)
    if chapter:
        part = pack.get(Chapter, chapter)
        topics = _topics_of(pack, part)
        writing = _Writing(words, original, topics, page_of)
        blocks = tuple(block for one in topics for block in writing.topic(one, level=1))
        return _document(words, part.title, part.what, f"wellbought-{part.id}", writing.whole(blocks), on=on)
    chapters = sorted(pack.all(Chapter), key=lambda part: part.order)
    writing = _Writing(words, original, pack.all(Topic), page_of, everything=True)
    blocks = tuple(block for part in chapters for block in writing.chapter(part))
    title = words.say("Buying AI well: the whole guide")
    what = words.say("All topics, key questions and words of the guidance, with their sources.")
    made = _document(words, title, what, "wellbought-guide", writing.whole(blocks), on=on)
    return replace(made, contents_depth=_LISTED_LEVELS)


def _topics_of(pack: Pack, chapter: Chapter) -> tuple[Topic, ...]:
    topics = (topic for topic in pack.all(Topic) if topic.chapter == chapter.id)
    return tuple(sorted(topics, key=lambda topic: (topic.order, topic.id)))


def _document(words: Words, title: str, what: str, file_name: str, blocks: tuple[Block, ...], *, on: date) -> Document:
    core = words.pack.cards["core"]
    return Document(
        kind=KIND,
        title=words.say("Guidance on buying AI"),
        subtitle=str(title),
        file_name=file_name,
        description=str(what),
        language=words.language,
        made_on=on,
        buyer=core.title,
        status=words.say("%(title)s, licensed under %(licence)s", title=core.title, licence=core.licence),
        cover=(
            (words.say("About"), str(what)),
            (words.say("Version"), core.version),
            (words.say("Date"), words.day(on)),
            (words.say("Licence"), words.say("Free to copy and change under %(licence)s", licence=core.licence)),
            (words.say("Note"), str(core.not_legal_advice or "")),
        ),
        blocks=blocks,
        furniture=words.furniture(),
        contents=True,
        right_to_left=words.right_to_left,
    )


def as_table(drawing: Drawing) -> Table:
    """What a diagram shows, in words and figures."""
    columns = len(drawing.header)
    figures = columns > _FEW_COLUMNS
    widths = (1 / columns,) * columns if figures else (0.5, 0.5)
    return Table(
        header=tuple(_said(name) for name in drawing.header),
        rows=tuple(tuple(_said(cell) for cell in row) for row in drawing.rows),
        widths=widths,
        right=(False, *[figures] * (columns - 1)),
    )


def anchor_of(kind: str, item_id: str) -> str:
    """The anchor of an item in a document."""
    return f"{kind}-{item_id}"


@dataclass(slots=True)
class _Writing:
    """A document in the making: which topics it holds, and what they have referred to so far.

    :ivar everything: whether all questions and terms are told, referred to or not
    """

    words: Words
    original: Pack
    topics: tuple[Topic, ...]
    page_of: Address
    everything: bool = False
    _named: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        return self.words.pack

    # ---- Parts

    def chapter(self, chapter: Chapter) -> Iterator[Block]:
        yield PageBreak()
        yield Heading(1, _said(chapter.title), anchor_of("chapter", chapter.id))
        yield Paragraph(_said(chapter.what))
        for topic in _topics_of(self.pack, chapter):
            yield from self.topic(topic, level=2)

    def topic(self, topic: Topic, *, level: int) -> tuple[Block, ...]:
        """A topic with its title at a level; at 0 the document bears its title."""
        return tuple(self._topic(topic, level))

    def _topic(self, topic: Topic, level: int) -> Iterator[Block]:
        if level:
            yield Heading(level, _said(topic.title), anchor_of("topic", topic.id))
            yield Paragraph(_said(topic.what))
        points = BulletList(tuple(ListItem((Paragraph(_said(point)),)) for point in topic.key_points))
        yield Callout(Tone.NOTE, self.say("Key points"), (points,))
        for diagram in topic.diagrams:
            yield from self._picture(self.pack.get(Diagram, diagram))
        yield from self._body(topic, level)
        yield Heading(level + 1, self.say("What to do next"), f"{anchor_of('topic', topic.id)}-next")
        yield NumberedList(tuple(ListItem((Paragraph(_said(step)),)) for step in topic.next_steps))
        questions = self._questions_of(topic)
        if questions:
            yield Heading(level + 1, self.say("Questions to settle"), f"{anchor_of('topic', topic.id)}-questions")
            yield BulletList(tuple(ListItem((Paragraph(self._link_to(one, one.text)),)) for one in questions))
        yield from self._sources_line(topic.sources)

    def _picture(self, diagram: Diagram) -> Iterator[Block]:
        """A diagram, with the same in a table for those who do not see it."""
        drawing = draw(diagram, self.pack)
        yield Picture(drawing.alt, drawing.svg, drawing.title, anchor_of("diagram", diagram.id))
        if drawing.note:
            yield Paragraph((Run(drawing.note, emphasis=True, language=getattr(drawing.note, "fallback_lang", "")),))
        yield as_table(drawing)

    def _body(self, topic: Topic, level: int) -> Iterator[Block]:
        """The text, with its headings put below the topic's own, and what is not translated marked."""
        number = 0
        for text, language in self._texts(topic):
            for block in parse(text, address=self._address, language=language):
                if isinstance(block, Heading):
                    number += 1
                    anchor = f"{anchor_of('topic', topic.id)}-part-{number}"
                    yield Heading(max(1, block.level - 1 + level), block.runs, anchor)
                else:
                    yield block

    def _texts(self, topic: Topic) -> Iterator[tuple[str, str]]:
        """The text in stretches of one language, each with that language if it is not the document's."""
        ours = paragraphs(topic.body)
        theirs = paragraphs(self.original.get(Topic, topic.id).body)
        source = self.original.language
        if self.words.language == source or len(ours) != len(theirs):
            yield topic.body, ""
            return
        pairs = zip(ours, theirs, strict=True)
        for foreign, stretch in groupby(pairs, key=lambda pair: pair[0] == pair[1]):
            yield "\n\n".join(our for our, _ in stretch), source if foreign else ""

    def _questions_of(self, topic: Topic) -> tuple[Question, ...]:
        """The questions that a topic names, and those that name it."""
        named = [self.pack.get(Question, one) for one in topic.questions]
        naming = [one for one in self.pack.all(Question) if topic.id in one.topics]
        return tuple({one.id: one for one in (*named, *naming)}.values())

    # ---- Links

    def _address(self, target: str) -> str:
        """Where a link in the prose leads."""
        kind, _colon, rest = target.partition(":")
        item_id = rest.partition("@")[0]
        if kind == Topic.kind:
            held = any(topic.id == item_id for topic in self.topics)
            return f"#{anchor_of(kind, item_id)}" if held and len(self.topics) > 1 else self.page_of(item_id)
        if kind not in _BY_NAME:
            return web_or_mail(target)
        try:
            item = self.pack.get(_BY_NAME[kind], item_id)
        except ItemUnknown:
            return ""
        self._named[kind, item.id] = None
        return f"#{anchor_of(kind, item.id)}"

    def _link_to(self, item: Item, text: str) -> Runs:
        self._named[item.kind, item.id] = None
        return tuple(replace(run, link=f"#{anchor_of(item.kind, item.id)}") for run in _said(text))

    def _sources_line(self, references: Iterable[str]) -> Iterator[Paragraph]:
        """``Sources: …``, each leading to what is told of it, with the places in it that are meant."""
        runs: list[Run] = []
        for reference in references:
            source_id, _at, place = reference.partition("@")
            try:
                source = self.pack.get(Source, source_id)
            except ItemUnknown:
                continue
            runs += [Run("; ")] if runs else []
            runs += [*self._link_to(source, source.title), *([Run(f" ({place})")] if place else [])]
        if runs:
            yield Paragraph((*_label(self.say("Sources:")), *runs))

    # ---- What comes at the end

    def whole(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The document's text with all that it refers to, each told once."""
        titles = (
            self.say("Key questions"),
            self.say("Contract points"),
            self.say("Evaluation criteria"),
            self.say("Vendor disclosures"),
            self.say("Duties"),
            self.say("Words explained"),
        )
        annexes = [block for kind, title in zip(ANNEXES, titles, strict=True) for block in self._annex(kind, title)]
        return (*blocks, *annexes, *self._sources())

    def _annex(self, kind: type[Item], title: Runs) -> Iterator[Block]:
        items = self._to_tell(kind)
        if not items:
            return
        yield PageBreak()
        yield Heading(1, title, f"annex-{kind.kind}")
        stage: Stage | None = None
        for item in items:
            if isinstance(item, Question) and item.stage is not stage:
                stage = item.stage
                yield Heading(2, _said(self.words.label(stage)), f"annex-{kind.kind}-{stage}")
            yield from self._told(item)

    def _to_tell(self, kind: type[Found]) -> list[Found]:
        if self.everything and kind in (Question, Term):
            items = list(self.pack.all(kind))
        else:
            items = [self.pack.get(kind, one) for name, one in self._named if name == kind.kind]
        stages = list(Stage)
        if kind is Question:
            return sorted(items, key=lambda one: stages.index(one.stage))  # type: ignore[attr-defined]
        return sorted(items, key=lambda one: one.term.casefold()) if kind is Term else items  # type: ignore[attr-defined]

    def _told(self, item: Item) -> Iterator[Block]:
        anchor = anchor_of(item.kind, item.id)
        match item:
            case Question():
                yield Paragraph(_strong(item.text), anchor)
                yield Paragraph(_said(item.why))
                yield Paragraph((*_label(self.say("A good answer:")), *_said(item.good_answer)))
            case Clause():
                yield Paragraph(_strong(item.title), anchor)
                yield Paragraph(_said(item.purpose))
                yield Paragraph((*_label(self.say("Ask for:")), *_said(item.ask_for)))
            case Criterion():
                yield Paragraph(_strong(item.title), anchor)
                yield Paragraph(_said(item.what))
            case Disclosure():
                yield Paragraph(_strong(item.ask), anchor)
                yield Paragraph(_said(item.why))
            case Duty():
                status = self.words.label(item.status)
                yield Paragraph((*_strong(item.title), Run(f" ({item.place}. "), *_said(status), Run(")")), anchor)
                yield Paragraph(_said(item.what))
                yield Paragraph((*_label(self.say("What to do:")), *_said(item.do)))
            case Term():
                yield Paragraph((*_strong(item.term), Run(": "), *_said(item.meaning)), anchor)
            case _:
                raise AssertionError(item.kind)
        yield from self._sources_line(getattr(item, "sources", ()))

    def _sources(self) -> Iterator[Block]:
        named = [self.pack.get(Source, one) for kind, one in self._named if kind == Source.kind]
        if not named:
            return
        yield PageBreak()
        yield Heading(1, self.say("Sources"), "annex-source")
        for source in sorted(named, key=lambda one: (one.issuer.casefold(), one.title.casefold())):
            title = Run(source.title, strong=True, link=source.url or "")
            facts = [source.issuer, source.published or "", self.words.label(source.status)]
            told = ". ".join(fact for fact in facts if fact)
            checked = self.words.say("Checked on %(date)s.", date=self.words.day(source.checked))
            runs = (title, Run(f". {told}. "), *_said(checked))
            yield Paragraph(runs, anchor_of(Source.kind, source.id))

    # ---- Words

    def say(self, text: str) -> Runs:
        """A sentence of the document's own, in its language."""
        return _said(self.words.say(text))


def _said(text: str) -> Runs:
    """A text, marked with its language if it has not been translated."""
    return (Run(str(text), language=getattr(text, "fallback_lang", "")),)


def _strong(text: str) -> Runs:
    return tuple(replace(run, strong=True) for run in _said(text))


def _label(runs: Runs) -> Runs:
    """What opens a paragraph and says what it is about."""
    return (*(replace(run, strong=True) for run in runs), Run(" "))
