"""What an organisation decides for itself: policies, approvals, the choices of the governance kit."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from wellbought.pack.kinds.item import Id, Item, Names, Part, Plain, Refs, Text, When
from wellbought.vocabulary import Role, Stage, Tier


class Amount(Part):
    """An amount of money from which something holds, as in OCDS."""

    amount: Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Policy(Item):
    """What an organisation has decided for itself. Core has none: policies stand in an organisation's own pack.

    :ivar what: what it asks of a team, in a sentence or two
    :ivar text, link, file: where it can be read; at least one of them is given. A file lies in the pack's ``files``
    :ivar owner: whom to ask about it
    :ivar stages, tiers, questions: where it is shown; without any, on every purchase that ``when`` lets through
    """

    kind: ClassVar[str] = "policy"
    folder: ClassVar[str] = "policies"

    title: Text
    what: Text
    text: Text | None = None
    link: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)] | None = None
    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w.-]*$", max_length=120)] | None = None
    owner: Role | None = None
    in_force_on: date | None = None
    review_on: date | None = None
    when: When = "true"
    stages: tuple[Stage, ...] = ()
    tiers: tuple[Tier, ...] = ()
    questions: Annotated[tuple[Id, ...], Names("question")] = ()


class Approval(Item):
    """Who signs, from which tier or value on. All that is given has to hold.

    :ivar role: who signs
    :ivar stages: the stages at whose end they sign; all if none is named
    :ivar tier_from: from this tier on
    :ivar value_from: from this amount on
    :ivar because: why, in a sentence that a team reads beside the gate
    """

    kind: ClassVar[str] = "approval"
    folder: ClassVar[str] = "approvals"

    role: Role
    stages: tuple[Stage, ...] = ()
    tier_from: Tier | None = None
    value_from: Amount | None = None
    when: When = "true"
    because: Text
    policy: Annotated[Id, Names("policy")] | None = None


class KitOption(Part):
    """One answer to a question of the governance kit, with the reason that the documents give for it."""

    value: Id
    label: Text
    because: Text


class KitChoice(Item):
    """A choice that an organisation makes for its governance of AI.

    :ivar options: what may be chosen; none where an amount is asked for
    :ivar several: whether more than one may be chosen
    :ivar suggested: what we would choose, by the organisation's size (``tiny``, ``small``, ``medium``, ``large``)
    """

    kind: ClassVar[str] = "kit-choice"
    folder: ClassVar[str] = "governance"

    ask: Text
    explain: Text
    options: tuple[KitOption, ...] = ()
    several: bool = False
    suggested: dict[Id, tuple[Plain, ...]] = Field(default_factory=dict)
    sources: Refs = ()
