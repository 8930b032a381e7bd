"""Slides for the board: readiness on a few slides, with what to say."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Final

from wellbought.documents.learning.deck import DeckFile, ShownSlide
from wellbought.documents.readiness import Report, counting, figure, in_brief, said_on, signed
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.learning.deck import DeckSlide, Figure
from wellbought.pack.read import Pack
from wellbought.readiness.planning import ActionState
from wellbought.readiness.scoring import changes

KIND: Final = "readiness_slides"
#: What fits on a slide.
MOST_POINTS: Final = 5
MOST_DISPUTED: Final = 4


def readiness_deck(report: Report, pack: Pack, *, on: date) -> DeckFile:
    """The slides.

    :param pack: in the language of the slides
    :param on: the day that they bear
    """
    words = Words(pack, KIND)
    core = pack.cards["core"]
    organisation = one_line(report.organisation) or words.say("Your organisation")
    slides = tuple(ShownSlide(slide, (), ()) for slide in _slides(report, words))
    return DeckFile(
        title=words.say("How ready we are to buy and use AI"),
        subtitle="\n".join((organisation, one_line(report.title), words.day(on))).replace("\n\n", "\n"),
        language=pack.language,
        right_to_left=words.right_to_left,
        made_on=on,
        slides=slides,
        attribution=words.say(
            "Statements from the Wellbought guidance %(version)s, %(licence)s",
            version=pack.version,
            licence=core.licence,
        ),
        logo=b"",
        logo_alt="",
        closing=counting(words)[:3],
        labels=MappingProxyType(
            {
                "notes": words.say("What to say"),
                "sources": words.say("Sources"),
                "reading": words.say("Read more"),
                "minutes": words.say("Minutes"),
                "closing": words.say("How it is counted"),
                "contents": words.say("Contents"),
                "previous": words.say("Previous slide"),
                "next": words.say("Next slide"),
            }
        ),
        file_name="readiness-slides",
    )


def _slides(report: Report, words: Words) -> Iterator[DeckSlide]:
    kicker = words.say("Readiness")
    yield _standing(report, words, kicker)
    disputed = report.result.disputed
    if disputed:
        yield DeckSlide(
            id="disputed",
            kicker=kicker,
            title=words.say("Where we see different things"),
            points=tuple(
                words.say("%(statement)s (%(levels)s levels apart)", statement=one.statement.text, levels=one.spread)
                for one in disputed[:MOST_DISPUTED]
            ),
            notes=words.say(
                "Disagreement is no fault. Ask each person what they saw.\n\n%(all)s",
                all="\n".join(
                    f"– {one.statement.text} {said_on(one, words, people=report.result.people)}" for one in disputed
                ),
            ),
            minutes=3,
        )
    if report.earlier:
        yield _changes(report, words, kicker)
    low = sorted((one for one in report.result.dimensions if one.score is not None), key=lambda one: one.score or 0)
    if low:
        yield DeckSlide(
            id="next",
            kicker=kicker,
            title=words.say("What others at our level do next"),
            points=tuple(
                words.say("%(dimension)s: %(step)s", dimension=one.dimension.title, step=one.next_step)
                for one in low[:3]
            ),
            notes=words.say("The three lowest dimensions. The report holds the next step for all of them."),
            minutes=3,
        )
    if report.actions:
        yield _plan(report, words, kicker)


def _standing(report: Report, words: Words, kicker: str) -> DeckSlide:
    boxes = tuple((figure(one.score, words), str(one.dimension.title)) for one in report.result.dimensions)
    alt = words.say("Scores from 0 to 4: %(all)s", all="; ".join(f"{title} {score}" for score, title in boxes))
    return DeckSlide(
        id="standing",
        kicker=kicker,
        title=words.say("Where we stand, from 0 to 4"),
        points=in_brief(report, words),
        notes=words.say("%(count)s people answered. %(scores)s", count=words.number(report.result.people), scores=alt),
        minutes=3,
        figure=Figure("scores", alt, boxes),
    )


def _changes(report: Report, words: Words, kicker: str) -> DeckSlide:
    found = changes(report.earlier, report.result) if report.earlier else ()
    largest = sorted(found, key=lambda one: -abs(one.by))
    lines = [
        words.say(
            "%(dimension)s: from %(then)s to %(now)s (%(change)s)",
            dimension=one.dimension.title,
            then=figure(one.before, words),
            now=figure(one.now, words),
            change=signed(one.by, words),
        )
        for one in largest
    ]
    return DeckSlide(
        id="changes",
        kicker=kicker,
        title=words.say("What changed since %(round)s", round=report.earlier_title),
        points=tuple(lines[:MOST_POINTS]),
        notes="\n".join(lines),
        minutes=2,
    )


def _plan(report: Report, words: Words, kicker: str) -> DeckSlide:
    waiting = [one for one in report.actions if one.state is ActionState.OPEN]
    done = sum(one.state is ActionState.DONE for one in report.actions)
    lines = [
        words.say(
            "%(action)s (%(who)s, %(day)s)",
            action=one.text,
            who=one.owner or "–",
            day=words.day(one.due_on) if one.due_on else "–",
        )
        for one in waiting
    ]
    return DeckSlide(
        id="plan",
        kicker=kicker,
        title=words.say("What we will do"),
        points=tuple(lines[:MOST_POINTS]) or (words.say("Every action is done."),),
        notes="\n".join((words.say("Done: %(count)s", count=words.number(done)), *lines)),
        minutes=2,
    )
