"""The key questions: as one list to work from, and each in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.documents.question_cards import Chosen
from wellbought.pack.kinds import Clause, Criterion, Disclosure, Duty, FactQuestion, Question, Topic
from wellbought.pack.read import Pack
from wellbought.triage.check import ROUTE_OF_TIER
from wellbought.vocabulary import TEAM_ROLES, Approach, Role, Route, Stage, Tier
from wellbought.web.guidance.queries import choices
from wellbought.web.guidance.queries.choices import Pages, QuestionChoice, Select
from wellbought.web.guidance.queries.files import FileLink
from wellbought.web.guidance.queries.items import Cited, Ref, cited, depends_on, from_pack, naming, refs
from wellbought.web.guidance.queries.packs import pack_in, search_index

#: As many as make a page that loads fast; the rest follow on the next page, or all at once for those who ask.
A_PAGE = 36


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list."""

    question: Question
    href: str
    consulted: str
    origin: str


@dataclass(frozen=True, slots=True)
class RoleRows:
    """The questions of a stage that one role leads."""

    role: Role
    label: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class StageRows:
    """The questions of one stage."""

    stage: Stage
    label: str
    meaning: str
    roles: tuple[RoleRows, ...]


@dataclass(frozen=True, slots=True)
class StageLink:
    """The way to the questions of one stage, the other choices kept."""

    label: str
    href: str
    count: int
    current: bool


@dataclass(frozen=True, eq=False)
class QuestionsPage:
    """The list of questions.

    :ivar count: how many there are on all pages
    :ivar whole_href: all of them on one page; empty if they are
    """

    title: str
    description: str
    chosen: QuestionChoice
    selects: tuple[Select, ...]
    by_stage: tuple[StageLink, ...]
    stages: tuple[StageRows, ...]
    count: int
    pages: Pages
    whole_href: str
    files: tuple[FileLink, ...]


@dataclass(frozen=True, eq=False)
class QuestionPage:
    """One question.

    :ivar depends_on: the facts of a purchase that decide if it is asked; empty if it always is
    :ivar fact: the question of the check that asks the same
    """

    id: str
    href: str
    question: Question
    stage: str
    lead: str
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    priority: str
    route: str
    depends_on: tuple[str, ...]
    fact: FactQuestion | None
    topics: tuple[Ref, ...]
    clauses: tuple[Ref, ...]
    criteria: tuple[Ref, ...]
    disclosures: tuple[Ref, ...]
    duties: tuple[Ref, ...]
    sources: tuple[Cited, ...]
    origin: str
    version: str

    @property
    def title(self) -> str:
        """The question itself."""
        return self.question.text

    @property
    def description(self) -> str:
        """Why it matters."""
        return self.question.why


@lru_cache(maxsize=512)
def questions_page(language: str, chosen: QuestionChoice) -> QuestionsPage:
    """The questions that were asked for, by stage and then by the role that leads."""
    pack = pack_in(language)
    everywhere = _found(pack, chosen)
    found = [one for one in everywhere if not chosen.stage or one.stage == chosen.stage]
    shown, pages = (found, ()) if chosen.whole else choices.paged(chosen, found, A_PAGE)
    return QuestionsPage(
        title=_("Key questions"),
        description=_("The questions to settle when you buy AI, each with what a good answer holds."),
        chosen=chosen,
        selects=(
            choices.stages(pack, chosen.stage),
            choices.roles(pack, chosen.role, TEAM_ROLES),
            choices.priorities(pack, chosen.priority),
            choices.approaches(pack, chosen.approach),
            choices.tiers(pack, chosen.tier),
            choices.routes(pack, chosen.route),
        ),
        by_stage=_stage_links(pack, chosen, everywhere),
        files=_files(chosen) if found else (),
        stages=_grouped(pack, shown),
        count=len(found),
        pages=pages,
        whole_href=choices.query(chosen, page=1, whole=True) if pages else "",
    )


