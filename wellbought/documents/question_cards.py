"""Key questions to work with: as a list to write in, as a sheet, and as cards for a workshop."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from wellbought.documents import formats
from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    BulletList,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Run,
    Runs,
)
from wellbought.documents.formats import FORMATS
from wellbought.documents.formats.pdf import typeset
from wellbought.documents.sheets import table
from wellbought.documents.words import Words
from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack

CARDS: Final = Path(formats.__file__).with_name("cards.typ")
#: The formats of the list; the PDF is cards.
ENDINGS: Final = ("pdf", "docx", "xlsx")
_LINES_FOR_ANSWER: Final = 3
_FURTHER_LEVEL: Final = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of the key questions.

    :ivar choices: what they were chosen by, as names and values in words
    """

    questions: tuple[Question, ...]
    choices: tuple[tuple[str, str], ...] = ()


def write_questions(chosen: Chosen, pack: Pack, ending: str, *, on: date) -> bytes:
    """Questions as the bytes of a file; as a PDF, they are cards.

    :param pack: in the language of the file
    :param on: the day that the file bears
    """
    words = Words(pack, "question-cards")
    if ending == "pdf":
        return _cards(chosen.questions, words, on)
    return FORMATS[ending].write(question_list(chosen, words, on=on))


def question_list(chosen: Chosen, words: Words, *, on: date) -> Document:
    """Questions by stage, each with room for the answer."""
    core = words.pack.cards["core"]
    sheet = table(words.say("Questions"), tuple(_columns(words)), [_row(one, words) for one in chosen.questions])
    return Document(
        kind="question-cards",
        title=words.say("Guidance on buying AI"),
        subtitle=words.say("Key questions"),
        file_name="key-questions",
        description=words.say("The questions to settle when you buy AI, each with what a good answer holds."),
        language=words.language,
        made_on=on,
        buyer=core.title,
        status=words.say("%(title)s, licensed under %(licence)s", title=core.title, licence=core.licence),
        cover=(
            *chosen.choices,
            (words.say("Questions"), words.number(len(chosen.questions))),
            (words.say("Version"), core.version),
            (words.say("Date"), words.day(on)),
        ),
        blocks=tuple(_blocks(chosen.questions, words)),
        furniture=words.furniture(),
        contents=True,
        right_to_left=words.right_to_left,
        sheets=(sheet,) if sheet else (),
    )


def _blocks(questions: Sequence[Question], words: Words) -> Iterator[Block]:
    opened = set()
    for question in questions:
        if question.stage not in opened:
            opened.add(question.stage)
            yield Heading(1, _said(words.label(question.stage)), f"stage-{question.stage}")
        yield Heading(_FURTHER_LEVEL, _said(question.text), f"question-{question.id}")
        yield Paragraph((Run(f"{words.label(question.priority)} · {_who(question, words)}", emphasis=True),))
        yield Paragraph(_said(question.why))
        yield Paragraph(_labelled(words.say("A good answer:"), question.good_answer))
        yield Paragraph(_strong(words.say("Warning signs:")))
        yield _bullets(question.warning_signs)
        yield Paragraph(_strong(words.say("Keep as evidence:")))
        yield _bullets(question.evidence)
        yield AnswerSpace(_LINES_FOR_ANSWER, words.say("Your answer"))


def _columns(words: Words) -> Iterator[tuple[str, float]]:
    yield words.say("Question"), 48
    yield words.say("Stage"), 15
    yield words.say("Priority"), 10
    yield words.say("Leads"), 16
    yield words.say("Asks"), 22
    yield words.say("Why it matters"), 44
    yield words.say("A good answer"), 44
    yield words.say("Warning signs"), 36
    yield words.say("Evidence to keep"), 32
    yield words.say("Answer"), 60


def _row(question: Question, words: Words) -> tuple[str, ...]:
    return (
        question.text,
        words.label(question.stage),
        words.label(question.priority),
        words.label(question.lead),
        words.labels(question.consulted),
        question.why,
        question.good_answer,
        "\n".join(question.warning_signs),
        "\n".join(question.evidence),
        "",
    )


def _cards(questions: Iterable[Question], words: Words, on: date) -> bytes:
    core = words.pack.cards["core"]
    content: dict[str, object] = {
        "title": words.say("Key questions on cards"),
        "author": core.title,
        "description": words.say("The questions to settle when you buy AI, four on a sheet, to cut out."),
        "language": words.language,
        "right_to_left": words.right_to_left,
        "date": [on.year, on.month, on.day],
        "foot": words.say("%(title)s, licensed under %(licence)s", title=core.title, licence=core.licence),
        "cards": [_card(question, words) for question in questions],
    }
    return typeset(CARDS, content, on=on, not_drawn=words.furniture().not_drawn)


def _card(question: Question, words: Words) -> dict[str, object]:
    parts = (
        (words.say("Why:"), question.why),
        (words.say("A good answer:"), question.good_answer),
        (words.say("Warning signs:"), " · ".join(question.warning_signs)),
    )
    return {
        "stage": words.label(question.stage),
        "priority": words.label(question.priority),
        "question": _in_its_language(question.text),
        "who": _who(question, words),
        "parts": [{"label": label, **_in_its_language(text)} for label, text in parts],
    }


def _in_its_language(text: str) -> dict[str, object]:
    return {"text": text, "language": getattr(text, "fallback_lang", "")}


def _who(question: Question, words: Words) -> str:
    lead = words.label(question.lead)
    if not question.consulted:
        return words.say("%(role)s leads.", role=lead)
    return words.say("%(role)s leads, and asks: %(others)s.", role=lead, others=words.labels(question.consulted))


def _bullets(texts: Iterable[str]) -> BulletList:
    return BulletList(tuple(ListItem((Paragraph(_said(text)),)) for text in texts))


def _labelled(label: str, text: str) -> Runs:
    return (*_strong(label), Run(" "), *_said(text))


def _said(text: str) -> Runs:
    return (Run(str(text), language=getattr(text, "fallback_lang", "")),)


def _strong(text: str) -> Runs:
    return (Run(str(text), strong=True, language=getattr(text, "fallback_lang", "")),)
