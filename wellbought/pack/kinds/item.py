"""What every kind of item shares: how its fields are marked, and what an id looks like.

A field marked ``Text`` is shown to people and translated; ``Refs`` fields name sources as ``source-id`` or
``source-id@place`` (an article, a section, a page). Ids are kebab-case words and live for ever.
"""

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from wellbought.conditions import ConditionInvalid, condition
from wellbought.errors import WellboughtError


class Translatable:
    """Marks a field whose words are shown to people."""


class Prose(Translatable):
    """Marks a Markdown field, translated paragraph by paragraph."""


class Names:
    """Marks a field that names items of another kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def _readable(text: str) -> str:
    try:
        condition(text)
    except ConditionInvalid as error:
        raise ValueError(error.message) from None
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
FactKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
Plain = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Text = Annotated[Plain, Translatable()]
Markdown = Annotated[Plain, Prose()]
Texts = Annotated[tuple[Plain, ...], Translatable()]
When = Annotated[Plain, AfterValidator(_readable)]
SourceRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(@.{1,80})?$")]
Refs = Annotated[tuple[SourceRef, ...], Names("source")]


class FieldUnread(WellboughtError):
    """A field was asked for that could not be read; only a proof of a broken pack ever meets one."""


class Part(BaseModel):
    """What items and their parts share. One that could be read in part lacks the fields that could not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Met only where a field is absent."""
            if name in type(self).model_fields:
                raise FieldUnread(f"The field “{name}” could not be read.")
            return super().__getattr__(name)


class Item(Part):
    """What all kinds share.

    :ivar origin: the pack that the item (or its newest wording) comes from; told by the reader, not by the file
    """

    kind: ClassVar[str]
    folder: ClassVar[str]

    id: Id
    formerly: tuple[Id, ...] = ()
    origin: str = Field(default="core", exclude=True)
