"""How much of a file is read, and what a person is told when it cannot be."""

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
