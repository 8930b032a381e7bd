"""Readiness: its dimensions, and the statements that people place themselves at."""

from typing import Annotated, ClassVar

from pydantic import Field

from wellbought.pack.kinds.item import Id, Item, Names, Plain, SourceRef, Text, Translatable
from wellbought.vocabulary import Role


class Dimension(Item):
    """A side of an organisation's readiness, made up of statements.

    :ivar next_steps: what others do next who stand at level 0, 1, 2, 3 and 4
    """

    kind: ClassVar[str] = "dimension"
    folder: ClassVar[str] = "readiness/dimensions"

    title: Text
    what: Text
    order: int
    next_steps: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=5, max_length=5)]


class Statement(Item):
    """A statement on readiness, which people of some roles place at one of five levels.

    :ivar roles: whose field it is
    :ivar levels: what each level looks like, from 0 to 4
    """

    kind: ClassVar[str] = "statement"
    folder: ClassVar[str] = "readiness/statements"

    dimension: Annotated[Id, Names("dimension")]
    text: Text
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    levels: Annotated[tuple[Plain, ...], Translatable(), Field(min_length=5, max_length=5)]
    questions: Annotated[tuple[Id, ...], Names("question"), Field(min_length=1)]
    topics: Annotated[tuple[Id, ...], Names("topic"), Field(min_length=1)]
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]
