"""Proves what a pack teaches: quizzes with one right answer, worked purchases whose facts can be, courses in full."""

from collections import Counter
from collections.abc import Iterator

from wellbought.errors import WellboughtError
from wellbought.pack.files import PackFault
from wellbought.pack.kinds import Course, Decision, Exercise, QuizItem, Session, WorkedPurchase
from wellbought.pack.proofs.telling import Proof, all_read, as_far_as_read, each, fault, read_of
from wellbought.pack.read import Pack
from wellbought.profile import parse_profile
from wellbought.vocabulary import Approach, Route, Tier

#: What a decision that the check settles may be about, with the ids that its options stand for.
SETTLED: dict[str, tuple[str, ...]] = {"tier": tuple(Tier), "approach": tuple(Approach), "route": tuple(Route)}


@each(QuizItem)
def answers(pack: Pack, item: QuizItem) -> Iterator[PackFault]:
    """A question of the quiz has one right answer."""
    right = sum(option.right for option in item.options)
    if right != 1:
        yield fault(pack, item, f"One answer is right; here {right} are.", "options")


def quiz_wording(pack: Pack) -> Iterator[PackFault]:
    """No two questions of the quiz have the same words."""
    worded = read_of(pack, QuizItem, "ask")
    asked = Counter(item.ask.casefold() for item in worded)
    for item in worded:
        if asked[item.ask.casefold()] > 1:
            yield fault(pack, item, "Another question of the quiz has the same words; keep one.", "ask")


@each(WorkedPurchase)
def purchase_facts(pack: Pack, purchase: WorkedPurchase) -> Iterator[PackFault]:
    """The facts of a worked purchase can be."""
    try:
        parse_profile(dict(purchase.profile), jurisdictions=(*pack.jurisdictions, *pack.unread.cards))
    except WellboughtError as error:
        yield fault(pack, purchase, f"Its facts cannot be: {error}", "profile")


def purchase_decisions(pack: Pack) -> Iterator[PackFault]:
    """In a worked purchase there is something to decide, and each option can be told right or wrong."""
    for purchase in read_of(pack, WorkedPurchase, "decisions"):
        yield from as_far_as_read(_settles(pack, purchase))
        for place, decision in enumerate(purchase.decisions):
            yield from as_far_as_read(_decision(pack, purchase, place, decision))


def _settles(pack: Pack, purchase: WorkedPurchase) -> Iterator[PackFault]:
    if not any(decision.settles for decision in purchase.decisions):
        yield fault(pack, purchase, "At least one decision settles the tier, approach or route.", "decisions")


def _decision(pack: Pack, purchase: WorkedPurchase, place: int, decision: Decision) -> Iterator[PackFault]:
    for message in _faults_of_decision(decision):
        yield fault(pack, purchase, message, "decisions", place)


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


@each(Course)
def courses(pack: Pack, course: Course) -> Iterator[PackFault]:
    """The lessons of a course have enough questions for its quiz."""
    of_lesson = Counter(item.lesson for item in read_of(pack, QuizItem, "lesson"))
    there = sum(of_lesson[lesson] for lesson in course.lessons)
    if there < course.quiz and all_read(pack, QuizItem, "lesson"):
        yield fault(pack, course, f"Its lessons have {there} questions; its quiz asks {course.quiz}.", "quiz")


@each(Session)
def session_times(pack: Pack, session: Session) -> Iterator[PackFault]:
    """The time of a session can be kept."""
    if session.least > session.most:
        yield fault(pack, session, "The least time is longer than the most.", "least")


@each(Session)
def session_forms(pack: Pack, session: Session) -> Iterator[PackFault]:
    """Only a session that is an exercise names one."""
    if (session.form == "exercise") != (session.exercise is not None):
        yield fault(pack, session, "A session of the form “exercise”, and only that, names one.", "exercise")


@each(Session)
def exercise_times(pack: Pack, session: Session) -> Iterator[PackFault]:
    """A session has the time for its exercise."""
    exercise = pack.items[Exercise.kind].get(session.exercise or "")
    if isinstance(exercise, Exercise) and session.least < exercise.minutes:
        message = f"The exercise takes {exercise.minutes} minutes; the session begins at {session.least}."
        yield fault(pack, session, message, "least")


#: Every proof of what a pack teaches.
PROOFS: tuple[Proof, ...] = (
    answers,
    quiz_wording,
    purchase_facts,
    purchase_decisions,
    courses,
    session_times,
    session_forms,
    exercise_times,
)
