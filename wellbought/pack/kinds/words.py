"""Sources, and the words that all else uses: the glossary, and the names of the vocabulary."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from wellbought.pack.kinds.item import Item, Plain, Refs, Text, Texts
from wellbought.vocabulary import Grade, Status


class Source(Item):
    """Where a fact comes from."""

    kind: ClassVar[str] = "source"
    folder: ClassVar[str] = "sources"

    title: Plain
    issuer: Plain
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    status: Status = Status.IN_FORCE
    checked: date
    grade: Grade
    licence: Plain | None = None
    seen: Plain | None = None
    note: Plain | None = None


class Term(Item):
    """A word of the glossary."""

    kind: ClassVar[str] = "term"
    folder: ClassVar[str] = "glossary"

    term: Text
    meaning: Text
    matters: Text | None = None
    also: Texts = ()
    sources: Refs = ()


class Name(Item):
    """What people call an id of the vocabulary: ``stage-need``, ``tier-high``. An overlay may bring its own names.

    :ivar label: a few words
    :ivar meaning: what it stands for, in a sentence or two
    """

    kind: ClassVar[str] = "name"
    folder: ClassVar[str] = "names"

    label: Text
    meaning: Text
