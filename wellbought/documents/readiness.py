"""The report on readiness: where an organisation stands, where its people disagree, what it will do, what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from babel.numbers import format_decimal

from wellbought.diagrams.levels import LevelBar, draw_levels
from wellbought.documents.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    ListItem,
    Paper,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
    Tone,
)
from wellbought.documents.formats import FORMATS, FormatNotOffered
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.pack.read import Pack
from wellbought.readiness.planning import ActionState, PlannedAction, suggest
from wellbought.readiness.scoring import Comparison, Result, StatementResult, changes

KIND: Final = "readiness"
ENDINGS: Final = ("docx", "pdf", "html", "md")
#: With more people than these, the report counts answers instead of listing who said what.
MOST_LISTED: Final = 12
#: So many statements on which people disagree stand in the list.
MOST_DISPUTED: Final = 12


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report tells.

    :ivar title: what the round is called
    :ivar earlier: an earlier round's result, with what that was called
    """

    result: Result
    organisation: str
    title: str
    earlier: Result | None = None
    earlier_title: str = ""
    actions: tuple[PlannedAction, ...] = ()
    comparison: tuple[Comparison, ...] = ()


def readiness_document(report: Report, pack: Pack, *, on: date, paper: Paper = Paper.A4) -> Document:
    """The report as a document.

    :param pack: in the language of the report
    :param on: the day that it bears
    """
    words = Words(pack, KIND)
    organisation = one_line(report.organisation) or words.say("Your organisation")
    title = one_line(report.title) or words.say("Readiness check")
    return Document(
        kind=KIND,
        title=words.say("How ready we are to buy and use AI"),
        subtitle=title,
        file_name="readiness",
        description=words.say("Where we stand, where we disagree, and what we do next"),
        language=pack.language,
        made_on=on,
        buyer=organisation,
        status=words.say("A picture of one day"),
        cover=(
            (words.say("Organisation"), organisation),
            (words.say("Date"), words.day(on)),
            (words.say("People who answered"), words.number(report.result.people)),
            (words.say("Made with"), words.say("Wellbought guidance %(version)s", version=pack.version)),
        ),
        blocks=tuple(_blocks(report, words, on)),
        furniture=words.furniture(),
        contents=True,
        right_to_left=words.right_to_left,
        paper=paper,
        data=report.result.as_json(),
    )


def write_readiness(document: Document, ending: str) -> bytes:
    """The report as the bytes of a file.

    :raises FormatNotOffered: if it is not offered in that format
    """
    if ending not in ENDINGS:
        raise FormatNotOffered(ending, ENDINGS)
    return FORMATS[ending].write(document)


def figure(score: Fraction | float | None, words: Words) -> str:
    """A score as it is written: one decimal, or a dash."""
    return "–" if score is None else str(format_decimal(round(float(score), 1), "0.0", locale=words.language))


def signed(change: Fraction, words: Words) -> str:
    """A change as it is written, always with its sign."""
    rounded = round(float(change), 1)
    shown = str(format_decimal(abs(rounded), "0.0", locale=words.language))
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else '±'}{shown}"


def bars(report: Report, words: Words) -> tuple[LevelBar, ...]:
    """The dimensions as rows of a drawing."""
    before = {}
    if report.earlier:
        before = {one.dimension.id: float(one.before) for one in changes(report.earlier, report.result)}
    return tuple(
        LevelBar(
            label=one.dimension.title,
            score=None if one.score is None else float(one.score),
            shown=figure(one.score, words),
            low=None if one.lowest is None else float(one.lowest),
            high=None if one.highest is None else float(one.highest),
            before=before.get(one.dimension.id),
        )
        for one in report.result.dimensions
    )


def in_brief(report: Report, words: Words) -> tuple[str, ...]:
    """The result in a few sentences."""
    result = report.result
    scored = sorted(
        (one for one in result.dimensions if one.score is not None), key=lambda one: one.score or Fraction(0)
    )
    if not scored:
        return (words.say("Too few people answered to show a score."),)
    lines = [
        words.say(
            "Lowest: %(low)s (%(low_score)s of 4). Highest: %(high)s (%(high_score)s of 4).",
            low=scored[0].dimension.title,
            low_score=figure(scored[0].score, words),
            high=scored[-1].dimension.title,
            high_score=figure(scored[-1].score, words),
        )
    ]
    if result.people > 1:
        count = len(result.disputed)
        lines.append(
            words.say("People are two or more levels apart on %(count)s statements.", count=words.number(count))
            if count
            else words.say("Nobody is two or more levels apart on any statement.")
        )
    unsure = len(result.unsure)
    if unsure:
        lines.append(words.say("On %(count)s statements at least half could not tell.", count=words.number(unsure)))
    return tuple(lines)


