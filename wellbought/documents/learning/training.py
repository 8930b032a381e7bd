"""The papers of a training day: its agenda, a sheet for each exercise, and notes for whoever leads it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Runs,
    Table,
    Tone,
)
from wellbought.documents.formats import FORMATS, FormatNotOffered
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.learning.agenda import Entry, Training
from wellbought.learning.worked import Worked, work
from wellbought.pack.kinds import Exercise, WorkedPurchase
from wellbought.pack.read import Pack

KIND: Final = "training"
ENDINGS: Final = ("docx", "pdf", "html", "md")
#: Room to write for each task of an exercise, in lines.
LINES: Final = 4


def training_document(
    training: Training, pack: Pack, *, on: date, organisation: str = "", title: str = "", paper: Paper = Paper.A4
) -> Document:
    """The agenda, then for each exercise a sheet to hand out, then the facilitator's notes.

    :param pack: in the language of the papers
    :param on: the day that the papers bear
    :param title: what the training is called
    """
    words = Words(pack, KIND)
    wish = training.wish
    name = one_line(title) or words.say("Training: buying AI well")
    audience = words.label(wish.role) if wish.role else words.say("Mixed teams")
    core = pack.cards["core"]
    return Document(
        kind=KIND,
        title=words.say("Training papers"),
        subtitle=name,
        file_name="wellbought-training",
        description=words.say("Agenda, exercise sheets and facilitator's notes"),
        language=pack.language,
        made_on=on,
        buyer=one_line(organisation) or words.say("Your organisation"),
        status=words.say(
            "From the Wellbought guidance %(version)s, %(licence)s", version=pack.version, licence=core.licence
        ),
        cover=(
            (words.say("For"), audience),
            (words.say("Day"), words.day(wish.begins_at.date())),
            (words.say("Time"), f"{_clock(training.entries[0])}–{training.ends_at:%H:%M}"),
            (words.say("People"), words.number(wish.people)),
        ),
        blocks=tuple(_blocks(training, pack, words, on)),
        furniture=words.furniture(),
        contents=True,
        right_to_left=words.right_to_left,
        paper=paper,
    )


def write_training(document: Document, ending: str) -> bytes:
    """The papers as the bytes of a file.

    :raises FormatNotOffered: if they are not offered in that format
    """
    if ending not in ENDINGS:
        raise FormatNotOffered(ending, ENDINGS)
    return FORMATS[ending].write(document)


def _run(text: str, *, strong: bool = False) -> Runs:
    language = getattr(text, "fallback_lang", "")
    return (Run(str(text), strong=strong, language=language),)


def _said(text: str) -> Paragraph:
    return Paragraph(_run(text))


def _bullets(texts: tuple[str, ...], *, boxes: bool = False) -> BulletList:
    return BulletList(tuple(ListItem((_said(text),), ticked=False if boxes else None) for text in texts))


def _clock(entry: Entry) -> str:
    return f"{entry.begins_at:%H:%M}"


def entry_title(entry: Entry, words: Words) -> str:
    """What a line of the agenda is called."""
    if entry.session:
        return entry.session.title
    return words.say("Lunch") if entry.rest == "lunch" else words.say("Break")


def _blocks(training: Training, pack: Pack, words: Words, on: date) -> Iterator[Block]:
    yield Heading(1, _run(words.say("Agenda")), "agenda")
    yield _agenda(training, words)
    yield Heading(2, _run(words.say("What you need in the room")), "materials")
    materials = tuple(dict.fromkeys(one for entry in training.entries if entry.session for one in _of(entry)))
    yield _bullets(materials)
    exercises = training.exercises
    for exercise in exercises:
        yield PageBreak()
        yield from _sheet(exercise, pack, words)
    yield PageBreak()
    yield Heading(1, _run(words.say("Facilitator's notes")), "notes")
    for entry in training.entries:
        if entry.session:
            yield from _notes(entry, pack, words, on)


def _of(entry: Entry) -> tuple[str, ...]:
    return entry.session.materials if entry.session else ()


def _agenda(training: Training, words: Words) -> Table:
    header = tuple(_run(words.say(one)) for one in ("Time", "Part", "What happens"))
    rows = tuple(
        (
            _run(f"{_clock(entry)}–{entry.ends_at:%H:%M}"),
            _run(entry_title(entry, words), strong=entry.session is not None),
            _run(entry.session.what if entry.session else ""),
        )
        for entry in training.entries
    )
    return Table(header, rows, (0.18, 0.34, 0.48), (False, False, False), caption=words.say("Agenda"))


def _sheet(exercise: Exercise, pack: Pack, words: Words) -> Iterator[Block]:
    """What participants get: the story, the facts, decisions to tick, tasks to write."""
    purchase = pack.get(WorkedPurchase, exercise.purchase)
    yield Heading(1, _run(words.say("Sheet: %(title)s", title=exercise.title)), f"sheet-{exercise.id}")
    yield _said(exercise.aim)
    yield Heading(2, _run(purchase.title), f"story-{exercise.id}")
    for part in purchase.story:
        yield _said(part)
    yield Heading(2, _run(words.say("Decide")), f"decide-{exercise.id}")
    for decision in purchase.decisions:
        yield Paragraph(_run(decision.ask, strong=True))
        yield _bullets(tuple(option.text for option in decision.options), boxes=True)
    yield Heading(2, _run(words.say("Write")), f"write-{exercise.id}")
    for task in exercise.tasks:
        yield AnswerSpace(LINES, str(task))


def _notes(entry: Entry, pack: Pack, words: Words, on: date) -> Iterator[Block]:
    session = entry.session
    assert session is not None
    yield Heading(2, _run(f"{_clock(entry)} {session.title}"), f"notes-{session.id}")
    yield _said(session.facilitator)
    exercise = entry.exercise
    if exercise is None:
        return
    groups = words.say(
        "%(people)s people to a group, so about %(groups)s groups.", people=exercise.group, groups=entry.groups
    )
    yield Callout(Tone.NOTE, _run(words.say("Groups")), (_said(groups),))
    yield NumberedList(
        tuple(
            ListItem(
                (
                    Paragraph(
                        (
                            *_run(
                                words.say("%(title)s (%(minutes)s minutes).", title=step.title, minutes=step.minutes),
                                strong=True,
                            ),
                            Run(" "),
                            *_run(step.facilitator),
                        )
                    ),
                )
            )
            for step in exercise.steps
        )
    )
    purchase = pack.get(WorkedPurchase, exercise.purchase)
    yield from _results(work(purchase, pack, {}, on=on), words)
    yield Paragraph(_run(words.say("Ask the whole room"), strong=True))
    yield _bullets(exercise.debrief)


def _results(worked: Worked, words: Words) -> Iterator[Block]:
    """What is good, and why: by the check where it settles it."""
    yield Paragraph(_run(words.say("What speaks for which choice"), strong=True))
    for decided in worked.decided:
        entries = tuple(
            (
                _run(f"{_sign(one.verdict)} {one.option.text}", strong=one.verdict == "good"),
                _run(one.option.because),
            )
            for one in decided.weighed
        )
        yield Facts(entries, caption=str(decided.decision.ask))
        if decided.reasons:
            yield _said(words.say("The check says so because:"))
            yield _bullets(tuple(rule.because for rule in decided.reasons[:4]))
    yield Callout(Tone.DECISION, _run(words.say("To keep")), (_said(worked.purchase.takeaway),))


def _sign(verdict: str) -> str:
    return {"good": "✓", "fair": "≈"}.get(verdict, "✗")
