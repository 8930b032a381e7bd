"""A course as a way through lessons and worked purchases, its quiz, and how far somebody has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Course, Lesson, QuizItem, QuizOption, WorkedPurchase
from wellbought.pack.read import Pack
from wellbought.vocabulary import Role

#: Minutes that a question of the quiz takes: to read, to choose, to read why.
MINUTES_A_QUESTION = 0.75


class StepKind(StrEnum):
    """What a step of a course is."""

    LESSON = "lesson"
    PURCHASE = "purchase"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a course.

    :ivar id: the id of the lesson or worked purchase; ``quiz`` for the quiz
    """

    kind: StepKind
    id: str
    title: str
    minutes: int


class CourseUnknown(WellboughtError):
    """No course is for that role."""

    def __init__(self, role: str, roles: Iterable[str]) -> None:
        super().__init__(f"There is no course for “{role}”. There are courses for: {', '.join(roles)}.")


def course_for(pack: Pack, role: str) -> Course:
    """The course of a role.

    :raises CourseUnknown: if there is none
    """
    courses = {course.role: course for course in pack.all(Course)}
    for known, course in courses.items():
        if known == role:
            return course
    raise CourseUnknown(role, courses)


def roles_with_courses(pack: Pack) -> tuple[Role, ...]:
    """The roles for which there is a course, in the order of the pack."""
    return tuple(course.role for course in pack.all(Course))


def steps_of(course: Course, pack: Pack, *, quiz_title: str = "Quiz") -> tuple[Step, ...]:
    """The steps of a course: lessons with the worked purchases spread among them, then the quiz."""
    lessons = [pack.get(Lesson, one) for one in course.lessons]
    purchases = [pack.get(WorkedPurchase, one) for one in course.purchases]
    places = {round((number + 1) * len(lessons) / (len(purchases) + 1)): one for number, one in enumerate(purchases)}
    found: list[Step] = []
    for number, lesson in enumerate(lessons, start=1):
        found.append(Step(StepKind.LESSON, lesson.id, lesson.title, lesson.minutes))
        if number in places:
            purchase = places[number]
            found.append(Step(StepKind.PURCHASE, purchase.id, purchase.title, purchase.minutes))
    return (*found, Step(StepKind.QUIZ, "quiz", quiz_title, max(1, round(course.quiz * MINUTES_A_QUESTION))))


def quiz_of(course: Course, pack: Pack) -> tuple[QuizItem, ...]:
    """The questions of a course's quiz: one of each lesson in turn, until there are enough. Always the same."""
    of_lesson = {lesson: [item for item in pack.all(QuizItem) if item.lesson == lesson] for lesson in course.lessons}
    chosen: list[QuizItem] = []
    turn = 0
    while len(chosen) < course.quiz and any(len(items) > turn for items in of_lesson.values()):
        chosen += [items[turn] for items in of_lesson.values() if len(items) > turn]
        turn += 1
    kept = set(map(id, chosen[: course.quiz]))
    return tuple(item for items in of_lesson.values() for item in items if id(item) in kept)


@dataclass(frozen=True, slots=True)
class Marked:
    """A question of the quiz with the answer that was chosen; ``None`` if none was."""

    item: QuizItem
    chosen: int | None

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.chosen is not None and self.item.options[self.chosen].right

    @property
    def options(self) -> tuple[tuple[QuizOption, bool], ...]:
        """Each answer, and whether it was chosen."""
        return tuple((option, number == self.chosen) for number, option in enumerate(self.item.options))


@dataclass(frozen=True, slots=True)
class Result:
    """A quiz that was taken.

    :ivar needed: how many answers must be right
    """

    marked: tuple[Marked, ...]
    needed: int

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(one.right for one in self.marked)

    @property
    def passed(self) -> bool:
        """Whether that is enough."""
        return self.right >= self.needed


def needed_to_pass(course: Course, questions: int) -> int:
    """How many of so many answers must be right, rounded up."""
    return -(-questions * course.passing // 100)


def mark(course: Course, pack: Pack, answers: Mapping[str, int]) -> Result:
    """Mark a quiz.

    :param answers: the number of the chosen answer, by the question's id; what is not among them is wrong
    """
    items = quiz_of(course, pack)
    marked = tuple(Marked(item, _within(answers.get(item.id), item)) for item in items)
    return Result(marked, needed_to_pass(course, len(items)))


def _within(chosen: int | None, item: QuizItem) -> int | None:
    return chosen if chosen is not None and 0 <= chosen < len(item.options) else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come in one course.

    :ivar done: the ids of the steps that are done
    :ivar best: the most answers that were right in a quiz; ``None`` if none was taken
    """

    done: frozenset[str] = frozenset()
    best: int | None = None

    def share(self, steps: Iterable[Step]) -> float:
        """The share of the minutes that is done, from 0 to 1."""
        every = tuple(steps)
        whole = sum(step.minutes for step in every)
        return sum(step.minutes for step in every if step.id in self.done) / whole if whole else 0.0

    def next_step(self, steps: Iterable[Step]) -> Step | None:
        """The first step that is not done."""
        return next((step for step in steps if step.id not in self.done), None)

    def finished(self, steps: Iterable[Step]) -> bool:
        """Whether every step is done; the quiz is done once it is passed."""
        return all(step.id in self.done for step in steps)
