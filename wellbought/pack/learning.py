"""Proves what a pack teaches: quizzes with one right answer, worked purchases whose facts can be, courses in full."""

from collections import Counter
from collections.abc import Iterator

from wellbought.errors import WellboughtError
from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Course, Decision, Exercise, Item, QuizItem, Session, WorkedPurchase
from wellbought.pack.read import Pack
from wellbought.profile import parse_profile
from wellbought.vocabulary import Approach, Route, Tier

#: What a decision that the check settles may be about, with the ids that its options stand for.
SETTLED: dict[str, tuple[str, ...]] = {"tier": tuple(Tier), "approach": tuple(Approach), "route": tuple(Route)}


def check_learning(pack: Pack) -> Iterator[PackFault]:
    """Every fault in what a pack teaches."""
    yield from _quizzes(pack)
    yield from _purchases(pack)
    yield from _courses(pack)
    yield from _sessions(pack)


def _fault(pack: Pack, item: Item, message: str, *steps: int | str) -> PackFault:
    return pack.entries[item.kind, item.id].fault(message, *steps)


def _quizzes(pack: Pack) -> Iterator[PackFault]:
    asked = Counter(item.ask.casefold() for item in pack.all(QuizItem))
    for item in pack.all(QuizItem):
        right = sum(option.right for option in item.options)
        if right != 1:
            yield _fault(pack, item, f"One answer is right; here {right} are.", "options")
        if asked[item.ask.casefold()] > 1:
            yield _fault(pack, item, "Another question of the quiz has the same words; keep one.", "ask")


def _purchases(pack: Pack) -> Iterator[PackFault]:
    for purchase in pack.all(WorkedPurchase):
        try:
            parse_profile(dict(purchase.profile), jurisdictions=pack.jurisdictions)
        except WellboughtError as error:
            yield _fault(pack, purchase, f"Its facts cannot be: {error}", "profile")
        if not any(decision.settles for decision in purchase.decisions):
            yield _fault(pack, purchase, "At least one decision settles the tier, approach or route.", "decisions")
        for place, decision in enumerate(purchase.decisions):
            for message in _faults_of_decision(decision):
                yield _fault(pack, purchase, message, "decisions", place)


def _faults_of_decision(decision: Decision) -> Iterator[str]:
    if decision.settles is None:
        if any(option.value for option in decision.options):
            yield "Options have a value only where the check settles which is right."
        if sum(option.verdict == "good" for option in decision.options) != 1:
            yield "One option is good; each says how good it is."
        if any(option.verdict is None for option in decision.options):
            yield "Each option says how good it is: good, fair or poor."
        return
    allowed = SETTLED[decision.settles]
    for option in decision.options:
        if option.value not in allowed:
            yield f"“{option.value}” is not allowed as a value here. Use one of: {', '.join(allowed)}."
        if option.verdict is not None:
            yield "Where the check settles what is right, no option says it."


def _courses(pack: Pack) -> Iterator[PackFault]:
    of_lesson = Counter(item.lesson for item in pack.all(QuizItem))
    for course in pack.all(Course):
        there = sum(of_lesson[lesson] for lesson in course.lessons)
        if there < course.quiz:
            yield _fault(pack, course, f"Its lessons have {there} questions; its quiz asks {course.quiz}.", "quiz")


def _sessions(pack: Pack) -> Iterator[PackFault]:
    exercises = pack.items[Exercise.kind]
    for session in pack.all(Session):
        if session.least > session.most:
            yield _fault(pack, session, "The least time is longer than the most.", "least")
        if (session.form == "exercise") != (session.exercise is not None):
            yield _fault(pack, session, "A session of the form “exercise”, and only that, names one.", "exercise")
        exercise = exercises.get(session.exercise or "")
        if isinstance(exercise, Exercise) and session.least < exercise.minutes:
            message = f"The exercise takes {exercise.minutes} minutes; the session begins at {session.least}."
            yield _fault(pack, session, message, "least")
