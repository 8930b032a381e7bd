"""What a tender is made of: contract points, criteria, what a vendor is asked to tell."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from wellbought.pack.kinds.item import Id, Item, Markdown, Names, Part, Plain, Refs, Text, Texts, When
from wellbought.vocabulary import Role, Route


class Clause(Item):
    """A contract point: what to agree and why, with wording to start from. Its body is that wording.

    :ivar fallback: what to accept if the vendor will not agree
    """

    kind: ClassVar[str] = "clause"
    folder: ClassVar[str] = "clauses"

    title: Text
    purpose: Text
    when: When = "true"
    route: Literal[Route.FAST, Route.STANDARD, Route.FULL] = Route.STANDARD
    group: Literal["commercial", "data", "technical", "responsibility", "exit"]
    ask_for: Text
    fallback: Text
    walk_away: Text | None = None
    topics: Annotated[tuple[Id, ...], Names("topic")] = ()
    sources: Refs = ()
    body: Markdown


class ScaleStep(Part):
    """What a score means."""

    score: Annotated[int, Field(ge=0, le=5)]
    means: Text


class Criterion(Item):
    """A criterion for evaluation with a guide to scoring it.

    :ivar threshold: the least score without which a submission is out, if it is that important
    """

    kind: ClassVar[str] = "criterion"
    folder: ClassVar[str] = "criteria"

    title: Text
    group: Literal["fit", "performance", "data", "security", "responsibility", "delivery", "cost", "vendor"]
    what: Text
    evidence: Texts
    when: When = "true"
    weight: Text
    scale: Annotated[tuple[ScaleStep, ...], Field(min_length=3)]
    threshold: Annotated[int, Field(ge=0, le=5)] | None = None
    scored_by: Annotated[tuple[Role, ...], Field(min_length=1)]
    topics: Annotated[tuple[Id, ...], Names("topic")] = ()
    sources: Refs = ()


class Disclosure(Item):
    """What a vendor is asked to tell.

    :ivar answer: how sure it makes the buyer: a promise goes into the contract, a description is checked, evidence is
        looked at
    :ivar schemes: the public schemes that ask for it
    """

    kind: ClassVar[str] = "disclosure"
    folder: ClassVar[str] = "disclosures"

    ask: Text
    group: Literal[
        "product", "model", "data", "performance", "people", "security", "operation", "commercial", "company"
    ]
    why: Text
    answer: Literal["promise", "description", "evidence"]
    good_answer: Text
    route: Literal[Route.FAST, Route.STANDARD, Route.FULL] = Route.STANDARD
    when: When = "true"
    schemes: tuple[Plain, ...] = ()
    sources: Refs = ()
