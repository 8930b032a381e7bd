"""What a pack teaches, put to use: courses, quizzes, worked purchases, talks, trainings, webinars."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.documents_examples import pack
from wellbought.learning.agenda import Training, TrainingImpossible, TrainingWish, plan_training
from wellbought.learning.course import (
    CourseUnknown,
    Progress,
    StepKind,
    course_for,
    mark,
    quiz_of,
    steps_of,
)
from wellbought.learning.deck import (
    FOR_QUESTIONS,
    LengthImpossible,
    PlaceUnknown,
    TopicUnknown,
    Wish,
    choose_deck,
    topics_on_slides,
)
from wellbought.learning.webinar import CAPTION, LINE, as_srt, as_vtt, captions, in_lines, pieces_of, script_of
from wellbought.learning.worked import work
from wellbought.pack.kinds import Course, Exercise, Lesson, QuizItem, Rule, Webinar, WorkedPurchase
from wellbought.vocabulary import TEAM_ROLES, Role, Tier

ON = date(2026, 11, 23)
MORNING = datetime(2026, 12, 10, 9)  # noqa: DTZ001 - a training is where its people are
COURSES = pack().all(Course)
PURCHASES = pack().all(WorkedPurchase)


# Courses


def test_every_role_of_the_team_has_a_course() -> None:
    assert {course.role for course in COURSES} == set(TEAM_ROLES)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.role)
def test_the_steps_of_a_course_take_as_long_as_it_says(course: Course) -> None:
    assert sum(step.minutes for step in steps_of(course, pack())) == course.minutes


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.role)
def test_a_course_has_six_lessons_or_more_a_purchase_and_ends_with_its_quiz(course: Course) -> None:
    steps = steps_of(course, pack())

    assert sum(step.kind is StepKind.LESSON for step in steps) >= 6
    assert sum(step.kind is StepKind.PURCHASE for step in steps) == len(course.purchases) >= 1
    assert steps[-1].kind is StepKind.QUIZ
    assert steps[0].kind is StepKind.LESSON


def test_every_lesson_is_in_a_course_and_has_a_question() -> None:
    taught = {lesson for course in COURSES for lesson in course.lessons}
    asked = {item.lesson for item in pack().all(QuizItem)}

    assert {lesson.id for lesson in pack().all(Lesson)} == taught == asked


def test_a_quiz_asks_about_every_lesson() -> None:
    for course in COURSES:
        items = quiz_of(course, pack())

        assert len(items) == course.quiz
        assert {item.lesson for item in items} == set(course.lessons)


def test_the_right_answer_does_not_stand_in_one_place() -> None:
    places = [[option.right for option in item.options].index(True) for item in pack().all(QuizItem)]

    assert all(0.15 < places.count(place) / len(places) < 0.6 for place in range(3))


def test_a_quiz_without_answers_is_not_passed() -> None:
    result = mark(COURSES[0], pack(), {})

    assert (result.right, result.passed) == (0, False)


def test_a_quiz_with_just_enough_right_answers_is_passed() -> None:
    course = course_for(pack(), Role.PROJECT)
    right = {item.id: next(n for n, one in enumerate(item.options) if one.right) for item in quiz_of(course, pack())}
    needed = mark(course, pack(), right).needed

    enough = mark(course, pack(), dict(list(right.items())[:needed]))
    one_less = mark(course, pack(), dict(list(right.items())[: needed - 1]))

    assert needed == 7
    assert enough.passed
    assert not one_less.passed


def test_an_answer_that_there_is_not_counts_as_none() -> None:
    course = COURSES[0]
    item = quiz_of(course, pack())[0]

    result = mark(course, pack(), {item.id: 99})

    assert result.marked[0].chosen is None


def test_progress_counts_minutes_and_is_finished_with_the_last_step() -> None:
    steps = steps_of(COURSES[0], pack())
    all_but_one = Progress(frozenset(step.id for step in steps[1:]))

    assert Progress().share(steps) == 0
    assert not all_but_one.finished(steps)
    assert all_but_one.next_step(steps) == steps[0]
    assert Progress(all_but_one.done | {steps[0].id}).finished(steps)


def test_a_role_without_a_course_is_told_which_have_one() -> None:
    with pytest.raises(CourseUnknown, match="procurement, project"):
        course_for(pack(), "vendor")


# Worked purchases


@pytest.mark.parametrize("purchase", PURCHASES, ids=lambda purchase: purchase.id)
def test_each_decision_of_a_worked_purchase_has_one_good_option(purchase: WorkedPurchase) -> None:
    worked = work(purchase, pack(), {}, on=ON)

    assert [len(decided.best) for decided in worked.decided] == [1] * len(purchase.decisions)
    assert not worked.complete


def test_worked_purchases_meet_every_tier_and_most_approaches() -> None:
    outcomes = [work(purchase, pack(), {}, on=ON).outcome for purchase in PURCHASES]

    assert {outcome.tier for outcome in outcomes} == set(Tier)
    assert {outcome.approach[0] for outcome in outcomes} >= {
        "off-the-shelf",
        "existing-product",
        "configured",
        "custom",
    }


def test_the_check_settles_what_is_right_and_says_why() -> None:
    purchase = pack().get(WorkedPurchase, "worked-permit-assistant")

    decided = work(purchase, pack(), {0: 0}, on=ON).decided[0]

    assert decided.best[0].option.value == Tier.HIGH
    assert decided.chosen is not None
    assert decided.chosen.verdict == "poor"
    assert [rule.id for rule in decided.reasons] == ["whole-population-talks-to-it-about-themselves"]


def test_a_changed_rule_changes_what_is_right() -> None:
    purchase = pack().get(WorkedPurchase, "worked-permit-assistant")
    without = {name: rule for name, rule in pack().items[Rule.kind].items() if not name.startswith("whole-population")}
    changed = replace(pack(), items={**pack().items, Rule.kind: without})

    decided = work(purchase, changed, {}, on=ON).decided[0]

    assert decided.best[0].option.value != Tier.HIGH


# Talks


@given(minutes=st.integers(10, 240), role=st.sampled_from([None, *TEAM_ROLES]), place=st.sampled_from(["", "eu", "uk"]))
@settings(max_examples=40, deadline=None)
def test_a_talk_keeps_its_time_and_leaves_some_for_questions(minutes: int, role: Role | None, place: str) -> None:
    deck = choose_deck(pack(), Wish(minutes, role, place=place), on=ON)

    assert 0 < deck.minutes <= max(minutes * (1 - FOR_QUESTIONS), 6)


def test_a_talk_of_twenty_minutes_holds_only_what_every_talk_has() -> None:
    deck = choose_deck(pack(), Wish(20), on=ON)

    assert (deck.slides[0].id, deck.slides[-1].id) == ("slide-why-now", "slide-tomorrow")
    assert all(slide.id.startswith("slide-") for slide in deck.slides)
    assert 7 <= len(deck.slides) <= 12


def test_a_talk_for_leaders_has_what_is_theirs() -> None:
    leaders = {slide.id for slide in choose_deck(pack(), Wish(45, Role.LEADERSHIP), on=ON).slides}
    technology = {slide.id for slide in choose_deck(pack(), Wish(45, Role.TECHNOLOGY), on=ON).slides}

    assert {"slide-govern", "slide-sign"} <= leaders
    assert not {"slide-govern", "slide-sign"} & technology


def test_a_longer_talk_lets_the_room_decide() -> None:
    deck = choose_deck(pack(), Wish(90, Role.PROCUREMENT), on=ON)

    told = [slide.id for slide in deck.slides if slide.id.startswith("worked-")]
    assert [one.rpartition("-")[2] for one in told] == ["told", "asked", "answered"] * 2


def test_a_place_adds_its_rules_before_the_end() -> None:
    deck = choose_deck(pack(), Wish(45, place="eu"), on=ON)

    rules = [number for number, slide in enumerate(deck.slides) if slide.id.startswith("rules-eu")]
    assert rules == [len(deck.slides) - 3, len(deck.slides) - 2]
    assert deck.slides[-1].id == "slide-tomorrow"


def test_a_talk_on_one_topic_holds_nothing_else() -> None:
    deck = choose_deck(pack(), Wish(20, topics=("fast-lane",)), on=ON)

    assert all("fast-lane" in slide.topics for slide in deck.slides)
    assert "fast-lane" in topics_on_slides(pack())


@pytest.mark.parametrize(
    ("error", "wish"),
    [
        (LengthImpossible, {"minutes": 5}),
        (TopicUnknown, {"topics": ("no-such-topic",)}),
        (PlaceUnknown, {"place": "atlantis"}),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(error: type[Exception], wish: dict[str, object]) -> None:
    with pytest.raises(error):
        choose_deck(pack(), Wish(**wish), on=ON)  # type: ignore[arg-type]


# Trainings


def planned(minutes: int, people: int = 12, **wish: object) -> Training:
    return plan_training(pack(), TrainingWish(MORNING, minutes, people, **wish))  # type: ignore[arg-type]


@given(minutes=st.integers(60, 480), role=st.sampled_from([None, *TEAM_ROLES]))
@settings(max_examples=60, deadline=None)
def test_a_training_takes_exactly_its_time_without_a_gap(minutes: int, role: Role | None) -> None:
    training = planned(minutes, role=role)

    assert sum(entry.minutes for entry in training.entries) == minutes
    assert training.entries[0].begins_at == MORNING
    for before, after in zip(training.entries, training.entries[1:], strict=False):
        assert before.ends_at == after.begins_at
    forms = [entry.session.form for entry in training.entries if entry.session]
    assert (forms[0], forms[-1]) == ("welcome", "close")


@given(minutes=st.integers(120, 480))
@settings(max_examples=40, deadline=None)
def test_nobody_sits_for_two_hours(minutes: int) -> None:
    sitting = longest = 0
    for entry in planned(minutes).entries:
        sitting = 0 if entry.rest else sitting + entry.minutes
        longest = max(longest, sitting)

    assert longest <= 130


def test_a_day_has_lunch_and_more_people_more_groups() -> None:
    day = planned(420, people=24)

    assert [entry.rest for entry in day.entries if entry.rest].count("lunch") == 1
    assert [entry.groups for entry in day.entries if entry.exercise] == [6, 6, 5]


def test_the_exercises_that_were_asked_for_are_in_it_and_no_others() -> None:
    training = planned(180, exercises=("exercise-test-and-steps",))

    assert [exercise.id for exercise in training.exercises] == ["exercise-test-and-steps"]


def test_exercises_that_do_not_fit_are_refused() -> None:
    every = tuple(exercise.id for exercise in pack().all(Exercise))

    with pytest.raises(TrainingImpossible, match="Choose fewer"):
        planned(100, exercises=every)


@pytest.mark.parametrize(("minutes", "people"), [(30, 12), (600, 12), (180, 1), (180, 500)])
def test_a_training_of_another_size_is_refused(minutes: int, people: int) -> None:
    with pytest.raises(TrainingImpossible):
        planned(minutes, people=people)


# The webinar

SCRIPT = script_of(pack().all(Webinar)[0], pack())


def test_the_webinar_takes_about_a_quarter_of_an_hour() -> None:
    assert 15 <= SCRIPT.seconds / 60 <= 20
    assert len(SCRIPT.parts) == 6


def test_captions_say_all_that_is_said_in_order_and_in_time() -> None:
    durations = [one.seconds for one in SCRIPT.spoken]

    shown = captions(SCRIPT.spoken, durations)

    assert " ".join(one.text for one in shown) == " ".join(one.text for one in SCRIPT.spoken)
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(shown))
    assert shown[-1].end <= sum(durations)


def test_a_caption_is_two_lines_at_most_and_can_be_read() -> None:
    shown = captions(SCRIPT.spoken, [one.seconds for one in SCRIPT.spoken])

    assert max(len(one.text) for one in shown) <= CAPTION
    assert max(len(line) for one in shown for line in in_lines(one.text).split("\n")) <= LINE + 12
    assert max(len(one.text) / (one.end - one.start) for one in shown if len(one.text) > 20) < 25


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=14), min_size=1, max_size=60))
def test_a_sentence_in_pieces_loses_no_word(words: list[str]) -> None:
    pieces = pieces_of(" ".join(words))

    assert " ".join(pieces).split() == words
    assert all(len(piece) <= CAPTION for piece in pieces)


def test_captions_are_written_as_both_kinds_of_file() -> None:
    shown = captions(SCRIPT.spoken[:1], [70.5])

    assert as_vtt(shown, language="en").startswith("WEBVTT\nKind: captions\nLanguage: en\n\n00:00:00.000 --> ")
    assert as_srt(shown).startswith("1\n00:00:00,000 --> 00:00:")
