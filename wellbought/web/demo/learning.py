"""Loads how far the example members have come in their courses, and who lets leaders see it."""

from collections.abc import Mapping
from typing import Any

from wellbought.learning.course import StepKind, course_for, mark, quiz_of, steps_of
from wellbought.pack.kinds import Course, QuizItem
from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.demo.clock import Clock
from wellbought.web.learning import actions


def load_learning(raw: Mapping[str, Any], people: Mapping[str, Membership], pack: Pack, clock: Clock) -> None:
    """Load progress; whoever is not a person of the example is a ``KeyError``."""
    for one in raw["people"]:
        member = people[one["who"]]
        course = course_for(pack, member.role)
        lessons = [step for step in steps_of(course, pack) if step.kind is not StepKind.QUIZ]
        for number, step in enumerate(lessons[: one["steps"]]):
            actions.finish_step(
                member=member, course=course.id, step=step.id, now=clock.at(one["days_ago"], minutes=number * 8)
            )
        if "wrong_answers" in one:
            result = mark(course, pack, _answers(course, pack, wrong=one["wrong_answers"]))
            actions.hand_in(member=member, course=course.id, result=result, now=clock.at(one["days_ago"] - 1))
        if one["shares"]:
            actions.share(member=member, agreed=True, now=clock.at(one["days_ago"]))


def _answers(course: Course, pack: Pack, *, wrong: int) -> dict[str, int]:
    """Answers to the quiz of a course, the first so many of them wrong."""
    return {item.id: _option(item, right=number >= wrong) for number, item in enumerate(quiz_of(course, pack))}


def _option(item: QuizItem, *, right: bool) -> int:
    return next(number for number, option in enumerate(item.options) if option.right is right)
