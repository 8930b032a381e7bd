"""What a document is made of, whatever the format it is written in.

Text is text: nothing in a block is markup, and a line feed in a run is a line break.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wellbought.documents.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look.

    :ivar link: where it leads (``https:``, ``http:`` or ``mailto:``, or ``#`` and an anchor of the same document), or
        nothing
    :ivar language: its language if that is not the document's, as where a translation is missing
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""
    language: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a part of the document (the document's own title is not among the blocks)."""

    level: int
    runs: Runs
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    :ivar anchor: a name for links to it, if there are any
    """

    runs: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list.

    :ivar ticked: whether its box is ticked; ``None`` if it has no box
    """

    blocks: tuple["Block", ...]
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """Entries in any order; those with a box are choices."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Entries in order."""

    items: tuple[ListItem, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row names the columns.

    :ivar widths: the share of each column; they add up to about 1
    :ivar right: for each column, whether its cells are set to the end of the line, as figures are
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[float, ...]
    right: tuple[bool, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is said of them, in two columns."""

    entries: tuple[tuple[Runs, Runs], ...]
    caption: str = ""


class Tone(StrEnum):
    """Why a callout stands out."""

    NOTE = "note"
    DECISION = "decision"
    OPEN = "open"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that stands out from the text."""

    tone: Tone
    title: Runs
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step of a scale.

    :ivar mark: ``here`` where the thing stands, ``possible`` where it may still turn out to stand, or nothing
    """

    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A figure: steps in a row, with the one where the thing stands marked.

    :ivar alt: the same said in words
    """

    alt: str
    steps: tuple[ScaleStep, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing across the page, such as a diagram or a chart. What it shows must also be said in words or a table.

    :ivar alt: what it shows, in a sentence
    :ivar svg: the drawing, whose root has a ``viewBox`` and whose words are text
    :ivar anchor: a name for links to it, if there are any
    """

    alt: str
    svg: str
    caption: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSpace:
    """Room to write by hand or to type.

    :ivar lines: how much room
    :ivar label: what it is for, shown small inside it
    """

    lines: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Facts
    | Callout
    | Scale
    | Picture
    | AnswerSpace
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """The words that the formats themselves add, in the document's language.

    :ivar page: with the places ``%(page)s`` and ``%(pages)s``
    :ivar not_drawn: what to say where the PDF fonts lack characters, with the place ``%(count)s``
    """

    contents: str
    page: str
    ticked: str
    unticked: str
    not_drawn: str
    tones: Mapping[str, str]


class Paper(StrEnum):
    """The sheet that a printer holds."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language, ready to be written in any format that its kind allows.

    :ivar kind: the template it comes from, such as ``strategy``
    :ivar status: how final it is, in words
    :ivar cover: names and values that open the document
    :ivar contents: whether a table of contents is wanted
    :ivar contents_depth: how many levels of headings it lists
    :ivar data: the facts behind it as JSON values, for machines
    :ivar sheets: its sheets as a workbook, if the kind has a computed one
    """

    kind: str
    title: str
    subtitle: str
    file_name: str
    description: str
    language: str
    made_on: date
    buyer: str
    status: str
    cover: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    furniture: Furniture
    contents: bool = False
    contents_depth: int = 1
    right_to_left: bool = False
    paper: Paper = Paper.A4
    data: Mapping[str, object] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()

    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    def listed_headings(self) -> tuple[Heading, ...]:
        """The headings that a table of contents lists, in order."""
        return tuple(heading for heading in self.headings() if heading.level <= self.contents_depth)


def plain(runs: Runs) -> str:
    """The text of runs without their looks."""
    return "".join(run.text for run in runs)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks, those inside lists and callouts too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from walk(block.blocks)
        elif isinstance(block, BulletList | NumberedList):
            for item in block.items:
                yield from walk(item.blocks)
