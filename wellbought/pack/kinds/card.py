"""What ``pack.yaml`` says of a pack."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from wellbought.pack.kinds.item import Id, Part, Plain, Text


class PackCard(Part):
    """What ``pack.yaml`` says of the pack itself.

    :ivar lays_over: the pack that this one adds to; ``None`` for core
    :ivar jurisdiction: whether its rules and duties concern only purchases of that place
    :ivar words: words of the place for ours, such as ``tender: call for tenders``
    """

    kind: ClassVar[str] = "pack"

    id: Id
    title: Text
    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}(\.\d+)?$")]
    lays_over: Id | None = None
    jurisdiction: bool = False
    summary: Text
    not_legal_advice: Text | None = None
    checked: date | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    licence: Plain = "CC-BY-4.0"
    credit: Plain | None = None
    words: dict[str, Plain] = Field(default_factory=dict)