def said_on(one: StatementResult, words: Words, *, people: int) -> str:
    """Who said what on a statement, or how many said each level."""
    if one.held_back:
        return words.say("Fewer than three answers: not shown by itself")
    if one.given and people <= MOST_LISTED:
        parts = [
            f"{given.name or (words.label(given.role) if given.role else words.say('Someone'))}: {given.level}"
            for given in one.given
        ]
    else:
        parts = [
            words.say("level %(level)s: %(count)s", level=level, count=count)
            for level, count in enumerate(one.counts)
            if count
        ]
    if one.unknown:
        parts.append(words.say("could not tell: %(count)s", count=one.unknown))
    return "; ".join(parts) or "–"


def _run(text: str, *, strong: bool = False) -> Runs:
    return (Run(str(text), strong=strong, language=getattr(text, "fallback_lang", "")),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_run(text))


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], caption: str) -> Table:
    right = tuple(width < 0.14 for width in widths)  # noqa: PLR2004 - narrow columns hold figures
    shown = tuple(tuple(_run(cell, strong=not place) for place, cell in enumerate(row)) for row in rows)
    return Table(tuple(_run(cell) for cell in header), shown, widths, right, caption)


def _blocks(report: Report, words: Words, on: date) -> Iterator[Block]:
    yield Heading(1, _run(words.say("In brief")), "brief")
    lines = tuple(_paragraph(line) for line in in_brief(report, words))
    yield Callout(Tone.NOTE, _run(words.say("What the answers say")), lines)
    yield from _standing(report, words)
    yield from _disagreement(report, words)
    yield from _changes(report, words)
    yield from _next(report, words)
    yield from _plan(report, words, on)
    yield from _compared(report, words)
    yield from _answers(report, words)
    yield Heading(1, _run(words.say("How it is counted")), "counting")
    for line in counting(words):
        yield _paragraph(line)


def counting(words: Words) -> tuple[str, ...]:
    """How scores are made."""
    return (
        words.say(
            "Each person places each statement of their field at a level from 0 to 4. They may also say that they "
            "cannot tell, or that it is not their field. That never counts as a level."
        ),
        words.say(
            "A statement scores the average of its levels. A dimension scores the average of its statements. "
            "Nothing is weighted."
        ),
        words.say(
            "People disagree where they are two or more levels apart. Among ten or more, one in ten at either end is "
            "left out. To disagree is no fault: it shows where people see different things."
        ),
        words.say("This is a picture of what people think on one day, and no certificate."),
    )


def _standing(report: Report, words: Words) -> Iterator[Block]:
    yield Heading(1, _run(words.say("Where we stand")), "standing")
    alt = words.say("Each dimension on a scale from 0 to 4; the same figures stand in the table.")
    caption = words.say("A dot is the score; the broad line reaches from the lowest statement to the highest.")
    if report.earlier:
        caption += " " + words.say("A hollow dot is the earlier score.")
    drawing = draw_levels(bars(report, words), right_to_left=words.right_to_left)
    yield Picture(alt, drawing, caption, "scores")
    rows = [
        (
            str(one.dimension.title),
            figure(one.score, words),
            f"{one.scored}/{len(one.statements)}",
            str(len(one.disputed)),
        )
        for one in report.result.dimensions
    ]
    header = (words.say("Dimension"), words.say("Score"), words.say("Statements"), words.say("Disputed"))
    yield _table(header, rows, (0.61, 0.13, 0.13, 0.13), words.say("Scores from 0 to 4"))


def _disagreement(report: Report, words: Words) -> Iterator[Block]:
    if report.result.people > 1:
        yield Heading(1, _run(words.say("Where we disagree")), "disagreement")
        disputed = report.result.disputed
        if disputed:
            yield _paragraph(words.say("Talk about these first. Ask each person what they saw, and not who is right."))
            rows = [
                (str(one.statement.text), said_on(one, words, people=report.result.people), str(one.spread))
                for one in disputed[:MOST_DISPUTED]
            ]
            header = (words.say("Statement"), words.say("Levels"), words.say("Apart"))
            yield _table(header, rows, (0.5, 0.38, 0.12), words.say("Statements two or more levels apart"))
            if len(disputed) > MOST_DISPUTED:
                more = words.number(len(disputed) - MOST_DISPUTED)
                yield _paragraph(words.say("And %(count)s more; see the answers behind each score.", count=more))
        else:
            yield _paragraph(words.say("Nobody is two or more levels apart on any statement."))
    unsure = report.result.unsure
    if unsure:
        yield Heading(2, _run(words.say("What we could not tell")), "unsure")
        yield BulletList(tuple(ListItem((_paragraph(one.statement.text),)) for one in unsure))


