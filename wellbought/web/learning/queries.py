"""What the pages of learning show, as small frozen objects."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.learning.course import Progress, Step, StepKind, steps_of
from wellbought.learning.deck import Deck
from wellbought.learning.webinar import Script, script_of
from wellbought.pack.kinds import Course, Lesson, Question, Topic, Webinar
from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.guidance.markdown import Prose, prose
from wellbought.web.guidance.queries import pack_in
from wellbought.web.guidance.queries.items import Cited, cited
from wellbought.web.learning.models import QuizTaken, Sharing, StepDone

NONE = Progress()


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in a list, with how far the reader has come."""

    course: Course
    role: str
    href: str
    percent: int
    finished: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a course, with whether it is done."""

    step: Step
    href: str
    done: bool


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A course and how far the reader has come in it."""

    course: Course
    role: str
    steps: tuple[StepRow, ...]
    percent: int
    finished: bool
    begun: bool
    next_href: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A lesson with what it draws from the guide."""

    lesson: Lesson
    body: Prose
    sources: tuple[Cited, ...]
    topics: tuple[tuple[Topic, str], ...]
    questions: tuple[tuple[Question, str], ...]


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A member who lets leaders see how far they have come: for each course the percent, or nothing if not begun."""

    name: str
    role: str
    percents: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class TeamPage:
    """What leaders see of their organisation's learning.

    :ivar silent: how many members do not share
    """

    courses: tuple[Course, ...]
    rows: tuple[LearnerRow, ...]
    silent: int


def steps(course: Course, pack: Pack) -> tuple[Step, ...]:
    """The steps of a course in the words of the page."""
    return steps_of(course, pack, quiz_title=_("Quiz"))


def step_href(course: Course, step: Step) -> str:
    """Where a step is done."""
    match step.kind:
        case StepKind.LESSON:
            return reverse("learning:lesson", args=[course.role, step.id])
        case StepKind.PURCHASE:
            return reverse("learning:worked", args=[course.role, step.id])
        case StepKind.QUIZ:
            return reverse("learning:quiz", args=[course.role])


def after(course: Course, pack: Pack, done: frozenset[str], step_id: str) -> str:
    """Where to go on after a step: to the next that is not done, or back to the course."""
    every = steps(course, pack)
    place = next(number for number, step in enumerate(every) if step.id == step_id)
    waiting = [step for step in (*every[place + 1 :], *every[:place]) if step.id not in done]
    return step_href(course, waiting[0]) if waiting else reverse("learning:course", args=[course.role])


def course_rows(pack: Pack, progress: Mapping[str, Progress]) -> tuple[CourseRow, ...]:
    """All courses."""
    rows = []
    for course in pack.all(Course):
        every = steps(course, pack)
        mine = progress.get(course.id, NONE)
        href = reverse("learning:course", args=[course.role])
        label = pack.name("role", course.role).label
        rows.append(CourseRow(course, label, href, round(100 * mine.share(every)), mine.finished(every)))
    return tuple(rows)


def course_page(course: Course, pack: Pack, progress: Progress) -> CoursePage:
    """One course."""
    every = steps(course, pack)
    rows = tuple(StepRow(step, step_href(course, step), step.id in progress.done) for step in every)
    waiting = progress.next_step(every)
    return CoursePage(
        course=course,
        role=pack.name("role", course.role).label,
        steps=rows,
        percent=round(100 * progress.share(every)),
        finished=progress.finished(every),
        begun=any(row.done for row in rows),
        next_href=step_href(course, waiting) if waiting else "",
    )


def lesson_page(lesson: Lesson, pack: Pack) -> LessonPage:
    """One lesson."""
    original = pack_in("en").get(Lesson, lesson.id)
    body = prose(lesson.body, original.body, pack.language, prefix="lesson-", paper=True)
    return LessonPage(
        lesson=lesson,
        body=body,
        sources=cited(pack, (*body.cited, *lesson.sources)),
        topics=tuple((pack.get(Topic, one), reverse("guidance:topic", args=[one])) for one in lesson.topics),
        questions=tuple(
            (pack.get(Question, one), reverse("guidance:question", args=[one])) for one in lesson.questions
        ),
    )


def progress_of(member: Membership) -> dict[str, Progress]:
    """How far a member has come in each course, in two queries."""
    done: dict[str, set[str]] = defaultdict(set)
    for course, step in StepDone.objects.filter(member=member).values_list("course", "step"):
        done[course].add(step)
    taken = QuizTaken.objects.filter(member=member).values("course").annotate(best=Max("right"))
    best = {row["course"]: row["best"] for row in taken}
    return {course: Progress(frozenset(done[course]), best.get(course)) for course in {*done, *best}}


def shares(member: Membership) -> bool:
    """Whether a member lets leaders see how far they have come."""
    return Sharing.objects.filter(member=member).exists()


def team_page(leader: Membership, pack: Pack) -> TeamPage:
    """What a leader sees: those of the same organisation who share, in three queries."""
    active = Membership.objects.filter(organisation=leader.organisation, is_active=True)
    members = list(active.filter(learning_shared__isnull=False).select_related("person").order_by("person__name"))
    done: dict[tuple[int, str], set[str]] = defaultdict(set)
    for member, course, step in StepDone.objects.filter(member__in=[one.pk for one in members]).values_list(
        "member", "course", "step"
    ):
        done[member, course].add(step)
    courses = pack.all(Course)
    every = {course.id: steps(course, pack) for course in courses}
    rows = tuple(
        LearnerRow(
            name=member.person.name,
            role=pack.name("role", member.role).label,
            percents=tuple(
                round(100 * Progress(frozenset(done[member.pk, course.id])).share(every[course.id]))
                if (member.pk, course.id) in done
                else None
                for course in courses
            ),
        )
        for member in members
    )
    return TeamPage(courses, rows, active.count() - len(members))


def webinar_script(pack: Pack) -> Script:
    """The webinar in the language of the page."""
    return script_of(pack.all(Webinar)[0], pack)


def outline(deck: Deck) -> tuple[tuple[str, str, float], ...]:
    """What a talk is made of: part, title, minutes."""
    return tuple((slide.kicker, slide.title, slide.minutes) for slide in deck.slides)


def today() -> date:
    """The day where the person is."""
    return date.today()
