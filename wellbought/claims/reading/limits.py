"""How much of a file is read, and what a person is told when it cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wellbought.errors import WellboughtError

#: The largest file that is opened, in bytes.
LARGEST_FILE: Final = 100 * 1024 * 1024
#: The most that the parts of an office file may come to when unpacked, in bytes.
LARGEST_UNPACKED: Final = 300 * 1024 * 1024
#: How many times its packed size a part may come to; text rarely passes 20.
STEEPEST_PACKING: Final = 200
#: The most parts of an office file.
MOST_PARTS: Final = 10_000
#: The most pages or slides that are read.
MOST_PAGES: Final = 1_500
#: The most characters that are kept.
MOST_CHARACTERS: Final = 8_000_000
#: How long a file may take, in seconds.
LONGEST_SECONDS: Final = 60
#: How much memory the process that reads it may take, in bytes.
MOST_MEMORY: Final = 1024 * 1024 * 1024

#: Longer than this, a table holds text rather than entries, and is read as paragraphs (characters of a cell).
LONGEST_ENTRY: Final = 300


def page_mark(number: int) -> str:
    """The line that stands between two pages or slides in a text that was read."""
    return f"---- {number} ----"


def row(cells: Iterable[str]) -> str:
    """A row of a table as a line of text, as Markdown writes it."""
    return "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"


class FileUnreadable(WellboughtError):
    """A file whose text cannot be had: why, and what to do about it."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a file.

    :ivar form: what the file is, such as ``pdf``
    :ivar notes: what a person should know of how it was read, such as pages without text
    """

    text: str
    form: str
    notes: tuple[str, ...] = ()


def shortened(text: str) -> tuple[str, tuple[str, ...]]:
    """The text within bounds, and a note if some of it was left out."""
    if len(text) <= MOST_CHARACTERS:
        return text, ()
    return text[:MOST_CHARACTERS], (
        f"Only the first {MOST_CHARACTERS:,} characters were read. Part the file to see the rest.",
    )