def _changes(report: Report, words: Words) -> Iterator[Block]:
    if report.earlier is None:
        return
    yield Heading(1, _run(words.say("What changed since %(round)s", round=report.earlier_title)), "changes")
    rows = [
        (
            str(one.dimension.title),
            figure(one.before, words),
            figure(one.now, words),
            signed(one.by, words),
        )
        for one in changes(report.earlier, report.result)
    ]
    header = (words.say("Dimension"), words.say("Then"), words.say("Now"), words.say("Change"))
    yield _table(header, rows, (0.61, 0.13, 0.13, 0.13), words.say("Then and now, over the same statements"))
    if report.earlier.people != report.result.people:
        yield _paragraph(
            words.say(
                "%(then)s people answered then and %(now)s now, so part of the change may come from who answered.",
                then=words.number(report.earlier.people),
                now=words.number(report.result.people),
            )
        )


def _next(report: Report, words: Words) -> Iterator[Block]:
    yield Heading(1, _run(words.say("What others at our level do next")), "next")
    scored = [one for one in report.result.dimensions if one.score is not None]
    rows = [
        (str(one.dimension.title), str(one.next_step))
        for one in sorted(scored, key=lambda one: one.score or Fraction(0))
    ]
    header = (words.say("Dimension"), words.say("Next step"))
    yield _table(header, rows, (0.3, 0.7), words.say("Next steps, the lowest dimension first"))
    low = [one for one in suggest(report.result) if not one.settle and one.aim]
    if low:
        yield Heading(2, _run(words.say("The next level, where we are lowest")), "lowest")
        rows = [(str(one.about.statement.text), str(one.aim)) for one in low]
        header = (words.say("Statement"), words.say("What the next level looks like"))
        yield _table(header, rows, (0.5, 0.5), words.say("Lowest statements"))


def _plan(report: Report, words: Words, on: date) -> Iterator[Block]:
    if not report.actions:
        return
    yield Heading(1, _run(words.say("What we will do")), "plan")
    titles = {one.dimension.id: str(one.dimension.title) for one in report.result.dimensions}
    rows = []
    for one in report.actions:
        due = words.day(one.due_on) if one.due_on else "–"
        rows.append((one.text, titles.get(one.about, "–"), one.owner or "–", due, _state(one, words, on)))
    header = (words.say("Action"), words.say("Dimension"), words.say("Who"), words.say("By"), words.say("State"))
    yield _table(header, rows, (0.36, 0.16, 0.18, 0.16, 0.14), words.say("Actions"))


def _state(action: PlannedAction, words: Words, on: date) -> str:
    if action.overdue(on):
        return words.say("Overdue")
    match action.state:
        case ActionState.OPEN:
            return words.say("Open")
        case ActionState.DONE:
            return words.say("Done")
        case ActionState.DROPPED:
            return words.say("Dropped")


def _compared(report: Report, words: Words) -> Iterator[Block]:
    if not report.comparison:
        return
    yield Heading(1, _run(words.say("Beside other organisations")), "compared")
    yield _paragraph(
        words.say("Only organisations on the same installation that agreed are counted, this one included.")
    )
    rows = [
        (str(one.dimension.title), figure(one.own, words), figure(one.middle, words), str(one.organisations))
        for one in report.comparison
    ]
    header = (words.say("Dimension"), words.say("Ours"), words.say("Median"), words.say("Counted"))
    yield _table(header, rows, (0.61, 0.13, 0.13, 0.13), words.say("Scores and medians"))


def _answers(report: Report, words: Words) -> Iterator[Block]:
    yield Heading(1, _run(words.say("The answers behind each score")), "answers")
    header = (words.say("Statement"), words.say("Score"), words.say("Levels"))
    for one in report.result.dimensions:
        title = words.say("%(dimension)s: %(score)s", dimension=one.dimension.title, score=figure(one.score, words))
        yield Heading(2, _run(title), f"answers-{one.dimension.id}")
        rows = [
            (
                str(found.statement.text),
                figure(found.score, words),
                said_on(found, words, people=report.result.people),
            )
            for found in one.statements
        ]
        yield _table(header, rows, (0.52, 0.12, 0.36), str(one.dimension.what))
