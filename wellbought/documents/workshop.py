"""Notes of a workshop: the purchase, how the room answered, what it said, and what speaks for which choice."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from wellbought.documents.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    ListItem,
    Paper,
    Paragraph,
    Run,
    Runs,
    Table,
    Tone,
)
from wellbought.documents.formats import FORMATS, FormatNotOffered
from wellbought.documents.words import Words
from wellbought.learning.room import Tally
from wellbought.pack.kinds import WorkedPurchase
from wellbought.pack.read import Pack

KIND: Final = "workshop"
ENDINGS: Final = ("docx", "md", "pdf", "html")


def workshop_document(
    purchase: WorkedPurchase, tallies: Sequence[Tally], pack: Pack, *, held_on: date, paper: Paper = Paper.A4
) -> Document:
    """The notes.

    :param pack: in the language of the notes
    :param held_on: the day of the workshop
    """
    words = Words(pack, KIND)
    return Document(
        kind=KIND,
        title=words.say("Notes of a workshop"),
        subtitle=str(purchase.title),
        file_name="workshop-notes",
        description=words.say("How the room answered, and what it said"),
        language=pack.language,
        made_on=held_on,
        buyer="",
        status=words.say("As it was on the day"),
        cover=(
            (words.say("Day"), words.day(held_on)),
            (words.say("Answers, at most"), words.number(max((one.answers for one in tallies), default=0))),
            (words.say("Made with"), words.say("Wellbought guidance %(version)s", version=pack.version)),
        ),
        blocks=tuple(_blocks(purchase, tallies, words)),
        furniture=words.furniture(),
        right_to_left=words.right_to_left,
        paper=paper,
    )


def write_workshop(document: Document, ending: str) -> bytes:
    """The notes as the bytes of a file.

    :raises FormatNotOffered: if they are not offered in that format
    """
    if ending not in ENDINGS:
        raise FormatNotOffered(ending, ENDINGS)
    return FORMATS[ending].write(document)


def _run(text: str, *, strong: bool = False) -> Runs:
    return (Run(str(text), strong=strong, language=getattr(text, "fallback_lang", "")),)


def _blocks(purchase: WorkedPurchase, tallies: Sequence[Tally], words: Words) -> Iterator[Block]:
    yield Heading(1, _run(purchase.title), "purchase")
    for part in purchase.story:
        yield Paragraph(_run(part))
    for number, one in enumerate(tallies, start=1):
        yield Heading(1, _run(f"{number}. {one.decision.ask}"), f"decision-{number}")
        if not one.answers:
            yield Paragraph(_run(words.say("The room did not answer this.")))
        rows = tuple(
            (
                _run(weighed.option.text, strong=True),
                _run(words.say("%(count)s (%(percent)s %%)", count=count, percent=one.percent(count))),
                _run(_verdict(weighed.verdict, words)),
                _run(weighed.option.because),
            )
            for weighed, count in one.options
        )
        header = tuple(map(_run, (words.say("Option"), words.say("Answers"), words.say("How good"), words.say("Why"))))
        yield Table(header, rows, (0.3, 0.13, 0.13, 0.44), (False,) * 4, str(one.decision.ask))
        if one.reasons:
            yield Paragraph(_run(words.say("The check says so because:"), strong=True))
            yield BulletList(tuple(ListItem((Paragraph(_run(rule.because)),)) for rule in one.reasons[:4]))
        if one.notes:
            lines = tuple(Paragraph(_run(line)) for line in one.notes.splitlines() if line.strip())
            yield Callout(Tone.NOTE, _run(words.say("What the room said")), lines)
    yield Callout(Tone.DECISION, _run(words.say("To keep")), (Paragraph(_run(purchase.takeaway)),))


def _verdict(verdict: str, words: Words) -> str:
    match verdict:
        case "good":
            return words.say("Good")
        case "fair":
            return words.say("Possible")
        case _:
            return words.say("Weak")