@lru_cache(maxsize=1024)
def question_page(language: str, question_id: str) -> QuestionPage:
    """One question with all that belongs to it.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    question = pack.get(Question, question_id)
    return QuestionPage(
        id=question.id,
        href=reverse("guidance:question", args=[question.id]),
        question=question,
        stage=pack.name("stage", question.stage).label,
        lead=pack.name("role", question.lead).label,
        consulted=tuple(pack.name("role", role).label for role in question.consulted),
        informed=tuple(pack.name("role", role).label for role in question.informed),
        priority=pack.name("priority", question.priority).label,
        route=pack.name("route", question.route).label,
        depends_on=depends_on(pack, question.when),
        fact=next((fact for fact in pack.all(FactQuestion) if fact.key == question.sets), None),
        topics=refs(pack, Topic, question.topics),
        clauses=refs(pack, Clause, question.clauses),
        criteria=refs(pack, Criterion, question.criteria),
        disclosures=refs(pack, Disclosure, question.disclosures),
        duties=naming(pack, Question.kind, question.id, by=Duty),
        sources=cited(pack, question.sources),
        origin=from_pack(pack, question),
        version=pack.version,
    )


def _found(pack: Pack, chosen: QuestionChoice) -> list[Question]:
    """The questions that all choices but the stage leave, in the order in which they are worked on."""
    left = [
        question
        for question in pack.all(Question)
        if (not chosen.role or chosen.role in (question.lead, *question.consulted))
        and (not chosen.approach or _concerns(pack, question, Approach(chosen.approach)))
        and (not chosen.tier or choices.on_route(question.route, ROUTE_OF_TIER[Tier(chosen.tier)]))
        and (not chosen.priority or chosen.priority == question.priority)
        and choices.on_route(question.route, chosen.route)
    ]
    if chosen.words:
        left = _with_words(pack, left, chosen.words)
    stages, roles = list(Stage), list(Role)
    return sorted(left, key=lambda one: (stages.index(one.stage), one.lead != chosen.role, roles.index(one.lead)))


def _concerns(pack: Pack, question: Question, approach: Approach) -> bool:
    """Whether a question concerns a way to buy: its first topic is about that way, or about no way in particular.

    Questions of the fast route are asked of every purchase.
    """
    about = pack.get(Topic, question.topics[0]).approaches
    return question.route is Route.FAST or not about or approach in about


def chosen_questions(pack: Pack, chosen: QuestionChoice) -> Chosen:
    """All questions that were asked for, whichever page of the list they stand on, and what they were chosen by."""
    questions = tuple(one for one in _found(pack, chosen) if not chosen.stage or one.stage == chosen.stage)
    told = (
        (_("Stage"), "stage", chosen.stage),
        (_("Role"), "role", chosen.role),
        (_("Priority"), "priority", chosen.priority),
        (_("Way to buy"), "approach", chosen.approach),
        (_("Tier"), "tier", chosen.tier),
        (_("Asked on the route"), "route", chosen.route),
    )
    named = tuple((label, str(pack.name(group, value).label)) for label, group, value in told if value)
    return Chosen(questions, (*named, *([(_("Words"), chosen.words)] if chosen.words else [])))


def _files(chosen: QuestionChoice) -> tuple[FileLink, ...]:
    """What was chosen as files to work with."""
    narrowed = choices.query(chosen, page=1, whole=False).removesuffix("?")
    kinds = (
        ("pdf", "PDF", _("Cards to cut out, for a workshop")),
        ("docx", "Word", _("List with room for answers")),
        ("xlsx", "Excel", _("Sheet to work in")),
    )
    return tuple(
        FileLink(text, name, reverse("guidance:questions-file", args=[ending]) + narrowed)
        for ending, name, text in kinds
    )


def _with_words(pack: Pack, questions: list[Question], words: str) -> list[Question]:
    """Those that hold all the words as they were typed; if none does, those that the search finds."""
    wanted = _plain(words).split()
    exact = [
        one for one in questions if all(word in _plain(f"{one.text} {one.why} {one.good_answer}") for word in wanted)
    ]
    if exact:
        return exact
    hits = search_index(pack.language).find(words, kinds=[Question.kind], most=20)
    near = {hit.id for hit in hits}
    return [one for one in questions if one.id in near]


def _plain(words: str) -> str:
    return "".join(letter for letter in normalize("NFKD", words.casefold()) if not combining(letter))


def _stage_links(pack: Pack, chosen: QuestionChoice, found: list[Question]) -> tuple[StageLink, ...]:
    every = StageLink(
        _("All stages"), choices.query(chosen, stage="", page=1, whole=False), len(found), current=not chosen.stage
    )
    return (
        every,
        *(
            StageLink(
                pack.name("stage", stage).label,
                choices.query(chosen, stage=stage, page=1, whole=False),
                sum(one.stage is stage for one in found),
                current=chosen.stage == stage,
            )
            for stage in Stage
        ),
    )


def _grouped(pack: Pack, questions: Sequence[Question]) -> tuple[StageRows, ...]:
    stages = []
    for stage in dict.fromkeys(one.stage for one in questions):
        of_stage = [one for one in questions if one.stage is stage]
        roles = tuple(
            RoleRows(
                role, pack.name("role", role).label, tuple(_row(pack, one) for one in of_stage if one.lead is role)
            )
            for role in dict.fromkeys(one.lead for one in of_stage)
        )
        name = pack.name("stage", stage)
        stages.append(StageRows(stage, name.label, name.meaning, roles))
    return tuple(stages)


def _row(pack: Pack, question: Question) -> QuestionRow:
    consulted = ", ".join(pack.name("role", role).label for role in question.consulted)
    href = reverse("guidance:question", args=[question.id])
    return QuestionRow(question, href, consulted, from_pack(pack, question))
