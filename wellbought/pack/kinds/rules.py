"""What the check asks and how it judges: facts, rules, duties."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from wellbought.pack.kinds.item import FactKey, Id, Item, Names, Part, Plain, SourceRef, Text, When
from wellbought.vocabulary import Approach, Role, Route, Stage, Status, Tier


class FactOption(Part):
    """One answer of a fact that is chosen from a list."""

    value: Plain
    label: Text
    hint: Text | None = None


class FactQuestion(Item):
    """How the check asks for one fact of the profile. The id is the key with hyphens for underscores."""

    kind: ClassVar[str] = "fact"
    folder: ClassVar[str] = "facts"

    key: FactKey
    ask: Text
    short: Text
    explain: Text
    ask_when: When = "true"
    who_knows: Role
    options: tuple[FactOption, ...] = ()
    changeable: bool = False
    safer: tuple[str | bool, ...] = ()


class Involve(Part):
    """Someone to bring in, and by which stage."""

    role: Role
    by: Stage


class Effect(Part):
    """What follows when a rule holds. At least one thing does.

    :ivar tier: at least this tier
    :ivar tier_at_most: the one way in which a rule may lower the tier; it must say why
    :ivar towards: points for an approach (1 weak, 2 clear, 3 strong, 6 decides)
    :ivar against: points against an approach
    :ivar alongside: approaches that are bought together with the leading one
    :ivar route: at least this route
    """

    tier: Tier | None = None
    tier_at_most: Tier | None = None
    towards: dict[Approach, Annotated[int, Field(ge=1, le=6)]] = Field(default_factory=dict)
    against: dict[Approach, Annotated[int, Field(ge=1, le=6)]] = Field(default_factory=dict)
    alongside: tuple[Approach, ...] = ()
    route: Route | None = None
    questions: Annotated[tuple[Id, ...], Names("question")] = ()
    clauses: Annotated[tuple[Id, ...], Names("clause")] = ()
    involve: tuple[Involve, ...] = ()


class Rule(Item):
    """A condition over the profile, what follows, and a sentence that tells a buyer why."""

    kind: ClassVar[str] = "rule"
    folder: ClassVar[str] = "rules"

    when: When
    effect: Effect
    because: Text
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]
    starts_on: date | None = None
    ends_on: date | None = None


class Duty(Item):
    """What law or policy asks of the buyer. In an overlay it concerns only purchases of that jurisdiction."""

    kind: ClassVar[str] = "duty"
    folder: ClassVar[str] = "duties"

    title: Text
    what: Text
    do: Text
    place: Plain
    status: Status
    applies_on: date | None = None
    ends_on: date | None = None
    binds: Text
    when: When = "true"
    stage: Stage
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    questions: Annotated[tuple[Id, ...], Names("question")] = ()
    clauses: Annotated[tuple[Id, ...], Names("clause")] = ()
    sources: Annotated[tuple[SourceRef, ...], Names("source"), Field(min_length=1)]
